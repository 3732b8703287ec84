"""The townsfolk at their desks: they read what arrived in their own mailboxes and answer as people do, or do not."""

from __future__ import annotations

import heapq
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from random import Random

from mailflow.demo.pen import Pen, Received
from mailflow.demo.people import Person, Temper
from mailflow.demo.server import TownServer
from mailflow.network import Organisation


@dataclass(order=True, slots=True)
class Posting:
    """A letter that somebody will send."""

    at: datetime
    order: int
    person: Person = field(compare=False)
    raw: bytes = field(compare=False)


class Town:
    """Everybody's mailboxes and what they do about them."""

    def __init__(self, server: TownServer, mailbox: str, rng: Random) -> None:
        self.server = server
        self.pen = Pen(mailbox, rng)
        self.sent: list[tuple[Person, bytes]] = []
        self._mailbox = mailbox
        self._rng = rng
        self._post: list[Posting] = []
        self._read: dict[str, int] = {}
        self._away: dict[str, datetime] = {}
        self._skips: set[str] = set()
        self._last: dict[str, Received] = {}

    def will_send(self, person: Person, at: datetime, raw: bytes) -> None:
        """Put a letter on somebody's list of things to do."""
        heapq.heappush(self._post, Posting(at, len(self._post) + len(self.sent), person, raw))

    def writes(self, person: Person, at: datetime, subject: str, body: str) -> None:
        """Somebody will write a new letter."""
        self.will_send(person, at, self.pen.letter(person, at, subject, body))

    def hears_from_outside(self, address: str, name: str, at: datetime) -> None:
        """A member of the public writes to the help desk, whose mailbox this is too."""
        body = "Dear Sirs\n\nPlease advise the RPI figure for March 1987 for the purposes of my late mother's estate."
        stranger = Person(name, address, Organisation("", "", (address.rpartition("@")[2],)), Temper.SILENT)
        self.will_send(stranger, at, self.pen.letter(stranger, at, "RPI", body))

    def goes_away(self, person: Person, until: datetime) -> None:
        """From now on somebody's machine answers for them."""
        self._away[person.address] = until

    def drops_out(self, person: Person) -> None:
        """Somebody will skip the next group that they are drawn into."""
        self._skips.add(person.address)

    def post_until(self, now: datetime) -> int:
        """Send, by real SMTP, every letter whose moment has come."""
        due = []
        while self._post and self._post[0].at <= now:
            due.append(heapq.heappop(self._post))
        if due:
            with smtplib.SMTP("127.0.0.1", self.server.smtp_port) as smtp:
                for posting in due:
                    message = message_from_bytes(posting.raw, policy=default)
                    to = [address for _, address in getaddresses(message.get_all("To", []))]
                    smtp.sendmail(posting.person.address, to, posting.raw)
                    self.sent.append((posting.person, posting.raw))
        return len(due)

    def read_mail(self, people: Iterable[Person], now: datetime) -> None:
        """Everybody looks into their mailbox."""
        for person in people:
            mails = self.server.mailbox(person.address)
            for raw in mails[self._read.get(person.address, 0) :]:
                self._answer(person, received(raw), now)
            self._read[person.address] = len(mails)

    def _answer(self, person: Person, mail: Received, now: datetime) -> None:
        if not mail.sender.endswith(f"<{self._mailbox}>"):
            return  # a colleague's mail; they talk on the telephone
        until = self._away.get(person.address)
        if until is not None and until > now:
            self.will_send(person, now, self.pen.out_of_office(person, now, mail, until))
            return
        self._as_asked(person, mail, now)
        self._last[person.address] = mail

    def _as_asked(self, person: Person, mail: Received, now: datetime) -> None:
        subject = mail.subject
        if "Champion Chat group" in subject and "changed" not in subject:
            self._chat(person, mail, now)
        elif subject.startswith("Your update for"):
            self._update(person, mail, now)
        elif subject.startswith("Reminder: your update") and person.temper is Temper.LATE:
            self._reply(person, mail, self._soon(now, 1), f"So sorry this is late. {self.pen.update()}")
        elif subject.startswith("Please confirm") and person.temper is not Temper.SILENT:
            self._reply(person, mail, self._soon(now, 1), "Yes please, happy to!")
        elif subject.startswith("Did you send us this"):
            self._reply(person, mail, self._soon(now, 1), "YES")
        elif subject.startswith("Would you like to come back"):
            self._reply(person, mail, self._soon(now, 1), "BACK")
        elif subject.startswith("Welcome to"):
            self._reply(person, mail, self._soon(now, 1), "Brill, thanks so much! :)")

    def _chat(self, person: Person, mail: Received, now: datetime) -> None:
        if person.address in self._skips:
            self._skips.discard(person.address)
            text = (
                f"Sorry, can't do {subject_month(mail.subject)}, we have a release going out. Put me back in next time."
            )
            self._reply(person, mail, self._soon(now, 2), text)
        elif "You take the first step" in mail.text:
            at = self._soon(now, 2)
            self.will_send(person, at, self.pen.reply(person, at, mail, self.pen.time(), everybody=True))

    def _update(self, person: Person, mail: Received, now: datetime) -> None:
        match person.temper:
            case Temper.PROMPT:
                self._reply(person, mail, self._soon(now, 4), self.pen.update())
            case Temper.NOTHING:
                self._reply(
                    person, mail, self._soon(now, 4), "We met, nice chat, nothing to report from us this month."
                )
            case Temper.WRONG_THREAD:
                text = f"For my chat update: {self.pen.update()}"
                self._reply(person, self._last.get(person.address, mail), self._soon(now, 4), text)

    def _reply(self, person: Person, mail: Received, at: datetime, body: str) -> None:
        self.will_send(person, at, self.pen.reply(person, at, mail, body))

    def _soon(self, now: datetime, days: int) -> datetime:
        """Some hours from now, at most that many days."""
        return now + timedelta(hours=self._rng.randint(1, 24 * days))


def subject_month(subject: str) -> str:
    """``November`` from "Your November Champion Chat group"."""
    return subject.removeprefix("Your ").split()[0]


def received(raw: bytes) -> Received:
    """A mail as its reader's program shows it."""
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain",))
    assert isinstance(message, EmailMessage)
    return Received(
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        to=tuple(address for _, address in getaddresses(message.get_all("To", []))),
        message_id=str(message["Message-ID"] or "").strip("<>"),
        references=str(message["References"] or ""),
        text=str(body.get_content()) if body else "",
        automatic=message["Auto-Submitted"] is not None,
    )
