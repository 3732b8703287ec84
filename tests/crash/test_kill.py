"""Kill at any instant: nothing lost, nothing twice. A real process, ``kill -9``, real IMAP and SMTP, at every point."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from mailflow.demo.server import TownServer
from mailflow.store.engine import open_engine
from tests.databases import DATABASES
from tests.doors.network import REPOSITORY, subject_without_code

pytestmark = pytest.mark.timeout(1200)  # some 200 lives and deaths

MAILBOX = "gsshelp@statistics.example"
PEOPLE = [f"{name}@{home}.example" for name, home in [("ann", "ons"), ("ben", "dft"), ("cai", "wg"), ("dee", "sg")]]
NEWCOMER = "eve@dwp.example"
AT = "2026-12-01T09:35+00:00"
Order = Callable[..., dict[str, Any]]

_CONFIG = """
[network]
mailbox = "{mailbox}"
organisations = "{organisations}"
key_file = "{folder}/key"
[imap]
host = "127.0.0.1"
port = {imap}
security = "none"
username = "{mailbox}"
password_env = "MAILFLOW_TEST_PASSWORD"
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
[database]
url = "{url}"
mark = "{folder}/mailflow.db.mark"
[rehearsal]
allow = true
"""


@pytest.fixture(scope="module")
def order() -> Iterator[Order]:
    """``order(config=…, at=…, die_at=…)``: let a worker live, or die, and hear what became of it."""
    nursery = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.nursery"],
        cwd=REPOSITORY,
        env={**os.environ, "MAILFLOW_TEST_PASSWORD": "town"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert nursery.stdin
    assert nursery.stdout

    def give(**words: object) -> dict[str, Any]:
        print(json.dumps(words), file=nursery.stdin, flush=True)
        answer: dict[str, Any] = json.loads(nursery.stdout.readline())
        return answer

    yield give
    nursery.stdin.close()
    nursery.wait(10)


class Town:
    """Five people and the mailbox, with two letters waiting and a round that is due."""

    def __init__(self, folder: Path, *, keep_sent: bool = False) -> None:
        folder.mkdir()
        self.folder = folder
        self.server = TownServer([MAILBOX, *PEOPLE, NEWCOMER], keep_sent=keep_sent)

    def __enter__(self) -> Town:
        self.server.__enter__()
        self.config = self.folder / "mailflow.toml"
        self.config.write_text(
            _CONFIG.format(
                mailbox=MAILBOX,
                organisations=REPOSITORY / "config" / "organisations.csv",
                folder=self.folder,
                url=DATABASES.url_in(self.folder),
                imap=self.server.imap_port,
                smtp=self.server.smtp_port,
            )
        )
        rows = "".join(f"{one.partition('@')[0].title()} Person,{one},{one.partition('@')[2][:-8]}\n" for one in PEOPLE)
        (self.folder / "people.csv").write_text("name,address,organisation\n" + rows)
        command = [sys.executable, "-m", "mailflow", "--config", str(self.config), "champions", "import"]
        subprocess.run([*command, str(self.folder / "people.csv")], cwd=REPOSITORY, check=True, capture_output=True)
        self.server.deliver(_letter(NEWCOMER, "champion", "Can I be a user engagement champion please"), MAILBOX)
        self.server.deliver(_letter("zoe@mail.example", "RPI", "What was the RPI in March 1987?"), MAILBOX)
        return self

    def __exit__(self, *error: object) -> None:
        self.server.close()

    def fresh(self, number: int) -> Path:
        """A copy of the network as it was before any work: configuration and database."""
        folder = self.folder / f"life-{number}"
        folder.mkdir()
        DATABASES.copy(self.folder, folder)
        (folder / "key").write_bytes((self.folder / "key").read_bytes())
        config = folder / "mailflow.toml"
        text = self.config.read_text().replace(f"{self.folder}/", f"{folder}/")
        config.write_text(text.replace(DATABASES.url_in(self.folder), DATABASES.url_in(folder)))
        return config

    def arrived(self) -> Counter[tuple[str, str]]:
        """(person, subject) of everything in people's mailboxes."""
        return Counter((one, _subject(raw)) for one in (*PEOPLE, NEWCOMER) for raw in self.server.mailbox(one))


@lru_cache(maxsize=10_000)
def _subject(raw: bytes) -> str:
    return subject_without_code(str(message_from_bytes(raw, policy=default)["Subject"]))


def _letter(sender: str, subject: str, text: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, MAILBOX, subject
    mail["Date"], mail["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0000", f"<{subject}@{sender.partition('@')[2]}>"
    mail.set_content(text)
    return mail.as_bytes()


def _states(config: Path) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for state, address, subject in _rows(config, "SELECT state, address, subject FROM mails"):
        found.setdefault(state, []).append((address, subject_without_code(subject)))
    return found


def _rows(config: Path, query: str) -> list[Any]:
    engine = open_engine(DATABASES.url_in(config.parent))
    with engine.connect() as connection:
        rows = list(connection.exec_driver_sql(query))
    engine.dispose()
    return rows


def _leases_run_out(config: Path) -> None:
    """Where several workers may be, what a dead one had stays its own for minutes: let them go by."""
    engine = open_engine(DATABASES.url_in(config.parent))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE mails SET leased_until = leased_until - interval '10 minutes'")
            connection.exec_driver_sql("UPDATE holders SET until = until - interval '10 minutes'")
    engine.dispose()


def test_a_worker_killed_at_any_point_loses_nothing_and_sends_nothing_twice(tmp_path: Path, order: Order) -> None:
    with Town(tmp_path / "town") as town:
        clean = order(config=str(town.fresh(0)), at=AT, die_at=0)
        expected = town.arrived()
        assert sum(expected.values()) == 5, expected
        points = clean["points"]
        assert points > 40, "the points have got lost"
        for die_at in range(1, points + 1):
            before = town.arrived()
            config = town.fresh(die_at)
            assert order(config=str(config), at=AT, die_at=die_at)["died"], die_at
            _leases_run_out(config)
            for _ in range(1 + (die_at % 10 == 0)):  # what a second run would do again, it would do at any point
                assert order(config=str(config), at=AT, die_at=0)["status"] == 0, die_at
            came = town.arrived() - before
            states = _states(config)
            doubtful = Counter(states.pop("unknown", []))
            assert set(states) == {"sent"}, (die_at, states)
            assert doubtful.total() <= 1, (die_at, doubtful)
            assert not came - expected, f"sent twice after dying at point {die_at}: {came - expected}"
            assert not expected - came - doubtful, f"lost after dying at point {die_at}: {expected - came}"
            assert _asked(config) == doubtful.total(), die_at


def _asked(config: Path) -> int:
    ((count,),) = _rows(config, "SELECT count(*) FROM questions WHERE intent = 'delivery'")
    return int(count)


def test_where_the_server_keeps_sent_mail_no_doubt_stays_that_can_be_looked_up(tmp_path: Path, order: Order) -> None:
    with Town(tmp_path / "town", keep_sent=True) as town:
        points = order(config=str(town.fresh(0)), at=AT, die_at=0)["points"]
        expected = town.arrived()
        for die_at in range(points // 2, points + 1, 2):
            before = town.arrived()
            town.server.empty(MAILBOX, "Sent")  # what another life has sent proves this one to be an old copy
            config = town.fresh(die_at)
            assert order(config=str(config), at=AT, die_at=die_at)["died"]
            _leases_run_out(config)
            order(config=str(config), at=AT, die_at=0)
            came = town.arrived() - before
            doubtful = Counter(_states(config).get("unknown", []))
            assert came + doubtful == expected, (
                "what arrived is known to have been sent, and what is in doubt did not arrive"
            )
