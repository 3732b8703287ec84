"""An answer to a mail: the shape that every flow's receipt has."""

from __future__ import annotations

from mailflow.decisions import Send
from mailflow.events import Letter
from mailflow.network import Champion


def answer(event: Letter, to: Champion, mail: str, *, kind: str = "", number: str = "", **facts: object) -> Send:
    """A `Send` that answers ``event``; a reply to it is about ``kind`` and ``number`` (default: the mail's flow)."""
    return Send(mail, to, kind or mail.partition("/")[0], number, facts, answers=event.envelope)


def writer(event: Letter, known: Champion | None) -> Champion:
    """The sender as somebody to answer: the champion, or a stranger with the name that they sign with."""
    if known is not None:
        return known
    envelope = event.envelope
    name = event.entities.get("name") or envelope.sender.name
    return Champion(0, str(name), envelope.sender.address, "", language=event.language)
