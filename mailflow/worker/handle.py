"""One event, all the way down the street: what a mail means, what is decided, what is kept and written."""

from __future__ import annotations

from datetime import datetime

from mailflow.events import Due, Event
from mailflow.flows import decide
from mailflow.outbox.write import Writer
from mailflow.store.ledger import Arrival
from mailflow.store.store import Shift, Store, Turn
from mailflow.understand import understand
from mailflow.understand.by_hand import by_hand
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts


def hear(
    arrival: Arrival,
    mail: Parsed,
    standing: Facts,
    store: Store,
    writer: Writer,
    now: datetime,
    shift: Shift | None = None,
) -> bool:
    """One mail. False if it was dealt with before. ``shift``: the transaction that it shares with other mails."""
    with store.turn(arrival, now, shift) as turn:
        if not turn.first_time:
            return False
        facts = turn.facts_for(mail, standing)
        _down_the_street(turn, by_hand(mail, facts) if arrival.sent else understand(mail, facts), writer)
        return True


def handle(occasion: Due, event: Event, store: Store, writer: Writer, now: datetime) -> bool:
    """One moment, and what it means. False if it was dealt with before."""
    with store.turn(occasion, now) as turn:
        if not turn.first_time:
            return False
        _down_the_street(turn, event, writer)
        return True


def _down_the_street(turn: Turn, event: Event, writer: Writer) -> None:
    situation = turn.situation(event)
    decisions = decide(event, situation, turn.now)
    turn.keep(event, decisions, writer.write(decisions, situation, turn.taken))
