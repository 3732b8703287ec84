"""Who takes part, as numbers: people sorted by a key that knows types, so that their order does not matter."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Id = TypeVar("Id", bound=Hashable)
Person = tuple[Id, Hashable, int]
"""(id, organisation, the round in which they joined, from 0)."""

NEW_ROUNDS = 3
"""Somebody is a newcomer for their first three rounds."""


class CannotDrawError(ValueError):
    """The groups that were asked for cannot be made; the message says why."""


def order(thing: Hashable) -> tuple[int, object, str]:
    """A sort key over mixed ids: whole numbers, then words, then the rest by how they are written."""
    if isinstance(thing, int):
        return (0, int(thing), "")
    if isinstance(thing, str):
        return (1, thing, "")
    return (2, type(thing).__name__, repr(thing))


def in_order(ids: Collection[Id]) -> list[Id]:
    """``ids`` sorted by `order`; plain sorting where all are whole numbers or all are words, for speed."""
    kinds = {type(one) for one in ids}
    if kinds in ({int}, {str}):
        return sorted(ids)  # type: ignore[type-var]
    return sorted(ids, key=order)


@dataclass(frozen=True, slots=True)
class Roster(Generic[Id]):
    """The people of one round: person ``i`` has ``ids[i]``, belongs to ``organisation[i]`` and may be a newcomer."""

    ids: list[Id]
    number: dict[Id, int]
    organisation: list[int]
    """Numbers from 0. Somebody without an organisation (empty or None) has one of their own."""
    newcomer: list[bool]
    tenure: list[int]
    """Rounds since they joined, from 0 to all there were."""
    apart: set[tuple[int, int]]
    """Pairs (lower number first) that must not meet."""

    def __len__(self) -> int:
        return len(self.ids)

    def groups(self, numbers: Sequence[Sequence[int]]) -> list[list[Id]]:
        """Groups of ids for groups of numbers."""
        return [[self.ids[one] for one in group] for group in numbers]


def is_newcomer(joined: int, past: int) -> bool:
    """Under three rounds in, by a network that is older than they are: founders are nobody's newcomers."""
    return joined > 0 and past - joined < NEW_ROUNDS


def roster(people: Sequence[Person[Id]], past: int, apart: Collection[frozenset[Id]] = ()) -> Roster[Id]:
    """Read ``people`` in a round after ``past`` others. Raises CannotDrawError if somebody stands there twice."""
    known = {one: (where, joined) for one, where, joined in people}
    if len(known) != len(people):
        raise CannotDrawError("somebody stands in the list of people more than once")
    ids = in_order(known)
    number = {one: place for place, one in enumerate(ids)}
    codes: dict[Hashable, int] = {}
    organisation = []
    for one in ids:
        where: Hashable = known[one][0]
        if where is None or where == "":
            where = (_ALONE, one)
        organisation.append(codes.setdefault(where, len(codes)))
    newcomer = [is_newcomer(known[one][1], past) for one in ids]
    tenure = [min(max(past - known[one][1], 0), past) for one in ids]
    return Roster(ids, number, organisation, newcomer, tenure, _pairs_apart(number, apart))


_ALONE = object()


def _pairs_apart(number: dict[Id, int], apart: Collection[frozenset[Id]]) -> set[tuple[int, int]]:
    pairs = set()
    for pair in apart:
        if len(pair) != 2:
            raise CannotDrawError(f"keep-apart takes pairs of two people, not of {len(pair)}")
        here = sorted(number[one] for one in pair if one in number)
        if len(here) == 2:
            pairs.add((here[0], here[1]))
    return pairs
