"""The beat, kept by ``schedule``; what is due is worked out from almanac and store, so a missed beat loses nothing.

SIGTERM finishes the mail in hand. Where several workers share a database, one at a time holds the mailbox; all of them
tick and deliver.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import schedule

from mailflow.almanac import bank_holidays
from mailflow.health.page import write
from mailflow.health.signs import health
from mailflow.inbox.faults import MailboxFault
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.transport import TransportFault
from mailflow.outbox.write import Writer
from mailflow.settings import Settings
from mailflow.store.holder import HoldLost
from mailflow.store.store import Store
from mailflow.worker.canary import Canary
from mailflow.worker.deliver import Deliverer
from mailflow.worker.receive import Receiver
from mailflow.worker.service import Service, real_clock
from mailflow.worker.tick import Ticker

__all__ = ["Worker", "real_clock"]

log = logging.getLogger("mailflow")

TICK_SECONDS = 20
NIGHTLY_SECONDS = 3600


class Worker:
    """One network's worker. ``clock`` tells the moment; ``rehearsal``: it is a played one."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        writer: Writer,
        clock: Callable[[], datetime],
        *,
        rehearsal: bool = False,
    ) -> None:
        bank_holidays("england", clock().year)  # what knows them takes long to load: now, not at the first mail
        self.settings = settings
        self.store = store
        self._service = Service(settings, store, writer, clock, rehearsal)
        self._canary = Canary(self._service)
        self._receiver = Receiver(self._service, self._canary)
        self._ticker = Ticker(self._service)
        self._deliverer = Deliverer(self._service)
        self._mailbox: Mailbox | None = None
        self._again_at = 0.0
        self._poll_at = 0.0
        self._failures = 0
        self._more = False

    def stop(self) -> None:
        """Finish the mail in hand, then end."""
        self._service.stopping = True

    def tick(self) -> int:
        """Do everything that has fallen due. Gives how many moments were dealt with."""
        return self._ticker.tick()

    def receive(self, mailbox: Mailbox) -> int:
        """Handle every mail that waits in the watched folders. Gives how many were new."""
        new = self._receiver.receive(mailbox)
        self._canary.sing()
        return new

    def deliver(self) -> int:
        """Hand over every mail that may leave. Gives how many the server took. Raises `TransportFault`."""
        return self._deliverer.deliver()

    # --- once ---------------------------------------------------------------------------------------------------------

    def once(self) -> int:
        """Receive all that waits, do all that is due, deliver all that may leave. Gives how many moments failed.

        Raises `MailboxFault` or `TransportFault`: what was done until then is kept, and nothing is half done.
        """
        self._deliverer.begin()
        if self.store.holder.take():
            with self.open_mailbox() as mailbox:
                self.beat(mailbox)
            self.store.holder.let_go()
        else:
            self.beat(None)
        return len(self._ticker.not_before)

    def beat(self, mailbox: Mailbox | None) -> None:
        """The whole street once, over an open mailbox; without one, if another worker has it, all the rest."""
        if mailbox is not None:
            self.receive(mailbox)
        self.tick()
        if mailbox is not None:
            self._deliverer.put_drafts(mailbox)
        self.deliver()
        self._deliverer.settle_doubts(mailbox)
        self.nightly()

    # --- until it is stopped ------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Until `stop`: the beat by ``schedule``, woken early by IDLE. Faults at the doors are waited out."""
        self._deliverer.begin()
        beat = schedule.Scheduler()
        beat.every(TICK_SECONDS).seconds.do(self._guarded, self._tick_and_deliver)
        beat.every(NIGHTLY_SECONDS).seconds.do(self._guarded, self.nightly)
        beat.run_all()
        while not self._service.stopping:
            beat.run_pending()
            woken = self._wait(min(max(beat.idle_seconds or 0, 0.05), max(self._poll_at - time.monotonic(), 0.0)))
            if woken or time.monotonic() >= self._poll_at:
                self._more = False
                self._guarded(self._receive_and_deliver)
                self._poll_at = time.monotonic() + (0 if self._more else self.settings.imap.poll_seconds)
        self._hang_up()
        self.store.holder.let_go()

    def _receive_and_deliver(self) -> None:
        mailbox = self._connected()
        if mailbox is None:
            return
        if self.receive(mailbox):
            self.tick()
        self._deliverer.put_drafts(mailbox)
        watched = mailbox.select(self.settings.imap.folders[0])
        self._more = watched.uidnext > self._receiver.next_uid  # it came while we looked elsewhere; IDLE is silent
        self.deliver()

    def _tick_and_deliver(self) -> None:
        self._show_life()
        if not self.store.is_local:
            self.store.queue.recover(alone=False)
            if not self.store.holder.take():
                self._hang_up()  # another has it; this one ticks and delivers
            elif self._mailbox is None:
                self._poll_at = 0.0  # it was another's until now: whatever came meanwhile waits
        self.tick()
        self.deliver()
        self._deliverer.settle_doubts(self._mailbox)

    def _show_life(self) -> None:
        self._service.lives("worker")
        if not self.settings.health.file:
            return
        try:
            write(Path(self.settings.health.file), health(self.store, self.settings, real_clock()))
        except OSError as error:  # whoever watches sees an old file; the beat goes on
            log.error("[health] file %s cannot be written: %s", self.settings.health.file, error.strerror or error)

    def nightly(self) -> None:
        """Let raw mail go whose date has come."""
        self.store.let_go(self._service.clock())

    def _guarded(self, work: Callable[[], object]) -> None:
        """An exception in a job must not end the beat (``schedule`` would let it)."""
        try:
            work()
        except MailboxFault as fault:
            log.error("%s", fault)
            self._hang_up()
            self._failures += 1
            self._again_at = time.monotonic() + min(300, 2**self._failures) * random.uniform(0.5, 1)  # noqa: S311
        except HoldLost as lost:
            log.warning("%s", lost)
            self._hang_up()
        except TransportFault as fault:
            log.error("%s", fault)
        except Exception:
            log.exception("a beat failed; the next one tries again")

    def _wait(self, seconds: float) -> bool:
        """Wait for mail or for time to pass; woken early by IDLE."""
        if self._mailbox is None:
            time.sleep(min(max(seconds, 0.05), 1))
            return False
        try:
            return self._mailbox.wait(seconds, lambda: self._service.stopping)
        except MailboxFault as fault:
            log.error("%s", fault)
            self._hang_up()
            return False

    def _connected(self) -> Mailbox | None:
        if self._mailbox is None and time.monotonic() >= self._again_at and self.store.holder.take():
            self._mailbox = self.open_mailbox()
            self._failures = 0
        return self._mailbox

    def open_mailbox(self) -> Mailbox:
        """A connection to the mailbox, signed in. Raises `MailboxFault`."""
        return Mailbox.open(self.settings.imap, sign_in_for(self.settings.imap, self.settings.oauth))

    def _hang_up(self) -> None:
        if self._mailbox is not None:
            self._mailbox.close(politely=self._service.stopping)
            self._mailbox = None
