"""Meetings: when and where, what is on the agenda, who said that they come, who did, and what people offer to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo


class MeetingState(StrEnum):
    """Where a meeting stands: planned → invited → (changed) → held; or cancelled."""

    PLANNED = "planned"
    INVITED = "invited"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    HELD = "held"


OPEN = frozenset({MeetingState.INVITED, MeetingState.CHANGED})
"""People have been invited, and it has not been held yet."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One part of a meeting."""

    kind: str
    """``welcome``, ``interactive``, ``presentations``, ``discussion``, ``chat``; or any other words, shown as given."""
    minutes: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a series, or one that was planned by hand."""

    number: str
    """The series (nothing for the main one) and the day for which it was first planned: ``2026-12-09``."""
    start: datetime
    minutes: int
    place: str
    uid: str
    """The same for ever (RFC 5545 section 3.8.4.7): by it a calendar program finds the entry again."""
    kind: str = ""
    """Which series of ``[meetings.also]``; empty: the main one."""
    name: str = ""
    """What it is called; empty: the network's meeting."""
    joining: str = ""
    """How to get in: a link, a telephone number."""
    sequence: int = 0
    """Raised by each change (RFC 5545 section 3.8.7.4)."""
    asked: int = 0
    """The sequence at which the time last changed: earlier answers were to another time and do not count."""
    state: MeetingState = MeetingState.PLANNED
    agenda: tuple[AgendaItem, ...] = ()
    summary: str = ""
    """What the lead tells afterwards."""
    touched: datetime | None = None
    """When it was last changed or cancelled by hand."""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"the meeting {self.number} as {self.state}"

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        """Whether people are invited to it."""
        return self.state in OPEN

    def span(self, kind: str) -> tuple[datetime, datetime] | None:
        """From when until when that part of the agenda lasts; None if there is none."""
        begins = self.start
        for item in self.agenda:
            ends = begins + timedelta(minutes=item.minutes)
            if item.kind == kind:
                return begins, ends
            begins = ends
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person has answered to an invitation, and whether they came."""

    meeting: str
    address: str
    """Empty of a guest who has been forgotten."""
    says: Literal["yes", "no", "maybe", ""]
    """Empty: nothing, but they came."""
    at: datetime
    champion: int = 0
    """0: a guest, who comes for somebody to this one meeting."""
    name: str = ""
    """A guest's name; champions' names are in the register."""
    sequence: int = 0
    """The sequence of the invitation that it answers."""
    leaves_at: time | None = None
    """In wall time, if they must go early."""
    instead_of: int = 0
    """Of a guest: the champion who sends them."""
    delegate: str = ""
    """Of a champion who does not come: whom they send."""
    came: bool | None = None
    """None until the lead tells."""
    id: int = 0

    @property
    def title(self) -> str:
        """What a decision calls it: never a name."""
        who = "a guest" if not self.champion else f"champion {self.champion}"
        told = f"“{self.says}” of {who} for the meeting {self.meeting}" if self.says else f"{who} at {self.meeting}"
        came = {True: ", who came", False: ", who did not come", None: ""}[self.came]
        return told + came

    def stays_until(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether they are still there at that moment of the meeting's day."""
        return self.leaves_at is None or moment.astimezone(zone).time() <= self.leaves_at


@dataclass(frozen=True, slots=True)
class AccessNeed:
    """What somebody needs in order to take part: for the lead's eyes only, and only until the meeting is over."""

    meeting: str
    champion: int
    """0: a guest."""
    text: str
    source: str = ""
    """The key of the mail that told of it."""

    @property
    def title(self) -> str:
        """What a decision calls it: never which need."""
        return f"an access need for the meeting {self.meeting}, for the lead only"


@dataclass(frozen=True, slots=True)
class TalkOffer:
    """Somebody offers to present something at a meeting; the lead places it."""

    champion: int
    topic: str
    minutes: int
    """0: not said."""
    preferred: tuple[str, ...]
    """The months (``YYYY-MM``) that would suit, the best first."""
    offered: datetime
    state: Literal["offered", "placed", "declined"] = "offered"
    meeting: str = ""
    """The number of the meeting in which it is placed."""
    source: str = ""
    """The key of the mail that it came in."""
    id: int = 0

    @property
    def title(self) -> str:
        """What a decision calls it."""
        where = f" in the meeting {self.meeting}" if self.meeting else ""
        return f"a talk of champion {self.champion} as {self.state}{where}"


@dataclass(frozen=True, slots=True)
class Breakout:
    """The groups in which the Champion Chat inside one meeting is held."""

    meeting: str
    drawn: datetime
    groups: tuple[tuple[int, ...], ...]
    """Champions' ids; a guest is the negative number of their answer."""

    @property
    def title(self) -> str:
        """What a decision calls it."""
        return f"{len(self.groups)} breakout groups for the meeting {self.meeting}"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What an invitation or a cancellation carries for calendar programs (iTIP, RFC 5546)."""

    method: Literal["REQUEST", "CANCEL"]
    uid: str
    sequence: int
    start: datetime
    end: datetime
    stamp: datetime
    """When this state of the entry was made (DTSTAMP)."""
    place: str
    meeting: Meeting | None = None
    name: str = ""
    """What the meeting is called, in English."""
    summary: str = ""
    """This and the description are written when the mail is, in its reader's language (``_meeting/entry``)."""
    description: str = ""
