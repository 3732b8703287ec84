"""What the lead is told of, and what they may stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mailflow.network.matters import Question
from mailflow.network.people import Champion


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads the network from a day on. The settings name the first; each handover adds one."""

    name: str
    address: str
    since: date
    before: str = ""
    """Who led until then, and their address."""
    before_address: str = ""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"that somebody else leads from {self.since}"


@dataclass(frozen=True, slots=True)
class Absence:
    """The lead is away until a day; the deputy is written to as well."""

    address: str
    until: date
    """The day on which they are back."""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"that the lead is back on {self.until}"


@dataclass(frozen=True, slots=True)
class Undoable:
    """What one event changed and the lead may take back, within a week."""

    source: str
    """The key of the event."""
    questions: tuple[int, ...] = ()
    """Questions that it settled, which would be open again."""
    people: tuple[Champion, ...] = ()
    """Whose standing it changed, with the status that they would have again."""
    others: int = 0
    """Other records that would be as before."""
    gone: int = 0
    """Mails of it that have left; nothing calls them back."""
    overtaken: bool = False
    """Something else has changed the same since."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was settled without a person and that the lead may undo."""

    number: int
    """Ours, by which the lead names it: ``D41``."""
    mail: str
    """The mail that told the person of it, such as ``join/welcome``."""
    who: Champion


@dataclass(frozen=True, slots=True)
class News:
    """What has come up since the lead's last brief."""

    since: datetime
    people: Mapping[int, Champion] = field(default_factory=dict)
    """Whom the open questions are about, by number."""
    words: Mapping[int, str] = field(default_factory=dict)
    """What was written, by question: only of new ones, and only where it may be shown."""
    deeds: tuple[Deed, ...] = ()
    closed: tuple[Question, ...] = ()
    """Questions that a reply by hand has settled."""
    failed: int = 0
    unknown: int = 0
    """Mails of which nobody can say whether the server took them."""
    held: int = 0
    """Mails that wait for the lead's yes."""


@dataclass(frozen=True, slots=True)
class Mass:
    """The mails to many of one occasion, as they stand in the outbox."""

    occasion: str
    """The key of what planned them, such as ``chat:2026-12``."""
    waiting: int = 0
    stopped: int = 0
    """Held by the lead's STOP."""
    left: int = 0
    leaves: datetime | None = None
    """When the first of those that wait, or are stopped, may leave."""
