"""Handing mail over: one connection for many mails, one recipient a mail, one verdict each.

The promise of this file is to be exact about doubt. A server can take a mail only after its final dot, so whatever
breaks before the dot is sent means *surely not taken*. Once it is sent, only a whole reply tells; without one the
mail is `InDoubt`.
"""

from __future__ import annotations

import re
import smtplib
from types import TracebackType
from typing import Self

from mailflow.outbox.line import Line, hang_up, open_line, said, where
from mailflow.outbox.remedies import is_not_allowed, send_as_remedy
from mailflow.outbox.transport import InDoubt, Refused, SignIn, SignInRefused, Step, Taken, TryLater, Verdict
from mailflow.settings import SmtpSettings

MAILS_PER_CONNECTION = 100
"""After so many mails a new connection is opened, before servers think of it themselves."""
LAST_REPLY_FACTOR = 10
"""How much longer than for other replies we wait for the last one: giving up makes a doubt.

RFC 5321 section 4.5.3.2.6 asks for ten minutes; the default of 30 seconds makes five.
"""

_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f<>]")
_ENDS = re.compile(rb"\r\n|\r|\n")


class _LostError(Exception):
    """The connection broke at this step, before the final dot was sent."""

    def __init__(self, step: Step, why: object) -> None:
        super().__init__(f"{why}")
        self.step = step


class Transport:
    """A way out, used as ``with Transport.open(settings.smtp) as transport:``. One thread, one `Transport`."""

    def __init__(self, settings: SmtpSettings, sign_in: SignIn | None) -> None:
        self._settings = settings
        self._sign_in = sign_in
        self._line: Line | None = None
        self._carried = 0
        self._needs_reset = False
        self._sender = ""

    @classmethod
    def open(cls, settings: SmtpSettings, sign_in: SignIn | None = None) -> Self:
        """Connect, and sign in if ``sign_in`` is given (`mailflow.inbox.sign_in.sign_in_for` makes it from settings).

        Raises `CannotReach` or `SignInRefused`.
        """
        transport = cls(settings, sign_in)
        transport._connected()
        return transport

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye and close. Never raises."""
        if self._line is not None:
            hang_up(self._line, politely=True)
            self._line = None

    def hand_over(self, sender: str, recipient: str, raw: bytes) -> Verdict:
        """Hand one mail to the server for one recipient. ``sender`` may be empty (the null sender).

        ``raw`` is the complete mail; bare CR or LF become CRLF. A connection that the server closed meanwhile is
        opened again; `CannotReach` or `SignInRefused` then say that nothing was handed over.
        """
        fault = _address_fault(sender, recipient)
        if fault:
            return Refused("", fault, Step.ADDRESS)
        for fresh in (False, True):
            used = self._line is not None and self._carried > 0
            line = self._connected()
            try:
                return self._transact(line, _ascii_domain(sender), _ascii_domain(recipient), raw)
            except _LostError as lost:
                self._drop()
                if fresh or not used or lost.step is not Step.MAIL:
                    return TryLater("", f"{where(self._settings)} broke off at {lost.step} ({lost}).", lost.step)
                # a connection that was used before and gave out at MAIL was only closed for being idle: once more
        raise AssertionError("unreachable")

    def _connected(self) -> Line:
        if self._line is not None and self._carried >= MAILS_PER_CONNECTION:
            self.close()
        if self._line is not None and self._needs_reset and not _reset(self._line):
            self._drop()
        if self._line is None:
            self._line = open_line(self._settings, self._sign_in)
            self._carried = 0
        self._needs_reset = False
        return self._line

    def _drop(self) -> None:
        if self._line is not None:
            hang_up(self._line)
            self._line = None

    def _transact(self, line: Line, sender: str, recipient: str, raw: bytes) -> Verdict:
        self._sender = sender
        options = _options(line, sender, recipient, raw)
        if options is None:
            why = f"{where(self._settings)} offers no SMTPUTF8, which this mail to {recipient} needs."
            return Refused("", why, Step.ADDRESS)
        self._carried += 1
        self._needs_reset = True
        commands = (
            (Step.MAIL, f"MAIL FROM:<{sender}>{options}", 250),
            (Step.RCPT, f"RCPT TO:<{recipient}>", 250),
            (Step.DATA, "DATA", 354),
        )
        for step, command, wanted in commands:
            code, reply = _command(line, step, command)
            if code != wanted and not (step is Step.RCPT and code in (251, 252)):
                return self._negative(step, code, reply, recipient)
        return self._content(line, raw, recipient)

    def _content(self, line: Line, raw: bytes, recipient: str) -> Verdict:
        """The message with its final dot, then the last reply. Doubt begins when `Line.transmit` has returned.

        Should it raise, the operating system has not accepted the last byte, so the server cannot have the dot.
        """
        try:
            line.transmit(_wire(raw) + b".\r\n")
        except smtplib.SMTPServerDisconnected as error:
            return self._cut_short(line, error, recipient)
        try:
            assert line.sock is not None
            line.sock.settimeout(self._settings.timeout_seconds * LAST_REPLY_FACTOR)
            code, reply = line.getreply()
            line.sock.settimeout(self._settings.timeout_seconds)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return InDoubt(f"{where(self._settings)} had the whole mail and gave no reply ({error}).")
        if code < 300:
            self._needs_reset = False
            return Taken(said(code, reply))
        if code < 400:
            self._drop()
            return InDoubt(f"{where(self._settings)} answered the whole mail with {said(code, reply)}.")
        return self._negative(Step.END, code, reply, recipient)

    def _cut_short(self, line: Line, error: smtplib.SMTPServerDisconnected, recipient: str) -> Verdict:
        """The server hung up while the message was on its way; it may have said why (``552`` too large)."""
        try:
            assert line.sock is not None
            line.sock.settimeout(1)
            code, reply = line.getreply()
        except (smtplib.SMTPException, OSError, AssertionError):
            raise _LostError(Step.BODY, error) from None
        self._drop()
        return self._negative(Step.BODY, code, reply, recipient)

    def _negative(self, step: Step, code: int, reply: bytes, recipient: str) -> TryLater | Refused:
        """Raises `SignInRefused` if the no is about the account, not the mail: then it is the same for all mails."""
        heard = said(code, reply)
        why = f"{where(self._settings)} answered {heard} at {step} for {recipient}."
        if code >= 500 and is_not_allowed(heard):
            remedy = send_as_remedy(self._settings.username, self._sender)
            raise SignInRefused(f"{where(self._settings)} answered {heard} at {step}. {remedy}")
        if code == 421 or code < 400:  # it is closing (RFC 5321 section 3.8), or out of step with us
            self._drop()
        return Refused(heard, why, step) if code >= 500 else TryLater(heard, why, step)


def _command(line: Line, step: Step, command: str) -> tuple[int, bytes]:
    """Send a command and read its reply. 421 at MAIL means the same as a closed connection: nothing was begun."""
    try:
        line.transmit(command.encode() + b"\r\n")
        code, reply = line.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise _LostError(step, error) from None
    if code == 421 and step is Step.MAIL:
        raise _LostError(step, said(code, reply))
    return code, reply


def _reset(line: Line) -> bool:
    try:
        return line.docmd("RSET")[0] == 250
    except (smtplib.SMTPException, OSError):
        return False


def _options(line: Line, sender: str, recipient: str, raw: bytes) -> str | None:
    """SIZE (RFC 1870), BODY=8BITMIME (RFC 6152), SMTPUTF8 (RFC 6531) as needed; None if one is not offered."""
    options = f" SIZE={len(raw)}" if line.has_extn("size") else ""
    header, _, body = raw.partition(b"\r\n\r\n") if b"\r\n\r\n" in raw else raw.partition(b"\n\n")
    if not (body.isascii() and header.isascii()) and line.has_extn("8bitmime"):
        options += " BODY=8BITMIME"
    if not (sender.isascii() and recipient.isascii() and header.isascii()):
        return options + " SMTPUTF8" if line.has_extn("smtputf8") else None
    return options


def _address_fault(sender: str, recipient: str) -> str:
    for address, role in ((sender, "sender"), (recipient, "recipient")):
        local, at, domain = address.rpartition("@")
        if (address or role == "recipient") and (_NO_ADDRESS.search(address) or not (local and at and domain)):
            return f"“{address!r}” is no address for a {role}."
    return ""


def _ascii_domain(address: str) -> str:
    """The address with its domain in ASCII (RFC 5891), which needs no SMTPUTF8 unless the local part does."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


def _wire(raw: bytes) -> bytes:
    """The message for the wire: CRLF alone ends a line (no smuggling), dots doubled (RFC 5321 section 4.5.2)."""
    lines = _ENDS.sub(b"\r\n", raw)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") or not lines else lines + b"\r\n"
