"""One soak: letters come in, workers read and answer and are killed, until all is done; then the books are compared."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import update
from sqlalchemy.orm import Session

from mailflow.cli.house import open_store
from mailflow.settings import load
from mailflow.store import Store
from mailflow.store.tables import MailRow
from tests.doors.servers.dovecot import PASSWORD
from tests.soak.books import Findings, compare
from tests.soak.dice import Dice
from tests.soak.letters import MAILBOX, Written, letters, members
from tests.soak.lying_imap import lying_imap
from tests.soak.lying_smtp import LyingSmtp, lying_smtp

ROOT = Path(__file__).resolve().parents[2]
OVERLAP = 200
"""Rows of the ledger that are looked at once more: of two workers' rows the later number may be there first."""
_WAITING = "'planned', 'held', 'leased', 'handed_over'"
_NOT_SHOWN = "'outbox:' || id NOT IN (SELECT source FROM questions WHERE intent = 'delivery')"
_CONFIG = """
[network]
mailbox = "{mailbox}"
lead_address = ""
organisations = "{root}/config/organisations.csv"
key_file = "{folder}/key"
[imap]
host = "127.0.0.1"
port = {imap}
security = "none"
username = "{mailbox}"
poll_seconds = 1
timeout_seconds = 5
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
timeout_seconds = 5
[database]
url = "{url}"
mark = "{folder}/mark"
[trust]
authserv_ids = ["mx.statistics.example"]
[digest]
send = false
[chats]
every = "FREQ=YEARLY;UNTIL=20200101"
[sending]
per_hour = 1000000
per_domain_hour = 1000000
answers_per_hour = 1000000
refused_per_hour = 1000000
answers_per_day = 1000000
per_thread_30_days = 1000000
"""


@dataclass(frozen=True)
class Plan:
    """How much, and how rough."""

    messages: int
    seed: int
    url: str = ""
    """Empty: SQLite."""
    workers: int = 1
    kill_every: int = 200
    """Letters, about, from one ``kill -9`` to the next."""
    beside: int = 0
    """How many other mails lie in the inbox when it begins, which are read, too."""
    may_come: Callable[[int], bool] = lambda _: True
    """Hears all the time how many mails have their outcome, and says whether letters come in yet."""
    seconds: float = 7200.0
    """When it is given up."""
    often: float = 0.01
    """How many commands in a hundred meet a fault, as a fraction."""


@dataclass(frozen=True)
class Played:
    """What came of it."""

    findings: Findings
    kills: int
    seconds: float
    faults: dict[str, int]


class Mailbox(Protocol):
    """The mailbox as the soak fills it, whatever server has it."""

    port: int
    dice: Dice
    changed: Sequence[str]
    uidvalidity: int
    uidnext: int

    def deliver(self, raw: bytes) -> None:
        """A mail comes into the inbox."""


def play(
    plan: Plan, folder: Path, told: Callable[[str], None] = lambda _: None, mailbox: Mailbox | None = None
) -> Played:
    """Run it; ``told`` hears from time to time how far it is. Raises TimeoutError if it does not end.

    ``mailbox``: a server that tells the truth; without it a lying one is started.
    """
    people = members(max(20, plan.messages // 20))
    written = list(letters(plan.messages, people, Dice(plan.seed, "letters", often=0)))
    began = time.monotonic()
    with ExitStack() as stack:
        imap = mailbox or stack.enter_context(
            lying_imap(Dice(plan.seed, "imap", often=plan.often), plan.messages // 10)
        )
        smtp = stack.enter_context(lying_smtp(Dice(plan.seed, "smtp", often=plan.often)))
        config = _configure(plan, folder, imap, smtp)
        store = _settle(config, folder, people)
        stack.callback(store.engine.dispose)
        crew = stack.enter_context(_crew(plan, config, folder))
        _let_it_rain(plan, written, imap, store, crew, told)
        return Played(
            compare(store, written, imap.changed, smtp), crew.kills, time.monotonic() - began,
            {f"imap {name}": count for name, count in imap.dice.rolled.items()}
            | {f"smtp {name}": count for name, count in smtp.dice.rolled.items()},
        )  # fmt: skip


def _configure(plan: Plan, folder: Path, imap: Mailbox, smtp: LyingSmtp) -> Path:
    config = folder / "mailflow.toml"
    url = plan.url or f"sqlite:///{folder}/soak.db"
    shown = _CONFIG.format(mailbox=MAILBOX, root=ROOT, folder=folder, imap=imap.port, smtp=smtp.port, url=url)
    config.write_text(shown, encoding="utf-8")
    return config


def _settle(config: Path, folder: Path, people: list[tuple[str, str, str]]) -> Store:
    table = folder / "people.csv"
    table.write_text("name,address,organisation\n" + "".join(f"{','.join(row)}\n" for row in people), encoding="utf-8")
    command = [sys.executable, "-m", "mailflow", "--config", str(config), "champions", "import", str(table)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return open_store(load(config))


class Crew:
    """The workers; each that dies is followed by another."""

    def __init__(self, plan: Plan, config: Path, log: Path) -> None:
        self._command = [sys.executable, "-m", "mailflow", "--config", str(config), "work"]
        self._log = log
        self._dice = Dice(plan.seed, "kills", often=0)
        self._workers: list[subprocess.Popen[bytes]] = []
        self._plan = plan
        self.kills = 0
        self.next_kill = self._after(0)

    def start(self) -> None:
        """As many as there should be."""
        self._workers = [one for one in self._workers if one.poll() is None]
        while len(self._workers) < self._plan.workers:
            with self._log.open("ab") as log:
                env = {**os.environ, "MAILFLOW_IMAP_PASSWORD": PASSWORD}
                self._workers.append(subprocess.Popen(self._command, cwd=ROOT, env=env, stdout=log, stderr=log))

    def suffer(self, handled: int) -> None:
        """Now and then one of them is killed in the course of its work."""
        if handled < self.next_kill:
            return
        self._workers[self._dice.below(len(self._workers))].kill()
        self.kills += 1
        time.sleep(0.05)
        self.start()
        self.next_kill = self._after(handled)

    def _after(self, handled: int) -> int:
        return handled + max(1, round(self._dice.between(0.5, 1.5) * self._plan.kill_every))

    def living(self) -> list[int]:
        """Their process numbers."""
        return [one.pid for one in self._workers if one.poll() is None]

    def stop(self) -> None:
        """All go home."""
        for one in self._workers:
            one.send_signal(signal.SIGTERM)
        for one in self._workers:
            one.wait(60)


@contextmanager
def _crew(plan: Plan, config: Path, folder: Path) -> Iterator[Crew]:
    crew = Crew(plan, config, folder / "workers.log")
    crew.start()
    try:
        yield crew
    finally:
        crew.stop()


def _let_it_rain(
    plan: Plan, written: list[Written], imap: Mailbox, store: Store, crew: Crew, told: Callable[[str], None]
) -> None:
    """All letters, some of them twice; then until nothing waits any more."""
    dice = Dice(plan.seed, "rain", often=0.005)
    until = time.monotonic() + plan.seconds
    fed, said, standing = 0, 0.0, Standing(store)
    while time.monotonic() < until:
        crew.start()
        handled, waiting = standing.now()
        may_come = plan.may_come(handled)
        if handled < len(written) + plan.beside:
            crew.suffer(handled)
        until_now = min(len(written), crew.next_kill + plan.kill_every, handled + 2000) if may_come else 0
        if crew.next_kill <= (len(written) + plan.beside) // 2:
            until_now = min(until_now, len(written) - 1)  # else a fast worker is past its end unharmed
        for letter in written[fed : max(fed, until_now)]:
            imap.deliver(letter.raw)
            fed += 1
            if dice.fault(("twice",)):
                imap.deliver(letter.raw)
        if time.monotonic() > said:
            told(f"{handled:,} of {len(written):,} handled, {waiting:,} mails wait, {crew.kills} kills")
            said = time.monotonic() + 10
        if fed == len(written) and handled >= len(written) and _is_read(store, imap):
            if not waiting:
                return
            _hasten(store, crew)
        time.sleep(0.3)
    raise TimeoutError(f"after {plan.seconds:.0f} seconds {standing.now()} of {len(written)}: see {crew._log}")


class Standing:
    """How far the workers are, looked up without keeping them from writing, and reading only what is new."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine
        self._done: set[str] = set()
        self._open: set[int] = set()
        self._last = 0

    def now(self) -> tuple[int, int]:
        """(letters with an outcome, mails that have not left or are in doubt and not yet shown)."""
        again = ", ".join(map(str, self._open)) or "0"
        self._open.clear()
        lately = self._last - OVERLAP
        for number, digest, outcome in self._ask(
            f"SELECT id, digest, outcome FROM ledger WHERE id > {lately} OR id IN ({again})"
        ):
            self._last = max(self._last, number)
            if outcome == "waiting":
                self._open.add(number)
            else:
                self._done.add(digest)
        ((waiting,),) = self._ask(f"SELECT count(*) FROM mails WHERE prompted AND state IN ({_WAITING})")
        ((doubts,),) = self._ask(f"SELECT count(*) FROM mails WHERE state = 'unknown' AND {_NOT_SHOWN}")
        return len(self._done), waiting + doubts

    def _ask(self, query: str) -> list[Any]:
        """By the driver: on SQLite the engine begins a transaction that locks writers out."""
        line = self._engine.raw_connection()
        try:
            cursor = line.cursor()
            cursor.execute(query)
            return list(cursor.fetchall())
        finally:
            line.close()


def _hasten(store: Store, crew: Crew) -> None:
    """Time passes: what is tried again in a minute, or in an hour, is tried again now; the leases of the dead end."""
    now = datetime.now(UTC)
    again = update(MailRow).where(MailRow.state == "planned", MailRow.attempts > 0)
    leased = update(MailRow).where(MailRow.state.in_(("leased", "handed_over")))
    for pid in crew.living():
        leased = leased.where(MailRow.lease_owner.not_like(f"%:{pid}:%"))
    with Session(store.engine) as session, session.begin():
        session.execute(again.values(not_before=now))
        session.execute(leased.values(leased_until=now))


def _is_read(store: Store, imap: Mailbox) -> bool:
    cursor = store.ledger.cursor("INBOX")
    return cursor is not None and (cursor.uidvalidity, cursor.last_uid) == (imap.uidvalidity, imap.uidnext - 1)
