"""The grouping: who meets whom. Seeded, without a clock: the same arguments in any order give the same groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from itertools import combinations
from random import Random
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


def _costs(people, history, apart):  # type: ignore[no-untyped-def]
    organisation = {person: where for person, where, _ in people}
    met = Counter(
        frozenset(pair) for one in history for group in one for pair in combinations(sorted(set(group), key=repr), 2)
    )

    def cost(first, second):  # type: ignore[no-untyped-def]
        pair = frozenset((first, second))
        return 1000 * (pair in apart) + 20 * (organisation[first] == organisation[second]) + met[pair]

    return cost


def draw(
    people: Sequence[tuple[Id, str, int]],
    history: Sequence[Sequence[Collection[Id]]],
    *,
    size: int = 4,
    seed: int = 0,
    apart: Collection[frozenset[Id]] = (),
) -> list[list[Id]]:
    """Groups of ids, each id once; greedy filling from a seeded shuffle."""
    ids = sorted((person for person, _, _ in people), key=repr)
    if len(ids) < 3:
        return []
    Random(seed).shuffle(ids)  # noqa: S311  fairness, not secrecy
    cost = _costs(people, history, set(apart))
    count = max(1, len(ids) // size)
    if len(ids) / count > 5:
        count += 1
    groups: list[list[Id]] = [[] for _ in range(count)]
    room = [len(ids) // count + (place < len(ids) % count) for place in range(count)]
    for one in ids:
        open_groups = [place for place in range(count) if len(groups[place]) < room[place]]
        best = min(
            open_groups, key=lambda place: (sum(cost(one, other) for other in groups[place]), len(groups[place]))
        )
        groups[best].append(one)
    return groups


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
