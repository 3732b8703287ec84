"""A Welsh mail gets a Welsh answer: for that answer at least, whatever the register says."""

from dataclasses import replace

import pytest

from mailflow.decisions import Keep, Send
from mailflow.events import Intent, Trust
from mailflow.flows.street import decide
from mailflow.network import Champion
from tests.people import NOW, PRIYA, letter, situation


def answers(event, sender=PRIYA):
    return [one for one in decide(event, situation(sender=sender), NOW) if isinstance(one, Send) and one.answers]


@pytest.mark.parametrize("intent", [Intent.LEAVE, Intent.QUESTION, Intent.UPDATE_NIL, Intent.COMPLAINT])
def test_a_welsh_letter_of_an_english_champion_is_answered_in_welsh(intent):
    event = replace(letter(intent), language="cy")
    assert {one.to.language for one in answers(event)} == {"cy"}
    assert {one.to.language for one in answers(letter(intent))} == {"en"}


def test_the_answer_alone_changes_no_language_that_is_kept():
    decided = decide(replace(letter(Intent.LEAVE), language="cy"), situation(), NOW)
    kept = [one.record for one in decided if isinstance(one, Keep) and isinstance(one.record, Champion)]
    assert {one.language for one in kept} == {"en"}


def test_was_this_you_is_asked_in_welsh_too():
    event = replace(letter(Intent.LEAVE, trust=Trust.NONE), language="cy")
    assert [(one.mail, one.to.language) for one in answers(event)] == [("verify/ask", "cy")]


def test_who_gets_both_languages_still_gets_both():
    both = replace(PRIYA, language="both")
    event = replace(letter(Intent.QUESTION, sender=both), language="cy")
    assert [one.to.language for one in answers(event, both)] == ["both"]
