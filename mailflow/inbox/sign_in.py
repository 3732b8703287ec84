"""Who we are: a password or a bearer token, as the first response of a SASL mechanism, for IMAP and SMTP alike."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from mailflow.inbox.faults import SignInRefused
from mailflow.inbox.providers import GOOGLE_SCOPES, MICROSOFT_SCOPES, Google, Microsoft
from mailflow.inbox.tokens import ClientCredentials, TokenSource
from mailflow.settings import ImapSettings, OAuthSettings, SmtpSettings

KEY_FILE_VARIABLE = "GOOGLE_APPLICATION_CREDENTIALS"
"""Google's own variable for the path of a key file; [oauth] key_file goes before it."""


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
    _last: list[str] = field(default_factory=list, repr=False)

    def first_response(self, host: str, port: int) -> str:
        """RFC 7628 section 3.1, with ``,`` and ``=`` of the name escaped (RFC 5801 section 4); or XOAUTH2's string."""
        self._last.clear()
        token = self.tokens.token()
        self._last.append(token)
        if self.mechanism == "XOAUTH2":
            return f"user={self.username}\1auth=Bearer {token}\1\1"
        name = self.username.replace("=", "=3D").replace(",", "=2C")
        return f"n,a={name},\1host={host}\1port={port}\1auth=Bearer {token}\1\1"

    def secret(self) -> str:
        """The token used last."""
        return self._last[0] if self._last else ""

    def renew(self) -> bool:
        """The next try brings a fresh token; none if it was the giver of tokens that refused."""
        self.tokens.forget()
        return bool(self._last)


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
    if oauth is None or not server.username:
        raise SignInRefused(f"To sign in at {server.host} with {server.sign_in}, set username and the section [oauth].")
    secret = os.environ.get(oauth.secret_env, "")
    return Bearer(server.username, _tokens(oauth, secret, server), server.sign_in.upper())


def _tokens(oauth: OAuthSettings, secret: str, server: ImapSettings | SmtpSettings) -> TokenSource:
    """The source of tokens that the provider needs, or a sentence about what is missing for it."""
    needs: tuple[tuple[str, bool], ...]
    match oauth.provider:
        case "google":
            key_file = oauth.key_file or os.environ.get(KEY_FILE_VARIABLE, "")
            needs = (("[oauth] key_file (the JSON key of the service account)", bool(key_file)),)
            secret = key_file
        case "microsoft":
            needs = (("[oauth] tenant", bool(oauth.tenant)), ("[oauth] client_id", bool(oauth.client_id)))
        case _:
            needs = (("[oauth] token_url", bool(oauth.token_url)), ("[oauth] client_id", bool(oauth.client_id)))
    if oauth.provider != "google":
        needs = (*needs, (f"the secret in the variable {oauth.secret_env}", bool(secret)))
    missing = [what for what, is_there in needs if not is_there]
    if missing:
        raise SignInRefused(f"To sign in at {server.host} with {server.sign_in}, set {' and '.join(missing)}.")
    subject = server.username if oauth.provider == "google" else ""
    return _source(oauth, secret, subject, server.timeout_seconds)


@lru_cache(maxsize=16)
def _source(oauth: OAuthSettings, secret: str, subject: str, timeout: float) -> TokenSource:
    """One source for all connections of this process, so that a token is asked for once in its life."""
    match oauth.provider:
        case "google":
            return Google(Path(secret), subject, oauth.scopes or GOOGLE_SCOPES, timeout, oauth.ca_file)
        case "microsoft":
            return Microsoft(
                oauth.tenant, oauth.client_id, SecretStr(secret), oauth.scopes or MICROSOFT_SCOPES,
                oauth.authority.rstrip("/"), timeout, oauth.ca_file,
            )  # fmt: skip
        case _:
            return ClientCredentials(
                oauth.token_url, oauth.client_id, SecretStr(secret), oauth.scopes, timeout, oauth.ca_file
            )
