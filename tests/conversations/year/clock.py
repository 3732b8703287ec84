"""The town with a clock: what leaves is read, what people mean to do waits in an agenda, and the year is walked."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from mailflow.almanac import is_working_day
from mailflow.cli.house import organisations_of
from mailflow.demo.pen import Pen, Received
from mailflow.demo.people import Person, Temper, townsfolk
from mailflow.network import Champion, Status
from mailflow.rehearsal.walk import Planned, Walk
from tests.conversations.town import MAILBOX, Town, body_of

BEGIN = datetime(2027, 1, 4, 7, tzinfo=UTC)
END = datetime(2028, 1, 7, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)
SAM = "sam.li@ons.example"


@dataclass(order=True)
class Deed:
    """Something that somebody does at a moment."""

    at: datetime
    order: int
    do: Callable[[], object] = field(compare=False)


class Year:
    """Everybody's mailboxes, and the clock. Whoever ``reads`` a mail does about it what they do."""

    def __init__(self, folder: Path) -> None:
        self.town = Town(folder, meetings=True, deputy="Sam Li", deputy_address=SAM)
        self.rng = Random(2027)
        self.pen = Pen(MAILBOX, self.rng)
        self.cast, self.newcomers = townsfolk(organisations_of(self.town.settings), Random(35))
        self.people = {one.address: one for one in (*self.cast, *self.newcomers)}
        self.town.now = BEGIN
        self.town.store.register.keep(map(_long_here, range(12 * 5), self.cast), BEGIN, "they were here before")
        self.walk = Walk(self.town.store, self.town.writer)
        self.sent: list[Planned] = []
        self.inbox: dict[str, list[Planned]] = {}
        self.reads: Callable[[Planned], None] = lambda _: None
        self.heard = 0
        self._now = self._due = BEGIN
        self._once: set[str] = set()
        self._agenda: list[Deed] = []
        self._deeds = 0

    # --- the clock ----------------------------------------------------------------------------------------------------

    def at(self, moment: datetime, do: Callable[[], object]) -> None:
        """Somebody will do that."""
        self._deeds += 1
        heapq.heappush(self._agenda, Deed(moment, self._deeds, do))

    def plays(self, end: datetime = END) -> None:
        """From where it stands to that moment."""
        while self._now < end:
            if self._due <= self._now:
                self._arrive(self.walk.at(self._now))
            while self._agenda and self._agenda[0].at <= self._now:
                self.town.now = self._now
                heapq.heappop(self._agenda).do()
                self._arrive(self.walk.leaving(self._now))
            until = min(self._agenda[0].at, END) if self._agenda else END
            self._due = self.walk.following(self._now, until) or END
            self._now = min(self._due, until)

    def _arrive(self, mails: Iterable[Planned]) -> None:
        for planned in mails:
            self.sent.append(planned)
            if not planned.dropped:
                self.inbox.setdefault(planned.address, []).append(planned)
                self.town.now = planned.at
                self.reads(planned)

    @staticmethod
    def in_hours(planned: Planned, hours: float) -> datetime:
        """Some time later, at an hour at which people work."""
        moment = (planned.at + timedelta(hours=hours)).replace(minute=0, second=0) + HOUR
        while not (8 <= moment.hour < 17 and is_working_day(moment.date())):
            moment += HOUR
        return moment

    def first(self, what: str) -> bool:
        """Whether this is the first time."""
        new = what not in self._once
        self._once.add(what)
        return new

    # --- letters ------------------------------------------------------------------------------------------------------

    def who(self, address: str) -> Person:
        """Whoever has that address; of people who came by mail we know only what it says."""
        name = address.partition("@")[0].replace(".", " ").title()
        return self.people.setdefault(address, Person(name, address, self.cast[0].organisation, Temper.PROMPT))

    def writes(self, address: str, subject: str, text: str) -> None:
        """A new letter."""
        self.takes(address, self.pen.letter(self.who(address), self.town.now, subject, text))

    def answers(self, planned: Planned, text: str, *, everybody: bool = False) -> None:
        """A reply of whoever got a mail, quoted as mail programs do."""
        person = self.who(planned.address)
        self.takes(person.address, self.pen.reply(person, self.town.now, received(planned), text, everybody=everybody))

    def takes(self, address: str, raw: bytes) -> None:
        """Any bytes come in, vouched for by the sender's domain."""
        domain = address.rpartition("@")[2]
        self.heard += 1
        self.town._count += 1
        self.town.takes(f"Authentication-Results: mx.statistics.example; dmarc=pass header.from={domain}\r\n".encode() + raw)  # fmt: skip  # noqa: E501


def _long_here(place: int, one: Person) -> Champion:
    joined = date(2026, 1 + place % 12, 9)
    return Champion(0, one.name, one.address, one.organisation.acronym, Status.ACTIVE, joined=joined)


def received(planned: Planned) -> Received:
    """A mail as its reader's program shows it."""
    message = planned.message
    return Received(
        planned.subject,
        str(message["From"]),
        tuple(one.addr_spec for one in message["To"].addresses),
        str(message["Message-ID"]).strip("<>"),
        str(message["References"] or ""),
        body_of(message),
        automatic=True,
    )
