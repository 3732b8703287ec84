"""Mails made as people's programs make them, for the tests of this folder."""

from __future__ import annotations

import json
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from mailflow.understand import Facts
from mailflow.understand.organisations import read_csv

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ORGANISATIONS = read_csv((ROOT / "config" / "organisations.csv").read_text(encoding="utf-8"))
FACTS = Facts(organisations=ORGANISATIONS, authserv_ids=frozenset({"mx.statistics.example"}), key=b"a key for tests")

EXAMPLES: list[dict[str, Any]] = [
    json.loads(line) for line in (HERE / "examples.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()
]
BY_ID = {example["id"]: example for example in EXAMPLES}

REPLY_CALENDAR = """BEGIN:VCALENDAR\r
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN\r
VERSION:2.0\r
METHOD:REPLY\r
BEGIN:VEVENT\r
UID:meeting-2026-12-09@statistics.example\r
SEQUENCE:0\r
DTSTAMP:20261110T101200Z\r
DTSTART:20261209T140000Z\r
DTEND:20261209T160000Z\r
SUMMARY:User engagement champions meeting\r
ORGANIZER:mailto:gsshelp@statistics.example\r
ATTENDEE;PARTSTAT=ACCEPTED:mailto:h.lindqvist@ofs.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def mail(
    body: str,
    *,
    sender: str = "Tom Ashworth <thomas.ashworth@orr.example>",
    to: str = "gsshelp@statistics.example",
    cc: str = "",
    subject: str = "",
    date: str = "Tue, 10 Nov 2026 10:12:00 +0000",
    headers: dict[str, str] | None = None,
    attachments: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """A mail as bytes."""
    message = EmailMessage()
    for name, value in (("From", sender), ("To", to), ("Cc", cc), ("Subject", subject), ("Date", date)):
        if value:
            message[name] = value
    message["Message-ID"] = "<letter@desk.example>"
    later = dict(headers or {})
    content_type = later.pop("Content-Type", "")
    for name, value in later.items():
        message[name] = value
    message.set_content(body)
    for filename, content_type_of, payload in attachments:
        main, _, sub = content_type_of.partition("/")
        message.add_attachment(payload, maintype=main, subtype=sub, filename=filename)
    raw = message.as_bytes()
    if content_type:
        head, blank, rest = raw.partition(b"\n\n")
        lines = [line for line in head.split(b"\n") if not line.lower().startswith(b"content-type")]
        raw = b"\n".join([*lines, b"Content-Type: " + content_type.encode()]) + blank + rest
    return raw


def example(entry: dict[str, Any]) -> bytes:
    """One worked example as bytes: an attached document is a real part, a calendar answer a real text/calendar part."""
    attached = []
    calendar = False
    for name in entry["attachments"]:
        if name.startswith("text/calendar"):
            calendar = True
        else:
            attached.append((name.partition(" (")[0], "application/octet-stream", b"document"))
    raw = mail(
        entry["body"],
        sender=entry["from"],
        to=entry["to"],
        cc=entry["cc"],
        subject=entry["subject"],
        date=entry["date"],
        headers=entry["headers"],
        attachments=tuple(attached),
    )
    return with_calendar(raw) if calendar else raw


def with_calendar(raw: bytes) -> bytes:
    """The same headers over a calendar program's answer."""
    head = raw.partition(b"\n\n")[0]
    lines = [line for line in head.split(b"\n") if not line.lower().startswith((b"content-", b"mime-version"))]
    return (
        b"\n".join(lines)
        + b'\nMIME-Version: 1.0\nContent-Type: text/calendar; charset="utf-8"; method=REPLY\n\n'
        + REPLY_CALENDAR.encode()
    )


def received(entry: dict[str, Any]) -> datetime:
    """When an example was written."""
    return parsedate_to_datetime(entry["date"])
