"""Attribution lines: "On 3 March 2026 at 10:12, Jo Doe <jo@ons.example> wrote:", wrapped or not, in many languages.

A line is looked at together with at most five that follow it. What counts is how the joined text begins (a date, or a
word that leads to one), how it ends (a verb of writing, or an address), and that a date or an address stands between:
"On Thursday, I get proper rendering." begins so too, but is somebody's own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_LINES = 6
MAX_LENGTH = 600
_TAIL = 240
"""Characters at the end of an attribution in which its last address is looked for."""

_VERBS = (
    "wrote", "writes", "has written", "said", "replied", "sent", "schrieb", "schreibt", "hat geschrieben", "a écrit",
    "a ecrit", "ha scritto", "scrisse", "scrive", "escribió", "escribio", "escribe", "ha escrit", "va escriure",
    "escreveu", "escreve", "schreef", "geschreven", "skrev", "skrifaði", "napisał", "napisała", "napisał(a)", "pisze",
    "kirjoitti", "написал", "написала", "написал(а)", "пишет", "пише", "написав", "napsal", "napsala", "napsal(a)",
    "napísal", "napísala", "írta", "a scris", "έγραψε", "ysgrifennodd", "wedi ysgrifennu", "ysgrifennodd y canlynol",
    "scríobh", "sgrìobh", "yazdı", "şunları yazdı", "đã viết", "menulis", "je napisal", "je napisala", "je napisao",
    "rašė", "rakstīja", "kirjutas", "idatzi du", "escribiu", "写道", "寫道", "写了", "のメッセージ", "は書きました",
    "작성", "เขียน", "كتب", "כתב",
)  # fmt: skip
"""How an attribution ends, in lower case: he or she wrote."""

_INVERTED = frozenset(
    {"schrieb", "skrev", "schreef", "escribió", "skrifaði", "kirjoitti", "schreibt", "napisał", "wysłał"}
)
"""Verbs that stand before the name in their language: "Am 25.06.2015 um 10:55 schrieb Jo Doe:"."""

_LEADS = frozenset(
    {
        "sonntag", "pt", "ti", "man", "tuesday", "samstag", "w", "sob", "thurs", "iau", "i", "sun", "mar", "di",
        "sat", "jeu", "dydd", "lør", "lunes", "miércoles", "a", "sadwrn", "сб", "martes", "вт", "wo", "dimanche",
        "ven", "tor", "ar", "viernes", "on", "su", "thur", "lundi", "montag", "вс", "sa", "dne", "pe", "mawrth", "az",
        "mån", "to", "samedi", "zo", "於", "pa", "mon", "ke", "mi", "op", "gwener", "thursday", "во", "tues", "dňa",
        "at", "domingo", "sunday", "jueves", "sön", "do", "fre", "le", "llun", "la", "sábado", "mardi", "dienstag",
        "sul", "sad", "pada", "den", "às", "dim", "vendredi", "lun", "am", "monday", "på", "tir", "в", "dana", "mo",
        "mercher", "il", "em", "quoting", "на", "freitag", "maw", "wednesday", "mercredi", "ср", "śr", "saturday",
        "mer", "fr", "在", "ons", "date", "el", "чт", "donnerstag", "tue", "wt", "fri", "friday", "no", "vào", "za",
        "ma", "пн", "στις", "lör", "sam", "jeudi", "ddydd", "pon", "wed", "dnia", "пт", "于", "from", "în", "der",
        "mittwoch", "vr", "gwe", "søn", "czw", "niedz", "so", "thu", "in", "v",
    }
)  # fmt: skip  # fmt: skip
"""The words that lead to a date at the start of an attribution: "on", or a day of the week."""
_FIRST_WORD = re.compile(r"[\s>*_\-–—|]{0,40}([^\W\d_]{1,12}|\d)")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.h]\d\d\b|\d年|\d월"
    r"|\b\d{1,2}\.? ?(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_DATE_FIRST = re.compile(r"^[\s*]{0,9}(?:\w{2,9}\.?,? )?\d{1,4}[./\-年]\s?\d{1,2}[./\-月]\s?\d{1,4}")
_ADDRESS = re.compile(r"[^\s<>\"()]{1,100}@[^\s<>\"()]{1,100}|<[^<>]{3,120}>")
_ADDRESS_LAST = re.compile(r"[^\s<>\"()]{1,100}@[^\s<>\"()]{1,100}\s?(?:[>)]\s*[:：]?|[:：])\s*$")
"""Nothing after the address but the colon: Yandex, Mail.ru, Gmail in several languages."""

_NAME_FIRST = re.compile(r"^[\s\-–—*]{0,20}[^\W\d][\w.'’ \-]{0,60}(?:\s*[<(\[][^<>()\[\]]{3,120}[>)\]])?[\s,]")
_ANGLE_CARRIED = re.compile(r"^>\s?(?:[:：]|\w{2,12}\s?[:：])\s*$")
"""The closing bracket of an address, carried to the next line: no quotation mark."""
_OPEN_ANGLE = re.compile(r"<\s+|\s+(?=>\s*[:：]\s*$)")
_ANGLED = re.compile(r"^<[^<>]{3,200}>\s*")
_WORDS = re.compile(r"\w+")
_AFTER_VERB = " \t:：-–—*"
_LAST = frozenset(":：*-–—>)")
_GROUPWISE = re.compile(r"^\s{0,4}>>>\s[^\n]{2,300}(?:@|\d{1,2}[:/.]\d\d)[^\n]{0,300}>>>\s*$")
""">>> Jo Doe <jo@ons.example> 10/11/2026 10:14 >>>"""
_SHARED = re.compile(
    r"^(?P<own>.{1,400}?)(?:\s{0,3}-{2,4}\s{0,3}|\s{1,3})(?P<introduction>On\s(?:(?:mon|tue|wed|thu|fri|sat"
    r"|sun)[a-z]{0,6},?\s|\d)"
    r"[^:]{5,200}(?::\d\d[^:]{1,200})?\b(?:wrote|sent)\s?:)\s*(?P<rest>.{0,400})$",
    re.IGNORECASE,
)


def attribution_at(lines: Sequence[str], start: int) -> int:
    """How many lines from ``start`` are one attribution; 0: none begins there."""
    first = lines[start]
    if len(first) > MAX_LENGTH:
        return 0
    if _is_undated(first) or _GROUPWISE.match(first):
        return _with_remains(lines, start, 1)
    lead = _FIRST_WORD.match(first)
    if lead is None or not (lead[1].isdigit() or lead[1].lower() in _LEADS):
        return 0
    joined = ""
    for count in range(1, MAX_LINES + 1):
        shown = lines[start + count - 1].strip() if start + count <= len(lines) else ""
        carried = count > 1 and shown.startswith(">") and not _ANGLE_CARRIED.match(shown)
        if joined and not shown and _address_follows(lines, start + count):
            continue
        if not shown or carried or len(joined) + len(shown) > MAX_LENGTH:
            break
        joined = f"{joined} {shown}" if joined else shown
        if (shown[-1] in _LAST or _ends_with_verb(shown)) and is_attribution(_OPEN_ANGLE.sub("<", joined)):
            return _with_remains(lines, start, count)
        if shown[-1] in ":：":
            break  # an attribution ends with its first colon
    return 0


def _address_follows(lines: Sequence[str], place: int) -> bool:
    """Whether the line after a blank one opens an address: some programs break the paragraph before it."""
    return place < len(lines) and lines[place].lstrip()[:1] == "<"


def is_attribution(text: str) -> bool:
    """Whether this (joined) line, which begins as an attribution does, introduces a quotation."""
    tail = text[-_TAIL:].rstrip()
    if _ends_with_verb(tail) or (tail.endswith((":", "：")) and not _INVERTED.isdisjoint(_WORDS.findall(text.lower()))):
        return _DATE.search(text) is not None or _ADDRESS.search(text) is not None
    if not _ADDRESS_LAST.search(tail):
        return False
    if _DATE_FIRST.match(text):
        return text.count("@") == 1
    return tail.endswith((":", "：")) and _TIME.search(text) is not None and _DATE.search(text) is not None


def shared_line(line: str) -> tuple[str, str, str] | None:
    """The three pieces of a line on which words, attribution and quotation run together; None: it is no such line."""
    if len(line) > MAX_LENGTH or not ("wrote" in line or "sent:" in line) or "on " not in line.lower():
        return None
    match = _SHARED.match(line)
    if match is None or not match["own"].strip(" >-*_\"'([") or not is_attribution(match["introduction"]):
        return None
    return match["own"], match["introduction"], match["rest"]


def _ends_with_verb(text: str) -> bool:
    shown = text[-60:].rstrip(_AFTER_VERB).lower()
    if not shown.endswith(_VERBS):
        return False
    verb = max((verb for verb in _VERBS if shown.endswith(verb)), key=len)
    before = shown[: -len(verb)][-1:]
    return not before.isalnum() or not verb.isascii()


def _is_undated(line: str) -> bool:
    """No date at all: "Jo Doe <jo@ons.example> wrote:", "---- Jo Doe wrote ----"."""
    closed = line.rstrip().endswith((":", "：", "--"))
    if not closed or not _ends_with_verb(line) or _NAME_FIRST.match(line) is None:
        return False
    return line.lstrip().startswith("--") or _ADDRESS.search(line) is not None


def _with_remains(lines: Sequence[str], start: int, count: int) -> int:
    """Some programs break the attribution again after its colon: an address, another "wrote:"."""
    while start + count < len(lines) and count < MAX_LINES:
        shown = lines[start + count][:300].strip()
        rest = _ANGLED.sub("", shown)
        if not shown or (rest.rstrip(":：") and (rest.rstrip(" :：").lower() not in _VERBS or rest[-1] not in ":：")):
            break
        count += 1
    return count
