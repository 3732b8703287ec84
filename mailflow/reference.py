"""WORDS for our reference: the short code that each of our mails carries, and the token that proves a reply.

A *code* is six random characters and a check character (``7K3QM2X``); it stands in the subject and says only which
mail is meant. A *token* is the code with a signature over the code and the address that the mail was sent to; it
stands in our Message-ID, in the plus tag and in ``X-Mailflow-Ref``, and proves that its holder received that mail.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that a code survives being read aloud or retyped."""

CODE_LENGTH = 7
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SIGNATURE_BYTES = 10

TOKEN = re.compile(r"(?<![0-9a-z])([0-9a-z]{7})-([a-z2-7]{16})(?![0-9a-z])", re.IGNORECASE)
"""A token wherever it stands: in a Message-ID, a plus tag or a header."""


def _check(body: str) -> str:
    """The check character: a weighted sum, so that one wrong or two swapped characters are noticed."""
    return ALPHABET[sum((place + 1) * ALPHABET.index(character) for place, character in enumerate(body)) % 31]


def make_code(random: bytes) -> str:
    """A code from at least four random bytes."""
    number = int.from_bytes(random[:4], "big") >> 2
    body = "".join(ALPHABET[(number >> shift) & 31] for shift in (25, 20, 15, 10, 5, 0))
    return body + _check(body)


def read_code(text: str) -> str | None:
    """The code that ``text`` spells, with I, L and O forgiven, or None if it is none of ours."""
    code = text.strip().upper().translate(_READ_AS)
    if len(code) != CODE_LENGTH or any(character not in ALPHABET for character in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def _signature(code: str, address: str, key: bytes) -> str:
    digest = hmac.digest(key, f"{code}\n{address.lower()}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:_SIGNATURE_BYTES]).decode().lower()


def make_token(code: str, address: str, key: bytes) -> str:
    """The token of the mail with ``code`` sent to ``address``; lower case, safe in a local part."""
    return f"{code.lower()}-{_signature(code, address, key)}"


def tokens_in(text: str) -> list[tuple[str, str]]:
    """Every (code, token) that has the shape of ours in ``text``; whether it is genuine is for `is_genuine`."""
    found = []
    for match in TOKEN.finditer(text):
        code = read_code(match[1])
        if code is not None:
            found.append((code, match[0].lower()))
    return found


def is_genuine(token: str, address: str, key: bytes) -> bool:
    """Whether we signed this token for this address; compared in constant time."""
    code = read_code(token[:CODE_LENGTH])
    return code is not None and hmac.compare_digest(make_token(code, address, key).encode(), token.lower().encode())
