"""Somebody has answered from the shared mailbox themselves: what waited for that answer is settled, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailflow.decisions import Decision, Ignore, Leave, Rest, Settle
from mailflow.events import ByHand
from mailflow.network import Question, Situation

BY_HAND = "answered by hand on"
"""How the note of a question that was settled so begins."""


def answered(event: ByHand, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Settle the question that it answers, and chase nobody about a matter that a person has taken up."""
    if not situation.others and not situation.open_questions:
        yield Leave("it is to nobody of the network")
        return
    day = (event.envelope.date or now).astimezone(situation.settings.network.zone)
    note = f"{BY_HAND} {day.day} {day:%B %Y}"
    # a reply answers the person; whether a commitment is accepted, say, it does not tell
    settled: list[Decision] = [Settle(question, note) for question in _answers(situation) if not question.matter]
    if event.thread is not None:
        settled += [
            Rest(one, event.thread.kind, event.thread.number, note)
            for one in situation.others
            if event.thread.champion in {None, one.id}
        ]
    yield from settled or [Ignore("it answers nothing that waits")]


def _answers(situation: Situation) -> list[Question]:
    """The questions that the answered mails raised; or else the only one that the person has open."""
    if not situation.answered:
        return []
    waiting = situation.open_questions
    named = [question for question in waiting if question.source in situation.answered]
    return named or (list(waiting) if len(waiting) == 1 else [])
