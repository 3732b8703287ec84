"""The house style, seen by a machine: a rendered mail is read as its reader gets it; each fault says what is right.

Pure: a finished mail goes in, faults come out. The rules are rows in `mailflow.outbox.style_rules`; what people wrote
themselves (names, their words, organisations) is theirs, and is taken out before the rules are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from mailflow.decisions import Send
from mailflow.outbox import style_page
from mailflow.outbox import style_rules as house
from mailflow.outbox.markup import plain
from mailflow.settings import NetworkSettings

HIDDEN = "\ue000"
"""Stands for people's own words; of a private area of Unicode, so that no rule takes it for a letter."""
THEIR_FACTS = frozenset({
    "text", "words", "summary", "topic", "name", "names", "who", "link", "place", "organisation",
    "organisations", "old", "new", "successors", "successor", "nominator", "delegate", "teller", "writer",
    "contact", "gone", "joined", "claimed", "left_without", "before", "lead", "address", "said", "label",
    "joining", "greeting", "acronym", "expiries", "proposal",
})  # fmt: skip
"""Facts that somebody outside this program worded: names, places, people's own sentences."""
_CODE = re.compile(r"“mailflow [^”]*”|https?://[^\s)]+|\b[A-Z]{2,6}-[0-9A-Z]{7}\b")
_ADDRESS = re.compile(r"[^\s<>()“”,;:]+@[^\s<>()“”,;:]+")
_NUMBERED = re.compile(r"\d{1,2}\. ")
_ITEM = re.compile(r"^(?:\* |\d{1,2}\. )")
_SENTENCE = re.compile(r"[.?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the house style would say otherwise. ``line`` counts in the text part; 0 is the subject or the page."""

    mail: str
    lang: str
    line: int
    rule: str
    found: str
    right: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "subject or page"
        return (
            f"templates/{self.lang}/{self.mail}.md, {where}, {self.rule}: “{self.found}”; right would be: {self.right}"
        )


def lint(send: Send, raw: bytes, network: NetworkSettings) -> list[Fault]:
    """Every fault of a finished mail: of each language's text, and of its page."""
    message = message_from_bytes(raw, policy=default)
    languages = str(message["Content-Language"]).split(", ")
    text, page = _part(message, "plain"), _part(message, "html")
    subject = plain(re.sub(r" \[[^\]]*\]$", "", str(message["Subject"])))
    spared = theirs(send, network)
    reader = "lead" if send.to_lead else "member" if send.to.is_member else "stranger"
    faults: list[Fault] = []
    subjects = subject.split(" / ") if len(languages) > 1 else [subject]
    for lang, said, (first, body) in zip(languages, subjects, _by_language(text), strict=True):
        faults += letter(send.mail, lang, said, body, spared, first=first, reader=reader)
        faults += _signed(send.mail, lang, body, network)
    faults += [Fault(send.mail, languages[0], 0, *fault) for fault in style_page.faults(page, text, languages)]
    return faults


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""


def _by_language(text: str) -> Iterator[tuple[int, str]]:
    """Each language's part with the number of its first line; every part ends with the reference."""
    first, lines = 1, text.splitlines()
    for number, line in enumerate(lines, 1):
        if re.match(r"(?:Reference|Cyfeirnod): \S+$", line):
            yield first, "\n".join(lines[first - 1 : number])
            first = number + 1


def theirs(send: Send, network: NetworkSettings) -> list[str]:
    """What people and organisations worded themselves in this mail, the longest first."""
    found = {network.lead, network.from_name, network.mailbox, send.to.name, send.to.first_name, send.to.organisation}
    found.update(_strings(send.facts), *(_strings(facts) for _, facts in send.also))
    lines = {plain(line) for one in found for line in one.splitlines()} - {""}
    return sorted(lines, key=len, reverse=True)


def _strings(value: object, *, own: bool = False) -> Iterator[str]:
    if isinstance(value, str) and own:
        yield value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _strings(one, own=own or key in THEIR_FACTS)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _strings(getattr(value, one.name), own=own or one.name in THEIR_FACTS)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _strings(one, own=own)


def letter(
    mail: str, lang: str, subject: str, text: str, spared: Iterable[str] = (), *, first: int = 1, reader: str = ""
) -> list[Fault]:
    """The faults of one language's subject and text; ``first``: the number of its first line."""
    spared = list(spared)
    subject = _hide(subject, spared)
    faults = [Fault(mail, lang, 0, *fault) for fault in [*_rules(subject, lang), *_subject(subject)]]
    told: list[str] = []
    for number, paragraph in _paragraphs(text):
        shown = _hide(paragraph, spared)
        told.append(shown)
        line = number + first - 1
        faults += [Fault(mail, lang, line, *fault) for fault in [*_rules(shown, lang), *_addresses(paragraph)]]
    for number, line_text in enumerate(text.splitlines(), first):
        if len(line_text) > house.LINE_CHARACTERS and " " in line_text.strip("*> "):
            faults.append(Fault(mail, lang, number, "line", line_text, f"at most {house.LINE_CHARACTERS} characters"))
    whole = [*_beginning(told), *_length(mail, told), *_reading_age(told, lang), *_foot(told, lang, reader)]
    return faults + [Fault(mail, lang, first, *fault) for fault in whole]


def _hide(text: str, spared: Iterable[str]) -> str:
    """``text`` without people's own words, commands, links and references."""
    text = _CODE.sub(HIDDEN, text)
    for one in spared:
        if one in text:
            text = re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", HIDDEN, text)
    return _ADDRESS.sub(HIDDEN, text)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs and items with the number of their first line, unwrapped; quotations are not ours."""
    began, lines, numbered = 0, list[str](), False
    for number, line in enumerate([*text.splitlines(), ""], 1):
        starts = line.startswith("* ") or (_NUMBERED.match(line) and (not lines or numbered))
        if lines and (not line or line.startswith(">") or starts):
            yield began, " ".join(lines)
            lines = []
        if line and not line.startswith((">", "-----")):
            began, numbered = (began, numbered) if lines else (number, bool(_NUMBERED.match(line)))
            lines.append((_ITEM.sub("", line) if len(lines) == 0 else line).strip())


_Found = tuple[str, str, str]
"""Rule, what was found, what would be right."""


def _rules(text: str, lang: str) -> Iterator[_Found]:
    for rule in house.RULES:
        if lang in rule.languages:
            for match in rule.pattern.finditer(text):
                yield rule.name, _around(text, match), f"{rule.right} ({rule.why})"
    for match in re.finditer(r"\b[A-ZÂÊÎÔÛŴŶ]{2,}\b", text):
        if match[0] not in house.REPLIES | house.ACRONYMS:
            yield "capitals", _around(text, match), "small letters (only words to reply and acronyms stand in capitals)"


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 20) : match.end() + 20].replace(HIDDEN, "…")


def _subject(subject: str) -> Iterator[_Found]:
    if len(subject) > house.SUBJECT_CHARACTERS:
        yield "subject", subject, f"at most {house.SUBJECT_CHARACTERS} characters before the reference"
    if not subject:
        yield "subject", "", "a few words that say what the mail is"
    for match in re.finditer(r"(?<=\s)[A-ZÂÊÎÔÛŴŶ][a-zŵŷâêîôû]+", subject):
        if match[0] not in house.PROPER:
            yield "sentence case", match[0], "a small letter (only names keep their capital)"
    if subject.endswith("."):
        yield "subject", subject, "no full stop at its end"


def _addresses(paragraph: str) -> Iterator[_Found]:
    for match in _ADDRESS.finditer(paragraph):
        if match[0] != match[0].lower() and not match[0].startswith("http"):
            yield "address", match[0], match[0].lower()


def _beginning(told: list[str]) -> Iterator[_Found]:
    """The first sentence that says something ends within what a phone shows."""
    said = house.EMPTY_WORDS.sub("", " ".join(told[1:]) + " ")
    seen = " ".join(told[1:])[: house.FIRST_CHARACTERS]
    first = re.split(r"(?<=[.?:]) ", said, maxsplit=1)[0]
    if first[:40].strip() not in seen or not re.search(r"[.?:]", seen[seen.find(first[:40].strip()) :]):
        yield (
            "beginning",
            seen,
            f"a sentence in the first {house.FIRST_CHARACTERS} characters that says what it is or what to do",
        )


def _length(mail: str, told: list[str]) -> Iterator[_Found]:
    most = next(most for kind, most in house.WORDS_BY_KIND.items() if mail.startswith(kind))
    count = sum(len(re.findall(r"\w+", one)) for one in told)
    if count > most:
        yield "length", f"{count} words", f"at most {most} in a mail of this kind"


def _reading_age(told: list[str], lang: str) -> Iterator[_Found]:
    if lang == "en":
        grade = flesch_kincaid(told[1:])
        if grade > house.GRADE:
            yield "reading age", f"grade {grade:.1f}", f"at most {house.GRADE}: shorter sentences and words"


def flesch_kincaid(paragraphs: Iterable[str]) -> float:
    """The Flesch-Kincaid grade (Kincaid and others, 1975) of English; an item of a list is a sentence.

    Syllables are counted by groups of vowels, without a silent e.
    """
    sentences = words = syllables = 0
    for paragraph in paragraphs:
        found = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", paragraph)
        if found:
            sentences += max(1, len(_SENTENCE.findall(paragraph)))
            words += len(found)
            syllables += sum(map(_syllables, found))
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$", word.lower()) is not None
    return max(1, groups - silent)


def _foot(told: list[str], lang: str, reader: str) -> Iterator[_Found]:
    if reader and not any(house.FOOT[lang][reader].search(one) for one in told):
        yield "foot", told[-2] if len(told) > 1 else "", "the line of the layout that says how to stop"


def _signed(mail: str, lang: str, body: str, network: NetworkSettings) -> Iterator[Fault]:
    """Who writes stands above the line."""
    above = body.partition("------------")[0]
    if network.lead not in above and "mailflow, " not in above:
        yield Fault(mail, lang, 0, "sender", above[-60:], "the lead's name, or mailflow's, above the line")
