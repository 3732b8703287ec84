"""The lead asks about a round: who, why, drawn again, and how long nobody meets twice."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mailflow.cli import street
from mailflow.network import Champion, Status
from tests.conversations.town import ROOT, Town
from tests.databases import DATABASES

PEOPLE = tuple(
    Champion(0, f"Person {name}", f"{name.lower()}@o{place}.example", "DfT" if place < 2 else "", Status.ACTIVE)
    for place, name in enumerate(("Ann", "Ben", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal"))
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    town.has(*PEOPLE)
    town.wakes("2026-12-01T09:30+00:00")
    return town


@pytest.fixture
def asks(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (ROOT / "config" / "mailflow.toml").read_text()
    config = tmp_path / "mailflow.toml"
    config.write_text(DATABASES.configured(text, tmp_path))
    (tmp_path / "organisations.csv").write_text((ROOT / "config" / "organisations.csv").read_text())
    monkeypatch.setenv("MAILFLOW_KEY", "town" * 8)

    def ask(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(street, ["--config", str(config), "chats", *words])
        assert result.exit_code == code, result.output
        return result.output

    return ask


def test_a_round_tells_how_good_it_is(asks):
    said = asks("show")
    assert "two groups, nobody has met before; at this rate first repeats" in said
    assert asks("show", "2026-12") == said
    assert "no groups were made in 2026-01" in asks("show", "2026-01", code=1)


def test_a_round_is_drawn_again_and_compared(asks):
    assert "the same 2 groups" in asks("verify")
    assert "the same 2 groups" in asks("verify", "2026-12")


def test_a_record_that_somebody_changed_is_found_out(town, asks):
    with town.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE rounds SET seed = seed + 1")
    assert "is not the one that its digest was made of" in asks("verify", code=1)


def test_why_two_people_are_not_together(asks):
    said = asks("show", "--why", "ann@o0.example", "ben@o1.example")
    assert "Person Ann is in group" in said
    assert "They are both of DfT." in said
    assert "nobody; give a number or an address" in asks("show", "--why", "Ann", "Zoe", code=2)


def test_people_are_kept_apart_from_the_next_draw_on(town, asks):
    assert "kept apart: none" in asks("apart")
    assert "Person Cat and Person Dan are kept apart;" in asks("apart", "Cat", "Dan")
    assert "are kept apart already" in asks("apart", "Dan", "Cat")
    assert "Person Dan" in asks("apart")
    for month in ("2027-01-05", "2027-02-02", "2027-03-02", "2027-04-06"):
        town.wakes(f"{month}T09:30+00:00")
    cat, dan = (town.store.register.find(name)[0].id for name in ("Cat", "Dan"))
    later = [one for one in town.store.register.rounds() if one.month > "2026-12"]
    assert len(later) == 4
    assert not any({cat, dan} <= set(group.members) for one in later for group in one.groups)
    assert "may meet;" in asks("apart", "Cat", "Dan", "--no-longer")
    assert "name two people" in asks("apart", "Cat", code=2)


def test_the_rounds_to_come(asks):
    said = asks("forecast", "--months", "4")
    assert "0% miss a round and 0.0% leave between two" in said
    assert "█" in said  # eight people cannot stay strangers for four months
    assert asks("forecast", "--months", "4", "--json").count('"repeats"') == 4
