"""The lead plans, shows, changes and cancels meetings by command, and says who came."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from mailflow.cli import street
from mailflow.network import Champion, Status
from tests.conversations.test_meeting import MEETING, PEOPLE, by_person, entry_of, invited, mailbox, settle, value_of
from tests.conversations.town import ROOT, Town
from tests.databases import DATABASES


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return settle(tmp_path)


@pytest.fixture
def asks(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    text = (ROOT / "config" / "mailflow.toml").read_text()
    text = DATABASES.configured(text, tmp_path).replace("# [meetings.also", "[meetings.also")
    for line in ('name = "knowledge-sharing session"', "minutes = 60", 'agenda = ["welcome 5", "two short talks 30"'):
        text = text.replace(f"# {line}", line)
    config = tmp_path / "mailflow.toml"
    config.write_text(text)
    (tmp_path / "organisations.csv").write_text((ROOT / "config" / "organisations.csv").read_text())
    monkeypatch.setenv("MAILFLOW_KEY", "town" * 8)

    def ask(*words: str, code: int = 0) -> str:
        with time_machine.travel(town.now, tick=False):
            result = CliRunner().invoke(street, ["--config", str(config), *words])
        assert result.exit_code == code, result.output
        return result.output

    return ask


def test_the_year_and_what_is_planned_beside_it(asks, town):
    assert [json.loads(line)["number"] for line in asks("meetings", "plan", "--json").splitlines()][:2] == [
        MEETING, "2027-02-10",
    ]  # fmt: skip
    said = asks("meetings", "plan", "--start", "2027-01-20T11:00", "--kind", "sharing")
    assert "sharing-2027-01-20 is planned; invitations are made on 2026-12-23" in said
    assert "knowledge-sharing session" in asks("meetings", "plan")
    town.wakes("2026-12-23T11:00+00:00")
    town.wakes("2026-12-23T12:01+00:00")
    subjects = [str(mail["Subject"]) for mail in town.says()]
    assert sum("Invitation: knowledge-sharing session, 20 January 2027" in one for one in subjects) == 6


def test_change_and_cancel_tell_whoever_was_invited(asks, town):
    first = entry_of(invited(town)["priya"])
    assert "asked anew" in asks("meetings", "change", MEETING, "--start", "2026-12-16T14:00", "--place", "Room 1")
    town.wakes("2026-11-12T10:00+00:00")
    changed = by_person(town.says())
    assert len(changed) == 6
    assert value_of(entry_of(changed["tom"]), "SEQUENCE") == "1"
    assert "2026-12-16" not in asks("meetings", "change", MEETING, "--joining", "https://meet.example/x")
    assert "is cancelled" in asks("meetings", "cancel", MEETING)
    town.wakes("2026-11-13T12:00+00:00")
    cancelled = by_person(town.says())
    assert len(cancelled) == 6
    entry = entry_of(cancelled["tom"])
    assert (value_of(entry, "UID"), value_of(entry, "SEQUENCE")) == (value_of(first, "UID"), "2")
    assert "is cancelled" in asks("meetings", "cancel", MEETING, code=2)


def test_groups_are_drawn_anew_from_who_is_here(asks, town, tmp_path):
    mails = invited(town)
    for who in ("priya", "tom", "eilidh"):
        town.replies(mailbox(who), "YES", mails[who])
    town.says()
    town.wakes("2026-12-08T12:00+00:00")
    town.wakes("2026-12-09T15:30+00:00")
    town.says()
    here = tmp_path / "here.csv"
    here.write_text(
        'Full Name,First Join\nPriya Raman,14:01\n"h.lindqvist@ofs.example",14:02\nDylan Evans,14:03\nRuth,14:05\n'
    )
    assert "1 groups are drawn" in asks("meetings", "breakout", MEETING, "--came", str(here))
    groups = by_person(town.says())
    assert set(groups) == {"priya", "hannah", "dylan", "ruth"}
    shown = json.loads(asks("meetings", "show", MEETING, "--json"))
    assert sorted(one["came"] for one in shown["answers"]) == [False, False, True, True, True, True]
    assert "Dylan Evans, Ruth Castellano" in asks("meetings", "show", MEETING)
    town.wakes("2026-12-09T16:00+00:00")
    assert "attendance" not in {one.intent for one in town.store.register.questions()}


def test_who_came_by_file_and_by_question(asks, town, tmp_path):
    invited(town)
    town.wakes("2026-12-09T16:00+00:00")
    number = next(one.id for one in town.store.register.questions() if one.intent == "attendance")
    assert "nobody, or more than one, is called Zebedee" in asks("questions", "answer", str(number), "Zebedee", code=2)
    assert "we noted that two people came" in asks("questions", "answer", str(number), "Priya Raman, Tom")
    wrong = tmp_path / "came.txt"
    wrong.write_text("Priya Raman\nNobody Known\n")
    assert "is called Nobody Known" in asks("meetings", "attended", MEETING, str(wrong), code=2)
    wrong.write_text("Eilidh Munro\n")
    assert "1 came" in asks("meetings", "attended", MEETING, str(wrong))
    came = {one.address for one in town.store.minutes.answers(MEETING) if one.came}
    assert came == {PEOPLE["eilidh"][1]}


def test_talks_by_command(asks, town):
    town.hears(mailbox("tom"), "A talk", "Happy to do 15 minutes at the February meeting on our user forum.\n\nTom")
    town.says()
    assert "user forum" in asks("meetings", "talks")
    assert "Tom Ashworth is told" in asks("meetings", "place", "1", "2027-02-10")
    town.wakes("2026-11-11T10:00+00:00")
    assert "Your talk" in str(town.says()[0]["Subject"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "2026-12-10"), "there is no meeting 2026-12-10"),
        (("plan", "--start", "tomorrow"), "write it like 2026-12-16T14:00"),
        (("plan", "--start", "2020-01-01T10:00"), "is over"),
        (("plan", "--start", "2027-01-20T11:00", "--kind", "party"), "there is no kind “party”"),
        (("plan", "--start", "2026-12-09T11:00"), "there is a meeting 2026-12-09 already"),
        (("plan", "--place", "Room 1"), "give --start"),
        (("change", MEETING), "nothing would change"),
        (("change", MEETING, "--minutes", "60"), "another length needs another agenda"),
        (("change", MEETING, "--minutes", "60", "--item", "welcome 10"), "lasts 10 minutes and the meeting 60"),
        (("change", MEETING, "--item", "welcome"), "write what and how many minutes"),
        (("breakout", MEETING), "nobody is invited to it yet"),
        (("place", "7", MEETING), "there is no talk 7"),
    ],
)
def test_wrong_usage_is_a_sentence(asks, words, says):
    assert says in " ".join(asks("meetings", *words, code=2).split())


def test_nobody_to_invite(tmp_path: Path):
    town = Town(tmp_path, meetings=True)
    town.has(Champion(0, "Ann", "ann@dft.example", "DfT", Status.PAUSED))
    town.wakes("2026-11-11T14:00+00:00")
    assert town.store.register.questions() == []
