"""What a person must settle, and our own mails as a reply can name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

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
    later: date | None = None
    """The lead has put it off until that day."""
    settled: datetime | None = None
    answer: str = ""
    matter: str = ""
    """What a yes or no of the lead decides (`mailflow.flows.lead.matters`); empty: it only closes the question."""
    proposal: Mapping[str, Any] = field(default_factory=dict)
    """What a yes carries out, as facts that JSON can hold; the flow that asked knows them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with whom to answer, as the lead's reply meets it."""

    question: Question
    writer: Champion
    letter: Envelope | None = None
    """The mail that raised it, while it is kept."""
    about: Champion | None = None
    """The champion whom the question is about, as they stand now."""
    people: tuple[Champion, ...] = ()
    """Champions whom the matter names."""
    records: tuple[object, ...] = ()
    """What the matter is about, as it stands now (`mailflow.store.matters`)."""
