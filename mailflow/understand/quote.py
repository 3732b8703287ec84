"""The newly written words of a mail: quote, signature, disclaimer and banner are kept apart."""

from __future__ import annotations

from dataclasses import dataclass

from mailflow.events import Address, SetAside
from mailflow.understand import envelope
from mailflow.understand.envelope import Parsed


@dataclass(frozen=True, slots=True)
class Answer:
    """One inline answer: the quoted lines above, and what was written beneath."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a person newly wrote, and what stood around it."""

    new: str
    set_aside: SetAside = SetAside()
    answers: tuple[Answer, ...] = ()
    inline: bool = False
    forwarded: bool = False
    forwarded_text: str = ""
    forwarded_from: Address | None = None
    doubtful: bool = False
    rules: tuple[str, ...] = ()


def split(parsed: Parsed) -> Words:
    """Split the body of a mail into the new words and what surrounds them."""
    lines = parsed.text.splitlines()
    new = [line for line in lines if not line.startswith(">")]
    quote = [line for line in lines if line.startswith(">")]
    return Words("\n".join(new).strip(), SetAside(quote="\n".join(quote)))


def new_words(raw: bytes, *, signature: bool = False) -> str:
    """The newly written words of a mail; with ``signature`` the sign-off is kept."""
    return split(envelope.read(raw)).new


def with_signature(raw: bytes) -> str:
    """The newly written words of a mail with the sign-off kept."""
    return new_words(raw, signature=True)
