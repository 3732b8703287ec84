"""An organisation is split: by a letter and the lead's yes, or by command; champions say where they belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.network import Champion, Status
from tests.conversations.test_works_command import asks  # noqa: F401  the lead's command line over this town
from tests.conversations.town import Town, body_of


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    made = Town(tmp_path, chats=False)
    made.has(
        Champion(0, "Wei Zhang", "wei.zhang@mhclg.example", "MHCLG", Status.ACTIVE),
        Champion(0, "Anna Bright", "anna.bright@mhclg.example", "MHCLG", Status.ACTIVE),
        Champion(0, "Ben Ode", "ben.ode@dmh.example", "MHCLG", Status.ACTIVE),
    )
    monkeypatch.setattr("mailflow.cli.organisations.now", lambda: made.now)
    return made


def home(town: Town, name: str) -> str:
    return town.store.register.find(name)[0].organisation


def words_of(mail) -> str:
    return " ".join(body_of(mail).split())


def told_of_the_split(town: Town):
    town.wakes("2027-03-31T08:01+01:00")
    town.says()
    town.wakes("2027-04-01T08:01+01:00")
    told = [mail for mail in town.says() if "elong" in words_of(mail) or "now" in words_of(mail)]
    return {mail["To"].addresses[0].addr_spec: mail for mail in told}


def test_by_a_letter_and_the_leads_yes(town: Town) -> None:
    town.hears(
        "Wei Zhang <wei.zhang@mhclg.example>", "MHCLG is to be split",
        "Hello\n\nFrom 1 April 2027 our department will be split into two new departments, for housing and for "
        "communities.\n\nWei",
    )  # fmt: skip
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()[-1:]
    assert "Wei Zhang says that MHCLG is split on 1 April 2027." in words_of(brief)
    assert "yes ABC ABC” (the acronyms of all that it becomes)" in words_of(brief)
    town.lead_replies("1 yes DBT", brief)
    assert "nothing" in words_of(town.tells_lead()[-1])
    town.lead_replies("1 yes DBT DSIT", brief)
    assert "MHCLG is split into DBT and DSIT on 1 April 2027" in words_of(town.tells_lead()[-1])
    asked = told_of_the_split(town)
    assert "Reply with the one that you belong to" in words_of(asked["wei.zhang@mhclg.example"])
    town.replies("Wei Zhang <wei.zhang@mhclg.example>", "DSIT", asked["wei.zhang@mhclg.example"])
    (receipt,) = town.says()
    assert "you belong to Department for Science, Innovation and Technology now" in words_of(receipt)
    assert (home(town, "Wei"), home(town, "Anna")) == ("DSIT", "MHCLG")
    town.replies(
        "Anna Bright <anna.bright@mhclg.example>", "Neither, I am not sure yet", asked["anna.bright@mhclg.example"]
    )
    assert home(town, "Anna") == "MHCLG"
    assert len(town.store.register.questions()) == 1
    town.replies(
        "Anna Bright <anna.bright@mhclg.example>", "I am in the Department for Business and Trade now.",
        asked["anna.bright@mhclg.example"],
    )  # fmt: skip
    assert home(town, "Anna") == "DBT"


def test_by_command_with_names_and_domains(town: Town, asks) -> None:  # noqa: F811
    for wrong in (["--into", "DBT"], ["--into", "DBT", "--into", "XXX"], ["--into", "MHCLG", "--into", "DBT"]):
        asks("organisations", "split", "MHCLG", *wrong, "--on", "2027-04-01", code=2)
    asks("organisations", "split", "MHCLG", "--into", "DBT", "--into", "DSIT", "--on", "2020-04-01", code=2)
    said = asks(
        "organisations", "split", "MHCLG", "--into", "DMH:Department for Homes:dmh.example", "--into", "DBT",
        "--on", "2027-04-01",
    )  # fmt: skip
    assert "on 2027-04-01 MHCLG is split into DMH and DBT" in said
    asked = told_of_the_split(town)
    assert home(town, "Ben") == "DMH"  # his address belongs there
    assert "MHCLG is now DMH (Department for Homes)" in words_of(asked["ben.ode@dmh.example"])
    assert "Reply with the one that you belong to" in words_of(asked["anna.bright@mhclg.example"])
    (old,) = [one for one in town.store.register.organisations() if one.acronym == "MHCLG"]
    assert old.successor == ""  # what was told before stays named as it was


def test_replaced_on_a_day_by_command(town: Town, asks) -> None:  # noqa: F811
    asks("organisations", "succeed", "MHCLG", "MHLG", "--on", "2027-04-01", code=2)
    said = asks(
        "organisations", "succeed", "MHCLG", "MHLG", "--on", "2027-04-01", "--name", "Ministry for Homes",
        "--domain", "MHLG.example",
    )  # fmt: skip
    assert "on 2027-04-01 MHCLG is replaced by MHLG" in said
    assert home(town, "Anna") == "MHCLG"
    told_of_the_split(town)
    assert home(town, "Anna") == "MHLG"
    (new,) = [one for one in town.store.register.organisations() if one.acronym == "MHLG"]
    assert (new.name, new.domains) == ("Ministry for Homes", ("mhlg.example",))
