"""Taking back what was told, and what is none: it is about words, never about a place in the network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.events import Intent, Letter
from mailflow.understand import understand
from tests.understand.mails import FACTS, mail

UPDATE = "Re: Your update for November: what is happening with user engagement? [CC-2026-11]"

BACK = [
    "Please leave my line out of the digest.",
    "Please withdraw my update.",
    "Can you take my line out please",
    "please remove our entry from the summary",
    "I'd rather my update wasn't shared.",
    "Please don't publish what I sent.",
    "Withdraw",
    "WITHDRAW please",
    "Please leave my line out",
    "Could you take ours out of the digest? Comms have not cleared it.",
    "Please do not include my update in the digest",
    "Please keep this out of the digest: it is not public yet.",
    "Please delete my last update",
    "Sorry, can you take me out of the digest this month",
    "Please take back what I told you in November. Delete what we sent.",
    "I need to retract my update",
    "Please leave it out, our minister has not seen it.",
    "Tynnwch fy llinell yn ôl os gwelwch yn dda.",
]
NOT_BACK = [
    "Please take me off the champions list.",
    "TAKE ME OFF THIS LIST",
    "Please take my name off the champions list, the reminders are too much.",
    "We hope to get our survey out by March.",
    "We will take it back to the team.",
    "We want to remove old tables from the website and talk to users about it.",
    "We do not publish the data monthly any more, users asked for it quarterly.",
    "We have taken our first steps with GA4.",
    "Please skip me this month.",
    "Our users asked us to leave out the long notes, so we did.",
    "We are planning to withdraw two publications and asked users first.",
    "Please stop the update requests, I have already answered.",
    "Could you take me off the digest mailing list please",
    "I will share our update next week.",
    "Please delete all the data you hold on me.",
]


def read(words: str, subject: str = UPDATE) -> Letter:
    event = understand(mail(words, subject=subject, date="Tue, 24 Nov 2026 10:12:00 +0000"), replace(FACTS, known=True))
    assert isinstance(event, Letter)
    return event


@pytest.mark.parametrize("words", BACK)
@pytest.mark.parametrize("subject", [UPDATE, "digest"])
def test_it_is_taken_back(words, subject):
    letter = read(words, subject)
    assert (letter.intent, letter.entities.get("withdraw")) == (Intent.UPDATE, True), letter.rules
    assert Intent.LEAVE not in letter.intents


@pytest.mark.parametrize("words", NOT_BACK)
def test_nothing_is_taken_back(words):
    assert not read(words).entities.get("withdraw"), read(words).rules


def test_a_leave_beside_it_stays_a_leave():
    letter = read("Please withdraw my update. And take me off the champions list please.")
    assert {Intent.LEAVE, Intent.UPDATE} <= set(letter.intents)


def test_news_that_should_not_be_told_are_kept_and_held():
    letter = read("We have launched the strategy internally. Please do not share this yet.")
    assert (letter.entities.get("withdraw"), letter.entities.get("hold")) == (None, True)
