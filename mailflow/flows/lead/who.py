"""The lead as somebody to write to; they need not be a champion."""

from __future__ import annotations

from mailflow.network import Champion
from mailflow.settings import Settings


def the_lead(settings: Settings) -> Champion:
    """The lead, by the address that the settings name."""
    return Champion(0, settings.network.lead, settings.network.lead_address, "")
