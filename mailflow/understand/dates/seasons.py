"""Feasts and seasons: always vague, for nobody means one certain day by them."""

from __future__ import annotations

from datetime import date

NAMED_DAYS: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "christmas": ((12, 25), (12, 26)),
    "xmas": ((12, 25), (12, 26)),
    "nadolig": ((12, 25), (12, 26)),
    "new year": ((1, 1), (1, 4)),
    "flwyddyn newydd": ((1, 1), (1, 4)),
    "spring": ((3, 1), (5, 31)),
    "gwanwyn": ((3, 1), (5, 31)),
    "summer": ((6, 1), (8, 31)),
    "haf": ((6, 1), (8, 31)),
    "autumn": ((9, 1), (11, 30)),
    "winter": ((12, 1), (2, 28)),
    "gaeaf": ((12, 1), (2, 28)),
}
"""Name → first and last (month, day)."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    correction = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)
