"""People move, write from somewhere else, change their name; organisations change: as each of them meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import Town, as_letters, body_of

WEI = "Wei Zhang <wei.zhang@dbt.example>"
WEI_THERE = "Wei Zhang <wei.zhang@dsit.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(
        Champion(0, "Wei Zhang", "wei.zhang@dbt.example", "DBT", Status.ACTIVE),
        Champion(0, "Jonathan Pike", "jonathan.pike@hmrc.example", "HMRC", Status.ACTIVE),
        Champion(0, "Robin Ellis", "robin.ellis@fsa.example", "FSA", Status.ACTIVE),
        Champion(0, "Dominic Sale", "dominic.sale@mhclg.example", "MHCLG", Status.ACTIVE),
        Champion(0, "Tasha Reid", "tasha.reid@mhclg.example", "MHCLG", Status.ACTIVE),
    )
    return made


def find(town: Town, address: str) -> Champion:
    return town.store.register.find(address)[0]


def brief_of(town: Town, moment: str):
    town.wakes(moment)
    return town.tells_lead()[-1]


def test_moving_department_and_staying_a_champion(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        WEI, "change of job",
        "Hi - from Monday 7 December I'm moving to the Department for Science, Innovation and Technology. New email "
        "will be wei.zhang@dsit.example. I'd like to carry on being a champion there if that's ok. My replacement "
        "here is TBC.\n\nWei",
    )  # fmt: skip
    (receipt,) = town.says()
    assert as_letters([receipt]) == snapshot(name="receipt")
    town.replies(WEI, "YES", receipt)
    assert as_letters(town.says()) == snapshot(name="agreed")
    assert find(town, "wei.zhang@dbt.example").organisation == "DBT"
    town.wakes("2026-12-07T08:01+00:00")
    (check,) = [mail for mail in town.says() if "work for you" in str(mail["Subject"])]
    assert str(check["To"]) == WEI_THERE
    assert as_letters([check]) == snapshot(name="check")
    assert find(town, "wei.zhang@dbt.example").organisation == "DSIT"
    town.replies(WEI_THERE, "Yes", check)
    assert as_letters(town.says()) == snapshot(name="done")
    assert find(town, "wei.zhang@dsit.example").status is Status.ACTIVE
    assert any("DBT has no champion" in one.reason for one in town.store.register.questions())


def test_somebody_else_cannot_take_the_address(town: Town) -> None:
    town.hears(
        WEI, "change of job",
        "From Monday 7 December I'm moving to DSIT. New email will be wei.zhang@dsit.example.\n\nWei", proven=False,
    )  # fmt: skip
    (asks,) = town.says()
    assert "Did you send us this?" in str(asks["Subject"])
    town.wakes("2026-12-07T08:01+00:00")
    assert find(town, "wei.zhang@dbt.example").organisation == "DBT"
    town.replies("Wei Zhang <wei.zhang@dsit.example>", "YES", asks)
    assert find(town, "wei.zhang@dbt.example").organisation == "DBT"


def test_writing_from_a_new_and_unknown_address(town: Town, snapshot: SnapshotAssertion) -> None:
    new = "Dr Jonathan Pike <jonathan.pike@hmt.example>"
    town.hears(
        new, "my details",
        "Hi, I moved from HMRC to the Treasury in October. Can you update my details? Still keen.\n\nJon",
    )  # fmt: skip
    (acknowledged,) = town.says()
    assert as_letters([acknowledged]) == snapshot(name="acknowledged")
    brief = brief_of(town, "2026-11-11T08:30+00:00")
    assert as_letters([brief]) == snapshot(name="brief")
    town.lead_replies("1 yes", brief)
    (asks,) = town.says()
    assert str(asks["To"]) == "Jonathan Pike <jonathan.pike@hmrc.example>"
    assert as_letters([asks]) == snapshot(name="the old address is asked")
    assert "hmt" not in body_of(asks)
    town.replies("Jonathan Pike <jonathan.pike@hmrc.example>", "yes that was me", asks)
    (done,) = [mail for mail in town.says() if "hmt.example" in str(mail["To"])]
    assert as_letters([done]) == snapshot(name="done")
    assert find(town, "jonathan.pike@hmt.example").organisation == "HMT"


def test_the_old_address_says_no(town: Town) -> None:
    town.hears(
        "Dr Jonathan Pike <jonathan.pike@hmt.example>", "my details",
        "I moved from HMRC to the Treasury in October. Can you update my details?\n\nJon",
    )  # fmt: skip
    town.says()
    brief = brief_of(town, "2026-11-11T08:30+00:00")
    town.lead_replies("1 yes", brief)
    (asks,) = town.says()
    town.replies("Jonathan Pike <jonathan.pike@hmrc.example>", "No, that was not me!", asks)
    assert find(town, "jonathan.pike@hmrc.example").organisation == "HMRC"
    assert any("says no" in one.reason for one in town.store.register.questions())


def test_a_new_name_holds_for_the_past_too(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        "Robin Ellis <robin.ellis@fsa.example>", "A case study",
        "We could write a case study about our new dashboard for champions. Shall I?",
    )  # fmt: skip
    town.says()
    new = "Rowan Ellis <rowan.ellis@fsa.example>"
    town.hears(
        new, "Change of name",
        "Hello, my name has changed. Please use Rowan Ellis from now on, and rowan.ellis@fsa.example. My old address "
        "still forwards but will be switched off in the new year. I would be grateful if my former name could be "
        "removed from anything public.\n\nThank you\nRowan",
    )  # fmt: skip
    assert all("Robin" not in body_of(mail) for mail in town.says())
    brief = brief_of(town, "2026-11-11T08:30+00:00")
    town.lead_replies("2 yes", brief)
    (asks,) = town.says()
    town.replies("Robin Ellis <robin.ellis@fsa.example>", "Yes", asks)
    (done,) = [mail for mail in town.says() if "rowan" in str(mail["To"])]
    assert as_letters([done]) == snapshot(name="done")
    assert find(town, "rowan.ellis@fsa.example").name == "Rowan Ellis"
    assert "Robin" not in " ".join(one.reason for one in town.store.register.questions())


def test_an_organisation_is_renamed_on_a_day(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        "Dominic Sale <dominic.sale@mhclg.example>", "New department name",
        "Hi\n\nYou will have seen the announcement. From 1 April we become the Ministry for Housing and Local Growth "
        "(MHLG). All of us champions will have @mhlg.example addresses; old ones forward for 12 months. Same people, "
        "same role.\n\nDominic",
    )  # fmt: skip
    town.says()
    brief = brief_of(town, "2026-11-11T08:30+00:00")
    assert as_letters([brief]) == snapshot(name="brief")
    town.lead_replies("1 yes MHLG", brief)
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    town.wakes("2027-03-31T08:01+00:00")
    town.says()
    town.wakes("2027-04-01T08:01+01:00")
    changed = [mail for mail in town.says() if "organisation has changed" in str(mail["Subject"])]
    assert len(changed) == 2
    assert as_letters(changed[:1]) == snapshot(name="to each champion")
    assert find(town, "tasha.reid@mhclg.example").organisation == "MHLG"
    (old,) = [one for one in town.store.register.organisations() if one.acronym == "MHCLG"]
    assert (old.successor, str(old.succeeded)) == ("MHLG", "2027-04-01")
