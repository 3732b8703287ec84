"""The one place that reads headers: any bytes in, a parsed mail out, and it never raises.

The standard library's parser does raise on real headers, and takes quadratic time on nested parts; so `headers`,
`addresses`, `mime` and `charsets` read bytes on their own, each within caps, and this file puts them together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mailflow.events import Address, Attachment, Envelope
from mailflow.understand.addresses import addresses
from mailflow.understand.headers import Field, decoded, identifiers, moment, parameters
from mailflow.understand.html import Line, read_html
from mailflow.understand.mime import MAX_DEPTH, MAX_PARTS, Part, walk

__all__ = ["MAX_DEPTH", "MAX_PARTS", "MAX_SIZE", "MAX_TEXT", "Line", "Parsed", "Part", "read"]

MAX_SIZE = 40 * 1024 * 1024
"""Bytes of a mail that are read; Exchange Online itself takes at most 150 MB, and usually 25."""
MAX_TEXT = 1_000_000
"""Characters of the body that are read; a person's mail has a few thousand."""
MAX_LINES = 20_000
_PICTURE = re.compile(r"\s*[\[<](?:cid:|image[\d:])[^\[\]<>\n]{0,200}[\]>]\s*$", re.IGNORECASE)
"""What programs write into the text in the place of a picture: "[cid:image001.png@01DC…]"."""


@dataclass(frozen=True)
class Parsed:
    """A mail as read: what the headers say, the leaves of its body, and what was wrong with it.

    ``text``, ``html`` and ``lines`` are worked out when first asked for.
    """

    envelope: Envelope
    fields: tuple[Field, ...] = ()
    """All header fields, topmost first, unfolded but not decoded."""
    content_type: str = "text/plain"
    content_params: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    problems: tuple[str, ...] = ()
    raw: bytes = field(default=b"", repr=False)
    """The bytes that were read, line ends as LF."""

    def header(self, name: str) -> str:
        """The first header of that name, decoded; empty if absent."""
        wanted = name.lower()
        return next((decoded(item.raw) for item in self.fields if item.name == wanted), "")

    def headers(self, name: str) -> tuple[str, ...]:
        """All headers of that name, topmost first, decoded."""
        wanted = name.lower()
        return tuple(decoded(item.raw) for item in self.fields if item.name == wanted)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The body, line by line, each with what the structure of HTML says of it; text is preferred to HTML."""
        found: list[Line] = []
        room = MAX_TEXT
        for part in _body(self.parts):
            text = part.text[:room]
            room -= len(text)
            if found and text:
                found.append(Line(""))
            if part.content_type == "text/html":
                found.extend(read_html(text))
            else:
                found.extend(map(Line, text.split("\n", MAX_LINES)))
        if any("[cid:" in line.text or "image" in line.text for line in found):
            found = [line for line in found if not _PICTURE.match(line.text)]
        return tuple(found)

    @cached_property
    def text(self) -> str:
        """The body as plain text: quoted HTML stands after ``>``."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def html(self) -> str:
        """The body's HTML as the writer's program made it; empty if there is none. Never to be shown as it is."""
        return "\n".join(
            part.text for part in self.parts if part.content_type == "text/html" and not part.is_attachment
        )


def _body(parts: tuple[Part, ...]) -> list[Part]:
    """The leaves that are the body: of each set of alternatives the text if it has words, else the HTML."""
    shown = [part for part in parts if part.content_type in ("text/plain", "text/html") and not part.is_attachment]
    spoken = {part.alternative for part in shown if part.content_type == "text/plain" and part.payload.strip()}
    chosen = [
        part
        for part in shown
        if not part.alternative or (part.content_type == "text/plain") == (part.alternative in spoken)
    ]
    if not chosen:  # whatever calls itself text, when nothing better is there
        chosen = [part for part in parts if part.content_type in ("text/enriched", "text/richtext", "text")][:1]
    return chosen


def _digest(first: Mapping[str, str], body: bytes) -> str:
    """SHA-256 over what the writer sent: the same mail by another route, or stored twice, has the same digest."""
    hashed = hashlib.sha256()
    for name in ("message-id", "from", "date", "subject"):
        hashed.update(decoded(first.get(name, "")).encode("utf-8", "replace") + b"\n")
    hashed.update(body.rstrip())
    return hashed.hexdigest()


def _line_ends(raw: bytes) -> bytes:
    """LF as the only line end. A lone CR in a mail that has LF is no line end: it hides text from other readers."""
    if b"\r" not in raw:
        return raw
    raw = raw.replace(b"\r\n", b"\n")
    return raw.replace(b"\r", b" " if b"\n" in raw[:4096] else b"\n") if b"\r" in raw else raw


def read(raw: bytes) -> Parsed:
    """Read any bytes as a mail. Never raises; what was wrong is told in ``problems``."""
    problems: list[str] = []
    if len(raw) > MAX_SIZE:
        problems.append("the mail is too long: the end was not read")
    data = _line_ends(raw[:MAX_SIZE]).lstrip(b"\n")
    fields, body_start, parts = walk(data, problems)
    first = {item.name: item.raw for item in reversed(fields)}
    senders = _all(fields, "from", first)
    content_type, params = parameters(first.get("content-type", "text/plain"))
    envelope = Envelope(
        sender=senders[0] if senders else Address(""),
        digest=_digest(first, data[body_start:]),
        message_id=next(iter(identifiers(first.get("message-id", ""))), ""),
        in_reply_to=identifiers(first.get("in-reply-to", "")),
        references=identifiers(first.get("references", "")),
        senders=senders,
        reply_to=_all(fields, "reply-to", first),
        to=_all(fields, "to", first),
        cc=_all(fields, "cc", first),
        subject=decoded(first.get("subject", "")),
        date=moment(first["date"]) if "date" in first else None,
        size=len(raw),
        attachments=tuple(
            Attachment(part.filename, part.content_type, len(part.payload)) for part in parts if part.is_attachment
        ),
    )
    return Parsed(envelope, tuple(fields), content_type, params, tuple(parts), tuple(dict.fromkeys(problems)), data)


def _all(fields: list[Field], name: str, first: Mapping[str, str]) -> tuple[Address, ...]:
    if name not in first:
        return ()
    return tuple(address for item in fields if item.name == name for address in addresses(item.raw))
