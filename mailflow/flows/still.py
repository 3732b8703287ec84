"""Once a year: are you still a champion? Silence is no leave, but after three weeks the lead is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from mailflow.almanac import working_days_after
from mailflow.decisions import Ask, Decision, Ignore, Remind, Send
from mailflow.events import Due, Letter
from mailflow.flows.answer import answer
from mailflow.network import Situation, Status

PATIENCE = timedelta(days=21)


def ask(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Ask those whose anniversary is in this month."""
    for champion in situation.champions:
        if champion.status is Status.ACTIVE and not champion.suppressed and champion.leaves_on is None:
            years = int(event.occasion[:4]) - champion.joined.year if champion.joined else 1
            yield Send("membership/still", champion, "still", event.occasion, {"years": years}, mass=True)
            yield Remind("membership/silent", champion, now + PATIENCE)


def stays(event: Letter, situation: Situation) -> Iterator[Decision]:
    """YES."""
    assert situation.sender is not None
    yield answer(event, situation.sender, "membership/stays", kind="still")


def silent(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Three weeks on: if nothing at all was heard of them, the lead may want to ask."""
    champion, heard = situation.subject, situation.heard
    if champion is None or champion.status is not Status.ACTIVE or (heard and heard >= event.at - PATIENCE):
        yield Ignore("they have been heard of, or are no longer here")
        return
    last = f"last heard of on {heard.day} {heard:%B %Y}" if heard else "never heard of"
    reason = f"{champion.name} has not answered whether they are still a champion; {last}."
    yield Ask(reason, working_days_after(now.date(), 5), champion=champion, writer=champion.address, intent="leave")
