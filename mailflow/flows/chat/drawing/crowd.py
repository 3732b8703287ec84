"""The draw for tens of thousands: shuffle, then mend only the groups that break a rule; near-linear in seats.

Almost nobody has met almost anybody, so that most groups of a shuffle are clean and nearly any stranger mends the rest.
First colleagues are parted, which needs no history. Then one pass over the past finds the groups that hold people who
have met, and a second one reads what is known of these and of some strangers with whom they may swap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, combinations, compress
from operator import is_
from typing import TypeVar

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import APART, COLLEAGUES, CONFLICT, NEWCOMERS, REPEAT
from mailflow.flows.chat.drawing.people import CannotDrawError, Roster
from mailflow.flows.chat.drawing.rounds import History, recent

Id = TypeVar("Id")
PairCost = Callable[[int, int], int]

_TRIES = 60
"""Strangers tried for one misplaced person before the next is seen to."""
_SWEEPS = 12
"""Times that all broken groups are gone through."""
_FEW = 50_000
"""Tries allowed whatever the number of people; beyond them, `_TRIES_EACH` a person."""
_TRIES_EACH = 20
_STRANGERS = (600, 6)
"""Groups of strangers to swap with: at least so many, and so many for each broken group."""
_WIDE = 12
"""A past group larger than this is a broken record, and is compared more slowly."""


def search_crowd(roster: Roster[Id], history: History[Id], groups: list[list[int]], chance: Chance) -> list[list[int]]:
    """``groups`` (of numbers), mended in place. Raises CannotDrawError if keep-apart could not be respected."""
    rules = _rules(roster)
    _mend(groups, [number for number, group in enumerate(groups) if _breaks(rules, group)], rules, chance)
    broken = sorted(
        _who_have_met(roster, history, groups) | {n for n, group in enumerate(groups) if _breaks(rules, group)}
    )
    if broken:
        _mend_in_pool(roster, history, groups, broken, chance)
    if roster.apart and any(
        (min(pair), max(pair)) in roster.apart for group in groups for pair in combinations(group, 2)
    ):
        raise CannotDrawError("no groups were found in which everybody who is to be kept apart is apart")
    return groups


def _rules(roster: Roster[Id], seats: Mapping[int, set[int]] | None = None) -> PairCost:
    """The cost of a pair; every meeting counts alike, for in a crowd there need be none. No ``seats``: no past."""
    organisation, newcomer, apart = roster.organisation, roster.newcomer, roster.apart

    def cost(first: int, second: int) -> int:
        price = COLLEAGUES if organisation[first] == organisation[second] else 0
        if newcomer[first] and newcomer[second]:
            price += NEWCOMERS
        if apart and ((first, second) if first < second else (second, first)) in apart:
            price += APART
        if seats is not None and not seats[first].isdisjoint(seats[second]):
            price += REPEAT
        return price

    return cost


def _broken(cost: PairCost, groups: list[list[int]]) -> list[int]:
    return [number for number, group in enumerate(groups) if _breaks(cost, group)]


def _breaks(cost: PairCost, group: Sequence[int]) -> bool:
    return any(cost(first, second) >= CONFLICT for first, second in combinations(group, 2))


def _who_have_met(roster: Roster[Id], history: History[Id], groups: list[list[int]]) -> set[int]:
    """The numbers of the groups in which somebody may have met somebody, by one pass over the past."""
    new = {roster.ids[person]: number for number, group in enumerate(groups) for person in group}
    found: set[int | None] = set()
    for _, one in recent(history):
        for length, alike in _by_length(one):
            if length > _WIDE:
                found |= _meet_in_wide(alike, new)
                continue
            # The new group of each past member, as one column a seat: two seats of one past group meet again if
            # they hold the very same number. `is_` compares without touching the numbers, which lie all over memory.
            flat = list(map(new.get, chain.from_iterable(alike)))
            for first, second in combinations([flat[seat::length] for seat in range(length)], 2):
                found.update(compress(first, map(is_, first, second)))
    return {number for number in found if number is not None}


def _by_length(one: Sequence[Collection[Id]]) -> Iterable[tuple[int, Sequence[Collection[Id]]]]:
    """The groups of a round by their length."""
    lengths = set(map(len, one))
    if len(lengths) == 1:
        return [(lengths.pop(), one)]
    sorted_out: dict[int, list[Collection[Id]]] = {}
    for group in one:
        sorted_out.setdefault(len(group), []).append(group)
    return sorted(sorted_out.items(), key=lambda item: item[0])


def _meet_in_wide(wide: Sequence[Collection[Id]], new: Mapping[Id, int]) -> set[int]:
    found, here = set(), set[int | None]()
    for group in wide:
        here = {None}
        for number in map(new.get, group):
            if number in here and number is not None:
                found.add(number)
            here.add(number)
    return found


def _mend_in_pool(
    roster: Roster[Id], history: History[Id], groups: list[list[int]], broken: list[int], chance: Chance
) -> None:
    """Mend the ``broken`` groups by swaps among themselves and some strangers, whose past is read for it."""
    least, each = _STRANGERS
    chosen = dict.fromkeys(broken)
    for _ in range(min(2 * len(groups), least + each * len(broken))):
        chosen.setdefault(chance.below(len(groups)))
    numbers = sorted(chosen)
    pool = [groups[number] for number in numbers]
    seats = _seats({roster.ids[person]: person for group in pool for person in group}, history)
    _mend(pool, list(range(len(pool))), _rules(roster, seats), chance)


def _seats(who: Mapping[Id, int], history: History[Id]) -> dict[int, set[int]]:
    """For each of ``who`` the past groups they sat in, numbered through all rounds."""
    seats: dict[int, set[int]] = {person: set() for person in who.values()}
    label, known = 0, who.keys()
    strangers = set(known).isdisjoint
    for _, one in recent(history):
        for group in one:
            label += 1
            if not strangers(group):
                for one_id in group:
                    if one_id in known:
                        seats[who[one_id]].add(label)
    return seats


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
