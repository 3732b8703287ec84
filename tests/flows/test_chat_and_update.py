"""Chats and updates, as values."""

from dataclasses import replace
from datetime import UTC, date, datetime

from mailflow.decisions import Ask, Cancel, Ignore, Keep
from mailflow.events import Address, AutoReply, Bounce, Carrier, Due, Envelope, Failure, Thread, Trust
from mailflow.flows import decide
from mailflow.network import Answer, Champion, Group, Meeting, MeetingState, Pending, Round, Status, Update
from tests.flows.test_join import mails, of
from tests.flows.test_membership import champions, groups
from tests.people import DYLAN, EILIDH, GROUP, NOW, PRIYA, ROUND, SETTINGS, TOM, letter, situation, thread

DRAW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
ASK = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
REPORT = Envelope(sender=Address("postmaster@dft.example"), digest="b" * 64)


def town(count):
    return tuple(Champion(n, f"Person {n}", f"p{n}@o{n}.example", f"O{n}", Status.ACTIVE) for n in range(1, count + 1))


def rounds(decisions):
    return [one.record for one in of(Keep, decisions) if isinstance(one.record, Round)]


def updates(decisions):
    return [one.record for one in of(Keep, decisions) if isinstance(one.record, Update)]


def at_draw(champions, **more):
    return situation(sender=None, group=None, round=None, members=(), champions=champions, **more)


def test_everybody_active_is_drawn_once_and_written_to_once():
    said = decide(Due("chat", "2026-12", DRAW), at_draw(town(12)), DRAW)
    (drawn,) = rounds(said)
    assert sorted(member for group in drawn.groups for member in group.members) == list(range(1, 13))
    assert {len(group.members) for group in drawn.groups} == {4}
    assert [mail for mail, _ in mails(said)] == ["chat/group"] * 12
    assert all(group.convener in group.members for group in drawn.groups)


def test_only_the_group_stands_in_to():
    said = decide(Due("chat", "2026-12", DRAW), at_draw(town(8)), DRAW)
    (drawn,) = rounds(said)
    where = {member: group.members for group in drawn.groups for member in group.members}
    for send in [one for one in said if hasattr(one, "shown_to")]:
        assert {one.id for one in send.shown_to} == set(where[send.to.id])


def test_paused_skipping_unreachable_and_leaving_people_are_not_drawn():
    here = list(town(9))
    here[0] = replace(here[0], status=Status.PAUSED)
    here[1] = replace(here[1], skips=frozenset({"2026-12"}))
    here[2] = replace(here[2], suppressed="bounced")
    here[3] = replace(here[3], leaves_on=date(2026, 12, 4))
    here[4] = replace(here[4], away_until=date(2027, 1, 4))
    (drawn,) = rounds(decide(Due("chat", "2026-12", DRAW), at_draw(tuple(here)), DRAW))
    assert sorted(drawn.groups[0].members) == [6, 7, 8, 9]


def test_a_round_is_never_drawn_again():
    said = decide(Due("chat", "2026-11", DRAW), situation(sender=None, champions=town(8)), DRAW)
    assert [type(one) for one in said] == [Ignore]


def test_the_same_register_draws_the_same_groups():
    one = rounds(decide(Due("chat", "2026-12", DRAW), at_draw(town(20)), DRAW))[0]
    two = rounds(decide(Due("chat", "2026-12", DRAW), at_draw(town(20)[::-1]), DRAW))[0]
    assert (one.seed, one.digest) == (two.seed, two.digest)
    assert {frozenset(group.members) for group in one.groups} == {frozenset(group.members) for group in two.groups}


def test_two_people_are_too_few():
    assert [type(one) for one in decide(Due("chat", "2026-12", DRAW), at_draw(town(2)), DRAW)] == [Ignore]


def test_a_group_of_three_that_loses_one_is_mended_touching_few():
    people = town(7)
    small, other = Group("2026-11", 1, (1, 2, 3), 1), Group("2026-11", 2, (4, 5, 6, 7), 4)
    round_ = replace(ROUND, groups=(small, other))
    said = decide(
        letter("skip", skip="2026-11", sender=people[0]),
        situation(sender=people[0], group=small, members=people[:3], round=round_, champions=people),
        NOW,
    )
    sizes = sorted(len(group.members) for group in groups(said))
    assert sizes == [3, 3]
    assert 1 not in {member for group in groups(said) for member in group.members}


def test_did_not_meet_is_a_fact_of_the_group_and_an_answer_of_the_sender():
    said = decide(letter("did_not_meet", met=False, request="repeat group"), situation(), NOW)
    assert groups(said)[0].met is False
    assert [(one.champion, one.nil) for one in updates(said)] == [(1, True)]
    assert of(Ask, said)
    assert mails(said) == [("chat/not_met", PRIYA.address)]


def test_chatter_is_silence():
    assert [type(one) for one in decide(letter("group_chatter"), situation(), NOW)] == [Ignore]


def test_everybody_in_the_round_is_asked_for_an_update_and_shown_the_last():
    people = (
        PRIYA,
        TOM,
        EILIDH,
        replace(DYLAN, status=Status.PAUSED),
        Champion(9, "New", "n@x.example", "X", Status.ACTIVE),
    )
    last = Update(1, "2026-10", "We did things.", NOW)
    said = decide(Due("update/ask", "2026-11", ASK), situation(sender=None, champions=people, updates=(last,)), ASK)
    assert [to for _, to in mails(said)] == [PRIYA.address, TOM.address, EILIDH.address]
    assert said[0].facts["last"] == last


def test_only_the_silent_are_reminded_and_the_away_when_they_are_back():
    people = (PRIYA, replace(TOM, away_until=date(2026, 12, 2)), replace(EILIDH, away_until=date(2026, 12, 20)), DYLAN)
    at = datetime(2026, 11, 30, 9, 30, tzinfo=UTC)
    answered = (Update(1, "2026-11", "", NOW, nil=True),)
    said = decide(Due("update/remind", "2026-11", at), situation(sender=None, champions=people, updates=answered), at)
    assert [to for _, to in mails(said)] == [TOM.address, DYLAN.address]
    assert said[0].not_before.date() == date(2026, 12, 2)


def test_an_update_is_kept_for_its_month_and_ends_the_chasing():
    event = letter("update", text="GA4 is running.", thread=thread("update", "2026-09"), activities=["tools"])
    said = decide(event, situation(), NOW)
    (kept,) = updates(said)
    assert (kept.month, kept.text, kept.activities, kept.held) == (
        "2026-09",
        "GA4 is running.",
        (("tools", "done"),),
        False,
    )
    assert of(Cancel, said)[0].number == "2026-09"
    assert mails(said) == [("update/receipt", PRIYA.address)]


def test_two_months_in_one_mail_are_two_updates():
    said = decide(letter("update", text="…", periods=["2026-10", "2026-11"]), situation(), NOW)
    assert [one.month for one in updates(said)] == ["2026-10", "2026-11"]


def test_who_wishes_for_welsh_gets_welsh_from_this_answer_on():
    event = letter("update", text="Rydym wedi lansio'r strategaeth.", language="cy", needs_person=True)
    said = decide(event, situation(), NOW)
    assert champions(said)[0].language == "cy"
    assert [one.to.language for one in said if hasattr(one, "mail")] == ["cy"]


def test_nothing_to_report_is_an_answer():
    said = decide(letter("update_nil", met=True, thread=thread("update", "2026-11")), situation(), NOW)
    assert [(one.nil, one.text) for one in updates(said)] == [(True, "")]
    assert groups(said)[0].met is True
    assert mails(said) == [("update/nil", PRIYA.address)]


def test_what_may_not_be_shown_is_not_shown_back():
    event = letter("update", text="4.7% up", marking="OFFICIAL-SENSITIVE", hold=True, needs_person=True)
    said = decide(event, situation(), NOW)
    assert updates(said)[0].held
    assert mails(said) == [("update/held", PRIYA.address)]
    assert "4.7" not in repr(next(one for one in said if hasattr(one, "mail")).facts)
    assert len(of(Ask, said)) == 1


def test_an_attachment_is_an_answer_that_a_person_reads():
    said = decide(letter("update", text="Please see attached.", attachment=True, needs_person=True), situation(), NOW)
    assert updates(said)
    assert mails(said) == [("update/attachment", PRIYA.address)]
    assert len(of(Ask, said)) == 1


def test_one_update_for_all_four_answers_for_all_four():
    lines = [
        {"organisation": "DfT", "name": "Priya", "text": "new intranet page"},
        {"organisation": "ORR", "name": "Tom", "text": "nothing new"},
        {"organisation": "SG", "name": "Eilidh", "text": "planning a workshop"},
        {"organisation": "WG", "name": "Dylan", "text": "testing the toolkit"},
    ]
    said = decide(letter("update", text="…", updates=4, update_lines=lines, met=True), situation(), NOW)
    assert [(one.champion, one.nil) for one in updates(said)] == [(1, False), (2, True), (3, False), (4, False)]
    assert sorted(mails(said)) == sorted(
        ("update/receipt_for_group", one.address) for one in (PRIYA, TOM, EILIDH, DYLAN)
    )


def test_an_update_without_proof_is_asked_back():
    said = decide(letter("update", text="…", trust=Trust.NONE), situation(), NOW)
    assert mails(said) == [("verify/ask", PRIYA.address)]
    assert not updates(said)


def test_yes_to_was_this_you_does_what_was_asked():
    held = letter("leave", trust=Trust.TOKEN)
    event = letter("confirm_yes", thread=thread("verify", "mail:" + "d" * 32))
    said = decide(event, situation(pending=Pending(held, situation())), NOW)
    assert champions(said)[0].status is Status.LEFT


def test_yes_to_was_this_you_without_the_token_proves_nothing():
    held = letter("leave", trust=Trust.TOKEN)
    event = letter("confirm_yes", thread=thread("verify", "mail:x"), trust=Trust.PASS)
    said = decide(event, situation(pending=Pending(held, situation())), NOW)
    assert [type(one) for one in said] == [Ask]


def bounce(code, *, permanent=True, address=PRIYA.address):
    carrier = Carrier.MESSAGE_ID if code else Carrier.SUBJECT_TEXT
    return Bounce(
        REPORT, (Failure(address, permanent=permanent),), Thread("chat", "2026-11-G03", carrier, code, 1, address)
    )


def test_a_bounce_of_our_mail_stops_mail_and_mends_the_group():
    said = decide(bounce("7K3QM2X"), situation(sender=None, subject=PRIYA, others=(PRIYA,)), NOW)
    assert champions(said)[0].suppressed == "bounced"
    assert groups(said)[0].members == (2, 3, 4)
    assert of(Ask, said)
    assert PRIYA.address not in [to for _, to in mails(said)]


def test_anybody_can_write_undeliverable():
    said = decide(bounce(""), situation(sender=None, others=(PRIYA,)), NOW)
    assert not of(Keep, said)
    assert of(Ask, said)


def test_a_temporary_failure_changes_nothing():
    said = decide(bounce("7K3QM2X", permanent=False), situation(sender=None, subject=PRIYA), NOW)
    assert [type(one) for one in said] == [Ignore]


def test_out_of_office_keeps_the_date_and_is_never_answered():
    event = AutoReply(Envelope(sender=Address(PRIYA.address), digest="a" * 64), until=date(2026, 11, 30))
    said = decide(event, situation(), NOW)
    assert champions(said)[0].away_until == date(2026, 11, 30)
    assert not mails(said)


def test_settings_are_the_default_ones():
    assert SETTINGS.chats.size == 4
    assert GROUP.label == "2026-11-G03"


def receipt(said):
    return next(one for one in said if getattr(one, "mail", "") == "update/receipt")


def test_a_late_update_is_not_too_late():
    late = decide(letter("update", text="…", thread=thread("update", "2026-09")), situation(), NOW)
    soon = decide(letter("update", text="…", thread=thread("update", "2026-11")), situation(), NOW)
    assert (receipt(late).facts["late"], receipt(soon).facts["late"]) == (True, False)


def test_an_update_in_answer_to_an_invitation_leaves_that_open():
    meeting = Meeting(
        "2026-12-09", datetime(2026, 12, 9, 14, tzinfo=UTC), 120, "Teams", "x@y.example", state=MeetingState.INVITED
    )
    event = letter("update", text="…", thread=thread("meeting", "2026-12-09"))
    said = receipt(decide(event, situation(meeting=meeting), NOW))
    assert (said.kind, said.number, said.facts["meeting"].day) == ("meeting", "2026-12-09", 9)
    told = Answer("2026-12-09", PRIYA.address, "yes", NOW, champion=PRIYA.id)
    assert receipt(decide(event, situation(meeting=meeting, answers=(told,)), NOW)).facts["meeting"] is None


def test_a_question_to_the_other_champions_goes_to_the_next_meeting():
    said = decide(letter("update", "question", text="It is off. Has anyone else had this?"), situation(), NOW)
    assert receipt(said).facts["to_all"]
    assert any("put it to the next meeting" in one.reason for one in of(Ask, said))
