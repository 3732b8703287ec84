"""Receive: every message of the watched folders is handled once, and has one outcome in the ledger.

One mail that cannot be handled never stops the rest; it is tried again, and after the third time set aside.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date, timedelta

from mailflow.inbox.faults import CommandRefused, FolderMissing, FolderRenumbered
from mailflow.inbox.fetch import Fetched
from mailflow.inbox.imap import Folder, Mailbox
from mailflow.store.holder import HoldLost
from mailflow.store.ledger import Arrival
from mailflow.understand import understand
from mailflow.understand.by_hand import by_hand
from mailflow.understand.envelope import read
from mailflow.understand.facts import Facts
from mailflow.worker.canary import Canary
from mailflow.worker.handle import facts_for, handle
from mailflow.worker.junk import is_surely_ours
from mailflow.worker.sent import by_people, remember_strays
from mailflow.worker.service import Service

log = logging.getLogger("mailflow")

NOTE_EVERY = 25
"""How many mails are handled before it is noted how far the folder was read; a rescan of these finds them done."""


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
        new, read_to = 0, after
        try:
            for count, fetched in enumerate(mailbox.fetch(uids), 1):
                if self._service.stopping:
                    break
                if name != self._junk or is_surely_ours(fetched, self.store, standing):
                    new += self._receive_one(name, folder.uidvalidity, fetched, standing, first_sight=cursor is None)
                read_to = fetched.uid
                if count % NOTE_EVERY == 0:
                    ledger.advance(name, folder.uidvalidity, read_to)
                    self._service.lives(f"folder:{name}")
        finally:
            if read_to != after or cursor is None or cursor.uidvalidity != folder.uidvalidity:
                ledger.advance(name, folder.uidvalidity, read_to)
        self._move_claimed(mailbox, name, folder.uidvalidity)
        return new

    def _begin(self, mailbox: Mailbox, folder: Folder) -> int:
        """After which number a folder is read that is new to us: all of it, but of Junk only what came lately."""
        if folder.name != self._junk or self._service.rehearsal:
            return 0
        lately = mailbox.recent_uids(folder.name, self._first_day())
        return min(lately, default=folder.uidnext or 1) - 1

    def _receive_one(
        self, folder: str, uidvalidity: int, fetched: Fetched, standing: Facts, *, first_sight: bool
    ) -> bool:
        arrival = Arrival(folder, uidvalidity, fetched.uid, digest="", sent=folder == self._sent)
        now = self._service.clock()
        if fetched.gone:
            self.store.ledger.note(arrival, "gone", "it was taken away before it could be read", now)
            return False
        if fetched.raw is None:
            self.store.ledger.note(arrival, "set_aside", f"it is too large to read ({fetched.size:,} bytes)", now)
            return False
        if first_sight and self._is_old(fetched):
            self.store.ledger.note(arrival, "ignored", "it lay here before mailflow began", now)
            return False
        envelope = read(fetched.raw).envelope
        arrival = replace(
            arrival,
            digest=envelope.digest,
            message_id=envelope.message_id,
            sender=envelope.sender.address,
            raw=fetched.raw,
        )
        return self._handle_mail(arrival, standing)

    def _is_old(self, fetched: Fetched) -> bool:
        """At first sight of a mailbox only what came lately is read: nobody wants an answer to last year's mail."""
        if self._service.rehearsal or fetched.internal_date is None:
            return False
        return self._service.clock() - fetched.internal_date > timedelta(days=self._service.settings.imap.first_days)

    def _handle_mail(self, arrival: Arrival, standing: Facts) -> bool:
        now = self._service.clock()
        try:
            if self._canary.knows(arrival):
                return self._canary.came_back(arrival)
            facts = facts_for(arrival.raw, self.store, standing, now)
            event = by_hand(arrival.raw, facts) if arrival.sent else understand(arrival.raw, facts)
            return handle(arrival, event, self.store, self._service.writer, now)
        except HoldLost:
            raise  # another worker has the mailbox, and handles this mail
        except Exception as error:
            log.exception("mail %s could not be handled", arrival.key)
            if self.store.ledger.failed(arrival, f"{type(error).__name__}: {error}", now):
                log.error("mail %s is set aside for a person", arrival.key)
            return False

    def _retry_failed(self, standing: Facts) -> int:
        waiting = (replace(arrival, sent=arrival.folder == self._sent) for arrival in self.store.ledger.waiting())
        return sum(self._handle_mail(arrival, standing) for arrival in waiting)

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
                if not remember_strays(fetched, self._service):
                    self._receive_one(name, folder.uidvalidity, fetched, standing, first_sight=False)
                self.store.ledger.advance(name, folder.uidvalidity, fetched.uid)
            last = max([after or 0, folder.uidnext - 1, *uids])
            if last != after:
                self.store.ledger.advance(name, folder.uidvalidity, last)
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
