"""Who holds the mailbox: one worker at a time, by a lease with a number that each new holder raises (a fencing token).

A worker that was cut off for longer than its lease finds, in the transaction in which it would commit a mail, that the
number is another's; so however late it wakes, it changes nothing. A SQLite file has one process, proven by its lock.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from mailflow.store.tables import HolderRow

LEASE = timedelta(seconds=30)
"""How long the mailbox stays a worker's without a sign of life; by the database's clock."""


class HoldLost(Exception):  # noqa: N818  it reads as what happened
    """Another worker has taken the mailbox; this one must stop reading it."""


class Holder:
    """One worker's hold of one mailbox."""

    def __init__(self, engine: Engine, mailbox: str, owner: str) -> None:
        self._engine = engine
        self._mailbox = mailbox
        self._owner = owner
        self._alone = engine.dialect.name == "sqlite"
        self._number = 0

    def take(self) -> bool:
        """Take the mailbox, or keep it for another lease; False if another worker has it."""
        if self._alone:
            return True
        with Session(self._engine) as session, session.begin():
            first = insert(HolderRow).values(
                mailbox=self._mailbox, owner="", number=0, until=func.now() - timedelta(seconds=1)
            )
            session.execute(first.on_conflict_do_nothing())
            here = HolderRow.mailbox == self._mailbox
            row = session.scalars(select(HolderRow).where(here).with_for_update()).one()
            mine = row.owner == self._owner
            # by the clock, not by the transaction's beginning: it may have waited for the row of one that was cut off
            if not mine and not session.scalar(select(HolderRow.until < func.clock_timestamp()).where(here)):
                self._number = 0
                return False
            self._number = row.number if mine else row.number + 1
            until = func.clock_timestamp() + LEASE
            session.execute(update(HolderRow).where(here).values(owner=self._owner, number=self._number, until=until))
            return True

    def confirm(self, session: Session) -> None:
        """In the transaction of one mail: it is still ours, and stays so for another lease. Raises `HoldLost`."""
        if self._alone or not self._number:
            return
        kept = session.execute(
            update(HolderRow)
            .where(HolderRow.mailbox == self._mailbox, HolderRow.owner == self._owner, HolderRow.number == self._number)
            .values(until=func.clock_timestamp() + LEASE)
        )
        if not getattr(kept, "rowcount", 0):
            self._number = 0
            raise HoldLost(f"another worker reads {self._mailbox} now; this one goes on delivering")

    def let_go(self) -> None:
        """Leave it to others at once."""
        if self._alone or not self._number:
            return
        with Session(self._engine) as session, session.begin():
            here = update(HolderRow).where(HolderRow.mailbox == self._mailbox, HolderRow.owner == self._owner)
            session.execute(here.values(owner="", until=func.now() - timedelta(seconds=1)))
        self._number = 0
