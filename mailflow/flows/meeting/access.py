"""Somebody needs something in order to take part: meeting it is a duty. Only the lead sees what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.almanac import working_days_after
from mailflow.decisions import Decision, Keep
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.answer import answer, writer
from mailflow.flows.marking import is_held
from mailflow.flows.meeting.answers import own_answer
from mailflow.network import AccessNeed, Situation


def needs(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Keep it apart until the meeting is over, tell the lead, and say who will see to it. It is never repeated."""
    meeting, sender = situation.meeting, situation.sender
    known = own_answer(event.envelope.sender.address, situation)
    if meeting is None or not meeting.is_open or meeting.end <= now or is_held(event) or not (sender or known):
        yield from question.hold(event, situation, now)
        return
    who = writer(event, sender)
    day = meeting.start.astimezone(situation.settings.network.zone)
    yield Keep(AccessNeed(meeting.number, sender.id if sender else 0, event.new_text))
    told = question.ask(
        f"{who.name or who.address} has an access need for the meeting on {day.day} {day:%B %Y}; meeting it is a duty. "
        f"What it is stands in “mailflow meetings show {meeting.number}” until the meeting is over.",
        event,
        situation,
        now,
    )
    before = working_days_after(day.date(), -1)
    yield replace(told, intent="access_need", due=min(told.due, max(before, now.date())))
    yield answer(event, who, "meeting/access", number=meeting.number, by=told.due, begins=day)
