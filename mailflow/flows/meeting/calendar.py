"""What calendar programs answer (iTIP REPLY and COUNTER, RFC 5546 section 3.2): noted in silence.

A person's words beside it are read by a person, and so is another time that somebody proposes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Cancel, Decision, Ignore, Keep
from mailflow.events import Intent, Rsvp, Trust
from mailflow.flows import trust
from mailflow.flows.meeting.answers import SAYS, note, own_answer
from mailflow.network import MeetingState, Situation

SILENCE = "a calendar program's answer is noted, and never answered"


def by_calendar(event: Rsvp, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Note the answer; ask the lead about a proposal, a comment, or somebody who was not invited."""
    meeting = situation.meeting
    if meeting is None or meeting.state in {MeetingState.CANCELLED, MeetingState.HELD}:
        yield Ignore("it answers no meeting that is to come")
        return
    if event.trust is Trust.FAIL:
        yield _ask(
            "A calendar answer could not be proven to come from its sender. Nothing was noted.", event, situation, now
        )
        return
    address = event.envelope.sender.address
    known = own_answer(address, situation)
    sender = situation.sender
    invited = sender.is_member if sender is not None else known is not None
    if not invited or (event.attendee and event.attendee != address):
        whom = f" for {event.attendee}" if event.attendee and event.attendee != address else ""
        reason = (
            f"{address} answers “{SAYS_PLAINLY[event.intent]}”{whom} by calendar, but was not invited to the meeting."
        )
        yield _ask(reason, event, situation, now)
        yield Ignore(SILENCE)
        return
    if not trust.may_answer_by_calendar(event, meeting):
        yield Ignore("nothing proves who sent this calendar answer, so it is not noted")
        return
    name = sender.name if sender else (known.name if known else address)
    given = replace(
        note(address, sender, known, meeting, now), says=SAYS[event.intent], sequence=event.sequence, leaves_at=None
    )
    if known is not None and known.says and event.sequence < known.sequence:
        yield Ignore("they have answered a later invitation since")
        return
    yield Keep(given, "by calendar")
    if given.says == "no" and sender is not None:
        yield Cancel("they do not come", champion=sender, kind="meeting", number=meeting.number)
    if event.counter:
        yield _ask(f"{name} proposes another time for the meeting; see the mail.", event, situation, now)
    elif event.comment:
        yield _ask(f"{name} wrote something beside their calendar answer.", event, situation, now)
    yield Ignore(SILENCE)


SAYS_PLAINLY = {Intent.RSVP_YES: "yes", Intent.RSVP_NO: "no", Intent.RSVP_MAYBE: "perhaps"}


def _ask(reason: str, event: Rsvp, situation: Situation, now: datetime) -> Ask:
    settings = situation.settings
    due = working_days_after(now.astimezone(settings.network.zone).date(), 2)
    return Ask(reason, due, champion=situation.sender, writer=event.envelope.sender.address, intent=str(event.intent))
