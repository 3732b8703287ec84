"""The one place that reads headers: any bytes in, a parsed mail out, and it never raises."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime

from mailflow.events import Address, Attachment, Envelope


@dataclass(frozen=True)
class Part:
    """One leaf of the mail: its type, its name and its bytes, with the transfer encoding undone."""

    content_type: str
    payload: bytes = b""
    params: dict[str, str] = field(default_factory=dict)
    filename: str = ""
    disposition: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Parsed:
    """A mail as read: what the headers say, the body as text, and the parts."""

    envelope: Envelope
    fields: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    content_type: str = "text/plain"
    content_params: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    problems: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, decoded; empty if absent."""
        return next(iter(self.headers(name)), "")

    def headers(self, name: str) -> tuple[str, ...]:
        """All headers of that name, topmost first, decoded."""
        wanted = name.lower()
        return tuple(value for key, value in self.fields if key == wanted)


def _decoded(value: object) -> str:
    try:
        return " ".join(str(make_header(decode_header(str(value)))).split())
    except Exception:  # the skeleton; the own reader comes next
        return " ".join(str(value).split())


def read(raw: bytes) -> Parsed:
    """Read any bytes as a mail. Never raises; what was wrong is told in ``problems``."""
    message = message_from_bytes(raw)
    fields = tuple((key.lower(), _decoded(value)) for key, value in message.items())
    first = dict(reversed(fields))
    parts, text, html = [], "", ""
    for part in message.walk():
        if part.is_multipart():
            continue
        payload = part.get_payload(decode=True)
        body = payload if isinstance(payload, bytes) else b""
        parts.append(Part(part.get_content_type(), body, filename=part.get_filename() or ""))
        if part.get_content_type() == "text/plain" and not part.get_filename():
            text += body.decode("utf-8", "replace")
        elif part.get_content_type() == "text/html":
            html += body.decode("utf-8", "replace")

    def addresses(name: str) -> tuple[Address, ...]:
        pairs = getaddresses([value for key, value in fields if key == name])
        return tuple(Address(address.lower(), shown) for shown, address in pairs if address)

    try:
        date = parsedate_to_datetime(first.get("date", ""))
    except (ValueError, TypeError):
        date = None
    senders = addresses("from")
    envelope = Envelope(
        sender=senders[0] if senders else Address(""),
        digest=hashlib.sha256(raw).hexdigest(),
        message_id=first.get("message-id", "").strip("<> "),
        in_reply_to=tuple(item.strip("<>") for item in first.get("in-reply-to", "").split()),
        references=tuple(item.strip("<>") for item in first.get("references", "").split()),
        senders=senders,
        reply_to=addresses("reply-to"),
        to=addresses("to"),
        cc=addresses("cc"),
        subject=first.get("subject", ""),
        date=date,
        size=len(raw),
        attachments=tuple(Attachment(p.filename, p.content_type, len(p.payload)) for p in parts if p.filename),
    )
    return Parsed(envelope, fields, text, html, message.get_content_type(), {}, tuple(parts))
