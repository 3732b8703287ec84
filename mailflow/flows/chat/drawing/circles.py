"""Circles: people who have all met one another, or are colleagues. They are what forces a repeat.

A clean group holds at most one of a circle, so a circle larger than the number of groups has no clean round. Every
first repeat that we looked at was of this kind. A meeting is the dearer the more circles of five it would close, or of
fewer while there are none: the pairs that have not met then stay where large circles would otherwise grow.
"""

from __future__ import annotations

Pair = tuple[int, int]


def bits(mask: int) -> list[int]:
    """The numbers of the bits in ``mask``, rising."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def closed_circles(near: list[int]) -> dict[Pair, int]:
    """For each pair (higher number first) that could meet: the circles of two to five that its meeting would close.

    ``near``: for each person a bit mask of those whom they can meet.
    """
    everybody = (1 << len(near)) - 1
    met = [everybody & ~mask & ~(1 << person) for person, mask in enumerate(near)]
    return {
        (first, second): _circles_of_three_at_most(met, met[first] & met[second])
        for first, mask in enumerate(near)
        for second in bits(mask & ((1 << first) - 1))
    }


def _circles_of_three_at_most(met: list[int], among: int) -> int:
    """How many circles of none, one, two and three there are ``among`` these."""
    count = 1 + among.bit_count()
    for one in bits(among):
        among &= ~(1 << one)
        rest = met[one] & among
        count += rest.bit_count()
        for other in bits(rest):
            rest &= ~(1 << other)
            count += (met[other] & rest).bit_count()
    return count
