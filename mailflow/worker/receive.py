"""Receive: every message of the watched folders is handled once, and has one outcome in the ledger.

One mail that cannot be handled never stops the rest; it is tried again, and after the third time set aside.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from mailflow.inbox.faults import CommandRefused, FolderMissing, FolderRenumbered
from mailflow.inbox.fetch import BATCH_BYTES, Fetched
from mailflow.inbox.imap import Folder, Mailbox
from mailflow.store.holder import HoldLost
from mailflow.store.ledger import Arrival, Cursor
from mailflow.understand.envelope import Parsed, read
from mailflow.understand.facts import Facts
from mailflow.worker.canary import Canary
from mailflow.worker.handle import hear
from mailflow.worker.junk import is_surely_ours
from mailflow.worker.sent import by_people, remember_strays
from mailflow.worker.service import Service

log = logging.getLogger("mailflow")

SHIFT = 50
"""How many mails are handled together, at most: in one transaction, after which it is noted how far we have read."""

Opened = tuple[Arrival, Parsed]
"""A mail that came, and how it reads."""


class Receiver:
    """What comes into one mailbox."""

    def __init__(self, service: Service, canary: Canary) -> None:
        self._service = service
        self.store = service.store
        imap = service.settings.imap
        self._sent = "" if imap.sent_folder in imap.folders else imap.sent_folder
        """The folder of what people send themselves; empty: it is not read."""
        self._junk = imap.junk_folder
        self._canary = canary
        self.next_uid = 0
        """The number that the next mail of the first folder would have, when that was last looked at."""

    def receive(self, mailbox: Mailbox) -> int:
        """Handle every mail that waits in the watched folders. Gives how many were new."""
        standing = self.store.standing_facts(self._service.clock())
        new = self._retry_failed(standing)
        for folder in (*self._service.settings.imap.folders, *filter(None, (self._junk,))):
            try:
                new += self._receive_folder(mailbox, folder, standing)
                self._service.lives(f"folder:{folder}")
            except FolderRenumbered as fault:
                log.warning("%s", fault)  # the next poll scans it anew; nothing is done twice
            except FolderMissing as fault:
                log.error("%s", fault)
        self._receive_sent(mailbox, standing)
        return new

    def _receive_folder(self, mailbox: Mailbox, name: str, standing: Facts) -> int:
        folder = mailbox.select(name)
        if name == self._service.settings.imap.folders[0]:
            self.next_uid = folder.uidnext
        ledger = self.store.ledger
        cursor = ledger.cursor(name)
        after = cursor.last_uid if cursor and cursor.uidvalidity == folder.uidvalidity else self._begin(mailbox, folder)
        nothing_new = folder.uidnext == after + 1  # a folder without news costs one command
        uids = [] if nothing_new else mailbox.new_uids(name, after)
        new = 0
        if cursor is None or cursor.uidvalidity != folder.uidvalidity:
            ledger.advance(name, Cursor(folder.uidvalidity, after))
        for some in _shifts(mailbox.fetch(uids)):
            if self._service.stopping:
                break
            new += self._receive_some(name, folder.uidvalidity, some, standing, first_sight=cursor is None)
            self._service.lives(f"folder:{name}")
        self._move_claimed(mailbox, name, folder.uidvalidity)
        return new

    def _begin(self, mailbox: Mailbox, folder: Folder) -> int:
        """After which number a folder is read that is new to us: all of it, but of Junk only what came lately."""
        if folder.name != self._junk or self._service.rehearsal:
            return 0
        lately = mailbox.recent_uids(folder.name, self._first_day())
        return min(lately, default=folder.uidnext or 1) - 1

    def _receive_some(
        self, folder: str, uidvalidity: int, some: Sequence[Fetched], standing: Facts, *, first_sight: bool
    ) -> int:
        """Handle what is to be read of them, and note that we have read so far. Gives how many were new."""
        mails = []
        for fetched in some:
            if folder == self._junk and not is_surely_ours(fetched, self.store, standing):
                continue
            arrival = Arrival(folder, uidvalidity, fetched.uid, digest="", sent=folder == self._sent)
            if not self._is_noted(arrival, fetched, first_sight=first_sight):
                mails.append(_opened(arrival, fetched.raw or b""))
        reached = Cursor(uidvalidity, some[-1].uid)
        new = self._handle_together(mails, folder, reached, standing)
        if new is None:
            new = sum(self._handle_mail(arrival, mail, standing) for arrival, mail in mails)
            self.store.ledger.advance(folder, reached)
        return new

    def _is_noted(self, arrival: Arrival, fetched: Fetched, *, first_sight: bool) -> bool:
        """Whether it is a mail that is not read; its outcome is in the ledger then."""
        if fetched.gone:
            outcome, reason = "gone", "it was taken away before it could be read"
        elif fetched.raw is None:
            outcome, reason = "set_aside", f"it is too large to read ({fetched.size:,} bytes)"
        elif first_sight and self._is_old(fetched):
            outcome, reason = "ignored", "it lay here before mailflow began"
        else:
            return False
        self.store.ledger.note(arrival, outcome, reason, self._service.clock())
        return True

    def _is_old(self, fetched: Fetched) -> bool:
        """At first sight of a mailbox only what came lately is read: nobody wants an answer to last year's mail."""
        if self._service.rehearsal or fetched.internal_date is None:
            return False
        return self._service.clock() - fetched.internal_date > timedelta(days=self._service.settings.imap.first_days)

    def _handle_together(self, mails: Sequence[Opened], folder: str, reached: Cursor, standing: Facts) -> int | None:
        """In one transaction; None if each must be alone, as when one fails: it takes nothing of the others with it."""
        store, service = self.store, self._service
        if len(mails) < 2 or any(arrival.sender == service.settings.network.mailbox for arrival, _ in mails):
            return None
        try:
            with store.shift([arrival for arrival, _ in mails]) as shift:
                new = sum(
                    hear(arrival, mail, standing, store, service.writer, service.clock(), shift)
                    for arrival, mail in mails
                )
                store.ledger.advance(folder, reached, shift.session)
                return new
        except HoldLost:
            raise  # another worker has the mailbox, and handles these mails
        except Exception as error:
            log.warning("of %d mails one could not be handled, so each is alone: %s", len(mails), error)
            return None

    def _handle_mail(self, arrival: Arrival, mail: Parsed, standing: Facts) -> bool:
        now = self._service.clock()
        try:
            if self._canary.knows(arrival, mail):
                return self._canary.came_back(arrival, mail)
            return hear(arrival, mail, standing, self.store, self._service.writer, now)
        except HoldLost:
            raise
        except Exception as error:
            log.exception("mail %s could not be handled", arrival.key)
            if self.store.ledger.failed(arrival, f"{type(error).__name__}: {error}", now):
                log.error("mail %s is set aside for a person", arrival.key)
            return False

    def _retry_failed(self, standing: Facts) -> int:
        waiting = (replace(arrival, sent=arrival.folder == self._sent) for arrival in self.store.ledger.waiting())
        return sum(self._handle_mail(arrival, read(arrival.raw), standing) for arrival in waiting)

    def _receive_sent(self, mailbox: Mailbox, standing: Facts) -> None:
        """What people sent from the mailbox themselves may settle what waits. Our own is known by its Message-ID."""
        name = self._sent
        if not name:
            return
        try:
            folder = mailbox.select(name)
            cursor = self.store.ledger.cursor(name)
            after = cursor.last_uid if cursor and cursor.uidvalidity == folder.uidvalidity else None
            if after is not None and folder.uidnext == after + 1:
                return
            uids = self._sent_lately(mailbox) if after is None else mailbox.new_uids(name, after)
            for fetched in by_people(mailbox, uids, self.store):
                if self._service.stopping:
                    return
                if remember_strays(fetched, self._service):
                    self.store.ledger.advance(name, Cursor(folder.uidvalidity, fetched.uid))
                else:
                    self._receive_some(name, folder.uidvalidity, [fetched], standing, first_sight=False)
            last = max([after or 0, folder.uidnext - 1, *uids])
            if last != after:
                self.store.ledger.advance(name, Cursor(folder.uidvalidity, last))
        except FolderRenumbered as fault:
            log.warning("%s", fault)
        except (FolderMissing, CommandRefused) as fault:
            self._sent = ""
            log.warning("%s What people answer by hand is not noticed until mailflow starts again.", fault)

    def _sent_lately(self, mailbox: Mailbox) -> list[int]:
        """A Sent folder that is new to us is not read whole: what was settled last year waits for nobody."""
        if self._service.rehearsal:
            return mailbox.new_uids(self._sent)
        return mailbox.recent_uids(self._sent, self._first_day())

    def _first_day(self) -> date:
        return (self._service.clock() - timedelta(days=self._service.settings.imap.first_days)).date()

    def _move_claimed(self, mailbox: Mailbox, folder: str, uidvalidity: int) -> None:
        """Move what was claimed, after its outcome is committed; only if the settings name a folder for it."""
        target = self._service.settings.imap.claimed_folder
        if not target or target == folder:
            return
        uids = self.store.ledger.to_move(folder, uidvalidity)
        for uid in uids:
            mailbox.move(uid, target)
        self.store.ledger.moved(folder, uidvalidity, uids)


def _opened(arrival: Arrival, raw: bytes) -> Opened:
    mail = read(raw)
    said = mail.envelope
    arrival = replace(arrival, digest=said.digest, message_id=said.message_id, sender=said.sender.address, raw=raw)
    return arrival, mail


def _shifts(mails: Iterable[Fetched]) -> Iterator[list[Fetched]]:
    """As many at a time as are handled together; if fetching fails, first what has come until then."""
    some: list[Fetched] = []
    try:
        for mail in mails:
            some.append(mail)
            if len(some) == SHIFT or sum(one.size for one in some) > BATCH_BYTES:
                yield some
                some = []
    except Exception:
        if some:
            yield some
        raise
    if some:
        yield some
