"""What a mail answers: five carriers in order of trust, tokens bound to a person, expiry, and the last resort."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mailflow import reference
from mailflow.events import Carrier, Letter, Thread, Trust
from mailflow.network import Reference
from mailflow.understand import envelope, understand
from mailflow.understand.thread import Carried, answered, carried, codes_in
from tests.understand.mails import FACTS, mail

TOM, ANN, EVE = "thomas.ashworth@orr.example", "ann.gray@dft.example", "eve@evil.example"
CODE, OTHER, THIRD = (reference.make_code(bytes([number] * 4)) for number in (7, 99, 200))
TOKEN = reference.make_token(CODE, TOM, FACTS.key)
SENT = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def known(
    code: str = CODE, kind: str = "update", number: str = "2026-11", address: str = TOM, champion: int = 1
) -> Reference:
    return Reference(
        code, kind, number, champion, address, f"{code}@statistics.example", SENT, SENT + timedelta(days=60)
    )


KNOWN = replace(FACTS, references={CODE: known()}, plus_addressing=True)


def read(sender: str = TOM, body: str = "We launched the strategy internally.", **headers: str) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    subject = named.pop("Subject", "")
    to = named.pop("To", "gsshelp@statistics.example")
    return mail(body, sender=sender, subject=subject, to=to, headers=named)


def test_message_id_in_the_hand_of_its_owner_is_a_token() -> None:
    event = understand(read(In_Reply_To=f"<{TOKEN}@statistics.example>"), KNOWN)
    assert isinstance(event, Letter) and event.thread is not None
    assert event.trust is Trust.TOKEN
    assert event.thread.matched_by is Carrier.MESSAGE_ID
    assert (event.thread.kind, event.thread.number, event.thread.champion, event.thread.address) == (
        "update",
        "2026-11",
        1,
        TOM,
    )
    assert event.thread.code == CODE and not event.thread.expired


@pytest.mark.parametrize(
    ("headers", "carrier"),
    [
        ({"References": f"<a@b.example> <{TOKEN}@statistics.example>"}, Carrier.MESSAGE_ID),
        ({"To": f"gsshelp+{TOKEN}@statistics.example"}, Carrier.PLUS_TAG),
        ({"Delivered_To": f"gsshelp+{TOKEN}@statistics.example"}, Carrier.PLUS_TAG),
        ({"X_Mailflow_Ref": TOKEN}, Carrier.HEADER),
    ],
)
def test_each_carrier_with_a_token(headers: dict[str, str], carrier: Carrier) -> None:
    answer = answered(envelope.read(read(**headers)), KNOWN)
    assert answer.thread is not None and answer.thread.matched_by is carrier
    assert answer.proven and not answer.stolen


def test_a_code_in_the_subject_names_the_mail_but_proves_nothing() -> None:
    answer = answered(envelope.read(read(Subject=f"Re: Your update [UEC-{CODE}]")), KNOWN)
    assert answer.thread is not None and answer.thread.matched_by is Carrier.SUBJECT_CODE
    assert not answer.proven and not answer.stolen
    assert answer.rules == ("thread.subject_code",), "no token came, so that none can be false"


def test_the_order_of_trust() -> None:
    raw = read(Subject=f"Re: [UEC-{CODE}]", In_Reply_To=f"<{TOKEN}@statistics.example>", X_Mailflow_Ref=TOKEN)
    found = carried(envelope.read(raw), KNOWN)
    assert [item.carrier for item in found] == [Carrier.MESSAGE_ID, Carrier.HEADER, Carrier.SUBJECT_CODE]
    assert found[0] == Carried(Carrier.MESSAGE_ID, CODE, TOKEN)
    assert codes_in(raw) == codes_in(envelope.read(raw)) == (CODE,)


def test_the_nearest_of_several_references_comes_first() -> None:
    later = reference.make_token(OTHER, TOM, FACTS.key)
    raw = read(References=f"<{TOKEN}@statistics.example> <{later}@statistics.example>")
    facts = replace(KNOWN, references={CODE: known(), OTHER: known(OTHER, "meeting", "2026-12-09")})
    answer = answered(envelope.read(raw), facts)
    assert answer.thread is not None and answer.thread.kind == "meeting"


def test_a_genuine_token_beats_a_false_one_about_the_same_matter() -> None:
    forged = f"{OTHER.lower()}-{'a' * 16}"
    raw = read(In_Reply_To=f"<{forged}@statistics.example>", X_Mailflow_Ref=TOKEN)
    same = replace(KNOWN, references={CODE: known(), OTHER: known(OTHER)})
    answer = answered(envelope.read(raw), same)
    assert answer.proven and answer.thread is not None and answer.thread.code == CODE


def test_a_genuine_token_about_another_matter_does_not_take_the_place_of_what_is_answered() -> None:
    forged = f"{OTHER.lower()}-{'a' * 16}"
    raw = read(In_Reply_To=f"<{forged}@statistics.example>", X_Mailflow_Ref=TOKEN)
    other = replace(KNOWN, references={CODE: known(), OTHER: known(OTHER, "meeting", "2026-12-09")})
    answer = answered(envelope.read(raw), other)
    assert not answer.proven and answer.thread is not None and answer.thread.kind == "meeting"


def test_a_token_in_someone_elses_hand_is_a_failure() -> None:
    event = understand(read(sender=EVE, In_Reply_To=f"<{TOKEN}@statistics.example>"), KNOWN)
    assert isinstance(event, Letter) and event.trust is Trust.FAIL and event.needs_person
    assert "thread.token_of_another" in event.rules


def test_a_sibling_in_the_same_group_is_no_thief() -> None:
    facts = replace(
        KNOWN,
        references={
            CODE: known(kind="chat", number="2026-11-G07"),
            OTHER: known(OTHER, "chat", "2026-11-G07", ANN, 2),
        },
    )
    answer = answered(envelope.read(read(sender=ANN, In_Reply_To=f"<{TOKEN}@statistics.example>")), facts)
    assert not answer.stolen and not answer.proven
    assert answer.thread is not None and answer.thread.number == "2026-11-G07"


@pytest.mark.parametrize(("kind", "number"), [("chat", "2026-11-G08"), ("update", "2026-11-G07")])
def test_another_group_or_another_purpose_is_no_sibling(kind: str, number: str) -> None:
    facts = replace(
        KNOWN,
        references={CODE: known(kind="chat", number="2026-11-G07"), OTHER: known(OTHER, kind, number, ANN, 2)},
    )
    answer = answered(envelope.read(read(sender=ANN, In_Reply_To=f"<{TOKEN}@statistics.example>")), facts)
    assert answer.stolen


def test_a_forged_token_proves_nothing_and_accuses_nobody() -> None:
    forged = f"{CODE.lower()}-{'a' * 16}"
    answer = answered(envelope.read(read(sender=EVE, In_Reply_To=f"<{forged}@statistics.example>")), KNOWN)
    assert not answer.proven and not answer.stolen
    assert "thread.token_not_ours" in answer.rules


def test_an_expired_token_still_names_its_mail_but_proves_nothing() -> None:
    facts = replace(KNOWN, now=SENT + timedelta(days=61))
    answer = answered(envelope.read(read(In_Reply_To=f"<{TOKEN}@statistics.example>")), facts)
    assert answer.thread is not None and answer.thread.expired and not answer.proven
    assert answer.rules == ("thread.message_id", "thread.expired")
    just_in_time = replace(KNOWN, now=SENT + timedelta(days=60))
    assert answered(envelope.read(read(In_Reply_To=f"<{TOKEN}@statistics.example>")), just_in_time).proven


def test_without_a_key_no_token_is_genuine() -> None:
    unsigned = reference.make_token(CODE, TOM, b"")
    facts = replace(KNOWN, key=b"")
    assert not answered(envelope.read(read(In_Reply_To=f"<{unsigned}@statistics.example>")), facts).proven


def test_an_unknown_code_proves_nothing() -> None:
    token = reference.make_token(THIRD, TOM, FACTS.key)
    answer = answered(envelope.read(read(In_Reply_To=f"<{token}@statistics.example>")), KNOWN)
    assert answer.thread is None and not answer.proven
    assert "thread.token_of_forgotten_mail" in answer.rules


def test_plus_tags_count_only_where_the_mailbox_has_them() -> None:
    raw = read(To=f"gsshelp+{TOKEN}@statistics.example")
    assert answered(envelope.read(raw), replace(KNOWN, plus_addressing=False)).thread is None
    other = read(To=f"someone+{TOKEN}@statistics.example, gsshelp+{TOKEN}@evil.example")
    assert answered(envelope.read(other), KNOWN).thread is None


@pytest.mark.parametrize(
    "written", ["gsshelp+{}@statistics.example", "<gsshelp+{}@statistics.example>", "<GSSHelp+{}@Statistics.Example> "]
)
def test_a_plus_tag_however_the_server_writes_the_address(written: str) -> None:
    found = carried(envelope.read(read(Delivered_To=written.format(TOKEN))), KNOWN)
    assert found == (Carried(Carrier.PLUS_TAG, CODE, TOKEN),)


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("Re: Your update for November [CC-2026-11]", "CC-2026-11"),
        ("Re: [cc 2026-11]", "CC-2026-11"),
        ("Re: [ CC-2026-11-G07 ]", "CC-2026-11-G07"),
        ("Re: [cc-2026-11-g7]", "CC-2026-11-G7"),
    ],
)
def test_a_readable_reference_is_kept_as_it_is_written_at_its_best(subject: str, code: str) -> None:
    answer = answered(envelope.read(read(Subject=subject)), FACTS)
    assert answer.thread is not None and answer.thread.code == code


def test_a_readable_reference_of_a_month_is_the_group_s_where_the_subject_says_so() -> None:
    answer = answered(envelope.read(read(Subject="Re: Your November Champion Chat group [CC-2026-11]")), FACTS)
    assert answer.thread is not None and (answer.thread.kind, answer.thread.number) == ("chat", "2026-11")


def test_a_subject_without_a_year_is_read_by_the_day_on_which_it_came_where_it_has_no_date() -> None:
    undated = mail("Hello", subject="Re: Your update for November", date="")
    answer = answered(envelope.read(undated), replace(FACTS, now=datetime(2027, 11, 3, tzinfo=UTC)))
    assert answer.thread is not None and answer.thread.number == "2027-11"


@pytest.mark.parametrize(
    ("subject", "kind", "number"),
    [
        ("Re: Your update for November: what is happening with user engagement? [CC-2026-11]", "update", "2026-11"),
        ("RE: RE: Reminder: your update for October [CC-2026-10]", "update", "2026-10"),
        ("OFFICIAL-SENSITIVE RE: Your update for November [CC-2026-11]", "update", "2026-11"),
        ("Re: Your November Champion Chat group [CC-2026-11-G07]", "chat", "2026-11-G07"),
        ("AW: something else [cc-2026-11-g7]", "chat", "2026-11-G07"),
    ],
)
def test_readable_references(subject: str, kind: str, number: str) -> None:
    answer = answered(envelope.read(read(Subject=subject)), FACTS)
    assert answer.thread is not None and answer.thread.matched_by is Carrier.SUBJECT_CODE
    assert (answer.thread.kind, answer.thread.number) == (kind, number)


@pytest.mark.parametrize(
    ("subject", "kind", "number"),
    [
        ("Re: Please confirm you want to be a user engagement champion", "confirm", ""),
        ("Ateb: Your update for November: what is happening with user engagement?", "update", "2026-11"),
        ("Fw: Re: Reminder: your update for September", "update", "2026-09"),
        ("Antw: Your update for December", "update", "2025-12"),
        ("[EXTERNAL] RE: Your November Champion Chat group", "chat", "2026-11"),
        ("Re: Invitation: user engagement champions meeting, 9 December 2026", "meeting", "2026-12-09"),
        ("Accepted: User engagement champions meeting", "meeting", ""),
        ("Re: Welcome to the user engagement champions network", "welcome", ""),
    ],
)
def test_subjects_of_ours(subject: str, kind: str, number: str) -> None:
    answer = answered(envelope.read(read(Subject=subject)), FACTS)
    assert answer.thread is not None and answer.thread.matched_by is Carrier.SUBJECT_TEXT
    assert (answer.thread.kind, answer.thread.number) == (kind, number)


@pytest.mark.parametrize(
    "subject",
    ["Re: Championing our Champions!", "Your update", "Re: Update for November", "Welcome to the team", "RPI", ""],
)
def test_subjects_of_others(subject: str) -> None:
    assert answered(envelope.read(read(Subject=subject)), FACTS).thread is None


def test_the_single_open_matter_is_the_last_resort() -> None:
    one = replace(FACTS, open_matters=(known(),))
    answer = answered(envelope.read(read()), one)
    assert answer.thread == Thread("update", "2026-11", Carrier.OPEN_MATTER, CODE, 1, TOM)
    assert answer.rules == ("thread.open_matter",)
    assert answered(envelope.read(read()), replace(FACTS, open_matters=(known(), known(OTHER)))).thread is None
    named = answered(envelope.read(read(Subject="Re: Please confirm you want to be a user engagement champion")), one)
    assert named.thread is not None and named.thread.kind == "confirm"


def test_a_weak_thread_does_not_make_any_words_an_update() -> None:
    facts = replace(FACTS, open_matters=(known(),), known=True)
    event = understand(read(body="The printer on floor two is out of paper again."), facts)
    assert event.intent == "unclear" and isinstance(event, Letter) and event.needs_person


def test_the_readable_reference_of_a_returned_original() -> None:
    raw = (
        b"From: MAILER-DAEMON <postmaster@orr.example>\nTo: gsshelp@statistics.example\nSubject: Undeliverable\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; tom@orr.example\nAction: failed\n\n"
        b"--b\nContent-Type: message/rfc822\n\nSubject: Your update for November [CC-2026-11]\n\nHello\n--b--\n"
    )
    event = understand(raw, FACTS)
    assert event.intent == "bounce" and event.thread is not None
    assert (event.thread.kind, event.thread.number) == ("update", "2026-11")


def test_references_inside_a_returned_original() -> None:
    original = f"Message-ID: <{TOKEN}@statistics.example>\nSubject: Your update [UEC-{CODE}]\nTo: {TOM}\n\nHello"
    raw = (
        b"From: MAILER-DAEMON <postmaster@orr.example>\nTo: gsshelp@statistics.example\nSubject: Undeliverable\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        b"Content-Type: text/plain\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\n"
        b"Reporting-MTA: dns; orr.example\n\nFinal-Recipient: rfc822; "
        + TOM.encode()
        + b"\nAction: failed\nStatus: 5.1.1\n\n"
        b"--b\nContent-Type: message/rfc822\n\n" + original.encode() + b"\n--b--\n"
    )
    event = understand(raw, KNOWN)
    assert event.intent == "bounce"
    assert event.thread is not None and event.thread.matched_by is Carrier.HEADER and event.thread.code == CODE
