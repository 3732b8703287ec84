"""The walk: from moment to moment at which something is due or may leave; the street does the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailflow.outbox.guard import Drop, Go, Hold, Outgoing, Verdict, Wait, may_leave
from mailflow.outbox.write import Writer
from mailflow.store import Store
from mailflow.store.door import Sent
from mailflow.store.tables import MailRow, ReminderRow
from mailflow.worker import Worker

BATCH = 500
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """One mail that would leave, or that would not and why."""

    at: datetime
    mail: str
    """Its template, such as ``chat/group``."""
    occasion: str
    """What causes it, such as ``chat:2026-12``."""
    address: str
    subject: str
    raw: bytes
    dropped: str = ""
    """Why it would not leave; empty: it leaves."""

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(self.raw, policy=default)


class Walk:
    """One rehearsal of a store that is a copy: everything in it is really done, except that no mail leaves."""

    def __init__(self, store: Store, writer: Writer) -> None:
        self._store = store
        self._now = datetime.min.replace(tzinfo=UTC)
        self._worker = Worker(store.settings, store, writer, lambda: self._now)

    def mails(
        self, start: datetime, end: datetime, progress: Callable[[datetime], None] = lambda _: None
    ) -> Iterator[Planned]:
        """Every mail from ``start`` up to ``end``, in the order in which they leave."""
        moment: datetime | None = start
        while moment is not None and moment <= end:
            yield from self.at(moment)
            progress(moment)
            moment = self.following(moment, end)

    def at(self, moment: datetime) -> Iterator[Planned]:
        """Do everything that is due at that moment; the mails that leave at it."""
        self._now = moment
        self._worker.tick()
        yield from self.leaving(moment)

    def following(self, after: datetime, end: datetime) -> datetime | None:
        """The first moment after ``after`` at which something is due or may leave; worked out a day at a time."""
        day = after
        while day <= end:
            until = min(day + _ONE_DAY, end)
            found = [due.at for due in self._store.due(until) if due.at > after]
            found += self._in_the_tables(after, until)
            if found:
                return min(found)
            if until == end:
                return None
            day = until
        return None

    def _in_the_tables(self, after: datetime, until: datetime) -> list[datetime]:
        waiting = select(func.min(MailRow.not_before)).where(
            MailRow.state.in_(("planned", "held")), MailRow.needs_yes.is_(False), MailRow.not_before > after
        )
        reminders = select(func.min(ReminderRow.at)).where(ReminderRow.at > after)
        with Session(self._store.engine) as session:
            moments = (session.scalar(waiting), session.scalar(reminders))
        return [moment for moment in moments if moment is not None and moment <= until]

    def leaving(self, now: datetime) -> Iterator[Planned]:
        """The mails that may leave at that moment, or are dropped at it."""
        queue = self._store.queue

        def guard(mail: Outgoing) -> Verdict:
            return may_leave(mail, now, self._store.settings, rehearsal=False)

        while leased := queue.lease(now, BATCH):
            for number in leased:
                found = queue.at_the_door(number, now, guard, [])
                if found is None:
                    continue
                mail, verdict = found
                match verdict:
                    case Wait(until=until, why=why):
                        queue.later(number, until, why, tried=False)
                    case Go():
                        queue.record([Sent(number, now, "played")])
                        yield Planned(now, mail.mail, mail.source, mail.address, mail.subject, mail.raw)
                    case Drop(why=why) | Hold(why=why):
                        queue.drop(number, why)
                        yield Planned(now, mail.mail, mail.source, mail.address, mail.subject, mail.raw, why)
