"""The grouping: who meets whom. Seeded, without a clock: the same arguments in any order give the same groups.

``draw`` makes a month's groups, ``repair`` mends them after drop-outs, ``choose`` draws k groups for the mode that
rotates. How they are made is in ``drawing``.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from itertools import combinations
from typing import TypeVar

from mailflow.flows.chat.drawing import rotate
from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.cost import APART, cost_matrix
from mailflow.flows.chat.drawing.crowd import search_crowd
from mailflow.flows.chat.drawing.mend import mend
from mailflow.flows.chat.drawing.people import CannotDrawError, Person, roster
from mailflow.flows.chat.drawing.possible import refuse_the_impossible
from mailflow.flows.chat.drawing.rounds import History
from mailflow.flows.chat.drawing.search import MOST_PEOPLE, search
from mailflow.flows.chat.drawing.sizes import SMALLEST, cut, group_sizes

Id = TypeVar("Id", bound=Hashable)

__all__ = ["CannotDrawError", "choose", "draw", "repair"]

_HELPERS = 60
"""Whole groups looked at when some are broken."""


def draw(
    people: Sequence[Person[Id]],
    history: History[Id],
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """Groups of ids, each id once, of 3 to 5 for ``size`` 4; none for fewer than three people.

    ``people``: (id, organisation, round joined) of those who take part; ``history``: rounds, oldest first, each a list
    of groups of ids; ``apart``: pairs of ids that must not share a group. Raises CannotDrawError (a ValueError) if
    somebody stands in ``people`` twice, or if ``apart`` leaves no groups.
    """
    if size < SMALLEST:
        raise CannotDrawError(f"a group has at least {SMALLEST} people, not {size}")
    here = roster(people, len(history), apart)
    sizes = group_sizes(len(here), size)
    if not sizes:
        return []
    refuse_the_impossible(here, sizes)
    chance = Chance(seed)
    order = list(range(len(here)))
    chance.shuffle(order)
    shuffled = cut(order, sizes)
    best = search if len(here) <= MOST_PEOPLE else search_crowd
    return here.groups(best(here, history, shuffled, chance))


def repair(
    groups: Sequence[Sequence[Id]],
    dropouts: Collection[Id],
    people: Sequence[Person[Id]],
    history: History[Id],
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """The round after drop-outs, changed as little as may be: groups of three or more stay as they are.

    At most one person moves for each group that fell under three, wherever counting allows it; no new repeats if
    avoidable. Groups keep their order, a dissolved one is left out. None for fewer than three who remain.
    ``groups``: the round as drawn; ``dropouts``: ids, unknown ones are ignored; the rest as for `draw`.
    """
    gone = set(dropouts)
    left = [list(dict.fromkeys(one for one in group if one not in gone)) for group in groups]
    left = [group for group in left if group]
    if sum(map(len, left)) < SMALLEST:
        return []
    if all(len(group) >= SMALLEST for group in left):
        return left
    chance = Chance(seed)
    nearby = _nearby(left, chance)
    known = {one[0]: one for one in people}
    here = [known.get(one, (one, None, 0)) for place in nearby for one in left[place]]
    who = roster(here, len(history), apart)
    numbers = [[who.number[one] for one in left[place]] for place in nearby]
    mended = mend(cost_matrix(who, history), numbers, size)
    if mended is None:
        return draw(here, history, size=size, seed=seed, apart=apart)
    if any(who.apart.intersection(combinations(sorted(group), 2)) for group in mended):
        return draw(here, history, size=size, seed=seed, apart=apart)
    for place, group in zip(nearby, who.groups(mended), strict=True):
        left[place] = group
    return [group for group in left if group]


def _nearby(left: Sequence[Sequence[Id]], chance: Chance) -> list[int]:
    """The broken groups and, by lot, enough others to mend them; all of them in a network of hundreds."""
    broken = [place for place, group in enumerate(left) if len(group) < SMALLEST]
    others = [place for place, group in enumerate(left) if len(group) >= SMALLEST]
    chance.shuffle(others)
    return [*broken, *others[: max(_HELPERS, 3 * len(broken))]]


def choose(
    people: Sequence[Person[Id]],
    history: History[Id],
    k: int,
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """``k`` groups of ``size`` for the mode that rotates; everybody, as `draw` does it, if there are too few people.

    Nobody waits more than one and a half cycles (a cycle: people over places), counted from their last round or from
    when they joined. Raises CannotDrawError as `draw` does.
    """
    if k < 1:
        return []
    places = k * size
    if len(people) <= places or size < SMALLEST:
        return draw(people, history, size=size, seed=seed, apart=apart)
    everybody = roster(people, len(history), apart)
    joined = {one: when for one, _, when in people}
    chance = Chance(seed)
    told = rotate.turns(everybody, [joined[one] for one in everybody.ids], history)
    candidates, must = rotate.pool(told, places, chance)
    known = {one[0]: one for one in people}
    if len(candidates) > MOST_PEOPLE:
        first = [known[everybody.ids[one]] for one in candidates[:places]]
        return draw(first, history, size=size, seed=seed, apart=apart)
    who = roster([known[everybody.ids[one]] for one in candidates], len(history), apart)
    price = [0] * len(candidates)
    for one, worth in zip(candidates, rotate.left_out_price(told, candidates, must, places), strict=True):
        price[who.number[everybody.ids[one]]] = worth
    order = [who.number[everybody.ids[one]] for one in candidates]
    costs = cost_matrix(who, history)
    groups = rotate.seat(costs, price, cut(order[:places], [size] * k), order[places:], chance)
    if who.apart and rotate.cost_of(costs, groups) >= APART:
        raise CannotDrawError("no groups were found in which everybody who is to be kept apart is apart")
    return who.groups(groups)
