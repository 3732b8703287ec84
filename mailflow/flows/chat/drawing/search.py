"""The search for hundreds of people: walk from what is wrong, list what is left, then save for the rounds to come."""

from __future__ import annotations

from itertools import combinations
from typing import TypeVar

from mailflow.flows.chat.drawing.anneal import anneal
from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import APART, CONFLICT, REPEAT, Costs, cost_matrix, is_clean
from mailflow.flows.chat.drawing.cover import cover
from mailflow.flows.chat.drawing.people import CannotDrawError, Roster
from mailflow.flows.chat.drawing.rounds import History
from mailflow.flows.chat.drawing.seating import by_design
from mailflow.flows.chat.drawing.tabu import tabu_search
from mailflow.flows.chat.drawing.thrift import clean_neighbours, with_thrift

Id = TypeVar("Id")

MOST_PEOPLE = 400
"""Above this a matrix of all pairs costs more than it gives."""
_MOST_THRIFTY = 120
_COVER_WORK = 250_000
_SAVING_HEAT = 3.0
_SAVING_STEPS = 180
_MENDING_HEAT = 400.0
_MENDING_STEPS = 300


def total_cost(costs: Costs, groups: list[list[int]]) -> int:
    """The cost of all pairs that sit together."""
    return sum(costs[first][second] for group in groups for first, second in combinations(group, 2))


def search(roster: Roster[Id], history: History[Id], groups: list[list[int]], chance: Chance) -> list[list[int]]:
    """Better groups of the same sizes than ``groups`` (of numbers).

    Raises CannotDrawError if none were found that respect keep-apart.
    """
    costs = cost_matrix(roster, history)
    planned = by_design(roster, history, [len(group) for group in groups], costs, chance)
    if planned is not None:
        return planned
    groups = arrange(costs, groups, chance, roster.tenure if history else None)
    if roster.apart and total_cost(costs, groups) >= APART:
        raise CannotDrawError("no groups were found in which everybody who is to be kept apart is apart")
    return groups


def arrange(costs: Costs, groups: list[list[int]], chance: Chance, tenure: list[int] | None) -> list[list[int]]:
    """Better groups of the same sizes, from where ``groups`` stand; work grows with the number of people only.

    ``tenure``: rounds since each joined, for thrift; None in a first round, which is left to chance.
    """
    people, sizes = len(costs), [len(group) for group in groups]
    if len(groups) < 2:
        return groups
    steps = max(1000, 6000 * 56 // max(people, 40))
    _, groups = tabu_search(costs, groups, chance, steps)
    if not is_clean(costs, groups) and people <= _MOST_THRIFTY:
        groups = _covered(costs, sizes, chance) or groups
    if not is_clean(costs, groups):
        return anneal(costs, groups, chance, _MENDING_STEPS * people, _MENDING_HEAT)[1]
    if tenure is not None and people <= _MOST_THRIFTY:
        return anneal(with_thrift(costs, tenure), groups, chance, _SAVING_STEPS * people, _SAVING_HEAT)[1]
    return groups


def _covered(costs: Costs, sizes: list[int], chance: Chance) -> list[list[int]] | None:
    """Groups without a repeat (newcomers may sit together) by exact cover, if listing finds them."""
    strict, lenient = clean_neighbours(costs, CONFLICT), clean_neighbours(costs, REPEAT)
    found = cover(strict, sizes, chance, _COVER_WORK)
    if found is None and lenient != strict:
        found = cover(lenient, sizes, chance, _COVER_WORK)
    return found
