"""One row of the table of intents, and how a row is tried on a sentence.

A row's pattern is written over plain text (`reading.Sentence.plain`: lower case, contractions spelt out) with names in
angle brackets for the vocabulary. A row is silent where a negation stands before it in its clause, and tentative where
the sentence has a condition; rows that say the negation themselves are marked ``literal``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.events import Intent
from mailflow.understand.intents.vocabulary import VOCABULARY
from mailflow.understand.reading import Sentence

_NAMED = re.compile(r"<([a-z_]+)>")
_BOUNDARY = re.compile(r"[,;:.!?()]|\b(?:but|and|so|because|although|though|however|then|since)\b| - ")
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|nobody|no one|none of us|without|rather than|instead of|nor|neither|ddim|heb"
    r"|peidiwch)\b"
)
_POLITE = re.compile(
    r"\bif (?:it is |that is |this is )?(?:possible|so|poss|you (?:(?:can|could|would)(?! ?not)|do not mind|are able"
    r"|have (?:\w+ )?(?:space|room|time|gap|slot))|ok(?:ay)?|alright"
    r"|all right|fine|convenient|useful|helpful|of (?:use|interest)|wanted|needed|required|it (?:would )?helps?"
    r"|not too (?:late|much trouble)|there is (?:still )?(?:room|space)|i may|i can)\b|\bif not,|\bas if\b"
    r"|\bos gwelwch yn dda\b"
    r"|\bif that is (?:ok|okay|alright|all right|fine)(?: with you)?"
)
_INQUIRY = re.compile(
    r"\W*(?:and |so |but |also,? |hi,? |hello,? )?(?:is there|are there|what|how|who|whom|when|where|why|which|do i"
    r"|do we|do you|does|did|has|will (?!you\b)|would i"
    r"|am i|should|must)\b"
)
_MAY_NOT_THE_MONTH = "".join(
    f"(?<!{word} )"
    for word in ("in", "of", "by", "from", "until", "till", "to", "since", "for", "before", "after", "next", "this",
                 "end", "early", "mid", "late", r"\d", r"\dst", r"\dnd", r"\drd", r"\dth")
) + r"may(?! \d)"  # fmt: skip
_CONDITION = re.compile(
    rf"\b(?:if|unless|whether|in case|provided|as long as|depending|might|{_MAY_NOT_THE_MONTH}"
    r"|thinking (?:of|about)|considering|wondering|not sure"
    r"|perhaps|maybe|possibly|at some point|one day|eventually|suppose|what happens|how (?:do|can|would|could|should"
    r"|to)"
    r"|do i (?:need|have) to|should i|would it|tempted|contemplating|os)\b"
)


_OWN_ACTS = frozenset({Intent.LEAVE, Intent.PAUSE, Intent.SKIP})
"""Only the one who is meant may ask for these."""
_SAID_OF_ANOTHER = re.compile(
    r"\b(?:she|he|they)(?: (?!i\b|we\b|me\b)[a-z]+){0,4} ?$"
    r"|(?<!\bi )(?<!\bi have )(?<!\bwe )(?<!\bwe have )\b(?:said|says|wrote|writes|reads)\b[:,]? ?[\"'“‘]?$"
)
"""The words before an act when somebody else is meant or speaks: "she can't do December", "Ben said: take me off"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: words that must be there, the pattern, and why it means what it means."""

    name: str
    intent: Intent
    triggers: tuple[str, ...]
    """At least one of these words stands in a sentence that the row can fit; it saves trying the pattern."""
    pattern: re.Pattern[str]
    why: str
    unless: re.Pattern[str] | None = None
    firm: bool = True
    """A firm row decides; the others only suggest."""
    literal: bool = False
    """Negations and conditions before the match are the pattern's own business."""
    threads: frozenset[str] = frozenset()
    """The kinds of mail of ours in answer to which the row counts; empty: any mail."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that fitted one sentence."""

    rule: Rule
    place: int
    """Which sentence."""
    match: re.Match[str]
    tentative: bool = False

    @property
    def intent(self) -> Intent:
        """The row's intent."""
        return self.rule.intent

    @property
    def firm(self) -> bool:
        """Whether the hit may decide alone."""
        return self.rule.firm and not self.tentative


def expand(pattern: str) -> str:
    """Put the vocabulary in place of its names."""
    return _NAMED.sub(lambda match: VOCABULARY[match[1]], pattern)


def row(
    name: str,
    triggers: str,
    pattern: str,
    why: str,
    *,
    unless: str = "",
    firm: bool = True,
    literal: bool = False,
    threads: str = "",
) -> Rule:
    """A row of the table; the intent is the part of ``name`` before the dot."""
    return Rule(
        name,
        Intent(name.partition(".")[0]),
        tuple(triggers.split()),
        re.compile(expand(pattern)),
        why,
        re.compile(expand(unless)) if unless else None,
        firm,
        literal,
        frozenset(threads.split()),
    )


def attempt(rule: Rule, place: int, sentence: Sentence) -> Hit | None:
    """Try one row on one sentence."""
    text = sentence.plain
    match = rule.pattern.search(text)
    if match is None or (rule.unless is not None and rule.unless.search(text)):
        return None
    if rule.intent in _OWN_ACTS and _SAID_OF_ANOTHER.search(text[: match.start()]):
        return Hit(rule, place, match, tentative=True)
    if rule.literal:
        return Hit(rule, place, match)
    if is_negated(text, match.start()):
        return None
    return Hit(rule, place, match, is_conditional(text) or (sentence.asks and bool(_INQUIRY.match(text))))


def is_negated(text: str, start: int) -> bool:
    """Whether a negation stands before ``start`` in the same clause, at most six words away."""
    before = text[max(0, start - 60) : start]
    last = 0
    for boundary in _BOUNDARY.finditer(before):
        last = boundary.end()
    clause = before[last:].split()[-6:]
    return bool(_NEGATION.search(" ".join(clause)))


def is_conditional(text: str) -> bool:
    """Whether the sentence has a condition or a doubt that is more than politeness."""
    return bool(_CONDITION.search(_POLITE.sub(" ", text)))
