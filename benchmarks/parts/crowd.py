"""A made-up network of any size, as it is after some months of Champion Chats: register, rounds, store and worker."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from mailflow.cli.house import organisations_of, templates
from mailflow.flows.chat.drawing.sizes import cut, group_sizes
from mailflow.network import Champion, Status
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, load
from mailflow.store import Store
from mailflow.store.rows import fill_champion
from mailflow.store.tables import ChampionRow, GroupMemberRow, GroupRow, RoundRow
from mailflow.worker import Worker

ROOT = Path(__file__).resolve().parents[2]
BEFORE = tuple(f"2026-{month:02d}" for month in range(1, 12))
"""The months whose rounds everybody has been in."""
KEY = b"size" * 8
PASSWORD = "MAILFLOW_BENCH_PASSWORD"
WITHOUT_LIMITS = {
    "per_hour": 10**6, "per_domain_hour": 10**6, "answers_per_hour": 10**6, "answers_per_day": 10**6,
    "per_thread_30_days": 10**6,
}  # fmt: skip
"""A limit would be all that is measured."""


@dataclass
class Crowd:
    """A network, and the moment that its worker plays."""

    settings: Settings
    store: Store
    people: list[Champion]
    dice: random.Random
    now: datetime
    writer: Writer = field(init=False)
    worker: Worker = field(init=False)
    written: int = 0
    """How many mails have been written, to twenty."""

    def __post_init__(self) -> None:
        self.writer = Writer(self.settings, templates(self.settings.network.languages), self.store.key, self._random)
        self.worker = Worker(self.settings, self.store, self.writer, lambda: self.now)

    def _random(self, count: int) -> bytes:
        self.written += 1
        return self.dice.randbytes(count)

    def mails(self, state: str = "") -> int:
        """How many mails the outbox holds; those in ``state``, or all."""
        return self.count("SELECT count(*) FROM mails" + (f" WHERE state = '{state}'" if state else ""))

    def count(self, query: str) -> int:
        """What ``query`` counts."""
        line = self.store.engine.raw_connection()  # which begins no transaction: on SQLite that would keep writers out
        try:
            cursor = line.cursor()
            cursor.execute(query)
            return int(cursor.fetchone()[0])
        finally:
            line.close()


def crowd(
    size: int, url: str, now: datetime, *, seed: int = 1, mark: str = "", smtp_port: int = 0, imap_port: int = 0
) -> Crowd:
    """A network of ``size`` active members in an empty database, with `BEFORE` behind it and nothing due.

    ``mark``: as `[database] mark`; ``smtp_port`` and ``imap_port`` of 127.0.0.1: where mail goes, and where it waits.
    """
    shipped = load(ROOT / "config" / "mailflow.toml")
    imap = {"host": "127.0.0.1", "port": imap_port or None, "security": "none", "password_env": PASSWORD}
    smtp = {"host": "127.0.0.1", "port": smtp_port or None, "security": "none", "username": ""}
    settings = shipped.model_copy(
        update={
            "database": shipped.database.model_copy(update={"url": url, "mark": mark}),
            "imap": shipped.imap.model_copy(update=imap),
            "smtp": shipped.smtp.model_copy(update=smtp),
            "sending": shipped.sending.model_copy(update=WITHOUT_LIMITS),
        }
    )
    store = Store.open(settings, KEY)
    store.register.keep_organisations(organisations_of(settings))
    people, dice = list(_people(size)), random.Random(seed)
    with Session(store.engine) as session, session.begin():
        session.add_all(fill_champion(ChampionRow(), one) for one in people)  # numbered in this order
    for month in BEFORE:
        _have_met(store, month, [one.id for one in people], dice)
    store.pass_over(now)
    return Crowd(settings, store, people, dice, now)


def again(settings: Settings, now: datetime) -> Crowd:
    """The same network, opened by another process: its worker knows of it what the database says."""
    return Crowd(settings, Store.open(settings, KEY), [], random.Random(), now)


def _people(size: int) -> Iterator[Champion]:
    with (ROOT / "config" / "organisations.csv").open(encoding="utf-8") as file:
        homes = [(row["acronym"], row["domains"].split(";")[0]) for row in csv.DictReader(file)][:35]
    joined = datetime(2025, 12, 1, tzinfo=UTC)
    for number in range(size):
        home, domain = homes[number % len(homes)]
        address = f"person{number}@{domain}"
        yield Champion(number + 1, f"Person Number{number}", address, home, Status.ACTIVE, joined=joined.date())


def _have_met(store: Store, month: str, numbers: list[int], dice: random.Random) -> None:
    """A round of a plain shuffle."""
    dice.shuffle(numbers)
    groups = cut(numbers, group_sizes(len(numbers), 4))
    drawn = datetime.fromisoformat(f"{month}-01T09:30+00:00")
    with Session(store.engine) as session, session.begin():
        session.add(RoundRow(month=month, drawn=drawn, seed=0, digest=""))
        session.flush()
        rows = [
            {"round": month, "number": number, "convener": group[0], "met": True}
            for number, group in enumerate(groups, 1)
        ]
        keys = session.scalars(insert(GroupRow).returning(GroupRow.id, sort_by_parameter_order=True), rows)
        seats = [
            {"group_id": key, "champion_id": one, "place": place, "left_out": False}
            for key, group in zip(keys, groups, strict=True)
            for place, one in enumerate(group)
        ]
        session.execute(insert(GroupMemberRow), seats)
