"""Hostile mail: no exception, no hang, and time that grows with the length of the mail and not faster."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mailflow.understand
from mailflow import reference
from mailflow.events import Event
from mailflow.understand import envelope
from mailflow.understand.machines import is_ours, recognise, returned_headers
from mailflow.understand.quote import Words, new_words, split, with_signature
from tests.understand.mails import FACTS

LETTERS = Path(__file__).parent.parent / "letters"
MEGABYTE = 1_000_000
LIMIT = 2.0
"""Seconds for a body of 1 MB."""

HEAD = b"From: Jo Doe <jo@ons.example>\nTo: gsshelp@statistics.example\nSubject: Re: x\nMessage-ID: <a@ons.example>\n"
TEXT = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\n\n"
CHAT = HEAD.replace(b"Re: x", b"Re: Your November Champion Chat group [CC-2026-11-G07]")
TALK = CHAT + b"Content-Type: text/plain; charset=utf-8\n\n"
DAEMON = b"From: MAILER-DAEMON@mx.example\nSubject: Undeliverable: x\n\n"


def understand(raw: bytes) -> Words:
    """All that is done to a mail before its meaning is asked."""
    parsed = envelope.read(raw)
    recognise(parsed)
    returned_headers(parsed)
    is_ours(parsed, FACTS)
    return split(parsed)


def meaning(raw: bytes) -> Event:
    """All of it: the mail as one event, with what it means."""
    event = mailflow.understand.understand(raw, replace(FACTS, plus_addressing=True))
    assert "fault" not in event.rules
    return event


def filled(unit: bytes, size: int) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


def tokens(size: int) -> bytes:
    """References that all have the shape of ours, each another one."""
    codes = (reference.make_code(number.to_bytes(4, "big")) for number in range(0, size // 45 * 4, 4))
    return b"".join(b" <%s-%s@statistics.example>\n" % (code.lower().encode(), b"a" * 16) for code in codes)


def report(*parts: bytes) -> bytes:
    return DAEMON.replace(b"\n\n", b"\n") + (
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n" + b"\n--b\n".join(parts)
    )


def nested(size: int) -> bytes:
    """Multiparts in multiparts, each with a boundary of its own."""
    levels = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(size // 60))
    return HEAD + b"".join(levels) + b"\nhello\n"


BODIES: dict[str, Callable[[int], bytes]] = {
    "quoted lines": lambda n: TEXT + filled(b"> quoted line of text\n", n),
    "one line of >": lambda n: TEXT + filled(b">", n),
    "blank lines": lambda n: TEXT + filled(b"\n", n),
    "spaces": lambda n: TEXT + filled(b" ", n),
    "On, on one line": lambda n: TEXT + filled(b"On ", n),
    "On, line by line": lambda n: TEXT + filled(b"On \n", n),
    "attributions that never end": lambda n: TEXT + filled(b"On Mon, 3 Mar 2026 at 10:12, Jo <jo@x.example> wro:\n", n),
    "attributions and answers": lambda n: TEXT + filled(b"On Mon, 3 Mar 2026 Jo wrote:\n> x\nyes\n", n),
    "attributions on one line": lambda n: TEXT + filled(b" On Mon, 3 Mar 2026 Jo wrote:", n),
    "one line of dashes": lambda n: TEXT + filled(b"-", n),
    "lines of dashes": lambda n: TEXT + filled(b"-----\n", n),
    "signature marks": lambda n: TEXT + filled(b"--\nJo\n\n", n),
    "ruled lines": lambda n: TEXT + filled(b"________________\n", n),
    "< in text": lambda n: TEXT + filled(b"<", n),
    "< in HTML": lambda n: HTML + filled(b"<", n),
    "tags never closed": lambda n: HTML + filled(b"<a ", n),
    "attributes never closed": lambda n: HTML + filled(b'<a "', n),
    "div in div": lambda n: HTML + filled(b"<div>", n),
    "blockquote in blockquote": lambda n: HTML + filled(b"<blockquote>a", n),
    "tags that cross": lambda n: HTML + filled(b"<span><div></span>x", n),
    "comments never closed": lambda n: HTML + filled(b"<!--", n),
    "conditional comments": lambda n: HTML + filled(b"<![", n),
    "styles never closed": lambda n: HTML + filled(b"<style>", n),
    "entities": lambda n: HTML + filled(b"&amp;#x41;&", n),
    "tables in tables": lambda n: HTML + filled(b"<table><tr><td>x", n),
    "quote containers": lambda n: HTML + filled(b'<div class="gmail_quote"><blockquote '
                                                b'class="gmail_quote">x</blockquote>y', n),
    "one tag of attributes": lambda n: HTML + b"<div " + filled(b'class="a" ', n - 100) + b">x",
    "From: lines": lambda n: TEXT + filled(b"From: a@b.example\n", n),
    "Date: lines": lambda n: TEXT + filled(b"Date: 3 March 2026\n", n),
    "half blocks": lambda n: TEXT + filled(b"From: a\nSent: b\n\n", n),
    "one line of words": lambda n: TEXT + filled(b"word ", n),
    "one word": lambda n: TEXT + filled(b"a", n),
    "half disclaimers": lambda n: TEXT + b"yes\n\n" + filled(b"this email is ", n),
    "half disclaimers, line by line": lambda n: TEXT + b"yes\n\n" + filled(b"the views in this email \n\n", n),
    "sign-offs": lambda n: TEXT + filled(b"Thanks\n", n),
    "names": lambda n: TEXT + filled(b"Jo\n\n", n),
    "mobile footers": lambda n: TEXT + filled(b"Sent from my \n\n", n),
    "answers between quotes": lambda n: TEXT + filled(b"> q\nanswer\n", n),
    "half addresses": lambda n: TEXT + filled(b"<a@b.example\n", n),
    "deep MIME": nested,
    "deep MIME with one boundary": lambda n: HEAD + filled(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", n),
    "many parts": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + filled(b"--b\n\nx\n", n),
    "one huge header": lambda n: HEAD + b"X-Long: " + filled(b"a b ", n) + b"\n\nhi",
    "many headers": lambda n: HEAD + filled(b"X: y\n", n) + b"\nhi",
    "many recipients": lambda n: b"To: " + filled(b"a <a@b.example>, ", n) + b"\n" + TEXT + b"hi",
    "brackets in To": lambda n: b"To: " + filled(b"((((", n) + b"\n" + TEXT + b"hi",
    "half encoded words": lambda n: b"Subject: " + filled(b"=?utf-8?q?a", n) + b"\n" + TEXT + b"hi",
    "parameters": lambda n: b"Content-Type: text/plain; " + filled(b'a*0*="', n) + b"\n\nhi",
    "NULs": lambda n: TEXT + filled(b"\0", n),
    "lone CRs": lambda n: TEXT + filled(b"\r", n),
    "bidirectional marks": lambda n: TEXT + filled("\u202e\u200b".encode(), n),
    "a bounce of addresses": lambda n: DAEMON + filled(b"<a@b.example> failed\n", n),
    "a bounce on one line": lambda n: DAEMON + filled(b"could not deliver ", n),
    "a report of recipients": lambda n: (
        b"From: MAILER-DAEMON@mx.example\nContent-Type: message/delivery-status\n\n"
        + filled(b"Action: failed\nFinal-Recipient: rfc822;a@b.example\n\n", n)
    ),
    "a calendar": lambda n: HEAD + b"Content-Type: text/calendar; method=REPLY\n\n" + filled(b'ATTENDEE;X="a":b\n', n),
    "an absence": lambda n: b"Auto-Submitted: auto-replied\n" + TEXT + filled(b"until from ", n),
    "broken base 64": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + filled(b"QUJD=", n),
    "quoted printable": lambda n: HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + filled(b"=41=\n", n),
    "base 64 that is junk": lambda n: HEAD + b"Content-Transfer-Encoding: base64\n\n" + filled(b"!!==%%\xff", n),
    "base 64 of quoted lines": lambda n: (
        TEXT.replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n") + filled(b"PiBhIHF1b3RlZCBsaW5lIG9mIHRleHQK\n", n)
    ),
    "ten thousand parts": lambda n: (
        HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + filled(b"--b\n\n" + b"x" * 93 + b"\n", n)
    ),
    "ten thousand attached letters": lambda n: (
        HEAD + b"Content-Type: multipart/digest; boundary=b\n\n" + filled(b"--b\n\nFrom: a@b.example\n\n" + b"x" * 70, n)
    ),
    "boundaries in boundaries": lambda n: HEAD + b"Content-Type: multipart/mixed; boundary=-\n\n" + filled(b"---\n\n-", n),
    "references of ours": lambda n: HEAD + b"References:" + tokens(n) + b"\nhi",
    "half references": lambda n: HEAD + b"References: " + filled(b"<a@b.example ", n) + b"\n\nhi",
    "one endless reference": lambda n: HEAD + b"In-Reply-To: <" + filled(b"a", n) + b"\n\nhi",
    "references of ours in Reply-To": lambda n: HEAD + b"Reply-To:" + tokens(n) + b"\nhi",
    "delivered to many plus tags": lambda n: filled(b"Delivered-To: gsshelp+a@statistics.example\n", n) + TEXT + b"hi",
    "many X-Mailflow-Ref": lambda n: filled(b"X-Mailflow-Ref: 7k3qm2x-aaaaaaaaaaaaaaaa\n", n) + TEXT + b"hi",
    "codes in the subject": lambda n: b"Subject: " + filled(b"[UEC-7K3QM2X] [CC-2026-", n) + b"\n" + TEXT + b"hi",
    "Re, over and over": lambda n: b"Subject: " + filled(b"Re: [EXTERNAL] ", n) + b"\n" + TEXT + b"hi",
    "one endless Authentication-Results": lambda n: (
        b"Authentication-Results: mx.statistics.example; " + filled(b"dkim=pass header.d=x.example; ", n) + b"\n" + TEXT + b"hi"
    ),
    "comments in Authentication-Results": lambda n: (
        b"Authentication-Results: mx.statistics.example; " + filled(b"(", n // 2) + filled(b")", n // 2) + b"\n" + TEXT + b"hi"
    ),
    "many Authentication-Results": lambda n: (
        filled(b"Authentication-Results: mx.statistics.example; dmarc=pass\n", n) + TEXT + b"hi"
    ),
    "comments in comments, From": lambda n: b"From: " + filled(b"(a", n // 2) + filled(b")", n // 2) + b"\n\nhi",
    "dates": lambda n: TALK + filled(b"until 3 March, back on 4th June 2027, ", n),
    "dates, line by line": lambda n: TALK + filled(b"I am away until 3 March.\n", n),
    "numbers": lambda n: TALK + filled(b"3 4 2026 10:12 ", n),
    "months": lambda n: TALK + filled(b"march may ", n),
    "sentences": lambda n: TALK + filled(b"We met. ", n),
    "questions": lambda n: TALK + filled(b"? ", n),
    "items": lambda n: TALK + filled(b"- we ran a survey\n", n),
    "meetings that never end": lambda n: TALK + filled(b"we could not ever quite really ", n),
    "conditions": lambda n: TALK + filled(b"if you can, if possible, ", n),
    "quotation marks": lambda n: TALK + filled(b"\"' ", n),
    "contractions": lambda n: TALK + filled(b"don't can't i'm ", n),
    "names of people": lambda n: TALK + filled(b"Ann Gray and Tom Ashworth, ", n),
    "capitals": lambda n: TALK + filled(b"Aa Bb-", n),
    "put forward": lambda n: TALK + filled(b"I put forward my colleague Ann Gray ", n),
    "organisations": lambda n: TALK + filled(b"Office of Rail and Road, Department for Transport, ", n),
    "organisations, almost": lambda n: TALK + filled(b"Department for the Office of ", n),
    "addresses in words": lambda n: TALK + filled(b"a.b@c.example ", n),
    "half addresses in words": lambda n: TALK + filled(b"a.a.a.a@", n),
    "telephone numbers": lambda n: TALK + filled(b"+44 (0)20 7946 0000 ", n),
    "activities": lambda n: TALK + filled(b"we are planning a workshop with users and the toolkit ", n),
    "whole disclaimers": lambda n: (
        TALK + b"yes\n\n" + filled(b"This email and any files are confidential and intended solely for the addressee.\n\n", n)
    ),
    "one endless disclaimer": lambda n: TALK + b"yes\n\n" + filled(b"the views expressed in this email are not liable ", n),
    "banners": lambda n: TALK + filled(b"[EXTERNAL] CAUTION: this email came from outside\n", n),
    "markings": lambda n: TALK + filled(b"OFFICIAL-SENSITIVE\n\n", n),
    "forwards in forwards": lambda n: TALK + filled(b"---------- Forwarded message ----------\nFrom: a@b.example\n\n", n),
    "mobile footers that go on": lambda n: TALK + filled(b"Sent from my iPhone ", n),
    "signatures with bars": lambda n: TALK + b"yes\n\n" + filled(b"Jo Doe | Statistician | ONS | ", n),
    "capital letters with marks": lambda n: TALK + filled("Ŵ’“–…".encode(), n),
    "characters that fold to more": lambda n: TALK + filled("ﬀİß".encode(), n),
    "one cell of a table": lambda n: HTML + b"<table><tr><td>" + filled(b"word &amp; ", n) + b"</td></tr></table>",
    "cells of a table": lambda n: HTML + b"<table><tr>" + filled(b"<td>a</td>", n),
    "rows that are never closed": lambda n: HTML + b"<table>" + filled(b"<tr><td>a", n),
    "comments in comments": lambda n: HTML + filled(b"<!-- <!-- -->", n),
    "conditional comments, closed": lambda n: HTML + filled(b"<!--[if mso]><p>a<![endif]-->", n),
    "lists in lists": lambda n: HTML + filled(b"<ul><li>a", n),
    "inline tags in inline tags": lambda n: HTML + filled(b"<b><i><font color=red>a", n),
    "end tags of nothing": lambda n: HTML + filled(b"</div></p>", n),
    "one attribute": lambda n: HTML + b'<p style="' + filled(b"a:b;", n) + b'">x',
    "one entity": lambda n: HTML + b"&" + filled(b"#1", n),
    "a calendar of rules": lambda n: (
        HEAD + b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\n"
        b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@ons.example\n"
        + filled(b"RRULE:FREQ=SECONDLY;COUNT=999999999;BYSECOND=0,1,2\nRDATE:20260101T000000Z\n", n)
        + b"\nEND:VEVENT\nEND:VCALENDAR\n"
    ),
    "a calendar of meetings": lambda n: (
        HEAD + b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\n"
        + filled(b"BEGIN:VEVENT\nUID:a\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jo@ons.example\nEND:VEVENT\n", n)
    ),
    "a calendar folded line by line": lambda n: (
        HEAD + b"Content-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\nSUMMARY:"
        + filled(b"a\n ", n)
    ),
    "a report in parts": lambda n: report(
        b"\nIt failed.",
        b"Content-Type: message/delivery-status\n\n" + filled(b"Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822;a@b.example\n\n", n),
    ),
    "a report of one endless field": lambda n: report(
        b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;" + filled(b"a@", n),
    ),
    "a report that returns headers": lambda n: report(
        b"\nIt failed.", b"Content-Type: text/rfc822-headers\n\n" + filled(b"Subject: [CC-2026-11]\nMessage-ID: <a@b.example>\n", n)
    ),
    "a report in words": lambda n: DAEMON + filled(b"The following address failed: a@b.example 550 user unknown\n", n),
    "a read receipt": lambda n: (
        HEAD + b"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n"
        b"Content-Type: message/disposition-notification\n\n" + filled(b"Disposition: manual-action/MDN-sent;displayed\n", n)
    ),
}  # fmt: skip


def seconds(read: Callable[[bytes], object], raw: bytes) -> float:
    """CPU time: other processes on the machine do not count."""
    start = time.process_time()
    read(raw)
    return time.process_time() - start


@pytest.mark.parametrize("read", [understand, meaning], ids=["words", "meaning"])
@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_hostile_megabyte_is_read_in_time_that_grows_no_faster_than_its_length(
    body: Callable[[int], bytes], read: Callable[[bytes], object]
) -> None:
    gc.collect()  # the heap of the tests before is not of this mail
    whole = min(seconds(read, body(MEGABYTE)) for _ in range(2))
    assert whole < LIMIT
    quarter = min(seconds(read, body(MEGABYTE // 4)) for _ in range(2))
    assert whole < 8 * quarter + 0.25  # four times the length; twice that for noise, and a quarter of a second


@pytest.mark.parametrize("path", sorted(LETTERS.rglob("*.eml")), ids=lambda path: path.stem)
def test_every_letter_is_understood(path: Path) -> None:
    assert isinstance(understand(path.read_bytes()), Words)
    assert meaning(path.read_bytes()).rules


WORD = st.sampled_from(
    ["hello", "Hello\n", "yes", "YES", "no", "On", "wrote:", "From:", "Sent:", "To:", "Subject:", "Date:", ">", ">>", "--", "----", "____", "Thanks", "Regards,", "Jo", "jo@ons.example", "<jo@ons.example>", "2026", "10:12", "Mon,", "3", "Mar", "[EXTERNAL]", "OFFICIAL", "confidential", "intended", "recipient", "in", "error", "Sent", "from", "my", "iPhone", "-----", "Original", "Message", "-----", "Forwarded", "message", "Begin", "forwarded", "message:", "<div>", "</div>", "<blockquote>", "</blockquote>", "<br>", "<p>", "<hr>", "<div", 'class="gmail_quote">', "<div", 'id="appendonsend">', "<style>", "<!--", "-->", "&", "&nbsp;", "&#0;", "<", ">", '"', "=\n", "\n", "\n\n", "\t", "\u200b", "\u202e", "Siân", "\x00", "\r"]
)  # fmt: skip
NAME = st.sampled_from(
    [
        "From",
        "To",
        "Cc",
        "Subject",
        "Date",
        "Message-ID",
        "In-Reply-To",
        "References",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
        "Auto-Submitted",
        "Precedence",
        "List-Id",
        "List-Unsubscribe",
        "Return-Path",
        "X-Failed-Recipients",
        "Authentication-Results",
        "X-Mailflow-Ref",
        "MIME-Version",
        "X-Odd",
    ]
)
VALUE = st.one_of(
    st.sampled_from(
        [
            "Jo Doe <jo@ons.example>", "MAILER-DAEMON@mx.example", "<[b378@microsoft.com]>", "(c):", "text/plain; name*", "text/html",
            "text/plain; charset=utf-16", "multipart/mixed; boundary=b", "multipart/report; report-type=delivery-status; boundary=b",
            "multipart/alternative; boundary=b", "message/delivery-status", "message/rfc822", "text/calendar; method=REPLY", "base64",
            "quoted-printable", "x-uuencode", "Re: hello", "FW: hello", "Accepted: meeting", "Undeliverable: hello", "Automatic reply: x",
            "=?UTF-8?Q?=0AMy_self?= <me@example.org>", "=?utf-7?B?AAAA?=", "attachment; filename*0*=utf-8''%ff; "
                                                                           "filename*2=x", "<>",
            "Tue, 24 Nov 2026 08:50:00 +0000", "Tue, 99 Foo 0000 99:99:99 +9999", "text/plain; charset=idna", "auto-replied", "bulk", ";;;=",
        ]
    ),
    st.text(max_size=60),
)  # fmt: skip


@st.composite
def letters(draw: st.DrawFn, depth: int = 0) -> bytes:
    """Mail-shaped bytes: fields that mean something, bodies of words that mean something, parts in parts, and damage."""
    fields = draw(st.lists(st.tuples(NAME, VALUE), max_size=8))
    head = "".join(f"{name}: {value}\n" for name, value in fields).encode("utf-8", "surrogatepass")
    body = " ".join(draw(st.lists(WORD, max_size=40))).encode("utf-8", "surrogatepass")
    if depth < 2:
        parts = draw(st.lists(letters(depth=depth + 1), max_size=3))
        body += b"".join(b"\n--b\n" + part for part in parts) + draw(st.sampled_from([b"", b"\n--b--\n"]))
    raw = head + draw(st.sampled_from([b"\n", b"", b"\r\n"])) + body
    damage = draw(st.binary(max_size=6))
    place = draw(st.integers(0, len(raw)))
    return draw(st.sampled_from([raw, raw.replace(b"\n", b"\r\n"), raw[:place] + damage + raw[place:]]))


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(letters())
def test_mail_shaped_bytes_never_raise(raw: bytes) -> None:
    words = understand(raw)
    assert isinstance(words.new, str)
    assert meaning(raw).rules
    assert new_words(raw) == new_words(raw)
    assert isinstance(with_signature(raw), str)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_never_raise(raw: bytes) -> None:
    understand(raw)
    meaning(raw)
    assert envelope.read(raw).envelope.size == len(raw)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORD, max_size=60))
def test_every_word_of_the_body_is_in_one_place_and_none_is_invented(drawn: list[str]) -> None:
    parsed = envelope.read(TEXT + " ".join(drawn).encode())
    words = split(parsed)
    aside = words.set_aside
    kept = " ".join((words.new, aside.quote, aside.signature, aside.disclaimer, aside.banner)).split()
    assert sorted(kept) == sorted(parsed.text.split())
