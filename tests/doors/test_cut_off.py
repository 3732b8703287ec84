"""A worker whose network is cut in the middle of a mail: another takes its place; when it is back it does no harm."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.cli.house import open_store
from mailflow.settings import load
from mailflow.store import Store
from mailflow.store.ledger import key_of
from mailflow.store.tables import HolderRow, LedgerRow, MailRow
from mailflow.understand.envelope import read
from tests.doors.network import REPOSITORY, Network, network
from tests.doors.servers.dovecot import dovecot
from tests.doors.servers.link import Link, link
from tests.doors.servers.person import Person
from tests.doors.servers.postgres import postgres
from tests.doors.servers.process import CannotStart
from tests.doors.standstill import AT

pytestmark = [pytest.mark.doors, pytest.mark.usefixtures("imap", "database")]  # which say why, if they cannot be had

WITHIN = 60.0
"""Seconds in which another worker must have taken the place of one that was cut off."""


@pytest.fixture
def cable() -> Iterator[Link]:
    with ExitStack() as stack:
        try:
            laid = stack.enter_context(link())
        except CannotStart as reason:
            pytest.skip(f"no network of its own can be made here: {reason}")
        yield laid


@pytest.fixture
def house(cable: Link, tmp_path: Path) -> Iterator[Network]:
    """PostgreSQL and Dovecot answer at our end of the cable, too."""
    with dovecot(extra=f"listen = 127.0.0.1, {cable.ours}\n") as imap, postgres(also=cable) as database:
        mailbox = Person("champions@statistics.example", imap.imap_port, 0, imap.password)
        url = database.new_database()
        made = network(tmp_path, imap, None, mailbox, url=url, more='[sending]\ndial = "shadow"\n')
        text = made.config.read_text(encoding="utf-8")
        made.config.write_text(text.replace("localhost", cable.ours).replace("127.0.0.1", cable.ours), encoding="utf-8")
        yield made


@pytest.fixture
def store(house: Network) -> Iterator[Store]:
    opened = open_store(load(house.config))
    yield opened
    opened.engine.dispose()


@contextmanager
def running(house: Network, command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker, until the block ends; what it says is in ``log``."""
    with log.open("wb") as out:
        worker = subprocess.Popen(command, cwd=REPOSITORY, env=house.environment, stdout=out, stderr=out)
        try:
            yield worker
        finally:
            worker.kill()
            worker.wait()


def letter(number: int, subject: str) -> bytes:
    sender = f"newcomer{number}@ons.example"
    return (
        f"Authentication-Results: mx.statistics.example; dmarc=pass header.from=ons.example\r\nFrom: {sender}\r\n"
        f"To: champions@statistics.example\r\nSubject: {subject}\r\nMessage-ID: <{number}@ons.example>\r\n\r\n"
        "Can I be a user engagement champion please\r\n"
    ).encode()


def soon(check: Callable[[], bool], seconds: float) -> float:
    """Seconds until ``check`` comes true; fails if it takes too long."""
    began = time.monotonic()
    while not check():
        assert time.monotonic() - began < seconds, "it did not happen in time"
        time.sleep(0.1)
    return time.monotonic() - began


def holder(store: Store) -> tuple[int, int]:
    """(its number, the worker's process) of who holds the mailbox."""
    with Session(store.engine) as session:
        row = session.scalars(select(HolderRow)).one()
        return row.number, int(row.owner.split(":")[1] if row.owner else 0)


def test_a_worker_that_is_cut_off_is_replaced_within_a_minute_and_changes_nothing_when_it_is_back(
    house: Network, store: Store, cable: Link, tmp_path: Path
) -> None:
    there, go = tmp_path / "there", tmp_path / "go"
    written = [letter(number, AT if number == 3 else f"letter {number}") for number in range(6)]
    for raw in written:
        house.mailbox.puts(raw)
    python, config = sys.executable, str(house.config)
    slow = [*cable.inside, python, "-m", "tests.doors.standstill", config, str(there), str(go)]
    quick = [python, "-m", "mailflow", "--config", config, "work"]
    with running(house, slow, tmp_path / "first.log") as first, ExitStack() as stack:
        soon(there.exists, 20)
        assert holder(store) == (1, first.pid)
        assert store.ledger.counts() == {}, "it is in the middle of all six"
        alone = store.pulses.last()
        second = stack.enter_context(running(house, quick, tmp_path / "second.log"))
        soon(lambda: store.pulses.last() != alone, 20)
        cable.cut()
        taken = soon(lambda: store.ledger.counts().get("handled") == 6, WITHIN)
        print(f"replaced after {taken:.0f} seconds")
        assert holder(store) == (2, second.pid)
        before = books(store)
        cable.mend()
        go.touch()
        soon(lambda: "another worker reads" in (tmp_path / "first.log").read_text(), 30)
        assert books(store) == before
        assert holder(store) == (2, second.pid)
    digests = [read(raw).envelope.digest for raw in written]
    assert before == (
        Counter((digest, "handled", 0) for digest in digests),
        Counter(key_of(digest) for digest in digests),
    )


def books(store: Store) -> tuple[Counter[tuple[str, str, int]], Counter[str]]:
    """(digest, outcome, failed tries) of all that came in; the source of every answer."""
    with Session(store.engine) as session:
        handled = session.execute(select(LedgerRow.digest, LedgerRow.outcome, LedgerRow.attempts))
        answers = session.scalars(select(MailRow.source).where(MailRow.prompted))
        return Counter(tuple(row) for row in handled), Counter(answers)
