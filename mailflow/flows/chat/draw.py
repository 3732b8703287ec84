"""The grouping: who meets whom. Seeded, without a clock: the same arguments in any order give the same groups.

``draw`` makes a month's groups, ``repair`` mends them after drop-outs, ``choose`` draws k groups for the mode that
rotates. How they are made is in ``drawing``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

from mailflow.flows.chat.drawing.chance import Chance
from mailflow.flows.chat.drawing.crowd import search_crowd
from mailflow.flows.chat.drawing.people import CannotDrawError, Person, roster
from mailflow.flows.chat.drawing.possible import refuse_the_impossible
from mailflow.flows.chat.drawing.rounds import History
from mailflow.flows.chat.drawing.search import MOST_PEOPLE, search
from mailflow.flows.chat.drawing.sizes import SMALLEST, cut, group_sizes

Id = TypeVar("Id", bound=Hashable)

__all__ = ["CannotDrawError", "draw"]


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


def _costs(people, history, apart):  # type: ignore[no-untyped-def]
    organisation = {person: where for person, where, _ in people}
    met = Counter(
        frozenset(pair) for one in history for group in one for pair in combinations(sorted(set(group), key=repr), 2)
    )

    def cost(first, second):  # type: ignore[no-untyped-def]
        pair = frozenset((first, second))
        return 1000 * (pair in apart) + 20 * (organisation[first] == organisation[second]) + met[pair]

    return cost


def repair(
    groups: Sequence[Sequence[Id]],
    dropouts: Collection[Id],
    people: Sequence[tuple[Id, str, int]],
    history: Sequence[Sequence[Collection[Id]]],
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """The round after drop-outs: a group that is too small takes one member from a group that can spare one."""
    del size, seed
    cost = _costs(people, history, set(apart))
    after = [[one for one in group if one not in set(dropouts)] for group in groups]
    for broken in after:
        givers = [group for group in after if len(group) >= 4]
        if 0 < len(broken) < 3 and givers:
            _, giver, one = min(
                ((sum(cost(one, other) for other in broken), giver, one) for giver in givers for one in giver),
                key=lambda option: option[0],
            )
            giver.remove(one)
            broken.append(one)
    return [group for group in after if group]


def choose(
    people: Sequence[tuple[Id, str, int]],
    history: Sequence[Sequence[Collection[Id]]],
    k: int,
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """``k`` groups of those who have waited longest."""
    last = {one: number for number, groups in enumerate(history) for group in groups for one in group}
    ids = sorted(people, key=lambda person: repr(person[0]))
    Random(seed).shuffle(ids)  # noqa: S311  fairness, not secrecy
    ids.sort(key=lambda person: last.get(person[0], -1))
    return draw(ids[: k * size], history, size=size, seed=seed, apart=apart)
