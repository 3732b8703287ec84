"""Days as flows need them: today where the network is, a day that an entity names, a morning."""

from __future__ import annotations

from datetime import date, datetime, time

from mailflow.almanac import at_wall_time
from mailflow.network import Situation

MORNING = time(8)


def today_of(situation: Situation, now: datetime) -> date:
    """The day that it is in the network's time zone."""
    return now.astimezone(situation.settings.network.zone).date()


def day_of(text: str | None) -> date | None:
    """An ISO date that an entity holds; ``immediately`` and nothing are None."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def morning(day: date, situation: Situation) -> datetime:
    """The moment at which that day begins for people."""
    return at_wall_time(day, MORNING, situation.settings.network.zone)
