"""Deliver: the intent is recorded, the mail handed over, the result recorded. What breaks in between is ``unknown``.

Before that the guard at the door is asked once more, mail by mail; and the breaker, batch by batch.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import format_datetime

from mailflow.events import Address, Bounce, Carrier, Due, Envelope, Failure, Thread
from mailflow.inbox.faults import CommandRefused, FolderMissing, MailboxFault
from mailflow.inbox.imap import Mailbox
from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.guard import Drop, Go, Hold, Outgoing, Verdict, Wait, may_leave
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import InDoubt, Refused, Step, Taken, TransportFault, TryLater
from mailflow.store.breaker import gathered, runs_wild
from mailflow.store.door import Sent
from mailflow.store.gate import ClosedBy
from mailflow.understand.envelope import read
from mailflow.worker.handle import handle
from mailflow.worker.service import Service, real_clock

log = logging.getLogger("mailflow")

BATCH = 20
"""How many mails are leased at once."""
GIVE_UP = timedelta(days=4)
"""How long a mail is tried that the server will not take for now (RFC 5321 section 4.5.4.1: four to five days)."""
NOBODY_KNOWS = "Nobody can say whether the server took a mail to {}; it will not be sent again by itself."


class Deliverer:
    """What leaves."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._settings = service.settings
        self._store = service.store
        self._taken: list[Sent] = []
        """What the server took last; recorded with the next intent, or at the end of the batch."""

    def begin(self) -> None:
        """Before the first beat: take over from the dead, and look whether much has gathered while nobody worked."""
        gate = self._store.gate.look(self._service.clock())
        if gate.closed_by:
            log.error("Nothing leaves: %s. See “mailflow outbox gate”.", gate.why)
            self._say_closed()  # who closed it may have died before it was said
        self._store.queue.recover(alone=self._store.is_local)
        last, sending = self._store.pulses.last(), self._settings.sending
        if self._service.rehearsal or last is None or real_clock() - last < timedelta(hours=sending.away_hours):
            return
        waiting = gathered(self._store.engine, self._service.clock())
        if waiting > sending.catch_up:
            self._close(
                ClosedBy.CATCH_UP, f"nothing was sent since {last:%d %B %Y}, and {waiting} mails have gathered since"
            )

    def deliver(self) -> int:
        """Hand over every mail that may leave. Gives how many the server took. Raises `TransportFault`."""
        taken = 0
        queue = self._store.queue
        transport: Transport | None = None
        try:
            while not self._service.stopping:
                self._break_if_wild()
                now = self._service.clock()
                room = self._settings.sending.per_hour - queue.sent_since(now - timedelta(hours=1))
                leased = queue.lease(now, max(0, min(BATCH, room)))
                if not leased:
                    break
                for place, number in enumerate(leased):
                    try:
                        transport = transport or self._transport()
                        taken += self._deliver_one(transport, number)
                    except TransportFault as fault:
                        self._give_back(leased[place:], str(fault))
                        raise
                    if self._service.stopping:
                        self._give_back(leased[place + 1 :], "the worker was stopped")
                        break
                self._record()
        finally:
            self._record()
            if transport is not None:
                transport.close()
        self._service.lives("sending")
        return taken

    def _record(self) -> None:
        self._store.queue.record(self._taken)
        self._taken.clear()

    def _break_if_wild(self) -> None:
        gate = self._store.gate.standing()
        if gate.closed_by:
            return
        why = runs_wild(self._store.engine, self._settings.sending, self._service.clock(), gate.since)
        if why:
            self._close(ClosedBy.BREAKER, why)

    def _close(self, by: ClosedBy, why: str) -> None:
        now = self._service.clock()
        if self._store.gate.close(by, why, now):
            log.error("Nothing leaves any more: %s. See “mailflow outbox gate”.", why)
            self._say_closed()

    def _say_closed(self) -> None:
        """A person is asked, once for each time that the gate was closed by itself."""
        gate = self._store.gate.standing()
        if gate.closed_by in {None, ClosedBy.HAND} or gate.since is None:
            return
        reason = f"Nothing leaves any more: {gate.why}. What is planned waits; “mailflow outbox open” lets it go."
        due = Due("outbox/gate", f"{gate.since:%Y-%m-%dT%H:%M}", gate.since)
        self._store.ask_about(due, reason, self._service.clock())

    def _transport(self) -> Transport:
        smtp = self._settings.smtp
        try:
            return Transport.open(smtp, sign_in_for(smtp, self._settings.oauth) if smtp.username else None)
        except MailboxFault as fault:  # no token is given, or what is needed for one is not set
            raise TransportFault(str(fault)) from None

    def _give_back(self, numbers: list[int], why: str) -> None:
        for number in numbers:
            self._store.queue.later(number, self._service.clock(), why, tried=False)

    def _deliver_one(self, transport: Transport, number: int) -> bool:
        queue, now = self._store.queue, self._service.clock()
        found = queue.at_the_door(number, now, self._guard, self._taken)
        self._taken.clear()
        if found is None:
            return False
        mail, verdict = found
        match verdict:
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

    def _guard(self, mail: Outgoing) -> Verdict:
        return may_leave(mail, self._service.clock(), self._settings, rehearsal=self._service.rehearsal)

    def _hand_over(self, transport: Transport, mail: Outgoing, now: datetime) -> bool:
        """Hand over what is recorded as intended; what breaks before the result is recorded is ``unknown``."""
        queue, network = self._store.queue, self._settings.network
        dated = b"Date: " + format_datetime(now.astimezone(network.zone)).encode() + b"\r\n" + mail.raw
        try:
            verdict = transport.hand_over(network.mailbox, mail.address, dated)
        except TransportFault as fault:
            queue.later(mail.id, now + _backoff(mail.attempts), str(fault), tried=True)  # nothing was handed over
            raise
        match verdict:
            case Taken(reply):
                self._taken.append(Sent(mail.id, now, reply))
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
            self._store.queue.ask(mail.id, f"The server refused a mail to {mail.address}: {why}", now)
            return
        envelope = Envelope(sender=Address(""), digest="")
        thread = Thread(mail.kind, mail.number, Carrier.MESSAGE_ID, mail.code, mail.champion.id, mail.address)
        bounce = Bounce(envelope, (Failure(mail.address, permanent=True, diagnostic=why),), thread)
        handle(Due("delivery/refused", str(mail.id), now), bounce, self._store, self._service.writer, now)

    def settle_doubts(self, mailbox: Mailbox | None) -> None:
        """Look for mails in doubt in Sent; what is not there is shown to a person. Never a blind retry."""
        for number, address, message_id in self._store.queue.unknown():
            if mailbox is not None and self._in_sent(mailbox, message_id):
                self._store.queue.found(number, self._service.clock())
            else:
                self._store.queue.ask(number, NOBODY_KNOWS.format(address), self._service.clock())

    def _in_sent(self, mailbox: Mailbox, message_id: str) -> bool:
        if not self._settings.imap.sent_folder:
            return False
        try:
            return bool(mailbox.find_by_message_id(self._settings.imap.sent_folder, message_id))
        except FolderMissing:
            return False

    def put_drafts(self, mailbox: Mailbox) -> None:
        """Put finished mails into the mailbox's Drafts, where the dial says so and the gate is open."""
        folder = self._settings.imap.drafts_folder
        for number, raw in self._store.queue.drafts(self._service.clock()):
            try:
                if not mailbox.find_by_message_id(folder, read(raw).envelope.message_id):  # its last reply may be lost
                    mailbox.append(folder, raw, ["\\Draft"])
            except (CommandRefused, FolderMissing) as fault:  # full, or taken away: all else goes on
                log.error("%s Drafts wait until it can be done.", fault)
                now = self._service.clock()
                self._store.ask_about(Due("outbox/drafts", folder, now), f"No draft can be put aside: {fault}", now)
                return
            self._store.queue.drafted(number, self._service.clock())


def _backoff(attempts: int) -> timedelta:
    """One minute, then twice as long each time, up to four hours."""
    return min(timedelta(minutes=2 ** min(attempts, 8)), timedelta(hours=4))
