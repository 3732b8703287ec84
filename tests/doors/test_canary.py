"""The canary: sent through the door like any mail, known again when it comes in, missed when it does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from mailflow.demo.server import TownServer
from mailflow.health.signs import health
from mailflow.settings import Dial, HealthSettings, SendingSettings
from mailflow.store import Store
from mailflow.store.gate import ClosedBy
from mailflow.worker import Worker, real_clock
from tests.doors.test_gate import US, house, town  # noqa: F401  fixtures
from tests.doors.test_store import writer

HOURS = timedelta(hours=6)
BEGAN = datetime(2026, 11, 28, 23, 0, tzinfo=UTC)  # a Saturday night: no hour is quiet for a mail to ourselves


@pytest.fixture
def watched(house: Callable[..., Store]) -> Callable[..., Store]:  # noqa: F811
    def make(dial: Dial = Dial.SEND, **imap: object) -> Store:
        store = house("a")
        store.settings = store.settings.model_copy(
            update={
                "health": HealthSettings(canary_hours=6),
                "sending": SendingSettings(dial=dial),
                "imap": store.settings.imap.model_copy(update=imap),
            }
        )
        return store

    return make


def works(store: Store) -> None:
    Worker(store.settings, store, writer(store), real_clock).once()


def missing(store: Store) -> list[str]:
    return [fault for fault in health(store, store.settings, real_clock()).faults if "own mailbox" in fault]


def test_it_flies_comes_back_and_is_sent_again_only_after_an_interval(
    watched: Callable[..., Store],
    town: TownServer,  # noqa: F811
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        store = watched()
        works(store)
        works(store)
        (mail,) = store.queue.listed()
        assert (mail.kind, mail.state, mail.address) == ("canary", "sent", US)
        assert store.ledger.counts() == {"ignored": 1}
        (row,) = store.ledger.stored()
        assert row.outcome == "ignored"
        clock.shift(HOURS - timedelta(minutes=2))
        works(store)
        assert len(store.queue.listed()) == 1
        clock.shift(timedelta(minutes=3))
        works(store)
        works(store)
        assert len(store.queue.listed()) == 2
        assert store.ledger.counts() == {"ignored": 2}
        assert {pulse.name: pulse.at for pulse in store.pulses.all()}["canary"] == real_clock()
        assert missing(store) == []
        assert len(town.mailbox(US)) == 2
        assert store.register.questions() == []


def test_one_that_does_not_come_back_is_said_after_two_intervals(
    watched: Callable[..., Store],
    town: TownServer,  # noqa: F811
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        store = watched(folders=("Sent",), sent_folder="")  # a rule of the server keeps it from what is read
        assert missing(store) == []
        for _ in range(2):
            works(store)
            clock.shift(HOURS)
        works(store)
        assert missing(store) == []
        clock.shift(timedelta(minutes=1))
        (fault,) = missing(store)
        assert "came back for 721 minutes; one is sent every 6 hours" in fault
        assert len(town.mailbox(US)) == 3


def test_it_is_moved_where_claimed_mail_goes_and_strangers_cannot_make_one(
    watched: Callable[..., Store],
    town: TownServer,  # noqa: F811
) -> None:
    with time_machine.travel(BEGAN, tick=False):
        store = watched(claimed_folder="Drafts")
        works(store)
        forged = f"From: {US}\r\nTo: {US}\r\nSubject: x\r\nX-Mailflow-Ref: 0000000-aaaaaaaaaaaaaaaa\r\n\r\nx\r\n"
        town.deliver(forged.encode(), US)
        works(store)
        with store.engine.connect() as connection:
            reasons = connection.exec_driver_sql("SELECT reason FROM ledger ORDER BY id").scalars().all()
        assert len(town.mailbox(US, "Drafts")) >= 1
        assert reasons[0] == "our own canary"
        assert reasons[1] != "our own canary"


@pytest.mark.parametrize("dial", [Dial.SHADOW, Dial.DRAFTS, Dial.APPROVE])
def test_below_send_none_is_sent_and_none_is_missed(watched: Callable[..., Store], dial: Dial) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        store = watched(dial)
        works(store)
        clock.shift(3 * HOURS)
        assert store.queue.listed() == []
        assert missing(store) == []


def test_a_closed_gate_keeps_it_and_only_one_waits(watched: Callable[..., Store], town: TownServer) -> None:  # noqa: F811
    with time_machine.travel(BEGAN, tick=False) as clock:
        store = watched()
        store.gate.close(ClosedBy.HAND, "a test", real_clock())
        for _ in range(3):
            works(store)
            clock.shift(HOURS)
        assert town.mailbox(US) == []
        store.gate.open(real_clock())
        works(store)
        works(store)
        assert len(town.mailbox(US)) == 1
        assert sorted(row.state for row in store.queue.listed()) == ["cancelled", "cancelled", "cancelled", "sent"]
