"""The lead as somebody to write to, and the deputy who stands in; neither need be a champion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailflow.decisions import Send
from mailflow.network import Champion, Situation
from mailflow.settings import Settings


def the_lead(settings: Settings) -> Champion:
    """The lead, by the address that the settings name."""
    return Champion(0, settings.network.lead, settings.network.lead_address, "")


def the_deputy(settings: Settings) -> Champion:
    """The deputy, by the address that the settings name; it may be empty."""
    return Champion(0, settings.network.deputy, settings.network.deputy_address, "")


def to_all_who_lead(send: Send, situation: Situation) -> Iterator[Send]:
    """``send`` to the lead; while the lead is away, to the deputy as well, who may answer it as the lead would."""
    yield send
    deputy = the_deputy(situation.settings)
    if situation.away is not None and deputy.address and deputy.address != send.to.address:
        yield replace(send, to=deputy, facts={**send.facts, "standing_in_until": situation.away.until})


def who_answers(address: str, settings: Settings) -> Champion | None:
    """The lead or the deputy, if it is their address; None: somebody else."""
    people = (the_lead(settings), the_deputy(settings))
    return next((one for one in people if address and one.address == address), None)
