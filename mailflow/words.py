"""How dates, times, lists and counts are written, in English and Welsh, in the house style of GOV.UK."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "cy": [
        "Ionawr",
        "Chwefror",
        "Mawrth",
        "Ebrill",
        "Mai",
        "Mehefin",
        "Gorffennaf",
        "Awst",
        "Medi",
        "Hydref",
        "Tachwedd",
        "Rhagfyr",
    ],
}
DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "cy": ["dydd Llun", "dydd Mawrth", "dydd Mercher", "dydd Iau", "dydd Gwener", "dydd Sadwrn", "dydd Sul"],
}
_VOWELS = tuple("aâeêiîoôuûyŷAÂEÊIÎOÔUÛYŶ")
"""Before these Welsh says ``ac``. Not w: names that begin with it begin with its consonant."""
_SOFT = {
    "dydd": "ddydd", "mis": "fis", "Mawrth": "Fawrth", "Mai": "Fai", "Mehefin": "Fehefin", "Gorffennaf": "Orffennaf",
    "Medi": "Fedi", "Tachwedd": "Dachwedd", "Rhagfyr": "Ragfyr",
}  # fmt: skip
"""The soft mutation of what a date can begin with; vowels, Ch and H stay."""
_COUNTS = {
    "en": ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "cy": ["dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw"],
}


def day(value: date, lang: str) -> str:
    """``3 March 2026``."""
    return f"{value.day} {MONTHS[lang][value.month - 1]} {value.year}"


def weekday(value: date, lang: str) -> str:
    """``Tuesday 3 March 2026``."""
    return f"{DAYS[lang][value.weekday()]} {day(value, lang)}"


def soft(value: str, lang: str) -> str:
    """``ddydd Mawrth``, ``Fawrth``: a day or month as Welsh says it behind ``ar``, ``tan``, ``i`` or ``o``."""
    if lang != "cy":
        return value
    first, space, rest = value.partition(" ")
    return _SOFT.get(first, first) + space + rest


def month(value: str, lang: str) -> str:
    """``November`` from ``2026-11``."""
    return MONTHS[lang][int(value[5:7]) - 1]


def month_year(value: str, lang: str) -> str:
    """``November 2026`` from ``2026-11``."""
    return f"{month(value, lang)} {value[:4]}"


def clock(value: datetime, lang: str) -> str:
    """``2pm``, ``9:30am``, ``midday``; in Welsh ``2yp``, ``9:30yb``."""
    if (value.hour, value.minute) == (12, 0):
        return {"en": "midday", "cy": "hanner dydd"}[lang]
    half = {"en": ("am", "pm"), "cy": ("yb", "yp")}[lang][value.hour >= 12]
    minutes = f":{value.minute:02d}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes}{half}"


def listed(values: Sequence[str], lang: str) -> str:
    """``Ann, Ben and Cai``; in Welsh ``Ann, Ben a Cai``, but ``ac Owen``, and of months ``a Thachwedd``."""
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {_and(values[-1], lang)}"


def _and(last: str, lang: str) -> str:
    """``and Owen``. Welsh ``a`` makes t into th; names of people are left alone, and no other month begins so."""
    if lang == "en":
        return f"and {last}"
    if last.startswith(_VOWELS):
        return f"ac {last}"
    return f"a {last.replace('Tachwedd', 'Thachwedd', 1) if last.startswith('Tachwedd') else last}"


def count(value: int, lang: str) -> str:
    """Words to nine, figures from 10."""
    return _COUNTS[lang][value] if value < 10 else f"{value:,}"
