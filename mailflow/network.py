"""WORDS of how things stand: the people, what they belong to, and what was agreed. Frozen; the store makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
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
class Reference:
    """A mail of ours, as a reply can name it: its code, its matter, and to whom it went."""

    code: str
    kind: str
    number: str
    champion: int | None
    address: str
    message_id: str
    sent: datetime | None = None
    expires: datetime | None = None


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


@dataclass(frozen=True, slots=True)
class Update:
    """A champion's account of their own user engagement work for one month."""

    champion: int
    month: str
    text: str
    received: datetime
    nil: bool = False
    held: bool = False
    """Kept out of every echo, digest and page until a person has looked (a marking, unpublished figures, Welsh)."""
    approved: bool = False
    organisation: str = ""
    activities: tuple[tuple[str, str], ...] = ()
    """(activity kind, state) pairs, as understood; the lead decides what counts."""
    source: str = ""
    """The key of the mail that it came in."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a person must settle."""

    id: int
    reason: str
    asked: datetime
    due: date
    source: str = ""
    """The key of the mail that raised it."""
    champion: int | None = None
    writer: str = ""
    """The address to answer."""
    intent: str = ""
    suggestion: str = ""
    settled: datetime | None = None
    answer: str = ""
