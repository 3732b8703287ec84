"""A backup put back, on either database and from one to the other: all is there, and nothing leaves by itself."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mailflow.decisions import Ignore, Keep
from mailflow.events import Due
from mailflow.network import Champion
from mailflow.settings import DatabaseSettings, load
from mailflow.store import Store, StoreError
from mailflow.store.backup import backup, read_about, restore
from mailflow.store.engine import open_engine
from mailflow.store.tables import Base
from tests.doors.network import Network, network
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix
from tests.doors.test_store import ORGANISATIONS, PEOPLE, a_round, arrival, keep, people
from tests.people import NOW, SETTINGS

pytestmark = pytest.mark.doors
KINDS = ("sqlite", "postgresql")


@pytest.fixture
def database_of(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    def url(kind: str) -> str:
        if kind == "postgresql":
            return str(request.getfixturevalue("database").new_database())
        return f"sqlite:///{tmp_path}/{len(list(tmp_path.iterdir()))}.db"

    return url


def opened(url: str, tmp_path: Path) -> Store:
    database = DatabaseSettings(url=url, mark=f"{tmp_path}/{url.rpartition('/')[2]}.mark")
    return Store.open(SETTINGS.model_copy(update={"database": database}), b"k" * 32)


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    here = {}
    with store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in {"pulses", "holders", "gate"}:  # of the database itself, and the fence is up
                found = connection.execute(table.select().order_by(*table.primary_key.columns))
                here[table.name] = [tuple(row) for row in found]
    return here


@pytest.mark.parametrize("target", KINDS)
@pytest.mark.parametrize("source", KINDS)
def test_every_row_comes_back_the_same(
    source: str, target: str, database_of: Callable[[str], str], tmp_path: Path
) -> None:
    store = opened(database_of(source), tmp_path)
    store.register.keep_organisations(ORGANISATIONS)
    store.register.keep(PEOPLE, NOW, "for a test")
    keep(store, Due("chat", "2026-11", NOW), [Keep(a_round(store))], Due("chat", "2026-11", NOW))
    keep(store, arrival(1), [Ignore("thanks")])
    before = rows(store)
    file = tmp_path / "backup.zip"
    about = backup(store.engine, file, mailbox="a@b.example", key=b"secret", files=[], now=NOW)
    assert about.rows["champions"] == len(PEOPLE)
    assert file.stat().st_mode & 0o077 == 0
    assert read_about(file) == (about, b"secret")
    url = database_of(target)
    restore(open_engine(url), file, replace=False, now=NOW)
    again = opened(url, tmp_path)
    assert rows(again) == before
    assert again.gate.standing().is_fenced
    again.register.keep(
        [Champion(0, "New Person", "new@ons.example", "SG", people(again)["Tom Ashworth"].status)], NOW, "x"
    )
    assert len(people(again)) == len(PEOPLE) + 1, "numbers go on after those that were given back"
    with pytest.raises(StoreError, match="holds a network already"):
        restore(again.engine, file, replace=False, now=NOW)
    again.engine.dispose()
    restore(open_engine(url), file, replace=True, now=NOW)
    last = opened(url, tmp_path)
    assert rows(last) == before


def test_what_is_no_backup_or_is_damaged_is_a_sentence_and_changes_nothing(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path}/a.db", tmp_path)
    store.register.keep(PEOPLE[:0], NOW, "nobody")
    store.register.keep_organisations(ORGANISATIONS)
    file, damaged = tmp_path / "backup.zip", tmp_path / "damaged.zip"
    backup(store.engine, file, mailbox="a@b.example", key=b"secret", files=[], now=NOW)
    with zipfile.ZipFile(file) as good, zipfile.ZipFile(damaged, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(
                name, content.splitlines(keepends=True)[0] if name.endswith("organisations.jsonl") else content
            )
    before = rows(store)
    with pytest.raises(StoreError, match="organisations has 1 of 2 rows"):
        restore(store.engine, damaged, replace=True, now=NOW)
    assert rows(store) == before
    (tmp_path / "letter.zip").write_text("dear aunt")
    with pytest.raises(StoreError, match="is no backup of mailflow"):
        restore(store.engine, tmp_path / "letter.zip", replace=True, now=NOW)
    with pytest.raises(StoreError, match="cannot be written"):
        backup(store.engine, tmp_path / "no" / "b.zip", mailbox="a@b.example", key=b"", files=[], now=NOW)


@pytest.fixture
def house(tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]) -> Network:
    return network(tmp_path, imap, smtp, person("gsshelp", smtp=smtp, domain="statistics.example"))


def test_a_network_that_is_put_back_reads_again_and_sends_nothing_twice(
    house: Network, person: Callable[..., Person], smtp: Postfix, tmp_path: Path
) -> None:
    priya = person("priya", smtp=smtp, domain="dft.example")
    file = tmp_path / "monday.zip"
    assert "rows of" in house.run("backup", str(file))
    priya.writes(
        to=house.mailbox.address, subject="champion", text="Can I be a user engagement champion please\n\nPriya"
    )
    house.mailbox.waits_for(1)
    house.works("2026-11-27T10:00+00:00")
    assert len(priya.waits_for(1)) == 1
    assert "holds a network" not in house.run("restore", str(file), "--replace")
    house.works("2026-11-27T11:00+00:00")
    assert [row["state"] for row in house.lines("outbox", "list")] == ["planned"], "it was read again, and waits"
    assert house.lines("outbox", "gate")[0]["closed_by"] == "fence"
    assert "Stop every other copy first" in house.run("outbox", "open", expect=2)
    assert "1 mails and" in house.run("outbox", "open", "--cancel")
    house.works("2026-11-27T12:00+00:00")
    assert len(priya.waits_for(1)) == 1, "nothing was sent twice"
    assert house.lines("champions", "list")[0]["status"] == "applied", "and what came since the backup is known again"
    assert os.access(file, os.R_OK)


def test_a_backup_of_another_network_or_another_key_is_refused(house: Network, tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    house.run("backup", str(file))
    assert "exists; name a new file" in house.run("backup", str(file), expect=2)
    (tmp_path / "mailflow.key").write_text("another key, long enough to be one")
    assert "is not the backup's" in house.run("restore", str(file), "--replace", expect=2)
    config = house.config.read_text()
    house.config.write_text(
        config.replace(f'mailbox = "{house.mailbox.address}"', 'mailbox = "other@statistics.example"')
    )
    assert "the configuration of other@statistics.example" in house.run("restore", str(file), expect=2)


def test_mail_that_was_set_aside_is_read_again_by_a_mended_mailflow(house: Network) -> None:
    house.run("check", expect=None)  # makes the key
    store = Store.open(load(house.config), (house.folder / "mailflow.key").read_bytes())
    raw = (
        b"From: Priya Raman <priya.raman@dft.example>\r\nSubject: hello\r\nMessage-ID: <1@dft.example>\r\n\r\n"
        b"Is this the help desk of the user engagement champions?\r\n"
    )
    for _ in range(3):
        store.ledger.failed(replace(arrival(1), raw=raw), "ValueError: boom", NOW)
    (question,) = store.register.questions()
    assert question.suggestion.endswith("mailflow replay 1")
    assert house.run("replay", "--all", expect=2)
    (other,) = house.lines("replay", "--all", "--diff")
    assert (other["was"], bool(other["would_be"])) == ("set_aside", True)
    assert "1 mails will be read again" in house.run("replay")
    assert store.register.questions() == []
    house.works("2026-11-27T12:00+00:00")
    assert "set_aside" not in house.lines("account")[0]
    assert house.lines("replay", "--all", "--diff") == []
