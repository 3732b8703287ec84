"""What a sender asked for earlier and proves now: a letter that nothing proved waits, and a YES brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from mailflow.events import Event, Letter, Trust
from mailflow.network import Pending, Situation
from mailflow.settings import Settings
from mailflow.store.ledger import raw_of
from mailflow.store.situation import gather
from mailflow.understand import understand
from mailflow.understand.facts import Facts


def pending_for(
    session: Session, settings: Settings, event: Event, now: datetime, facts: Callable[[], Facts]
) -> Situation:
    """The situation of ``event``; if it answers our "was this you?", with the letter that it proves."""
    situation = gather(session, settings, event, now)
    if not isinstance(event, Letter) or event.thread is None or event.thread.kind != "verify":
        return situation
    raw = raw_of(session, event.thread.number)
    if raw is None:
        return situation
    held = understand(raw, replace(facts(), now=now))
    if not isinstance(held, Letter) or held.envelope.sender.address != event.thread.address:
        return situation
    proven = replace(held, trust=event.trust if event.trust is Trust.TOKEN else held.trust)
    return replace(situation, pending=Pending(proven, gather(session, settings, proven, now)))
