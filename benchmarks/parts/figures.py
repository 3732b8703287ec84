"""What was measured beside its bound, as a table; whoever misses a bound ends with exit code 1."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``bound``: None if it is only told; ``at_least``: it must not be lower, else not higher."""

    name: str
    value: float
    bound: float | None = None
    unit: str = ""
    at_least: bool = False

    @property
    def missed(self) -> bool:
        """Whether it is on the wrong side of its bound."""
        if self.bound is None:
            return False
        return self.value < self.bound if self.at_least else self.value > self.bound


def report(figures: Sequence[Figure]) -> None:
    """Print them all; end with exit code 1 if one is missed."""
    print(f"\n{'':62}{'measured':>12}{'bound':>14}")
    for one in figures:
        side = "" if one.bound is None else f"{'≥' if one.at_least else '≤'} {_told(one.bound)}"
        print(f"{one.name:62}{_told(one.value):>12}{side:>14} {one.unit}{'  MISSED' if one.missed else ''}")
    missed = [one.name for one in figures if one.missed]
    if missed:
        sys.exit("missed: " + "; ".join(missed))


def _told(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.2f}"
