"""The demo's own mail server, spoken to by the real adapters. It needs nothing that pip did not bring."""

from __future__ import annotations

import email
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.policy import default

import pytest
from flufl.bounce import all_failures

from mailflow.demo.server import TownServer
from mailflow.inbox.faults import SignInRefused
from mailflow.inbox.imap import Mailbox, Moved
from mailflow.inbox.sign_in import sign_in_for
from mailflow.outbox.smtp import Transport
from mailflow.outbox.transport import Refused, Taken
from mailflow.outbox.transport import SignInRefused as SmtpSignInRefused
from mailflow.settings import ImapSettings, SmtpSettings
from tests.doors.servers.person import Person

US, ZARA, BOB = "champions@statistics.example", "zara@health.example", "bob@work.example"
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


@pytest.fixture
def town() -> Iterator[TownServer]:
    with TownServer(
        [US, "Zara@Health.example", BOB], authserv_id="mx.statistics.example", clock=lambda: NOON
    ) as running:
        yield running


@pytest.fixture
def mailbox(town: TownServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", town.password)
    with Mailbox.open(reads(town)) as opened:
        yield opened


def reads(town: TownServer) -> ImapSettings:
    return ImapSettings(host="127.0.0.1", port=town.imap_port, security="none", username=US, timeout_seconds=5)


def sends(town: TownServer) -> SmtpSettings:
    return SmtpSettings(host="127.0.0.1", port=town.smtp_port, security="none", username=US, timeout_seconds=5)


def person(town: TownServer, address: str) -> Person:
    return Person(address, town.imap_port, town.smtp_port, town.password, address.partition("@")[0].title())


def letter(subject: str) -> bytes:
    return f"From: {US}\r\nMessage-ID: <{subject}@x.example>\r\nSubject: {subject}\r\n\r\nhello\r\n".encode()


def test_the_adapter_reads_it_without_a_trace(town: TownServer, mailbox: Mailbox) -> None:
    raws = [letter("one"), b"\r\nno header at all\r\n", b"Subject: 8 bit \xff\r\n\r\n\xfe\r\n.dot\r\n"]
    for raw in raws:
        town.deliver(raw, US)
    flags = town.flags(US)
    selected = mailbox.select("INBOX")
    assert selected.exists == 3
    uids = mailbox.new_uids("INBOX")
    mails = list(mailbox.fetch([*uids, 9999]))
    assert [mail.raw for mail in mails[:3]] == raws
    assert mails[3].gone
    assert mails[0].internal_date == NOON
    assert mailbox.new_uids("INBOX", uids[-1]) == []
    assert town.mailbox(US) == raws
    assert town.flags(US) == flags == [frozenset()] * 3


def test_idle_tells_at_once_and_again(town: TownServer, mailbox: Mailbox) -> None:
    mailbox.select("INBOX")
    assert not mailbox.wait(0.2)
    for number in range(2):
        threading.Timer(0.2, town.deliver, [letter(str(number)), US]).start()
        began = time.monotonic()
        assert mailbox.wait(10)
        assert time.monotonic() - began < 1
        assert len(mailbox.new_uids("INBOX")) == number + 1


def test_it_moves_appends_and_finds(town: TownServer, mailbox: Mailbox) -> None:
    town.deliver(letter("one"), US)
    mailbox.select("INBOX")
    (uid,) = mailbox.new_uids("INBOX")
    assert mailbox.move(uid, "Junk") is Moved.MOVED
    assert mailbox.move(uid, "Junk") is Moved.GONE
    assert town.mailbox(US) == []
    assert town.mailbox(US, "Junk") == [letter("one")]
    mailbox.append("Drafts", letter("draft"), ("\\Draft",))
    assert town.mailbox(US, "Drafts") == [letter("draft")]
    assert town.flags(US, "Drafts") == [frozenset({"\\Draft"})]
    assert len(mailbox.find_by_message_id("Drafts", "<draft@x.example>")) == 1
    assert set(mailbox.folders()) == {"INBOX", "Sent", "Drafts", "Junk"}


def test_mail_goes_to_each_recipient_and_strangers_are_refused(
    town: TownServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILFLOW_SMTP_PASSWORD", town.password)
    settings = sends(town)
    with Transport.open(settings, sign_in_for(settings)) as transport:
        assert isinstance(transport.hand_over(US, ZARA, letter("hi")), Taken)
        assert isinstance(transport.hand_over(US, "zara+7k3qm2x@health.example", letter("plus")), Taken)
        verdict = transport.hand_over(US, "stranger@nowhere.example", letter("no"))
        assert isinstance(verdict, Refused)
        assert verdict.reply.startswith("550 5.1.1")
    first, second = (email.message_from_bytes(raw, policy=default) for raw in town.mailbox(ZARA))
    assert first["Return-Path"] == f"<{US}>"
    assert str(first["Authentication-Results"]).startswith("mx.statistics.example; spf=pass")
    assert "dmarc=pass header.from=statistics.example" in str(first["Authentication-Results"])
    assert second["Subject"] == "plus"
    assert town.mailbox(ZARA)[0].endswith(letter("hi"))
    assert town.mailbox(US, "Sent") == []


def test_a_dead_mailbox_sends_a_report_that_readers_of_reports_understand(town: TownServer) -> None:
    town.kill(BOB)
    with Transport.open(sends(town)) as transport:
        assert isinstance(transport.hand_over(US, BOB, letter("to-nobody")), Taken)
        assert isinstance(transport.hand_over("", BOB, letter("a report on nothing")), Taken)
    assert town.mailbox(BOB) == []
    (raw,) = town.mailbox(US)
    temporary, permanent = all_failures(email.message_from_bytes(raw))
    assert (set(temporary), set(permanent)) == (set(), {BOB.encode()})
    report = email.message_from_bytes(raw, policy=default)
    assert report["Return-Path"] == "<>"
    assert report["Auto-Submitted"] == "auto-replied"
    assert report.defects == []
    _, status, original = report.iter_parts()
    assert status.get_payload(1)["Status"] == "5.1.1"  # type: ignore[index]
    assert original.get_payload(0)["Message-ID"] == "<to-nobody@x.example>"  # type: ignore[index]


def test_a_killed_address_that_never_lived_here_bounces_too(town: TownServer) -> None:
    town.kill("gone@elsewhere.example")
    with Transport.open(sends(town)) as transport:
        assert isinstance(transport.hand_over(US, "gone@elsewhere.example", letter("x")), Taken)
    assert len(town.mailbox(US)) == 1


def test_people_write_and_answer(town: TownServer) -> None:
    zara, us = person(town, ZARA), person(town, US)
    zara.writes(to=US, subject="I would like to join", text="Please add me.")
    (mail,) = us.waits_for(1)
    us.replies(mail, "Welcome.")
    (answer,) = zara.waits_for(1)
    assert answer["In-Reply-To"] == mail["Message-ID"]
    assert town.flags(US)[0] >= {"\\Seen"}


def test_newcomers_and_copies_in_sent() -> None:
    with TownServer([US], keep_sent=True) as town:
        town.add("New@Health.example")
        with Transport.open(sends(town)) as transport:
            assert isinstance(transport.hand_over(US, "new@health.example", letter("hi")), Taken)
        assert town.mailbox(US, "Sent") == [letter("hi")]
        assert len(town.mailbox("new@health.example")) == 1
        with pytest.raises(KeyError):
            town.mailbox("nobody@health.example")


def test_the_wrong_password_opens_neither_door(town: TownServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", "village")
    monkeypatch.setenv("MAILFLOW_SMTP_PASSWORD", "village")
    with pytest.raises(SignInRefused, match="refuses the password"):
        Mailbox.open(reads(town))
    with pytest.raises(SmtpSignInRefused, match="refuses the password"):
        Transport.open(sends(town), sign_in_for(sends(town)))


def test_two_towns_beside_each_other_and_a_clean_end() -> None:
    before = threading.active_count()
    with TownServer([US]) as one, TownServer([US]) as other:
        one.deliver(letter("one"), US)
        assert other.mailbox(US) == []
        assert {one.imap_port, one.smtp_port}.isdisjoint({other.imap_port, other.smtp_port})
    one.close()
    assert threading.active_count() <= before + 2


def measured(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_it_is_fast_enough_for_a_demo(town: TownServer) -> None:
    def round_of_mail() -> None:
        with Transport.open(sends(town)) as transport:
            for number in range(200):
                assert isinstance(transport.hand_over(US, ZARA, letter(str(number))), Taken)

    assert measured(round_of_mail) < 5
    assert len(town.mailbox(ZARA)) == 200
