"""A town without sockets: letters are heard, the clock is set, and what the service says is read as letters.

The street is the real one (`understand`, `flows`, `outbox.write`, `store`); only the two doors are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from random import Random

from mailflow.cli.house import organisations_of, templates
from mailflow.decisions import Keep
from mailflow.diary import numbered
from mailflow.network import Champion, MeetingState
from mailflow.outbox.guard import Go, Outgoing, Verdict, may_leave
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, load
from mailflow.store import Store
from mailflow.store.door import Sent
from mailflow.store.ledger import Arrival
from mailflow.understand.envelope import read
from mailflow.worker import Worker, hear
from tests.databases import DATABASES

ROOT = Path(__file__).resolve().parents[2]
MAILBOX = "gsshelp@statistics.example"


class Town:
    """One network and everybody's letters."""

    def __init__(
        self,
        folder: Path,
        *,
        meetings: bool = False,
        chats: bool = True,
        in_meeting: bool = False,
        invite_weeks: int = 4,
        **network: str,
    ) -> None:
        shipped = load(ROOT / "config" / "mailflow.toml")
        self.settings: Settings = shipped.model_copy(
            update={
                "database": DATABASES.settings_in(folder),
                "network": shipped.network.model_copy(update=network),
                "meetings": shipped.meetings.model_copy(
                    update={"invite_weeks": invite_weeks} if meetings else {"every": ""}
                ),
                "chats": shipped.chats.model_copy(
                    update={"in_meeting": in_meeting} | ({} if chats else {"every": "FREQ=YEARLY;UNTIL=20200101"})
                ),
            }
        )
        self.store = Store.open(self.settings, b"town" * 8)
        self.store.register.keep_organisations(organisations_of(self.settings))
        rng = Random(1)
        self.writer = Writer(self.settings, templates(self.settings.network.languages), self.store.key, rng.randbytes)
        self.now = datetime(2026, 11, 10, 10, 12, tzinfo=UTC)
        self._count = 0
        self._to_lead: list[EmailMessage] = []

    def has(self, *people: Champion) -> None:
        """These people are champions already."""
        self.store.register.keep(people, self.now, "they were here before")

    def wakes(self, moment: str) -> None:
        """The clock shows that moment; everything that is due is done."""
        self.now = datetime.fromisoformat(moment)
        Worker(self.settings, self.store, self.writer, lambda: self.now).tick()

    def hears(
        self,
        sender: str,
        subject: str,
        text: str,
        *,
        answers: EmailMessage | None = None,
        proven: bool = True,
        **headers: str,
    ) -> None:
        """A letter comes in; ``answers``: it replies to that letter of ours; ``proven``: its domain is vouched for."""
        self._count += 1
        mail = EmailMessage(policy=SMTP)
        if proven:
            domain = sender.rstrip(">").rpartition("@")[2]
            mail["Authentication-Results"] = f"mx.statistics.example; dmarc=pass header.from={domain}"
        mail["From"], mail["To"], mail["Subject"] = sender, MAILBOX, subject
        mail["Date"] = self.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
        mail["Message-ID"] = f"<{self._count}@{sender.rstrip('>').rpartition('@')[2]}>"
        if answers is not None:
            mail["In-Reply-To"] = mail["References"] = str(answers["Message-ID"])
            text += "\n\n" + "\n".join(f"> {line}" for line in body_of(answers).splitlines())
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        self.takes(mail.as_bytes())

    def takes(self, raw: bytes) -> None:
        """Any bytes come in."""
        mail = read(raw)
        envelope, standing = mail.envelope, self.store.standing_facts(self.now)
        arrival = Arrival("INBOX", 1, self._count, envelope.digest, envelope.message_id, envelope.sender.address, raw)
        hear(arrival, mail, standing, self.store, self.writer, self.now)

    def answers_by_hand(self, person: str, letter: int, *, chain: str = "") -> None:
        """The lead answers a letter themselves, from the shared mailbox: the copy lies in Sent."""
        self._count += 1
        domain = person.rstrip(">").rpartition("@")[2]
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = MAILBOX, person, "Re: your email"
        mail["Date"] = self.now.strftime("%a, %d %b %Y %H:%M:%S +0000")
        mail["Message-ID"] = f"<{self._count}@statistics.example>"
        mail["In-Reply-To"], mail["References"] = f"<{letter}@{domain}>", f"{chain} <{letter}@{domain}>".strip()
        mail.set_content("Hello\n\nI have seen to it.\n\nNatasha")
        raw = mail.as_bytes()
        read_mail, standing = read(raw), self.store.standing_facts(self.now)
        arrival = Arrival("Sent", 1, self._count, read_mail.envelope.digest, raw=raw, sent=True)
        hear(arrival, read_mail, standing, self.store, self.writer, self.now)

    def replies(self, person: str, text: str, to: EmailMessage) -> None:
        """Somebody answers a letter of ours."""
        self.hears(person, f"Re: {to['Subject']}", text, answers=to)

    def changes(self, number: str, *, start: str) -> None:
        """The lead moves a meeting by command."""
        meeting = self.store.minutes.get(number)
        assert meeting is not None
        moment = datetime.fromisoformat(start).replace(tzinfo=self.settings.network.zone)
        following = meeting.sequence + 1
        moved = replace(
            meeting, start=moment, state=MeetingState.CHANGED, sequence=following, asked=following, touched=self.now
        )
        self.store.minutes.keep([Keep(moved)], self.now)

    def cancels(self, number: str) -> None:
        """The lead cancels a meeting by command."""
        meeting = self.store.minutes.get(number) or numbered(number, self.settings)
        assert meeting is not None
        gone = replace(meeting, state=MeetingState.CANCELLED, sequence=meeting.sequence + 1, touched=self.now)
        self.store.minutes.keep([Keep(gone)], self.now)

    def says(self) -> list[EmailMessage]:
        """The letters to people that left since the last time, past the guard at the door."""
        lead = self.settings.network.lead_address
        leaving = list(self._leaving())
        self._to_lead += [mail for mail in leaving if lead in str(mail["To"])]
        return [mail for mail in leaving if lead not in str(mail["To"])]

    def tells_lead(self) -> list[EmailMessage]:
        """The letters to the lead that left since the last time; what goes to others waits for `says`."""
        lead = self.settings.network.lead_address
        told = [*self._to_lead, *self._leaving(only=lead)]
        self._to_lead = []
        return told

    def lead_replies(self, text: str, to: EmailMessage) -> None:
        """The lead answers a letter of ours."""
        self.replies(f"Natasha Bowen <{self.settings.network.lead_address}>", text, to)

    def _leaving(self, only: str = "") -> Iterator[EmailMessage]:
        queue = self.store.queue
        leased = queue.lease(self.now.replace(year=self.now.year + 1), 500)
        for number, row in [(number, queue.get(number)) for number in leased]:
            if only not in row.address:
                queue.later(number, row.not_before, "it is not asked for yet", tried=False)
                continue
            found = queue.at_the_door(number, self.now, self._guard, [])
            if found is None:
                continue
            mail, verdict = found
            assert isinstance(verdict, Go) or not mail.prompted, verdict
            if isinstance(verdict, Go):
                queue.record([Sent(number, self.now, "250 ok")])
                yield message_from_bytes(mail.raw, policy=default)
            else:
                queue.drop(number, str(verdict))

    def _guard(self, mail: Outgoing) -> Verdict:
        return may_leave(mail, max(self.now, mail.planned), self.settings, rehearsal=True)


def body_of(mail: EmailMessage) -> str:
    """The words of a letter."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def as_letters(mails: list[EmailMessage]) -> str:
    """Letters as a reader sees them, references masked, one under the other."""
    shown = [f"To: {mail['To']}\nSubject: {mail['Subject']}\n\n{body_of(mail)}" for mail in mails]
    return re.sub(r"UEC-[0-9A-Z]{7}", "UEC-XXXXXXX", ("\n" + "=" * 72 + "\n").join(shown))
