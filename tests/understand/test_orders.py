"""What the lead answers, as orders: the examples of product.md first, then how people really write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.understand.orders import read

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def told(text: str) -> list[tuple[int, str, str]]:
    return [(order["number"], order["verdict"], order["text"]) for order in read(text, TODAY)]


def test_several_in_one_line():
    assert told("1 yes 2 no 3 ask her for a date") == [(1, "yes", ""), (2, "no", ""), (3, "ask", "for a date")]


@pytest.mark.parametrize(
    "text",
    ["12 yes\n14 no", "12. Yes\n14. No", "12: yes please\n14) no thanks", "12 yes, 14 no", "12 yes and 14 no",
     "Hi,\n\n12 Yes.\n14 no\n\nNatasha", "> 12 yes\n> 14 no", "#12 ok\nquestion 14 nope", "12 ie\n14 na"],
)  # fmt: skip
def test_yes_and_no_in_many_hands(text):
    assert [(number, verdict) for number, verdict, _ in told(text)] == [(12, "yes"), (14, "no")]


def test_words_go_on_until_the_next_number_at_the_beginning_of_a_line():
    text = "12 Thank you Tom. We will send fewer.\n\nThat starts on\n3 March 2026, with 2 of us.\n14 no\n\nNatasha\n"
    assert told(text) == [
        (12, "say", "Thank you Tom. We will send fewer.\n\nThat starts on\n3 March 2026, with 2 of us."),
        (14, "no", ""),
    ]


def test_words_before_a_plain_answer_on_the_same_line():
    assert told("12 ask him to write to me 14 no") == [(12, "ask", "to write to me"), (14, "no", "")]


def test_the_name_at_the_end_is_no_part_of_the_words():
    assert told("12 Yes of course, come to both.\n\nNatasha Bowen") == [(12, "yes", "Yes of course, come to both.")]
    assert told("12 We meet on Tuesday.\n\nBest wishes\nNatasha") == [(12, "say", "We meet on Tuesday.")]


def test_a_yes_with_more_words_is_a_note_and_is_sent_to_nobody():
    assert told("14 no, she is not one of ours") == [(14, "no", "no, she is not one of ours")]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("3 tell him that we meet on Tuesday", (3, "say", "We meet on Tuesday")),
        ("3 tell her she can come", (3, "about", "")),
        ("3 ask her when she is back", (3, "about", "")),
        ("3 ring him", (3, "about", "")),
        ("3 Dear Priya, ask them for the slides.", (3, "say", "Dear Priya, ask them for the slides.")),
    ],
)
def test_words_about_a_person_are_not_sent_to_them(text, order):
    assert told(text) == [order]


@pytest.mark.parametrize("text", ["STOP", "stop please", "Please hold them", "Wait!", "Don't send these", "no, STOP"])
def test_stop_is_heard_however_it_is_said(text):
    assert told(text) == [(0, "stop", "")]


def test_release_must_be_plain():
    assert told("RELEASE") == told("Please go ahead.") == [(0, "release", "")]
    assert told("Could you release them tomorrow?") == [(0, "unclear", "")]
    assert told("Release them, no, stop") == [(0, "stop", "")]


def test_what_has_no_number_is_unclear_and_nothing_is_nothing():
    assert told("Yes to all of that") == [(0, "unclear", "")]
    assert told("") == []


@given(st.text(max_size=300))
def test_it_never_raises_and_every_order_has_a_known_verdict(text):
    for order in read(text, TODAY):
        assert order["verdict"] in {"yes", "no", "say", "ask", "about", "stop", "release", "unclear"}
        assert order["text"] or order["verdict"] not in {"say", "ask"}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("4 hold until Monday", (4, "later", "2026-11-30")),
        ("4 please hold it until 3 December", (4, "later", "2026-12-03")),
        ("4 remind me next week", (4, "later", "2026-11-30")),
        ("4 leave it until she is back", (4, "unclear", "")),
        ("4 hold", (4, "unclear", "")),
        ("4 Hold the room until Monday and tell me then.", (4, "say", "Hold the room until Monday and tell me then.")),
    ],
)
def test_a_question_can_be_put_off(text, order):
    assert told(text)[0][:2] == order[:2]
    if order[1] == "later":
        assert told(text) == [order]


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("UNDO", [(0, "undo", "")]),
        ("Please undo that.\n\nNatasha", [(0, "undo", "")]),
        ("undo D41", [(0, "undo", "D41")]),
        ("undo d41 and D42", [(0, "undo", "D41"), (0, "undo", "D42")]),
        ("undo 12", [(12, "undo", "")]),
        ("12 yes\nundo D41", [(0, "undo", "D41"), (12, "yes", "")]),
        ("yes to all", [(0, "yes", "all")]),
        ("No to both.", [(0, "no", "all")]),
        ("All yes", [(0, "yes", "all")]),
        ("Yes please", [(0, "yes", "")]),
        ("ie", [(0, "yes", "")]),
        ("I'm away until 3 December", [(0, "away", "2026-12-03")]),
        ("Hand over to Sam Li <s@ons.example> on 4 January", [(0, "handover", "s@ons.example 2027-01-04 Sam Li")]),
        ("handing over to sam.li@ons.example from 1 March 2027", [(0, "handover", "sam.li@ons.example 2027-03-01")]),
    ],
)  # fmt: skip
def test_orders_without_a_number(text, orders):
    assert told(text) == orders
