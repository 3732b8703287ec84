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

_VERB = (
    r"(?:wrote|writes|has written|said|replied|sent|schrieb|schreibt|hat geschrieben|a [ée]crit|ha scritto|scrisse|scrive"
    r"|escribi[óo]|escribe|ha escrit|va escriure|escreveu|escreve|schreef|geschreven|skrev|skrifaði|napisał\(a\)|napisała?|pisze"
    r"|kirjoitti|написала?|написал\(а\)|пишет|пише|написав|napsala?|napsal\(a\)|napísala?|írta|a scris|написа|έγραψε"
    r"|ysgrifennodd|wedi ysgrifennu|ysgrifennodd y canlynol|scríobh|sgrìobh|yazdı|şunları yazdı|đã viết|menulis|je napisala?|je napisao"
    r"|rašė|rakstīja|kirjutas|idatzi du|escribiu|写道|寫道|写了|のメッセージ|は書きました|님이 작성|작성|កាន|เขียน|كتب|כתב|‫כתב‬|נכתב)"
)
_END = re.compile(rf"(?:\b|(?<=\W)){_VERB}\s*[:：]?\s*[-–—*]*\s*$", re.IGNORECASE)
_TAIL_VERB = re.compile(
    rf"(?:\b|(?<=\W)){_VERB}(?:\s(?:følgende|følgjande|následující|folgendes))?\s[^:]{{1,200}}[:：]\s*$", re.IGNORECASE
)
_TIMED = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_ADDRESS_LAST = re.compile(r"[^\s<>\"()]{1,100}@[^\s<>\"()]{1,100}\s?[>)]?\s*[:：]\s*$")
"""Nothing but an address between the date and the colon: Yandex, Mail.ru, Gmail in several languages."""
_LEAD = re.compile(
    r"^[\s>*_\-–—|‪\u200e]{0,40}(?:on|le|am|el|il|op|em|den|der|på|pa|w dniu|dnia|dne|dňa|v|vào|ar|pe|în data|la|a|az"
    r"|στις|pada|i|ti|to|fre|lør|søn|man|tir|ons|tor|mån|lör|sön|ma|ke|pe|su|dana|il giorno|em|no dia|às|в|во|на|at"
    r"|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|пн|вт|ср|чт|пт|сб|вс"
    r"|lun|mar|mer|jeu|ven|sam|dim|lunes|martes|jueves|viernes|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|llun|mawrth|mercher|iau|gwener|sadwrn|sul|dydd|ddydd"
    r"|在|于|於|op|quoting|from|date|\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{1,2}[:.h]\d\d\b|\d年|\d월|\b\d{1,2}\.? ?(?:jan|feb|mar|apr|ma[iy]"
    r"|jun|jul|aug|sep|o[ck]t|nov|de[cz])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^\s<>\"()]{1,100}@[^\s<>\"()]{1,100}|<[^<>]{3,120}>|\(link\)")
_BARE = re.compile(
    r"^[\s*]{0,9}(?:\w{2,9}\.?,? )?[\d年月日./:\-,apmAPMGTUC+\s]{6,60}[^\n]{0,160}[<(][^\s<>()]{1,100}@[^\s<>()]{1,100}[>)]\s*[:：]?\s*$"
)
"""A date, a name and an address with no verb: Yandex, old Gmail."""
_CLOSED = re.compile(r"[:：]\s*$|(?:wrote|geschreven|napisał|skrev|writes)[\s\-–—*]*$", re.IGNORECASE)
_NAMED = re.compile(
    rf"^\W{{0,20}}[^\W\d][\w.'’ \-]{{0,60}}(?:\s*[<(\[][^<>()\[\]]{{3,120}}[>)\]])?[\s,]+{_VERB}\s*(?:[:：]|-{{2,}})\s*[-–—]*\s*$",
    re.IGNORECASE,
)
"""No date at all: "Jo Doe <jo@ons.example> wrote:", "---- Jo Doe wrote ----"."""
_ANGLE_CARRIED = re.compile(r"^>\s?(?:[:：]|\w{2,12}\s?[:：])\s*$")
"""The closing bracket of an address, carried to the next line: no quotation mark."""
_OPEN_ANGLE = re.compile(r"<\s+|\s+(?=>\s*[:：]\s*$)")
_LAST = frozenset(":：*-–—>)")
_WROTE = re.compile(r"(?:wrote|writes|geschreven|skrev|napisała?|written)$", re.IGNORECASE)
_REMAINS = re.compile(rf"^\s*(?:<[^<>]{{3,200}}>\s*[:：]?|(?:<[^<>]{{3,200}}>)?\s*{_VERB}\s*[:：])\s*$", re.IGNORECASE)
_POSSIBLE = re.compile(r"[:：]|@|-{2}|wrote|said|skrev|geschreven|napisa", re.IGNORECASE)


_SHARED = re.compile(
    r"^(?P<own>.{1,400}?)(?:\s{0,3}-{2,4}\s{0,3}|\s{1,3})(?P<introduction>On\s(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},?\s|\d)"
    r"[^:]{5,200}(?::\d\d[^:]{1,200})?\b(?:wrote|sent)\s?:)\s*(?P<rest>.{0,400})$",
    re.IGNORECASE,
)


def shared_line(line: str) -> tuple[str, str, str] | None:
    """The three pieces of a line on which words, attribution and quotation run together; None: it is no such line."""
    if len(line) > MAX_LENGTH or "on " not in line.lower() or not ("wrote" in line or "sent" in line):
        return None
    match = _SHARED.match(line)
    if match is None or not match["own"].strip(" >-*_\"'([") or not is_attribution(match["introduction"]):
        return None
    return match["own"], match["introduction"], match["rest"]


def attribution_at(lines: Sequence[str], start: int) -> int:
    """How many lines from ``start`` are one attribution; 0: none begins there."""
    first = lines[start]
    if len(first) > MAX_LENGTH or not first.strip():
        return 0
    dated = _LEAD.match(first) is not None
    if not dated and not _POSSIBLE.search(first):
        return 0
    if _NAMED.match(first) and (_ADDRESS.search(first) or first.lstrip().startswith("--")):
        return _with_remains(lines, start, 1)
    if not dated:
        return 0
    joined = ""
    for count in range(1, MAX_LINES + 1):
        line = lines[start + count - 1] if start + count <= len(lines) else ""
        shown = line.strip()
        if not shown or (count > 1 and shown.startswith(">") and not _ANGLE_CARRIED.match(shown)):
            return 0
        joined = f"{joined} {shown}" if joined else shown
        if len(joined) > MAX_LENGTH:
            return 0
        if (shown[-1] in _LAST or _WROTE.search(shown)) and is_attribution(_OPEN_ANGLE.sub("<", joined)):
            return _with_remains(lines, start, count)
    return 0


def is_attribution(text: str) -> bool:
    """Whether this one (joined) line introduces a quotation."""
    if not _CLOSED.search(text) and not _END.search(text):
        return bool(_BARE.match(text) and text.rstrip().endswith((">", ")")) and text.count("@") == 1)
    evidence = _DATE.search(text) is not None
    address = _ADDRESS.search(text) is not None
    if _END.search(text) or _TAIL_VERB.search(text):
        return evidence or address
    return evidence and bool(_BARE.match(text) or (_TIMED.search(text) and _ADDRESS_LAST.search(text)))


def _with_remains(lines: Sequence[str], start: int, count: int) -> int:
    """Some programs break the attribution again after its colon: an address, another "wrote:"."""
    while start + count < len(lines) and count < MAX_LINES and _REMAINS.match(lines[start + count][:300]):
        count += 1
    return count
