"""k groups a month for the mode that rotates: nobody waits too long, and the same people are not always together.

Strictly the longest waiting would be the same cohort again each cycle. So everybody has a deadline of one and a half
cycles, and only as many must come as are needed for all deadlines to be kept (earliest deadline first is exact here).
The other places go to those among the longest waiting who make clean groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import ceil, exp
from typing import TypeVar

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import Costs
from mailflow.flows.chat.drawing.people import Roster
from mailflow.flows.chat.drawing.rounds import History, present, recent

Id = TypeVar("Id")

_STEPS = 150
"""Tried swaps for each person in the pool."""
_HEAT = 300.0
_MUST = 10**9
"""The price of leaving out somebody whose deadline has come; keep-apart alone is dearer."""
_WAIT = 300
"""The price of one cycle's wait."""
_TURN = 120
"""The price of one turn fewer than the others."""
_POOL = 2.5
"""Candidates for each place."""


@dataclass(frozen=True, slots=True)
class Turns:
    """For each person: how many rounds since they last sat (1: the latest), or since they joined; and how often."""

    waited: list[int]
    taken: list[int]


def turns(roster: Roster[Id], joined: list[int], history: History[Id]) -> Turns:
    """Read everybody's turns. ``joined``: by person, the round in which they joined."""
    past = len(history)
    waited = [max(1, past - max(0, when) + 1) for when in joined]
    seen = [False] * len(roster)
    taken = [0] * len(roster)
    for age, one in recent(history):
        for group in one:
            for person in present(group, roster.number):
                taken[person] += 1
                if not seen[person]:
                    seen[person] = True
                    waited[person] = age
    return Turns(waited, taken)


def must_come(waited: list[int], places: int) -> int:
    """How many of the longest waiting must come now, so that nobody ever waits over one and a half cycles."""
    cycle = len(waited) / places
    longest = max(int(1.5 * cycle), ceil(cycle))
    due = [0] * (longest + 1)
    for wait in waited:
        due[min(longest, max(0, longest - wait))] += 1
    must, so_far = 0, 0
    for months, count in enumerate(due):
        so_far += count
        must = max(must, so_far - places * months)
    return min(must, places)


def pool(who: Turns, places: int, chance: Chance) -> tuple[list[int], int]:
    """The candidates, longest waiting first (ties: fewest turns, then by lot), and how many of them must come."""
    people = list(range(len(who.waited)))
    chance.shuffle(people)
    people.sort(key=lambda one: (-who.waited[one], who.taken[one]))
    must = must_come(who.waited, places)
    return people[: max(places, must, int(_POOL * places))], must


def left_out_price(who: Turns, candidates: list[int], must: int, places: int) -> list[int]:
    """What it costs not to invite each of ``candidates`` (as `pool` orders them)."""
    cycle = len(who.waited) / places
    most = max(who.taken[one] for one in candidates)
    return [
        _MUST if place < must else int(_WAIT * who.waited[one] / cycle) + _TURN * min(20, most - who.taken[one])
        for place, one in enumerate(candidates)
    ]


def seat(costs: Costs, price: list[int], groups: list[list[int]], bench: list[int], chance: Chance) -> list[list[int]]:
    """Anneal over swaps between groups and with the bench; everybody by their place among the candidates."""
    spots = [(number, place) for number, group in enumerate(groups) for place in range(len(group))]
    best, best_groups = 0, [group[:] for group in groups]
    total, steps = 0, _STEPS * len(costs)
    for step in range(steps):
        number, place = spots[chance.below(len(spots))]
        group = groups[number]
        other = chance.below(len(spots) + len(bench))
        if other >= len(spots):
            target, where = bench, other - len(spots)
            gain = price[group[place]] - price[bench[where]] + _change(costs, group, place, bench[where])
        else:
            away, where = spots[other]
            target = groups[away]
            if away == number:
                continue
            gain = _change(costs, group, place, target[where]) + _change(costs, target, where, group[place])
        if gain > 0 and chance.random() >= exp(-gain / (_HEAT * (1 - step / steps))):
            continue
        group[place], target[where] = target[where], group[place]
        total += gain
        if total < best:
            best, best_groups = total, [one[:] for one in groups]
    return best_groups


def _change(costs: Costs, group: list[int], place: int, newcomer: int) -> int:
    """By how much the group's cost changes if ``newcomer`` takes that place."""
    old, new = costs[group[place]], costs[newcomer]
    return sum(new[one] - old[one] for seat_, one in enumerate(group) if seat_ != place)


def cost_of(costs: Costs, groups: list[list[int]]) -> int:
    """The cost of all pairs that sit together."""
    return sum(costs[first][second] for group in groups for first, second in combinations(group, 2))
