"""One SMTP connection, opened safely: whole replies only, TLS verified and never downgraded, then sign-in."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
from contextlib import suppress

from mailflow.outbox.remedies import sign_in_remedy
from mailflow.outbox.transport import CannotReach, SignIn, SignInRefused
from mailflow.settings import SmtpSettings

_LONGEST_REPLY = 8192
_CHUNK = 1 << 16
_LONGEST_COMMAND = 500
"""Longer initial responses must wait for the server's 334 (RFC 4954 section 4)."""


class Line(smtplib.SMTP):
    """smtplib's connection, but a reply counts only when all of its last line has come.

    smtplib takes ``25`` and the end of the connection for a reply with the code 25, and ``250`` for success.
    """

    def getreply(self) -> tuple[int, bytes]:
        """One whole reply (RFC 5321 section 4.2.1). Raises SMTPServerDisconnected for anything less."""
        if self.file is None:
            assert self.sock is not None
            self.file = self.sock.makefile("rb")
        lines: list[bytes] = []
        while True:
            try:
                line = self.file.readline(_LONGEST_REPLY + 1)
            except OSError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(_why(error)) from error
            code, more = line[:3], line[3:4]
            if not line.endswith(b"\n") or not (code.isdigit() and b"200" <= code < b"600") or len(lines) > 100:
                self.close()
                raise smtplib.SMTPServerDisconnected(
                    "it answered against the protocol" if line else "it closed the line"
                )
            lines.append(line[4:].strip())
            if more != b"-":
                return int(code), b"\n".join(lines)

    def transmit(self, data: bytes) -> None:
        """Give all of ``data`` to the operating system. If this raises, the last byte was surely not given."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("the line is closed")
        try:
            for start in range(0, len(data), _CHUNK):  # the timeout is for each call of sendall as a whole
                self.sock.sendall(data[start : start + _CHUNK])
        except OSError as error:
            raise smtplib.SMTPServerDisconnected(_why(error)) from error


def open_line(settings: SmtpSettings, sign_in: SignIn | None) -> Line:
    """A connection that is ready for MAIL. Raises `CannotReach` or `SignInRefused`."""
    try:
        return _open(settings, sign_in)
    except SignInRefused:
        if sign_in is None or not sign_in.renew():
            raise
        return _open(settings, sign_in)  # once, with a fresh token: the old one may have been withdrawn


def _open(settings: SmtpSettings, sign_in: SignIn | None) -> Line:
    place = where(settings)
    line = Line(timeout=settings.timeout_seconds)
    try:
        _reach(line, settings, place)
        if sign_in is not None:
            _sign_in(line, settings, sign_in, place)
    except ssl.SSLCertVerificationError as error:
        raise _closed(
            line,
            CannotReach(
                f"The certificate of {place} does not prove that it is {settings.host} ({error.verify_message})."
                " Correct the host, or name the certificate authority's file in ca_file."
            ),
        ) from None
    except ssl.SSLError as error:
        raise _closed(
            line,
            CannotReach(
                f"No TLS with {place} ({error.reason or error}). Check port and security:"
                " 465 goes with tls, 587 with starttls."
            ),
        ) from None
    except smtplib.SMTPServerDisconnected as error:
        raise _closed(
            line, CannotReach(f"{place} broke off before a mail was sent ({error}). Try again later.")
        ) from None
    except smtplib.SMTPException as error:
        raise _closed(line, CannotReach(f"{place} does not let us begin ({error}).")) from None
    except OSError as error:
        raise _closed(
            line, CannotReach(f"{place} cannot be reached ({_why(error)}). Check host, port and the network.")
        ) from None
    except BaseException:
        hang_up(line)
        raise
    return line


def _closed(line: Line, fault: CannotReach) -> CannotReach:
    hang_up(line)
    return fault


def _reach(line: Line, settings: SmtpSettings, place: str) -> None:
    context = None if settings.security == "none" else _context(settings.ca_file)
    # smtplib.SMTP_SSL would do for tls, but one class for all three keeps `Line` strict in each
    line._host = settings.host  # type: ignore[attr-defined]  # smtplib's starttls checks the certificate against it
    sock = socket.create_connection((settings.host, settings.port_number), settings.timeout_seconds)
    line.sock = sock  # from now on hang_up closes it
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the final dot must not wait for an acknowledgement
    if settings.security == "tls":
        assert context is not None
        line.sock = sock = context.wrap_socket(sock, server_hostname=settings.host)
    code, reply = line.getreply()
    if code != 220:
        raise CannotReach(f"{place} is not open for mail ({said(code, reply)}). Try again later.")
    address = sock.getsockname()[0]
    line.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
    line.ehlo_or_helo_if_needed()
    if settings.security == "starttls":
        assert context is not None
        _start_tls(line, context, place)


def _start_tls(line: Line, context: ssl.SSLContext, place: str) -> None:
    """Upgrade or fail: whoever takes STARTTLS away gets neither password nor mail (RFC 3207 section 6)."""
    remedy = "Nothing was sent. If the server has no STARTTLS, set security to tls with its TLS port."
    if not line.has_extn("starttls"):
        raise CannotReach(f"{place} offers no STARTTLS, which security = starttls demands. {remedy}")
    code, reply = line.starttls(context=context)
    if code != 220:
        raise CannotReach(f"{place} offers STARTTLS and then refuses it ({said(code, reply)}). {remedy}")
    line.ehlo_or_helo_if_needed()


def _sign_in(line: Line, settings: SmtpSettings, sign_in: SignIn, place: str) -> None:
    offered = line.esmtp_features.get("auth", "").upper().split()
    first = sign_in.first_response(settings.host, settings.port_number)
    if sign_in.mechanism in offered:
        code, reply = _authenticate(line, sign_in.mechanism, first)
    elif sign_in.mechanism == "PLAIN" and "LOGIN" in offered:
        code, reply = _login(line, sign_in)
    else:
        raise SignInRefused(
            f"{place} offers no sign-in by {sign_in.mechanism} (it offers: {', '.join(offered) or 'none'})."
            " Check sign_in and security."
        )
    if code == 235:
        return
    heard = said(code, reply)
    heard = heard.replace(sign_in.secret(), "***") if sign_in.secret() else heard
    if 400 <= code < 500:  # 454 4.7.0: temporary (RFC 4954 section 4)
        raise CannotReach(f"{place} takes no sign-in at present ({heard}). Try again later.")
    what = "password" if sign_in.mechanism == "PLAIN" else "token"
    raise SignInRefused(
        f"{place} refuses the {what} of {sign_in.username} ({heard})."
        f" {sign_in_remedy(heard) or f'Check username and {what}, and that the account may send by SMTP.'}"
    )


def _authenticate(line: Line, mechanism: str, first: str) -> tuple[int, bytes]:
    response = _base64(first)
    if len(mechanism) + len(response) <= _LONGEST_COMMAND:
        code, reply = line.docmd("AUTH", f"{mechanism} {response}")
    else:
        code, reply = line.docmd("AUTH", mechanism)
        if code == 334:
            code, reply = line.docmd(response)
    if (
        code == 334
    ):  # the server tells its reason and waits for an empty answer before it refuses (RFC 7628 section 3.2.3)
        code, final = line.docmd(_base64("\1") if mechanism == "OAUTHBEARER" else "")
        with suppress(ValueError):
            reply = base64.b64decode(reply)
        reply = final + b" " + reply
    return code, reply


def _login(line: Line, sign_in: SignIn) -> tuple[int, bytes]:
    """AUTH LOGIN, never standardised, and the only one on some servers."""
    code, reply = line.docmd("AUTH", "LOGIN")
    for answer in (sign_in.username, sign_in.secret()):
        if code != 334:
            break
        code, reply = line.docmd(_base64(answer))
    return code, reply


def _context(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except (OSError, ssl.SSLError) as error:
        raise CannotReach(f"The file of trusted certificates, {ca_file}, cannot be read: {error}.") from None


def hang_up(line: Line, *, politely: bool = False) -> None:
    """Close; ``politely`` with QUIT first. Never raises."""
    with suppress(Exception):
        if politely and line.sock is not None:
            line.sock.settimeout(2)
            line.docmd("QUIT")
    with suppress(Exception):
        line.close()


def where(settings: SmtpSettings) -> str:
    """``The SMTP server smtp.statistics.example:587``."""
    return f"The SMTP server {settings.host}:{settings.port_number}"


def said(code: int, reply: bytes) -> str:
    """A reply as one line of text."""
    return f"{code} {' '.join(reply.decode('utf-8', 'replace').split())}".strip()


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _why(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return error.strerror or str(error) or type(error).__name__
