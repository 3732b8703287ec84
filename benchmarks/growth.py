"""What a network costs as it grows: 56 members, 5,600 and 100,000, on SQLite, one worker.

Processor time a mail that comes in (an answer to the monthly request: understood, decided, kept, answered) and a mail
that is planned; the smallest network is the baseline of the same run. And the clock on the wall for the month of the
largest: the tick that draws the groups until all of its mails lie written in the outbox, and until the last of them
was taken by an SMTP server on this machine. Everybody has eleven rounds behind them.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from tempfile import TemporaryDirectory

from benchmarks.parts.crowd import Crowd, crowd
from benchmarks.parts.figures import Figure, report
from benchmarks.parts.progress import progress
from benchmarks.parts.sink import sink
from mailflow.network import Champion
from mailflow.store.ledger import Arrival
from mailflow.understand.envelope import read
from mailflow.worker import hear

SIZES = (56, 5_600, 100_000)
LIMIT = 1.5
ROUND_SECONDS = 600.0
LETTERS = 2000
"""At most so many answers are read of one network."""
SAID = (
    "We've now got GA4 running on the data portal and are using it to see which tables nobody opens.",
    "Nothing to report this month.",
    "We met, really nice chat. We have launched the strategy internally and are planning a workshop.",
    "Sorry this is late. We ran a survey of our users in November.",
)
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
        print(f"  {name:30}{step.mails:9,}{step.processor:14.2f}{step.per_mail:12.2f}{step.wall:10.1f}")
    print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", flush=True)


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
        network.store.pass_over(begins)
        for name, moment in MONTH:
            network.now = datetime.fromisoformat(moment)
            match name:
                case "answers":
                    _hear(network, month.steps[name])
                case "delivered":
                    _deliver(network, month.steps[name])
                case _:
                    _tick(network, month.steps[name], name)
        network.store.engine.dispose()
    return month


def _tick(network: Crowd, step: Step, name: str) -> None:
    already, waiting = network.written, network.mails()
    with progress(f"{name}, mails written", lambda: network.written - already, len(network.people)):
        processor, wall = time.process_time(), time.perf_counter()
        network.worker.tick()
        step.processor, step.wall = time.process_time() - processor, time.perf_counter() - wall
    step.mails = network.mails() - waiting


def _deliver(network: Crowd, step: Step) -> None:
    with progress("delivered", lambda: network.mails("sent"), network.mails()):
        processor, wall = time.process_time(), time.perf_counter()
        step.mails = network.worker.deliver()
        step.processor, step.wall = time.process_time() - processor, time.perf_counter() - wall


def _hear(network: Crowd, step: Step) -> None:
    """Those who answer, by a mail with the subject of the request; receipts are part of it."""
    store, now = network.store, network.now
    standing = store.standing_facts(now)
    writers = network.dice.sample(network.people, min(LETTERS, int(len(network.people) * 0.4)))
    for number, one in enumerate(writers, 1):
        raw = _letter(one, network.dice.choice(SAID), number, now)
        processor, wall = time.process_time(), time.perf_counter()
        mail = read(raw)
        envelope = mail.envelope
        arrival = Arrival("INBOX", 1, number, envelope.digest, envelope.message_id, envelope.sender.address, raw)
        hear(arrival, mail, standing, store, network.writer, now)
        step.add(Step(time.process_time() - processor, time.perf_counter() - wall, 1))


def _letter(one: Champion, said: str, number: int, now: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    domain = one.address.rpartition("@")[2]
    mail["Authentication-Results"] = f"mx.statistics.example; dmarc=pass header.from={domain}"
    mail["From"] = f"{one.name} <{one.address}>"
    mail["To"] = "gsshelp@statistics.example"
    mail["Subject"] = "Re: Your update for December 2026"
    mail["Date"] = now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    mail["Message-ID"] = f"<{number}@{domain}>"
    mail.set_content(f"{said}\n\n{one.name.split(' ', maxsplit=1)[0]}\n")
    return mail.as_bytes()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
