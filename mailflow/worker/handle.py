"""One event, all the way down the street; and the few facts that understanding a mail needs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from mailflow import almanac
from mailflow.events import Due, Event
from mailflow.flows import decide
from mailflow.outbox.write import Writer
from mailflow.store.ledger import Arrival
from mailflow.store.store import Store
from mailflow.understand.envelope import read
from mailflow.understand.facts import Facts
from mailflow.understand.organisations import register
from mailflow.understand.thread import codes_in

WITH_SIBLINGS = {"chat", "update"}


def handle(occasion: Arrival | Due, event: Event, store: Store, writer: Writer, now: datetime) -> bool:
    """One event, all the way down the street. False if it was dealt with before."""
    with store.turn(occasion, now) as turn:
        if not turn.first_time:
            return False
        situation = turn.situation(event)
        decisions = decide(event, situation, now)
        turn.keep(event, decisions, writer.write(decisions, situation, turn.is_free))
        return True


def facts_for(raw: bytes, store: Store, standing: Facts, now: datetime) -> Facts:
    """The few facts that understanding this mail needs: our mails that it names, and what its sender owes us."""
    parsed = read(raw)
    sender = parsed.envelope.sender.address
    references = store.references(codes_in(parsed, standing))
    for reference in list(references.values()):
        if reference.kind in WITH_SIBLINGS:
            references |= {sibling.code: sibling for sibling in store.siblings(reference)}
    following = almanac.next_draw(store.settings, now)
    return replace(
        standing,
        references=references,
        open_matters=tuple(store.open_matters(sender, now)),
        known=store.knows(sender) or (None if register(standing.organisations).of_address(sender) else False),
        now=now,
        next_round=f"{following.astimezone(store.settings.network.zone):%Y-%m}" if following else "",
    )
