"""Tick: everything that has fallen due happens once; what makes no sense any more is dropped with a note."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from mailflow import almanac
from mailflow.events import Due
from mailflow.flows.chat.draw import CannotDrawError
from mailflow.outbox.templates import TemplateFault
from mailflow.store import StoreError
from mailflow.worker.handle import handle
from mailflow.worker.service import Service

log = logging.getLogger("mailflow")

SAID_PLAINLY = (TemplateFault, CannotDrawError)
"""Faults whose message says what is wrong and what would be right; of any other the log keeps the traceback."""
TRY_AGAIN = timedelta(minutes=10)
"""How long a moment rests that could not be dealt with."""


class Ticker:
    """The clock as a correspondent."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.not_before: dict[str, datetime] = {}
        """When a moment that could not be dealt with is tried again."""

    def tick(self) -> int:
        """Do everything that has fallen due, unless the fence is up. Gives how many moments were dealt with."""
        store, now = self._service.store, self._service.clock()
        if store.gate.standing().is_fenced:
            return 0  # they may have happened already, in the memory that this is an older copy of
        done = 0
        for due in store.due(now):
            if self._service.stopping:
                break
            if not almanac.still_makes_sense(due, now, self._service.settings):
                note = f"missed: it was due on {due.at:%Y-%m-%d} and makes no sense any more"
                log.info("%s %s", due.key, note)
                store.missed(due, now, note)
                continue
            done += self._handle_due(due, now)
        return done

    def _handle_due(self, due: Due, now: datetime) -> bool:
        """One moment; if it cannot be dealt with, a person is asked once and the rest goes on.

        It stays due and is tried again, for as long as it makes sense: once the template or the register is mended,
        it happens. Faults of the database are not of one moment and end the beat.
        """
        store = self._service.store
        if self.not_before.get(due.key, now) > now:
            return False
        try:
            return handle(due, due, store, self._service.writer, now)
        except (SQLAlchemyError, StoreError):
            raise
        except Exception as error:
            log.error("%s could not be dealt with: %s", due.key, error, exc_info=not isinstance(error, SAID_PLAINLY))
            self.not_before[due.key] = now + TRY_AGAIN
            store.ask_about(due, f"{due.key} could not be dealt with: {error}", now)
            return False
