"""The gate: an old copy of the memory sends no history, what runs wild is stopped, and reading goes on."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email import message_from_string
from pathlib import Path
from random import Random

import pytest

from mailflow.demo.server import TownServer
from mailflow.outbox.samples import sample
from mailflow.settings import Dial, ImapSettings, SendingSettings, SmtpSettings
from mailflow.store import Store
from mailflow.store.gate import ClosedBy
from mailflow.store.mark import Count, Mark
from mailflow.worker import Worker
from tests.databases import DATABASES
from tests.doors.test_store import ORGANISATIONS, PEOPLE, writer
from tests.people import NOW, PRIYA, SETTINGS

US = SETTINGS.network.mailbox


@pytest.fixture
def town() -> TownServer:
    with TownServer([US, *(one.address for one in PEOPLE)]) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, town: TownServer, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Store]:
    """``house("a")``: the network with its memory in that folder; the same folder twice is the same memory."""
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", town.password)

    def make(name: str, **sending: object) -> Store:
        (tmp_path / name).mkdir(exist_ok=True)
        settings = SETTINGS.model_copy(
            update={
                "database": DATABASES.settings_in(tmp_path / name),
                "imap": ImapSettings(host="127.0.0.1", port=town.imap_port, security="none", username=US),
                "smtp": SmtpSettings(host="127.0.0.1", port=town.smtp_port, security="none"),
                "sending": SendingSettings(**{"per_person_30_days": 99, **sending}),
            }
        )
        store = Store.open(settings, b"k" * 32)
        if not store.register.organisations():
            store.register.keep_organisations(ORGANISATIONS)
            store.register.keep(PEOPLE, NOW, "for a test")
        return store

    return make


def plans(store: Store, source: str, **more: object) -> None:
    priya = next(one for one in store.register.champions() if one.name == PRIYA.name)
    store.plan(source, [replace(sample("question/answer"), to=priya, **more)], writer(store), NOW)


def works(store: Store, *, rehearsal: bool = True) -> None:
    Worker(store.settings, store, writer(store), lambda: NOW, rehearsal=rehearsal).once()


def states(store: Store) -> list[str]:
    return sorted(row.state for row in store.queue.listed())


def copied(store: Store, source: Path, target: Path) -> None:
    """The memory in ``target`` is what that in ``source``, which ``store`` has open, is now."""
    target.mkdir(exist_ok=True)
    store.sweep()
    store.engine.dispose()
    DATABASES.copy(source, target)


def test_an_old_copy_sends_no_history_and_goes_on_reading(house, town: TownServer, tmp_path: Path) -> None:
    store = house("a")
    plans(store, "test:1")
    works(store)
    plans(store, "test:2")
    copied(store, tmp_path / "a", tmp_path / "copy")
    works(store)
    assert states(store) == ["sent", "sent"]
    copied(store, tmp_path / "copy", tmp_path / "a")
    again = house("a")
    assert states(again) == ["planned", "sent"]
    town.deliver(_letter(), US)
    works(again)
    standing = again.gate.standing()
    assert (standing.closed_by, "older copy" in standing.why) == (ClosedBy.FENCE, True)
    assert sum(again.ledger.counts().values()) == 1, "reading goes on"
    assert states(again).count("sent") == 1, "the mail that had left already would have left again"
    assert len(town.mailbox(PRIYA.address)) == 2


def test_a_second_copy_elsewhere_is_fenced_until_a_person_says_that_it_goes_on(house, tmp_path: Path) -> None:
    store = house("a")
    plans(store, "test:1")
    works(store)
    plans(store, "test:2")
    copied(store, tmp_path / "a", tmp_path / "b")
    second = house("b")
    works(second)
    assert "may be a copy" in second.gate.standing().why
    assert states(second) == ["planned", "sent"]
    assert second.pass_over(NOW)[0] == 1
    second.gate.open(NOW)
    plans(second, "test:3")
    works(second)
    assert states(second) == ["cancelled", "sent", "sent"]


def test_an_old_copy_puts_no_draft_aside_again_that_a_person_has_sent(house, town: TownServer, tmp_path: Path) -> None:
    store = house("a", dial=Dial.DRAFTS)
    plans(store, "test:1")
    works(store)
    assert len(town.mailbox(US, "Drafts")) == 1
    plans(store, "test:2")
    copied(store, tmp_path / "a", tmp_path / "copy")
    works(store)
    assert states(store) == ["drafted", "drafted"]
    copied(store, tmp_path / "copy", tmp_path / "a")
    town.empty(US, "Drafts")
    again = house("a", dial=Dial.DRAFTS)
    works(again)
    assert again.gate.standing().closed_by is ClosedBy.FENCE
    assert states(again) == ["draft", "drafted"]
    assert town.mailbox(US, "Drafts") == []


def test_a_worker_that_is_slow_to_write_the_mark_writes_no_older_count_over_a_newer_one(house, tmp_path: Path) -> None:
    store = house("a")
    mark = Mark(tmp_path / "a" / "mailflow.db.mark")
    plans(store, "test:1")
    works(store)
    taken = mark.read()
    mark.replace(replace(taken, leases=taken.leases + 1))  # the other worker took mail meanwhile, and was faster
    store.gate.remember()
    assert mark.read().leases == taken.leases + 1
    store.gate.open(NOW)
    opened = mark.read()
    assert opened.instance != taken.instance
    mark.raise_to(replace(taken, leases=99), before=())  # one that had not heard of the opening
    assert mark.read() == opened


def test_of_many_hands_at_one_mark_the_highest_count_stays(tmp_path: Path) -> None:
    mark = Mark(tmp_path / "mark")
    with ThreadPoolExecutor(8) as hands:
        counts = [Count("here", leases) for leases in Random(7).sample(range(200), 200)]
        list(hands.map(lambda count: mark.raise_to(count, before=()), counts))
    assert mark.read() == Count("here", 199)


def test_mail_of_ours_in_sent_that_we_do_not_know_closes_the_gate(house, town: TownServer) -> None:
    other, store = house("other"), house("a")
    plans(other, "test:9")
    raw = other.queue.listed()[0].raw
    town.deliver(raw, US, folder="Sent")
    plans(store, "test:1")
    works(store)
    assert "Sent holds a mail of ours" in store.gate.standing().why
    assert states(store) == ["planned"]


def test_a_crash_between_taking_and_mark_is_no_old_copy(house) -> None:
    store = house("a")
    plans(store, "test:1")
    works(store)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE gate SET leases = leases + 1")
    assert store.gate.look(NOW).closed_by is None


def test_what_was_taken_when_the_mark_could_not_be_written_leaves_once_it_can(house, tmp_path: Path) -> None:
    store = house("a")
    plans(store, "test:1")
    works(store)
    plans(store, "test:2")
    in_the_way = tmp_path / "a" / f"mailflow.db.mark.{os.getpid()}"
    in_the_way.mkdir()
    with pytest.raises(OSError, match="mark"):
        store.queue.lease(NOW, 20)
    assert states(store) == ["leased", "sent"]
    in_the_way.rmdir()
    assert len(store.queue.lease(NOW, 20)) == 1, "the same worker takes it up, without being started anew"


def test_the_breaker_stops_sending_and_tells_a_person_once(house) -> None:
    store = house("a", answers_per_hour=2)
    for number in range(5):
        plans(store, f"test:{number}")
        works(store)
    assert states(store) == ["planned", "planned", "sent", "sent", "sent"]
    assert store.gate.standing().closed_by is ClosedBy.BREAKER
    assert ["Nothing leaves any more" in one.reason for one in store.register.questions()] == [True]
    store.gate.open(NOW)
    works(store)
    assert states(store) == ["sent"] * 5, "what was before, the person has seen"


def test_after_a_long_absence_a_person_looks_first(house) -> None:
    store = house("a", catch_up=1, quiet_from="23:59", quiet_until="00:00", weekends=True)
    store.pulses.beat("worker", NOW - timedelta(days=300))
    for number in range(2):
        plans(store, f"test:{number}", answers=None)
    works(store, rehearsal=False)
    assert store.gate.standing().closed_by is ClosedBy.CATCH_UP
    assert states(store) == ["planned", "planned"]


def test_a_fence_outlasts_weaker_reasons(house) -> None:
    store = house("a")
    assert store.gate.close(ClosedBy.BREAKER, "it runs wild", NOW)
    assert store.gate.close(ClosedBy.FENCE, "it is old", NOW)
    assert not store.gate.close(ClosedBy.HAND, "lunch", NOW)
    assert store.gate.standing().why == "it is old"


def _letter() -> bytes:
    mail = message_from_string(
        "From: zoe@mail.example\nSubject: hello\nMessage-ID: <1@mail.example>\n\nIs this the help desk?\n"
    )
    mail["To"], mail["Date"] = US, "Tue, 10 Nov 2026 09:00:00 +0000"
    return mail.as_bytes()
