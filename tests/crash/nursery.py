"""A process that bears workers which die: each line in says which configuration, which moment, and where to die.

``python -m tests.crash.nursery`` imports everything once and forks a worker for every line, so that a hundred deaths
cost seconds. A worker dies by SIGKILL at the n-th point: before or after a commit, before or after anything is written
to the SMTP server (so also between the final dot and its reply), after anything written to the IMAP server, and before
a reply is recorded.
"""

from __future__ import annotations

import imaplib
import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from mailflow.almanac import bank_holidays
from mailflow.cli.house import open_store, templates, writer_for
from mailflow.outbox.line import Line
from mailflow.outbox.samples import SAMPLES, sample
from mailflow.outbox.smtp import Transport
from mailflow.outbox.write import Writer
from mailflow.settings import NetworkSettings, Settings, load
from mailflow.understand import understand
from mailflow.worker import Worker


def fatal_points(die_at: int) -> Callable[[], int]:
    """Count the points and die at the ``die_at``-th (0: never); gives a function that tells how many there were."""
    passed = 0

    def point(*_: object) -> None:
        nonlocal passed
        passed += 1
        if passed == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    commit = DefaultDialect.do_commit

    def watched_commit(self: DefaultDialect, connection: Any) -> None:
        point()
        commit(self, connection)
        point()

    DefaultDialect.do_commit = watched_commit  # type: ignore[method-assign,assignment]
    hand_over, transmit, send = Transport.hand_over, Line.transmit, imaplib.IMAP4.send

    def watched_hand_over(self: Transport, *args: object) -> object:
        point()
        verdict = hand_over(self, *args)  # type: ignore[arg-type]
        point()
        return verdict

    def watched_transmit(self: Line, data: bytes) -> None:
        point()
        transmit(self, data)
        point()

    def watched_send(self: imaplib.IMAP4, data: bytes) -> None:
        # before it is as after the reply to the command before, of which the server keeps nothing: we only read
        send(self, data)
        point()

    Transport.hand_over = watched_hand_over  # type: ignore[method-assign,assignment]
    Line.transmit = watched_transmit  # type: ignore[method-assign]
    imaplib.IMAP4.send = watched_send  # type: ignore[method-assign]
    return lambda: passed


def work(config: str, at: str, die_at: int) -> int:
    """One worker's life; how many points it passed."""
    settings = load(Path(config))
    store = open_store(settings)
    passed = fatal_points(die_at)
    moment = datetime.fromisoformat(at)
    with store.alone() as alone:
        assert alone, "the dead worker's lock is still held"
        Worker(settings, store, writer_for(settings, store.key), lambda: moment, rehearsal=True).once()
    return passed()


def warm_up() -> None:
    """Import and compile here, once, what every worker would import and compile after its birth."""
    writer = Writer(
        Settings(network=NetworkSettings(mailbox="a@b.example")), templates(("en", "cy")), b"k" * 32, os.urandom
    )
    for mail in SAMPLES:
        writer.mail(sample(mail))
    understand(b"From: a@b.example\nSubject: champion\n\nCan I be a user engagement champion please, from March?")
    bank_holidays("england", 2026)


def main() -> None:
    """A line in, a line out: ``{"died": bool, "points": n}``."""
    warm_up()
    for line in sys.stdin:
        order = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writing, str(work(**order)).encode())
            os._exit(0)
        os.close(writing)
        _, status = os.waitpid(child, 0)
        points = os.read(reading, 20)
        os.close(reading)
        died = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print(json.dumps({"died": died, "points": int(points or 0), "status": status}), flush=True)


if __name__ == "__main__":
    main()
