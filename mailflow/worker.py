"""The shell: the only file that knows the whole street. Receive, tick, handle, deliver.

The beat is kept by ``schedule``; what is due is worked out from the almanac and the store, so a missed beat loses
nothing. SIGTERM finishes the mail in hand. One mail that cannot be handled never stops the rest.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import schedule
from sqlalchemy.exc import SQLAlchemyError

from mailflow import almanac
from mailflow.events import Address, Bounce, Carrier, Due, Envelope, Event, Failure, Thread
from mailflow.flows import decide
from mailflow.flows.chat.draw import CannotDrawError
from mailflow.inbox.faults import CommandRefused, FolderMissing, FolderRenumbered, MailboxFault
from mailflow.inbox.fetch import Fetched
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.guard import Drop, Go, Hold, Outgoing, Wait, may_leave
from mailflow.outbox.smtp import Transport
from mailflow.outbox.templates import TemplateFault
from mailflow.outbox.transport import InDoubt, Refused, Step, Taken, TransportFault, TryLater
from mailflow.outbox.write import Writer
from mailflow.settings import Settings
from mailflow.store import StoreError
from mailflow.store.ledger import Arrival
from mailflow.store.store import Store
from mailflow.understand import understand
from mailflow.understand.by_hand import by_hand
from mailflow.understand.envelope import read
from mailflow.understand.facts import Facts
from mailflow.understand.organisations import register
from mailflow.understand.thread import codes_in

log = logging.getLogger("mailflow")

BATCH = 20
"""How many mails are leased at once."""
TICK_SECONDS = 20
NIGHTLY_SECONDS = 3600
SAID_PLAINLY = (TemplateFault, CannotDrawError)
"""Faults whose message says what is wrong and what would be right; of any other the log keeps the traceback."""
TRY_AGAIN = timedelta(minutes=10)
"""How long a moment rests that could not be dealt with."""
GIVE_UP = timedelta(days=4)
"""How long a mail is tried that the server will not take for now (RFC 5321 section 4.5.4.1: four to five days)."""
WITH_SIBLINGS = {"chat", "update"}


def handle(occasion: Arrival | Due, event: Event, store: Store, writer: Writer, now: datetime) -> bool:
    """One event, all the way down the street. False if it was dealt with before."""
    with store.turn(occasion, now) as turn:
        if not turn.first_time:
            return False
        situation = turn.situation(event)
        decisions = decide(event, situation, now)
        turn.keep(event, decisions, writer.write(decisions, situation))
        return True


def facts_for(raw: bytes, store: Store, standing: Facts, now: datetime) -> Facts:
    """The few facts that understanding this mail needs: our mails that it names, and what its sender owes us."""
    parsed = read(raw)
    sender = parsed.envelope.sender.address
    references = store.references(codes_in(parsed, standing))
    for reference in list(references.values()):
        if reference.kind in WITH_SIBLINGS:
            references |= {sibling.code: sibling for sibling in store.siblings(reference)}
    following = almanac.next_draw(store.settings, now)
    return replace(
        standing,
        references=references,
        open_matters=tuple(store.open_matters(sender, now)),
        known=store.knows(sender) or (None if register(standing.organisations).of_address(sender) else False),
        now=now,
        next_round=f"{following.astimezone(store.settings.network.zone):%Y-%m}" if following else "",
    )


class Worker:
    """One mailbox's worker. ``clock`` tells the moment; ``rehearsal``: it is a played one."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        writer: Writer,
        clock: Callable[[], datetime],
        *,
        rehearsal: bool = False,
    ) -> None:
        self.settings = settings
        self.store = store
        self.writer = writer
        self.clock = clock
        self.rehearsal = rehearsal
        self.stopping = False
        self._mailbox: Mailbox | None = None
        self._again_at = 0.0
        self._not_before: dict[str, datetime] = {}
        """When a moment that could not be dealt with is tried again."""
        self._failures = 0
        self._sent = "" if settings.imap.sent_folder in settings.imap.folders else settings.imap.sent_folder
        """The folder of what people send themselves; empty: it is not read."""
        self._next_uid = 0
        self._more = False

    def stop(self) -> None:
        """Finish the mail in hand, then end."""
        self.stopping = True

    # --- receive ------------------------------------------------------------------------------------------------------

    def receive(self, mailbox: Mailbox) -> int:
        """Handle every mail that waits in the watched folders. Gives how many were new."""
        standing = self.store.standing_facts(self.clock())
        new = self._retry_failed(standing)
        for folder in self.settings.imap.folders:
            try:
                new += self._receive_folder(mailbox, folder, standing)
            except FolderRenumbered as fault:
                log.warning("%s", fault)  # the next poll scans it anew; nothing is done twice
            except FolderMissing as fault:
                log.error("%s", fault)
        self._receive_sent(mailbox, standing)
        return new

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
            known = mailbox.message_ids(uids)
            ours = self.store.queue.ours(known.values())
            for fetched in mailbox.fetch([uid for uid in uids if known.get(uid, "") not in ours]):
                if self.stopping:
                    return
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
        if self.rehearsal:
            return mailbox.new_uids(self._sent)
        return mailbox.recent_uids(self._sent, (self.clock() - timedelta(days=self.settings.imap.first_days)).date())

    def _receive_folder(self, mailbox: Mailbox, name: str, standing: Facts) -> int:
        folder = mailbox.select(name)
        if name == self.settings.imap.folders[0]:
            self._next_uid = folder.uidnext
        cursor = self.store.ledger.cursor(name)
        after = cursor.last_uid if cursor and cursor.uidvalidity == folder.uidvalidity else 0
        nothing_new = folder.uidnext == after + 1  # a folder without news costs one command
        uids = [] if nothing_new else mailbox.new_uids(name, after)
        new = 0
        for fetched in mailbox.fetch(uids):
            if self.stopping:
                break
            new += self._receive_one(name, folder.uidvalidity, fetched, standing, first_sight=cursor is None)
            self.store.ledger.advance(name, folder.uidvalidity, fetched.uid)
        if not uids and (cursor is None or cursor.uidvalidity != folder.uidvalidity):
            self.store.ledger.advance(name, folder.uidvalidity, 0)
        self._move_claimed(mailbox, name, folder.uidvalidity)
        return new

    def _receive_one(
        self, folder: str, uidvalidity: int, fetched: Fetched, standing: Facts, *, first_sight: bool
    ) -> bool:
        arrival = Arrival(folder, uidvalidity, fetched.uid, digest="", sent=folder == self._sent)
        now = self.clock()
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
        if self.rehearsal or fetched.internal_date is None:
            return False
        return self.clock() - fetched.internal_date > timedelta(days=self.settings.imap.first_days)

    def _handle_mail(self, arrival: Arrival, standing: Facts) -> bool:
        now = self.clock()
        try:
            facts = facts_for(arrival.raw, self.store, standing, now)
            event = by_hand(arrival.raw, facts) if arrival.sent else understand(arrival.raw, facts)
            return handle(arrival, event, self.store, self.writer, now)
        except Exception as error:
            log.exception("mail %s could not be handled", arrival.key)
            if self.store.ledger.failed(arrival, f"{type(error).__name__}: {error}", now):
                log.error("mail %s is set aside for a person", arrival.key)
            return False

    def _retry_failed(self, standing: Facts) -> int:
        waiting = (replace(arrival, sent=arrival.folder == self._sent) for arrival in self.store.ledger.waiting())
        return sum(self._handle_mail(arrival, standing) for arrival in waiting)

    def _move_claimed(self, mailbox: Mailbox, folder: str, uidvalidity: int) -> None:
        """Move what was claimed, after its outcome is committed; only if the settings name a folder for it."""
        target = self.settings.imap.claimed_folder
        if not target or target == folder:
            return
        uids = self.store.ledger.to_move(folder, uidvalidity)
        for uid in uids:
            mailbox.move(uid, target)
        self.store.ledger.moved(folder, uidvalidity, uids)

    # --- tick ---------------------------------------------------------------------------------------------------------

    def tick(self) -> int:
        """Do everything that has fallen due. Gives how many moments were dealt with."""
        now = self.clock()
        done = 0
        for due in self.store.due(now):
            if self.stopping:
                break
            if not almanac.still_makes_sense(due, now, self.settings):
                note = f"missed: it was due on {due.at:%Y-%m-%d} and makes no sense any more"
                log.info("%s %s", due.key, note)
                self.store.missed(due, now, note)
                continue
            done += self._handle_due(due, now)
        return done

    def _handle_due(self, due: Due, now: datetime) -> bool:
        """One moment; if it cannot be dealt with, a person is asked once and the rest goes on.

        It stays due and is tried again, for as long as it makes sense: once the template or the register is mended,
        it happens. Faults of the database are not of one moment and end the beat.
        """
        if self._not_before.get(due.key, now) > now:
            return False
        try:
            return handle(due, due, self.store, self.writer, now)
        except (SQLAlchemyError, StoreError):
            raise
        except Exception as error:
            log.error("%s could not be dealt with: %s", due.key, error, exc_info=not isinstance(error, SAID_PLAINLY))
            self._not_before[due.key] = now + TRY_AGAIN
            self.store.ask_about(due, f"{due.key} could not be dealt with: {error}", now)
            return False

    # --- deliver ------------------------------------------------------------------------------------------------------

    def deliver(self) -> int:
        """Hand over every mail that may leave. Gives how many the server took. Raises `TransportFault`."""
        taken = 0
        transport: Transport | None = None
        try:
            while not self.stopping:
                room = self.settings.sending.per_hour - self.store.queue.sent_since(self.clock() - timedelta(hours=1))
                leased = self.store.queue.lease(self.clock(), max(0, min(BATCH, room)))
                if not leased:
                    break
                for place, number in enumerate(leased):
                    try:
                        transport = transport or self._transport()
                        taken += self._deliver_one(transport, number)
                    except TransportFault as fault:
                        self._give_back(leased[place:], str(fault))
                        raise
                    if self.stopping:
                        self._give_back(leased[place + 1 :], "the worker was stopped")
                        break
        finally:
            if transport is not None:
                transport.close()
        return taken

    def _transport(self) -> Transport:
        sign_in = sign_in_for(self.settings.smtp, self.settings.oauth) if self.settings.smtp.username else None
        return Transport.open(self.settings.smtp, sign_in)

    def _give_back(self, numbers: list[int], why: str) -> None:
        for number in numbers:
            self.store.queue.later(number, self.clock(), why, tried=False)

    def _deliver_one(self, transport: Transport, number: int) -> bool:
        queue, now = self.store.queue, self.clock()
        mail = queue.take(number, now)
        if mail is None:
            return False
        match may_leave(mail, now, self.settings, rehearsal=self.rehearsal):
            case Drop(why):
                queue.drop(number, why)
            case Hold(why):
                queue.hold_back(number, why)
                queue.ask(number, f"A mail to {mail.address} is held: {why}.", now)
            case Wait(until, why):
                queue.later(number, until, why, tried=False)
            case Go():
                return self._hand_over(transport, mail, now)
        return False

    def _hand_over(self, transport: Transport, mail: Outgoing, now: datetime) -> bool:
        """Record the intent, hand over, record the result: what breaks in between is ``unknown``, never repeated."""
        queue = self.store.queue
        if not queue.hand_over(mail.id, now):
            return False
        dated = b"Date: " + format_datetime(now.astimezone(self.settings.network.zone)).encode() + b"\r\n" + mail.raw
        try:
            verdict = transport.hand_over(self.settings.network.mailbox, mail.address, dated)
        except TransportFault as fault:
            queue.later(mail.id, now + _backoff(mail.attempts), str(fault), tried=True)  # nothing was handed over
            raise
        match verdict:
            case Taken(reply):
                queue.sent(mail.id, now, reply)
                return True
            case TryLater(why=why) if now - mail.planned < GIVE_UP:
                queue.later(mail.id, now + _backoff(mail.attempts), why, tried=True)
            case TryLater(why=why):
                queue.failed(mail.id, why)
                queue.ask(
                    mail.id, f"A mail to {mail.address} could not be delivered for {GIVE_UP.days} days: {why}", now
                )
            case Refused(why=why, step=step):
                queue.failed(mail.id, why)
                self._refused(mail, why, step, now)
            case InDoubt(why):
                queue.doubtful(mail.id, why)
        return False

    def _refused(self, mail: Outgoing, why: str, step: Step, now: datetime) -> None:
        """A final no at RCPT says of the address what a bounce says; any other is about the mail, and a person's."""
        if step is not Step.RCPT or mail.champion is None:
            self.store.queue.ask(mail.id, f"The server refused a mail to {mail.address}: {why}", now)
            return
        envelope = Envelope(sender=Address(""), digest="")
        thread = Thread(mail.kind, mail.number, Carrier.MESSAGE_ID, mail.code, mail.champion.id, mail.address)
        bounce = Bounce(envelope, (Failure(mail.address, permanent=True, diagnostic=why),), thread)
        handle(Due("delivery/refused", str(mail.id), now), bounce, self.store, self.writer, now)

    def settle_doubts(self, mailbox: Mailbox | None) -> None:
        """Look for mails in doubt in Sent; what is not there is shown to a person. Never a blind retry."""
        for number, address, message_id in self.store.queue.unknown():
            if mailbox is not None and self._in_sent(mailbox, message_id):
                self.store.queue.found(number, self.clock())
            else:
                reason = (
                    f"Nobody can say whether the server took a mail to {address}; it will not be sent again by itself."
                )
                self.store.queue.ask(number, reason, self.clock())

    def _in_sent(self, mailbox: Mailbox, message_id: str) -> bool:
        if not self.settings.imap.sent_folder:
            return False
        try:
            return bool(mailbox.find_by_message_id(self.settings.imap.sent_folder, message_id))
        except FolderMissing:
            return False

    def put_drafts(self, mailbox: Mailbox) -> None:
        """Put finished mails into the mailbox's Drafts, where the dial says so."""
        for number, raw in self.store.queue.drafts():
            mailbox.append(self.settings.imap.drafts_folder, raw, ["\\Draft"])
            self.store.queue.drafted(number, self.clock())

    # --- the beat -----------------------------------------------------------------------------------------------------

    def once(self) -> int:
        """Receive all that waits, do all that is due, deliver all that may leave. Gives how many moments failed.

        Raises `MailboxFault` or `TransportFault`: what was done until then is kept, and nothing is half done.
        """
        self.store.queue.recover(alone=self.store.is_local)
        with self.open_mailbox() as mailbox:
            self.beat(mailbox)
        return len(self._not_before)

    def beat(self, mailbox: Mailbox) -> None:
        """The whole street once, over an open mailbox."""
        self.receive(mailbox)
        self.tick()
        self.put_drafts(mailbox)
        self.deliver()
        self.settle_doubts(mailbox)
        self.nightly()

    def run(self) -> None:
        """Until `stop`: the beat by ``schedule``, woken early by IDLE. Faults at the doors are waited out."""
        self.store.queue.recover(alone=self.store.is_local)
        beat = schedule.Scheduler()
        beat.every(TICK_SECONDS).seconds.do(self._guarded, self._tick_and_deliver)
        beat.every(NIGHTLY_SECONDS).seconds.do(self._guarded, self.nightly)
        beat.run_all()
        poll_at = 0.0
        while not self.stopping:
            beat.run_pending()
            woken = self._wait(min(max(beat.idle_seconds or 0, 0.05), max(poll_at - time.monotonic(), 0.0)))
            if woken or time.monotonic() >= poll_at:
                self._more = False
                self._guarded(self._receive_and_deliver)
                poll_at = time.monotonic() + (0 if self._more else self.settings.imap.poll_seconds)
        self._hang_up()

    def _receive_and_deliver(self) -> None:
        mailbox = self._connected()
        if mailbox is None:
            return
        if self.receive(mailbox):
            self.tick()
        self.put_drafts(mailbox)
        watched = mailbox.select(self.settings.imap.folders[0])
        self._more = watched.uidnext > self._next_uid  # it came while we looked elsewhere; IDLE will not tell of it
        self.deliver()

    def _tick_and_deliver(self) -> None:
        self.tick()
        if not self.store.is_local:
            self.store.queue.recover(alone=False)
        self.deliver()
        self.settle_doubts(self._mailbox)

    def nightly(self) -> None:
        """Let raw mail go whose date has come."""
        self.store.let_go(self.clock())

    def _guarded(self, work: Callable[[], object]) -> None:
        """An exception in a job must not end the beat (``schedule`` would let it)."""
        try:
            work()
        except MailboxFault as fault:
            log.error("%s", fault)
            self._hang_up()
            self._failures += 1
            self._again_at = time.monotonic() + min(300, 2**self._failures) * random.uniform(0.5, 1)  # noqa: S311
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
            return self._mailbox.wait(seconds, lambda: self.stopping)
        except MailboxFault as fault:
            log.error("%s", fault)
            self._hang_up()
            return False

    def _connected(self) -> Mailbox | None:
        if self._mailbox is None and time.monotonic() >= self._again_at:
            self._mailbox = self.open_mailbox()
            self._failures = 0
        return self._mailbox

    def open_mailbox(self) -> Mailbox:
        """A connection to the mailbox, signed in. Raises `MailboxFault`."""
        return Mailbox.open(self.settings.imap, sign_in_for(self.settings.imap, self.settings.oauth))

    def _hang_up(self) -> None:
        if self._mailbox is not None:
            self._mailbox.close(politely=self.stopping)
            self._mailbox = None


def _backoff(attempts: int) -> timedelta:
    """One minute, then twice as long each time, up to four hours."""
    return min(timedelta(minutes=2 ** min(attempts, 8)), timedelta(hours=4))


def real_clock() -> datetime:
    """The moment, aware."""
    return datetime.now(UTC)
