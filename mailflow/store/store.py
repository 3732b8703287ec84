"""The store's door: open it, take a turn for one event, ask what is due. The rest of the room is behind it."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy import Engine, bindparam, delete, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailflow import diary
from mailflow.decisions import Decision, Forget, Send
from mailflow.events import ByHand, Due, Event, Letter, Rsvp
from mailflow.network import Asked, Question, Reference, Situation
from mailflow.outbox.write import Writer, Written
from mailflow.settings import Settings
from mailflow.store import changes, digests, facts, keep, lead, meetings, moves, office
from mailflow.store.asking import ask
from mailflow.store.engine import StoreError, migrate, only_worker, open_engine
from mailflow.store.gate import Gate, mark_of
from mailflow.store.holder import Holder
from mailflow.store.ledger import Arrival, Ledger, Seen, write
from mailflow.store.minutes import Minutes
from mailflow.store.pending import pending_for
from mailflow.store.pulses import Pulses
from mailflow.store.queue import Queue
from mailflow.store.register import Register
from mailflow.store.situation import around_answer
from mailflow.store.tables import LedgerRow, MailRow, OccurrenceRow, QuestionRow, ReminderRow
from mailflow.store.work import Works
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts

__all__ = ["Arrival", "Shift", "Store", "StoreError", "Turn"]

_CODES = select(MailRow.code).where(MailRow.code.in_(bindparam("codes", expanding=True)))
_TURN_LOCK = 0x7475_726E


@dataclass(slots=True)
class Turn:
    """One event's transaction: first the situation, then what was decided, all of it or nothing."""

    session: Session
    settings: Settings
    key: str
    now: datetime
    first_time: bool
    row: LedgerRow | OccurrenceRow | None
    standing: Callable[[], Facts]
    """What understanding needs, gathered only if an earlier mail must be read again."""

    def facts_for(self, mail: Parsed, standing: Facts) -> Facts:
        """``standing`` with the few facts that understanding this mail needs."""
        return facts.facts_for(self.session, self.settings, mail, standing, self.now)

    def situation(self, event: Event) -> Situation:
        """The neighbourhood of ``event``, with what its sender asked for before and proves now."""
        return pending_for(self.session, self.settings, event, self.now, self.standing)

    def taken(self, codes: Collection[str]) -> Iterable[str]:
        """Those of ``codes`` that a mail of ours has."""
        return (row.code for row in ask(self.session, _CODES, codes=list(codes)))

    def keep(self, event: Event, decisions: Iterable[Decision], mails: Iterable[Written]) -> None:
        """Records, mails, audit and the ledger, together."""
        decided = list(decisions)
        came_to = keep.came_to(decided)
        if isinstance(self.row, LedgerRow):
            _settle(self.row, event, came_to, self.now, self.settings)
            write(self.session, self.row)  # before all else: what is decided may be to forget it
        elif isinstance(self.row, OccurrenceRow):
            self.row.outcome, self.row.note = "done", came_to.reason
        keep.apply(self.session, self.settings, self.key, decided, mails, self.now)
        if isinstance(event, Due):
            _let_reminder_go(self.session, event)


def _settle(row: LedgerRow, event: Event, came_to: keep.CameTo, now: datetime, settings: Settings) -> None:
    """Write the one outcome of a mail. Of mail that is not ours nothing but the digest stays."""
    assert not isinstance(event, Due)
    row.outcome, row.reason, row.handled = came_to.outcome, came_to.reason, now
    if event.thread:
        row.matched_by = str(event.thread.matched_by)
    if isinstance(event, ByHand):
        row.outcome = "by_hand" if came_to.outcome == "handled" else came_to.outcome
        row.raw, row.sender, row.message_id = None, "", ""  # what people write is theirs; that they did is enough
        return
    row.intent = str(event.intent)
    if isinstance(event, Letter | Rsvp):
        row.trust = str(event.trust)
    if came_to.outcome == "not_ours":
        row.raw, row.raw_until, row.sender, row.message_id = None, None, "", ""
    else:
        row.raw_until = (now + timedelta(days=settings.retention.raw_mail)).date()


@dataclass(frozen=True, slots=True)
class Shift:
    """A transaction that several turns share."""

    session: Session
    seen: Seen | None
    """What the ledger knows of the mails that it is for."""


class Store:
    """The memory of one network."""

    def __init__(self, engine: Engine, settings: Settings, key: bytes) -> None:
        self.engine = engine
        self.settings = settings
        self.key = key
        owner = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
        self.owner = owner
        self.gate = Gate(engine, mark_of(settings))
        self.queue = Queue(
            engine, owner, lambda: datetime.now(UTC), self.gate, domain_cap=settings.sending.per_domain_hour
        )
        self.pulses = Pulses(engine)
        self.holder = Holder(engine, settings.network.mailbox, owner)
        self.ledger = Ledger(engine)
        self.register = Register(engine)
        self.works = Works(engine)
        self.minutes = Minutes(engine)

    @classmethod
    def open(cls, settings: Settings, key: bytes) -> Store:
        """Open and migrate the database that the settings name, and know its organisations. Raises `StoreError`."""
        engine = open_engine(settings.database.url)
        migrate(engine)
        return cls(engine, settings, key)

    @property
    def is_local(self) -> bool:
        """Whether one process has the database to itself (SQLite, proven by a lock)."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Have the database alone while inside, where one process must; gives False if another has it."""
        with only_worker(self.engine) as held:
            yield held

    # --- one event ----------------------------------------------------------------------------------------------------

    @contextmanager
    def shift(self, arrivals: Sequence[Arrival] = ()) -> Iterator[Shift]:
        """One transaction for several turns, so that a hundred mails do not wait for the disk a hundred times.

        ``arrivals``: the mails of one folder that it is for; the mailbox stays ours until it ends. Raises `HoldLost`.
        """
        with self.engine.begin() as connection, Session(connection) as session, session.begin():
            if not self.is_local:
                session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TURN_LOCK})
            if arrivals:
                self.holder.confirm(session)
            yield Shift(session, Seen(session, arrivals) if arrivals else None)

    @contextmanager
    def turn(self, occasion: Arrival | Due, now: datetime, shift: Shift | None = None) -> Iterator[Turn]:
        """One transaction for one mail or one moment; ``first_time`` is False if it has been dealt with before.

        In a ``shift`` it ends with that: a turn that fails ends the shift, and none of it has happened.
        """
        if shift is None:
            alone = [occasion] if isinstance(occasion, Arrival) else []
            with self.shift(alone) as own, self.turn(occasion, now, own) as turn:
                yield turn
            return
        session, row = shift.session, self._row_of(shift, occasion, now)
        changes.begin(session, occasion.key, now)
        settings = office.settings_at(session, self.settings, now)
        standing = partial(self.standing_facts, now, session)
        yield Turn(session, settings, occasion.key, now, row is not None, row, standing)
        session.flush()
        session.expunge_all()  # the next turn reads what the database says, whatever was told it past these objects

    def _row_of(self, shift: Shift, occasion: Arrival | Due, now: datetime) -> LedgerRow | OccurrenceRow | None:
        """The row that the outcome is written into; None if it is there."""
        if isinstance(occasion, Due):
            return _admit(shift.session, occasion, now)
        assert shift.seen is not None, "a shift for mails is told which"
        return self.ledger.admit(shift.session, occasion, shift.seen, now)

    def look(self, event: Event, now: datetime) -> Situation:
        """The situation of ``event``, without changing anything."""
        with Session(self.engine) as session:
            settings = office.settings_at(session, self.settings, now)
            situation = pending_for(session, settings, event, now, partial(self.standing_facts, now, session))
            session.rollback()
            return situation

    def look_at_answer(self, question: Question, now: datetime) -> Situation:
        """What an answer of the lead to that question meets, without changing anything."""
        with Session(self.engine) as session:
            asked = (lead.asked_of(session, question),)
            settings = office.settings_at(session, self.settings, now)
            return around_answer(session, Situation(settings=settings, asked=asked), now)

    def missed(self, due: Due, now: datetime, note: str) -> None:
        """Record that a moment was missed for good."""
        with Session(self.engine) as session, session.begin():
            row = _admit(session, due, now)
            if row is not None:
                row.outcome, row.note = "dropped", note
            _let_reminder_go(session, due)

    def pass_over(self, now: datetime) -> tuple[int, int]:
        """What waits and what is due has happened already, from another copy of this memory. Gives how many of each."""
        why = "passed over: another copy of this database had seen to it"
        due = self.due(now)
        for one in due:
            self.missed(one, now, why)
        return self.queue.pass_over(why), len(due)

    def ask_about(self, due: Due, reason: str, now: datetime) -> None:
        """Show a person, once, that a moment cannot be dealt with."""
        with Session(self.engine) as session, session.begin():
            known = select(QuestionRow.id).where(QuestionRow.source == due.key, QuestionRow.settled.is_(None))
            if session.scalar(known) is None:
                session.add(
                    QuestionRow(
                        reason=reason,
                        asked=now,
                        due=(now + timedelta(days=1)).date(),
                        source=due.key,
                        writer="",
                        intent="problem",
                        suggestion="mend what it says; it is tried again until it makes no sense any more",
                    )
                )

    def due(self, now: datetime) -> list[Due]:
        """Everything that has fallen due and is not done, oldest first, and the lead's brief last."""
        with Session(self.engine) as session:
            settings = office.settings_at(session, self.settings, now)
            calendar = [
                *diary.fallen_due(settings, now, meetings.kept_lately(session, now)),
                *office.due(session, settings, now),
                *moves.changes_due(session, settings, now),
                *digests.due(session, now),
            ]
            done = set(
                session.scalars(select(OccurrenceRow.key).where(OccurrenceRow.key.in_([due.key for due in calendar])))
            )
            reminders = session.execute(
                select(ReminderRow.flow, ReminderRow.champion_id, ReminderRow.at)
                .where(ReminderRow.at <= now)
                .order_by(ReminderRow.at, ReminderRow.champion_id)
            )
            personal = [Due(flow, f"{number}@{at:%Y-%m-%dT%H:%M}", at) for flow, number, at in reminders]
        waiting = [*(due for due in calendar if due.key not in done), *personal]
        # the brief comes last, so that it tells what was done just now
        return sorted(waiting, key=lambda due: (due.flow == "lead/brief", due.at))

    def asked(self, question: Question) -> Asked:
        """A question with all that its answer needs, as it stands now."""
        with Session(self.engine) as session:
            return lead.asked_of(session, question)

    def plan(self, source: str, sends: Iterable[Send], writer: Writer, now: datetime) -> None:
        """Plan mails that a person decided on; ``source`` makes it happen once."""
        self.carry_out(source, sends, writer, now)

    def carry_out(self, source: str, decisions: Iterable[Decision], writer: Writer, now: datetime) -> None:
        """Carry out what a person decided by command; ``source`` makes each mail of it be planned once."""
        with Session(self.engine) as session, session.begin():
            settings = office.settings_at(session, self.settings, now)
            situation = Situation(settings=settings)
            decided = list(decisions)
            keep.apply(session, settings, source, decided, writer.write(decided, situation), now)

    def erase(self, decision: Forget, now: datetime) -> None:
        """Take one person out of everything, their raw mail included; then let the database forget its pages."""
        with Session(self.engine) as session, session.begin():
            keep.apply(session, self.settings, "cli", [decision], [], now)
        self.sweep()

    def sweep(self) -> None:
        """Let a SQLite file forget what was taken out of it: the log of writes and the free pages are rewritten."""
        if self.is_local:
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # --- understanding ------------------------------------------------------------------------------------------------

    def settings_at(self, now: datetime) -> Settings:
        """The settings with whoever leads at that moment."""
        with Session(self.engine) as session:
            return office.settings_at(session, self.settings, now)

    def standing_facts(self, now: datetime, session: Session | None = None) -> Facts:
        """The facts that are the same for every mail: who we are, whose word counts, which organisations there are."""
        if session is None:
            with Session(self.engine) as inner:
                return self.standing_facts(now, inner)
        network, trust = office.settings_at(session, self.settings, now).network, self.settings.trust
        return Facts(
            mailbox=network.mailbox,
            own_addresses=frozenset({network.mailbox}),
            lead_addresses=frozenset(filter(None, (network.lead_address, network.deputy_address))),
            authserv_ids=frozenset(trust.authserv_ids),
            plus_addressing=trust.plus_addressing,
            short_name=network.short_name,
            organisations=self.register.organisations(session),
            key=self.key,
        )

    def facts_for(self, mail: Parsed, standing: Facts, now: datetime) -> Facts:
        """``standing`` with the few facts that understanding this mail needs."""
        with Session(self.engine) as session:
            return facts.facts_for(session, self.settings, mail, standing, now)

    def references(self, codes: Iterable[str]) -> dict[str, Reference]:
        """Mails of ours by code."""
        with Session(self.engine) as session:
            return facts.references(session, codes)

    # --- what is let go -----------------------------------------------------------------------------------------------

    def let_go(self, now: datetime) -> int:
        """Drop the raw mail whose date has come (the ledger's line stays), and what can no longer be undone."""
        today = now.astimezone(self.settings.network.zone).date()
        with Session(self.engine) as session, session.begin():
            done = session.execute(
                update(LedgerRow)
                .where(LedgerRow.raw_until <= today, LedgerRow.outcome != "set_aside")
                .values(raw=None, raw_until=None)
            )
            old = now - timedelta(days=self.settings.retention.raw_mail)
            ours = update(MailRow).where(MailRow.planned < old, MailRow.state.in_(("sent", "cancelled", "failed")))
            session.execute(ours.where(MailRow.raw.is_not(None)).values(raw=None))
            changes.let_go(session, now)
            return int(getattr(done, "rowcount", 0))


def _let_reminder_go(session: Session, due: Due) -> None:
    """The moment of one champion has come; those of the network's calendar have no row."""
    number, personal, _ = due.occasion.partition("@")
    if personal and number.isdigit():
        session.execute(
            delete(ReminderRow).where(
                ReminderRow.flow == due.flow, ReminderRow.champion_id == int(number), ReminderRow.at <= due.at
            )
        )


def _admit(session: Session, due: Due, now: datetime) -> OccurrenceRow | None:
    """The row that makes a moment happen once; None if it has happened."""
    if session.get(OccurrenceRow, due.key) is not None:
        return None
    row = OccurrenceRow(key=due.key, at=due.at, done=now, outcome="waiting")
    session.add(row)
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        return None
    return row
