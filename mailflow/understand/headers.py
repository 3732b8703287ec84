"""Header fields from bytes, decoded tolerantly: RFC 5322 (fields), 2047 (encoded words), 6532, 2231 (parameters).

Everything here takes any input, runs in linear time within its caps and never raises.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from mailflow.understand.charsets import decode

MAX_HEADER_BLOCK = 512 * 1024
"""Bytes of header that are looked at; what stands beyond is neither header nor body."""
MAX_FIELDS = 2_000
MAX_FIELD = 32 * 1024
"""Bytes of one field; Authentication-Results and References of real mail stay far below."""
MAX_IDENTIFIERS = 500
MAX_PARAMETERS = 50

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls (LF, CR, tab and NEL are white space)
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control, bidirectional and zero-width characters: they show nothing, and make one text look like another."""

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)")
_WORD = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^\n]{0,1000}?)\?=")
_GAP = re.compile(r"(\?=)\s+(?==\?)")
_SPACE = re.compile(r"\s+")
_IDENTIFIER = re.compile(r"<([^<>]{1,990})>")


@dataclass(frozen=True, slots=True)
class Field:
    """One header field: its name in lower case and its value as it stood, unfolded but not decoded."""

    name: str
    raw: str


def visible(text: str) -> str:
    """The text without characters that show nothing; line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", text)


def split_head(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Where the header block of ``data[start:end]`` ends, and where the body begins."""
    if data.startswith(b"\n", start, end):
        return start, start + 1
    blank = data.find(b"\n\n", start, end)
    return (blank, blank + 2) if blank >= 0 else (end, end)


def fields(block: bytes, problems: list[str]) -> tuple[list[Field], int]:
    """The fields of a header block (line ends LF), and where it stopped being one.

    A line that is no field is skipped if a field follows it (a broken fold), else the body begins there.
    """
    found: list[Field] = []
    stop = len(block)
    if stop > MAX_HEADER_BLOCK:
        problems.append("the header block is too long")
        block = block[:MAX_HEADER_BLOCK]
    position, junk = 0, -1
    while position < len(block):
        match = _FIELD.match(block, position)
        if match is None:
            if junk < 0 and not (position == 0 and block.startswith((b"From ", b">From "))):
                junk = position
            line = block.find(b"\n", position)
            position = len(block) if line < 0 else line + 1
        elif junk == 0 and not found and match[1].lower() not in _KNOWN:
            break  # the first line is no field, nor does this look like one: all of it is body
        elif len(found) == MAX_FIELDS:
            problems.append("too many header fields")
            break
        else:
            if junk >= 0:
                problems.append("a line among the header fields is none")
                junk = -1
            found.append(Field(match[1].decode("ascii").lower(), _unfold(match[2])))
            position = match.end() + 1
    if junk >= 0 or not found:
        problems.append("no empty line after the header fields")
        return found, max(junk, 0)
    return found, stop


_KNOWN = frozenset(
    b"received from to cc subject date message-id return-path delivered-to mime-version content-type sender reply-to "
    b"dkim-signature authentication-results x-mailer references in-reply-to content-transfer-encoding".split()
)


def _unfold(raw: bytes) -> str:
    raw = raw[:MAX_FIELD].replace(b"\n", b" ").replace(b"\r", b" ").strip()
    return raw.decode("ascii") if raw.isascii() else decode(raw, "utf-8")


def decoded(raw: str) -> str:
    """A field's value as people read it: encoded words decoded, white space folded, invisible characters gone."""
    if "=?" in raw:
        raw = _words(raw)
    if raw.isascii() and raw.isprintable() and "  " not in raw:
        return raw.strip()
    return _SPACE.sub(" ", visible(_SPACE.sub(" ", raw))).strip()


def _bytes_of(kind: str, text: str) -> bytes:
    if kind in "qQ":
        data = text.replace("_", " ").encode("ascii", "replace")
        return unquote_to_bytes(data.replace(b"%", b"%25").replace(b"=", b"%"))
    return from_base64(text.encode("ascii", "ignore"))


def _words(raw: str) -> str:
    """Neighbouring encoded words of one charset are joined as bytes: writers do split characters between them."""
    out: list[str] = []
    held, charset, last = b"", "", -1
    joined = _GAP.sub(r"\1", raw)
    for match in _WORD.finditer(joined):
        name = match[1].partition("*")[0].lower()
        if held and (match.start() != last or name != charset):
            out.append(decode(held, charset))
            held = b""
        out.append(joined[max(last, 0) : match.start()])
        held, charset, last = held + _bytes_of(match[2], match[3]), name, match.end()
    if held:
        out.append(decode(held, charset))
    out.append(joined[max(last, 0) :])
    return "".join(out)


def from_base64(data: bytes) -> bytes:
    """Base 64 as far as it can be read: junk is skipped, missing padding forgiven (RFC 2045 section 6.8)."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        clean = clean[: len(clean) - (len(clean) % 4 == 1)]
        try:
            return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))
        except binascii.Error:
            return b""


def identifiers(raw: str) -> tuple[str, ...]:
    """The message identifiers of a field, without brackets; folds within them are closed, brackets may be missing."""
    found = [_SPACE.sub("", match) for match in _IDENTIFIER.findall(raw)[:MAX_IDENTIFIERS]]
    if not found:
        found = [word.strip("<>,;") for word in raw.split()[:MAX_IDENTIFIERS] if "@" in word]
    return tuple(dict.fromkeys(visible(item) for item in found if item))


def moment(raw: str) -> datetime | None:
    """The aware moment of a Date field, or None. ``-0000`` (RFC 5322 section 3.3: zone unknown) is read as UTC."""
    try:
        value = parsedate_to_datetime(raw[:200])
        value = value if value.tzinfo else value.replace(tzinfo=UTC)
        value.astimezone(UTC)  # years at the edge of the calendar overflow here, not later
    except Exception:  # the standard library raises half a dozen kinds here
        return None
    return value


_PARAMETER = re.compile(r""";\s*([^\s=;"]{1,100})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))""")


def parameters(raw: str) -> tuple[str, dict[str, str]]:
    """The value of a Content-Type or Content-Disposition in lower case, and its parameters (RFC 2231 joined)."""
    value, semicolon, rest = raw.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, str | bytes]] = {}
    charsets: dict[str, str] = {}
    for match in _some(_PARAMETER.finditer(semicolon + rest)):
        name = match[1].lower()
        text = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3].strip()
        base, star, place = name.partition("*")
        if not star:
            plain.setdefault(base, text)
            continue
        encoded = place == "" or place.endswith("*")
        number = int(place.rstrip("*")) if place.rstrip("*").isdecimal() and len(place) < 5 else 0
        if encoded and number == 0 and text.count("'") >= 2:
            charsets[base], _, text = text.split("'", 2)
        pieces.setdefault(base, {})[number] = unquote_to_bytes(text) if encoded else text
    for base, numbered in pieces.items():
        joined = b"".join(
            piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
            for _, piece in sorted(numbered.items())
        )
        plain[base] = decode(joined, charsets.get(base, "utf-8"))
    return _SPACE.sub("", value).lower(), plain


def _some(matches: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for count, match in enumerate(matches):
        if count >= MAX_PARAMETERS:
            return
        yield match
