"""What cannot be drawn is refused at the door, with a name and a reason."""

from __future__ import annotations

from typing import TypeVar

from mailflow.flows.chat.drawing.people import CannotDrawError, Roster
from mailflow.flows.chat.drawing.sizes import SMALLEST

Id = TypeVar("Id")


def refuse_the_impossible(roster: Roster[Id], sizes: list[int]) -> None:
    """Raise CannotDrawError if somebody is kept apart from so many that no group is left for them."""
    barred = [0] * len(roster)
    for first, second in roster.apart:
        barred[first] += 1
        barred[second] += 1
    smallest = min(sizes, default=SMALLEST)
    for person, count in enumerate(barred):
        if len(roster) - 1 - count < smallest - 1:
            raise CannotDrawError(
                f"{roster.ids[person]!r} is kept apart from {count} of {len(roster) - 1} others: no group is left"
            )
