"""The outbox's rows: planned → held → leased → handed over → sent, failed or unknown; or cancelled, shadow, draft.

Leases are about processes, so they are measured by the real clock, even where the service plays another moment.
A mail that a dead process had handed over is ``unknown``: whether the server took it can only be looked up, never
assumed, so it is not sent again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from mailflow.outbox.guard import Outgoing, Verdict
from mailflow.store import mass
from mailflow.store.door import LEASE, Door, Sent
from mailflow.store.gate import Gate
from mailflow.store.tables import MailRow, QuestionRow

_MAILS = MailRow.metadata.tables[MailRow.__tablename__]
_READY = (
    select(_MAILS.c.id, _MAILS.c.not_before)
    .where(
        _MAILS.c.state == bindparam("state"),
        _MAILS.c.needs_yes.is_(False),
        _MAILS.c.not_before <= bindparam("now"),
    )
    .order_by(_MAILS.c.not_before, _MAILS.c.id)
    .with_for_update(skip_locked=True)
)
_ANSWERS, _UNPROMPTED = _READY.where(_MAILS.c.prompted.is_(True)), _READY.where(_MAILS.c.prompted.is_(False))
"""Of one state each, so that an index gives the next few in order, however many wait behind them."""


class Queue:
    """The outbox's few words, each one transaction."""

    def __init__(
        self, engine: Engine, owner: str, clock: Callable[[], datetime], gate: Gate, domain_cap: int = 600
    ) -> None:
        self._engine = engine
        self._owner = owner
        self._clock = clock
        self._gate = gate
        self._door = Door(owner, clock, domain_cap)

    def recover(self, *, alone: bool) -> int:
        """Take over what dead processes left: leased mail is planned again, handed-over mail becomes ``unknown``.

        ``alone``: this process holds the one-process lock, so every other owner is dead whatever its lease says.
        """
        dead = MailRow.lease_owner != self._owner
        if not alone:
            dead = dead & (MailRow.leased_until < self._clock())
        with Session(self._engine) as session, session.begin():
            return _take_up(session, dead)

    def lease(self, now: datetime, limit: int) -> list[int]:
        """Take up to ``limit`` mails that may leave at ``now``, answers first; other workers pass them by.

        None while the gate is closed; but the lead is told why, unless it is fenced.
        """
        with Session(self._engine) as session, session.begin():
            _take_up(session, MailRow.lease_owner == self._owner)  # of a batch that an exception has ended
            if not _ready(session, now, 1):
                return []
            gate = self._gate.pass_through(session, now)
            if gate.is_fenced:
                return []
            numbers = _ready(session, now, limit, to_lead=bool(gate.closed_by))
            taken = {"state": "leased", "lease_owner": self._owner, "leased_until": self._clock() + LEASE}
            for start in range(0, len(numbers), 500):
                chunk = numbers[start : start + 500]
                session.execute(update(_MAILS).where(_MAILS.c.id.in_(chunk)).values(**taken))
        self._gate.remember()
        return numbers

    def sent_since(self, since: datetime) -> int:
        """How many mails were handed over since that moment."""
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).select_from(MailRow).where(MailRow.handed_over > since)) or 0

    def at_the_door(
        self, number: int, now: datetime, guard: Callable[[Outgoing], Verdict], taken: Sequence[Sent]
    ) -> tuple[Outgoing, Verdict] | None:
        """In one transaction: what the server took last is recorded, and the next mail looked at by ``guard``.

        None if it was cancelled meanwhile. One that may go is recorded as handed over, before its first byte leaves.
        """
        with Session(self._engine) as session, session.begin():
            self._door.record(session, taken)
            return self._door.pass_one(session, number, now, guard)

    def record(self, taken: Sequence[Sent]) -> None:
        """Record which mails the server took."""
        if taken:
            with Session(self._engine) as session, session.begin():
                self._door.record(session, taken)

    def failed(self, number: int, why: str) -> None:
        """The server refused it for good."""
        self._move(number, "handed_over", state="failed", why=why[:500], lease_owner="")

    def doubtful(self, number: int, why: str) -> None:
        """Nobody can say whether the server took it."""
        self._move(number, "handed_over", state="unknown", why=why[:500], lease_owner="")

    def later(self, number: int, at: datetime, why: str, *, tried: bool) -> None:
        """Not now: plan it again for ``at``. ``tried``: an attempt was made and did not reach the server's yes."""
        changes: dict[str, Any] = {"state": "planned", "not_before": at, "why": why[:500], "lease_owner": ""}
        if tried:
            changes |= {"attempts": _MAILS.c.attempts + 1, "handed_over": None}
        self._move(number, "handed_over" if tried else "leased", **changes)

    def drop(self, number: int, why: str) -> None:
        """Never: it is cancelled with its reason."""
        self._move(number, "leased", state="cancelled", why=why[:500], lease_owner="")

    def hold_back(self, number: int, why: str) -> None:
        """Not without a person's yes."""
        self._move(number, "leased", state="held", needs_yes=True, why=why[:500], lease_owner="")

    def found(self, number: int, now: datetime) -> None:
        """An ``unknown`` mail was found in Sent: the server did take it."""
        self._move(number, "unknown", state="sent", sent=now, why="found in the Sent folder", owned=False)

    def unknown(self) -> list[tuple[int, str, str]]:
        """(id, address, Message-ID) of every mail in doubt."""
        with Session(self._engine) as session:
            rows = session.execute(
                select(MailRow.id, MailRow.address, MailRow.message_id)
                .where(MailRow.state == "unknown")
                .order_by(MailRow.id)
            )
            return [(number, address, message_id) for number, address, message_id in rows]

    def ours(self, message_ids: Iterable[str]) -> set[str]:
        """Which of these Message-IDs are of mails of ours."""
        wanted = sorted(set(message_ids))
        found: set[str] = set()
        with Session(self._engine) as session:
            for start in range(0, len(wanted), 500):
                chunk = wanted[start : start + 500]
                found |= set(session.scalars(select(MailRow.message_id).where(MailRow.message_id.in_(chunk))))
        return found

    def drafts(self, now: datetime) -> list[tuple[int, bytes]]:
        """(id, mail) of every mail that belongs into the mailbox's Drafts; none while the gate is closed.

        A person sends them from there, so an old copy must not put them aside again: each taking counts.
        """
        with Session(self._engine) as session, session.begin():
            rows = session.execute(select(MailRow.id, MailRow.raw).where(MailRow.state == "draft").order_by(MailRow.id))
            drafts = [(number, raw) for number, raw in rows if raw]
            if not drafts or self._gate.pass_through(session, now).closed_by:
                return []
        self._gate.remember()
        return drafts

    def drafted(self, number: int, now: datetime) -> None:
        """It lies in Drafts; a person sends it or not."""
        self._move(number, "draft", state="drafted", handed_over=now, owned=False)

    def ask(self, number: int, reason: str, now: datetime) -> None:
        """Show a mail to a person, once."""
        with Session(self._engine) as session, session.begin():
            source = f"outbox:{number}"
            if session.scalar(select(QuestionRow.id).where(QuestionRow.source == source)) is None:
                row = session.get_one(MailRow, number)
                session.add(
                    QuestionRow(
                        reason=reason, asked=now, due=(now + timedelta(days=2)).date(), source=source,
                        champion_id=row.champion_id, writer="", intent="delivery",
                        suggestion=f"mailflow outbox show {number}, then outbox retry or cancel {number}",
                    )
                )  # fmt: skip

    def _move(self, number: int, expected: str, *, owned: bool = True, **changes: object) -> bool:
        query = update(_MAILS).where(_MAILS.c.id == number, _MAILS.c.state == expected)
        if owned:
            query = query.where(_MAILS.c.lease_owner == self._owner)
        with self._engine.begin() as connection:
            return bool(connection.execute(query.values(**changes)).rowcount)

    def waiting(self) -> int:
        """How many mails have not been handed over."""
        with Session(self._engine) as session:
            return session.scalar(select(func.count()).where(MailRow.state.in_(mass.WAITING))) or 0

    def counts(self) -> dict[str, int]:
        """Mails by state."""
        with Session(self._engine) as session:
            return dict(session.execute(select(MailRow.state, func.count()).group_by(MailRow.state)).all())

    def pass_over(self, why: str) -> int:
        """Cancel all that waits: it has left from another copy of this memory. Gives how many."""
        query = update(MailRow).where(MailRow.state.in_((*mass.WAITING, "draft")))
        with Session(self._engine) as session, session.begin():
            done = session.execute(query.values(state="cancelled", why=why, lease_owner=""))
            return int(getattr(done, "rowcount", 0))

    # --- the lead's hand ----------------------------------------------------------------------------------------------

    def listed(self, states: Sequence[str] = (), limit: int = 500) -> list[MailRow]:
        """Mails by state, newest first."""
        with Session(self._engine, expire_on_commit=False) as session:
            query = select(MailRow).order_by(MailRow.id.desc()).limit(limit)
            return list(session.scalars(query.where(MailRow.state.in_(states)) if states else query))

    def get(self, number: int) -> MailRow | None:
        """One mail."""
        with Session(self._engine, expire_on_commit=False) as session:
            return session.get(MailRow, number)

    def hold(self, number: int) -> bool:
        """Keep a mail that waits until it is released."""
        return self._by_hand(number, ("planned", "held"), state="held", needs_yes=True)

    def release(self, number: int, now: datetime) -> bool:
        """Let a held mail go at the next beat."""
        return self._by_hand(number, ("held", "planned"), state="planned", needs_yes=False, not_before=now)

    def hold_occasion(self, occasion: str) -> int:
        """Keep back the mails to many of one occasion (``chat:2026-12``); gives how many."""
        with Session(self._engine) as session, session.begin():
            return mass.stop(session, occasion)

    def release_occasion(self, occasion: str) -> int:
        """Let those go that were kept back; gives how many."""
        with Session(self._engine) as session, session.begin():
            return mass.release(session, occasion)

    def retry(self, number: int, now: datetime) -> bool:
        """Send a failed or doubtful mail again: a person has decided so."""
        return self._by_hand(
            number, ("failed", "unknown", "cancelled"), state="planned", needs_yes=False, not_before=now, attempts=0
        )

    def cancel(self, number: int) -> bool:
        """Never send it."""
        return self._by_hand(
            number, ("planned", "held", "unknown", "draft"), state="cancelled", why="cancelled by hand"
        )

    def _by_hand(self, number: int, states: Sequence[str], **changes: object) -> bool:
        query = update(MailRow).where(MailRow.id == number, or_(*(MailRow.state == state for state in states)))
        with Session(self._engine) as session, session.begin():
            return bool(getattr(session.execute(query.values(**changes)), "rowcount", 0))


def _ready(session: Session, now: datetime, limit: int, *, to_lead: bool = False) -> list[int]:
    """Up to ``limit`` mails that may leave at ``now``, answers first, then by their time; ``to_lead``: no others."""
    numbers: list[int] = []
    for kind in (_ANSWERS, _UNPROMPTED):
        query = kind.where(_MAILS.c.mail.like("lead/%")) if to_lead else kind
        rest = query.limit(limit - len(numbers))
        found = [row for state in ("planned", "held") for row in session.execute(rest, {"now": now, "state": state})]
        numbers += [row.id for row in sorted(found, key=lambda row: (row.not_before, row.id))[: limit - len(numbers)]]
    return numbers


def _take_up(session: Session, whose: ColumnElement[bool]) -> int:
    """What was leased is planned again, what was handed over is in doubt. Gives how many are in doubt."""
    session.execute(update(MailRow).where(MailRow.state == "leased", whose).values(state="planned", lease_owner=""))
    done = session.execute(
        update(MailRow)
        .where(MailRow.state == "handed_over", whose)
        .values(state="unknown", why="the worker stopped before the server's reply was recorded")
    )
    return int(getattr(done, "rowcount", 0))
