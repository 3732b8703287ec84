"""The memory, on SQLite and on PostgreSQL alike: turns happen once, mails are planned once."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mailflow.decisions import Ask, Cancel, Forget, Ignore, Keep, Leave, Remind, Send
from mailflow.events import Due
from mailflow.network import Champion, Group, Lead, Organisation, Round, Status, Update
from mailflow.outbox.guard import Go, Outgoing
from mailflow.outbox.templates import Templates
from mailflow.outbox.write import Writer
from mailflow.settings import DatabaseSettings, Settings
from mailflow.store import Store, StoreError
from mailflow.store.door import Sent
from mailflow.store.engine import migrate, open_engine
from mailflow.store.holder import HoldLost
from mailflow.store.ledger import Arrival, Cursor
from mailflow.store.tables import Base
from tests.people import DYLAN, EILIDH, NOW, PRIYA, SETTINGS, TOM, letter

pytestmark = pytest.mark.doors

TEMPLATES = Templates(Path(__file__).resolve().parents[2] / "templates", ("en",))
PEOPLE = tuple(replace(one, id=0) for one in (PRIYA, TOM, EILIDH, DYLAN))
ORGANISATIONS = [
    Organisation("DfT", "Department for Transport", ("dft.example",)),
    Organisation("SG", "Scottish Government", ("sg.example",), nation="scotland"),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path}/mailflow.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("database").new_database()
    return SETTINGS.model_copy(update={"database": DatabaseSettings(url=url, mark=f"{tmp_path}/mark")})


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = Store.open(settings, b"k" * 32)
    opened.register.keep_organisations(ORGANISATIONS)
    opened.register.keep(PEOPLE, NOW, "for a test")
    yield opened
    opened.engine.dispose()


def writer(store: Store) -> Writer:
    return Writer(store.settings, TEMPLATES, store.key, os.urandom)


def arrival(number: int, digest: str = "", uidvalidity: int = 7) -> Arrival:
    return Arrival("INBOX", uidvalidity, number, digest or f"{number:04d}".ljust(64, "0"), "m@x", PRIYA.address, b"raw")


def keep(store: Store, occasion, decisions, event=None, now=NOW, shift=None) -> bool:
    with store.turn(occasion, now, shift) as turn:
        if turn.first_time:
            situation = turn.situation(event or letter("thanks"))
            turn.keep(event or letter("thanks"), decisions, writer(store).write(decisions, situation))
        return turn.first_time


def may_go(store: Store, number: int, now: datetime = NOW) -> Outgoing | None:
    """It is recorded that the server is about to get that mail; None if it is not ours to hand over any more."""
    found = store.queue.at_the_door(number, now, lambda _: Go(), [])
    return found[0] if found else None


def people(store: Store) -> dict[str, Champion]:
    return {one.name: one for one in store.register.champions()}


def test_the_migrations_make_the_tables_that_the_code_says(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_mail_is_handled_once_however_often_it_is_seen(store: Store) -> None:
    assert keep(store, arrival(1), [Ignore("thanks need no answer")])
    assert not keep(store, arrival(1), [Ignore("again")])
    assert not keep(store, arrival(2, digest=arrival(1).digest), [Ignore("a copy")])
    assert not keep(store, arrival(1, uidvalidity=8), [Ignore("renumbered")])
    assert store.ledger.counts() == {"ignored": 1, "duplicate": 1}


def test_two_copies_of_a_mail_in_one_shift_are_one_mail(store: Store) -> None:
    mails = [arrival(1), arrival(2, digest=arrival(1).digest), arrival(1), arrival(3)]
    with store.shift(mails) as shift:
        first = [keep(store, one, [Ignore("thanks need no answer")], shift=shift) for one in mails]
    assert first == [True, False, False, True]
    assert store.ledger.counts() == {"duplicate": 1, "ignored": 2}


def test_who_begins_to_lead_leads_in_the_next_mail_of_the_shift(store: Store) -> None:
    mails = [arrival(1), arrival(2)]
    new = Lead("Grace Okafor", "grace@sg.example", NOW.date())
    with store.shift(mails) as shift:
        keep(store, mails[0], [Keep(new)], shift=shift)
        with store.turn(mails[1], NOW, shift) as turn:
            assert turn.settings.network.lead_address == new.address
    assert store.settings_at(NOW).network.lead == new.name


def test_a_shift_that_fails_has_changed_nothing(store: Store) -> None:
    mails, priya = [arrival(1), arrival(2)], people(store)["Priya Raman"]
    with pytest.raises(ZeroDivisionError), store.shift(mails) as shift:
        keep(store, mails[0], [Keep(replace(priya, name="Priya Shah"))], shift=shift)
        store.ledger.advance("INBOX", Cursor(7, 2), shift.session)
        raise ZeroDivisionError
    assert store.ledger.counts() == {}
    assert store.ledger.cursor("INBOX") is None
    assert "Priya Shah" not in people(store)


def test_numbers_and_words_may_be_as_large_as_mail_makes_them(store: Store) -> None:
    highest = 2**32 - 1  # RFC 9051 section 2.3.1.1
    assert keep(store, arrival(highest, uidvalidity=highest), [Ignore("thanks")])
    store.ledger.advance("INBOX", Cursor(highest, highest))
    assert store.ledger.cursor("INBOX") == Cursor(highest, highest)
    store.register.keep([Champion(0, "Ann " * 90, "ann@sg.example", "SG")], NOW, "a long name")
    (ann,) = store.register.find("ann@sg.example")
    assert ann.name == ("Ann " * 90)[:200]
    long = replace(arrival(2), sender=f"{'a' * 400}@sg.example", message_id="m" * 2000)
    assert [store.ledger.failed(long, "w" * 2000, NOW) for _ in range(3)] == [False, False, True]
    assert store.register.find("9" * 12) == store.register.find("9" * 5000) == []


def test_a_try_that_fails_late_takes_no_outcome_from_who_has_handled_the_mail(store: Store) -> None:
    assert keep(store, arrival(1), [Ignore("another worker was faster")])
    assert [store.ledger.failed(arrival(1), "the server closed the connection", NOW) for _ in range(4)] == [False] * 4
    assert store.ledger.counts() == {"ignored": 1}
    assert store.register.questions() == []


def test_every_database_lists_people_and_organisations_in_the_same_order(store: Store) -> None:
    names = ["Zara Evans", "anna de vries", "Élise Abbott"]
    store.register.keep([Champion(0, one, f"{at}@sg.example", "SG") for at, one in enumerate(names)], NOW, "for a test")
    store.register.keep_organisations([Organisation("DEFRA", "Agriculture", ("defra.example",))])
    listed = [one.name for one in store.register.champions()]
    assert listed == sorted(listed)
    assert [one.acronym for one in store.register.organisations()] == ["DEFRA", "DfT", "SG"]


def test_a_moment_happens_once_even_when_two_workers_see_it(store: Store) -> None:
    due = Due("update/ask", "2026-11", NOW)
    done: list[bool] = []

    def work() -> None:
        done.append(
            keep(
                store,
                due,
                [Send("update/nil", people(store)[PRIYA.name], "update", "2026-11", {"months": ["2026-11"]})],
                due,
            )
        )

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(done) == [False, False, False, True]
    assert len(store.queue.listed()) == 1


def test_a_turn_that_fails_leaves_nothing_behind(store: Store) -> None:
    tom = people(store)[TOM.name]
    with pytest.raises(ZeroDivisionError), store.turn(arrival(1), NOW) as turn:
        turn.keep(letter("leave"), [Keep(replace(tom, status=Status.LEFT))], [])
        _ = 1 / 0
    assert people(store)[TOM.name].status is Status.ACTIVE
    assert store.ledger.counts() == {}


def test_of_mail_that_is_not_ours_only_the_digest_stays(store: Store) -> None:
    keep(store, arrival(1), [Leave("it is for the help desk")])
    assert store.ledger.raw_of(arrival(1).key) is None
    assert store.ledger.counts() == {"not_ours": 1}


def test_three_tries_then_it_is_set_aside_and_a_person_is_asked(store: Store) -> None:
    assert [store.ledger.failed(arrival(1), "boom", NOW) for _ in range(3)] == [False, False, True]
    assert store.ledger.waiting() == []
    assert "could not be handled" in store.register.questions()[0].reason


def test_raw_mail_is_let_go_by_its_date(store: Store) -> None:
    keep(store, arrival(1), [Ignore("x")])
    store.let_go(NOW + timedelta(days=89))
    assert store.ledger.raw_of(arrival(1).key) == b"raw"
    store.let_go(NOW + timedelta(days=90))
    assert store.ledger.raw_of(arrival(1).key) is None


def a_round(store: Store) -> Round:
    numbers = tuple(one.id for one in people(store).values())
    return Round("2026-11", NOW, 5, "0" * 64, (Group("2026-11", 1, numbers, numbers[0]),))


def test_a_situation_is_the_neighbourhood(store: Store) -> None:
    drawn = a_round(store)
    keep(store, Due("chat", "2026-11", NOW), [Keep(drawn)], Due("chat", "2026-11", NOW))
    found = store.look(letter("skip", skip="2026-11"), NOW)
    assert found.sender is not None
    assert found.sender.name == PRIYA.name
    assert found.group == drawn.groups[0]
    assert {one.name for one in found.members} == {PRIYA.name, TOM.name, EILIDH.name, DYLAN.name}
    assert found.champions == ()


def test_a_group_changes_and_remembers_who_left(store: Store) -> None:
    drawn = a_round(store)
    keep(store, Due("chat", "2026-11", NOW), [Keep(drawn)], Due("chat", "2026-11", NOW))
    first, *rest = drawn.groups[0].members
    smaller = replace(
        drawn.groups[0], members=tuple(rest), left_out=(first,), convener=rest[0], met=True, met_on=NOW.date()
    )
    keep(store, arrival(1), [Keep(smaller)])
    kept = store.register.round("2026-11")
    assert kept is not None
    assert kept.groups == (smaller,)


def test_leaving_cancels_what_waits_and_what_was_to_come(store: Store) -> None:
    priya = people(store)[PRIYA.name]
    keep(store, arrival(1), [Send("membership/welcome_back", priya, "return"), Remind("membership/return", priya, NOW)])
    assert [due.flow for due in store.due(NOW) if "@" in due.occasion] == ["membership/return"]
    keep(store, arrival(2), [Cancel("they have left", champion=replace(priya, status=Status.LEFT))])
    assert [row.state for row in store.queue.listed()] == ["cancelled"]
    assert not [due for due in store.due(NOW) if "@" in due.occasion]


def test_questions_are_asked_and_settled_and_a_settled_complaint_frees_mail(store: Store) -> None:
    priya = people(store)[PRIYA.name]
    asked = Ask("Priya complains.", date(2026, 11, 12), champion=priya, writer=priya.address, intent="complaint")
    keep(store, arrival(1), [Keep(replace(priya, suppressed="complaint")), asked])
    (question,) = store.register.questions()
    store.register.settle(question.id, "phoned her", NOW)
    assert store.register.questions() == []
    assert people(store)[PRIYA.name].suppressed == ""


def test_unprompted_mail_waits_for_the_morning_of_its_nation(store: Store) -> None:
    st_andrews = datetime(2026, 11, 30, 11, tzinfo=UTC)  # a bank holiday in Scotland only
    sends = [Send("membership/welcome_back", people(store)[name], "return") for name in (PRIYA.name, EILIDH.name)]
    keep(store, arrival(1), sends, now=st_andrews)
    waits = {row.address: row.not_before for row in store.queue.listed()}
    assert waits[PRIYA.address] == st_andrews
    assert waits[EILIDH.address] == datetime(2026, 12, 1, 8, tzinfo=UTC)


def test_the_queue_leases_each_mail_to_one_worker(settings: Settings, store: Store) -> None:
    priya, other = people(store)[PRIYA.name], Store.open(settings, b"k" * 32)
    for number in range(6):
        keep(store, arrival(number + 1), [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})])
    leased = [store.queue.lease(NOW, 4), other.queue.lease(NOW, 4)]
    assert list(map(len, leased)) == [4, 2]
    assert not set(leased[0]) & set(leased[1])
    assert store.queue.lease(NOW, 4) == leased[0], "what a worker left lying in its own beat, it takes up again"
    other.engine.dispose()


def test_the_queues_words(store: Store) -> None:
    priya, queue = people(store)[PRIYA.name], store.queue
    keep(store, arrival(1), [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})])
    (number,) = queue.lease(NOW, 10)
    assert may_go(store, number)
    assert not may_go(store, number)
    queue.later(number, NOW + timedelta(minutes=1), "450 busy", tried=True)
    assert queue.lease(NOW, 10) == []
    assert queue.lease(NOW + timedelta(minutes=2), 10) == [number]
    assert may_go(store, number)
    queue.doubtful(number, "the line broke")
    assert [one for one, _, _ in queue.unknown()] == [number]
    queue.ask(number, "?", NOW)
    queue.ask(number, "?", NOW)
    assert len(store.register.questions()) == 1
    queue.found(number, NOW)
    row = queue.get(number)
    assert row is not None
    assert row.state == "sent"


def test_thirty_days_are_so_many_hours_also_when_the_clocks_change(store: Store) -> None:
    priya, queue = people(store)[PRIYA.name], store.queue
    for number in (1, 2):
        keep(store, arrival(number), [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})])
    before = datetime(2027, 10, 4, 7, 45, tzinfo=UTC)
    first, second = queue.lease(before, 2)
    assert may_go(store, first, before)
    queue.record([Sent(first, before, "250 ok")])
    now = datetime(2027, 11, 3, 8, 30, tzinfo=SETTINGS.network.zone)
    waiting = may_go(store, second, now)
    assert waiting is not None
    assert waiting.unprompted_month == 0  # or it would wait for a moment that is over


def test_what_a_dead_worker_had_handed_over_is_in_doubt(settings: Settings, store: Store) -> None:
    priya = people(store)[PRIYA.name]
    for number in (1, 2):
        keep(store, arrival(number), [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})])
    first, second = store.queue.lease(NOW, 2)
    assert may_go(store, first)
    successor = Store.open(settings, b"k" * 32)
    assert successor.queue.recover(alone=False) == 0  # its lease still runs
    assert successor.queue.recover(alone=True) == 1
    assert [one for one, _, _ in successor.queue.unknown()] == [first]
    assert successor.queue.lease(NOW, 5) == [second]
    assert not may_go(store, second)  # the old one, should it wake up, has lost its lease


def test_a_sqlite_file_has_one_process_and_postgresql_has_several(settings: Settings, store: Store) -> None:
    several = store.engine.dialect.name == "postgresql"
    with store.alone() as first, Store.open(settings, b"k" * 32).alone() as second:
        assert (first, second) == (True, several)
    with store.alone() as again:
        assert again


def test_one_worker_at_a_time_holds_the_mailbox(settings: Settings, store: Store) -> None:
    if store.is_local:
        pytest.skip("a SQLite file has one process")
    other = Store.open(settings, b"k" * 32)
    assert (store.holder.take(), other.holder.take(), store.holder.take()) == (True, False, True)
    assert keep(store, arrival(1), [Ignore("mine")])
    store.holder.let_go()
    assert other.holder.take()
    other.engine.dispose()


def test_a_worker_that_was_cut_off_for_long_changes_nothing_when_it_wakes(settings: Settings, store: Store) -> None:
    if store.is_local:
        pytest.skip("a SQLite file has one process")
    other = Store.open(settings, b"k" * 32)
    assert store.holder.take()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE holders SET until = now() - interval '1 second'")
    assert other.holder.take()
    with pytest.raises(HoldLost, match="another worker reads"):
        keep(store, arrival(1), [Ignore("too late")])
    assert store.ledger.counts() == {}
    assert keep(other, arrival(1), [Ignore("mine now")])
    assert not store.holder.take()
    other.engine.dispose()


def test_a_new_machine_among_several_is_no_copy_but_a_copy_of_their_signs_is(
    settings: Settings, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if store.is_local:
        pytest.skip("a SQLite file has one process")
    priya = people(store)[PRIYA.name]
    keep(store, arrival(1), [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})])
    assert store.queue.lease(NOW, 5)
    store.pulses.beat("worker", datetime.now(UTC))

    def at(machine: str) -> Store:
        monkeypatch.setattr(socket, "gethostname", lambda: machine)
        mark = settings.database.model_copy(update={"mark": f"{tmp_path}/{machine}.mark"})
        return Store.open(settings.model_copy(update={"database": mark}), b"k" * 32)

    second = at("second")
    assert second.gate.look(NOW).closed_by is None
    for one in (store, second):
        one.engine.dispose()
    third = at("third")
    assert "may be a copy" in third.gate.look(NOW).why
    third.engine.dispose()


def test_erasing_leaves_no_name_behind_and_counts_as_they_were(settings: Settings, store: Store) -> None:
    priya = people(store)[PRIYA.name]
    keep(store, Due("chat", "2026-11", NOW), [Keep(a_round(store))], Due("chat", "2026-11", NOW))
    told = Update(priya.id, "2026-11", "Secret words of Priya Raman", NOW, organisation="DfT")
    sends = [Send("update/nil", priya, "update", "2026-11", {"months": ["2026-11"]})]
    asked = Ask("Priya Raman asks a question.", date(2026, 11, 12), champion=priya, writer=priya.address)
    keep(store, arrival(1), [Keep(told), asked, *sends])
    store.erase(Forget(priya, "asked for"), NOW)
    assert len(store.register.updates()) == 1
    assert store.register.round("2026-11") is not None
    store.engine.dispose()
    if settings.database.url.startswith("sqlite"):
        path = Path(settings.database.url.removeprefix("sqlite:///"))
        for file in path.parent.glob("mailflow.db*"):
            content = file.read_bytes()
            for trace in (b"Priya", b"priya.raman", b"Secret words"):
                assert trace not in content, (file, trace)


def test_erasing_finds_a_name_however_it_is_written(store: Store) -> None:
    store.register.keep([Champion(0, "Zoë Évariste", "zoe@sg.example", "SG")], NOW, "for a test")
    (zoe,) = store.register.find("zoë év")
    day, written = date(2026, 11, 12), ("ZOË ÉVARISTE", "zoë évariste", "Zoë Évariste")
    keep(store, arrival(1), [Ask(f"{said} rang.", day, proposal={"name": said}) for said in written])
    store.erase(Forget(zoe, "asked for"), NOW)
    left = {(one.reason, one.proposal["name"]) for one in store.register.questions()}
    assert left == {("a champion rang.", "a champion")}


def test_a_database_that_cannot_be_used_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "not.db").write_text("this is no database, but a letter to my aunt " * 50)
    with pytest.raises(StoreError, match="the database cannot be used"):
        migrate(open_engine(f"sqlite:///{tmp_path}/not.db"))
    with pytest.raises(StoreError, match="cannot be made"):
        open_engine("sqlite:////proc/none/mailflow.db")


def test_a_database_of_a_newer_mailflow_is_refused(store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer mailflow"):
        migrate(store.engine)
