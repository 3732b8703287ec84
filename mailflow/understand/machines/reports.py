"""Reports about mail of ours that are no bounces: read receipts (RFC 8098) and abuse reports (RFC 5965)."""

from __future__ import annotations

import re

from mailflow.events import Intent, Machine
from mailflow.understand.envelope import Parsed

_READ_SUBJECT = re.compile(
    r"^\s*(?:(?:not )?read|darllenwyd|heb ei ddarllen|(?:un)?gelesen|lu|non lu|leído|letto|gelezen|läst|lest|læst"
    r"|lido|przeczytano)\s?:",
    re.IGNORECASE,
)
_READ_BODY = re.compile(
    r"\b(?:was (?:read (?:on|at)|deleted without being read|displayed)|has been (?:read (?:on|at)|displayed)"
    r"|this is a (?:return|read) receipt"
    r"|return receipt|darllenwyd|wurde (?:am .{1,40} )?gelesen|a été lu)\b",
    re.IGNORECASE,
)


_REJECTED = re.compile(r"\bautomatically rejected\b", re.IGNORECASE)


def _has(parsed: Parsed, report: str, part_type: str) -> bool:
    declared = (
        parsed.content_type == "multipart/report" and parsed.content_params.get("report-type", "").lower() == report
    )
    return declared or any(part.content_type == part_type for part in parsed.parts)


def read_receipt(parsed: Parsed) -> Machine | None:
    """A disposition notification, or Outlook's older form: "Read: …" with "Your message … was read on …"."""
    if _has(parsed, "disposition-notification", "message/disposition-notification"):
        if _REJECTED.search(parsed.envelope.subject) or _REJECTED.search(parsed.text[:500]):
            return None  # Dovecot's Sieve refuses mail in this shape: that is a bounce
        return Machine(parsed.envelope, Intent.READ_RECEIPT, "a read receipt", rules=("disposition-notification",))
    if (
        _READ_SUBJECT.match(parsed.envelope.subject)
        and _READ_BODY.search(parsed.text[:2000])
        and len(parsed.text) < 2000
    ):
        return Machine(parsed.envelope, Intent.READ_RECEIPT, "a read receipt", rules=("read-subject",))
    return None


def abuse_report(parsed: Parsed) -> Machine | None:
    """A feedback report: somebody pressed "this is spam" on a mail of ours."""
    if _has(parsed, "feedback-report", "message/feedback-report"):
        return Machine(parsed.envelope, Intent.ABUSE_REPORT, "an abuse report", rules=("feedback-report",))
    return None
