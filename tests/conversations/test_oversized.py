"""Letters whose names, addresses and words are longer than anything we keep: each has its outcome, and is kept cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.network import Champion, Status
from tests.conversations.town import Town

LONG = "Bartholomew " * 60 + "Smith"
FAR = f"{'b' * 300}@{'c' * 60}.example"
MEMBER = "Mem Ber <mem@ons.example>"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    made = Town(tmp_path)
    made.has(Champion(0, "Mem Ber", "mem@ons.example", "ONS", Status.ACTIVE))
    return made


def only_outcome(town: Town) -> str:
    (outcome,) = town.store.ledger.counts()
    return outcome


@pytest.mark.parametrize(
    ("sender", "text"),
    [
        (f"{LONG} <ann@ons.example>", "Please can I join the user engagement champions?"),
        (MEMBER, f"Please change my name to {LONG}."),
        (MEMBER, f"I cannot make the meeting, {LONG} will come instead."),
        (MEMBER, f"I am leaving. {LONG} ({FAR}) will take over from me as champion."),
        (MEMBER, f"I would like to nominate {LONG} ({FAR}) to be a champion."),
        (MEMBER, f"I am moving to the {'Department of ' * 40}Things on 1 December. My new address will be {FAR}"),
        (MEMBER, f"I would like to propose a case study: {'z' * 900}. https://ons.example/{'q' * 1500}"),
        (MEMBER, f"This month we started using “{'Tool ' * 90}” to record user engagement."),
        (MEMBER, f"Our user engagement commitments:\n\n- hold a user day\n- {'y' * 3000}\n\nContact: {LONG}"),
        (MEMBER, "We held a user day\0 in November.\0"),
    ],
)
def test_every_such_letter_is_handled(town: Town, sender: str, text: str) -> None:
    town.hears(sender, "s" * 2000, text)
    assert only_outcome(town) in {"handled", "person"}
    assert town.says()


def test_an_address_that_nobody_can_write_to_is_none(town: Town) -> None:
    town.hears(f"Ann <{'a' * 400}@ons.example>", "Joining", "Please can I join the user engagement champions?")
    assert only_outcome(town) == "person"
