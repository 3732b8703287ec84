"""A recurrence rule (RFC 5545 section 3.3.10) and a length, as a sentence says them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from mailflow.publish.texts import Texts


def cadence(rule: str, texts: Texts) -> str:
    """``every other month`` from ``FREQ=MONTHLY;INTERVAL=2;…``; ``regularly`` if there is no short way to say it."""
    parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
    every = _months_apart(parts)
    if not every or "," in parts.get("BYDAY", ""):
        return texts.say("cadence.other")
    if parts.get("FREQ") == "MONTHLY":
        return texts.say("cadence.monthly", every) if every <= 2 else texts.say("cadence.months", every)
    if parts.get("FREQ") == "YEARLY" and every == 1:
        return texts.say("cadence.yearly")
    return texts.say("cadence.other")


def _months_apart(parts: Mapping[str, str]) -> int:
    """The interval; of named months the step between them, round the year; 0 if they are not evenly apart."""
    every = int(parts.get("INTERVAL", "1"))
    if "BYMONTH" not in parts:
        return every
    months = sorted(map(int, parts["BYMONTH"].split(",")))
    steps = {(after - before - 1) % 12 + 1 for before, after in pairwise([*months, months[0]])}
    return steps.pop() if len(steps) == 1 and every == 1 and parts.get("FREQ") == "MONTHLY" else 0


def length(minutes: int, texts: Texts) -> str:
    """``two-hour`` from 120, ``90-minute`` from 90."""
    hours, rest = divmod(minutes, 60)
    return texts.say("length.minutes", minutes) if rest or not hours else texts.say("length.hours", hours)
