"""The parts of a mail, found in one pass and without recursion (RFC 2045, 2046), as deep and as many as the caps say.

The standard library's parser takes quadratic time in the depth and fails beyond the interpreter's recursion limit;
this one cuts the bytes at their boundaries and keeps only where each part begins and ends.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mailflow.understand.charsets import decode
from mailflow.understand.headers import Field, decoded, fields, from_base64, parameters, split_head, visible

MAX_PARTS = 1_000
MAX_DEPTH = 100
MAX_PART_TEXT = 1_000_000
"""Bytes of one part that are read as text."""

_NO_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\n]{1,200})\n[Cc][Oo][Nn][Tt][Ee][Nn][Tt]-")
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of the mail. An attached message is a leaf too: its own parts are not looked into."""

    content_type: str
    """In lower case, without parameters: ``text/plain``."""
    payload: bytes = b""
    """The bytes, with the transfer encoding undone and line ends as LF where there was none."""
    params: Mapping[str, str] = field(default_factory=dict)
    """Of the Content-Type: ``charset``, ``method`` …."""
    filename: str = ""
    disposition: str = ""
    """``inline``, ``attachment`` or empty."""
    depth: int = 0
    alternative: int = 0
    """Which multipart/alternative it belongs to; 0: none."""
    content_id: str = ""

    @property
    def charset(self) -> str:
        """The charset that the part claims, in lower case; empty if none."""
        return self.params.get("charset", "").lower()

    @property
    def text(self) -> str:
        """The part as text: decoded tolerantly, line ends LF, nothing invisible."""
        return clean(decode(self.payload[:MAX_PART_TEXT], self.charset))

    @property
    def is_attachment(self) -> bool:
        """Whether the writer added it as a file; pictures of the body's own layout and signatures are none."""
        if self.content_type.endswith(("pkcs7-signature", "pgp-signature")):
            return False
        if self.content_id and self.disposition != "attachment" and self.content_type.startswith("image/"):
            return False
        return bool(self.filename) or self.disposition == "attachment" or self.content_type == "message/rfc822"


def clean(text: str) -> str:
    """Line ends as LF, spaces of every kind as the plain one, no invisible characters."""
    if text.isascii() and "\r" not in text:
        return visible(text)
    return visible(_SPACES.sub(" ", _LINE_END.sub("\n", text)))


@dataclass(frozen=True, slots=True)
class Slice:
    """A stretch of the mail that is one part: header and body."""

    start: int
    end: int
    depth: int
    alternative: int
    default_type: str = "text/plain"


def walk(data: bytes, problems: list[str]) -> tuple[list[Field], int, list[Part]]:
    """The mail's own fields, where its body begins, and its leaves in the order in which they stand.

    ``data`` has LF line ends.
    """
    top: list[Field] = []
    body_start = 0
    leaves: list[Part] = []
    alternatives = 0
    waiting = [Slice(0, len(data), 0, 0)]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MAX_PARTS:
            problems.append("too many parts")
            break
        found, body = _head(data, part, problems)
        if part.depth == 0:
            top, body_start = found, body
        values = {item.name: item.raw for item in reversed(found)}
        kind, params = parameters(values.get("content-type", part.default_type))
        if kind.startswith("multipart/"):
            if part.depth >= MAX_DEPTH:
                problems.append("parts are nested too deep")
                continue
            alternative = part.alternative
            if kind == "multipart/alternative":
                alternatives += 1
                alternative = alternatives
            default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            bounds = _cut(data, body, part.end, params.get("boundary", ""))
            if bounds:
                inner = [Slice(start, end, part.depth + 1, alternative, default) for start, end in bounds[:MAX_PARTS]]
                waiting.extend(reversed(inner))
                continue
            problems.append("a multipart without parts")
            kind, params = "text/plain", {}
        leaves.append(_leaf(data[body : part.end], kind, params, values, part))
    return top, body_start, leaves


def _head(data: bytes, part: Slice, problems: list[str]) -> tuple[list[Field], int]:
    head, body = split_head(data, part.start, part.end)
    if head == part.start:
        return [], body
    found, stop = fields(data[part.start : head], problems)
    return found, body if stop == head - part.start else part.start + stop


def _cut(data: bytes, start: int, end: int, boundary: str) -> list[tuple[int, int]]:
    """Where the parts between the boundary's lines begin and end (RFC 2046 section 5.1.1)."""
    mark = boundary.rstrip().encode("utf-8", "surrogateescape")
    if not mark:
        guess = _NO_BOUNDARY.search(data, start, end)
        if guess is None:
            return []
        mark = guess[1].rstrip()
    delimiter = b"\n--" + mark
    bounds: list[tuple[int, int]] = []
    inside = -1
    position = start - 1 if data.startswith(delimiter[1:], start, end) else data.find(delimiter, start, end)
    while position >= 0 and len(bounds) <= MAX_PARTS:
        after = position + len(delimiter)
        line = data.find(b"\n", after, end)
        line = end if line < 0 else line
        rest = data[after : min(line, after + 80)].strip()
        if rest in (b"", b"--"):
            if inside >= 0:
                bounds.append((inside, max(position, inside)))
            inside = min(line + 1, end) if not rest else -1
            if rest:
                break
            position = data.find(delimiter, line, end)
        else:
            position = data.find(delimiter, after, end)
    if inside >= 0 and len(bounds) <= MAX_PARTS:
        bounds.append((inside, end))
    return bounds


def _leaf(body: bytes, kind: str, params: dict[str, str], values: dict[str, str], part: Slice) -> Part:
    encoding = values.get("content-transfer-encoding", "").strip().lower()
    disposition, extra = parameters(values.get("content-disposition", ""))
    filename = extra.get("filename") or params.get("name", "")
    return Part(
        content_type=kind if "/" in kind else "text/plain",
        payload=_undo(body, encoding),
        params=params,
        filename=decoded(filename).replace("\\", "/").rpartition("/")[2][:255],
        disposition=disposition,
        depth=part.depth,
        alternative=part.alternative,
        content_id=values.get("content-id", "").strip(" <>")[:255],
    )


def _undo(body: bytes, encoding: str) -> bytes:
    """The bytes before the transfer encoding (RFC 2045 section 6); an unknown one leaves them as they are."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64":
        return from_base64(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _from_uuencode(body)
    return body


def _from_uuencode(body: bytes) -> bytes:
    begin = body.find(b"begin ")
    out: list[bytes] = []
    for line in body[max(begin, 0) :].split(b"\n")[1:]:
        if line.strip() == b"end":
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            continue
    return b"".join(out)
