"""The names of months, days and small numbers in English and Welsh, mutated forms included; lower case, no accents."""

from __future__ import annotations

_ENGLISH_MONTHS = (
    "january jan",
    "february feb febuary",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
_WELSH_MONTHS = (
    "ionawr",
    "chwefror",
    "mawrth fawrth",
    "ebrill",
    "mai fai",
    "mehefin fehefin",
    "gorffennaf orffennaf",
    "awst",
    "medi fedi",
    "hydref",
    "tachwedd dachwedd",
    "rhagfyr ragfyr",
)
MONTHS = {
    name: number
    for months in (_ENGLISH_MONTHS, _WELSH_MONTHS)
    for number, names in enumerate(months, 1)
    for name in names.split()
}
"""Name → 1 to 12."""

DOUBTFUL_MONTHS = frozenset(
    {"jan", "mar", "march", "april", "may", "june", "august", "dec", "mai", "fai", "medi", "fedi"}
)
"""Also first names, verbs or small words: they need a neighbour that makes them a month."""

_ENGLISH_DAYS = (
    "monday mon",
    "tuesday tues tue",
    "wednesday wed weds",
    "thursday thurs thur thu",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
_WELSH_DAYS = ("llun lun", "mawrth fawrth", "mercher fercher", "iau", "gwener wener", "sadwrn", "sul")
WEEKDAYS = {name: number for number, names in enumerate(_ENGLISH_DAYS) for name in names.split()}
"""English name → 0 (Monday) to 6."""
WELSH_WEEKDAYS = {name: number for number, names in enumerate(_WELSH_DAYS) for name in names.split()}
"""Welsh name, to be read only after ``dydd`` or ``ddydd`` (``Mawrth`` alone is March)."""

NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        1,
    )
} | {"a": 1, "an": 1, "couple": 2, "un": 1, "dau": 2, "ddau": 2, "dwy": 2, "ddwy": 2, "tri": 3, "dri": 3, "tair": 3}
"""Small numbers in words."""


def number(text: str) -> int | None:
    """The number that ``text`` spells, in digits or words; None if it spells none."""
    return int(text) if text.isdecimal() else NUMBERS.get(text)
