"""A month of chats and updates, as people meet it: read the snapshots as letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from mailflow.network import Champion, Status
from tests.conversations.town import Town, as_letters

PEOPLE = [
    ("Priya Raman", "priya.raman@dft.example", "DfT"),
    ("Tom Ashworth", "thomas.ashworth@orr.example", "ORR"),
    ("Eilidh Munro", "eilidh.munro@sg.example", "SG"),
    ("Dylan Evans", "dylan.evans@wg.example", "WG"),
]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(*(Champion(0, name, address, home, Status.ACTIVE) for name, address, home in PEOPLE))
    return made


def by_name(mails, name):
    return next(mail for mail in mails if name in str(mail["To"]).split(",")[0] or name.lower() in str(mail["To"]))


def test_a_month(town: Town, snapshot: SnapshotAssertion) -> None:
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-01T10:31+00:00")
    groups = town.says()
    assert len(groups) == 4
    assert as_letters(sorted(groups, key=body_key)[:1]) == snapshot(name="group")
    town.replies(
        "Eilidh Munro <eilidh.munro@sg.example>", "Sorry can't do December. Put me back in for January.\n\nE", groups[2]
    )
    changed = town.says()
    assert as_letters(changed) == snapshot(name="one drops out")
    town.wakes("2026-12-21T09:30+00:00")
    town.wakes("2026-12-21T10:31+00:00")
    requests = town.says()
    assert len(requests) == 3
    assert as_letters(requests[:1]) == snapshot(name="request")
    tom = by_name(requests, "thomas.ashworth")
    town.replies(
        "Tom Ashworth <thomas.ashworth@orr.example>",
        "Nothing dramatic - we've now got GA4 running on the data portal "
        "and are using it to see which tables nobody opens.\n\nTom",
        tom,
    )
    town.replies(
        "Priya Raman <priya.raman@dft.example>",
        "We met, really nice chat, nothing to report.",
        by_name(requests, "priya"),
    )
    assert as_letters(town.says()) == snapshot(name="receipts")
    town.wakes("2026-12-29T09:30+00:00")
    town.wakes("2026-12-29T10:31+00:00")
    reminders = town.says()
    assert [str(mail["To"]) for mail in reminders] == ["Dylan Evans <dylan.evans@wg.example>"]
    assert as_letters(reminders) == snapshot(name="reminder")


def body_key(mail):
    return str(mail["Message-ID"])


def test_a_complaint_is_heard_and_automatic_mail_stops(town: Town, snapshot: SnapshotAssertion) -> None:
    town.hears(
        "Tom Ashworth <thomas.ashworth@orr.example>", "Champion emails",
        "I have now had five emails from you in nine days about one twenty-minute chat. This isn't a good use of "
        "anyone's time and frankly it's putting me off. Please can someone look at this.\n\nTom",
    )  # fmt: skip
    assert as_letters(town.says()) == snapshot
    town.wakes("2026-12-01T09:30+00:00")
    town.wakes("2026-12-01T10:31+00:00")
    assert "thomas.ashworth" not in " ".join(str(mail["To"]) for mail in town.says())


def test_machines_and_strangers_hear_nothing(town: Town) -> None:
    town.hears(
        "Tom <thomas.ashworth@orr.example>",
        "Automatic reply: x",
        "I am on leave until 30 November 2026.",
        Auto_Submitted="auto-replied",
    )
    town.hears("Gerald <g@mail.example>", "RPI", "Please advise the RPI figure for March 1987.")
    town.hears("Jon <jon@hmrc.example>", "Champion", "I'd like to become a Harmonisation Champion for HMRC.")
    assert town.says() == []
