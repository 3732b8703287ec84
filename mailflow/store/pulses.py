"""Signs of life: each part of the service says that it has done its work, so that others can see when it has not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mailflow.store.tables import PulseRow

SPARE = timedelta(seconds=5)
"""A sign that comes sooner after the last is not written."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The last sign of one part: ``worker``, ``folder:INBOX``, ``canary``."""

    name: str
    at: datetime
    says: str


class Pulses:
    """The signs of life of one network, by the real clock."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._last: dict[str, datetime] = {}

    def beat(self, name: str, now: datetime, says: str = "") -> None:
        """``name`` has done its work at ``now``."""
        last = self._last.get(name)
        if last is not None and last <= now < last + SPARE:
            return
        self._last[name] = now
        sign = {"at": now, "says": says[:500]}
        with Session(self._engine) as session, session.begin():
            known = session.execute(update(PulseRow).where(PulseRow.name == name).values(sign))
            if not getattr(known, "rowcount", 0):
                with suppress(IntegrityError), session.begin_nested():  # another worker may be first
                    session.add(PulseRow(name=name, **sign))

    def all(self) -> list[Pulse]:
        """Every sign, by name."""
        with Session(self._engine) as session:
            rows = session.scalars(select(PulseRow).order_by(PulseRow.name))
            return [Pulse(row.name, row.at, row.says) for row in rows]

    def last(self) -> datetime | None:
        """When anything lived last; None if nothing ever did."""
        with Session(self._engine) as session:
            return session.scalar(select(func.max(PulseRow.at)))
