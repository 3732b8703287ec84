"""Seeded chance that is the same on every platform: only ``Random.random``, whose stream Python promises to keep."""

from __future__ import annotations

from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance:
    """Throws dice from a seed; `below` and `shuffle` are our own, for those of ``random`` may change by version."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random  # noqa: S311  fairness, not secrecy

    def below(self, limit: int) -> int:
        """A whole number in ``[0, limit)``; ``limit`` at least 1."""
        return int(self.random() * limit)

    def shuffle(self, items: list[Item]) -> None:
        """Fisher and Yates, in place."""
        random = self.random
        for last in range(len(items) - 1, 0, -1):
            other = int(random() * (last + 1))
            items[last], items[other] = items[other], items[last]
