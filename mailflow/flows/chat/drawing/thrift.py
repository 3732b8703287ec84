"""Thrift: what a pair takes from the rounds to come. Among this month's clean rounds, the cheapest by three prices.

*Fours.* Clean rounds end when somebody has no clean group of four left. A pair is worth the sum, over all clean groups
of four that hold it, of each member's share: one over the number of clean groups that the member has left.

*Tenure.* Those who stay meet nearly all of one another; whoever comes later is a stranger to everybody. So a pair is
worth as much as the shorter of the two has been here: old hands are spread evenly and meet those who came after them.
Where nobody comes or goes this says nothing.

*Circles.* What forces a repeat in the end are people who have all met: `circles`.
"""

from __future__ import annotations

from collections.abc import Sequence

from mailflow.flows.chat.drawing.circles import bits, closed_circles
from mailflow.flows.chat.drawing.cost import CONFLICT, REPEAT, Costs

_FOURS, _TENURE, _CIRCLES = 60, 60, 180
"""The dearest pair's surcharge: together no more than `CONFLICT`, so that thrift never outweighs a rule."""


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


def with_thrift(costs: Costs, tenure: Sequence[int]) -> Costs:
    """``costs`` with a surcharge on each clean pair by what it takes from later rounds.

    ``tenure``: for each person, the rounds since they joined.
    """
    near = clean_neighbours(costs, REPEAT)
    worth, circles = _worths(near), closed_circles(near)
    dearest = max(worth.values(), default=0.0) or 1.0
    most = max(circles.values(), default=1)
    longest = max(tenure, default=0) or 1
    priced = [row[:] for row in costs]
    for pair, value in worth.items():
        first, second = pair
        together = min(tenure[first], tenure[second]) / longest
        price = _FOURS * value / dearest + _TENURE * together + _CIRCLES * circles[pair] / most
        priced[first][second] += int(price)
        priced[second][first] += int(price)
    return priced


def _worths(near: list[int]) -> dict[tuple[int, int], float]:
    """The worth of each clean pair (higher number first)."""
    shared = {}
    fours = [1] * len(near)
    for first, mask in enumerate(near):
        for second in bits(mask & ((1 << first) - 1)):
            both = bits(mask & near[second])
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
