"""Mail to many waits in a hold window; the lead is told what waits, and can stop it by replying STOP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from mailflow.almanac import after_hold
from mailflow.decisions import Decision, Keep, Send
from mailflow.diary import day_in
from mailflow.events import Due
from mailflow.flows.lead.who import the_lead, to_all_who_lead
from mailflow.network import Champion, Round, Situation
from mailflow.settings import Dial

MOST = 60
"""So many groups are listed; the rest are counted."""


def notice(event: Due, decided: Sequence[Decision], situation: Situation, now: datetime) -> Iterator[Decision]:
    """Tell the lead of the mails to many that this moment planned, if they wait in a window at all."""
    settings = situation.settings
    sending = settings.sending
    waiting = [one for one in decided if isinstance(one, Send) and one.mass and sending.dial_of(one.mail) is Dial.SEND]
    if not (waiting and sending.hold_minutes and settings.network.lead_address):
        return
    leaves = after_hold(now, sending, settings.network.zone)
    groups = _groups(decided, situation.champions)
    told = Send(
        "lead/hold",
        the_lead(settings),
        "hold",
        event.key,
        facts={
            "what": event.flow,
            "month": event.occasion,
            "day": day_in(event.occasion),
            "mails": len(waiting),
            "leaves": leaves.astimezone(settings.network.zone),
            "groups": groups[:MOST],
            "total": len(groups),
        },
        useful_until=leaves,
    )
    yield from to_all_who_lead(told, situation)


def _groups(decided: Sequence[Decision], people: Sequence[Champion]) -> list[list[Champion]]:
    by_number = {one.id: one for one in people}
    drawn = [one.record for one in decided if isinstance(one, Keep) and isinstance(one.record, Round)]
    return [[by_number[member] for member in group.members] for one in drawn for group in one.groups]
