"""The gate through which all mail leaves: open, or closed with a reason until a person opens it. Reading goes on.

The *fence* closes it by itself when this database is older than what has left already: an old copy was restored, or a
second one was started, and would send history again. How often mail was taken to be handed over is counted in the
database and remembered by a mark outside it; a count below its mark, or a mark that is not of this copy, is the proof.
What Sent holds of ours and the database does not know is a proof, too (`Worker` looks).
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, func, make_url, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailflow.settings import Settings
from mailflow.store.engine import APPLICATION
from mailflow.store.mark import Count, Mark
from mailflow.store.tables import GateRow, PulseRow

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name LIKE :ours AND application_name <> current_setting('application_name')"
)
ALIVE = timedelta(minutes=5)
"""A worker that gave no sign for so long may be dead."""


class ClosedBy(StrEnum):
    """What closed the gate."""

    FENCE = "fence"
    """This memory may be older than what has left: nothing leaves and no moment happens."""
    BREAKER = "breaker"
    """Something runs wild: nothing leaves but what the lead is told."""
    CATCH_UP = "catch-up"
    """The service was away for long, and much has gathered: a person looks first."""
    HAND = "hand"
    """A person closed it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the gate stands."""

    closed_by: ClosedBy | None
    why: str
    since: datetime | None
    """When it was closed, or opened, last; None if it never was."""

    @property
    def is_fenced(self) -> bool:
        """Whether even moments must not happen."""
        return self.closed_by is ClosedBy.FENCE


OPEN = Standing(None, "", None)


def mark_of(settings: Settings) -> Path | None:
    """The file that remembers, outside the database, how much has left; None for a database in memory."""
    if settings.database.mark:
        return Path(settings.database.mark)
    url = make_url(settings.database.url)
    if url.get_backend_name() != "sqlite":
        return Path(f"var/{url.host or 'local'}-{url.database}.mark")
    return Path(f"{url.database}.mark") if url.database and url.database != ":memory:" else None


def close_within(connection: Connection, by: ClosedBy, why: str, now: datetime) -> None:
    """Close the gate inside a transaction that is not over, so that nobody sees the memory with its gate open."""
    with Session(bind=connection) as session:
        _close(_row(session), by, why, now)
        session.flush()


class Gate:
    """The gate of one memory. ``mark``: the file beside it; None: it cannot be fenced, for nothing outlives it."""

    def __init__(self, engine: Engine, mark: Path | None) -> None:
        self._engine = engine
        self._mark = None if mark is None else Mark(mark)

    def standing(self) -> Standing:
        """How it stands, without looking at the mark."""
        with Session(self._engine) as session:
            return _standing(session.get(GateRow, 1))

    def close(self, by: ClosedBy, why: str, now: datetime) -> bool:
        """Let nothing leave. False if it is closed for as strong a reason already."""
        with Session(self._engine) as session, session.begin():
            return _close(_row(session), by, why, now)

    def open(self, now: datetime) -> None:
        """A person says that this memory is the one that goes on: it gets a name of its own, and a new mark."""
        with Session(self._engine) as session, session.begin():
            row = _row(session)
            row.before = [*row.before, row.instance][-50:]
            row.instance = secrets.token_hex(8)
            row.closed_by, row.why, row.since = "", "", now
            count = Count(row.instance, row.leases)
        if self._mark is not None:
            self._mark.replace(count)

    def look(self, now: datetime) -> Standing:
        """How it stands, once the mark has been looked at; before anything is done with this memory.

        The first look makes the mark: were it made with the first taking, a crash in between would look like a copy.
        """
        with Session(self._engine) as session, session.begin():
            row = self._looked_at(session, now)
            standing, leases = _standing(row), row.leases
        if not leases:
            self.remember()
        return standing

    def pass_through(self, session: Session, now: datetime) -> Standing:
        """Count one more taking of mail, in the transaction that takes it; closes the gate if the mark says so."""
        row = self._looked_at(session, now)
        if not row.closed_by:
            row.leases += 1
        return _standing(row)

    def _looked_at(self, session: Session, now: datetime) -> GateRow:
        row = _row(session)
        why = "" if row.closed_by else self._stale(session, row)
        if why:
            _close(row, ClosedBy.FENCE, why, now)
        return row

    def remember(self) -> None:
        """Write the mark; after the taking is committed and before the first byte leaves."""
        with Session(self._engine) as session:
            row = session.get(GateRow, 1)
            if row is None or row.closed_by or self._mark is None:
                return
            count, before = Count(row.instance, row.leases), row.before
        self._mark.raise_to(count, before)

    def _stale(self, session: Session, row: GateRow) -> str:
        """Why this database is not the one that has sent; empty if nothing says so."""
        if self._mark is None:
            return ""
        try:
            marked = self._mark.read()
        except (OSError, ValueError):
            return f"the mark {self._mark.path} cannot be read"
        if marked is None:
            if row.leases == 0 or self._others_live(session):
                return ""  # nothing has left, or this machine is new among several
            return f"mail has left from this database, and its mark {self._mark.path} is not here: it may be a copy"
        if marked.instance in row.before:
            return ""  # a person has opened the gate since, perhaps at another machine
        if marked.instance != row.instance:
            return f"the mark {self._mark.path} is of another copy of this database"
        if marked.leases > row.leases:
            return f"mail was taken {marked.leases} times, this database knows of {row.leases}: it is an older copy"
        return ""

    def _others_live(self, session: Session) -> bool:
        """Whether other workers gave a sign a moment ago and are connected (to a copy, signs and all, they are not)."""
        if self._engine.dialect.name == "sqlite":
            return False
        last = session.scalar(select(func.max(PulseRow.at)))
        if last is None or datetime.now(UTC) - last >= ALIVE:
            return False
        return bool(session.scalar(_OTHERS, {"ours": f"{APPLICATION}%"}))


def _row(session: Session) -> GateRow:
    row = session.get(GateRow, 1, with_for_update=True)
    if row is not None:
        return row
    with suppress(IntegrityError), session.begin_nested():  # another worker may make it at the same moment
        session.add(GateRow(id=1, instance=secrets.token_hex(8), before=[], leases=0, closed_by="", why=""))
    return session.get_one(GateRow, 1, with_for_update=True)


def _standing(row: GateRow | None) -> Standing:
    if row is None:
        return OPEN
    if not row.closed_by:
        return Standing(None, "", row.since)
    return Standing(ClosedBy(row.closed_by), row.why, row.since)


_STRENGTH = (ClosedBy.CATCH_UP, ClosedBy.BREAKER, ClosedBy.HAND, ClosedBy.FENCE)


def _close(row: GateRow, by: ClosedBy, why: str, now: datetime) -> bool:
    if row.closed_by and _STRENGTH.index(ClosedBy(row.closed_by)) >= _STRENGTH.index(by):
        return False
    row.closed_by, row.why, row.since = by, why, now
    return True
