"""Machines are recognised before people are heard."""

from __future__ import annotations

from mailflow.events import AutoReply, Bounce, Machine, Rsvp
from mailflow.understand.envelope import Parsed


def recognise(parsed: Parsed) -> Bounce | AutoReply | Rsvp | Machine | None:
    """The machine that wrote this mail, or None if a person may have."""
    if parsed.header("auto-submitted").lower().startswith("auto-replied"):
        return AutoReply(parsed.envelope)
    return None


def is_ours(parsed: Parsed, own_addresses: frozenset[str]) -> bool:
    """Whether this is our own mail coming back: our reference, and one of our own addresses in From."""
    return bool(parsed.header("x-mailflow-ref")) and parsed.envelope.sender.address in own_addresses


def returned_headers(parsed: Parsed) -> tuple[str, ...]:
    """The texts of a delivery report in which a reference of ours may stand."""
    return tuple(
        part.payload.decode("utf-8", "replace")
        for part in parsed.parts
        if part.content_type in ("message/rfc822", "text/rfc822-headers")
    )
