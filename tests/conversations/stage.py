"""The stage for the worked examples: the people that they name, and the mails of ours that they answer."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from mailflow.network import Champion, Status
from mailflow.store.tables import MailRow
from tests.conversations.town import Town, body_of
from tests.understand.mails import BY_ID, example, received

CHAMPIONS = {
    "aisha": ("Aisha Bello", "aisha.bello1@moj.example", "MOJ"),
    "ben": ("Ben Halloran", "ben.halloran@ofsted.example", "Ofsted"),
    "bethan": ("Bethan Prys", "bethan.prys@wg.example", "WG"),
    "callum": ("Callum Baird", "callum.baird@nrs.example", "NRS"),
    "conor": ("Conor McAteer", "conor.mcateer@nisra.example", "NISRA"),
    "dominic": ("Dominic Sale", "dominic.sale@mhclg.example", "MHCLG"),
    "dylan": ("Dylan Evans", "dylan.evans@wg.example", "WG"),
    "eilidh": ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
    "fiona": ("Fiona Abernethy", "fiona.abernethy@nrs.example", "NRS"),
    "grace": ("Grace Okafor", "grace.okafor@ofsted.example", "Ofsted"),
    "hannah": ("Hannah Lindqvist", "h.lindqvist@ofs.example", "OfS"),
    "jon": ("Jonathan Pike", "jonathan.pike@hmrc.example", "HMRC"),
    "kwame": ("Kwame Osei", "kwame.osei@mhclg.example", "MHCLG"),
    "leo": ("Leo Fairweather", "leo.fairweather@ons.example", "ONS"),
    "louise": ("Louise Quinn", "louise.quinn@nisra.example", "NISRA"),
    "lydia": ("Lydia Marsh", "lydia.marsh@defra.example", "Defra"),
    "marianne": ("Marianne Duffy", "marianne.duffy@nrs.example", "NRS"),
    "martin": ("Martin Crewe", "martin.crewe@mod.example", "MOD"),
    "rowan": ("Former Name", "former.name@fsa.example", "FSA"),
    "ruth": ("Ruth Castellano", "ruth.castellano@dwp.example", "DWP"),
    "sam": ("Samir Qureshi", "samir.qureshi@defra.example", "Defra"),
    "tasha": ("Tasha Reid", "tasha.reid@mhclg.example", "MHCLG"),
    "tom": ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
    "wei": ("Wei Zhang", "wei.zhang@dbt.example", "DBT"),
}

DAYS = {
    "2026-09": ("2026-09-01", "2026-09-21", "2026-09-28"),
    "2026-10": ("2026-10-06", "2026-10-26", "2026-11-02"),
    "2026-11": ("2026-11-03", "2026-11-23", "2026-11-30"),
    "2026-12": ("2026-12-01", "", ""),
}
"""On which days groups are made, updates asked for, and the silent reminded."""


class Stage:
    """A town in which one example is played."""

    def __init__(self, folder: Path, number: str) -> None:
        self.entry = BY_ID[number]
        self.at = received(self.entry).astimezone(UTC)
        self.sender = parseaddr(self.entry["from"])[1].lower()
        self.town = Town(folder, meetings=True, invite_weeks=5)
        self.town.now = datetime(2026, 8, 28, 9, tzinfo=UTC)
        self.ours: EmailMessage | None = None
        """The mail of ours that the example answers."""
        self.gets: list[EmailMessage] = []
        """What its sender got."""
        self.subject = ""
        self._raised: list[MailRow] = []

    def has(self, *names: str) -> Stage:
        """These are champions."""
        self.town.has(*(Champion(0, *CHAMPIONS[name], Status.ACTIVE) for name in names))
        return self

    def joins(self, name: str, *, confirmed: bool) -> Stage:
        """Somebody has asked to join on the day of the example, and said yes or not yet."""
        who, address, _ = CHAMPIONS.get(name, ("Priya Raman", "priya.raman@dft.example", "DfT"))
        mailbox = f"{who} <{address}>"
        self.town.now = self.at
        self.town.hears(mailbox, "champion", f"Can I be a user engagement champion please\n\n{who.split()[0]}")
        (self.ours,) = self.town.says()
        if confirmed:
            self.town.replies(mailbox, "YES", self.ours)
            (self.ours,) = self.town.says()
        return self

    def chats(self, *months: str, to: str = "", asked: bool = False, reminded: bool = False) -> Stage:
        """The groups of these months were drawn; the example answers the last group's mail, request or reminder."""
        for month in months:
            drawn, request, reminder = DAYS[month]
            for day in (drawn, *([request] * asked), *([reminder] * reminded)):
                self._sends(day, to)
        return self

    def invited(self, to: str = "") -> Stage:
        """The invitation to the meeting on 9 December has gone out."""
        self.town.wakes("2026-11-04T14:00+00:00")
        self.town.wakes("2026-11-04T15:01+00:00")
        self._notes(to)
        return self

    def _sends(self, day: str, to: str) -> None:
        for clock in ("08:30", "09:30", "11:30"):
            self.town.wakes(f"{day}T{clock}+00:00")
        self._notes(to)

    def _notes(self, to: str) -> None:
        mails = {str(mail["Message-ID"]).strip("<>"): mail for mail in self.town.says()}
        theirs = [
            row.message_id for row in self.town.store.queue.listed() if row.address.lower() == (to or self.sender)
        ]
        found = [mails[one] for one in theirs if one in mails]
        self.ours = found[0] if found else self.ours

    def plays(self) -> list[EmailMessage]:
        """The example comes in as it stands, with the references of our mail; gives what leaves at once."""
        self.town.tells_lead()
        before = {row.id for row in self.town.store.queue.listed()}
        self.town.now = max(self.town.now, self.at)
        domain = self.sender.rpartition("@")[2]
        head = f"Authentication-Results: mx.statistics.example; dmarc=pass header.from={domain}\n"
        raw = example({**self.entry, "subject": f"Fwd: {self.subject}"} if self.subject else self.entry)
        if b"Authentication-Results" in raw:
            head = ""
        if self.ours is not None:
            head += f"In-Reply-To: {self.ours['Message-ID']}\nReferences: {self.ours['Message-ID']}\n"
            if not _quotes(self.entry["body"]) and self.entry["thread"].startswith("reply:") and not _is_machine(raw):
                raw += b"\n" + "\n".join(f"> {line}" for line in body_of(self.ours).splitlines()).encode()
        if b"text/calendar" in raw and self.ours is not None:
            raw = raw.replace(b"meeting-2026-12-09@statistics.example", _uid_of(self.ours))
        self.town._count += 1
        self.town.takes(head.encode() + raw)
        self._raised = [row for row in self.town.store.queue.listed() if row.id not in before]
        letters = self.town.says()
        self.gets = [mail for mail in letters if self.is_to_sender(mail)]
        return letters

    def forwarded(self) -> Stage:
        """Our mail came by way of somebody else: only its subject tells that it was ours."""
        assert self.ours is not None
        self.subject, self.ours = str(self.ours["Subject"]), None
        return self

    def raised(self) -> list[MailRow]:
        """What the example made us plan, but for mails to the lead."""
        return [row for row in self._raised if not row.mail.startswith("lead/")]

    def is_to_sender(self, mail: EmailMessage) -> bool:
        """Whether this copy went to the example's sender."""
        rows = (row for row in self._raised if row.message_id == str(mail["Message-ID"]).strip("<>"))
        return any(row.address == self.sender for row in rows)

    def champion(self, address: str) -> Champion:
        """Who has that address."""
        people = self.town.store.register.champions()
        (found,) = [one for one in people if one.address.startswith(address)]
        return found


def _uid_of(invitation: EmailMessage) -> bytes:
    """The UID of our own entry, which a calendar program sends back."""
    (entry,) = [part for part in invitation.walk() if part.get_content_type() == "text/calendar"]
    lines = str(entry.get_content()).replace("\r\n ", "").splitlines()
    return next(line.removeprefix("UID:") for line in lines if line.startswith("UID:")).encode()


def _quotes(body: str) -> bool:
    return "\n>" in body or "____" in body


def _is_machine(raw: bytes) -> bool:
    return b"text/calendar" in raw or b"auto-replied" in raw
