"""The help desk's mailbox on a real Dovecot: mail that is not ours, people who work in it, and the books they keep."""

from __future__ import annotations

import hashlib
import imaplib
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailflow.store import Store
from mailflow.store.ledger import key_of
from mailflow.store.tables import LedgerRow, MailRow
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.soak.dice import Dice
from tests.soak.letters import MAILBOX

FOLDERS = ("INBOX", "INBOX", "INBOX", "Cases", "Cases/Energy", "Archive", "Junk", "Trash")
"""Where foreign mail lies: three of eight in the inbox, in which mailflow reads it and leaves it."""
FLAGS = ("", "", r"\Seen", r"\Seen \Answered", r"\Flagged", r"\Seen $Label1", r"\Deleted")
ACTS = ("read", "flag", "unread", "move", "file", "delete", "answer")
PAUSE = 0.1
"""Seconds, at the most, from one act of a person to the next."""


@dataclass(frozen=True)
class Kept:
    """Where a mail lies, by the book."""

    folder: str
    uid: int
    flags: frozenset[str] = frozenset()


Book = dict[str, Kept]
"""Every mail by the SHA-256 of its bytes; no two are alike."""


@dataclass
class Desk:
    """The mailbox as the soak sees it. ``book`` has what nobody touches: the letters that come in meanwhile."""

    server: Dovecot
    dice: Dice
    book: Book = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    """The letters that came in a second time."""
    opened: threading.Event = field(default_factory=threading.Event)
    """Set when mailflow has begun to read: from then on people work here."""
    changed: tuple[str, ...] = ()
    """A real server does not tell who changed what: `compare` finds it."""

    @property
    def port(self) -> int:
        """The port of IMAP."""
        return self.server.imap_port

    @property
    def person(self) -> Person:
        """Anybody who knows the password."""
        return Person(MAILBOX, self.port, 0, self.server.password)

    def deliver(self, raw: bytes) -> None:
        """A letter comes in; of two that are the same the book has one."""
        with self.person.program_open() as line:
            kept = puts(line, "INBOX", raw)
        if digest_of(raw) not in self.book:
            self.book[digest_of(raw)] = kept
        else:
            self.twice.append(digest_of(raw))

    @property
    def uidvalidity(self) -> int:
        """Of the inbox."""
        return self._status("UIDVALIDITY")

    @property
    def uidnext(self) -> int:
        """Of the inbox."""
        return self._status("UIDNEXT")

    def _status(self, item: str) -> int:
        with self.person.program_open(readonly=True) as line:
            _, said = line.status("INBOX", f"({item})")
        return int(re.findall(rb"\d+", said[0])[-1])


def digest_of(raw: bytes) -> str:
    """As mailflow does it."""
    return hashlib.sha256(raw).hexdigest()


def puts(line: imaplib.IMAP4, folder: str, raw: bytes, flags: str = "", at: datetime | None = None) -> Kept:
    """Put a mail into a folder, as it was received ``at``."""
    status, said = line.append(f'"{folder}"', flags, f'"{at:%d-%b-%Y %H:%M:%S +0000}"' if at else "", raw)
    assert status == "OK", said
    found = re.search(rb"APPENDUID \d+ (\d+)", said[0])
    assert found is not None, said
    return Kept(folder, int(found[1]), frozenset(flags.split()))


def foreign(number: int, dice: Dice) -> bytes:
    """A mail to the help desk, as long and as odd as mail is."""
    text = f"What was the index number {number} in the year {1990 + dice.below(36)}?\r\n"
    odd = bytes(dice.below(95) + 160 for _ in range(dice.below(200)))
    head = (
        f"From: Reader {number} <reader{number}@mail.example>\r\nTo: {MAILBOX}\r\nSubject: Question {number}\r\n"
        f"Message-ID: <{number}.desk@mail.example>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + text.encode() * (1 + dice.below(60)) + odd + b"\r\n"


def fill(desk: Desk, count: int) -> Book:
    """``count`` foreign mails in all folders, of which half are older than mailflow reads at first sight."""
    book: Book = {}
    now = datetime.now(UTC)
    with desk.person.program_open() as line:
        for folder in sorted(set(FOLDERS) - {"INBOX"}):
            line.create(f'"{folder}"')
        for number in range(count):
            raw = foreign(number, desk.dice)
            folder, flags = FOLDERS[number % len(FOLDERS)], FLAGS[desk.dice.below(len(FLAGS))]
            book[digest_of(raw)] = puts(line, folder, raw, flags, now - timedelta(days=desk.dice.below(28)))
    return book


class Worker(threading.Thread):
    """A person at the desk: so many acts, each on a mail of their own part, each noted in their book."""

    def __init__(self, desk: Desk, book: Book, dice: Dice, acts: int) -> None:
        super().__init__()
        self.book = book
        self.done: dict[str, int] = dict.fromkeys(ACTS, 0)
        self.began = self.ended = datetime.now(UTC)
        self.fault: BaseException | None = None
        self._desk = desk
        self._dice = dice
        self._acts = acts

    def run(self) -> None:
        """All acts, when the desk is open."""
        try:
            self._desk.opened.wait()
            self.began = datetime.now(UTC)
            for number in range(self._acts):
                self._act(number)
                time.sleep(self._dice.between(0, PAUSE))
        except BaseException as fault:
            self.fault = fault
            raise
        finally:
            self.ended = datetime.now(UTC)

    def _act(self, number: int) -> None:
        digest = list(self.book)[self._dice.below(len(self.book))]
        kept, act = self.book[digest], ACTS[self._dice.below(len(ACTS))]
        with self._desk.person.program_open(f'"{kept.folder}"') as line:
            if act == "read" or act == "answer":
                _, parts = line.uid("FETCH", str(kept.uid), "(BODY[])")
                assert digest_of(parts[0][1]) == digest, "a mail is not what it was"
            match act:
                case "read":
                    self.book[digest] = replace(kept, flags=kept.flags | {r"\Seen"})
                case "flag":
                    self._stores(line, digest, r"+FLAGS (\Flagged $Label2)", kept.flags | {r"\Flagged", "$Label2"})
                case "unread":
                    self._stores(line, digest, r"-FLAGS (\Seen \Deleted)", kept.flags - {r"\Seen", r"\Deleted"})
                case "move" | "file":
                    target = FOLDERS[self._dice.below(len(FOLDERS))] if act == "move" else "Cases/Energy"
                    if target != kept.folder:
                        line.uid("MOVE", str(kept.uid), f'"{target}"')
                        said = line.response("COPYUID")[1][0]
                        self.book[digest] = replace(kept, folder=target, uid=int(said.split()[-1]))
                case "delete":
                    line.uid("STORE", str(kept.uid), "+FLAGS", r"(\Deleted)")
                    line.uid("EXPUNGE", str(kept.uid))
                    del self.book[digest]
                case "answer":
                    raw = b"In-Reply-To: <%d>\r\n%s" % (number, foreign(number, self._dice))
                    raw = b"X-Writer: %s\r\n%s" % (self.name.encode(), raw)
                    self._stores(line, digest, r"+FLAGS (\Answered)", kept.flags | {r"\Answered", r"\Seen"})
                    self.book[digest_of(raw)] = puts(line, "Sent", raw, r"\Seen")
        self.done[act] += 1

    def _stores(self, line: imaplib.IMAP4, digest: str, change: str, flags: frozenset[str]) -> None:
        how, _, which = change.partition(" ")
        status, said = line.uid("STORE", str(self.book[digest].uid), how, which)
        assert status == "OK", said
        self.book[digest] = replace(self.book[digest], flags=flags)


@contextmanager
def people_at_work(desk: Desk, book: Book, people: int, acts: int) -> Iterator[list[Worker]]:
    """So many people share ``book`` out among them and work while the block runs, each for ``acts`` acts."""
    shares: list[Book] = [{} for _ in range(people)]
    for place, (digest, kept) in enumerate(book.items()):
        shares[place % people][digest] = kept
    workers = [Worker(desk, share, Dice(place, f"person {place}", often=0), acts) for place, share in enumerate(shares)]
    for worker in workers:
        worker.start()
    try:
        yield workers
    finally:
        desk.opened.set()
        for worker in workers:
            worker.join()


def differences(desk: Desk, people: Sequence[Worker]) -> list[str]:
    """What is not as the books say: a folder, a flag, a byte, a mail too many or one that is gone."""
    found = [f"a person could not work: {person.fault!r}" for person in people if person.fault is not None]
    there = _everything(desk)
    for digest, kept in {**desk.book, **foreign_of(people)}.items():
        lies = there.pop(digest, [])
        if [one.folder for one in lies] != [kept.folder] * (1 + desk.twice.count(digest)):
            found.append(f"a mail of {kept.folder} lies in {[one.folder for one in lies]}")
        found += [
            f"a mail in {kept.folder} has {sorted(one.flags)}, not {sorted(kept.flags)}"
            for one in lies
            if one.flags != kept.flags
        ]
    return found + [f"nobody knows of {len(lies)} mails in {lies[0].folder}" for lies in there.values()]


def answered(people: Sequence[Worker], store: Store) -> list[str]:
    """Which foreign mails mailflow has answered."""
    keys = {key_of(digest) for digest in foreign_of(people)}
    with Session(store.engine) as session:
        sources = set(session.scalars(select(MailRow.source).distinct()))
    return [f"a foreign mail was answered: {key}" for key in sorted(keys & sources)]


def read_meanwhile(people: Sequence[Worker], store: Store) -> int:
    """How many mails mailflow dealt with while the people worked."""
    began, ended = min(one.began for one in people), max(one.ended for one in people)
    with Session(store.engine) as session:
        return session.scalar(select(func.count()).where(LedgerRow.handled.between(began, ended))) or 0


def foreign_of(people: Sequence[Worker]) -> Book:
    """Their books as one."""
    return {digest: kept for person in people for digest, kept in person.book.items()}


def _everything(desk: Desk) -> dict[str, list[Kept]]:
    found: dict[str, list[Kept]] = {}
    with desk.person.program_open(readonly=True) as line:
        _, listed = line.list()
        for folder in (row.decode().rpartition(' "/" ')[2].strip('"') for row in listed):
            line.select(f'"{folder}"', readonly=True)
            _, uids = line.uid("SEARCH", "ALL")
            numbers = uids[0].decode().split()
            for start in range(0, len(numbers), 200):
                _, parts = line.uid("FETCH", ",".join(numbers[start : start + 200]), "(FLAGS BODY.PEEK[])")
                for part in parts:
                    if isinstance(part, tuple):
                        flags = {flag.decode() for flag in imaplib.ParseFlags(part[0])} - {r"\Recent"}
                        found.setdefault(digest_of(part[1]), []).append(Kept(folder, 0, frozenset(flags)))
    return found
