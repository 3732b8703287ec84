"""What a second worker adds in delivering, on PostgreSQL: the same round of mails by one worker, then by two at once.

Told, too, is what bounds it: what a mail costs worker, database and SMTP server in processor time, and how busy all of
them kept the machine. Two can be no faster than its processors are for these together.
"""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from tempfile import TemporaryDirectory

from benchmarks.parts.apart import apart, deliver
from benchmarks.parts.crowd import Crowd, crowd
from benchmarks.parts.figures import Figure, report
from benchmarks.parts.machine import processor_seconds
from benchmarks.parts.progress import progress
from benchmarks.parts.sink import sink
from tests.doors.servers.postgres import Postgres, postgres

MAILS = 4_000
ADDS = 1.2
"""Two workers deliver at least so many times what one does."""
COSTS = 1.25
"""With two, a mail costs at most so many times the processor time: they do not get in each other's way."""
BEGINS, DRAWN, LEAVES = (
    datetime.fromisoformat(moment)
    for moment in ("2026-11-30T12:00+00:00", "2026-12-01T09:30+00:00", "2026-12-01T11:00+00:00")
)


@dataclass(frozen=True)
class Run:
    """One delivery of all the mails. All in seconds, but what each worker delivered."""

    wall: float
    workers: float
    database: float
    server: float
    shares: tuple[int, ...]

    @property
    def rate(self) -> float:
        """Mails a second."""
        return sum(self.shares) / self.wall

    @property
    def cost(self) -> float:
        """Milliseconds of a processor a mail, all together."""
        return 1000 * (self.workers + self.database + self.server) / sum(self.shares)

    def told(self) -> str:
        """Where the time went, in milliseconds of a processor a mail."""
        parts = (("worker", self.workers), ("database", self.database), ("SMTP server", self.server))
        spent = ", ".join(f"{name} {1000 * seconds / sum(self.shares):.2f}" for name, seconds in parts)
        delivered = " and ".join(f"{share:,}" for share in self.shares)
        return f"{self.rate:.0f} mails a second ({delivered}); milliseconds of a processor a mail: {spent}"


def main() -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    with postgres() as database, sink() as smtp_port:
        one, two = (_run(database, smtp_port, workers) for workers in (1, 2))
    print(f"one worker:  {one.told()}\ntwo workers: {two.told()}")
    processors = os.cpu_count() or 1
    report(
        [
            Figure("one worker", one.rate, unit="mails a second"),
            Figure("two workers", two.rate / one.rate, ADDS, "times that", at_least=True),
            Figure("one worker, processors busy", one.cost * one.rate / 1000, unit=f"of {processors}"),
            Figure("two workers, processors busy", two.cost * two.rate / 1000, unit=f"of {processors}"),
            Figure("two workers, processor time a mail", two.cost / one.cost, COSTS, "times that of one"),
            Figure("all processors busy with nothing else", 1000 * processors / two.cost, unit="mails a second"),
        ]
    )


def _run(database: Postgres, smtp_port: int, workers: int) -> Run:
    with TemporaryDirectory() as folder:
        network = crowd(MAILS, database.new_database(), BEGINS, mark=f"{folder}/mark", smtp_port=smtp_port)
        network.now = DRAWN
        with progress("mails written", lambda: network.written, MAILS):
            network.worker.tick()
        with progress(f"delivered by {workers}", lambda: network.mails("sent"), network.mails()):
            run = _deliver(network, workers, database, smtp_port)
        network.store.engine.dispose()
    return run


def _deliver(network: Crowd, workers: int, database: Postgres, smtp_port: int) -> Run:
    with ExitStack() as stack:
        lines = [stack.enter_context(apart(deliver, network.settings, LEAVES)) for _ in range(workers)]
        for line in lines:
            line.recv()  # it has opened the database and can begin
        before = processor_seconds(database.port), processor_seconds(smtp_port)
        began = time.perf_counter()
        for line in lines:
            line.send("go")
        done = [line.recv() for line in lines]
        wall = time.perf_counter() - began
        after = processor_seconds(database.port), processor_seconds(smtp_port)
        for line in lines:
            line.send("end")
    shares, spent = zip(*done, strict=True)
    return Run(wall, sum(spent), after[0] - before[0], after[1] - before[1], shares)


if __name__ == "__main__":
    main()
