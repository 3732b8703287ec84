"""What people answer to an invitation in plain words: noted, and one receipt that says what was understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import Literal

from mailflow.decisions import Cancel, Decision, Ignore, Keep, Send
from mailflow.events import Intent, Letter
from mailflow.flows import question, trust
from mailflow.flows.answer import writer
from mailflow.flows.meeting.guests import send_guest
from mailflow.flows.meeting.telling import about
from mailflow.network import Answer, Champion, Meeting, MeetingState, Situation

SAYS: dict[Intent, Literal["yes", "no", "maybe"]] = {
    # In doubt the more cautious one counts.
    Intent.RSVP_NO: "no",
    Intent.RSVP_MAYBE: "maybe",
    Intent.RSVP_YES: "yes",
}
RECEIPTS = {"yes": "meeting/yes", "no": "meeting/no", "maybe": "meeting/maybe"}


def answered(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Yes, no or perhaps: until when, and who comes instead."""
    meeting, sender = situation.meeting, situation.sender
    known = own_answer(event.envelope.sender.address, situation)
    if not _may_answer(event, sender, known) or meeting is None or _is_over(meeting, now):
        yield from question.hold(event, situation, now)
        return
    if meeting.state is MeetingState.CANCELLED:
        yield Ignore("the meeting is cancelled, and they have been told")
        return
    says = next(said for intent, said in SAYS.items() if intent in event.intents)
    given = replace(
        note(event.envelope.sender.address, sender, known, meeting, now),
        says=says,
        sequence=meeting.sequence,
        leaves_at=_time(event.entities.get("leaves_at")) if says != "no" else None,
        delegate=(event.entities.get("delegate") or event.entities.get("delegate_email", "")) if says == "no" else "",
    )
    yield Keep(given)
    if says == "no" and sender is not None:
        yield Cancel("they do not come", champion=sender, kind="meeting", number=meeting.number)
    to = writer(event, sender)
    facts = about(meeting, situation, leaves_at=_at(given.leaves_at, meeting, situation))
    if given.delegate and sender is not None:
        how = yield from send_guest(given.delegate, event, meeting, situation, now)
        facts = {**facts, "delegate": given.delegate, "how": how}
    elif says == "no":
        facts = {**facts, "delegate": "", "how": ""}
    yield Send(RECEIPTS[says], to, "meeting", meeting.number, facts, answers=event.envelope)
    if event.needs_person and Intent.ACCESS_NEED not in event.intents:
        reason = f"The answer of {to.name or to.address} to the invitation wants a look: {'; '.join(event.reasons)}."
        yield question.ask(reason, event, situation, now)


def guest_leaves(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A guest wants to hear no more: they are taken out of the meeting, and it is said once."""
    meeting = situation.meeting
    known = own_answer(event.envelope.sender.address, situation)
    assert meeting is not None and known is not None
    yield Keep(replace(known, says="no", at=now, sequence=meeting.sequence))
    facts = about(meeting, situation, delegate="", how="")
    yield Send("meeting/no", writer(event, None), "meeting", meeting.number, facts, answers=event.envelope)


def own_answer(address: str, situation: Situation) -> Answer | None:
    """What the sender has answered before; of a guest, the answer by which they are known."""
    return next((one for one in situation.answers if one.address == address), None)


def note(address: str, sender: Champion | None, known: Answer | None, meeting: Meeting, now: datetime) -> Answer:
    """The sender's answer to be filled in, whether or not they have answered before."""
    if known is not None:
        return replace(known, at=now)
    return Answer(meeting.number, address, "", now, champion=sender.id if sender else 0)


def _may_answer(event: Letter, sender: Champion | None, known: Answer | None) -> bool:
    """A champion, or a guest who is surely the one who was invited."""
    if sender is not None:
        return sender.is_member
    return known is not None and trust.MAY[event.trust].act


def _is_over(meeting: Meeting, now: datetime) -> bool:
    return meeting.state is MeetingState.HELD or meeting.end <= now


def _time(text: str | None) -> time | None:
    try:
        return time.fromisoformat(text or "")
    except ValueError:
        return None


def _at(clock: time | None, meeting: Meeting, situation: Situation) -> datetime | None:
    """That time on the day of the meeting, to be written."""
    if clock is None:
        return None
    return datetime.combine(meeting.start.astimezone(situation.settings.network.zone).date(), clock)
