"""A reply that a person sends from the same mailbox settles the matter."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mailflow.decisions import Ignore, Leave, Rest, Settle
from mailflow.events import Address, ByHand, Envelope
from mailflow.flows import decide
from mailflow.network import Question
from tests.people import NOW, PRIYA, TOM, situation, thread

SENT = Envelope(
    Address("gsshelp@statistics.example"), "e" * 64, to=(Address(PRIYA.address),),
    date=datetime(2026, 11, 12, 9, 0, tzinfo=UTC),
)  # fmt: skip
NOTE = "answered by hand on 12 November 2026"


def asked(number: int, source: str) -> Question:
    return Question(number, "asks a question.", NOW, date(2026, 11, 24), source, champion=1, writer=PRIYA.address)


def test_the_question_of_the_letter_that_it_answers_is_settled():
    questions = (asked(3, "mail:a"), asked(4, "mail:b"))
    around = situation(sender=None, others=(PRIYA,), open_questions=questions, answered=frozenset({"mail:b"}))
    assert decide(ByHand(SENT), around, NOW) == [Settle(questions[1], NOTE)]


def test_the_only_question_of_the_person_is_meant_where_the_thread_names_none():
    only = asked(3, "mail:a")
    around = situation(sender=None, others=(PRIYA,), open_questions=(only,), answered=frozenset({"chat:2026-11"}))
    assert decide(ByHand(SENT), around, NOW) == [Settle(only, NOTE)]


def test_of_several_none_is_guessed():
    around = situation(
        sender=None, others=(PRIYA,), open_questions=(asked(3, "mail:a"), asked(4, "mail:b")),
        answered=frozenset({"chat:2026-11"}),
    )  # fmt: skip
    assert decide(ByHand(SENT), around, NOW) == [Ignore("it answers nothing that waits")]


def test_a_new_mail_to_a_champion_settles_nothing():
    around = situation(sender=None, others=(PRIYA,), open_questions=(asked(3, "mail:a"),))
    assert decide(ByHand(SENT), around, NOW) == [Ignore("it answers nothing that waits")]


def test_whoever_was_answered_by_hand_is_not_reminded_but_nobody_else_is_spared():
    around = situation(sender=None, others=(PRIYA, TOM), open_questions=(), answered=frozenset({"update/ask:2026-11"}))
    event = ByHand(SENT, thread("update", "2026-11"))
    assert decide(event, around, NOW) == [Rest(PRIYA, "update", "2026-11", NOTE)]


def test_mail_to_people_outside_the_network_is_not_ours():
    around = situation(sender=None, others=(), open_questions=())
    assert decide(ByHand(SENT), around, NOW) == [Leave("it is to nobody of the network")]
