"""Somebody else leads from a day on, and somebody stands in while the lead is away: by mail, nothing to set up."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Lead, Status
from tests.conversations.town import Town, as_letters, body_of

PRIYA = "Priya Raman <priya.raman@dft.example>"
SAM = "sam.li@ons.example"
NATASHA = "natasha.bowen@ons.example"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(
        Champion(0, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE),
        Champion(0, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE),
    )
    return made


def hand_over(town: Town) -> None:
    town.store.register.hand_over(Lead("Sam Li", SAM, date(2027, 1, 4), "Natasha Bowen", NATASHA), town.now)


def test_the_lead_hands_over_on_a_day(town: Town, snapshot: SnapshotAssertion) -> None:
    hand_over(town)
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    town.says()
    town.wakes("2026-12-31T09:00+00:00")
    (old_brief,) = town.tells_lead()
    assert town.store.settings_at(town.now).network.lead == "Natasha Bowen"

    town.wakes("2027-01-04T08:30+00:00")
    town.wakes("2027-01-04T12:00+00:00")
    letters = town.says()
    to_sam = [mail for mail in letters if SAM in str(mail["To"])]
    assert as_letters(to_sam[:1]) == snapshot(name="to the one who leads now")
    assert as_letters(town.tells_lead()) == snapshot(name="to the one who led")
    champions = [mail for mail in letters if "You lead" not in str(mail["Subject"]) and SAM not in str(mail["To"])]
    assert len(champions) == 2
    assert as_letters(champions[:1]) == snapshot(name="to champions")

    town.lead_replies("1 yes", old_brief)
    assert [one.id for one in town.store.register.questions()][:1] == [1]  # the former lead settles nothing any more
    town.replies(f"Sam Li <{SAM}>", "1 yes", to_sam[0])
    assert 1 not in [one.id for one in town.store.register.questions()]
    town.hears(PRIYA, "question", "What is the deadline for the updates this month, and who reads them?")
    assert any("Sam Li" in body_of(mail) for mail in town.says() if "priya" in str(mail["To"]))


def test_a_handover_that_is_taken_back_never_comes(town: Town) -> None:
    hand_over(town)
    assert town.store.register.take_handover_back(date(2027, 1, 4), town.now)
    town.wakes("2027-01-04T08:30+00:00")
    town.wakes("2027-01-04T12:00+00:00")
    assert town.says() == []
    assert town.store.settings_at(town.now).network.lead == "Natasha Bowen"


def test_the_deputy_stands_in_while_the_lead_is_away(tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    town = Town(tmp_path, deputy="Sam Li", deputy_address=SAM)
    town.has(Champion(0, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE))
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    town.says()
    town.wakes("2026-11-11T08:30+00:00")
    assert town.says() == []
    (brief,) = town.tells_lead()
    town.hears(
        f"Natasha Bowen <{NATASHA}>", f"Automatic reply: {brief['Subject']}", "I am away until 30 November 2026.",
        answers=brief, Auto_Submitted="auto-replied",
    )  # fmt: skip
    town.wakes("2026-11-11T10:00+00:00")
    town.hears(PRIYA, "Another case study", "We could write a second case study about our user panel. Shall I?")
    town.says()
    town.wakes("2026-11-12T08:30+00:00")
    (brief,) = town.says()
    assert as_letters([brief]) == snapshot(name="the brief to the deputy")
    assert len(town.tells_lead()) == 1
    town.replies(f"Sam Li <{SAM}>", "1 yes\n2 yes", brief)
    assert town.store.register.questions() == []
    town.says()
    town.hears(PRIYA, "A third case study", "We could write a third case study about our survey. Shall I?")
    town.says()
    town.wakes("2026-12-02T08:30+00:00")
    assert len(town.tells_lead()) == 1
    assert [mail for mail in town.says() if SAM in str(mail["To"])] == []
