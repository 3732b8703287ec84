"""The draw for tens of thousands: shuffle, then mend only the groups that break a rule; near-linear in seats.

Almost nobody has met almost anybody, so that most groups of a shuffle are clean and nearly any stranger mends the rest.
Each person keeps the list of the past groups they sat in, numbered through all rounds; people have met if they share
a number. That takes 8 bytes a seat, and comparing takes time by rounds, not by people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, combinations, repeat
from typing import TypeVar

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import APART, COLLEAGUES, CONFLICT, NEWCOMERS, REPEAT
from mailflow.flows.chat.drawing.people import CannotDrawError, Roster
from mailflow.flows.chat.drawing.rounds import History, recent

Id = TypeVar("Id")

_TRIES = 60
"""Strangers tried for one misplaced person before the next is seen to."""
_MOST_LAYERS = 8
"""Groups of one round that count for one person: more is a broken record."""
_SWEEPS = 12
"""Times that all broken groups are gone through."""
_FEW = 50_000
"""Tries allowed whatever the number of people; beyond them, `_TRIES_EACH` a person."""
_TRIES_EACH = 20


Seats = Sequence[Sequence[int]]
"""For each person the numbers of the past groups they sat in. A round missed has a negative number of its own."""


def past_seats(roster: Roster[Id], history: History[Id]) -> Seats:
    """Number the past groups through all rounds, and turn the table: rounds by people becomes people by rounds."""
    columns: list[list[int]] = []
    label, people = 0, len(roster)
    for _, one in recent(history):
        members = list(map(roster.number.get, chain.from_iterable(one)))
        labels = chain.from_iterable(map(repeat, range(label, label + len(one)), map(len, one)))
        for layer in _layers(members, labels):
            column = list(range(-1 - people * len(columns), -1 - people * (len(columns) + 1), -1))
            for person, group in layer:
                if person is not None:
                    column[person] = group
            columns.append(column)
        label += len(one)
    return list(zip(*columns, strict=True)) if columns else [()] * people


Seat = tuple[int | None, int]


def _layers(members: list[int | None], labels: Iterable[int]) -> list[Iterable[Seat]]:
    """(person, past group) of one round; in several layers only if somebody sat in several groups at once."""
    unknown = members.count(None)
    if len(set(members)) + unknown - (unknown > 0) == len(members):
        return [zip(members, labels, strict=True)]
    layers: list[dict[int | None, int]] = []
    for person, group in dict.fromkeys(zip(members, labels, strict=True)):
        free = next((layer for layer in layers if person not in layer), None)
        if free is not None:
            free[person] = group
        elif len(layers) < _MOST_LAYERS:
            layers.append({person: group})
    return [layer.items() for layer in layers]


def pair_cost(roster: Roster[Id], seats: Seats) -> Callable[[int, int], int]:
    """The cost of a pair; every meeting counts alike, for in a crowd there need be none."""
    organisation, newcomer, apart = roster.organisation, roster.newcomer, roster.apart

    def cost(first: int, second: int) -> int:
        price = 0
        if organisation[first] == organisation[second]:
            price = COLLEAGUES
        if not set(seats[first]).isdisjoint(seats[second]):
            price += REPEAT
        if newcomer[first] and newcomer[second]:
            price += NEWCOMERS
        if apart and ((first, second) if first < second else (second, first)) in apart:
            price += APART
        return price

    return cost


def search_crowd(roster: Roster[Id], history: History[Id], groups: list[list[int]], chance: Chance) -> list[list[int]]:
    """``groups`` (of numbers), mended in place. Raises CannotDrawError if keep-apart could not be respected."""
    seats = past_seats(roster, history)
    cost = pair_cost(roster, seats)
    apart = {person for pair in roster.apart for person in pair}
    broken = [number for number, group in enumerate(groups) if _is_broken(group, roster, seats, apart)]
    _mend(groups, broken, cost, chance)
    if apart and any((min(pair), max(pair)) in roster.apart for group in groups for pair in combinations(group, 2)):
        raise CannotDrawError("no groups were found in which everybody who is to be kept apart is apart")
    return groups


def _is_broken(group: list[int], roster: Roster[Id], seats: Seats, apart: set[int]) -> bool:
    """Whether some pair may break a rule: a shared past group, organisation, newness, or somebody kept apart."""
    organisation, newcomer = roster.organisation, roster.newcomer
    if len({organisation[one] for one in group}) < len(group):
        return True
    if sum([newcomer[one] for one in group]) > 1 or (apart and not apart.isdisjoint(group)):
        return True
    together = list(chain.from_iterable([seats[one] for one in group]))
    return len(set(together)) < len(together)


def _mend(groups: list[list[int]], broken: list[int], cost: Callable[[int, int], int], chance: Chance) -> None:
    """Swap who sits wrong with strangers, as long as that gains; bounded by the number of people."""
    left = max(_FEW, _TRIES_EACH * sum(map(len, groups)))
    for _ in range(_SWEEPS):
        still: set[int] = set()
        for number in broken:
            left -= _mend_group(groups, number, cost, chance, still)
            if left < 0:
                return
        if not still:
            return
        broken = sorted(still)


def _mend_group(
    groups: list[list[int]], number: int, cost: Callable[[int, int], int], chance: Chance, still: set[int]
) -> int:
    """Mend one group; adds those that stay broken to ``still``; gives the number of strangers tried."""
    group, tried = groups[number], 0
    for _ in group:
        here = [sum(cost(one, other) for other in group if other != one) for one in group]
        worst = max(here)
        if worst < CONFLICT:
            return tried
        place = here.index(worst)
        for _ in range(_TRIES):
            tried += 1
            other = chance.below(len(groups))
            if other != number and _swap_gains(group, place, worst, groups[other], cost, chance):
                still.add(other)
                break
        else:
            still.add(number)
            return tried
    if any(cost(first, second) >= CONFLICT for first, second in combinations(group, 2)):
        still.add(number)
    return tried


def _swap_gains(
    group: list[int], place: int, now: int, other: list[int], cost: Callable[[int, int], int], chance: Chance
) -> bool:
    """Swap with a random member of ``other`` if the two groups together break fewer rules afterwards."""
    seat = chance.below(len(other))
    person, stranger = group[place], other[seat]
    after = 0
    for member in group:
        if member != person:
            after += cost(stranger, member)
            if after >= now + COLLEAGUES:
                return False
    rest = [member for member in other if member != stranger]
    after += sum(cost(person, member) for member in rest)
    if after >= now and after >= now + sum(cost(stranger, member) for member in rest):
        return False
    group[place], other[seat] = stranger, person
    return True
