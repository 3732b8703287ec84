"""Machines are recognised before people are heard; people are never taken for machines."""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mailflow.events import AutoReply, Bounce, Failure, Intent, Letter, Machine, Rsvp
from mailflow.network import Reference
from mailflow.reference import make_code, make_token
from mailflow.understand import understand
from mailflow.understand.envelope import Parsed, read
from mailflow.understand.machines import MACHINES, bounce_text, is_ours, recognise, returned_headers
from mailflow.understand.machines.away import back_on
from tests.understand.mails import FACTS

LETTERS = Path(__file__).parent.parent / "letters" / "machines"


def letter(name: str) -> Parsed:
    return read((LETTERS / f"{name}.eml").read_bytes())


def failed(name: str) -> tuple[bool, list[tuple[str, bool, str]]]:
    event = recognise(letter(name))
    assert isinstance(event, Bounce)
    return event.delayed, [(failure.address, failure.permanent, failure.status) for failure in event.failures]


@pytest.mark.parametrize(
    ("name", "delayed", "failures"),
    [
        ("bounce_exchange", False, [("fiona.abernethy@nrs.example", True, "5.1.10")]),
        (
            "bounce_postfix",
            False,
            [("ben.halloran@ofsted.example", True, "5.1.1"), ("grace.okafor@ofsted.example", False, "4.2.2")],
        ),
        ("delay_postfix", True, [("ben.halloran@ofsted.example", False, "4.4.1")]),
        ("bounce_gmail", False, [("moirakettle77@mail.example", True, "")]),
        ("bounce_text_only", False, [("fiona.abernethy@nrs.example", True, "5.1.10")]),
        ("bounce_without_from", False, [("leo.fairweather@ons.example", True, "")]),
        ("bounce_no_recipient", False, []),
        ("refused_by_sieve", False, [("aisha.bello1@moj.example", True, "")]),
    ],
)
def test_bounces(name: str, delayed: bool, failures: list[tuple[str, bool, str]]) -> None:
    assert failed(name) == (delayed, failures)


def test_a_delay_told_in_text_is_no_bounce() -> None:
    delayed, failures = failed("delay_text")
    assert delayed
    assert [(address, permanent) for address, permanent, _ in failures] == [("priya.raman@dft.example", False)]
    event = recognise(letter("delay_text"))
    assert event is not None
    assert event.intent is Intent.DELIVERY_DELAY


@pytest.mark.parametrize(
    ("name", "intent"),
    [
        ("receipt_delivered", Intent.READ_RECEIPT),
        ("receipt_read", Intent.READ_RECEIPT),
        ("receipt_outlook_text", Intent.READ_RECEIPT),
        ("abuse", Intent.ABUSE_REPORT),
        ("newsletter", Intent.NOT_OURS),
        ("notice", Intent.NOT_OURS),
    ],
)
def test_other_machines(name: str, intent: Intent) -> None:
    event = recognise(letter(name))
    assert isinstance(event, Machine)
    assert event.intent is intent
    assert event.reason
    assert event.rules


@pytest.mark.parametrize(
    ("name", "until", "rules"),
    [
        ("away_exchange", date(2026, 11, 30), ("auto-submitted",)),
        ("away_subject_only", date(2026, 12, 7), ("auto-reply-subject",)),
        ("away_gmail", date(2027, 1, 4), ("auto-submitted",)),
        ("away_left", None, ("auto-reply-subject", "left-the-organisation")),
    ],
)
def test_auto_replies(name: str, until: date | None, rules: tuple[str, ...]) -> None:
    event = recognise(letter(name))
    assert isinstance(event, AutoReply)
    assert (event.until, event.rules) == (until, rules)


@pytest.mark.parametrize(
    ("name", "intent", "uid", "sequence", "counter", "comment"),
    [
        ("rsvp_outlook", Intent.RSVP_YES, "meeting-2026-12@statistics.example", 2, False, "Looking forward to it, but I will need to leave at 3pm."),
        ("rsvp_google", Intent.RSVP_NO, "meeting-2026-12@statistics.example", 0, False, ""),
        ("rsvp_counter", Intent.RSVP_MAYBE, "meeting-2026-12@statistics.example", 0, True, "Could we do Thursday instead?"),
        ("rsvp_subject_only", Intent.RSVP_YES, "", 0, False, ""),
    ],
)  # fmt: skip
def test_calendar_answers(name: str, intent: Intent, uid: str, sequence: int, counter: bool, comment: str) -> None:
    event = recognise(letter(name))
    assert isinstance(event, Rsvp)
    assert (event.intent, event.uid, event.sequence, event.counter, event.comment) == (
        intent,
        uid,
        sequence,
        counter,
        comment,
    )
    assert event.attendee == event.envelope.sender.address


def mail(
    headers: str = "", body: str = "Yes please, happy to.\n", sender: str = "Priya Raman <priya.raman@dft.example>"
) -> bytes:
    return f"From: {sender}\nTo: gsshelp@statistics.example\n{headers}\n\n{body}".encode()


@pytest.mark.parametrize(
    "headers",
    [
        "Subject: Re: x\nX-Auto-Response-Suppress: All",
        "Subject: Re: x\nList-Id: <champions.dft.example>\nPrecedence: list",
        "Subject: Re: x\nPrecedence: bulk",
        "Subject: Re: x\nAuto-Submitted: no",
        "Subject: Out of office next week",
        "Subject: Re: Automatic reply: x",
        "Subject: Re: Undeliverable: your update",
        "Subject: Undeliverable boxes of leaflets",
        "Subject: Accepted: my paper!",
        "Subject: Read: this blog on user engagement",
        "Subject: Delayed reply",
        "Subject: Delivery of our commitment",
        "Subject: Re: x\nX-Mailflow-Ref: 7k3qm2x-abcdefghijklmnop",
        "Subject: x\nReturn-Path: <>",
        "Subject: Autumn plans",
        "Subject: Tentative plans: January",
    ],
)
def test_people_are_heard(headers: str) -> None:
    assert recognise(read(mail(headers))) is None


def test_an_invitation_is_no_answer() -> None:
    invitation = mail(
        "Subject: Champions lunch\nContent-Type: text/calendar; method=REQUEST",
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n",
    )
    assert recognise(read(invitation)) is None


def test_what_the_calendar_part_says_beats_the_subject() -> None:
    raw = (LETTERS / "rsvp_outlook.eml").read_bytes().replace(b"PARTSTAT=ACCEPTED", b"PARTSTAT=DECLINED")
    event = recognise(read(raw))
    assert event is not None
    assert event.intent is Intent.RSVP_NO


@pytest.mark.parametrize("name", ["text/calendar; method=REPLY; PARTSTAT=ACCEPTED"])
def test_an_answer_of_which_only_the_type_came_through(name: str) -> None:
    headers = f"Subject: Accepted: User engagement champions meeting\nContent-Type: {name}; charset=utf-8"
    event = recognise(read(mail(headers, "")))
    assert isinstance(event, Rsvp)
    assert event.intent is Intent.RSVP_YES
    attached = (
        "Subject: Accepted: User engagement champions meeting\nContent-Type: multipart/mixed; boundary=b",
        f"--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: application/octet-stream\nContent-Disposition: "
        f'attachment; filename="{name}"\n\nx\n--b--\n',
    )
    event = recognise(read(mail(*attached)))
    assert isinstance(event, Rsvp)
    assert event.intent is Intent.RSVP_YES


PRIYA, US = "priya.raman@dft.example", FACTS.mailbox
CODE = make_code(b"priy")
TOKEN = make_token(CODE, PRIYA, FACTS.key)


def back(
    reference: str = TOKEN, *, sender: str = f"Champions <{US.upper()}>", to: str = PRIYA, more: str = ""
) -> bytes:
    return f"From: {sender}\nTo: {to}\nSubject: x\n{more}X-Mailflow-Ref: {reference}\n\nPlease take me off.\n".encode()


def test_our_own_mail_coming_back() -> None:
    assert is_ours(read(back()), FACTS)
    event = understand(back(), FACTS)
    assert (event.intent, event.rules) == (Intent.NOT_OURS, ("machines.our_own_mail",))
    sent = Reference(CODE, "chat", "2026-11", 1, PRIYA, "x")
    assert not is_ours(read(back(to="undisclosed-recipients:;")), FACTS)
    assert is_ours(read(back(to="undisclosed-recipients:;")), replace(FACTS, references={CODE: sent}))


@pytest.mark.parametrize(
    "forged",
    [
        back(f"{CODE}-abcdefghijklmnop"),
        back("x"),
        back(""),
        back(sender="zoe@mail.example"),
        back(to="zoe@mail.example"),
        back(TOKEN.replace(CODE.lower(), make_code(b"abcd").lower())),
        back(f"{CODE}-abcdefghijklmnop", more=f"References: <{TOKEN}@statistics.example>\n"),
        back(make_token(CODE, PRIYA, b"another key")),
    ],
)
def test_a_stranger_who_writes_our_address_and_our_header_is_a_stranger(forged: bytes) -> None:
    assert not is_ours(read(forged), FACTS)
    assert isinstance(understand(forged, FACTS), Letter)


def test_without_a_key_nothing_is_ours() -> None:
    assert not is_ours(read(back(make_token(CODE, PRIYA, b""))), replace(FACTS, key=b""))


@pytest.mark.parametrize("name", ["bounce_exchange", "bounce_postfix", "abuse", "receipt_read"])
def test_a_report_gives_the_texts_in_which_our_reference_stands(name: str) -> None:
    assert any("qm2x-abcdefghijklmnop@statistics.example" in text for text in returned_headers(letter(name)))


def test_every_row_of_the_table_has_its_reason() -> None:
    assert all(reason for _, reason in MACHINES)
    assert len({machine for machine, _ in MACHINES}) == len(MACHINES)


def test_flufl_never_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounce_text.scan_with_flufl(b"\xff\n\n\xff") == []
    assert bounce_text.scan_with_flufl(b"") == []


@pytest.mark.parametrize(
    ("text", "written", "expected"),
    [
        ("I am away until Monday 30 November 2026.", None, date(2026, 11, 30)),
        ("I'm out until 30/11/2026", None, date(2026, 11, 30)),
        ("back on 3rd December", date(2026, 11, 23), date(2026, 12, 3)),
        ("I will be back in the office on Tuesday 5th January", date(2026, 12, 22), date(2027, 1, 5)),
        ("returning to work on January 5, 2027", None, date(2027, 1, 5)),
        ("I return on 2027-01-05", None, date(2027, 1, 5)),
        ("away from 1 December to 7 December inclusive", date(2026, 11, 30), date(2026, 12, 7)),
        ("Byddaf yn ôl yn y swyddfa ar 5 Ionawr 2027", None, date(2027, 1, 5)),
        ("until further notice", date(2026, 11, 23), None),
        ("back on Monday", date(2026, 11, 23), None),
        ("until 31 November 2026", None, None),
        ("back on 3rd December", None, None),
        ("until 29 February", date(2026, 12, 1), None),
        ("call me on 020 7946 0112 until 5pm", date(2026, 11, 23), None),
    ],
)
def test_until_when(text: str, written: date | None, expected: date | None) -> None:
    assert back_on(text, written) == expected


def test_a_failure_is_a_value() -> None:
    assert replace(Failure("a@x.example", True), permanent=False) == Failure("a@x.example", False)
