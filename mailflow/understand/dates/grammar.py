"""The grammar: one pattern a way of writing a date, tried in order, longest first; each builds one `When`.

A year that is left out is the nearest one that fits the tense. A month's name that is also a word or a first name
("may", "march", "Jan", "April") counts only beside a word that makes it a month. Times, phone numbers, percentages and
"24/7" are no dates. Linear: each pattern is anchored on a word or a digit and has no nested repetition.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from mailflow.understand.dates.names import DOUBTFUL_MONTHS, MONTHS, WEEKDAYS, WELSH_WEEKDAYS, number
from mailflow.understand.dates.seasons import NAMED_DAYS, easter
from mailflow.understand.word_set import word_set

Tense: TypeAlias = Literal["future", "past"]
_LIMIT = 4000
"""Characters that are looked at; nobody states a date later than that."""


@dataclass(frozen=True, slots=True)
class When:
    """One stated date. ``day`` is its first day and ``last`` its last (a month: the 1st and the 31st)."""

    day: date
    last: date
    precision: str
    """``day``, ``week``, ``month``, ``span`` (a duration: ``last`` is the day on which it is over) or ``open``."""
    role: str = ""
    """The word before it: ``from``, ``until``, ``back``, ``by``, ``after``, ``since``, ``on``, ``for``, ``in``."""
    vague: bool = False
    start: int = 0
    end: int = 0

    @property
    def month(self) -> str:
        """``YYYY-MM``."""
        return f"{self.day:%Y-%m}"


_Builder: TypeAlias = Callable[["re.Match[str]", date, Tense], "When | None"]

_MONTH = r"(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<d>\d{1,2})(?: ?(?:st|nd|rd|th|af|il|ydd|edd|fed|ain|eg))?"
_YEAR = r"(?:,? (?P<y>20\d\d)|,? '(?P<yy>\d\d))?(?!\d)"
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_CYMRU_DAY = "|".join(sorted(WELSH_WEEKDAYS, key=len, reverse=True))
_NUMBER = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?|dwy|ddwy|dau|ddau|tri|dri|tair)"
)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date, tense: Tense) -> date | None:
    """The date without a year: the next one not before today, or in the past tense the last one not after it."""
    for year in (today.year, today.year + 1) if tense == "future" else (today.year, today.year - 1):
        found = _day(year, month, day)
        if found is not None and ((found >= today) if tense == "future" else (found <= today)):
            return found
    return None


def _of_month(month: int, year: int) -> When:
    return When(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def _year_of(match: re.Match[str]) -> int | None:
    if match["y"]:
        return int(match["y"])
    return 2000 + int(match["yy"]) if match["yy"] else None


def _one(day: date | None, *, vague: bool = False) -> When | None:
    return None if day is None else When(day, day, "day", vague=vague)


def _written(match: re.Match[str], today: date, tense: Tense) -> When | None:
    month, year = MONTHS[match["m"]], _year_of(match)
    day = _day(year, month, int(match["d"])) if year else _nearest(month, int(match["d"]), today, tense)
    if day is None:
        return None
    weekday = match.groupdict().get("w")
    named = None if not weekday else WEEKDAYS.get(weekday, WELSH_WEEKDAYS.get(weekday))
    return _one(day, vague=named is not None and named != day.weekday())


def _range(match: re.Match[str], today: date, tense: Tense) -> When | None:
    first = _written(match, today, tense)
    last = None if first is None else _day(first.day.year, first.day.month, int(match["e"]))
    return None if first is None or last is None or last < first.day else When(first.day, last, "week")


def _iso(match: re.Match[str], today: date, tense: Tense) -> When | None:
    return _one(_day(int(match[1]), int(match[2]), int(match[3])))


def _slashed(match: re.Match[str], today: date, tense: Tense) -> When | None:
    day, month, year = int(match[1]), int(match[2]), match[3]
    if not year:
        return _one(_nearest(month, day, today, tense)) if 1 <= month <= 12 else None
    return _one(_day(int(year) if len(year) == 4 else 2000 + int(year), month, day))


def _month(match: re.Match[str], today: date, tense: Tense) -> When | None:
    month = MONTHS[match["m"]]
    year = _year_of(match) or (
        today.year + (month < today.month) if tense == "future" else today.year - (month > today.month)
    )
    return _of_month(month, year)


def _part_of_month(match: re.Match[str], today: date, tense: Tense) -> When | None:
    whole = _month(match, today, tense)
    if whole is None:
        return None
    return _part(whole, match["part"])


def _part(whole: When, part: str) -> When:
    if part.startswith(("start", "beginning", "dechrau", "ddechrau")):
        return replace(whole, last=whole.day)
    if part.startswith(("end", "diwedd", "ddiwedd")):
        return replace(whole, day=whole.last)
    if part.startswith(("mid", "canol", "ganol")):
        return When(whole.day.replace(day=15), whole.day.replace(day=15), "day", vague=True)
    return replace(whole, vague=True)


def _weekday(match: re.Match[str], today: date, tense: Tense) -> When | None:
    which = (match["which"] or "").strip()
    if match["w"] in _ALSO_WORDS and not which:
        return None  # "the sun", "I sat in on it"
    wanted = WEEKDAYS[match["w"]]
    if which == "last" or (tense == "past" and which != "next"):
        return _one(today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    if match["week"]:
        ahead += 7
    # "next Friday", said on a Monday, is this week's to some and next week's to others
    return _one(today + timedelta(days=ahead), vague=which == "next" and today.weekday() + ahead <= 6)


_ALSO_WORDS = frozenset({"sun", "sat", "mon", "wed", "weds", "fri", "tue", "thu"})


def _cymru_weekday(match: re.Match[str], today: date, tense: Tense) -> When | None:
    wanted = WELSH_WEEKDAYS[match["w"]]
    if "diwethaf" in match[0] or (tense == "past" and "nesaf" not in match[0]):
        return _one(today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1))
    return _one(today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1))


def _bare_day(match: re.Match[str], today: date, tense: Tense) -> When | None:
    """ "The 22nd": of this month, or of the next (the last) one if that day is gone (still to come)."""
    for shift in (0, 1, 2) if tense == "future" else (0, -1, -2):
        month = _add_months(today.replace(day=1), shift)
        day = _day(month.year, month.month, int(match["d"]))
        if day is not None and ((day >= today) if tense == "future" else (day <= today)):
            return _one(day)
    return None


def _duration(match: re.Match[str], today: date, tense: Tense) -> When | None:
    count = number(match["n"])
    return None if count is None else _after(today, count, match["unit"])


def _one_more(match: re.Match[str], today: date, tense: Tense) -> When | None:
    return _after(today, 1, match["unit"])


def _after(today: date, count: int, unit: str) -> When:
    if unit.startswith(("month", "mis", "fis")):
        last = _add_months(today, count)
    elif unit.startswith(("year", "blwyddyn", "flwyddyn", "mlynedd")):
        last = _add_months(today, 12 * count)
    else:
        length = 14 if unit.startswith("fortnight") else 1 if unit.startswith(("day", "diwrnod")) else 7
        last = today + timedelta(days=count * length)
    return When(today, last, "span")


def _add_months(day: date, count: int) -> date:
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _some(match: re.Match[str], today: date, tense: Tense) -> When | None:
    return replace(_after(today, 3, match["unit"]), vague=True)


def _open(match: re.Match[str], today: date, tense: Tense) -> When | None:
    return When(today, today, "open", vague=True)


def _relative(match: re.Match[str], today: date, tense: Tense) -> When | None:
    monday = today - timedelta(days=today.weekday())
    words = " ".join(match[0].split())
    if words in {
        "today",
        "heddiw",
        "now",
        "immediately",
        "straight away",
        "with immediate effect",
        "right away",
        "asap",
    }:
        return _one(today)
    if words in {"tomorrow", "yfory"}:
        return _one(today + timedelta(days=1))
    if words in {"yesterday", "ddoe"}:
        return _one(today - timedelta(days=1))
    shift = -1 if words.startswith("last") or words.endswith("diwethaf") else 0 if words.startswith("this") else 1
    if words.endswith("month") or " mis " in f" {words} ":
        first = _add_months(today.replace(day=1), shift)
        return _of_month(first.month, first.year)
    if words.endswith("year") or "flwyddyn" in words:
        year = today.year + shift
        return When(date(year, 1, 1), date(year, 12, 31), "span", vague=True)
    start = monday + timedelta(days=7 * shift)
    return When(start, start + timedelta(days=6), "week")


def _end_of(match: re.Match[str], today: date, tense: Tense) -> When | None:
    what = match["what"]
    if "financial" in what or "tax" in what or what.startswith(("fy", "flwyddyn ariannol")):
        return _one(_nearest(3, 31, today, "future"))
    if "month" in what or "mis" in what:
        return _one(_of_month(today.month, today.year).last)
    if "week" in what or "wythnos" in what:
        return _one(today + timedelta(days=(4 - today.weekday()) % 7))
    return _one(date(today.year, 12, 31), vague="calendar" not in what)


_BEFORE_SEASON = re.compile(
    r"\b(?:the|in|until|till|by|at|after|before|over|during|this|next|from|for|since|of|around|tan|cyn|ar ol|early"
    r"|late|y|yr) $"
)


def _named_day(match: re.Match[str], today: date, tense: Tense) -> When | None:
    before = match.string[max(0, match.start() - 12) : match.start("name")]
    if match["name"] not in _SURE_FEASTS and not _BEFORE_SEASON.search(before):
        return None  # "Kate Winter", "spring clean"
    return replace(found, vague=True) if (found := _feast(match["name"], today)) else None


def _feast(name: str, today: date) -> When | None:
    if name in {"easter", "pasg", "y pasg"}:
        day = easter(today.year)
        day = day if day >= today else easter(today.year + 1)
        return When(day, day + timedelta(days=1), "week")
    (month, first), (end_month, end) = NAMED_DAYS[name]
    day_of = _nearest(month, first, today, "future")
    if day_of is None:
        return None
    last = _day(day_of.year + (end_month < month), end_month, end)
    return When(day_of, last or day_of, "week")


_SURE_FEASTS = frozenset({"christmas", "xmas", "nadolig", "new year", "flwyddyn newydd", "y pasg"})
_FEASTS = "|".join(sorted((*NAMED_DAYS, "easter", "y pasg", "pasg"), key=len, reverse=True))
_WEEKDAY_BEFORE = rf"(?:(?P<w>{_WEEKDAY}|{_CYMRU_DAY})\b[,.]? (?:the )?)?"

_GRAMMAR: tuple[tuple[re.Pattern[str], _Builder], ...] = tuple(
    (re.compile(pattern), builder)
    for pattern, builder in (
        (r"(?<![\d-])(20\d\d)-(\d\d)-(\d\d)(?![\d-])", _iso),
        (r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.](20\d\d|\d\d)(?![\d/])", _slashed),
        (
            r"(?:(?<=\bon )|(?<=\bby )|(?<=\bfrom )|(?<=til )|(?<=\btill )"
            r"|(?<=\bback ))(\d{1,2})/(\d{1,2})()(?![\d/]|\.\d)",
            _slashed,
        ),
        (rf"(?<![\d.:/]){_DAY} ?(?:-|to|until|and) ?(?P<e>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH}{_YEAR}", _range),
        (
            rf"(?:\b{_WEEKDAY_BEFORE}(?:the )?)?(?<![\d.:/%£]){_DAY}[ -]?(?:of |o |mis |fis |o fis )?{_MONTH}{_YEAR}",
            _written,
        ),
        (
            rf"\b(?P<part>start|beginning|early|middle|mid|late|end|dechrau|ddechrau|canol|ganol|diwedd|ddiwedd)[ -]"
            rf"(?:of |in |mis |fis )?{_MONTH}{_YEAR}",
            _part_of_month,
        ),
        (
            rf"\b{_WEEKDAY_BEFORE}{_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR}"
            r"(?:(?<=st)|(?<=nd)|(?<=rd)|(?<=th)|(?<=20\d\d)|(?=[.,;)\n]|$))",
            _written,
        ),
        (rf"\b{_MONTH}{_YEAR}", _month),
        (
            r"\bend of (?P<what>(?:the |this )?(?:current )?(?:financial year|tax year|fy|calendar year|year|month"
            r"|week))\b",
            _end_of,
        ),
        (r"\bdiwedd (?P<what>y flwyddyn ariannol|y flwyddyn|y mis|yr wythnos)\b", _end_of),
        (
            r"\b(?:(?:for|in|over|within|another|am|ymhen)(?: about| around| roughly"
            r"| approximately)? (?:the )?(?:next |another )?"
            rf"|the next ){_NUMBER}[ -](?:of )?"
            r"(?P<unit>days?|weeks?|months?|years?|fortnights?|wythnos|mis|diwrnod|blwyddyn|flwyddyn|mlynedd)\b",
            _duration,
        ),
        (r"\b(?:another|a further) (?P<unit>week|month|year|fortnight)\b", _one_more),
        (
            r"\b(?:for|in|over|another) (?:the next )?(?:a )?(?:few|couple of|several) (?P<unit>days|weeks|months"
            r"|years)\b",
            _some,
        ),
        (
            rf"\b{_NUMBER} (?P<unit>days?|weeks?|months?|fortnights?)(?:'s?)? (?:time|off|break|pause|away"
            rf"|from now)\b",
            _duration,
        ),
        (
            r"\b(?:until further notice|for (?:a (?:little |good )?(?:while|bit|time)|the (?:foreseeable|time being"
            r"|moment))"
            r"|indefinitely|am y tro|tan ddiwedd y flwyddyn nesaf)\b",
            _open,
        ),
        (
            rf"\b(?P<which>next |this |last |this coming |on |by |until |till |from |since |)(?P<w>{_WEEKDAY})\b"
            r"(?P<week> week)?(?: next)?",
            _weekday,
        ),
        (r"\bthe (?P<d>\d{1,2})(?:st|nd|rd|th)\b(?! (?:century|floor|of [a-z]+ (?:year|week)))", _bare_day),
        (rf"\bd?dydd (?P<w>{_CYMRU_DAY})\b(?: (?:nesaf|diwethaf))?", _cymru_weekday),
        (
            r"\b(?:today|tomorrow|yesterday|heddiw|yfory|ddoe|with immediate effect|immediately|straight away"
            r"|right away"
            r"|(?:next|this|last) (?:week|month|year)|(?:y mis|yr wythnos|y flwyddyn) (?:nesaf|diwethaf|hwn))\b",
            _relative,
        ),
        (rf"\b(?:the )?(?P<name>{_FEASTS})\b", _named_day),
    )
)

_TRIGGERS = re.compile(
    r"\d|\b(?:"
    + "|".join((*MONTHS, *WEEKDAYS, "dydd", "ddydd", *NAMED_DAYS))
    + r"|easter|pasg|today|tomorrow|yesterday"
    r"|weeks?|months?|days?|years?|fortnights?|wythnos|mis|diwrnod|flwyddyn|blwyddyn|mlynedd|heddiw|yfory|ddoe"
    r"|immediate(?:ly)?|straight away|right away|until further notice|while|foreseeable|indefinitely|moment|bit)\b"
)
_ROLE = re.compile(
    r"\b(from|starting|effective|of|until|till|til|up to|through|back|returning|return|by|before|after|since|on|for"
    r"|in|to"
    r"|ending|skip|miss|o|tan|hyd|erbyn|ar ol|ers|ar|ym|yn ol)"
    r"(?:[ ,](?:the|about|around|roughly|probably|on|in|from|some ?time|early|late|again|hopefully|maybe|week"
    r"|commencing"
    r"|beginning|w/?c|fis|mis|at|to|work|is|be|around about|or))*[ ,(]*$"
)
_SAME_ROLE = {
    "starting": "from", "effective": "from", "of": "from", "till": "until", "til": "until", "up to": "until",
    "through": "until", "returning": "back", "return": "back", "to": "until", "ending": "until", "o": "from",
    "tan": "until", "hyd": "until", "erbyn": "by", "ar ol": "after", "ers": "since", "ar": "on", "ym": "in",
    "yn ol": "back", "before": "by",
}  # fmt: skip
_VAGUE_BEFORE = re.compile(
    r"\b(?:about|around|roughly|probably|some ?time|maybe|perhaps|hopefully|ish|or so|tua)[a-z ]{0,12}$"
)
_MAKES_A_MONTH = word_set(
    "in until till til by from of for since early late mid end skip miss next this last during through to before "
    "after "
    "around about then if or and between do start beginning fis mis ym tan erbyn o the our your my previous coming "
    "ers"
)
_MAKES_MAY = word_set(
    "in until till til by since early late mid of next last skip miss during before after from through"
)
_FITS_AFTER = re.compile(
    r" (?:would|could|is|will) (?:also |be |just )*(?:fine|ok|okay|good|better|work|suit"
    r"|possible|free)\b"
)
_ARTICLES = frozenset({"the", "our", "your", "my"})
_VERB_AFTER = re.compile(
    r" (?:be|not|need|have|well|also|i|we|you|he|she|they|it|take|want|come|go|work|help|as|get|find|still|require"
    r"|contain"
    r"|only|use|say|like|said|has|is(?! (?:also |just )?(?:fine|ok|full|good|better|free|busy|out|best))|was|will"
    r"|would)\b"
)


def find(text: str, today: date, tense: Tense = "future") -> tuple[When, ...]:
    """Every date that ``text`` states, in order. ``text`` is folded (`reading.fold`)."""
    text = text[:_LIMIT]
    if not _TRIGGERS.search(text):
        return ()
    taken: list[When] = []
    for pattern, build in _GRAMMAR:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in taken):
                continue
            if build is _month and not _is_month(text, match):
                continue
            found = _build(build, match, today, tense)
            if found is not None:
                taken.append(replace(found, start=start, end=end))
    return tuple(_with_role(text, when) for when in sorted(taken, key=lambda when: when.start))


def _build(build: _Builder, match: re.Match[str], today: date, tense: Tense) -> When | None:
    try:
        return build(match, today, tense)
    except (ValueError, OverflowError):
        return None


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month's name that stands alone is one: "may" and first names are not."""
    name = match["m"]
    if name not in DOUBTFUL_MONTHS or match["y"] or match["yy"]:
        return True
    before = re.search(r"([a-z]+)[ (]$", text[max(0, match.start() - 20) : match.start()])
    if name == "may":
        return before is not None and before[1] in _MAKES_MAY and not _VERB_AFTER.match(text, match.end())
    if name in {"mai", "fai", "medi", "fedi"}:
        return before is not None and before[1] in {"mis", "fis"}
    if _FITS_AFTER.match(text, match.end()):
        return True
    makes = before is not None and before[1] in _MAKES_A_MONTH and not (before[1] in _ARTICLES and name == "march")
    if before is None or not makes:
        return bool(re.match(r" ?(?:[:(]|chats?\b|round\b|meeting\b|update\b)", text[match.end() : match.end() + 9]))
    return not (before[1] in {"and", "or", "if", "then", "to", "for", "from"} and _VERB_AFTER.match(text, match.end()))


def _with_role(text: str, when: When) -> When:
    before = text[max(0, when.start - 40) : when.start]
    within = text[when.start : when.end]
    role = _ROLE.search(before)
    word = role[1] if role else within.split(" ")[0]
    if not role and word not in {"on", "by", "until", "till", "from", "since", "for", "in", "over", "another"}:
        word = ""
    vague = (
        when.vague or bool(_VAGUE_BEFORE.search(before)) or text[when.end : when.end + 4] in {" ish", "-ish", "ish "}
    )
    if (role and "commencing" in role[0]) or (role and "beginning" in role[0]):
        when = replace(when, last=when.day + timedelta(days=6), precision="week")
    if re.search(r"\bback (?:on|in|around|from|at work)\b[a-z ]*$", before):
        word = "back"
    return replace(when, role=_SAME_ROLE.get(word, word), vague=vague)
