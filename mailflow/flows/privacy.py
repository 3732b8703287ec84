"""What is kept only so long: the names of leavers and of people who never confirmed are let go when their day comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailflow.decisions import Decision, Forget, Ignore
from mailflow.events import Due
from mailflow.network import Situation, Status

WHY = {Status.LEFT: "they left, and the time to keep leavers is over"}
NEVER_JOINED = "they never joined, and the time to keep applications is over"


def retain(event: Due, situation: Situation, now: datetime) -> Iterator[Decision]:
    """Forget those whose time is over (`[retention]`); the store has found them. Counts stay."""
    del event, now
    if not situation.champions:
        yield Ignore("nobody's time is over")
    for champion in situation.champions:
        yield Forget(champion, WHY.get(champion.status, NEVER_JOINED))
