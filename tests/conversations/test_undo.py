"""The lead takes back what was done, within a week, by replying UNDO."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import Town, as_letters, body_of

PRIYA = "Priya Raman <priya.raman@dft.example>"
TOM = "Tom Ashworth <thomas.ashworth@orr.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(
        Champion(0, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE),
        Champion(0, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE),
    )
    return made


def status(town: Town, address: str) -> Status:
    return town.store.register.find(address)[0].status


def brief_after(town: Town, *letters: tuple[str, str]):
    for sender, text in letters:
        town.hears(sender, "hello", text)
    town.says()
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    return brief


def test_a_leave_that_was_none_is_taken_back(town: Town, snapshot: SnapshotAssertion) -> None:
    brief = brief_after(town, (PRIYA, "Please take me off the champions list, I am leaving the network."))
    assert status(town, "priya.raman@dft.example") is Status.LEFT
    deed = next(word for word in body_of(brief).split() if word.startswith("D") and word[1:].isdigit())
    town.lead_replies(f"undo {deed}", brief)
    assert status(town, "priya.raman@dft.example") is Status.ACTIVE
    assert as_letters(town.tells_lead()) == snapshot(name="receipt")
    assert as_letters(town.says()) == snapshot(name="to the champion")


def test_after_a_week_it_stays(town: Town) -> None:
    brief = brief_after(town, (PRIYA, "Please take me off the champions list, I am leaving the network."))
    deed = next(word for word in body_of(brief).split() if word.startswith("D") and word[1:].isdigit())
    town.wakes("2026-11-17T11:00+00:00")
    town.tells_lead()
    town.wakes("2026-11-18T11:00+00:00")
    town.tells_lead()
    town.lead_replies(f"undo {deed}", brief)
    assert status(town, "priya.raman@dft.example") is Status.LEFT
    (receipt,) = town.tells_lead()
    assert "nothing to take back" in " ".join(body_of(receipt).split())


def test_answers_are_taken_back_by_undo_to_their_receipt(town: Town) -> None:
    brief = brief_after(
        town,
        (PRIYA, "What is the deadline for nominations to the new board, please?"),
        (TOM, "Who decides about the theme groups? I have asked twice."),
    )
    open_before = [one.id for one in town.store.register.questions()]
    town.lead_replies("1 yes\n2 no", brief)
    (receipt,) = town.tells_lead()
    assert town.store.register.questions() == []
    town.lead_replies("undo 2", brief)
    (refusal,) = town.tells_lead()
    assert "together" in body_of(refusal)
    town.lead_replies("UNDO", receipt)
    assert [one.id for one in town.store.register.questions()] == open_before
    (receipt,) = town.tells_lead()
    assert "one and two" not in body_of(receipt)
    assert "questions 1 and 2 are open again" in " ".join(body_of(receipt).split())


def test_a_question_that_was_put_off_comes_again(town: Town) -> None:
    brief = brief_after(town, (PRIYA, "What is the deadline for nominations to the new board, please?"))
    town.lead_replies("1 hold until 20 November", brief)
    (receipt,) = town.tells_lead()
    assert "again on Friday 20 November 2026" in " ".join(body_of(receipt).split())
    for day in (12, 13, 16, 17, 18, 19):
        town.wakes(f"2026-11-{day}T08:30+00:00")
        assert town.tells_lead() == [], day
    town.wakes("2026-11-20T08:30+00:00")
    (brief,) = town.tells_lead()
    town.lead_replies("yes", brief)
    assert town.store.register.questions() == []


def test_yes_to_all_means_what_the_brief_could_show(town: Town) -> None:
    brief = brief_after(
        town,
        (PRIYA, "What is the deadline for nominations to the new board, please?"),
        (TOM, "Who decides about the theme groups? I have asked twice."),
    )
    town.wakes("2026-11-11T11:00+00:00")
    town.hears(PRIYA, "another", "And who pays for the room, please? I could not find it.")
    town.lead_replies("yes to all", brief)
    assert [one.id for one in town.store.register.questions()] == [3]


def test_the_lead_hands_over_by_mail_if_we_are_sure(town: Town) -> None:
    brief = brief_after(town, (PRIYA, "What is the deadline for nominations to the new board, please?"))
    lead = f"Natasha Bowen <{town.settings.network.lead_address}>"
    order = "hand over to Sam Li <sam.li@ons.example> on 4 January 2027"
    town.hears(lead, f"Re: {brief['Subject']}", order, answers=brief, proven=False)
    assert town.store.register.handovers() == []
    (receipt,) = town.tells_lead()
    assert "sure enough" in " ".join(body_of(receipt).split())
    town.hears(lead, f"Re: {brief['Subject']}", order, answers=brief)
    assert [(one.name, one.address) for one in town.store.register.handovers()] == [("Sam Li", "sam.li@ons.example")]
