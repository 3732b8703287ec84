"""The house style as data: each row is what may not stand in a mail, what would be right, and why.

The rules are those of GOV.UK and of the Government Statistical Service, as far as a machine can see them. Patterns are
matched in one paragraph at a time, after people's own words are taken out (`mailflow.outbox.style.theirs`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailflow.words import DAYS, MONTHS

LANGUAGES = ("en", "cy")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: where ``pattern`` is found, ``right`` says what should stand there instead."""

    name: str
    pattern: re.Pattern[str]
    right: str
    why: str
    languages: tuple[str, ...] = LANGUAGES


_MONTH = "|".join([*MONTHS["en"], *MONTHS["cy"], "Fawrth", "Fai", "Fehefin", "Orffennaf", "Fedi", "Dachwedd", "Ragfyr"])
_NO_NAME = "".join(f"(?<!{one} )" for one in ("group", "question", "number", "line", "page", "champion"))
"""A figure behind these is a name, not a count; and so is one that begins an item, or words to reply."""


def _row(name: str, pattern: str, right: str, why: str, *languages: str, flags: int = 0) -> Rule:
    return Rule(name, re.compile(pattern, flags), right, why, languages or LANGUAGES)


RULES: tuple[Rule, ...] = (
    _row("date", r"\b\d{1,2}/\d{1,2}/\d{2,4}\b", "3 March 2026", "day and month are told apart only by a word"),
    _row("date", r"\b\d{4}-\d\d(?:-\d\d)?\b", "3 March 2026, or March 2026", "people do not speak in ISO 8601"),
    _row("date", r"\b\d{1,2}(?:st|nd|rd|th)\b", "3 March", "ordinals are read aloud badly by screen readers"),
    _row("date", rf"(?<!dydd )\b(?:{_MONTH}) \d{{1,2}}(?!\d)", "3 March 2026", "the day stands before the month"),
    _row("date", rf"\b\d{{1,2}} (?:{_MONTH}), \d{{4}}", "3 March 2026", "there is no comma in a date"),
    _row("time", r"(?<![\d:])(?:[01]\d|2[0-4]):[0-5]\d(?!\d|[ap]m|y[bp])", "2pm or 9:30am",
         "not everybody reads the 24-hour clock"),
    _row("time", r"\b\d{1,2}[:.]00 ?[ap]m\b", "2pm", "an hour needs no minutes"),
    _row("time", r"\b\d ?[ap]\.m\.|\b\d (?:[ap]m|y[bp])\b", "2pm", "no space and no dots"),
    _row("time", r"\b12(?::00)?[ap]m\b", "midday or midnight", "12pm is read both ways"),
    _row("range", r"\d[ap]?m? ?[–—-] ?\d", "2pm to 4pm", "a dash is not read aloud, and breaks lines"),
    _row("click", r"(?i)\bclick\b|\bcliciwch\b", "what the link leads to", "not everybody has a mouse"),
    _row("latin", r"\be\.?g\b\.?|\bi\.e\b\.?|\betc\b\.?|\bviz\b", "for example, that is, such as",
         "screen readers and learners stumble over them"),
    _row("latin", r"\bie\b", "that is", "screen readers and learners stumble over it", "en"),  # in Welsh it is yes
    _row("contraction", r"(?i)\b(?:ca|wo|sha)n['’]t\b|\b\w+n['’]t\b", "cannot, do not", "many miss the not", "en"),
    _row("count", rf"(?<=[^“\d\s] ){_NO_NAME}[0-9] (?!(?:am|pm)\b)[a-zŵŷâêîôû]",
         "a word up to nine", "figures begin at 10", "en"),
    _row("count", r"(?i)\b(?:ten|eleven|twelve|thirteen|fifteen|twenty|thirty|sixty|hundred)\b(?!-)", "figures from 10",
         "words end at nine", "en"),
    _row("exclamation", r"!", "a full stop", "nobody wants to be shouted at"),
    _row("ampersand", r" & ", "and", "it is said, so it is written"),
    _row("space", r" [,.;:?](?:\s|$)", "no space before it", "a fact was empty, or a slip"),
    _row("space", r"\.\.(?!\.)|,,|\(\s*\)|“\s*”|,\.|;\.|:\.", "one mark, and something between brackets",
         "a fact was empty, or a slip"),
    _row("welsh and", r"\ba (?:Tachwedd|Ebrill|Awst|Ionawr|Hydref)\b|\bac (?:Chwefror|Mawrth|Mai|Medi|Rhagfyr)\b",
         "a Thachwedd; ac Ebrill", "a changes t to th; before vowels it is ac", "cy"),
    _row("welsh in", rf"\byn (?:{'|'.join(MONTHS['cy'])})\b",
         "ym mis Tachwedd", "a month is told with mis, which bears the mutation", "cy"),
    _row("welsh on", r"\b(?:[Aa]r|[Tt]an|[Ii]|[Oo]) dydd\b", "ar ddydd Mawrth", "ar, tan, i and o soften dydd", "cy"),
    _row("welsh to", r"\b[io] (?:Mawrth|Mai|Mehefin|Medi|Tachwedd|Gorffennaf|Rhagfyr|mis)\b", "i fis Mawrth, o fis Mai",
         "i and o soften the month that follows", "cy"),
)  # fmt: skip
"""What no mail may hold, whoever it is to."""

REPLIES = frozenset({
    "RESEND",
    "YES", "NO", "MAYBE", "STOP", "LEAVE", "SKIP", "PAUSE", "BACK", "UNDO", "RELEASE", "NOTHING", "DROP", "WITHDRAW",
    "IE", "NA", "EFALLAI", "DIM", "BYD", "GADAEL", "HEPGOR", "SAIB", "DYCHWELYD", "STOPIO", "DADWNEUD", "RHYDDHAU",
    "TYNNU", "ALLAN", "AILANFON",
})  # fmt: skip
"""Words to reply, which stand in capitals so that they are seen."""
ACRONYMS = frozenset({"USER", "GSS", "ONS", "UEC", "ABC", "OFFICIAL", "SENSITIVE"})
"""Acronyms of the network's own; those of organisations are facts. ``ABC`` stands for an acronym to be filled in."""
PROPER = frozenset({
    *MONTHS["en"], *MONTHS["cy"], "Thachwedd", *DAYS["en"], *(word for day in DAYS["cy"] for word in day.split()),
    "Champion", "Chat", "Chats", "Sgwrs", "Sgyrsiau", "Hyrwyddwyr", "User", "Engagement", "Strategy", "Statistics",
    "Strategaeth", "Ymgysylltu", "Defnyddwyr", "Ystadegau", "Google", "Analytics", "Microsoft", "Teams",
    "Welsh", "English",
})  # fmt: skip
"""Words that keep their capital inside a subject or heading: names, as the network uses them."""

SUBJECT_CHARACTERS = 70
"""A phone shows about half of it on the first screen; more is cut off everywhere."""
FIRST_CHARACTERS = 200
"""What a phone shows without scrolling, below the greeting."""
LINE_CHARACTERS = 78
"""RFC 5322 section 2.1.1."""
WORDS_BY_KIND: dict[str, int] = {
    "lead/": 700,  # a brief of a busy day is as long as the day was; the lead reads it at a desk
    "digest/": 250,  # beside champions' own words
    "join/confirm": 420,  # role, time, privacy and what is published: all that a yes is given to
    "information/": 260,
    "case_study/format": 260,
    "meeting/": 240,
    "": 200,
}
"""The most words of a whole mail, foot included and people's own words not, by the beginning of its name."""
GRADE = 8.0
"""Highest Flesch-Kincaid grade: what people read easily at 13. The measure counts the long words against us that our
readers chose for themselves (engagement, organisation, statistics)."""
EMPTY_WORDS = re.compile(
    r"(?:Thank you|Diolch|Welcome|Croeso|No problem|Popeth yn iawn)\b[^.:]{0,40}[.:]\s+|Thank you for your email\.\s+"
)
"""Sentences that say nothing yet: what the mail is, or what to do, must follow them within the first characters."""
FOOT: dict[str, dict[str, re.Pattern[str]]] = {
    "en": {
        "member": re.compile(r"To leave, reply LEAVE\."),
        "stranger": re.compile(r"reply STOP and we will not write again\."),
        "lead": re.compile(r"You get this email because you (?:lead|led|are the deputy)\b"),
    },
    "cy": {
        "member": re.compile(r"I adael, atebwch GADAEL\."),
        "stranger": re.compile(r"ateb STOPIO ac ni fyddwn yn ysgrifennu eto\."),
        "lead": re.compile(
            r"Rydych yn cael yr e-bost hwn am (?:i chi arwain|mai chi sy'n arwain|eich bod yn ddirprwy)\b"
        ),
    },
}
"""How each kind of reader is told to stop, word for word as the layout has it."""
NOWHERE = frozenset({"link", "here", "this", "this page", "this link", "more", "read more", "dolen", "yma", "mwy"})
"""Words of a link that do not say where it goes."""
