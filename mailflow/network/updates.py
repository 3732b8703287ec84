"""What champions tell of their own work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

LEFT_OUT = "left out"
"""Of an update that the lead wants in no digest."""


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
    id: int = 0
    """The number by which the lead names it; 0: not yet kept."""
    withdrawn: datetime | None = None
    """Since when its writer wants it told nowhere."""
    digest: str = ""
    """The month of the digest that told it, or `LEFT_OUT`; empty: none has yet."""

    @property
    def may_be_told(self) -> bool:
        """Whether a digest may show its words: approved, and neither held nor withdrawn."""
        return bool(self.approved and self.text and not (self.held or self.nil or self.withdrawn))
