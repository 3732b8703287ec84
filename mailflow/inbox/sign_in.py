"""Who we are: a password or a bearer token, as the first response of a SASL mechanism, for IMAP and SMTP alike."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from pydantic import SecretStr

from mailflow.inbox.faults import CannotReach, SignInRefused
from mailflow.settings import ImapSettings, OAuthSettings, SmtpSettings

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


class SignIn(Protocol):
    """One way to sign in."""

    @property
    def mechanism(self) -> str:
        """The SASL mechanism's name: ``PLAIN``, ``XOAUTH2`` or ``OAUTHBEARER``."""
        ...

    @property
    def username(self) -> str:
        """The mailbox to open; for a shared mailbox its own address."""
        ...

    def first_response(self, host: str, port: int) -> str:
        """What the client says first, before base64."""
        ...

    def secret(self) -> str:
        """The secret in use, to be struck out of whatever the server says."""
        ...

    def renew(self) -> bool:
        """The server refused. Whether a second try has a chance (a token may have been withdrawn early)."""
        ...


@dataclass(frozen=True, slots=True)
class Password:
    """SASL PLAIN (RFC 4616), or the protocol's own LOGIN where a server has only that."""

    username: str
    password: SecretStr
    mechanism: str = "PLAIN"

    def first_response(self, host: str, port: int) -> str:
        """``NUL username NUL password``."""
        del host, port
        return f"\0{self.username}\0{self.password.get_secret_value()}"

    def secret(self) -> str:
        """The password."""
        return self.password.get_secret_value()

    def renew(self) -> bool:
        """A wrong password stays wrong."""
        return False


@dataclass(frozen=True, slots=True)
class Bearer:
    """A token: OAUTHBEARER (RFC 7628) or XOAUTH2 (Microsoft's and Google's older form)."""

    username: str
    tokens: TokenSource
    mechanism: str = "XOAUTH2"
    _last: list[str] = field(default_factory=list)

    def first_response(self, host: str, port: int) -> str:
        """RFC 7628 section 3.1, with ``,`` and ``=`` of the name escaped (RFC 5801 section 4); or XOAUTH2's string."""
        token = self.tokens.token()
        self._last[:] = [token]
        if self.mechanism == "XOAUTH2":
            return f"user={self.username}\1auth=Bearer {token}\1\1"
        name = self.username.replace("=", "=3D").replace(",", "=2C")
        return f"n,a={name},\1host={host}\1port={port}\1auth=Bearer {token}\1\1"

    def secret(self) -> str:
        """The token used last."""
        return self._last[0] if self._last else ""

    def renew(self) -> bool:
        """The next try brings a fresh token."""
        self.tokens.forget()
        return True


@dataclass(slots=True)
class ClientCredentials:
    """Tokens by the client credentials grant (RFC 6749 section 4.4): one POST, kept until shortly before expiry."""

    token_url: str
    client_id: str
    client_secret: SecretStr
    scopes: tuple[str, ...] = ()
    timeout_seconds: float = 30
    clock: Callable[[], float] = time.monotonic
    _token: str = ""
    _good_until: float = 0

    def __post_init__(self) -> None:
        parts = urlsplit(self.token_url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")):
            raise SignInRefused(
                f"The token address “{self.token_url}” must begin with https://: the client's secret is sent there."
            )

    def token(self) -> str:
        """The kept token, or a new one when the kept one expires within `EARLY` seconds (or within half its life)."""
        if not self._token or self.clock() >= self._good_until:
            asked = self.clock()
            answer = self._ask()
            self._token = str(answer.get("access_token") or "")
            if not self._token:
                raise SignInRefused(f"The token server at {self.token_url} answered without an access_token.")
            life = float(str(answer.get("expires_in") or 3600))
            self._good_until = asked + max(life - EARLY, life / 2)
        return self._token

    def forget(self) -> None:
        """Ask anew next time."""
        self._token = ""

    def _ask(self) -> dict[str, object]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret.get_secret_value(),
        }
        if self.scopes:
            form["scope"] = " ".join(self.scopes)
        request = Request(self.token_url, data=urlencode(form).encode(), headers={"Accept": "application/json"})  # noqa: S310
        try:
            with urlopen(request, timeout=self.timeout_seconds) as reply:  # noqa: S310  the scheme is checked above
                answer = json.loads(reply.read(1 << 20))
        except HTTPError as error:
            raise SignInRefused(
                f"The token server at {self.token_url} refuses client “{self.client_id}” ({error.code}"
                f"{_oauth_error(error)}). Check [oauth] client_id and scopes, and whether the secret has expired."
            ) from None
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            raise CannotReach(f"The token server at {self.token_url} cannot be reached ({reason}).") from None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise SignInRefused(f"The token server at {self.token_url} answered with something that is not a token.")
        return answer


def _oauth_error(error: HTTPError) -> str:
    """``: invalid_client`` from an error reply (RFC 6749 section 5.2), without its description."""
    try:
        code = json.loads(error.read(1 << 16))["error"]
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return f": {code}" if isinstance(code, str) else ""


def sign_in_for(server: ImapSettings | SmtpSettings, oauth: OAuthSettings | None = None) -> SignIn | None:
    """The way to sign in that the settings name, or None if they name neither user nor password.

    Raises `SignInRefused` with a sentence if something that the chosen way needs is not set.
    """
    if server.sign_in == "password":
        if server.password is not None and server.username:
            return Password(server.username, server.password)
        if server.password is None and not server.username:
            return None
        missing = f"a password in the variable “{server.password_env}”" if server.username else "username"
        raise SignInRefused(f"To sign in at {server.host} with a password, set {missing}.")
    secret = os.environ.get(oauth.secret_env) if oauth else None
    if oauth is None or not (oauth.token_url and oauth.client_id and secret and server.username):
        raise SignInRefused(
            f"To sign in at {server.host} with {server.sign_in}, set username, [oauth] token_url and client_id, and the"
            f" secret in the variable {oauth.secret_env if oauth else 'that [oauth] secret_env names'}."
        )
    tokens = ClientCredentials(
        oauth.token_url, oauth.client_id, SecretStr(secret), oauth.scopes, timeout_seconds=server.timeout_seconds
    )
    return Bearer(server.username, tokens, server.sign_in.upper())
