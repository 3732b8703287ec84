"""Machines are recognised before people are heard: nothing is ever answered that no person wrote.

The order is the meaning: each row of `MACHINES` stands where it does for the reason beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from mailflow.events import AutoReply, Bounce, Machine, Rsvp
from mailflow.understand.envelope import Parsed
from mailflow.understand.machines.auto_reply import auto_reply, notice
from mailflow.understand.machines.bounce import delivery_report
from mailflow.understand.machines.bulk import newsletter
from mailflow.understand.machines.calendar import calendar_answer
from mailflow.understand.machines.own import carries_our_token, is_ours
from mailflow.understand.machines.reports import abuse_report, read_receipt

__all__ = ["MACHINES", "carries_our_token", "is_ours", "recognise", "returned_headers"]

MAX_RETURNED = 64 * 1024
"""Characters of a returned message in which our reference is looked for: it stands in the headers."""

MACHINES: tuple[tuple[Callable[[Parsed], Bounce | AutoReply | Rsvp | Machine | None], str], ...] = (
    (calendar_answer, "first: an answer to an invitation is wanted, and Exchange marks it as automatic"),
    (read_receipt, "before bounces: it is a multipart/report from nobody, too, but the mail did arrive"),
    (abuse_report, "before bounces: the same shape, and it must never read as one"),
    (delivery_report, "before auto-replies: Exchange marks its reports Auto-Submitted: auto-replied"),
    (auto_reply, "before notices: an absence says until when"),
    (newsletter, "before notices: the reason is plainer"),
    (notice, "last: it needs no more than that a program says what it is"),
)


_REPORTS = ("message/delivery-status", "message/disposition-notification", "message/feedback-report")


def recognise(parsed: Parsed) -> Bounce | AutoReply | Rsvp | Machine | None:
    """The machine that wrote this mail, or None if a person may have. Thread and trust are not known here. Pure."""
    for machine, _reason in MACHINES:
        event = machine(parsed)
        if event is not None:
            return event
    return None


def returned_headers(parsed: Parsed) -> tuple[str, ...]:
    """The texts of a report in which a reference of ours may stand, the surest first.

    The headers of the returned message, the envelope identifier (RFC 3464 section 2.2.1), then the report's own text.
    """
    found = [
        part.text[:MAX_RETURNED]
        for wanted in ("text/rfc822-headers", "message/rfc822", "message/rfc822-headers", *_REPORTS)
        for part in parsed.parts
        if part.content_type == wanted
    ]
    return (*found, parsed.text[:MAX_RETURNED]) if parsed.text.strip() else tuple(found)
