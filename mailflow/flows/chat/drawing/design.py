"""Combinatorial designs: rounds laid out so that no pair meets twice until all of them are through.

A design for ``3 r + k`` people has r rounds. Its points are (x, i), numbered ``i r + x``, with x in Z_r and i in
{0, 1, 2}, and k fixed points from ``3 r`` on. One *starter* round is developed by x → x + 1 into the others: a
resolvable group-divisible design with blocks of four (Handbook of Combinatorial Designs, 2nd ed., IV.5.4). Pairs that
never meet are where the people of one organisation sit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

from mailflow.flows.chat.drawing.starters import STARTERS

Block = tuple[int, ...]


@dataclass(frozen=True)
class Design:
    """``rounds`` rounds for ``3 * rounds + fixed`` points; ``starter``: the blocks of the first."""

    rounds: int
    fixed: int
    starter: tuple[Block, ...]

    @property
    def points(self) -> int:
        """How many people it seats."""
        return 3 * self.rounds + self.fixed

    def blocks(self, shift: int) -> list[Block]:
        """The round that is ``shift`` (0 to ``rounds - 1``) steps from the starter; block by block, point by point."""
        r, moving = self.rounds, 3 * self.rounds
        return [
            tuple(point if point >= moving else point // r * r + (point + shift) % r for point in block)
            for block in self.starter
        ]

    @cached_property
    def strangers(self) -> tuple[int, ...]:
        """For each point a bit mask of the other points that it never meets."""
        everybody = (1 << self.points) - 1
        masks = [everybody & ~(1 << point) for point in range(self.points)]
        for shift in range(self.rounds):
            for block in self.blocks(shift):
                for first, second in combinations(block, 2):
                    masks[first] &= ~(1 << second)
                    masks[second] &= ~(1 << first)
        return tuple(masks)

    @cached_property
    def circles(self) -> tuple[Block, ...]:
        """The points in disjoint circles of strangers: the fixed ones, and the cosets of the largest free subgroup."""
        r, moving = self.rounds, 3 * self.rounds
        step = min(step for step in range(1, r + 1) if r % step == 0 and self._are_strangers(range(0, r, step)))
        starts = [(orbit, orbit + first) for orbit in range(0, moving, r) for first in range(step)]
        cosets = [tuple(range(first, orbit + r, step)) for orbit, first in starts]
        return (tuple(range(moving, self.points)), *cosets)

    def _are_strangers(self, points: range) -> bool:
        r = self.rounds
        return all(
            self.strangers[orbit + first] >> (orbit + second) & 1
            for orbit in range(0, 3 * r, r)
            for first, second in combinations(points, 2)
        )


@cache
def designs_for(points: int) -> tuple[Design, ...]:
    """The designs for so many points, the one with most rounds first."""
    found = [Design(rounds, fixed, starter) for (rounds, fixed), starter in STARTERS.items()]
    return tuple(sorted((one for one in found if one.points == points), key=lambda one: -one.rounds))
