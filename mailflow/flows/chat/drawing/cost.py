"""What a pair in one group costs. Each rule outweighs all that stand below it, so that they never trade."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

from mailflow.flows.chat.drawing.people import Roster
from mailflow.flows.chat.drawing.rounds import History, meetings

Id = TypeVar("Id")

APART = 10**14
"""Kept apart: absolute."""
COLLEAGUES = 10**9
"""Of one organisation: only where its size forces it."""
REPEAT = 1000
"""Met before; more if lately or often."""
NEWCOMERS = 400
"""Two newcomers: spread them, so that each sits beside old hands."""
CONFLICT = 300
"""A pair that costs this much breaks a rule."""
_LATELY = 4000
_HALVES_IN = 6.0
_AGAIN = 1000

Costs = list[list[int]]
"""A square, symmetric matrix, zeros on its diagonal."""


def repeat_cost(ages: Sequence[int]) -> int:
    """The cost of meeting again after meetings ``ages`` rounds ago (latest first): lately and often cost more."""
    return REPEAT + int(_LATELY * 0.5 ** (ages[0] / _HALVES_IN)) + _AGAIN * (min(len(ages), 9) - 1)


def cost_matrix(roster: Roster[Id], history: History[Id]) -> Costs:
    """The cost of each pair of ``roster``, by numbers."""
    count = len(roster)
    costs = [[0] * count for _ in range(count)]

    def add(first: int, second: int, cost: int) -> None:
        costs[first][second] += cost
        costs[second][first] += cost

    for (first, second), ages in meetings(history, roster.number).items():
        add(first, second, repeat_cost(ages))
    for first in range(count):
        for second in range(first):
            if roster.organisation[first] == roster.organisation[second]:
                add(first, second, COLLEAGUES)
            if roster.newcomer[first] and roster.newcomer[second]:
                add(first, second, NEWCOMERS)
    for first, second in roster.apart:
        add(first, second, APART)
    return costs


def is_clean(costs: Costs, groups: Sequence[Sequence[int]]) -> bool:
    """Whether no pair breaks a rule."""
    return all(costs[first][second] < CONFLICT for group in groups for first, second in combinations(group, 2))
