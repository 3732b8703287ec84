"""Until when an auto-reply says that its writer is away: a date that is written out, or none.

Nothing is guessed: "back on Monday" gives no date, and a date without a year is the next one after the mail's own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

MAX_TEXT = 4_000

_MONTHS = (
    ("january", "jan", "ionawr"), ("february", "feb", "chwefror", "chwef"), ("march", "mar", "mawrth", "fawrth"),
    ("april", "apr", "ebrill"), ("may", "mai", "fai"), ("june", "jun", "mehefin", "fehefin"),
    ("july", "jul", "gorffennaf", "orffennaf"), ("august", "aug", "awst"), ("september", "sept", "sep", "medi", "fedi"),
    ("october", "oct", "hydref"), ("november", "nov", "tachwedd", "dachwedd"), ("december", "dec", "rhagfyr", "ragfyr"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?|(?:dydd|ddydd)\s\w{3,8})?,?\s{0,2}(?:the\s)?"
_DATE = (
    rf"{_DAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|af|ain|fed|eg|il|ydd)?\s?(?:of\s"
    rf"|o\s)?(?P<month>{_NAMES})\b\.?,?(?:\s(?P<year>20\d\d))?"
    rf"|(?P<month2>{_NAMES})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b,?(?:\s(?P<year2>20\d\d))?"
    r"|(?P<day3>\d{1,2})[/.-](?P<month3>\d{1,2})(?:[/.-](?P<year3>20\d\d|\d\d))?\b"
    r"|(?P<year4>20\d\d)-(?P<month4>\d\d)-(?P<day4>\d\d))"
)
_BACK = re.compile(
    r"\b(?:until|till|til|back (?:in (?:the office|work) )?(?:on|from)|back in (?:the office|work)|be back"
    r"|return(?:ing)?(?: to (?:the office|work|my desk))?"
    r"(?: on)?|away to|through to|up to and including|resume|tan|yn ôl(?: yn y swyddfa)? ar|dychwelyd(?: i['’]r "
    r"(?:gwaith|swyddfa))? ar)"
    rf"\s(?:work\s|the office\s)?(?:on\s|ar\s|again on\s)?{_DATE}",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(?:from|between|o)\s.{3,40}?\b(?:to|and|until|-|–|i|hyd at|tan)\s" + _DATE, re.IGNORECASE)
_LEFT = re.compile(
    r"\b(?:(?:i have|has|i['’]ve) (?:now )?left|no longer (?:work|with|at|employed)|have moved (?:on|to)|(?:has"
    r"|have) retired|wedi gadael|mailbox is no longer)\b",
    re.IGNORECASE,
)


def back_on(text: str, written: date | None) -> date | None:
    """The date on which the text says that its writer is back; None if it names none that exists."""
    shown = " ".join(text[:MAX_TEXT].split())
    match = _BACK.search(shown) or _SPAN.search(shown)
    return _date(match, written) if match else None


def has_left(text: str) -> bool:
    """Whether the text says that its writer works there no longer."""
    return _LEFT.search(text[:MAX_TEXT]) is not None


def _date(match: re.Match[str], written: date | None) -> date | None:
    day = next((match[name] for name in ("day", "day2", "day3", "day4") if match[name]), "")
    month = match["month"] or match["month2"]
    number = _MONTH[month.lower()] if month else int(match["month3"] or match["month4"])
    year = next((match[name] for name in ("year", "year2", "year3", "year4") if match[name]), "")
    if not year and written is None:
        return None
    full = int(year) + (2000 if len(year) == 2 else 0) if year else (written or date.min).year
    try:
        found = date(full, number, int(day))
        if not year and written is not None and found < written - timedelta(days=7):
            found = found.replace(year=full + 1)
    except ValueError:
        return None
    return found
