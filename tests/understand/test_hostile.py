"""Hostile mail: no exception, no hang, and time that grows with the length of the mail and not faster."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailflow.understand import envelope
from mailflow.understand.machines import is_ours, recognise, returned_headers
from mailflow.understand.quote import Words, new_words, split, with_signature

LETTERS = Path(__file__).parent.parent / "letters"
MEGABYTE = 1_000_000
LIMIT = 2.0
"""Seconds for a body of 1 MB."""

HEAD = b"From: Jo Doe <jo@ons.example>\nTo: gsshelp@statistics.example\nSubject: Re: x\nMessage-ID: <a@ons.example>\n"
TEXT = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n"
HTML = HEAD + b"Content-Type: text/html; charset=utf-8\n\n"
DAEMON = b"From: MAILER-DAEMON@mx.example\nSubject: Undeliverable: x\n\n"


def understand(raw: bytes) -> Words:
    """All that is done to a mail before its meaning is asked."""
    parsed = envelope.read(raw)
    recognise(parsed)
    returned_headers(parsed)
    is_ours(parsed, frozenset({"gsshelp@statistics.example"}))
    return split(parsed)


def filled(unit: bytes, size: int) -> bytes:
    return (unit * (size // len(unit) + 1))[:size]


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
}  # fmt: skip


def seconds(raw: bytes) -> float:
    """CPU time: other processes on the machine do not count."""
    start = time.process_time()
    understand(raw)
    return time.process_time() - start


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_hostile_megabyte_is_read_in_time_that_grows_no_faster_than_its_length(body: Callable[[int], bytes]) -> None:
    whole = seconds(body(MEGABYTE))
    assert whole < LIMIT
    quarter = min(seconds(body(MEGABYTE // 4)) for _ in range(2))
    assert whole < 8 * quarter + 0.25  # four times the length; twice that for noise, and a quarter of a second


@pytest.mark.parametrize("path", sorted(LETTERS.rglob("*.eml")), ids=lambda path: path.stem)
def test_every_letter_is_understood(path: Path) -> None:
    assert isinstance(understand(path.read_bytes()), Words)


WORD = st.sampled_from(
    ["hello", "Hello\n", "yes", "YES", "no", "On", "wrote:", "From:", "Sent:", "To:", "Subject:", "Date:", ">", ">>", "--", "----", "____", "Thanks", "Regards,", "Jo", "jo@ons.example", "<jo@ons.example>", "2026", "10:12", "Mon,", "3", "Mar", "[EXTERNAL]", "OFFICIAL", "confidential", "intended", "recipient", "in", "error", "Sent", "from", "my", "iPhone", "-----", "Original", "Message", "-----", "Forwarded", "message", "Begin", "forwarded", "message:", "<div>", "</div>", "<blockquote>", "</blockquote>", "<br>", "<p>", "<hr>", "<div", 'class="gmail_quote">', "<div", 'id="appendonsend">', "<style>", "<!--", "-->", "&", "&nbsp;", "&#0;", "<", ">", '"', "=\n", "\n", "\n\n", "\t", "\u200b", "\u202e", "Siân", "\x00", "\r"]
)  # fmt: skip
NAME = st.sampled_from(
    ["From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Auto-Submitted", "Precedence", "List-Id", "List-Unsubscribe", "Return-Path", "X-Failed-Recipients", "Authentication-Results", "X-Mailflow-Ref", "MIME-Version", "X-Odd"]
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
    assert new_words(raw) == new_words(raw)
    assert isinstance(with_signature(raw), str)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes_never_raise(raw: bytes) -> None:
    understand(raw)
    assert envelope.read(raw).envelope.size == len(raw)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(WORD, max_size=60))
def test_every_word_of_the_body_is_in_one_place_and_none_is_invented(drawn: list[str]) -> None:
    parsed = envelope.read(TEXT + " ".join(drawn).encode())
    words = split(parsed)
    aside = words.set_aside
    kept = " ".join((words.new, aside.quote, aside.signature, aside.disclaimer, aside.banner)).split()
    assert sorted(kept) == sorted(parsed.text.split())
