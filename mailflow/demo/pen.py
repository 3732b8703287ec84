"""How the townsfolk write: new letters and replies, quoted as mail programs do, with references or without."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from random import Random

from mailflow.demo.people import Person

UPDATES = (
    "We have launched the strategy internally, with a short talk at our analysts' meeting.",
    "We've got GA4 running on the data portal now and are looking at which tables nobody opens.",
    "Our user engagement network had its first meeting: 14 people, and plenty of ideas.",
    "We held a workshop with the USER hub and came away with a plan for our release pages.",
    "Planning a joint user survey with two other departments, to go out in the new year.",
    "New intranet page for user engagement is live. It took longer than it should have.",
    "We looked at all our publications and agreed five measures for how well we engage with users.",
    "We asked 20 regular users to test the new tables, and changed the headings after it.",
    "Not much yet, but we are drafting a page of frequently asked questions with our users.",
)
MET = ("We met on Tuesday, good chat. ", "Our group met last week. ", "We met, all four of us. ", "", "")
TIMES = (
    "Hi all, lovely to e-meet you. Would Tuesday at 2pm work? I can send a Teams link.",
    "Hello everyone, how about Thursday at 11am? 20 minutes should be enough.",
    "Hi all, any time Wednesday afternoon suits me. Shall we say 3pm?",
)
FOOTERS = ("", "", "\n\nSent from Outlook for iOS", "\n\nSent from my iPhone")
DISCLAIMER = (
    "\n\nThis email and any files transmitted with it are confidential and intended solely for the "
    "use of the individual or entity to whom they are addressed. "
    "If you wish to unsubscribe from our newsletters, please contact us."
)


@dataclass(frozen=True, slots=True)
class Received:
    """A mail that somebody got, as their mail program shows it."""

    subject: str
    sender: str
    to: tuple[str, ...]
    message_id: str
    references: str
    text: str
    automatic: bool


class Pen:
    """Writes as people do; seeded."""

    def __init__(self, mailbox: str, rng: Random) -> None:
        self._mailbox = mailbox
        self._rng = rng
        self._count = 0

    def letter(self, person: Person, at: datetime, subject: str, body: str) -> bytes:
        """A new letter to the mailbox."""
        return self._mail(person, at, subject, self._signed(person, body), [self._mailbox])

    def reply(self, person: Person, at: datetime, to: Received, body: str, *, everybody: bool = False) -> bytes:
        """A reply, quoted below as Outlook or Gmail do."""
        wrote = self._rng.choice(["outlook", "gmail"])
        quote = _outlook(to, at) if wrote == "outlook" else _gmail(to, at)
        subject = to.subject if to.subject.lower().startswith("re:") else f"Re: {to.subject}"
        others = [one for one in to.to if one != person.address] if everybody else []
        references = f"{to.references} <{to.message_id}>".strip()
        text = self._signed(person, body) + "\n\n" + quote
        headers = {"In-Reply-To": f"<{to.message_id}>", "References": references}
        return self._mail(person, at, subject, text, [self._mailbox, *others], **headers)

    def out_of_office(self, person: Person, at: datetime, to: Received, until: datetime) -> bytes:
        """What Exchange answers by itself."""
        body = f"Thank you for your email. I am on annual leave until {until:%A} {until.day} {until:%B %Y}."
        headers = {
            "Auto-Submitted": "auto-replied",
            "X-Auto-Response-Suppress": "All",
            "In-Reply-To": f"<{to.message_id}>",
        }
        return self._mail(person, at, f"Automatic reply: {to.subject}", body, [self._mailbox], **headers)

    def update(self) -> str:
        """A sentence or two about somebody's work."""
        return self._rng.choice(MET) + self._rng.choice(UPDATES)

    def time(self) -> str:
        """A convener suggests a time."""
        return self._rng.choice(TIMES)

    def _signed(self, person: Person, body: str) -> str:
        end = self._rng.random()
        text = f"{body}\n\n{person.first_name}"
        if end < 0.2:
            text += f"\n\n--\n{person.name}\nStatistician, {person.organisation.name}{DISCLAIMER}"
        return text + self._rng.choice(FOOTERS)

    def _mail(self, person: Person, at: datetime, subject: str, text: str, to: list[str], **headers: str) -> bytes:
        self._count += 1
        message = EmailMessage(policy=SMTP)
        message["From"] = f"{person.name} <{person.address}>"
        message["To"] = ", ".join(to)
        message["Subject"] = subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self._count}.{at:%Y%m%d%H%M}@{person.address.rpartition('@')[2]}>"
        for name, value in headers.items():
            message[name] = value
        message.set_content(text)
        return message.as_bytes()


def _outlook(to: Received, at: datetime) -> str:
    head = f"From: {to.sender}\nSent: {at:%d %B %Y %H:%M}\nSubject: {to.subject}"
    return f"________________________________\n{head}\n\n{to.text}"


def _gmail(to: Received, at: datetime) -> str:
    quoted = "\n".join(f"> {line}".rstrip() for line in to.text.splitlines())
    return f"On {at:%a, %d %b %Y} at {at:%H:%M}, {to.sender} wrote:\n\n{quoted}"
