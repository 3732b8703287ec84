"""What one mail costs in a network of 56 and in one of 5,600: the same month, the same share of people who answer.

Measured is processor time a mail, of what comes in (understood and handled) and of what is planned to leave (drawn,
asked, reminded, told in a brief), on SQLite, without servers. The small network is the baseline of the same run.
"""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from mailflow.cli.house import organisations_of, templates
from mailflow.network import Champion, Status
from mailflow.outbox.write import Writer
from mailflow.settings import load
from mailflow.store import Store
from mailflow.store.ledger import Arrival
from mailflow.understand import understand
from mailflow.understand.envelope import read
from mailflow.worker import Worker, facts_for, handle

ROOT = Path(__file__).resolve().parents[1]
SMALL, LARGE = 56, 5600
LIMIT = 1.5
ANSWERS = 0.4
SAID = (
    "We've now got GA4 running on the data portal and are using it to see which tables nobody opens.",
    "Nothing to report this month.",
    "We met, really nice chat. We have launched the strategy internally and are planning a workshop.",
    "Sorry this is late. We ran a survey of our users in November.",
)


@dataclass
class Cost:
    """Seconds of processor time and how many mails they were for."""

    inbound: float = 0.0
    letters: int = 0
    outbound: float = 0.0
    mails: int = 0
    steps: dict[str, float] = field(default_factory=dict)

    @property
    def per_letter(self) -> float:
        return self.inbound / max(1, self.letters)

    @property
    def per_mail(self) -> float:
        return self.outbound / max(1, self.mails)

    @property
    def whole(self) -> float:
        return (self.inbound + self.outbound) / max(1, self.letters + self.mails)


def main() -> None:
    """Measure and print; exit code 1 above the limit."""
    _month(SMALL, 0)  # warm: imports, templates, patterns
    small = _sum([_month(SMALL, seed) for seed in range(1, 6)])
    large = _month(LARGE, 1)
    print(f"{'milliseconds of processor time':34}{SMALL:>10,}{LARGE:>10,}{'ratio':>8}")
    ratios = []
    for name, one, other in (
        ("a mail that comes in", small.per_letter, large.per_letter),
        ("a mail that is planned", small.per_mail, large.per_mail),
        ("a mail, either way", small.whole, large.whole),
    ):
        ratios.append(other / one)
        print(f"{name:34}{one * 1000:10.2f}{other * 1000:10.2f}{other / one:8.2f}")
    for step, seconds in large.steps.items():
        print(f"  {step:32}{small.steps[step]:9.2f}s{seconds:9.2f}s")
    print(f"mails in and out: {small.letters + small.mails:,} and {large.letters + large.mails:,}")
    if max(ratios) > LIMIT:
        sys.exit(f"a mail costs more than {LIMIT} times as much in the large network")


def _sum(costs: list[Cost]) -> Cost:
    whole = Cost()
    for one in costs:
        whole.inbound += one.inbound
        whole.letters += one.letters
        whole.outbound += one.outbound
        whole.mails += one.mails
        for step, seconds in one.steps.items():
            whole.steps[step] = whole.steps.get(step, 0.0) + seconds
    return whole


def _month(size: int, seed: int) -> Cost:
    """December 2026, in a network of ``size``: groups, requests, answers, reminders, and the lead's briefs."""
    cost, rng = Cost(), Random(seed)
    with TemporaryDirectory() as folder:
        shipped = load(ROOT / "config" / "mailflow.toml")
        database = shipped.database.model_copy(update={"url": f"sqlite:///{folder}/m.db"})
        settings = shipped.model_copy(update={"database": database})
        store = Store.open(settings, b"size" * 8)
        store.register.keep_organisations(organisations_of(settings))
        people = list(_people(size))
        store.register.keep(people, datetime.fromisoformat("2026-11-01T09:00+00:00"), "they were here before")
        writer = Writer(settings, templates(settings.network.languages), store.key, rng.randbytes)
        now = datetime.fromisoformat("2026-11-30T12:00+00:00")
        worker = Worker(settings, store, writer, lambda: now)
        worker.tick()
        for step, moment in (
            ("groups", "2026-12-01T09:30+00:00"),
            ("requests", "2026-12-21T09:30+00:00"),
            ("answers", "2026-12-22T11:00+00:00"),
            ("the next brief", "2026-12-23T08:30+00:00"),
            ("reminders", "2026-12-29T09:30+00:00"),
        ):
            now = datetime.fromisoformat(moment)
            before, waiting = time.process_time(), _planned(store)
            if step == "answers":
                _hear(store, writer, now, people, rng, cost)
                cost.steps[step] = time.process_time() - before
                continue
            worker.tick()
            spent = time.process_time() - before
            cost.steps[step] = spent
            cost.outbound += spent
            cost.mails += _planned(store) - waiting
        store.engine.dispose()
    return cost


def _people(size: int) -> Iterator[Champion]:
    with (ROOT / "config" / "organisations.csv").open(encoding="utf-8") as file:
        homes = [(row["acronym"], row["domains"].split(";")[0]) for row in csv.DictReader(file)][:35]
    for number in range(size):
        home, domain = homes[number % len(homes)]
        yield Champion(0, f"Person Number{number}", f"person{number}@{domain}", home, Status.ACTIVE)


def _planned(store: Store) -> int:
    with store.engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM mails").scalar_one())


def _hear(store: Store, writer: Writer, now: datetime, people: list[Champion], rng: Random, cost: Cost) -> None:
    """The share of people who answer, by a mail with the subject of the request; receipts are part of it."""
    standing = store.standing_facts(now)
    for number, one in enumerate(rng.sample(people, int(len(people) * ANSWERS)), 1):
        raw = _letter(one, rng.choice(SAID), number, now)
        began = time.process_time()
        envelope = read(raw).envelope
        arrival = Arrival("INBOX", 1, number, envelope.digest, envelope.message_id, envelope.sender.address, raw)
        event = understand(raw, facts_for(raw, store, standing, now))
        handle(arrival, event, store, writer, now)
        cost.inbound += time.process_time() - began
        cost.letters += 1


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
    main()
