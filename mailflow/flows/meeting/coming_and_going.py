"""Who leaves or pauses has the meeting taken out of their calendar; who comes later is invited at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from mailflow import diary
from mailflow.decisions import Decision, Keep, Send
from mailflow.flows.meeting.people import may_be_invited
from mailflow.flows.meeting.telling import about, entry
from mailflow.network import Champion, Meeting, MeetingState, Situation


def taken_out(answer: Send, situation: Situation, now: datetime, begins: date, until: date | None = None) -> Send:
    """``answer`` with a CANCEL for the next meeting from ``begins`` on (before ``until``) to which they are invited.

    The entry's SEQUENCE is raised for them alone (RFC 5546 section 3.2.5); the meeting goes on for all others.
    """
    zone = situation.settings.network.zone
    for meeting in situation.invited:
        day = meeting.start.astimezone(zone).date()
        if meeting.start > now and begins <= day and (until is None or day < until):
            raised = replace(meeting, sequence=meeting.sequence + 1)
            return replace(
                answer, calendar=entry(raised, situation, now, "CANCEL"), facts={**answer.facts, "uninvited": day}
            )
    return answer


def invite_newcomer(champion: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    """The invitations that went out before they were here, unless the groups for the meeting are drawn already."""
    for meeting in situation.meetings:
        if _is_in_time(meeting, situation, now) and may_be_invited(champion):
            yield _invitation(champion, meeting, situation, now)


def invite_again(champion: Champion, before: Champion, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Back from a pause: the meetings that it would have covered, under a SEQUENCE above that of the CANCEL."""
    zone = situation.settings.network.zone
    for meeting in situation.meetings:
        day = meeting.start.astimezone(zone).date()
        missed = before.paused_until is None or day < before.paused_until
        if missed and _is_in_time(meeting, situation, now) and may_be_invited(champion):
            raised = replace(meeting, sequence=meeting.sequence + 2)
            if meeting.state is MeetingState.INVITED:
                yield Keep(raised, "somebody is invited again")
            yield _invitation(champion, raised, situation, now)


def _is_in_time(meeting: Meeting, situation: Situation, now: datetime) -> bool:
    return meeting.is_open and now < diary.breakout_at(meeting, situation.settings)


def _invitation(champion: Champion, meeting: Meeting, situation: Situation, now: datetime) -> Send:
    return Send(
        "meeting/invite", champion, "meeting", meeting.number,
        facts=about(meeting, situation), useful_until=meeting.start, calendar=entry(meeting, situation, now),
    )  # fmt: skip
