"""When a meeting is over: it is closed, the lead is asked who came, and those who did are thanked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from mailflow import diary
from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Cancel, Decision, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.meeting.invite import OVER
from mailflow.flows.meeting.people import answers_that_count, to_write_to, who
from mailflow.flows.meeting.telling import about
from mailflow.network import Answer, Meeting, MeetingState, Situation

TOO_LATE = timedelta(days=14)
"""After this nobody remembers who came."""


def held(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Close it (what people told of their needs goes with it), and ask the lead who came and what to tell them."""
    meeting = situation.meeting
    if meeting is None or not meeting.is_open:
        yield Ignore(OVER)
        return
    yield Keep(replace(meeting, state=MeetingState.HELD), "it is over; access needs are deleted")
    yield Cancel("the meeting is over", kind="meeting", number=meeting.number)
    if now - event.at > TOO_LATE:
        return
    settings = situation.settings
    local = meeting.start.astimezone(settings.network.zone)
    day = f"{local.day} {local:%B %Y}"
    thanked = diary.thanks_at(meeting, settings).astimezone(settings.network.zone)
    if not any(one.came is not None for one in situation.answers):
        yield Ask(
            f"Who came to the meeting on {day}? Reply with names, “all” (who said yes), or “all but” and names.",
            thanked.date(),
            intent="attendance",
        )
    if not meeting.summary:
        yield Ask(
            f"What should the thanks for the meeting on {day} say? Your words go to those who came on "
            f"{thanked.day} {thanked:%B}; without them we only say thank you.",
            working_days_after(thanked.date(), -1),
            intent="summary",
        )


def thanks(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Thank those who came (if nobody told who did, those who said yes), and forget the guests."""
    del event
    meeting = situation.meeting
    if meeting is None or meeting.state is not MeetingState.HELD:
        yield Ignore(OVER)
        return
    settings = situation.settings
    following = diary.next_after(settings, situation.meetings, now, meeting.kind)
    facts = about(
        meeting, situation, summary=meeting.summary,
        following=following.start.astimezone(settings.network.zone) if following else None,
    )  # fmt: skip
    for person in who(situation, _to_thank(meeting, situation)):
        yield Send(
            "meeting/thanks", to_write_to(person), "meeting", meeting.number, facts, mass=True,
            useful_until=now + TOO_LATE,
        )  # fmt: skip
    for one in situation.answers:
        if not one.champion:
            yield Keep(replace(one, name="", address=""), "a guest is known for one meeting only")
        elif one.delegate:
            yield Keep(replace(one, delegate=""), "a guest is known for one meeting only")


def _to_thank(meeting: Meeting, situation: Situation) -> list[Answer]:
    known = [one for one in situation.answers if one.came is not None]
    if known:
        return [one for one in known if one.came]
    return [one for one in answers_that_count(meeting, situation.answers) if one.says == "yes"]
