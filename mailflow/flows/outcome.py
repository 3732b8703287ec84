"""What the lead's yes or no about a matter comes to: the decisions, and the words for the receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from mailflow.decisions import Decision, Facts
from mailflow.network import Asked, Situation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is done, and how the receipt says it."""

    deed: str = ""
    """Words that ``templates/*/_lead/deeds.md`` knows, such as ``update approved``; empty: only the note is kept."""
    decisions: tuple[Decision, ...] = ()
    facts: Facts = field(default_factory=dict)
    """For the sentence of the deed."""


Settled: TypeAlias = Callable[[Asked, bool, str, Situation, datetime], Outcome | None]
"""(what was asked, yes or no, the lead's words if there were more than that, …) → what it comes to.

None: with these words it is not clear enough to act on, and the lead is told so.
"""
