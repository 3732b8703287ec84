"""Tell people of a meeting: invite, remind, and say when it is changed or cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from mailflow import diary
from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Cancel, Decision, Ignore, Keep, Send
from mailflow.events import Due
from mailflow.flows.meeting.people import answers_that_count, everybody, key_of, to_write_to
from mailflow.flows.meeting.telling import about, entry
from mailflow.network import Champion, Meeting, MeetingState, Situation

OVER = "the meeting is over, or is not held"


def invite(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Invite every champion, each with their own entry for the calendar."""
    del event
    meeting = situation.meeting
    if meeting is None or meeting.state is not MeetingState.PLANNED or meeting.start <= now:
        yield Ignore(OVER)
        return
    people = [one for number, one in everybody(situation).items() if number > 0]
    if not people:
        yield Ignore("there is nobody to invite")
        return
    meeting = replace(meeting, state=MeetingState.INVITED)
    yield Keep(meeting)
    yield from _tell("meeting/invite", meeting, people, situation, now, entries="REQUEST")
    if not meeting.joining:
        yield ask_for_joining(meeting, situation)


def ask_for_joining(meeting: Meeting, situation: Situation) -> Ask:
    """The lead is asked for the way in, in time for the reminder."""
    day = _day(meeting, situation)
    reminded = diary.remind_at(meeting, situation.settings).astimezone(situation.settings.network.zone)
    return Ask(
        f"How do people join the meeting on {day}? Reply with the link or number; it goes into the reminder.",
        working_days_after(reminded.date(), -2),
        intent="joining",
    )


def _day(meeting: Meeting, situation: Situation) -> str:
    local = meeting.start.astimezone(situation.settings.network.zone)
    return f"{local.day} {local:%B %Y}"


def changed(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """It has been changed by hand: tell everybody invited, with the same entry and a higher sequence."""
    del event
    meeting = situation.meeting
    if meeting is None or meeting.state is not MeetingState.CHANGED or meeting.start <= now:
        yield Ignore(OVER)
        return
    yield Cancel("the meeting has changed", kind="meeting", number=meeting.number)
    anew = meeting.asked == meeting.sequence
    yield from _tell(
        "meeting/changed", meeting, everybody(situation).values(), situation, now, entries="REQUEST", anew=anew
    )


def cancelled(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """It is not held: take back what waits, and tell whoever has an entry for it in their calendar."""
    del event
    meeting = situation.meeting
    if meeting is None or meeting.state is not MeetingState.CANCELLED:
        yield Ignore(OVER)
        return
    yield Cancel("the meeting is cancelled", kind="meeting", number=meeting.number)
    people = [one for one in everybody(situation).values() if one.address in situation.reached]
    following = diary.next_after(situation.settings, situation.meetings, max(now, meeting.start), meeting.kind)
    yield from _tell(
        "meeting/cancelled", meeting, people, situation, now, entries="CANCEL",
        following=following.start.astimezone(situation.settings.network.zone) if following else None,
    )  # fmt: skip
    if not people:
        yield Ignore("nobody had been invited yet")


def remind(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Agenda and the way in, to everybody who has not said no. Who has not answered is asked once more.

    Who joined the network since the invitations gets the entry for the calendar now.
    """
    del event
    meeting = situation.meeting
    if meeting is None or not meeting.is_open or meeting.start <= now:
        yield Ignore(OVER)
        return
    said = {key_of(one): one.says for one in answers_that_count(meeting, situation.answers)}
    for number, person in everybody(situation).items():
        if said.get(number) != "no":
            told = person.address in situation.reached
            yield from _tell(
                "meeting/remind", meeting, [person], situation, now, entries="" if told else "REQUEST",
                says=said.get(number, ""),
            )  # fmt: skip


def _tell(
    mail: str,
    meeting: Meeting,
    people: Iterable[Champion],
    situation: Situation,
    now: datetime,
    *,
    entries: Literal["REQUEST", "CANCEL", ""] = "",
    **facts: object,
) -> Iterator[Decision]:
    calendar = entry(meeting, situation, now, entries) if entries else None
    told = about(meeting, situation, **facts)
    for person in people:
        yield Send(
            mail,
            to_write_to(person),
            "meeting",
            meeting.number,
            facts=told,
            mass=True,
            useful_until=meeting.start,
            calendar=calendar,
        )
