"""The ledger: every message of every watched folder, and its one outcome. State lives here, never in flags.

A message is (folder, UIDVALIDITY, UID); what it is, is told by the digest of what its writer sent. After the numbering
changed, a message is found again by its digest and only renumbered: nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, bindparam, func, insert, inspect, select, union, update
from sqlalchemy.orm import Session

from mailflow.store.asking import ask, tell
from mailflow.store.tables import FolderRow, LedgerRow, QuestionRow

TRIES = 3
"""How often a mail that cannot be handled is tried before it is set aside for a person."""


def key_of(digest: str, way: str = "mail") -> str:
    """The key of the mail with that digest: ``mail:…`` of what came in, ``sent:…`` of what a person sent."""
    return f"{way}:{digest[:32]}"


def has_key(key: str) -> ColumnElement[bool]:
    """Whether a row of the ledger is of the mail with that key (``mail:…``); a range, for which there is an index."""
    start = key.removeprefix("mail:")
    return and_(LedgerRow.digest >= start, LedgerRow.digest < f"{start}g")  # it is in hexadecimal digits


@dataclass(frozen=True, slots=True)
class Arrival:
    """One message as it lies in a folder."""

    folder: str
    uidvalidity: int
    uid: int
    digest: str
    message_id: str = ""
    sender: str = ""
    raw: bytes = b""
    sent: bool = False
    """It lies in Sent: a person wrote it from the mailbox."""

    @property
    def key(self) -> str:
        """The name of this mail in everything that follows from it; the same however often it is delivered."""
        return key_of(self.digest, "sent" if self.sent else "mail")


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail whose bytes are kept, and what it was understood as."""

    number: int
    received: datetime
    outcome: str
    intent: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a folder has been read."""

    uidvalidity: int
    last_uid: int


_COLUMNS = select(
    LedgerRow.id, LedgerRow.folder, LedgerRow.uidvalidity, LedgerRow.uid, LedgerRow.digest, LedgerRow.outcome
)
_SEEN = union(
    _COLUMNS.where(
        LedgerRow.folder == bindparam("folder"),
        LedgerRow.uidvalidity == bindparam("uidvalidity"),
        LedgerRow.uid.in_(bindparam("uids", expanding=True)),
    ),
    _COLUMNS.where(LedgerRow.digest.in_(bindparam("digests", expanding=True))),
).order_by("id")
"""Under those numbers, or the same mails under others; two selects, so that each has its index."""
_ROW = insert(LedgerRow)
_RENUMBERED = (
    update(LedgerRow)
    .where(LedgerRow.id == bindparam("row"))
    .values(uidvalidity=bindparam("numbering"), uid=bindparam("number"))
)


class Seen:
    """What the ledger knows of some mails of one folder, looked up at once before they are admitted one by one."""

    def __init__(self, session: Session, arrivals: Sequence[Arrival]) -> None:
        self._session = session
        self._rows = _seen(session, arrivals)
        self._admitted: set[object] = set()

    def of(self, arrival: Arrival) -> list[Any]:
        """The rows under its number, or of the same mail under another, the oldest first."""
        names: set[object] = {arrival.uid, arrival.digest}
        if names & self._admitted:  # its row has been written since
            return _seen(self._session, [arrival])
        self._admitted |= names
        return [row for row in self._rows if row.digest == arrival.digest or _place(row) == _place(arrival)]


def _seen(session: Session, arrivals: Sequence[Arrival]) -> list[Any]:
    folder, uidvalidity, _ = _place(arrivals[0])
    uids, digests = [one.uid for one in arrivals], [one.digest for one in arrivals]
    return ask(session, _SEEN, folder=folder, uidvalidity=uidvalidity, uids=uids, digests=digests)


def _place(one: Arrival | LedgerRow) -> tuple[str, int, int]:
    return one.folder, one.uidvalidity, one.uid


class Ledger:
    """What was seen of the mailbox."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cursor(self, folder: str) -> Cursor | None:
        """How far ``folder`` has been read; None if it is new to us."""
        with Session(self._engine) as session:
            row = session.get(FolderRow, folder)
            return Cursor(row.uidvalidity, row.last_uid) if row else None

    def advance(self, folder: str, reached: Cursor, session: Session | None = None) -> None:
        """All up to there has an outcome, or a try. ``session``: the transaction in which that comes true."""
        if session is None:
            with Session(self._engine) as alone, alone.begin():
                self.advance(folder, reached, alone)
            return
        row = session.get(FolderRow, folder) or FolderRow(name=folder)
        row.uidvalidity, row.last_uid = reached.uidvalidity, reached.last_uid
        session.add(row)

    def admit(self, session: Session, arrival: Arrival, seen: Seen, now: datetime) -> LedgerRow | None:
        """The row of a mail that is to be handled now; None if it has its outcome, under whatever number.

        ``seen``: what the ledger knows of it. A new row is not written yet: `write` does it once, with the outcome.
        """
        known = seen.of(arrival)
        for here in known:
            if _place(here) == _place(arrival):
                return session.get_one(LedgerRow, here.id) if here.outcome == "waiting" else None
        if arrival.sent:  # a copy to the mailbox itself, in the inbox, settles nothing
            known = [one for one in known if one.folder == arrival.folder]
        for one in known:
            if one.folder == arrival.folder and one.uidvalidity != arrival.uidvalidity:
                tell(session, _RENUMBERED, {"row": one.id, "numbering": arrival.uidvalidity, "number": arrival.uid})
                return session.get_one(LedgerRow, one.id) if one.outcome == "waiting" else None
        row = LedgerRow(
            folder=arrival.folder,
            uidvalidity=arrival.uidvalidity,
            uid=arrival.uid,
            digest=arrival.digest,
            received=now,
            outcome="waiting",
        )
        if any(one.outcome != "gone" for one in known):
            row.outcome, row.reason, row.handled = "duplicate", f"the same mail as number {known[0].id}", now
            session.add(row)
            return None
        row.message_id, row.sender, row.raw = arrival.message_id[:998], arrival.sender[:320], arrival.raw
        return row

    def note(self, arrival: Arrival, outcome: str, reason: str, now: datetime) -> None:
        """Record the outcome of a message that is not handled: gone, too large, older than we are."""
        with Session(self._engine) as session, session.begin():
            if session.scalars(_at(arrival)).first() is None:
                session.add(
                    LedgerRow(
                        folder=arrival.folder, uidvalidity=arrival.uidvalidity, uid=arrival.uid, digest=arrival.digest,
                        received=now, handled=now, outcome=outcome, reason=reason,
                    )
                )  # fmt: skip

    def failed(self, arrival: Arrival, why: str, now: datetime) -> bool:
        """Count a failed try; after the third the mail is set aside and a person is asked. True if set aside now.

        A mail that has its outcome keeps it: another worker has handled it while this one was cut off.
        """
        with Session(self._engine) as session, session.begin():
            row = session.scalars(_at(arrival)).first()
            if row is not None and row.outcome != "waiting":
                return False
            if row is None:
                row = LedgerRow(
                    folder=arrival.folder, uidvalidity=arrival.uidvalidity, uid=arrival.uid, digest=arrival.digest,
                    message_id=arrival.message_id[:998], sender=arrival.sender[:320], raw=arrival.raw,
                    received=now, outcome="waiting", attempts=0,
                )  # fmt: skip
                session.add(row)
            row.attempts += 1
            row.reason = why[:500]
            if row.attempts < TRIES:
                return False
            row.outcome, row.handled = "set_aside", now
            session.flush()  # it has its number now
            session.add(
                QuestionRow(
                    reason=f"A mail could not be handled after {TRIES} tries: {why[:300]}", asked=now,
                    due=(now + timedelta(days=2)).date(), source=arrival.key, writer=arrival.sender, intent="unclear",
                    suggestion=f"answer it by hand, or, once mailflow is mended, mailflow replay {row.id}",
                )
            )  # fmt: skip
            return True

    def waiting(self) -> list[Arrival]:
        """Mails whose handling failed and that are to be tried again."""
        with Session(self._engine) as session:
            rows = session.scalars(select(LedgerRow).where(LedgerRow.outcome == "waiting").order_by(LedgerRow.id))
            return [
                Arrival(row.folder, row.uidvalidity, row.uid, row.digest, row.message_id, row.sender, row.raw or b"")
                for row in rows
            ]

    def replay(self, numbers: Sequence[int], now: datetime) -> int:
        """Let mails that were set aside be read again, by number, or all; their question is settled. Gives how many."""
        with Session(self._engine) as session, session.begin():
            query = select(LedgerRow).where(LedgerRow.outcome == "set_aside", LedgerRow.raw.is_not(None))
            rows = session.scalars(query.where(LedgerRow.id.in_(numbers)) if numbers else query).all()
            for row in rows:
                row.outcome, row.attempts, row.handled, row.reason = "waiting", 0, None, ""
                keys = [key_of(row.digest), key_of(row.digest, "sent")]
                asked = update(QuestionRow).where(QuestionRow.source.in_(keys))
                session.execute(asked.where(QuestionRow.settled.is_(None)).values(settled=now))
            return len(rows)

    def stored(self, numbers: Sequence[int] = ()) -> Iterator[Stored]:
        """Every mail whose bytes are kept, oldest first; ``numbers``: only these."""
        query = select(LedgerRow).where(LedgerRow.raw.is_not(None)).order_by(LedgerRow.id).limit(100)
        if numbers:
            query = query.where(LedgerRow.id.in_(numbers))
        last = 0
        while True:  # no transaction is open while the caller reads
            with Session(self._engine) as session:
                rows = session.scalars(query.where(LedgerRow.id > last)).all()
                some = [Stored(row.id, row.received, row.outcome, row.intent, row.raw or b"") for row in rows]
            if not some:
                return
            yield from some
            last = some[-1].number

    def to_move(self, folder: str, uidvalidity: int) -> list[int]:
        """UIDs of the mails that we claimed and have not moved yet."""
        with Session(self._engine) as session:
            query = select(LedgerRow.uid).where(
                LedgerRow.folder == folder, LedgerRow.uidvalidity == uidvalidity, LedgerRow.moved.is_(False),
                LedgerRow.outcome.in_(("handled", "person", "ignored", "duplicate")),
            )  # fmt: skip
            return list(session.scalars(query))

    def moved(self, folder: str, uidvalidity: int, uids: list[int]) -> None:
        """Note that they lie in the claimed folder now (or are gone)."""
        with Session(self._engine) as session, session.begin():
            for row in session.scalars(
                select(LedgerRow).where(
                    LedgerRow.folder == folder, LedgerRow.uidvalidity == uidvalidity, LedgerRow.uid.in_(uids)
                )
            ):
                row.moved = True

    def counts(self, *, of: str = "", without: str = "") -> dict[str, int]:
        """Messages by outcome: of one folder, or of all but one."""
        query = select(LedgerRow.outcome, func.count()).group_by(LedgerRow.outcome).order_by(LedgerRow.outcome)
        query = query.where(LedgerRow.folder == of) if of else query.where(LedgerRow.folder != without)
        with Session(self._engine) as session:
            return dict(session.execute(query).all())

    def raw_of(self, key: str) -> bytes | None:
        """The raw mail with that key, while it is kept."""
        with Session(self._engine) as session:
            return raw_of(session, key)


def write(session: Session, row: LedgerRow) -> None:
    """Write the row of a mail that has its outcome now; one that was there before is written with the session."""
    if inspect(row).transient:
        tell(session, _ROW, {name: value for name, value in vars(row).items() if not name.startswith("_")})


def raw_of(session: Session, key: str) -> bytes | None:
    """The raw mail with that key (``mail:…``), while it is kept."""
    return session.scalar(select(LedgerRow.raw).where(has_key(key), LedgerRow.raw.is_not(None)).limit(1))


def _at(arrival: Arrival) -> Select[LedgerRow]:
    return select(LedgerRow).where(
        LedgerRow.folder == arrival.folder, LedgerRow.uidvalidity == arrival.uidvalidity, LedgerRow.uid == arrival.uid
    )
