"""What a worker needs of memory when much waits: 1,000 and 100,000 mails in the mailbox, and as many in the outbox.

Each worker is a process of its own, measured at its highest. It takes the same number of mails from each mailbox and each
outbox, so that only what waits behind them differs; from the largest it goes on taking, to see that it stays as it is.
The mailbox is on the soak's IMAP server, which here tells the truth; mail goes to `smtp-sink`.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.parts.crowd import Crowd, again, crowd
from benchmarks.parts.figures import Figure, report
from benchmarks.parts.letters import answers
from benchmarks.parts.machine import peak_mb
from benchmarks.parts.progress import progress
from benchmarks.parts.sink import sink
from mailflow.settings import Settings
from mailflow.store.tables import MailRow
from tests.soak.dice import Dice
from tests.soak.lying_imap import LyingImap, Mail, lying_imap

FEW, MANY = 1_000, 100_000
TAKEN = 1_000
FLAT = 1.2
BEGINS, DRAWN = (datetime.fromisoformat(day) for day in ("2026-11-30T12:00+00:00", "2026-12-01T09:30+00:00"))
NOW = datetime.fromisoformat("2026-12-01T11:00+00:00")
PASSWORD = "MAILFLOW_IMAP_PASSWORD"  # the name of a variable, not a password


@dataclass(frozen=True)
class Box:
    """A place where mail waits: how a worker takes from it, and how that is counted."""

    name: str
    work: Callable[[Crowd], object]
    taken: str
    """Counts what has been taken so far."""


def _receive(network: Crowd) -> None:
    with network.worker.open_mailbox() as mailbox:
        network.worker.receive(mailbox)


INBOX = Box("mailbox", _receive, "SELECT count(*) FROM ledger")
OUTBOX = Box("outbox", lambda network: network.worker.deliver(), "SELECT count(*) FROM mails WHERE state = 'sent'")


def main() -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    os.environ[PASSWORD] = "not checked"
    found = []
    for box, fill in ((INBOX, _fill_mailbox), (OUTBOX, _fill_outbox)):
        peaks = {}
        for count in (FEW, MANY):
            with TemporaryDirectory() as folder, sink() as port, lying_imap(Dice(1, "imap", often=0)) as server:
                network = crowd(FEW, f"sqlite:///{folder}/m.db", BEGINS, smtp_port=port)
                settings = _with_mailbox(network.settings, server)
                with progress(f"{box.name}, {count:,} waiting", lambda: 0, count):
                    fill(network, server, count)
                network.store.engine.dispose()
                shares = (TAKEN, 2 * TAKEN, 2 * TAKEN) if count == MANY else (TAKEN,)
                peaks[count] = list(_worker(box, settings, shares))
        first, taken = peaks[FEW][0], (TAKEN, sum(shares))
        found.append(Figure(f"{FEW:,} in the {box.name}, after {TAKEN:,} of them", first, unit="MB"))
        for done, peak in zip(taken, (peaks[MANY][0], peaks[MANY][-1]), strict=True):
            name = f"{MANY:,} in the {box.name}, after {done:,} of them"
            found.append(Figure(name, peak / first, FLAT, "times that"))
    report(found)


def _with_mailbox(settings: Settings, server: LyingImap) -> Settings:
    mailbox = {"host": "127.0.0.1", "port": server.port, "security": "none", "password_env": PASSWORD}
    return settings.model_copy(update={"imap": settings.imap.model_copy(update=mailbox)})


def _fill_mailbox(network: Crowd, server: LyingImap, count: int) -> None:
    for start in range(0, count, len(network.people)):
        for raw in answers(network.people, NOW, network.dice):
            other = raw.replace(b"Message-ID: <", f"Message-ID: <{start}.".encode())
            server.mails.append(Mail(server.uidnext, other))
            server.uidnext += 1


def _fill_outbox(network: Crowd, _server: LyingImap, count: int) -> None:
    """The mails of a round, again and again under other codes."""
    network.now = DRAWN
    network.worker.tick()
    with Session(network.store.engine) as session, session.begin():
        table = MailRow.__table__
        written = [dict(row) for row in session.execute(table.select().where(table.c.mail == "chat/group")).mappings()]
        session.execute(table.delete())  # type: ignore[attr-defined]
        for start in range(0, count, len(written)):
            session.execute(insert(MailRow), [_copy(row, start + place) for place, row in enumerate(written)])


def _copy(row: dict[str, object], number: int) -> dict[str, object]:
    differs = {"id": number + 1, "code": f"{number:07}", "message_id": f"{number}@statistics.example"}
    return {**row, **differs, "source": f"waiting:{number}", "state": "planned", "not_before": NOW}


def _worker(box: Box, settings: Settings, shares: tuple[int, ...]) -> Iterator[float]:
    """Its memory at its highest, in MB, after each share of mails."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(box.name, settings, shares, theirs))
    process.start()
    theirs.close()
    for _ in shares:
        yield ours.recv()
    process.join()


def _work(name: str, settings: Settings, shares: tuple[int, ...], told: multiprocessing.connection.Connection) -> None:
    box = INBOX if name == INBOX.name else OUTBOX
    until = 0
    for share in shares:
        network = again(settings, NOW)
        until += share
        _stop_at(until, box, network)
        box.work(network)
        network.store.engine.dispose()
        told.send(peak_mb())


def _stop_at(count: int, box: Box, network: Crowd) -> None:
    """Let the worker stop once so many have been taken, by a thread that counts."""

    def watch() -> None:
        while network.count(box.taken) < count:
            time.sleep(0.05)
        network.worker.stop()

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
