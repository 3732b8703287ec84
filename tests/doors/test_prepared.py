"""A prepared statement does what SQLAlchemy does with the same one, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, bindparam, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from mailflow.store.engine import migrate, open_engine
from mailflow.store.prepared import prepare
from mailflow.store.tables import ChampionRow, LedgerRow

pytestmark = pytest.mark.doors

NOON_IN_PARIS = datetime(2026, 11, 30, 12, tzinfo=timezone(timedelta(hours=1)))
MAIL = {
    "folder": "INBOX", "uidvalidity": 2**32 - 1, "uid": 7, "digest": "d" * 64, "received": NOON_IN_PARIS,
    "outcome": "handled", "raw": b"\0mail\xff", "raw_until": date(2026, 12, 30), "handled": None,
}  # fmt: skip
ANN = {
    "name": "Ann Élan", "address": "ann@ons.example", "organisation": "", "status": "active", "left": None,
    "joined": date(2026, 1, 2), "skips": ["2026-12"], "also": [],
}  # fmt: skip


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/mailflow.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("database").new_database()
    opened = open_engine(url)
    migrate(opened)
    yield opened
    opened.dispose()


def run(engine: Engine, statement, *given):
    """By its prepared form; the rows, if it gives any."""
    short = prepare(statement, engine.dialect, frozenset(given[0]))
    assert short is not None
    with engine.begin() as line:
        if statement.is_select:
            return short.ask(line, given[0])
        return short.tell(line, given)


@pytest.mark.parametrize(("row", "given"), [(LedgerRow, MAIL), (ChampionRow, ANN)])
def test_every_kind_of_value_goes_in_and_comes_out_as_it_does_by_sqlalchemy(engine, row, given):
    run(engine, insert(row), given)
    (short,) = run(engine, select(row.__table__), {})
    with engine.begin() as line:
        (long,) = line.execute(select(row.__table__)).all()
        assert short._asdict() == long._asdict()
        line.execute(row.__table__.delete())
        line.execute(insert(row), given)
        (again,) = line.execute(select(row.__table__)).all()
    assert [*again][1:] == [*long][1:]


def test_moments_are_in_utc_and_columns_that_were_not_given_have_what_they_have_by_default(engine):
    run(engine, insert(LedgerRow), MAIL)
    (row,) = run(
        engine, select(LedgerRow.__table__).where(LedgerRow.received == bindparam("at")), {"at": NOON_IN_PARIS}
    )
    assert row.received == datetime(2026, 11, 30, 11, tzinfo=UTC)
    assert (row.attempts, row.moved, row.reason, row.raw) == (0, False, "", b"\0mail\xff")


def test_it_is_told_once_for_each_row_that_is_given(engine):
    run(engine, insert(LedgerRow), *({**MAIL, "uid": number} for number in (1, 2, 3)))
    later = update(LedgerRow).where(LedgerRow.uid == bindparam("which")).values(outcome=bindparam("word"))
    run(engine, later, {"which": 1, "word": "person"}, {"which": 3, "word": "ignored"})
    rows = run(engine, select(LedgerRow.uid, LedgerRow.outcome).order_by(LedgerRow.uid), {})
    assert rows == [(1, "person"), (2, "handled"), (3, "ignored")]


def test_what_the_driver_refuses_is_an_error_of_sqlalchemy_and_names_no_value(engine):
    run(engine, insert(ChampionRow), ANN)
    with pytest.raises(IntegrityError) as refused:
        run(engine, insert(ChampionRow), ANN)
    assert "INSERT INTO champions" in str(refused.value)
    assert "Élan" not in str(refused.value).partition("[SQL")[2]


def test_a_dead_connection_is_let_go(tmp_path: Path, request: pytest.FixtureRequest):
    server = request.getfixturevalue("database")
    engine = open_engine(server.new_database())
    migrate(engine)
    asked = prepare(select(ChampionRow.id), engine.dialect, frozenset())
    assert asked is not None
    with engine.connect() as line:
        number = line.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with engine.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({number})")
        with pytest.raises(DBAPIError) as died:
            asked.ask(line, {})
        assert died.value.connection_invalidated
        assert line.invalidated
    with engine.connect() as line:
        assert asked.ask(line, {}) == []
    engine.dispose()


def test_a_list_of_unknown_length_is_left_to_sqlalchemy(engine):
    some = select(ChampionRow.id).where(ChampionRow.id.in_(bindparam("numbers", expanding=True)))
    assert prepare(some, engine.dialect, frozenset({"numbers"})) is None
