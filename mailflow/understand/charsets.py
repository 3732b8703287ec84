"""Bytes to text in whatever charset a mail claims, tolerantly: unknown and lying charsets are forgiven."""

from __future__ import annotations

import codecs
from functools import lru_cache

_LATIN = frozenset({"us-ascii", "ascii", "iso-8859-1", "latin1", "latin-1", "iso8859-1", "windows-1252", "cp1252", ""})
"""Charsets that writers name by default, whatever they send; the WHATWG encoding standard reads all as windows-1252."""

_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
"""Codecs that are no charsets: some take quadratic time, some read escapes as characters."""

_ALIASES = {
    "unicode-1-1-utf-7": "utf-7", "utf8mb4": "utf-8", "unicode": "utf-16", "x-unknown": "", "unknown-8bit": "",
    "unknown": "", "binary": "", "8bit": "", "iso-8859-8-i": "iso-8859-8", "iso-8859-8-e": "iso-8859-8",
    "x-mac-roman": "mac-roman", "macintosh": "mac-roman", "x-sjis": "shift_jis", "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030", "x-gbk": "gb18030", "gbk": "gb18030", "cp-850": "cp850", "windows-874": "cp874",
}  # fmt: skip


@lru_cache(maxsize=256)
def _codec(name: str) -> str:
    """Python's name of the charset, or empty if it knows no such charset of text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return info.name if info._is_text_encoding and info.name.replace("-", "_") not in _REFUSED else ""


def decode(data: bytes, charset: str) -> str:
    """The text of ``data``; UTF-8 wins over a default charset, an unknown one is guessed. Never raises."""
    name = charset.strip("\"' ").lower()[:60]
    name = _ALIASES.get(name, name)
    if data.isascii() and (name in _LATIN or name in ("utf-8", "utf8")):
        return data.decode("ascii")
    if name not in _LATIN:
        codec = _codec(name)
        lying = codec.startswith(("utf-16", "utf-32")) and b"\0" not in data
        if codec and not lying and codec != "utf-8":
            try:
                return data.decode(codec, "replace")
            except (UnicodeError, ValueError, LookupError):
                pass
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if name in ("utf-8", "utf8") and _mostly_utf8(data, error.start):
            return data.decode("utf-8", "replace")
        return data.decode("cp1252", "replace")


def _mostly_utf8(data: bytes, first_fault: int) -> bool:
    """Whether text that claims UTF-8 is UTF-8 with a fault (a cut character, a stray byte) and not another charset."""
    text = data[: first_fault + 4096].decode("utf-8", "ignore")
    high = sum(byte > 127 for byte in data[: first_fault + 4096])
    good = sum(len(character.encode()) for character in text if character > "\x7f")
    return good * 2 >= high
