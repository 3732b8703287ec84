"""Over the years: still a champion? Two who should not meet; a successor who takes over what was in hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Commitment, CommitmentState, Status
from tests.conversations.town import Town, as_letters, body_of

PRIYA = "Priya Raman <priya.raman@dft.example>"
TOM = "Tom Ashworth <thomas.ashworth@orr.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    long_ago = date(2024, 11, 3)
    made.has(
        Champion(0, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE, joined=long_ago),
        Champion(0, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE, joined=long_ago),
        Champion(0, "Eilidh Munro", "eilidh.munro@sg.example", "SG", Status.ACTIVE, joined=long_ago),
        Champion(0, "Dylan Evans", "dylan.evans@wg.example", "WG", Status.ACTIVE, joined=date(2026, 3, 1)),
    )
    return made


def test_once_a_year_they_are_asked(town: Town, snapshot: SnapshotAssertion) -> None:
    town.wakes("2026-11-12T09:30+00:00")
    town.wakes("2026-11-12T10:31+00:00")
    asked = town.says()
    assert len(asked) == 3
    assert as_letters(asked[:1]) == snapshot(name="asked")
    town.replies(PRIYA, "Yes please!", asked[0])
    assert as_letters(town.says()) == snapshot(name="stays")
    town.replies(TOM, "No, thank you", asked[1])
    (left,) = town.says()
    assert "taken you off" in body_of(left)
    town.wakes("2026-12-03T10:30+00:00")
    reasons = [one.reason for one in town.store.register.questions()]
    assert [one for one in reasons if "has not answered" in one] == [
        "Eilidh Munro has not answered whether they are still a champion; never heard of."
    ]
    town.wakes("2026-12-14T09:30+00:00")
    assert [mail for mail in town.says() if "still" in str(mail["Subject"])] == []


def test_the_lead_keeps_two_apart_by_mail(town: Town) -> None:
    town.hears(PRIYA, "question", "What is the deadline for nominations to the new board, please?")
    town.says()
    town.wakes("2026-11-11T08:30+00:00")
    (brief,) = town.tells_lead()
    town.lead_replies("Keep Priya Raman and Tom apart\nkeep Tom and Nobody apart", brief)
    (receipt,) = town.tells_lead()
    said = " ".join(body_of(receipt).split())
    assert "Priya Raman and Tom Ashworth are kept apart" in said
    assert "no champion has that name" in said
    assert town.store.register.apart() == {(1, 2)}
    town.lead_replies("let Priya Raman and Tom meet again", brief)
    assert town.store.register.apart() == frozenset()


def test_who_works_for_two_organisations_sits_with_colleagues_of_neither(town: Town) -> None:
    town.has(Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE, also=("ORR",)))
    town.has(*(Champion(0, f"P{n} Q", f"p{n}@ons.example", "ONS", Status.ACTIVE) for n in range(4)))
    town.wakes("2026-12-01T09:30+00:00")
    drawn = town.store.register.round("2026-12")
    assert drawn is not None
    assert not any({1, 2} <= set(group.members) for group in drawn.groups)


def test_a_successor_takes_over_what_was_in_hand(town: Town) -> None:
    held = Commitment(0, "DfT", ("profile",), "Priya Raman", state=CommitmentState.ACCEPTED)
    town.store.works.keep([held], town.now, "they had it")
    town.hears(
        PRIYA, "Handing over",
        "I'm handing the champion role to Callum Baird (callum.baird@dft.example) from today.\n\nPriya",
    )  # fmt: skip
    (asks,) = [mail for mail in town.says() if "callum" in str(mail["To"])]
    town.replies("Callum Baird <callum.baird@dft.example>", "YES", asks)
    (commitment,) = town.store.works.commitments()
    assert commitment.contact == "Callum Baird"
