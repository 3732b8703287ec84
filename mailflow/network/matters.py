"""What a person must settle, and our own mails as a reply can name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.events import Envelope
from mailflow.network.people import Champion


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom to answer, as the lead's reply meets it."""

    question: Question
    writer: Champion
    letter: Envelope | None = None
    """The mail that raised it, while it is kept."""
