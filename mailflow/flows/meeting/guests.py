"""Somebody comes instead: a guest at one meeting. They get the joining details, and no entry in the register."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime

from mailflow import diary
from mailflow.decisions import Decision, Keep, Send
from mailflow.events import Letter
from mailflow.flows import question
from mailflow.flows.meeting.telling import about, entry
from mailflow.network import Answer, Champion, Meeting, Situation


def send_guest(
    name: str, event: Letter, meeting: Meeting, situation: Situation, now: datetime
) -> Generator[Decision, None, str]:
    """Somebody comes instead, to this meeting only. Gives a word for what was done, for the receipt."""
    sender = situation.sender
    assert sender is not None
    address = event.entities.get("delegate_email", "")
    if not address:
        return "ask_address"
    known = situation.named(address)
    if known is not None and known.is_member:
        return "champion"
    if known is not None or not _are_colleagues(address, sender.address):
        reason = f"{sender.name} sends {name} ({address}) to the meeting. We have not written to that address: it is "
        reason += "somebody who is no champion any more." if known else "of another organisation."
        yield question.ask(f"{reason} Shall they have the joining details?", event, situation, now)
        return "lead"
    guest = Answer(
        meeting.number, address, "yes", now, name=name, sequence=meeting.sequence, instead_of=sender.id,
    )  # fmt: skip
    yield Keep(guest)
    yield Send(
        "meeting/guest",
        Champion(0, name, address, "", language=sender.language),
        "meeting",
        meeting.number,
        facts=about(meeting, situation, sender=sender, reminder=diary.remind_at(meeting, situation.settings)),
        useful_until=meeting.start,
        calendar=entry(meeting, situation, now),
    )
    return "sent"


def _are_colleagues(one: str, other: str) -> bool:
    """Joining details go to the sender's own organisation only: an address of elsewhere may be a slip."""
    return one.rpartition("@")[2] == other.rpartition("@")[2]
