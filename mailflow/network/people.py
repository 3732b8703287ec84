"""The people and what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Where a champion stands: applied → active → (paused) → left; or declined, lapsed, erased."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"
    DECLINED = "declined"
    LAPSED = "lapsed"
    ERASED = "erased"


MEMBERS = frozenset({Status.ACTIVE, Status.PAUSED})
"""Who is a champion now."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that champions belong to. Domains are whole labels, lower case."""

    acronym: str
    name: str
    domains: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    nation: str = "england"
    """Whose bank holidays count: ``england``, ``wales``, ``scotland`` or ``northern_ireland``."""
    successor: str = ""
    """The acronym of the organisation that replaced it, if one did."""
    succeeded: date | None = None
    """The day on which the successor took its place; None: it counts as replaced on any day."""


@dataclass(frozen=True, slots=True)
class Champion:
    """A member of the network, or somebody on the way in or out. ``id`` 0: not yet kept."""

    id: int
    name: str
    address: str
    organisation: str
    """The organisation's acronym; empty if not proven."""
    status: Status = Status.APPLIED
    language: str = "en"
    """``en``, ``cy`` or ``both``."""
    listed: bool = True
    """Whether the name may stand on the public page."""
    applied: date | None = None
    joined: date | None = None
    left: date | None = None
    leaves_on: date | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    skips: frozenset[str] = frozenset()
    """The months (``YYYY-MM``) that the champion sits out."""
    away_until: date | None = None
    suppressed: str = ""
    """Why nothing may be sent to the address (``bounced``, ``complaint``); empty if mail may go."""
    nominated_by: str = ""
    also: tuple[str, ...] = ()
    """Further organisations (acronyms) that they work for."""
    greeting: str = ""
    """How the person signs, for "Hello Tom"; empty: the first name."""

    @property
    def first_name(self) -> str:
        """The name to greet by."""
        return self.greeting or self.name.split(" ")[0]

    @property
    def is_member(self) -> bool:
        """Active or paused: a champion now."""
        return self.status in MEMBERS


@dataclass(frozen=True, slots=True)
class Apart:
    """Two champions who are never drawn into one group, or who may meet again."""

    first: int
    second: int
    apart: bool = True

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"champions {self.first} and {self.second} {'apart' if self.apart else 'free to meet'}"
