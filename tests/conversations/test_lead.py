"""The lead runs the network by mail: reads the brief, answers by number, stops what should not leave."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import Town, as_letters, body_of

TOM = "Tom Ashworth <thomas.ashworth@orr.example>"
PRIYA = "Priya Raman <priya.raman@dft.example>"
MOIRA = "Moira Kettle <moira.kettle@dwp.example>"
LEAD = "Natasha Bowen <natasha.bowen@ons.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    for name, address, home in (
        ("Priya Raman", "priya.raman@dft.example", "DfT"),
        ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
        ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
        ("Dylan Evans", "dylan.evans@wg.example", "WG"),
    ):
        made.has(Champion(0, name, address, home, Status.ACTIVE))
    return made


def busy_day(town: Town) -> None:
    town.hears(
        TOM, "Champion emails",
        "I've now had five emails in nine days. Please can someone look at this.\n\nTom",
    )  # fmt: skip
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    town.hears(PRIYA, "OFFICIAL-SENSITIVE: my update", "For my chat update: the figure will be 4.2 per cent.\n\nPriya")
    town.hears(MOIRA, "champion", "Can I be a user engagement champion please\n\nMoira")
    (confirm,) = [mail for mail in town.says() if "Please confirm" in str(mail["Subject"])]
    town.replies(MOIRA, "YES", confirm)
    town.says()


def test_a_brief_and_its_answers(town: Town, snapshot: SnapshotAssertion) -> None:
    busy_day(town)
    town.wakes("2026-11-11T08:29+00:00")
    assert town.tells_lead() == []
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    assert as_letters([brief]) == snapshot(name="brief")
    assert "4.2" not in body_of(brief)
    town.wakes("2026-11-11T13:00+00:00")
    assert town.tells_lead() == []

    town.lead_replies("1 Sorry, Tom: we have halved them.\n2 ask her for a date\n3 yes\n77 no", brief)
    (receipt,) = town.tells_lead()
    assert as_letters([receipt]) == snapshot(name="receipt")
    assert as_letters(town.says()) == snapshot(name="answers")
    assert [(one.id, one.matter) for one in town.store.register.questions()] == [(2, "case-study")]
    assert [one.answer for one in sorted(town.store.register.questions(settled=True), key=lambda one: one.id)] == [
        "Sorry, Tom: we have halved them.", "yes",
    ]  # fmt: skip
    assert town.store.register.find("thomas.ashworth@orr.example")[0].suppressed == ""


def test_no_news_no_brief(town: Town) -> None:
    town.wakes("2026-11-11T08:30+00:00")
    town.wakes("2026-11-14T08:30+00:00")  # a Saturday
    assert town.tells_lead() == []
    keys = [row.key for row in town.store.register.calendar() if row.key.startswith("lead/")]
    assert keys == ["lead/brief:2026-11-11"]


def test_what_is_old_and_not_due_is_not_told_every_day(town: Town) -> None:
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    days = []
    for day in range(11, 27):
        town.wakes(f"2026-11-{day}T08:30+00:00")
        days += [day for _ in town.tells_lead()]
    assert days == [11, 23, 24, 25, 26]  # when it came; from the working day before it is due, until it is settled


def test_whoever_else_answers_the_brief_does_nothing(town: Town) -> None:
    busy_day(town)
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    before = {one.id for one in town.store.register.questions()}
    town.replies(TOM, "1 yes", brief)
    town.hears(LEAD, f"Re: {brief['Subject']}", "1 yes")  # the lead's address and the code, but no token
    assert before < {one.id for one in town.store.register.questions()}
    assert town.tells_lead() == town.says() == []


def test_a_lead_is_no_applicant_whatever_they_answer(town: Town) -> None:
    busy_day(town)
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    town.lead_replies(
        "2 I would like to join, please add me to the champions. Take me off the other list. LEAVE", brief
    )
    assert not town.store.register.find("natasha.bowen")
    assert [str(mail["To"]) for mail in town.says()] == [PRIYA]
    town.lead_replies("Thanks!", brief)
    assert len(town.tells_lead()) == 1


def test_one_answer_too_many_is_not_guessed(town: Town, snapshot: SnapshotAssertion) -> None:
    busy_day(town)
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    town.lead_replies("1 thank you and 2 please send it\n3 tell her she may not\nand all others yes", brief)
    assert as_letters(town.tells_lead()) == snapshot
    assert town.says() == []
    assert len(town.store.register.questions()) == 3


def test_stop_and_release(town: Town, snapshot: SnapshotAssertion) -> None:
    town.wakes("2026-12-01T08:30+00:00")
    town.wakes("2026-12-01T09:30+00:00")
    (notice,) = town.tells_lead()
    assert as_letters([notice]) == snapshot(name="notice")
    town.wakes("2026-12-01T09:45+00:00")
    town.lead_replies("STOP - Dylan is on leave\n\nNatasha", notice)
    (stopped,) = town.tells_lead()
    assert as_letters([stopped]) == snapshot(name="stopped")
    town.wakes("2026-12-01T13:00+00:00")
    assert town.says() == []
    assert {row.state for row in town.store.queue.listed() if row.mass} == {"held"}
    town.lead_replies("RELEASE", stopped)
    (released,) = town.tells_lead()
    assert as_letters([released]) == snapshot(name="released")
    assert len(town.says()) == 4
    town.lead_replies("STOP", notice)
    assert as_letters(town.tells_lead()) == snapshot(name="too late")


def test_stop_in_answer_to_the_brief_holds_what_waits(town: Town) -> None:
    busy_day(town)
    town.wakes("2026-12-01T08:30+00:00")
    (brief,) = town.tells_lead()
    town.wakes("2026-12-01T09:30+00:00")
    town.lead_replies("stop!", brief)
    assert "We are holding four emails; none had left." in body_of(town.tells_lead()[0])
    assert town.says() == []


@pytest.mark.parametrize("late", [True, False])
def test_the_round_stands_in_the_next_brief(town: Town, late: bool) -> None:
    """Whether the worker was there all the time, or comes back after both moments."""
    for moment in [] if late else ["2026-12-01T08:30+00:00", "2026-12-01T09:30+00:00", "2026-12-01T11:00+00:00"]:
        town.wakes(moment)
        town.says()
    town.tells_lead()
    town.wakes("2026-12-02T08:30+00:00")
    brief = town.tells_lead()[-1]
    assert "The groups of December 2026 are drawn: one group, nobody has met before" in body_of(brief)


def test_a_question_that_was_answered_by_hand_is_told(town: Town) -> None:
    town.hears(TOM, "Champion emails", "I've now had five emails in nine days. Please can someone look at this.\n\nTom")
    town.answers_by_hand(TOM, 1)
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    assert "question 1 is closed: it was answered by hand" in body_of(brief)


def test_the_brief_counts_for_nobody_as_a_champion(town: Town) -> None:
    """A lead who is a champion too gets both: twenty briefs do not use up the six mails of a month."""
    town.has(Champion(0, "Natasha Bowen", "natasha.bowen@ons.example", "ONS", Status.LEFT))
    town.hears(PRIYA, "A case study", "We could write a case study about our new dashboard for champions. Shall I?")
    told = 0
    for day in (*range(11, 14), *range(16, 21), *range(23, 28)):
        town.wakes(f"2026-11-{day}T08:00+00:00")
        town.hears(PRIYA, "Another", f"What about case study number {day} for the champions? Would you want it?")
        town.wakes(f"2026-11-{day}T08:30+00:00")
        told += len(town.tells_lead())
    assert told == 13
