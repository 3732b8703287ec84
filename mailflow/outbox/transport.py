"""What can become of one mail at the server's door, as values; and what ends the whole delivery, as errors."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias


class Step(StrEnum):
    """Where in the SMTP transaction something was said or broke (RFC 5321 section 3.3)."""

    ADDRESS = "address"
    """Before any command: the address cannot be written to at all."""
    MAIL = "MAIL"
    RCPT = "RCPT"
    DATA = "DATA"
    BODY = "body"
    """While the message was on its way, before its final dot was sent."""
    END = "end of data"
    """After the final dot."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The server has taken responsibility for the mail (RFC 5321 section 6.1)."""

    reply: str


@dataclass(frozen=True, slots=True)
class TryLater:
    """Surely not taken, and may be tried again: a 4xx reply, or the connection broke before the final dot was sent."""

    reply: str
    """The server's reply, such as ``450 4.2.0 greylisted``; empty if there was none."""
    why: str
    step: Step


@dataclass(frozen=True, slots=True)
class Refused:
    """Surely not taken, and never will be: a 5xx reply. At ``RCPT`` it speaks about the recipient."""

    reply: str
    why: str
    step: Step


@dataclass(frozen=True, slots=True)
class InDoubt:
    """The final dot was sent and no whole reply came: it may have been taken. Never to be tried again blindly."""

    why: str


Verdict: TypeAlias = Taken | TryLater | Refused | InDoubt


class TransportFault(Exception):  # noqa: N818  each name reads as what happened
    """Nothing can be handed over at present; the mail in hand was surely not taken."""


class CannotReach(TransportFault):
    """No safe connection: no server there, it is closed, its certificate proves nothing, or TLS is missing."""


class SignInRefused(TransportFault):
    """The server does not accept who we say we are."""


class SignIn(Protocol):
    """What `mailflow.inbox.sign_in` makes; the worker hands it over, for rooms do not import each other."""

    @property
    def mechanism(self) -> str:
        """``PLAIN``, ``XOAUTH2`` or ``OAUTHBEARER``."""
        ...

    @property
    def username(self) -> str:
        """Who signs in."""
        ...

    def first_response(self, host: str, port: int) -> str:
        """What the client says first, before base64."""
        ...

    def secret(self) -> str:
        """The secret in use, to be struck out of what the server says."""
        ...

    def renew(self) -> bool:
        """The server refused. Whether a second try has a chance."""
        ...
