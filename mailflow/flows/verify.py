"""Was this you? A mail that nothing proves is held, and the known address confirms it by replying YES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from mailflow.decisions import Decision, Ignore
from mailflow.events import Intent, Letter, Trust
from mailflow.flows import question
from mailflow.flows.answer import answer
from mailflow.network import Situation

ACT_NAMES = {
    Intent.LEAVE: "leave",
    Intent.PAUSE: "pause",
    Intent.SKIP: "skip",
    Intent.HANDOVER: "handover",
    Intent.MOVE_ORGANISATION: "move",
    Intent.CONFIRM_YES: "confirm",
    Intent.CONFIRM_NO: "decline",
    Intent.UPDATE: "update",
    Intent.UPDATE_NIL: "update",
    Intent.DID_NOT_MEET: "update",
    Intent.RSVP_YES: "meeting",
    Intent.RSVP_NO: "meeting",
    Intent.RSVP_MAYBE: "meeting",
}
"""How the question names what was asked for; the template has a sentence for each."""


def ask_back(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Write to the known address, disclose nothing, change nothing, and keep the mail until it is confirmed."""
    del now
    sender = situation.sender
    assert sender is not None
    if sender.suppressed == "bounced":
        yield Ignore("the address cannot be reached, so it cannot confirm")
        return
    act = next((ACT_NAMES[intent] for intent in event.intents if intent in ACT_NAMES), "resume")
    yield answer(event, sender, "verify/ask", kind="verify", number=f"mail:{event.envelope.digest[:32]}", act=act)


def answered(
    event: Letter,
    situation: Situation,
    now: datetime,
    letter: Callable[[Letter, Situation, datetime], Iterator[Decision]],
) -> Iterator[Decision]:
    """YES brings the held mail back, now proven; NO lets it go; anything else is read for what it says."""
    if Intent.CONFIRM_NO in event.intents:
        yield Ignore("the known address says that the mail was not theirs, or no longer holds")
        yield question.ask("Somebody wrote in a champion's name, who says it was not them.", event, situation, now)
        return
    if Intent.CONFIRM_YES not in event.intents:
        yield from question.hold(event, situation, now)
        return
    if event.trust is not Trust.TOKEN:
        yield question.ask("A confirmation came without its token; it proves nothing.", event, situation, now)
        return
    if situation.pending is None:
        yield question.ask("A confirmation came for a mail that is no longer kept.", event, situation, now)
        return
    yield from letter(situation.pending.letter, situation.pending.situation, now)
