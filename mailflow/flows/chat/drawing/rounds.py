"""Reading the rounds before, with bounded work: who was together, and how many rounds ago."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)
History = Sequence[Sequence[Collection[Id]]]
"""Rounds, oldest first; each a list of groups of ids."""

FURTHEST = 600
"""Rounds looked back: fifty years of months. A meeting before that is as good as none."""
MOST_SEATS = 20_000_000
"""Seats read at most, so that a history without end takes bounded time and memory."""


def recent(history: History[Id]) -> Iterator[tuple[int, Sequence[Collection[Id]]]]:
    """(age, round), latest first with age 1, as far back as counts."""
    left = MOST_SEATS
    for age in range(1, min(len(history), FURTHEST) + 1):
        one = history[len(history) - age]
        left -= len(one) + 3 * len(one)
        if left < 0:
            return
        yield age, one


def present(group: Collection[Id], number: Mapping[Id, int]) -> list[int]:
    """The numbers of those in ``group`` who take part now, each once; unknown ids are left out."""
    found = [number[one] for one in group if one in number]
    return found if len(found) < 2 else list(dict.fromkeys(found))


def meetings(history: History[Id], number: Mapping[Id, int]) -> dict[tuple[int, int], list[int]]:
    """For each pair (lower number first) that met: the ages of its meetings in rounds, latest first."""
    met: dict[tuple[int, int], list[int]] = {}
    for age, one in recent(history):
        for group in one:
            members = sorted(present(group, number))
            for place, first in enumerate(members):
                for second in members[place + 1 :]:
                    ages = met.setdefault((first, second), [])
                    if not ages or ages[-1] != age:
                        ages.append(age)
    return met
