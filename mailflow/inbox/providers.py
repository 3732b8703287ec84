"""Tokens of Microsoft 365 (msal) and of Google (google-auth). Each library is an extra, loaded when it is needed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from mailflow.inbox.faults import CannotReach, SignInRefused
from mailflow.inbox.remedies import token_remedy
from mailflow.inbox.tokens import Granted, Kept, granted, must_be_safe

MICROSOFT_SCOPES = ("https://outlook.office365.com/.default",)
"""All that the administrator has consented to, for IMAP and SMTP alike."""
GOOGLE_SCOPES = ("https://mail.google.com/",)
"""The only scope that opens IMAP and SMTP."""


@dataclass(slots=True)
class Microsoft(Kept):
    """Tokens of an app registration by its secret. The mailbox, shared or not, is named when signing in with them."""

    tenant: str
    client_id: str
    client_secret: SecretStr
    scopes: tuple[str, ...] = MICROSOFT_SCOPES
    authority: str = "https://login.microsoftonline.com"
    timeout_seconds: float = 30
    ca_file: str = ""
    _app: Any = field(default=None, repr=False, kw_only=True)

    def ask(self) -> Granted:
        """By msal; what it keeps itself is let go first, for `Kept` keeps it."""
        try:
            import msal  # noqa: PLC0415  an extra
        except ImportError:
            raise SignInRefused("For Microsoft 365 install the extra: pip install 'mailflow[microsoft]'.") from None
        place = f"{self.authority}/{self.tenant}"
        try:
            app = self._app = self._app or self._application(msal, place)
            app.remove_tokens_for_client()
            answer = app.acquire_token_for_client(list(self.scopes))
        except (OSError, msal.exceptions.MsalError) as error:  # requests' errors are OSErrors
            raise CannotReach(f"The token server {place} cannot be reached ({_short(error)}).") from None
        except (ValueError, KeyError, RuntimeError) as error:  # what msal says where the tenant is none
            said = f"{error} {error.__context__ or ''}"  # the server's own words are in the context
            raise SignInRefused(self._refusal(place, _code(said) or "no such authority", said)) from None
        if isinstance(answer, dict) and "error" in answer:
            said = f"{answer['error']} {answer.get('error_description', '')}"
            raise SignInRefused(self._refusal(place, _code(said) or str(answer["error"]), said))
        return granted(answer, f"The token server {place}")

    def _application(self, msal: Any, place: str) -> Any:
        return msal.ConfidentialClientApplication(
            self.client_id,
            client_credential=self.client_secret.get_secret_value(),
            authority=place,
            instance_discovery=False,  # the authority is the administrator's own word, for national clouds too
            http_client=_session(self.timeout_seconds, self.ca_file),
        )

    def _refusal(self, place: str, what: str, said: str) -> str:
        remedy = token_remedy(said) or "Check [oauth] tenant, client_id and the secret."
        return f"The token server {place} refuses application “{self.client_id}” ({what}). {remedy}"


@dataclass(slots=True)
class Google(Kept):
    """Tokens of a service account that acts for ``subject``, the mailbox (domain-wide delegation)."""

    key_file: Path
    subject: str
    scopes: tuple[str, ...] = GOOGLE_SCOPES
    timeout_seconds: float = 30
    ca_file: str = ""

    def ask(self) -> Granted:
        """By google-auth: a signed assertion for a token (RFC 7523)."""
        try:
            from google.auth.exceptions import GoogleAuthError, RefreshError  # noqa: PLC0415  an extra
            from google.auth.transport.requests import Request  # noqa: PLC0415
        except ImportError:
            raise SignInRefused("For Google install the extra: pip install 'mailflow[google]'.") from None
        credentials = self._credentials()
        try:
            credentials.refresh(Request(_session(self.timeout_seconds, self.ca_file)))
        except RefreshError as error:
            if error.retryable:
                raise CannotReach(f"Google gives no token at present ({_short(error)}).") from None
            raise SignInRefused(self._refusal(error)) from None
        except (GoogleAuthError, OSError) as error:
            raise CannotReach(f"Google's token server cannot be reached ({_short(error)}).") from None
        left = credentials.expiry.replace(tzinfo=UTC) - datetime.now(UTC)
        return Granted(credentials.token, left.total_seconds())

    def _credentials(self) -> Any:
        from google.oauth2.service_account import Credentials  # noqa: PLC0415

        try:
            made: Any = Credentials.from_service_account_file(  # type: ignore[no-untyped-call]
                str(self.key_file), scopes=list(self.scopes), subject=self.subject
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is no key of a service account in JSON"
            raise SignInRefused(
                f"The key file {self.key_file} cannot be used ({why}). Download a JSON key of the service account, and"
                " name it in [oauth] key_file."
            ) from None
        must_be_safe(made._token_uri, "proof of who we are")
        return made

    def _refusal(self, error: Exception) -> str:
        said = " ".join(map(str, error.args))
        what = re.match(r"\w+", said)
        remedy = token_remedy(said) or "Check the service account, its key and its domain-wide delegation."
        return (
            f"Google gives the service account no token for {self.subject} ({what[0] if what else 'refused'}). {remedy}"
        )


def _session(timeout: float, ca_file: str) -> Any:
    """A session of requests. Its own ``verify`` would give way to a variable of the environment."""
    import requests  # noqa: PLC0415  both libraries bring it

    session: Any = requests.Session()
    given = {"verify": ca_file} if ca_file else {}
    ask = session.request
    session.request = lambda *args, **more: ask(*args, **{**more, "timeout": timeout, **given})
    return session


def _code(said: str) -> str:
    found = re.search(r"AADSTS\d+", said)
    return found[0] if found else ""


def _short(error: Exception) -> str:
    said = " ".join(str(error).split())
    if "CERTIFICATE_VERIFY_FAILED" in said:
        return "its certificate does not prove who it is; name the certificate authority's file in [oauth] ca_file"
    return said[:200]
