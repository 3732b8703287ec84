"""What champions tell of their own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
