"""People take the points of a design; who sat where is read off the rounds before.

Nothing is stored beside the groups. A round by design lists its groups block by block and its people point by point,
so any one of them tells where everybody sits, up to a turn of the whole design, which changes nothing. A round is
taken only if it is clean by the same costs that rule the search: when people come and go, designs fit for as long as
they can, and the search goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations, product
from typing import TypeVar

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import Costs, is_clean
from mailflow.flows.chat.drawing.design import Design, designs_for
from mailflow.flows.chat.drawing.people import Roster
from mailflow.flows.chat.drawing.rounds import History

Id = TypeVar("Id")
Seats = list[int | None]
"""By point: the person (a number of the roster) who sits there; None: nobody."""

_TRIES = 12
"""Seatings tried for each design before one with fewer rounds is."""
_LOOK_BACK = 3
"""Rounds, latest first, off which a seating is read."""
_MOST_THREES = 2
_MOST_NEW = 3
"""Newcomers for whom empty points are sought."""


def by_design(
    roster: Roster[Id], history: History[Id], sizes: Sequence[int], costs: Costs, chance: Chance
) -> list[list[int]] | None:
    """The next round of a design that fits these people and what went before: groups of numbers; None: none fits."""
    if set(sizes) - {3, 4}:
        return None
    wanted = sorted(sizes)
    shifts = list(range(4 * len(sizes)))
    chance.shuffle(shifts)
    for design in designs_for(4 * len(sizes)):
        seatings = _read_off(design, roster, history, chance) if history else _at_random(design, roster, chance)
        for seats in seatings:
            for shift in shifts:
                groups = _groups(design, seats, shift) if shift < design.rounds else []
                if sorted(map(len, groups)) == wanted and is_clean(costs, groups):
                    return groups
    return None


def _groups(design: Design, seats: Seats, shift: int) -> list[list[int]]:
    people = [[seats[point] for point in block] for block in design.blocks(shift)]
    return [[one for one in group if one is not None] for group in people]


def _at_random(design: Design, roster: Roster[Id], chance: Chance) -> Iterator[Seats]:
    """Everybody where chance puts them, the large organisations first, each on points that never meet.

    Points that stay empty are the last ones, which are strangers: two groups of three, never a group of two.
    """
    empty = design.points - len(roster)
    if empty > design.fixed:
        return
    colleagues: dict[int, list[int]] = {}
    for person, organisation in enumerate(roster.organisation):
        colleagues.setdefault(organisation, []).append(person)
    for _ in range(_TRIES):
        organisations = list(colleagues.values())
        chance.shuffle(organisations)
        organisations.sort(key=len, reverse=True)
        room = [[point for point in circle if point < len(roster)] for circle in design.circles]
        seats: Seats = [None] * design.points
        if all(_seat_together(organisation, room, seats, chance) for organisation in organisations):
            yield seats


def _seat_together(organisation: list[int], room: list[list[int]], seats: Seats, chance: Chance) -> bool:
    """Seat colleagues in one circle, by lot among the free points where there is room for all; False: no room."""
    free = [circle for circle in room if len(circle) >= len(organisation) for _ in circle]
    if not free:
        return False
    circle = free[chance.below(len(free))]
    for person in organisation:
        seats[circle.pop(chance.below(len(circle)))] = person
    return True


def _read_off(design: Design, roster: Roster[Id], history: History[Id], chance: Chance) -> Iterator[Seats]:
    """Who sat where in the rounds before, with newcomers on points that have become free; only where colleagues fit."""
    for one in history[: -_LOOK_BACK - 1 : -1]:
        groups = [[roster.number.get(name) for name in group] for group in one]
        lengths = [len(group) for group in groups]
        if len(groups) != len(design.starter) or set(lengths) - {3, 4} or lengths.count(3) > _MOST_THREES:
            continue
        for laid in product(*(_gaps(group) for group in groups)):
            seats: Seats = [None] * design.points
            for block, group in zip(design.starter, laid, strict=True):
                for point, person in zip(block, group, strict=True):
                    seats[point] = person
            for seated in _with_newcomers(seats, len(roster), chance):
                if _colleagues_fit(design, seated, roster):
                    yield seated


def _gaps(group: list[int | None]) -> list[list[int | None]]:
    """A group of four as it is; one of three with its empty point at each of four places."""
    if len(group) == 4:
        return [group]
    return [[*group[:place], None, *group[place:]] for place in range(4)]


def _with_newcomers(seats: Seats, people: int, chance: Chance) -> Iterator[Seats]:
    new = sorted(set(range(people)).difference(seats))
    free = [point for point, person in enumerate(seats) if person is None]
    if len(new) > min(_MOST_NEW, len(free)):
        return
    chance.shuffle(free)
    for points in permutations(free[: _MOST_NEW + 1], len(new)):
        seated = seats[:]
        for point, person in zip(points, new, strict=True):
            seated[point] = person
        yield seated


def _colleagues_fit(design: Design, seats: Seats, roster: Roster[Id]) -> bool:
    points: dict[int, int] = {}
    for point, person in enumerate(seats):
        if person is not None:
            organisation = roster.organisation[person]
            others = points.get(organisation, 0)
            if others & ~design.strangers[point]:
                return False
            points[organisation] = others | 1 << point
    return True
