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
        (OURS + "dkim=pass header.i=@orr.example", Trust.PASS),
        (OURS + "spf=pass smtp.helo=mail.orr.example", Trust.PASS),
        (OURS + "spf=pass smtp.helo=mail.evil.example", Trust.NONE),
        (OURS + "dkim=pass smtp.mailfrom=orr.example", Trust.NONE),
        (OURS + "spf=pass header.d=orr.example", Trust.NONE),
        (OURS + "dkim=fail; spf=none", Trust.FAIL),
        (OURS + "dkim=fail header.d=evil.example; spf=none", Trust.NONE),
        (OURS + "dkim=fail header.d=evil.example; dkim=pass header.d=orr.example", Trust.PASS),
        (OURS + "dmarc=temperror header.from=orr.example; spf=pass smtp.mailfrom=orr.example", Trust.PASS),
        (OURS + "dmarc=pass header.from=evil.example; compauth=fail", Trust.FAIL),
        ("mx.statistics.example(our own); dmarc=pass(all good)header.from=orr.example", Trust.PASS),
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
    ("header", "answer", "expected", "rule"),
    [
        ("", Answered(proven=True), Trust.TOKEN, "trust.token"),
        (OURS + "dmarc=pass", Answered(proven=True), Trust.TOKEN, "trust.token"),
        (OURS + "dmarc=pass", Answered(), Trust.PASS, "trust.pass"),
        ("", Answered(), Trust.NONE, "trust.none"),
        ("", Answered(stolen=True), Trust.FAIL, "trust.token_of_another"),
        (OURS + "dmarc=pass", Answered(stolen=True), Trust.FAIL, "trust.token_of_another"),
        (OURS + "dmarc=fail", Answered(proven=True), Trust.FAIL, "trust.authentication_failed"),
        (OURS + "dmarc=fail", Answered(), Trust.FAIL, "trust.authentication_failed"),
    ],
)
def test_every_row_of_the_table(header: str, answer: Answered, expected: Trust, rule: str) -> None:
    assert trust(parsed(*([header] if header else [])), answer, FACTS) == (expected, (rule,))


def test_a_header_without_anything_names_nobody() -> None:
    assert results("") == results(" ; ") == ("", ())


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
        ("orr.example", "", False),
        ("example", "orr.example", False),
        ("gov.uk", "co.uk", False),
        ("ORR.Example", "orr.EXAMPLE", True),
        ("orr.example.", "orr.example", True),
        ("orr.example", "orr.example.", True),
        ("tom@orr.example", "orr.example", True),
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
        # one letter apart, wherever it is
        ("xtatistics.example", True),
        ("statixtics.example", True),
        ("statistics.examplx", True),
        ("tatistics.example", True),
        ("statistics.exampl", True),
        ("sxtatistics.example", True),
        ("statistics.examplee", True),
        # two letters apart are two names
        ("xxatistics.example", False),
        ("statixtixs.example", False),
        ("statistixx.example", False),
        ("statistxxics.example", False),
        ("statisti.example", False),
        ("satistic.example", False),
        # a short name is alike by chance, unless it is disguised
        ("o-rr.example", False),
        ("оrr.example", True),
        ("vvales.example", True),
        ("vval-es.example", True),
        ("wa-les.example", False),
    ],
)
def test_lookalike_domains(domain: str, like: bool) -> None:
    known = frozenset({"statistics.example", "orr.example", "mhclg.example", "defra.example", "wales.example"})
    assert looks_like(domain, known) is like


def test_skeleton_folds_what_looks_alike() -> None:
    assert skeleton("rnod.example") == skeleton("mod.example")
    assert skeleton("VVALES.example") == skeleton("wales.example")
    assert skeleton("off1cer.example") == skeleton("officer.example") != skeleton("offacer.example")


LOOKS_LIKE = "The sender's domain only looks like one that we know."
FAILED = "Authentication failed, and it asks for something from an address that we do not know."


@pytest.mark.parametrize(
    ("sender", "trusted", "words", "known", "why"),
    [
        ("lead@statlstics.example", Trust.NONE, "hello", None, LOOKS_LIKE),
        ("lead@statlstics.example", Trust.PASS, "hello", False, LOOKS_LIKE),
        ("lead@statlstics.example", Trust.NONE, "hello", True, ""),
        ("a@stranger.example", Trust.FAIL, "send me the list", False, FAILED),
        ("a@stranger.example", Trust.FAIL, "please remove tom", False, FAILED),
        ("a@stranger.example", Trust.FAIL, "hello there", False, ""),
        ("a@stranger.example", Trust.NONE, "send me the list", False, ""),
        ("a@stranger.example", Trust.FAIL, "send me the list", True, ""),
        ("a@stranger.example", Trust.FAIL, "send me the list", None, ""),
        ("a@orr.example", Trust.NONE, "send me the list", None, ""),
        ("a@departmentfortransp0rt.example", Trust.NONE, "hello", None, LOOKS_LIKE),
        ("a@departmentfortransport.example", Trust.NONE, "hello", None, ""),
        ("a@nataIie-lead.example", Trust.NONE, "hello", None, LOOKS_LIKE),
        ("a@our-allias.example", Trust.NONE, "hello", None, LOOKS_LIKE),
    ],
)
def test_what_makes_a_sender_suspicious(sender: str, trusted: Trust, words: str, known: bool | None, why: str) -> None:
    facts = replace(
        FACTS,
        lead_addresses=frozenset({"natasha@natalie-lead.example", "tess@departmentfortransport.example"}),
        own_addresses=frozenset({"champions@our-alias.example"}),
    )
    assert suspicious(parsed(sender=f"A <{sender}>"), facts, trusted, words, known) == why
