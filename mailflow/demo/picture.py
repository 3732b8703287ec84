"""What came of the play: letters beside their answers, a table of the months, and where to look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import default
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

from mailflow.demo.pen import Received
from mailflow.demo.play import Play
from mailflow.demo.town import received
from mailflow.store.tables import MailRow

HALF = 58
SCREEN = 50


@dataclass(frozen=True, slots=True)
class Month:
    """One row of the table."""

    month: str
    drawn: int
    met: int
    updates: int
    reminders: int
    joined: int
    left: int


def months(play: Play) -> list[Month]:
    """What the store holds, month by month."""
    register = play.store.register
    told: dict[str, set[int]] = {}
    for _, update in register.updates():
        told.setdefault(update.month, set()).add(update.champion)
    sent = [row for row in play.store.queue.listed(("sent",), 100_000) if row.sent]
    people = register.champions()
    return [
        Month(
            one.month,
            sum(len(group.members) for group in one.groups),
            sum(group.met is True for group in one.groups),
            len(told.get(one.month, ())),
            sum(row.mail == "update/remind" and row.number == one.month for row in sent),
            sum(bool(who.joined and f"{who.joined:%Y-%m}" == one.month) for who in people if who.applied),
            sum(bool(who.left and f"{who.left:%Y-%m}" == one.month) for who in people),
        )
        for one in register.rounds()
    ]


def save_letters(play: Play) -> int:
    """Write every mail, both ways, as ``.eml`` files into ``mails/``; gives how many."""
    folder = play.folder / "mails"
    saved = 0
    for number, (person, raw) in enumerate(play.town.sent, 1):
        saved += _save(folder / "in", f"{number:04d} {person.name}", raw)
    network = play.settings.network
    mailboxes = [*((one.name, one.address) for one in play.people), (network.lead, network.lead_address)]
    for name, address in mailboxes:
        for number, raw in enumerate(play.town.server.mailbox(address), 1):
            subject = BytesHeaderParser(policy=default).parsebytes(raw)["Subject"]
            saved += _save(folder / "out" / name, f"{number:02d} {subject}", raw)
    return saved


def _save(folder: Path, name: str, raw: bytes) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^\w .,-]", "", name)[:80]
    (folder / f"{safe}.eml").write_bytes(raw)
    return 1


@dataclass(frozen=True, slots=True)
class Exchange:
    """What somebody wrote, and what they got."""

    title: str
    wrote: Received
    got: Received | None


SCENES = (
    ("A newcomer writes in", "join/confirm"),
    ("… and confirms by replying", "join/welcome"),
    ("An update in plain words", "update/receipt"),
    ("Nothing to report is an answer too", "update/nil"),
    ("Somebody cannot make it this month", "membership/skipped"),
    ("Somebody needs a break", "membership/paused"),
    ("A colleague is nominated", "join/nominator"),
    ("Somebody moves on", "membership/left"),
)


def exchanges(play: Play) -> Iterator[Exchange]:
    """One letter and its answer for each scene, and a mail that is not ours: left alone."""
    wrote = {mail.message_id: mail for mail in (received(raw) for _, raw in play.town.sent)}
    rows = play.store.queue.listed(("sent",), 100_000)
    for title, mail in SCENES:
        for row in reversed(rows):
            got = received(row.raw) if row.mail == mail and row.raw else None
            letter = wrote.get(_answered(row)) if got else None
            if letter and got:
                yield Exchange(title, letter, got)
                break
    for foreign in wrote.values():
        if foreign.subject == "RPI":
            yield Exchange("Not ours: left in the mailbox, unread and unmoved, for the help desk", foreign, None)


def brief(play: Play) -> str:
    """One of the lead's briefs: the fullest that fits on a screen."""
    mails = [received(raw) for raw in play.town.server.mailbox(play.settings.network.lead_address)]
    briefs = [mail for mail in mails if mail.subject.startswith("Brief for") and mail.text.count("\n") < SCREEN]
    if not briefs:
        return ""
    fullest = max(briefs, key=lambda mail: len(mail.text))
    head = "── What the lead reads in the morning, and answers by number ".ljust(2 * HALF + 3, "─")
    return "\n".join([head, f"Subject: {fullest.subject}", "", *fullest.text.splitlines(), ""])


def _answered(row: MailRow) -> str:
    match = re.search(rb"^In-Reply-To:\s*<([^>]+)>", row.raw or b"", re.MULTILINE)
    return match[1].decode() if match else ""


def side_by_side(exchange: Exchange) -> str:
    """A letter and its answer as two columns of text."""
    left = _page(f"{exchange.wrote.sender.partition(' <')[0]} wrote", exchange.wrote)
    right = _page("and got", exchange.got) if exchange.got else ["and got", "", "(nothing)"]
    rows = (f"{one:<{HALF}} │ {other}" for one, other in zip_longest(left, right, fillvalue=""))
    return "\n".join([f"── {exchange.title} ".ljust(2 * HALF + 3, "─"), *(row.rstrip() for row in rows), ""])


def _page(head: str, mail: Received) -> list[str]:
    body = [part for line in mail.text.splitlines() for part in (wrap(line, HALF) or [""])]
    if len(body) > 26:
        body = [*body[:25], "…"]
    return [head, *wrap(f"Subject: {mail.subject}", HALF), "", *body]
