"""Something does not work: our last mail goes out again, another group is offered; everything else is a person's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailflow.decisions import Again, Decision
from mailflow.events import Letter
from mailflow.flows import chat, question
from mailflow.network import Situation


def told(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """A problem, as far as it can be helped at once."""
    sender, thread = situation.sender, event.thread
    wish = event.entities.get("request", "")
    if wish == "resend" and sender is not None and sender.is_member and thread is not None and thread.kind == "join":
        yield Again(sender)  # to the address that we know, whoever asks
        return
    if wish == chat.WISH:
        yield from chat.offer(event, situation, now)
    yield from question.hold(event, situation, now)
