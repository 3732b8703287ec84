"""Somebody would like to know more, and nothing else: told once, not enrolled, not chased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailflow.decisions import Decision
from mailflow.events import Letter
from mailflow.flows.answer import answer as reply
from mailflow.flows.answer import writer
from mailflow.network import Situation


def answer(event: Letter, situation: Situation, now: datetime) -> Iterator[Decision]:
    """What the network is, where the strategy is, and how to join later."""
    del now
    listed = [one.name for one in situation.colleagues if one.address != event.envelope.sender.address]
    home = event.entities.get("organisation") or ""
    yield reply(event, writer(event, situation.sender), "information/strategy", organisation=home, listed=listed)
