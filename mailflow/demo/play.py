"""Four months in a minute: the real worker over real IMAP, SMTP and SQLite; only clock and people are played."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from mailflow.almanac import ONE_DAY, at_wall_time, is_working_day
from mailflow.demo.people import Person, townsfolk
from mailflow.demo.server import TownServer
from mailflow.demo.story import STRANGER, Turn, story, with_tempers
from mailflow.demo.town import Town
from mailflow.inbox.imap import Mailbox
from mailflow.network import Champion, Organisation, Status
from mailflow.outbox.write import Writer
from mailflow.settings import Settings, load
from mailflow.store import Store
from mailflow.worker import Worker

MAILBOX = "gsshelp@statistics.example"
LEAD = "natasha.bowen@ons.example"
PASSWORD_VARIABLE = "MAILFLOW_DEMO_PASSWORD"  # noqa: S105  the name of a variable
BEATS = (time(9, 35), time(13), time(16, 30))
"""When the worker is let in on a working day."""
START = date(2026, 8, 31)
DAYS_A_MONTH = 30.5

_CONFIG = """# What ./run demo made: a network on a mail server that was there only while the demo ran.
[network]
mailbox = "{mailbox}"
lead = "Natasha Bowen"
lead_address = "{lead}"
organisations = "{organisations}"
key_file = "{folder}/mailflow.key"

[imap]
host = "127.0.0.1"
port = {imap_port}
security = "none"
username = "{mailbox}"
password_env = "{variable}"

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"

[trust]
authserv_ids = ["mx.statistics.example"]

[database]
url = "sqlite:///{folder}/mailflow.db"

[sending]
hold_minutes = 60

[rehearsal]
allow = true
recipients = ["*.example"]
"""


@dataclass(slots=True)
class Clock:
    """The played moment."""

    now: datetime

    def __call__(self) -> datetime:
        """The moment."""
        return self.now


@dataclass(slots=True)
class Play:
    """The stage with everything on it."""

    folder: Path
    settings: Settings
    store: Store
    town: Town
    worker: Worker
    people: list[Person]
    clock: Clock
    turns: list[Turn]

    def months(self, months: int, told: Callable[[date], None]) -> None:
        """Play so many months from `START`; ``told`` hears each day."""
        day = START
        while day < START + timedelta(days=round(months * DAYS_A_MONTH)):
            told(day)
            if is_working_day(day):
                with self.worker.open_mailbox() as mailbox:
                    for beat in BEATS:
                        self._beat(mailbox, at_wall_time(day, beat, self.settings.network.zone))
            day += ONE_DAY

    def _beat(self, mailbox: Mailbox, moment: datetime) -> None:
        self.clock.now = moment
        while self.turns and self.turns[0].at <= moment:
            self.turns.pop(0).do()
        self.town.post_until(moment)
        self.worker.beat(mailbox)
        self.town.read_mail(self.people, moment)


Opener = Callable[[Settings], tuple[Store, Writer]]
"""How the store and the writer are opened: as every command of the command line does."""


@contextmanager
def stage(
    folder: Path, organisations: Path, known: tuple[Organisation, ...], opener: Opener, seed: int
) -> Iterator[Play]:
    """Start the server, write the configuration into ``folder``, fill the register."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rng = Random(seed)
    champions, newcomers = townsfolk(known, rng)
    newcomers = with_tempers(newcomers)
    people = [*champions, *newcomers]
    clock = Clock(datetime.combine(START, BEATS[0], UTC))
    with TownServer(
        [MAILBOX, LEAD, STRANGER, *(one.address for one in people)],
        authserv_id="mx.statistics.example",
        keep_sent=True,
        clock=clock,
    ) as server:
        settings = _settings(folder, organisations, server)
        clock.now = begin = at_wall_time(START, time(9), settings.network.zone)
        store, writer = opener(settings)
        store.register.keep((_champion(one, begin.date()) for one in champions), begin, "the town's first champions")
        town = Town(server, MAILBOX, rng)
        worker = Worker(settings, store, writer, clock, rehearsal=True)
        yield Play(folder, settings, store, town, worker, people, clock, story(town, champions, newcomers, begin))


def _champion(person: Person, joined: date) -> Champion:
    return Champion(0, person.name, person.address, person.organisation.acronym, Status.ACTIVE, joined=joined)


def _settings(folder: Path, organisations: Path, server: TownServer) -> Settings:
    os.environ[PASSWORD_VARIABLE] = server.password
    config = folder / "mailflow.toml"
    config.write_text(
        _CONFIG.format(
            mailbox=MAILBOX,
            lead=LEAD,
            organisations=organisations.resolve().as_posix(),
            folder=folder.resolve().as_posix(),
            imap_port=server.imap_port,
            smtp_port=server.smtp_port,
            variable=PASSWORD_VARIABLE,
        ),
        encoding="utf-8",
    )
    return load(config)
