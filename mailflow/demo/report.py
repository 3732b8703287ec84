"""A delivery report as servers send it when a mailbox is dead (RFC 3464, RFC 6522, RFC 3834 section 5)."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime, make_msgid


def bounce_report(raw: bytes, *, server: str, sender: str, recipient: str, at: datetime) -> bytes:
    """The report on ``raw`` that goes back to ``sender``, the envelope's sender; the whole mail is enclosed."""
    boundary = make_msgid(domain=server).strip("<>").replace("@", "/")
    head = f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@{server}>
To: {sender}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(at)}
Message-ID: {make_msgid(domain=server)}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
 boundary="{boundary}"

This is a MIME-encapsulated message.

--{boundary}
Content-Type: text/plain; charset=us-ascii

This is the mail system at host {server}.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<{recipient}>: 550 5.1.1 <{recipient}>: user unknown

--{boundary}
Content-Type: message/delivery-status

Reporting-MTA: dns; {server}
Arrival-Date: {format_datetime(at)}

Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: failed
Status: 5.1.1
Remote-MTA: dns; {recipient.rpartition("@")[2]}
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: user unknown

--{boundary}
Content-Type: message/rfc822

"""
    return head.encode().replace(b"\n", b"\r\n") + raw + f"\r\n--{boundary}--\r\n".encode()
