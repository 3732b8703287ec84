"""How many groups of which size: at most two differ from the asked size, a smaller one before a larger one."""

from __future__ import annotations

SMALLEST = 3
"""Fewer people than this are no group."""


def group_sizes(people: int, size: int = 4) -> list[int]:
    """Sizes that add up to ``people``, the odd ones last; empty for fewer than three people.

    With ``size`` 4 each is 3 to 5: 53 → 12 fours and a five, 54 → 12 fours and two threes, 55 → 13 fours and a three.
    With another ``size`` (at least 3) they lie from ``size - 1`` (but never under 3) to ``size + 1`` wherever that is
    possible; a few people too many for one group and too few for two are one large group.
    """
    if people < SMALLEST:
        return []
    whole, over = divmod(people, size)
    if over == 0:
        return [size] * whole
    short = size - over
    if short <= 2 and whole + 1 >= short and size - 1 >= SMALLEST:
        return [size] * (whole + 1 - short) + [size - 1] * short
    if over <= whole:
        return [size] * (whole - over) + [size + 1] * over
    return _even(people, whole, size)


def _even(people: int, whole: int, size: int) -> list[int]:
    """As even as can be, for sizes where nothing fits: one group more if each still has three."""
    count = whole + 1 if people >= SMALLEST * (whole + 1) and people > whole * (size + 1) else max(1, whole)
    low, over = divmod(people, count)
    return [low + 1] * over + [low] * (count - over)


def cut(people: list[int], sizes: list[int]) -> list[list[int]]:
    """``people`` in their order, cut into groups of ``sizes``."""
    groups, start = [], 0
    for size in sizes:
        groups.append(people[start : start + size])
        start += size
    return groups
