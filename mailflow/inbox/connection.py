"""Opening the mailbox: TLS that is verified and never downgraded, then sign-in."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imapclient import IMAPClient, SocketTimeout

from mailflow.inbox.faults import CannotReach, CommandRefused, MailboxFault, ServerGone, SignInRefused
from mailflow.inbox.remedies import mailbox_remedy
from mailflow.inbox.sign_in import SignIn
from mailflow.settings import ImapSettings

_LATER = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""Response codes of a server that refuses for now, whoever we are (RFC 5530 section 3)."""


def tls_context(ca_file: str) -> ssl.SSLContext:
    """A context that verifies chain and host name, against ``ca_file`` alone if one is named."""
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise CannotReach(f"The file of trusted certificates, {ca_file}, cannot be read: {error}.") from None


def connect(settings: ImapSettings, sign_in: SignIn | None) -> IMAPClient:
    """A signed-in connection. Raises `CannotReach`, `SignInRefused` or `ServerGone`."""
    if sign_in is None:
        raise SignInRefused(f"To read the mailbox at {settings.host}, set [imap] username and a password or token.")
    try:
        return _connect(settings, sign_in)
    except SignInRefused:
        if not sign_in.renew():
            raise
        return _connect(settings, sign_in)  # once, with a fresh token: the old one may have been withdrawn


def _connect(settings: ImapSettings, sign_in: SignIn) -> IMAPClient:
    client = _reach(settings)
    try:
        _sign_in(client, settings, sign_in)
    except BaseException:
        hang_up(client)
        raise
    return client


def _reach(settings: ImapSettings) -> IMAPClient:
    place = where(settings)
    context = None if settings.security == "none" else tls_context(settings.ca_file)
    timeout = SocketTimeout(settings.timeout_seconds, settings.timeout_seconds)
    client: Any = None
    try:
        client = IMAPClient(
            settings.host, settings.port_number, ssl=settings.security == "tls", ssl_context=context, timeout=timeout
        )
        client.normalise_times = False  # aware datetimes, not the local clock's
        line = client.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # imaplib sends a response and its CRLF apart
        if settings.security == "starttls":
            _start_tls(client, context, place)
    except BaseException as error:
        if client is not None:
            hang_up(client)
        if isinstance(error, ssl.SSLCertVerificationError):
            raise CannotReach(
                f"The certificate of {place} does not prove that it is {settings.host} ({error.verify_message})."
                " Correct the host, or name the certificate authority's file in ca_file."
            ) from None
        if isinstance(error, ssl.SSLError):
            raise CannotReach(
                f"No TLS with {place} ({error.reason or error}). Check port and security:"
                " 993 goes with tls, 143 with starttls."
            ) from None
        if isinstance(error, OSError):
            raise CannotReach(f"{place} cannot be reached ({_why(error)}). Check host, port and the network.") from None
        if isinstance(error, imaplib.IMAP4.error):
            raise CannotReach(
                f"{place} does not answer like an IMAP server ({error}). Check host, port and security."
            ) from None
        raise
    return client


def _start_tls(client: IMAPClient, context: ssl.SSLContext | None, place: str) -> None:
    """Upgrade or fail: whoever takes STARTTLS away gets no password (RFC 2595 section 2.4).

    A PREAUTH greeting makes STARTTLS impossible and is refused too (RFC 9051 section 7.1.4).
    """
    remedy = "Nothing was sent. If the server has no STARTTLS, set security to tls with its TLS port."
    if client._imap.state != "NONAUTH":
        raise CannotReach(f"{place} greets as signed in already, which leaves no room for STARTTLS. {remedy}")
    if not client.has_capability("STARTTLS"):
        raise CannotReach(f"{place} offers no STARTTLS, which security = starttls demands. {remedy}")
    try:
        client.starttls(context)
    except imaplib.IMAP4.error as error:
        raise CannotReach(f"{place} offers STARTTLS and then refuses it ({error}). {remedy}") from None


def _sign_in(client: IMAPClient, settings: ImapSettings, sign_in: SignIn) -> None:
    place = where(settings)
    asked: list[bytes] = []

    def answer(challenge: bytes) -> str:
        """First our response; then, to a server that tells its reason in a challenge, the empty line it waits for."""
        asked.append(challenge)
        if len(asked) == 1:
            return response
        return "\1" if sign_in.mechanism == "OAUTHBEARER" else ""

    response = sign_in.first_response(settings.host, settings.port_number)
    try:
        if client.has_capability(f"AUTH={sign_in.mechanism}"):
            client.sasl_login(sign_in.mechanism, answer)
        elif sign_in.mechanism == "PLAIN" and not client.has_capability("LOGINDISABLED"):
            client.login(sign_in.username, sign_in.secret())
        else:
            offered = ", ".join(sorted(c.decode() for c in client.capabilities() if c.startswith(b"AUTH="))) or "none"
            raise SignInRefused(
                f"{place} offers no sign-in by {sign_in.mechanism} (it offers: {offered}). Check sign_in and security."
            )
    except OSError as error:
        raise ServerGone(f"{place} fell silent during sign-in ({_why(error)}).") from None
    except (imaplib.IMAP4.error, UnicodeError) as error:
        reply = _struck(error, sign_in)
        if isinstance(error.__context__ or error, imaplib.IMAP4.abort):  # imapclient wraps this, too, as a LoginError
            raise ServerGone(f"{place} closed the connection during sign-in ({reply}).") from None
        if any(code in reply for code in _LATER):
            raise CannotReach(f"{place} takes no sign-in at present ({reply}). Try again later.") from None
        what = "password" if sign_in.mechanism == "PLAIN" else "token"
        remedy = mailbox_remedy(reply, by_token=what == "token")
        raise SignInRefused(
            f"{place} refuses the {what} of {sign_in.username} ({reply})."
            f" {remedy or f'Check username and {what}, and that the account may use IMAP.'}"
        ) from None


@contextmanager
def speaking(settings: ImapSettings, doing: str) -> Iterator[None]:
    """Turn what imaplib, imapclient and the socket raise into `ServerGone` or `CommandRefused`."""
    place = where(settings)
    try:
        yield
    except MailboxFault:
        raise
    except imaplib.IMAP4.readonly as error:
        raise CommandRefused(f"{place} gives only leave to read while we {doing} ({error}).") from None
    except imaplib.IMAP4.abort as error:
        raise ServerGone(f"{place} closed the connection while we {doing} ({error}).") from None
    except imaplib.IMAP4.error as error:
        if type(error).__name__ == "ProtocolError":
            raise ServerGone(f"{place} answered against the protocol while we {doing} ({error}).") from None
        raise CommandRefused(f"{place} refuses while we {doing} ({error}).") from None
    except OSError as error:
        raise ServerGone(f"The connection to {place} broke while we {doing} ({_why(error)}).") from None
    except (ValueError, LookupError, AssertionError, AttributeError) as error:
        # imaplib and imapclient stumble in these ways over replies that are cut short or no IMAP at all
        raise ServerGone(f"{place} answered against the protocol while we {doing} ({error!r}).") from error


def hang_up(client: IMAPClient) -> None:
    """Close the socket without another word."""
    with suppress(Exception):
        client.shutdown()


def where(settings: ImapSettings) -> str:
    """``The IMAP server imap.statistics.example:993``."""
    return f"The IMAP server {settings.host}:{settings.port_number}"


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return error.strerror or str(error) or type(error).__name__


def _struck(error: Exception, sign_in: SignIn) -> str:
    """What the server said, without the secret, should the server have repeated it."""
    text = str(error)
    secret = sign_in.secret()
    return text.replace(secret, "***") if secret else text
