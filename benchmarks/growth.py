"""What a network costs as it grows: 56 members, 5,600 and 100,000, on SQLite, one worker.

Processor time a mail that comes in (an answer to the monthly request: understood, decided, kept, answered) and a mail
that is planned; the smallest network is the baseline of the same run. And the clock on the wall for the month of the
largest: the tick that draws the groups until all of its mails lie written in the outbox, and until the last of them
was taken by an SMTP server on this machine. Everybody has eleven rounds behind them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from tempfile import TemporaryDirectory

from benchmarks.parts.crowd import Crowd, crowd
from benchmarks.parts.figures import Figure, report
from benchmarks.parts.letters import answers
from benchmarks.parts.machine import peak_mb
from benchmarks.parts.progress import EVERY, progress
from benchmarks.parts.shelf import Shelf
from benchmarks.parts.sink import sink

SIZES = (56, 5_600, 100_000)
LIMIT = 1.5
ROUND_SECONDS = 600.0
LETTERS = 2000
"""At most so many answers are read of one network."""
MONTH = (
    ("groups", "2026-12-01T09:30+00:00"),
    ("delivered", "2026-12-01T11:00+00:00"),
    ("requests", "2026-12-21T09:30+00:00"),
    ("answers", "2026-12-22T11:00+00:00"),
    ("the next brief", "2026-12-23T08:30+00:00"),
    ("reminders", "2026-12-29T09:30+00:00"),
)


@dataclass
class Step:
    """Seconds by the processor and by the clock on the wall, and how many mails they were for."""

    processor: float = 0.0
    wall: float = 0.0
    mails: int = 0

    def add(self, other: Step) -> None:
        """Count another month's step into this one."""
        self.processor += other.processor
        self.wall += other.wall
        self.mails += other.mails

    @property
    def per_mail(self) -> float:
        """Milliseconds of the processor a mail."""
        return 1000 * self.processor / max(1, self.mails)


@dataclass
class Month:
    """What each step of a month cost."""

    steps: dict[str, Step] = field(default_factory=lambda: {name: Step() for name, _ in MONTH})

    def add(self, other: Month) -> None:
        """Count another month into this one."""
        for name, step in other.steps.items():
            self.steps[name].add(step)

    @property
    def planned(self) -> Step:
        """All that was planned to leave unprompted."""
        whole = Step()
        for name in ("groups", "requests", "the next brief", "reminders"):
            whole.add(self.steps[name])
        return whole


def main(sizes: tuple[int, ...]) -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    months: dict[int, Month] = {}
    with sink() as port:
        _month(sizes[0], 0, port)  # warm: imports, templates, patterns
        for size in sizes:
            months[size] = Month()
            for seed in range(1, max(1, min(20, LETTERS // size)) + 1):
                months[size].add(_month(size, seed, port))
            _tell(size, months[size])
    report(_figures(months))


def _tell(size: int, month: Month) -> None:
    print(f"\n{size:,} members{'mails':>25}{'processor, s':>14}{'ms a mail':>12}{'wall, s':>10}")
    for name, step in month.steps.items():
        print(_line(name, step))
    print(f"  memory at most {peak_mb():,.0f} MB", flush=True)


def _line(name: str, step: Step) -> str:
    return f"  {name:30}{step.mails:9,}{step.processor:14.2f}{step.per_mail:12.2f}{step.wall:10.1f}"


def _figures(months: dict[int, Month]) -> list[Figure]:
    small, *larger = months
    found = []
    for name, cost in (
        ("a mail that comes in", lambda month: month.steps["answers"].per_mail),
        ("a mail that is planned", lambda month: month.planned.per_mail),
    ):
        base = cost(months[small])
        found.append(Figure(f"{name}, {small:,} members", base, unit="ms of processor time"))
        found += [
            Figure(f"{name}, {size:,} members", cost(months[size]) / base, LIMIT, "times that") for size in larger
        ]
    largest = max(months)
    steps = months[largest].steps
    for name, step in (("drawn and written", steps["groups"]), ("delivered", steps["delivered"])):
        found.append(Figure(f"the round of {largest:,}: {name}", step.wall, ROUND_SECONDS, "s"))
    return found


def _month(size: int, seed: int, port: int) -> Month:
    """December 2026, in a network of ``size``: groups, requests, answers, reminders, and the lead's briefs."""
    month = Month()
    with TemporaryDirectory() as folder:
        begins = datetime.fromisoformat("2026-11-30T12:00+00:00")
        network = crowd(size, f"sqlite:///{folder}/m.db", begins, seed=seed, smtp_port=port)
        for name, moment in MONTH:
            network.now = datetime.fromisoformat(moment)
            match name:
                case "answers":
                    _hear(network, month.steps[name])
                case "delivered":
                    _deliver(network, month.steps[name])
                case _:
                    _tick(network, month.steps[name], name)
            if month.steps[name].wall > EVERY:
                print(_line(name, month.steps[name]), file=sys.stderr, flush=True)
        network.store.engine.dispose()
    return month


def _tick(network: Crowd, step: Step, name: str) -> None:
    already, waiting = network.written, network.mails()
    told = progress(f"{name}, mails written", lambda: network.written - already)
    with told, _timed(step):
        network.worker.tick()
    step.mails = network.mails() - waiting


def _deliver(network: Crowd, step: Step) -> None:
    with progress("delivered", lambda: network.mails("sent"), network.mails()), _timed(step):
        step.mails = network.worker.deliver()


def _hear(network: Crowd, step: Step) -> None:
    """Those who answer, by a mail with the subject of the request; receipts are part of it."""
    now, dice = network.now, network.dice
    writers = dice.sample(network.people, min(LETTERS, int(len(network.people) * 0.4)))
    letters = answers(writers, now, dice)
    step.mails = len(letters)
    with _timed(step):
        heard = network.worker.receive(Shelf(letters, now))  # type: ignore[arg-type]  it is asked as a Mailbox is
    if heard != len(letters):
        sys.exit(f"of {len(letters):,} answers only {heard:,} were handled")


@contextmanager
def _timed(step: Step) -> Iterator[None]:
    processor, wall = time.process_time(), time.perf_counter()
    yield
    step.processor, step.wall = time.process_time() - processor, time.perf_counter() - wall


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
