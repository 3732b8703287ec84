"""Champion Chats: a month's round, its groups, and how good the draw was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a round."""

    round: str
    number: int
    members: tuple[int, ...]
    """Champions' ids."""
    convener: int
    met: bool | None = None
    """None until somebody tells."""
    met_on: date | None = None
    left_out: tuple[int, ...] = ()
    """Who dropped out after the draw."""

    @property
    def label(self) -> str:
        """``2026-11-G07``."""
        return f"{self.round}-G{self.number:02d}"

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"group {self.label}"


@dataclass(frozen=True, slots=True)
class Figures:
    """How good a draw is, beside what counting allows."""

    people: int
    repeats: int
    """Pairs that have met before."""
    colleagues: int
    """Pairs of one organisation."""
    least_repeats: int = 0
    """The fewest repeats that any draw of these groups' sizes must make."""
    least_colleagues: int = 0
    clean_months: int | None = None
    """How many rounds to come would stay without a repeat at this rate; None: not looked at."""


@dataclass(frozen=True, slots=True)
class Round:
    """One month's Champion Chats."""

    month: str
    """``YYYY-MM``."""
    drawn: datetime
    seed: int
    digest: str
    """SHA-256 over what went into the draw: the same digest and seed give the same groups."""
    groups: tuple[Group, ...] = ()
    figures: Figures | None = None
    record: str = ""
    """What went into the draw and what came of it, as JSON (`flows.chat.record`); empty where it was not read."""
