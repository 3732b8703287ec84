"""The dice: one seed for all faults; each place has a stream of its own, so one more roll here changes none there."""

from __future__ import annotations

import random
import threading


class Dice:
    """Random choices of one place; safe to share between its threads."""

    def __init__(self, seed: int, place: str, *, often: float) -> None:
        self._random = random.Random(f"{seed}:{place}")
        self._lock = threading.Lock()
        self._often = often
        self.rolled: dict[str, int] = {}

    def fault(self, faults: tuple[str, ...]) -> str:
        """One of ``faults``, or mostly none (empty)."""
        with self._lock:
            if self._random.random() >= self._often:
                return ""
            chosen = self._random.choice(faults)
            self.rolled[chosen] = self.rolled.get(chosen, 0) + 1
            return chosen

    def below(self, limit: int) -> int:
        """A number from 0 up to, not including, ``limit``."""
        with self._lock:
            return self._random.randrange(max(1, limit))

    def between(self, low: float, high: float) -> float:
        """A number between the two."""
        with self._lock:
            return self._random.uniform(low, high)
