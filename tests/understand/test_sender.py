"""Trust: every row of product.md's table, and RFC 8601 headers as servers write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.events import Trust
from mailflow.understand import envelope
from mailflow.understand.sender import (
    EXCHANGE_ONLINE,
    authenticated,
    is_aligned,
    looks_like,
    results,
    skeleton,
    suspicious,
    trust,
)
from mailflow.understand.thread import Answered
from tests.understand.mails import FACTS, mail

OURS = "mx.statistics.example; "


def parsed(*headers: str, sender: str = "Tom <tom@orr.example>") -> envelope.Parsed:
    top = "".join(f"Authentication-Results: {header}\n" for header in headers).encode()
    return envelope.read(top + mail("Hello", sender=sender))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (OURS + "dmarc=pass header.from=orr.example", Trust.PASS),
        (OURS + "dmarc=pass", Trust.PASS),
        (OURS + "dkim=pass header.d=orr.example", Trust.PASS),
        (OURS + "dkim=pass header.d=mail.orr.example", Trust.PASS),
        (OURS + "spf=pass smtp.mailfrom=tom@orr.example", Trust.PASS),
        (OURS + "dmarc=none; spf=pass smtp.mailfrom=bounce.orr.example; dkim=none", Trust.PASS),
        (OURS + "spf=pass smtp.mailfrom=evil.example; dkim=none", Trust.NONE),
        (OURS + "dkim=pass header.d=evil.example", Trust.NONE),
        (OURS + "dkim=pass header.d=evilorr.example", Trust.NONE),
        (OURS + "dmarc=pass header.from=evil.example", Trust.NONE),
        (OURS + "dmarc=fail; spf=fail; dkim=none", Trust.FAIL),
        (OURS + "dmarc=fail (p=none) header.from=orr.example; dkim=pass header.d=orr.example", Trust.FAIL),
        (OURS + "spf=fail smtp.mailfrom=orr.example; dkim=none", Trust.FAIL),
        (OURS + "spf=fail smtp.mailfrom=list.example; dkim=none", Trust.NONE),
        (OURS + "spf=fail smtp.mailfrom=orr.example; dkim=pass header.d=orr.example", Trust.PASS),
        (OURS + "spf=softfail smtp.mailfrom=orr.example", Trust.NONE),
        (OURS + "none", Trust.NONE),
        ("mx.evil.example; dmarc=pass header.from=orr.example", Trust.NONE),
        ("mx.evil.example; dmarc=fail", Trust.NONE),
        ("MX.Statistics.Example 1; dmarc=pass (all good; really) header.from=orr.example", Trust.PASS),
        (
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=orr.example; dkim=pass header.d=orr.example;dmarc=pass",
            Trust.NONE,
        ),
        ("", Trust.NONE),
        (";;;===", Trust.NONE),
    ],
)
def test_one_header(header: str, expected: Trust) -> None:
    assert authenticated(parsed(header), FACTS) is expected


def test_only_the_topmost_header_counts() -> None:
    good, bad = OURS + "dmarc=pass", "mx.evil.example; dmarc=pass"
    assert authenticated(parsed(bad, good), FACTS) is Trust.NONE
    assert authenticated(parsed(good, OURS + "dmarc=fail"), FACTS) is Trust.PASS


def test_exchange_online_counts_only_where_configured() -> None:
    header = (
        "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=orr.example; dkim=pass (signature was verified) "
        "header.d=orr.example;dmarc=pass action=none header.from=orr.example;compauth=pass reason=100"
    )
    configured = replace(FACTS, authserv_ids=frozenset({EXCHANGE_ONLINE}))
    assert authenticated(parsed(header), FACTS) is Trust.NONE
    assert authenticated(parsed(header), configured) is Trust.PASS
    failed = "spf=none smtp.mailfrom=x.example; dkim=none; dmarc=none header.from=orr.example;compauth=fail reason=001"
    assert authenticated(parsed(failed), configured) is Trust.FAIL


def test_no_author_or_several_authors_are_never_passed() -> None:
    nobody = envelope.read(b"Authentication-Results: mx.statistics.example; dmarc=pass\n\nx")
    assert authenticated(nobody, FACTS) is Trust.NONE
    two = parsed(OURS + "dmarc=pass", sender="Tom <tom@orr.example>, Ann <ann@dft.example>")
    assert authenticated(two, FACTS) is Trust.NONE


@pytest.mark.parametrize(
    ("header", "answer", "expected"),
    [
        ("", Answered(proven=True), Trust.TOKEN),
        (OURS + "dmarc=pass", Answered(proven=True), Trust.TOKEN),
        (OURS + "dmarc=pass", Answered(), Trust.PASS),
        ("", Answered(), Trust.NONE),
        ("", Answered(stolen=True), Trust.FAIL),
        (OURS + "dmarc=pass", Answered(stolen=True), Trust.FAIL),
        (OURS + "dmarc=fail", Answered(proven=True), Trust.FAIL),
        (OURS + "dmarc=fail", Answered(), Trust.FAIL),
    ],
)
def test_every_row_of_the_table(header: str, answer: Answered, expected: Trust) -> None:
    found, rules = trust(parsed(*([header] if header else [])), answer, FACTS)
    assert found is expected and rules


def test_results_are_read_with_their_properties() -> None:
    authserv, found = results(
        'a.example 1; dkim=pass (2048-bit (rsa)) header.d="b.example" header.i=@b.example; spf=neutral'
    )
    assert authserv == "a.example"
    assert [(one.method, one.result) for one in found] == [("dkim", "pass"), ("spf", "neutral")]
    assert found[0].properties["header.d"] == "b.example"


@pytest.mark.parametrize(
    ("domain", "author", "aligned"),
    [
        ("orr.example", "orr.example", True),
        ("bounce.orr.example", "orr.example", True),
        ("orr.example", "mail.orr.example", True),
        ("gov.uk", "orr.gov.uk", False),
        ("dft.gov.uk", "orr.gov.uk", False),
        ("a.orr.gov.uk", "b.orr.gov.uk", True),
        ("", "orr.example", False),
        ("example", "orr.example", False),
    ],
)
def test_relaxed_alignment(domain: str, author: str, aligned: bool) -> None:
    assert is_aligned(domain, author) is aligned


@pytest.mark.parametrize(
    ("domain", "like"),
    [
        ("statlstics.example", True),
        ("stat1stics.example", True),
        ("statistlcs.example", True),
        ("statistic.example", True),
        ("statisticss.example", True),
        ("stаtistics.example", True),
        ("statistics.example", False),
        ("orr.example", False),
        ("0rr.example", True),
        ("mhlg.example", False),
        ("cefas.example", False),
        ("", False),
    ],
)
def test_lookalike_domains(domain: str, like: bool) -> None:
    known = frozenset({"statistics.example", "orr.example", "mhclg.example", "defra.example"})
    assert looks_like(domain, known) is like


def test_skeleton_folds_what_looks_alike() -> None:
    assert skeleton("rnod.example") == skeleton("mod.example")


def test_a_known_sender_is_not_suspicious_by_domain() -> None:
    read = parsed(sender="Lead <lead@statlstics.example>")
    assert suspicious(read, FACTS, Trust.NONE, "hello", None)
    assert not suspicious(read, FACTS, Trust.NONE, "hello", True)
    assert suspicious(parsed(sender="A <a@stranger.example>"), FACTS, Trust.FAIL, "send me the list", False)
    assert not suspicious(parsed(sender="A <a@stranger.example>"), FACTS, Trust.NONE, "send me the list", False)
    assert not suspicious(parsed(sender="A <a@stranger.example>"), FACTS, Trust.FAIL, "hello there", False)
