"""Dates in British order, relative to the mail's day; what is not certain is vague; what is no date is none."""

from __future__ import annotations

from datetime import date

import pytest

from mailflow.understand.dates import find
from mailflow.understand.dates.seasons import easter
from mailflow.understand.reading import fold

TODAY = date(2026, 11, 10)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "day", "role", "vague"),
    [
        ("until March", "2027-03-01", "until", False),
        ("until May", "2027-05-01", "until", False),
        ("back on 3rd June", "2027-06-03", "back", False),
        ("skip April", "2027-04-01", "skip", False),
        ("from Monday 7 December", "2026-12-07", "from", False),
        ("from 1 April", "2027-04-01", "from", False),
        ("on Friday 27 November", "2026-11-27", "on", False),
        ("on Friday 28 November", "2026-11-28", "on", True),
        ("back around September 2027", "2027-09-01", "back", True),
        ("until 05/01/2027", "2027-01-05", "until", False),
        ("on 3/12", "2026-12-03", "on", False),
        ("by 2027-02-14", "2027-02-14", "by", False),
        ("from 14.12.26", "2026-12-14", "from", False),
        ("March 3rd", "2027-03-03", "", False),
        ("May 2027", "2027-05-01", "", False),
        ("the end of the financial year", "2027-03-31", "", False),
        ("until the end of January", "2027-01-31", "until", False),
        ("mid-January", "2027-01-15", "", True),
        ("early February", "2027-02-01", "", True),
        ("next Friday", "2026-11-13", "", True),
        ("Monday week", "2026-11-23", "", False),
        ("tomorrow", "2026-11-11", "", False),
        ("next month", "2026-12-01", "", False),
        ("from the new year", "2027-01-01", "from", True),
        ("after Easter", "2027-03-28", "after", True),
        ("with immediate effect", "2026-11-10", "", False),
        ("week commencing 7 December", "2026-12-07", "", False),
        ("on the 22nd", "2026-11-22", "on", False),
        ("tan fis Ebrill", "2027-04-01", "until", False),
        ("ym mis Ionawr", "2027-01-01", "in", False),
        ("ar 3ydd Mawrth", "2027-03-03", "on", False),
        ("3 Mawrth 2027", "2027-03-03", "", False),
        ("yfory", "2026-11-11", "", False),
    ],
)
def test_one_date(text: str, day: str, role: str, vague: bool) -> None:
    (when,) = find(fold(text), TODAY)
    assert (when.day.isoformat(), when.role, when.vague) == (day, role, vague)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("for six weeks", "2026-12-22"),
        ("for 3 months", "2027-02-10"),
        ("for the next two months", "2027-01-10"),
        ("in two weeks' time", "2026-11-24"),
        ("for a fortnight", "2026-11-24"),
        ("for another year", "2027-11-10"),
        ("am dri mis", "2027-02-10"),
    ],
)
def test_durations(text: str, last: str) -> None:
    (when,) = find(fold(text), TODAY)
    assert when.precision == "span" and when.last.isoformat() == last


@pytest.mark.parametrize(
    "text",
    [
        "I may be late",
        "we may not need it",
        "that may well be",
        "call 07700 900412 or 020 7946 0112",
        "4.7% up on the quarter",
        "24/7 support",
        "it has been sitting in my drafts",
        "the march of progress",
        "April will take over from me",
        "Jan and I talked about it",
        "June said so",
        "version 2.10.3",
        "68 people and 14 members",
        "at 2.30pm",
        "the sun came out",
        "page 12 of 30",
        "I sat in on it",
        "mai hwn yw'r gorau",
        "1/2 of users",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert find(fold(text), TODAY) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("agreed by our board on 5 November", "2026-11-05"),
        ("in Sept we ran", "2026-09-01"),
        ("on 12 December", "2025-12-12"),
        ("on Tuesday", "2026-11-03"),
        ("ddydd Iau diwethaf", "2026-11-05"),
        ("on the 22nd", "2026-10-22"),
        ("yesterday", "2026-11-09"),
    ],
)
def test_the_past(text: str, day: str) -> None:
    assert find(fold(text), TODAY, "past")[0].day.isoformat() == day


def test_several_in_order() -> None:
    found = find(fold("maternity leave from 14 December, back around September 2027"), TODAY)
    assert [(when.day.isoformat(), when.role) for when in found] == [("2026-12-14", "from"), ("2027-09-01", "back")]


def test_impossible_dates_are_none() -> None:
    assert find("on 31 february 2027", TODAY) == () or find("on 31 february 2027", TODAY)[0].precision == "month"
    assert find("on 99/99/2027", TODAY) == ()
    assert find("on 45/3", TODAY) == ()


@pytest.mark.parametrize(("year", "day"), [(2026, "2026-04-05"), (2027, "2027-03-28"), (2028, "2028-04-16")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_a_leap_day_is_sought_in_the_next_years() -> None:
    assert find("on 29 february 2028", TODAY)[0].day == date(2028, 2, 29)


def test_long_text_is_cut() -> None:
    assert find("x " * 100_000 + "until march", TODAY) == ()
