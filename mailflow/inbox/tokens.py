"""Access tokens by the client credentials grant, kept until shortly before they expire (RFC 6749 section 4.4)."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pydantic import SecretStr

from mailflow.inbox.faults import CannotReach, SignInRefused
from mailflow.inbox.remedies import token_remedy

EARLY = 300.0
"""Seconds before its expiry at which a token is no longer used: longer than a mail takes to be handed over."""


class TokenSource(Protocol):
    """Where access tokens come from (RFC 6749)."""

    def token(self) -> str:
        """A token that is good for some minutes yet; raise `SignInRefused` or `CannotReach`."""
        ...

    def forget(self) -> None:
        """The server refused the last token: ask for a new one next time."""
        ...


@dataclass(frozen=True, slots=True)
class Granted:
    """A token as it was given."""

    token: str
    seconds: float
    """How long it is good for."""


@dataclass(slots=True, kw_only=True)
class Kept:
    """A source that asks (`ask`) only when the token that it keeps is about to expire."""

    clock: Callable[[], float] = time.monotonic
    _token: str = field(default="", repr=False)
    _good_until: float = 0

    def token(self) -> str:
        """The kept token, or a new one when the kept one expires within `EARLY` seconds (or within half its life)."""
        if not self._token or self.clock() >= self._good_until:
            asked = self.clock()
            granted = self.ask()
            self._token = granted.token
            self._good_until = asked + max(granted.seconds - EARLY, granted.seconds / 2)
        return self._token

    def forget(self) -> None:
        """Ask anew next time."""
        self._token = ""

    def ask(self) -> Granted:
        """Get a token from the token server."""
        raise NotImplementedError


@dataclass(slots=True)
class ClientCredentials(Kept):
    """Tokens of any provider that has a token URL: one POST."""

    token_url: str
    client_id: str
    client_secret: SecretStr
    scopes: tuple[str, ...] = ()
    timeout_seconds: float = 30
    ca_file: str = ""

    def __post_init__(self) -> None:
        must_be_safe(self.token_url, "the client's secret")

    def ask(self) -> Granted:
        """One POST."""
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret.get_secret_value(),
        }
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        request = Request(self.token_url, data=urlencode(form).encode(), headers={"Accept": "application/json"})  # noqa: S310
        place = f"The token server at {self.token_url}"
        try:
            context = ssl.create_default_context(cafile=self.ca_file or None)
            with urlopen(request, timeout=self.timeout_seconds, context=context) as reply:  # noqa: S310  checked above
                return granted(json.loads(reply.read(1 << 20)), place)
        except HTTPError as error:
            raise SignInRefused(self._refusal(place, error)) from None
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise CannotReach(f"{place} cannot be reached ({reason}).") from None
        except ValueError:
            raise SignInRefused(f"{place} answered with something that is not a token.") from None

    def _refusal(self, place: str, error: HTTPError) -> str:
        """With the error's name (RFC 6749 section 5.2), without its description, which may repeat what we sent."""
        try:
            said = error.read(1 << 16).decode("utf-8", "replace")
            name = json.loads(said)["error"]
        except (OSError, ValueError, KeyError, TypeError):
            said, name = "", ""
        named = f": {name}" if isinstance(name, str) and name else ""
        remedy = token_remedy(said) or "Check [oauth] client_id and scopes, and whether the secret has expired."
        return f"{place} refuses client “{self.client_id}” ({error.code}{named}). {remedy}"


def granted(answer: object, place: str) -> Granted:
    """The token in a token server's answer (RFC 6749 section 5.1). Raises `SignInRefused` if there is none."""
    if not isinstance(answer, dict):
        raise SignInRefused(f"{place} answered with something that is not a token.")
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise SignInRefused(f"{place} answered without an access_token.")
    try:
        seconds = float(str(answer.get("expires_in") or 3600))
    except ValueError:
        seconds = 3600
    return Granted(token, seconds)


def must_be_safe(url: str, what: str) -> None:
    """Raises `SignInRefused` if ``what`` would go to ``url`` unencrypted over a network."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")):
        raise SignInRefused(f"The token address “{url}” must begin with https://: {what} is sent there.")
