"""The table of intents, row by row: how a row is written, where it is tried, and when it holds its tongue."""

from __future__ import annotations

import re

import pytest

from mailflow.events import Intent
from mailflow.understand.intents.rule import Rule, attempt, expand, is_conditional, is_negated, row
from mailflow.understand.intents.table import TABLE, hits
from mailflow.understand.intents.vocabulary import VOCABULARY
from mailflow.understand.reading import sentence, sentences


def leave() -> Rule:
    why = "The writer leaves."
    return row("leave.test", "leave go", r"\bleave\b", why, unless=r"\b<month>\b", threads="chat update")


def test_a_row_is_read_whole() -> None:
    rule = leave()
    assert rule.name == "leave.test"
    assert rule.intent is Intent.LEAVE
    assert rule.triggers == ("leave", "go")
    assert rule.pattern == re.compile(r"\bleave\b")
    assert rule.why == "The writer leaves."
    assert rule.unless is not None and rule.unless.search("in march")
    assert rule.firm and not rule.literal
    assert rule.threads == {"chat", "update"}


def test_what_a_row_does_not_say() -> None:
    short = row("leave.test", "leave", r"\bleave\b", "why")
    assert short == Rule("leave.test", Intent.LEAVE, ("leave",), re.compile(r"\bleave\b"), "why")
    assert short.unless is None and short.firm and not short.literal and short.threads == frozenset()
    weak = row("leave.test", "leave", r"\bleave\b", "why", firm=False, literal=True)
    assert not weak.firm and weak.literal


def test_names_in_angle_brackets_are_the_vocabulary() -> None:
    assert expand("a <month> b <hub>") == f"a {VOCABULARY['month']} b {VOCABULARY['hub']}"
    assert expand("(?P<Name>a)(?<!b)") == "(?P<Name>a)(?<!b)", "groups of the pattern itself stay as they are"


def test_every_row_is_of_use() -> None:
    assert len({rule.name for rule in TABLE}) == len(TABLE)
    for rule in TABLE:
        assert rule.name.startswith(f"{rule.intent.value}."), rule.name
        assert rule.triggers and rule.why.endswith("."), rule.name


@pytest.mark.parametrize(
    ("text", "fits", "firm"),
    [
        ("I want to leave.", True, True),
        ("I leave if I must.", True, False),
        ("Do I leave?", True, False),
        ("Can I leave please?", True, True),
        ("I do not leave.", False, False),
        ("I leave in March.", False, False),
        ("I stay.", False, False),
    ],
)
def test_a_row_on_a_sentence(text: str, fits: bool, firm: bool) -> None:
    hit = attempt(leave(), 3, sentence(text))
    assert (hit is not None) is fits
    if hit is not None:
        assert (hit.place, hit.match[0], hit.intent, hit.firm) == (3, "leave", Intent.LEAVE, firm)


def test_a_literal_row_minds_its_own_negations_and_conditions() -> None:
    literal = row("leave.test", "leave", r"\bnot leave\b", "why", literal=True)
    hit = attempt(literal, 1, sentence("I might not leave if I must."))
    assert hit is not None and hit.firm and (hit.place, hit.match[0]) == (1, "not leave")
    weak = row("leave.test", "leave", r"\bleave\b", "why", literal=True, firm=False)
    hit = attempt(weak, 1, sentence("I leave."))
    assert hit is not None and not hit.firm and not hit.tentative


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("i will not leave", True),
        ("never leave", True),
        ("not one two three four five leave", True),
        ("not one two three four five six leave", False),
        ("i am not sad, i leave", False),
        ("i am not sad but i leave", False),
        ("i am not sad - i leave", False),
        ("it is sad, and i do not leave", True),
        ("sad: not sad; not leave", True),
        ("nobody is here. i leave", False),
        ("not " + "x" * 60 + " leave", False),
        ("leave, not stay", False),
        ("nothing to leave", False),
        ("leave", False),
    ],
)
def test_a_negation_counts_in_its_clause_and_at_most_six_words_away(text: str, negated: bool) -> None:
    assert is_negated(text, text.index("leave")) is negated


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("i leave if i must", True),
        ("i might leave", True),
        ("i am not sure", True),
        ("i leave, if possible", False),
        ("please could you do it if you can", False),
        ("if not, leave", False),
        ("leave, if possible, if i must", True),
        ("i leave", False),
        ("gadael os gwelwch yn dda", False),
        ("gadael os oes rhaid", True),
    ],
)
def test_a_condition_is_more_than_politeness(text: str, conditional: bool) -> None:
    assert is_conditional(text) is conditional


def test_rows_meet_only_the_sentences_that_have_one_of_their_words() -> None:
    found = hits(sentences("It rains. Please take me off the list. Please remove me from the list."), "")
    assert [(hit.intent, hit.place) for hit in found] == [(Intent.LEAVE, 1), (Intent.LEAVE, 2)]
    assert hits(sentences("It rains."), "") == []


def test_some_rows_count_only_in_answer_to_a_mail_of_theirs() -> None:
    words = sentences("Nil.")
    assert [hit.rule.name for hit in hits(words, "update") if hit.rule.name == "update_nil.bare"] == ["update_nil.bare"]
    assert not [hit for hit in hits(words, "") if hit.rule.threads]


def test_what_is_said_of_another_is_no_act_of_the_writer_s() -> None:
    own = attempt(leave(), 1, sentence("I leave."))
    assert own is not None and own.firm
    hit = attempt(leave(), 1, sentence("She wants to leave."))
    assert hit is not None and hit.tentative and not hit.firm
    assert (hit.rule.name, hit.place, hit.match[0]) == ("leave.test", 1, "leave")
