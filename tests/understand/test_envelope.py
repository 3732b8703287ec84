"""Any bytes become a parsed mail; what the headers say is read tolerantly and never raises."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import base64
import quopri
from datetime import UTC, datetime, timedelta, timezone

import pytest

from mailflow.events import Address
from mailflow.understand import envelope, headers
from mailflow.understand.envelope import read


def test_an_ordinary_mail() -> None:
    parsed = read(
        b"From: Tom Ashworth <Thomas.Ashworth@ORR.example>\r\nTo: gsshelp@statistics.example, Jo <jo@ons.example>\r\n"
        b"Cc: Aisha <aisha@moj.example>\r\nReply-To: tom@orr.example\r\nSubject: Re: Your update\r\n"
        b"Date: Tue, 24 Nov 2026 08:50:00 +0100\r\nMessage-ID: <one@orr.example>\r\nIn-Reply-To: <two@statistics.example>\r\n"
        b"References: <zero@statistics.example>\r\n <two@statistics.example>\r\n\r\nHello\r\n"
    )
    seen = parsed.envelope
    assert seen.sender == Address("thomas.ashworth@orr.example", "Tom Ashworth")
    assert seen.to == (Address("gsshelp@statistics.example"), Address("jo@ons.example", "Jo"))
    assert seen.cc == (Address("aisha@moj.example", "Aisha"),)
    assert seen.reply_to == (Address("tom@orr.example"),)
    assert seen.subject == "Re: Your update"
    assert seen.date == datetime(2026, 11, 24, 8, 50, tzinfo=timezone(timedelta(hours=1)))
    assert (seen.message_id, seen.in_reply_to) == ("one@orr.example", ("two@statistics.example",))
    assert seen.references == ("zero@statistics.example", "two@statistics.example")
    assert parsed.text == "Hello\n"
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("raw", "field", "expected"),
    [
        (b"Message-ID: <[b378@microsoft.com]>", "message_id", "[b378@microsoft.com]"),
        (b"To: (c):", "to", ()),
        (b"From: =?UTF-8?Q?=0AMy_self?= <me@example.org>", "sender", Address("me@example.org", "My self")),
        (b"From: =?UTF-8?Q?=0AMy_self?= <me@example.org>", "senders", (Address("me@example.org", "My self"),)),
        (b"Subject: x\nContent-Type: text/plain; name*", "subject", "x"),
        (b"Message-ID: <broken\n @fold.example>", "message_id", "broken@fold.example"),
        (b"Message-ID: no-brackets@x.example", "message_id", "no-brackets@x.example"),
        (b"In-Reply-To: your mail of Tuesday", "in_reply_to", ()),
        (b"References: <a@x.example><b@x.example>,<c@x.example>", "references", ("a@x.example", "b@x.example", "c@x.example")),
        (b"Date: yesterday", "date", None),
        (b"Date: Tue, 24 Nov 2026 08:50:00 -0000", "date", datetime(2026, 11, 24, 8, 50, tzinfo=UTC)),
        (b"Date: Tue, 99 Nov 99999 88:50:00 +9999", "date", None),
        (b"From: McAteer, Conor <conor@nisra.example>", "sender", Address("conor@nisra.example", "McAteer, Conor")),
        (b'From: "McAteer, Conor" <conor@nisra.example>', "sender", Address("conor@nisra.example", "McAteer, Conor")),
        (b"From: conor@nisra.example (Conor McAteer)", "sender", Address("conor@nisra.example", "Conor McAteer")),
        (b"From: <conor@nisra.example", "sender", Address("conor@nisra.example")),
        (b"From: Conor McAteer", "sender", Address("")),
        (b"From:", "sender", Address("")),
        (b"From: a@x.example, b@y.example", "senders", (Address("a@x.example"), Address("b@y.example"))),
        (b"From: a@x.example\nFrom: b@y.example", "senders", (Address("a@x.example"), Address("b@y.example"))),
        (b"To: undisclosed-recipients:;", "to", ()),
        (b"To: Champions: a@x.example, b@y.example;", "to", (Address("a@x.example"), Address("b@y.example"))),
        (b"To: @relay.example,@other.example:a@x.example", "to", (Address("a@x.example"),)),
        ("From: Siân Ŵyn <siân@wg.example>".encode(), "sender", Address("siân@wg.example", "Siân Ŵyn")),
        (b"From: Si\xe2n <s@wg.example>", "sender", Address("s@wg.example", "Siân")),
        (b"Subject: =?utf-8?B?w6k=?= =?utf-8?Q?=C3?=\n =?utf-8?Q?=A9_Y?=", "subject", "éé Y"),
        (b"Subject: =?utf-8?Q?What??= =?nonsense?Q?caf=E9?=", "subject", "What?café"),
        (b"Subject: =?utf-8?B?SGVsbG8?=", "subject", "Hello"),
        (b"Subject: =?utf-8?X?abc?=", "subject", "=?utf-8?X?abc?="),
        ("Subject: safe\u202etxt.exe\u200b\x07".encode(), "subject", "safetxt.exe"),
        (b"Subject: a\x00b", "subject", "ab"),
        (b"Subject: one\n\ttwo", "subject", "one two"),
    ],
)  # fmt: skip
def test_odd_headers(raw: bytes, field: str, expected: object) -> None:
    assert getattr(read(raw + b"\n\nbody").envelope, field) == expected


def test_several_headers_of_one_name_are_topmost_first() -> None:
    parsed = read(b"Authentication-Results: first\nX: y\nauthentication-results: second\n\n")
    assert parsed.headers("Authentication-Results") == ("first", "second")
    assert parsed.header("authentication-results") == "first"
    assert parsed.header("absent") == ""


def test_a_lone_carriage_return_smuggles_no_header() -> None:
    assert read(b"Subject: hello\rX-Mailflow-Ref: forged\r\n\r\nbody\r\n").header("x-mailflow-ref") == ""


def test_an_mbox_line_and_a_broken_fold_are_passed_over() -> None:
    parsed = read(b"From jo Tue Nov 24\nSubject: one\nbroken fold here\nFrom: jo@ons.example\n\nbody")
    assert parsed.envelope.sender.address == "jo@ons.example"
    assert parsed.text == "body"


def test_text_that_is_no_mail_is_all_body() -> None:
    assert read(b"Hello there\nNote: this is text\n\nmore").text == "Hello there\nNote: this is text\n\nmore"


def test_a_header_block_without_an_empty_line_ends_where_the_text_begins() -> None:
    parsed = read(b"From: jo@ons.example\nSubject: x\nThis is the text.\nAnd more.")
    assert (parsed.envelope.subject, parsed.text) == ("x", "This is the text.\nAnd more.")


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "Siân".encode(), "Siân"),
        ("iso-8859-1", "Siân".encode(), "Siân"),  # it says Latin and is UTF-8
        ("utf-8", "Siân".encode("latin-1"), "Siân"),  # and the other way round
        ("us-ascii", b"it\x92s", "it’s"),
        ("nonsense", "Siân".encode("cp1252"), "Siân"),
        ("utf-16", b"plain", "plain"),
        ("utf-16", "Siân".encode("utf-16"), "Siân"),
        ("iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        ("punycode", b"abc-", "abc-"),
        ("hex", b"41", "41"),
        ("", b"a\x00b\xc2\xa0c", "ab c"),
    ],
)  # fmt: skip
def test_charsets_unknown_and_lying(charset: str, data: bytes, text: str) -> None:
    head = b'Content-Type: text/plain; charset="' + charset.encode() + b'"\nContent-Transfer-Encoding: base64\n\n'
    assert read(head + base64.b64encode(data)).text == text


def test_transfer_encodings_are_undone_as_far_as_they_go() -> None:
    quoted = quopri.encodestring("Siân said = yes".encode())
    assert (
        read(b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n" + quoted).text
        == "Siân said = yes"
    )
    assert read(b"Content-Transfer-Encoding: base64\n\nSGVs*bG8").text == "Hello"
    assert read(b"Content-Transfer-Encoding: x-unheard-of\n\nHello").text == "Hello"
    assert read(b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 f\n%2&5L;&\\ \nend\n").text == "Hello"


MIXED = b"""Content-Type: multipart/mixed; boundary="outer"

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

Plain words
--inner
Content-Type: text/html

<p>HTML words</p>
--inner--
--outer
Content-Type: application/pdf
Content-Disposition: attachment; filename*0*=utf-8''Si%C3%A2n; filename*1=" update.pdf"
Content-Transfer-Encoding: base64

SGVsbG8=
--outer
Content-Type: message/rfc822

Subject: inner

inner words
--outer--
"""


def test_parts_are_listed_and_the_body_is_the_text_of_the_alternatives() -> None:
    parsed = read(MIXED)
    assert [part.content_type for part in parsed.parts] == [
        "text/plain",
        "text/html",
        "application/pdf",
        "message/rfc822",
    ]
    assert [part.depth for part in parsed.parts] == [2, 2, 1, 1]
    assert parsed.text == "Plain words"
    assert parsed.html == "<p>HTML words</p>"
    pdf = parsed.envelope.attachments[0]
    assert (pdf.filename, pdf.content_type, pdf.size) == ("Siân update.pdf", "application/pdf", 5)
    assert parsed.parts[3].payload.startswith(b"Subject: inner")


def test_html_is_read_where_the_text_part_is_empty() -> None:
    assert read(MIXED.replace(b"Plain words", b"  ")).text == "HTML words"


def test_words_in_html_beside_a_gateway_s_text_footer_are_not_lost() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>My words</p>\n--b\n"
        b"Content-Type: text/plain\n\nA footer\n--b--"
    )
    assert read(raw).text == "My words\n\nA footer"


def test_a_multipart_without_parts_is_text() -> None:
    parsed = read(
        b"Content-Type: multipart/report; report-type=delivery-status\n\nYour message could not be delivered.\n"
    )
    assert parsed.content_type == "multipart/report"
    assert "could not be delivered" in parsed.text


def test_a_picture_of_the_layout_is_no_attachment() -> None:
    raw = (
        b"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>hi</p>\n--b\n"
        b"Content-Type: image/png; name=logo.png\nContent-ID: <logo>\nContent-Disposition: inline; filename=logo.png\n\nx\n--b--"
    )
    assert read(raw).envelope.attachments == ()


def test_ten_thousand_parts_and_a_hundred_levels_are_capped() -> None:
    many = read(b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000)
    assert 0 < len(many.parts) <= envelope.MAX_PARTS
    assert "too many parts" in many.problems
    levels = (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(99)) + b"\nhello\n"
    )
    assert read(levels).text.strip() == "hello"
    deeper = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000))
    assert "parts are nested too deep" in read(deeper + b"\nhello\n").problems


def test_a_body_of_25_mb_is_read_within_the_cap_of_text() -> None:
    parsed = read(b"Subject: big\n\n" + b"word " * (5 * 1024 * 1024))
    assert parsed.envelope.subject == "big"
    assert len(parsed.text) <= envelope.MAX_TEXT


def test_a_huge_header_block_is_cut() -> None:
    parsed = read(b"Subject: x\nX-Long: " + b"a" * headers.MAX_HEADER_BLOCK + b"\nFrom: late@x.example\n\nbody")
    assert parsed.envelope.subject == "x"
    assert "the header block is too long" in parsed.problems
    assert parsed.text == "body"


def test_the_digest_is_of_what_the_writer_sent() -> None:
    mail = (
        b"Message-ID: <a@x.example>\nFrom: jo@ons.example\nSubject: x\nDate: Tue, 24 Nov 2026 08:50:00 +0000\n\nHello\n"
    )
    traced = b"Received: by mx1\nReturn-Path: <jo@ons.example>\nX-Spam: no\n" + mail
    digest = read(mail).envelope.digest
    assert len(digest) == 64
    assert read(traced).envelope.digest == digest
    assert read(mail.replace(b"\n", b"\r\n") + b"\r\n").envelope.digest == digest
    for changed in (b"Message-ID: <b@x", b"From: al@", b"Subject: y", b"Date: Wed"):
        original = next(
            item for item in (b"Message-ID: <a@x", b"From: jo@", b"Subject: x", b"Date: Tue") if item[:4] == changed[:4]
        )
        assert read(mail.replace(original, changed)).envelope.digest != digest
    assert read(mail.replace(b"Hello", b"Hullo")).envelope.digest != digest


@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\r", b"\0", b":", b": x\n", b"\xff\xfe", b"From", b"--\n--", b"=?", b"Content-Type: ;"]
)
def test_scraps_are_mail_too(raw: bytes) -> None:
    parsed = read(raw)
    assert parsed.envelope.size == len(raw)
    assert isinstance(parsed.text, str)
