"""Exact cover: when clean groups are few, list them all and see whether some of them hold everybody once."""

from __future__ import annotations

from collections.abc import Iterator

from mailflow.flows.chat.drawing.chance import Chance

Clique = tuple[int, int]
"""A clean group as a bit mask, and its size."""

MOST_CLIQUES = 25_000


def clean_groups(near: list[int], sizes: set[int]) -> Iterator[Clique]:
    """Every group of one of ``sizes`` in which nobody breaks a rule with anybody; ``near``: bit masks by person."""

    def grow(members: int, count: int, candidates: int) -> Iterator[Clique]:
        if count in sizes:
            yield members, count
        if count < largest:
            while candidates:
                low = candidates & -candidates
                candidates ^= low
                yield from grow(members | low, count + 1, candidates & near[low.bit_length() - 1])

    largest = max(sizes)
    for person, mask in enumerate(near):
        yield from grow(1 << person, 1, mask >> (person + 1) << (person + 1))


class OutOfWorkError(Exception):
    """The bound on work was reached."""


def cover(near: list[int], sizes: list[int], chance: Chance, work: int) -> list[list[int]] | None:
    """Clean groups of just these ``sizes`` that hold everybody once; None if there are none or ``work`` runs out.

    ``work`` bounds the cliques looked at, all branches together.
    """
    cliques: list[Clique] = []
    for clique in clean_groups(near, set(sizes)):
        cliques.append(clique)
        if len(cliques) > MOST_CLIQUES:
            return None
    chance.shuffle(cliques)
    wanted = [0] * (max(sizes) + 1)
    for size in sizes:
        wanted[size] += 1
    try:
        found = _Cover(wanted, work).fill((1 << len(near)) - 1, cliques)
    except OutOfWorkError:
        return None
    if found is None:
        return None
    return [[person for person in range(len(near)) if mask >> person & 1] for mask in found]


class _Cover:
    def __init__(self, wanted: list[int], work: int) -> None:
        self.wanted, self.work = wanted, work

    def fill(self, left: int, cliques: list[Clique]) -> list[int] | None:
        """Depth first, always the person who has the fewest clean groups."""
        if not left:
            return []
        self.work -= len(cliques) + 20
        if self.work < 0:
            raise OutOfWorkError
        live = [one for one in cliques if self.wanted[one[1]]]
        scarce = self._scarcest(left, live)
        for mask, size in live:
            if not mask & scarce:
                continue
            self.wanted[size] -= 1
            rest = self.fill(left & ~mask, [one for one in live if not one[0] & mask])
            if rest is not None:
                return [mask, *rest]
            self.wanted[size] += 1
        return None

    @staticmethod
    def _scarcest(left: int, live: list[Clique]) -> int:
        """The bit of the person in ``left`` with fewest cliques, counted for everybody at once in sliced binary."""
        slices: list[int] = []
        for mask, _ in live:
            carry, place = mask, 0
            while carry:
                if place == len(slices):
                    slices.append(0)
                carry, slices[place] = slices[place] & carry, slices[place] ^ carry
                place += 1
        for digit in reversed(slices):
            left = left & ~digit or left
        return left & -left
