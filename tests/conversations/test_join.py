"""Joining, as a person meets it: read the snapshots as letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import Town, as_letters

PRIYA = "Priya Raman <priya.raman@dft.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_priya_joins(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(PRIYA, "champion", "Can I be a user engagement champion please\n\nPriya")
    asked = town.says()
    assert as_letters(asked) == snapshot(name="confirm")
    town.replies(PRIYA, "Yes please, happy to!\n\nSent from my iPhone", asked[0])
    welcome = town.says()
    assert as_letters(welcome) == snapshot(name="welcome")
    town.replies(PRIYA, "Brill, thanks so much! :)", welcome[0])
    assert town.says() == []


def test_conor_is_nominated_and_would_rather_not_be_listed(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        "Sunita Bhatt <sunita.bhatt@nisra.example>",
        "FW: user engagement network?",
        "Hi all - one for you. Conor would be great. Happy to support as his HoP.\n\nSunita\n\n"
        "From: McAteer, Conor <conor.mcateer@nisra.example>\nSent: 09 November 2026 16:40\n"
        "To: Bhatt, Sunita <sunita.bhatt@nisra.example>\nSubject: user engagement network?\n\nHi Sunita\n\n"
        "Would you mind if I put my name forward for the GSS user engagement champions?\n\nThanks\nConor",
    )
    said = town.says()
    assert as_letters(said) == snapshot(name="both")
    to_conor = next(mail for mail in said if "conor" in str(mail["To"]))
    town.replies(
        "Conor McAteer <conor.mcateer@nisra.example>",
        "Yes, sign me up. One thing - I would rather my name wasn't on the public web page (personal reasons).",
        to_conor,
    )
    assert as_letters(town.says()) == snapshot(name="welcome")
    (conor,) = town.store.register.find("conor.mcateer@nisra.example")
    assert (conor.status, conor.listed) == (Status.ACTIVE, False)


def test_silence_is_reminded_once_and_then_forgotten(town: Town) -> None:
    town.hears(PRIYA, "champion", "Can I be a user engagement champion please\n\nPriya")
    town.says()
    town.wakes("2026-11-17T10:30+00:00")
    assert [str(mail["Subject"]).partition(" [")[0] for mail in town.says()] == [
        "Reminder: please confirm you want to be a champion"
    ]
    town.wakes("2026-11-20T10:30+00:00")
    town.wakes("2026-12-10T10:30+00:00")
    assert town.says() == []
    assert town.store.register.champions()[0].status is Status.LAPSED


def test_a_yes_in_somebody_elses_hand_enrols_nobody(town: Town) -> None:
    town.hears(PRIYA, "champion", "Can I be a user engagement champion please\n\nPriya")
    (asked,) = town.says()
    town.replies("Mallory <mallory@ons.example>", "YES", asked)
    assert town.says() == []
    assert [one.status for one in town.store.register.champions()] == [Status.APPLIED]
    assert len(town.store.register.questions()) == 1


def test_a_spoofed_leave_is_asked_back_and_yes_does_it(town: Town, snapshot: SnapshotAssertion) -> None:
    town.has(Champion(0, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE))
    town.hears("Tom <thomas.ashworth@orr.example>", "Bye", "Please take me off the champions list.", proven=False)
    (asked,) = town.says()
    assert as_letters([asked]) == snapshot(name="was this you")
    assert town.store.register.champions()[0].status is Status.ACTIVE
    town.replies("Tom <thomas.ashworth@orr.example>", "yes", asked)
    assert as_letters(town.says()) == snapshot(name="left")
    assert town.store.register.champions()[0].status is Status.LEFT
