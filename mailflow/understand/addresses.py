"""Mailboxes in a header field, read tolerantly in one pass (RFC 5322 section 3.4): any text in, addresses out."""

from __future__ import annotations

import re

from mailflow.events import Address
from mailflow.understand.headers import decoded

MAX_ADDRESSES = 1_000
MAX_ADDRESS = 64 + 1 + 255
"""RFC 5321 section 4.5.3.1: nothing longer can be written to."""

_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*"?)      # a quoted string, perhaps never closed
      | (?P<angle><[^<>]*>?)                # an address in brackets, perhaps never closed
      | (?P<comment>\((?:[^()\\]|\\.)*\)?)  # a comment; nested ones end early, which loses nothing that we keep
      | (?P<end>[,;])
      | (?P<group>:)
      | (?P<text>[^"<>(),;:]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_ROUTE = re.compile(r"^@[^:]*:")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def addresses(raw: str) -> tuple[Address, ...]:
    """Every mailbox of a field, in order: the address in lower case, the name decoded; the rest is left out."""
    found: list[Address] = []
    name: list[str] = []
    comments: list[str] = []
    angle = ""

    before = ""

    def close(comma: bool = False) -> None:
        nonlocal angle, before
        spelled = "".join(name)
        mailbox = _mailbox(angle, before + spelled if angle else spelled, " ".join(comments))
        # "McAteer, Conor <conor@…>" without quotes: a name that was cut at its comma
        before = f"{spelled.strip()}, " if comma and mailbox is None and 0 < len(spelled.strip()) < 60 else ""
        if mailbox is not None:
            found.append(mailbox)
        name.clear()
        comments.clear()
        angle = ""

    for token in _TOKEN.finditer(raw):
        kind, text = token.lastgroup, token[0]
        if kind == "end":
            close(comma=text == ",")
            if len(found) >= MAX_ADDRESSES:
                return tuple(found)
        elif kind == "group":
            name.clear()  # the name of a group; its members follow
        elif kind == "angle":
            if angle:  # two addresses with no comma between
                close()
            angle = text.strip("<> \t")
        elif kind == "comment":
            comments.append(text.strip("()"))
            name.append(" ")
        elif kind == "quoted":
            name.append(_ESCAPED.sub(r"\1", text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]))
        else:
            name.append(text)
    close()
    if not found and "=?" in raw and (plain := decoded(raw)) != raw and "=?" not in plain:
        return addresses(plain)  # some writers encode the whole field, address and all
    return tuple(found)


def _mailbox(angle: str, name: str, comment: str) -> Address | None:
    if not angle:
        words = name.split()
        angle = next((word for word in words if "@" in word.strip("@")), "")
        if not angle:
            return None
        name = " ".join(word for word in words if word is not angle) or comment
    address = _ROUTE.sub("", angle).strip().strip("'").removeprefix("mailto:")
    if "@" not in address.strip("@"):
        return None
    address = decoded(re.sub(r"\s+", "", address)).lower()
    if len(address) > MAX_ADDRESS:
        return None
    return Address(address, decoded(name.strip().strip("'")) if name else "")
