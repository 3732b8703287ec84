"""Thrift: what a pair takes from the rounds to come.

Clean rounds end when somebody has no clean group of four left. Among this month's clean rounds, the one is best that
destroys the fewest such groups, above all of those people who have few. A pair's worth is the sum, over all clean
groups of four that hold it, of each member's share: one over the number of clean groups that the member has left.
"""

from __future__ import annotations

from mailflow.flows.chat.drawing.cost import CONFLICT, REPEAT, Costs

MOST = 300
"""The dearest pair's surcharge; under `CONFLICT`, so that thrift never makes a clean pair look broken."""


def clean_neighbours(costs: Costs, limit: int = CONFLICT) -> list[int]:
    """For each person a bit mask of those whom they can meet at a cost below ``limit``."""
    masks = []
    for person, row in enumerate(costs):
        mask = 0
        for other, cost in enumerate(row):
            if cost < limit and other != person:
                mask |= 1 << other
        masks.append(mask)
    return masks


def _bits(mask: int) -> list[int]:
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def with_thrift(costs: Costs) -> Costs:
    """``costs`` with a surcharge on each clean pair, of at most `MOST`, by what it takes from later rounds."""
    near = clean_neighbours(costs, REPEAT)
    worth = _worths(near)
    dearest = max(worth.values(), default=0.0) or 1.0
    priced = [row[:] for row in costs]
    for (first, second), value in worth.items():
        extra = int(MOST * value / dearest)
        priced[first][second] += extra
        priced[second][first] += extra
    return priced


def _worths(near: list[int]) -> dict[tuple[int, int], float]:
    """The worth of each clean pair (higher number first)."""
    shared = {}
    fours = [1] * len(near)
    for first, mask in enumerate(near):
        for second in _bits(mask & ((1 << first) - 1)):
            both = _bits(mask & near[second])
            common = mask & near[second]
            inside = [(near[third] & common).bit_count() for third in both]
            shared[first, second] = (both, inside)
            count = sum(inside) // 2
            fours[first] += count
            fours[second] += count
    share = [3.0 / count for count in fours]
    return {
        pair: (sum(inside) // 2) * (share[pair[0]] + share[pair[1]])
        + sum(share[third] * count for third, count in zip(both, inside, strict=True))
        for pair, (both, inside) in shared.items()
    }
