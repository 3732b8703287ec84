"""A person with a mail program of their own: writes by SMTP, reads by IMAP, answers as Outlook or Gmail do."""

from __future__ import annotations

import email
import html
import imaplib
import smtplib
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime, formataddr, make_msgid, parsedate_to_datetime
from typing import Literal

Program = Literal["outlook", "gmail"]


@dataclass(frozen=True)
class Person:
    """Somebody with an address, a password and the two servers (on 127.0.0.1, without TLS)."""

    address: str
    imap_port: int
    smtp_port: int
    password: str
    name: str = ""
    program: Program = "outlook"

    def writes(
        self, *, to: str | Sequence[str], subject: str, text: str, cc: Sequence[str] = (), at: datetime | None = None
    ) -> EmailMessage:
        """Write and send a new mail; the mail as sent."""
        return self.sends(self._blank([to] if isinstance(to, str) else to, subject, at, cc), text)

    def replies(
        self, to_mail: EmailMessage, text: str, *, everyone: bool = False, at: datetime | None = None
    ) -> EmailMessage:
        """Answer ``to_mail`` above its quoted text, in its thread, as the person's program does."""
        to = [str(to_mail["Reply-To"] or to_mail["From"])]
        cc = [one for key in ("To", "Cc") for one in _addresses(to_mail, key) if one != self.address]
        prefix = "RE: " if self.program == "outlook" else "Re: "
        subject = str(to_mail["Subject"] or "")
        subject = subject if subject.lower().startswith("re:") else prefix + subject
        mail = self._blank(to, subject, at, cc if everyone else ())
        if to_mail["Message-ID"]:
            mail["In-Reply-To"] = str(to_mail["Message-ID"]).strip()
            mail["References"] = f"{to_mail['References'] or ''} {to_mail['Message-ID']}".strip()
        quoted = (_outlook if self.program == "outlook" else _gmail)(to_mail)
        return self.sends(mail, f"{text}\n\n{quoted[0]}", f"{_paragraphs(text)}{quoted[1]}")

    def sends(self, mail: EmailMessage, text: str, markup: str = "") -> EmailMessage:
        """Fill in the body and hand the mail to the person's server; a copy goes to Sent, as programs do it."""
        mail.set_content(text)
        mail.add_alternative(f"<html><body>{markup or _paragraphs(text)}</body></html>", subtype="html")
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=10) as line:
            if line.has_extn("auth") or (line.ehlo()[0] == 250 and line.has_extn("auth")):
                line.login(self.address, self.password)
            line.send_message(mail, self.address, _addresses(mail, "To") + _addresses(mail, "Cc"))
        return mail

    def reads(self, folder: str = "INBOX") -> list[EmailMessage]:
        """Open every mail of a folder, oldest first; like any program, this marks them as read."""
        with self.program_open(folder) as line:
            return [email.message_from_bytes(raw, policy=default) for raw in _fetch_all(line, "(BODY[])")]

    def waits_for(self, count: int, *, folder: str = "INBOX", seconds: float = 10) -> list[EmailMessage]:
        """Read until ``count`` mails have come; fail if they do not."""
        until = time.monotonic() + seconds
        while len(mails := self.reads(folder)) < count:
            if time.monotonic() > until:
                raise AssertionError(f"{self.address} has {len(mails)} mails, not {count}, after {seconds} s")
            time.sleep(0.02)
        return mails

    @contextmanager
    def program_open(self, folder: str = "INBOX", *, readonly: bool = False) -> Iterator[imaplib.IMAP4]:
        """The person's IMAP connection with ``folder`` open, for whatever else a person does."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=10) as line:
            line.login(self.address, self.password)
            line.select(folder, readonly=readonly)
            yield line

    def puts(self, raw: bytes, folder: str = "INBOX", flags: str = "") -> None:
        """Put a mail into a folder just as it is, with these flags."""
        with self.program_open(folder) as line:
            status, said = line.append(folder, flags, "", raw)
            assert status == "OK", said

    def sees(self, folder: str = "INBOX") -> list[tuple[str, bytes]]:
        """Every mail's facts (UID, flags, date of arrival, size) and bytes, without touching anything."""
        with self.program_open(folder, readonly=True) as line:
            _, found = line.uid("SEARCH", "ALL")
            uids = found[0].decode().split()
            rows = []
            for uid in uids:
                _, facts = line.uid("FETCH", uid, "(UID FLAGS INTERNALDATE RFC822.SIZE)")
                _, body = line.uid("FETCH", uid, "(BODY.PEEK[])")
                known = facts[0].decode().partition(" ")[2]  # without its place in the folder
                known = known.replace("\\Recent ", "").replace("\\Recent", "")  # which is about sessions
                rows.append((known, body[0][1]))
            return rows

    def _blank(self, to: Sequence[str], subject: str, at: datetime | None, cc: Sequence[str]) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = formataddr((self.name, self.address))
        mail["To"] = ", ".join(to)
        if cc:
            mail["Cc"] = ", ".join(cc)
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at or datetime.now(UTC))
        mail["Message-ID"] = make_msgid(domain=self.address.rpartition("@")[2])
        return mail


def _fetch_all(line: imaplib.IMAP4, items: str) -> list[bytes]:
    _, found = line.uid("SEARCH", "ALL")
    uids = found[0].decode().replace(" ", ",")
    if not uids:
        return []
    _, parts = line.uid("FETCH", uids, items)
    return [part[1] for part in parts if isinstance(part, tuple)]


def _addresses(mail: EmailMessage, key: str) -> list[str]:
    header = mail[key]
    return [one.addr_spec for one in header.addresses] if header else []


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    return str(body.get_content()).replace("\r\n", "\n").rstrip() if body else ""


def _sent(mail: EmailMessage) -> datetime:
    return parsedate_to_datetime(mail["Date"]) if mail["Date"] else datetime.now(UTC)


def _outlook(mail: EmailMessage) -> tuple[str, str]:
    """Outlook's header block, then the mail as it was."""
    rows = {
        "From": str(mail["From"]),
        "Sent": _sent(mail).strftime("%d %B %Y %H:%M"),
        "To": str(mail["To"]),
        "Subject": str(mail["Subject"]),
    }
    block = "\n".join(f"{key}: {value}" for key, value in rows.items())
    shown = "<br>".join(f"<b>{key}:</b> {html.escape(value)}" for key, value in rows.items())
    quoted = f'<hr><div id="divRplyFwdMsg" dir="ltr">{shown}</div><div>{_paragraphs(_text(mail))}</div>'
    return f"{'_' * 32}\n{block}\n\n{_text(mail)}\n", quoted


def _gmail(mail: EmailMessage) -> tuple[str, str]:
    """Gmail's attribution, then the mail with a mark before each line."""
    said = f"On {_sent(mail).strftime('%a, %d %b %Y at %H:%M')}, {mail['From']} wrote:"
    quoted = "\n".join(f"> {line}".rstrip() for line in _text(mail).splitlines())
    markup = (
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{html.escape(said)}<br></div>'
        f'<blockquote class="gmail_quote">{_paragraphs(_text(mail))}</blockquote></div>'
    )
    return f"{said}\n\n{quoted}\n", markup


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in text.split("\n\n"))
