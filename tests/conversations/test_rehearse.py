"""The months to come, walked through beforehand: what would leave and when, and what a change would make of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from mailflow.cli import street
from mailflow.cli.house import templates
from mailflow.network import Champion, Status
from mailflow.outbox.write import Writer
from mailflow.rehearsal import Planned, Walk
from mailflow.rehearsal.compare import compare, counted
from mailflow.rehearsal.copy import copied
from mailflow.rehearsal.page import save, write
from mailflow.settings import Settings
from mailflow.store import Store
from tests.conversations.town import ROOT, Town
from tests.databases import DATABASES

HOMES = ["DfT", "ORR", "SG", "WG", "ONS", "NRS", "Defra", "DWP"]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(*(Champion(0, f"Person {n}", f"p{n}@dft.example", home, Status.ACTIVE) for n, home in enumerate(HOMES)))
    return made


def walk(store: Store, folder: Path, settings: Settings | None = None) -> list[Planned]:
    folder.mkdir()
    played = copied(Store(store.engine, settings or store.settings, store.key), folder)
    writer = Writer(played.settings, templates(("en", "cy")), played.key, Random(1).randbytes)
    start, end = datetime.fromisoformat("2026-12-01T00:00+00:00"), datetime.fromisoformat("2027-02-01T00:00+00:00")
    return list(Walk(played, writer).mails(start, end))


def test_every_mail_at_its_time_and_nothing_is_changed(town: Town, tmp_path: Path) -> None:
    mails = walk(town.store, tmp_path / "played")
    left = [one for one in mails if not one.dropped]
    groups = [one for one in left if one.mail == "chat/group"]
    assert [f"{one.at:%Y-%m-%d %H:%M}" for one in groups] == ["2026-12-01 10:30"] * 8 + ["2027-01-05 10:30"] * 8
    assert sum(one.mail == "update/ask" for one in left) == 16
    assert sum(one.mail == "update/remind" for one in left) == 8  # nobody answers; January's falls due in February
    assert all(8 <= one.at.hour < 18 for one in left)
    assert [one.at for one in left] == sorted(one.at for one in left)
    assert town.store.register.rounds() == ()
    assert town.store.queue.listed(("planned", "held", "sent"), 100) == []


def test_a_changed_setting_shows_as_a_difference(town: Town, tmp_path: Path) -> None:
    before = walk(town.store, tmp_path / "before")
    chats = town.settings.chats.model_copy(update={"update_after_days": 21})
    after = walk(town.store, tmp_path / "after", town.settings.model_copy(update={"chats": chats}))
    assert ("moved", "update/ask", 16) in counted(compare(before, after))
    assert compare(before, before) == []


def test_the_calendar_links_to_every_mail(town: Town, tmp_path: Path) -> None:
    mails = walk(town.store, tmp_path / "played")
    folder = tmp_path / "out"
    paths = save(mails, folder, town.settings.network.zone)
    page = write(mails, paths, folder, town.settings.network.zone, "A rehearsal", []).read_text()
    assert all(path.relative_to(folder).as_posix() in page and path.stat().st_size > 200 for path in paths)
    assert "<h2>January 2027</h2>" in page


def test_the_command_compares_two_configurations(tmp_path: Path) -> None:
    (tmp_path / "organisations.csv").write_bytes((ROOT / "config" / "organisations.csv").read_bytes())
    shipped = (ROOT / "config" / "mailflow.toml").read_text()
    shipped = DATABASES.configured(shipped, tmp_path)
    shipped = shipped.replace("[network]", f'[network]\nkey_file = "{tmp_path}/key"')
    (tmp_path / "a.toml").write_text(shipped)
    (tmp_path / "b.toml").write_text(shipped.replace("hold_minutes = 60", "hold_minutes = 120"))
    people = "\n".join(f"Person {n},p{n}@dft.example,{home}" for n, home in enumerate(HOMES))
    (tmp_path / "people.csv").write_text(f"name,address,organisation\n{people}\n")

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(street, ["--config", str(tmp_path / "a.toml"), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    run("champions", "import", str(tmp_path / "people.csv"), "--yes")
    shown = run("rehearse", "--from", "2026-12-01", "--months", "1", "--out", str(tmp_path / "out"))
    assert "chat/group" in shown
    assert (tmp_path / "out" / "index.html").is_file()
    shown = run("rehearse", "--from", "2026-12-01", "--months", "1", "--against", str(tmp_path / "b.toml"))
    assert "moved" in shown
    assert run("chats", "history").strip().endswith("none")
