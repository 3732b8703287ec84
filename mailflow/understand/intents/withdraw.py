"""Whether somebody takes back what they told: "please leave my line out", "withdraw my update", "do not publish it".

It is about one's words, never about one's place in the network: "take me off the list" is no withdrawal, and "take me
out of the digest this month" is no leave. Whoever reports something new beside it has sent an update.
"""

from __future__ import annotations

import re

from mailflow.events import Intent
from mailflow.understand.intents.rule import Hit, Rule
from mailflow.understand.intents.scene import Scene
from mailflow.understand.reading import Sentence

RULE = "update.taken_back"

_OWN = r"(?:my|our|this|that|last|latest|previous)"
_LINE = rf"(?:ours|mine|{_OWN} (?:[\w']+ ){{0,2}}?(?:lines?|entry|item|updates?|contribution))\b"
_IT = r"(?:ours|mine|it|this|that|me|us|my|our)\b(?: [\w']+){0,3}?"
_DIGEST = r"(?:digest|summary|newsletter|round-?up|progress page)\b"
_NO_LIST = r"(?! (?:list|e?mails?|mailings?|reminders?|requests?|group|chats?|pages?))"
_ORDER = r"(?:^|[,;:-] ?|\bplease |\b(?:can|could|would|rather|prefer|ask) you )"
_WANTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:withdraw|retract|take back|take out|take down|remove|delete|drop|omit|leave out|pull|scrap) {_LINE}"
        rf"{_NO_LIST}",
        rf"\b(?:take|leave|keep) {_LINE} (?:out|off|back|down)\b{_NO_LIST}",
        rf"{_ORDER}(?:please )?(?:take|leave) (?:it|this|that) (?:out|back|down)\b(?! to\b)",
        rf"\b(?:take|leave|keep|remove|delete|pull) {_IT} (?:out of|off|from) (?:the|your|this|next) (?:[\w']+ )?"
        rf"{_DIGEST}{_NO_LIST}",
        r"\b(?:withdraw|retract|take back|delete) what (?:i|we) (?:sent|told|said|wrote|have)\b",
        rf"{_ORDER}(?:do not|did not|not) (?:include|publish|share|use|print|show|put|quote|circulate)"
        rf" (?:{_LINE}|(?:it|this|that|ours|mine|my|our|what (?:i|we))\b)",
        rf"\brather {_LINE} (?:was not|were not|is not|did not go|not be|stayed out)\b",
        r"^(?:please )?(?:withdraw|retract)(?: (?:line|number|it|this))?(?: \d{1,6})?(?: please)?[ .!]*$",
        r"^(?:tynnu(?: allan|'n ol)?|tynnwch (?:hi|ef|fo|y llinell) (?:allan|yn ol))(?: \d{1,6})?[ .!]*$",
        r"\b(?:tynnwch|tynnu)\b[\w' ]{0,25}\b(?:llinell|diweddariad)\b",
        r"\bpeidiwch (?:a|â) chynnwys\b",
    )
)


def wanted(sentence: Sentence) -> bool:
    """Whether the sentence takes back what its writer told."""
    return any(pattern.search(sentence.plain) for pattern in _WANTED)


def is_said(scene: Scene) -> bool:
    """Whether any sentence says so."""
    return any(wanted(sentence) for sentence in scene.speaks)


def places(scene: Scene) -> frozenset[int]:
    """Which sentences take something back; none if the letter also reports: then it is an update, to be held."""
    if scene.found.facts:
        return frozenset()
    return frozenset(place for place, sentence in enumerate(scene.speaks) if wanted(sentence))


def hit() -> Hit:
    """The reading that no row of the table stands for."""
    rule = Rule(RULE, Intent.UPDATE, (), re.compile(""), "The writer takes back what they told.")
    match = rule.pattern.match("")
    assert match is not None
    return Hit(rule, 0, match)
