"""Leave, pause, skip, come back, hand over, as values."""

from dataclasses import replace
from datetime import date

from mailflow.decisions import Ask, Cancel, Ignore, Keep, Remind, Send
from mailflow.events import Due, Trust
from mailflow.flows import decide
from mailflow.network import Champion, Group, Status
from tests.flows.test_join import mails, of
from tests.people import GROUP, NOW, PRIYA, letter, situation, thread

PAUSED = replace(PRIYA, status=Status.PAUSED)


def champions(decisions):
    return [one.record for one in of(Keep, decisions) if isinstance(one.record, Champion)]


def groups(decisions):
    return [one.record for one in of(Keep, decisions) if isinstance(one.record, Group)]


def test_leaving_is_instant_and_beats_what_waits_to_leave():
    said = decide(letter("leave"), situation(), NOW)
    assert (champions(said)[0].status, champions(said)[0].left) == (Status.LEFT, date(2026, 11, 10))
    assert champions(said)[0].listed is False
    assert of(Cancel, said)[0].champion.id == PRIYA.id
    assert of(Cancel, said)[0].kind == ""
    assert mails(said)[-1] == ("membership/left", PRIYA.address)


def test_the_others_of_the_group_hear_that_it_has_changed():
    said = decide(letter("leave"), situation(), NOW)
    assert groups(said)[0].members == (2, 3, 4)
    assert groups(said)[0].convener != PRIYA.id
    assert [mail for mail, _ in mails(said)].count("chat/changed") == 3
    assert ("chat/changed", PRIYA.address) not in mails(said)


def test_a_group_that_has_met_is_left_alone():
    said = decide(letter("leave"), situation(group=replace(GROUP, met=True)), NOW)
    assert not groups(said)


def test_leaving_on_a_day_is_remembered_and_nothing_else_changes():
    said = decide(letter("leave", effective="2026-11-27"), situation(), NOW)
    assert (champions(said)[0].status, champions(said)[0].leaves_on) == (Status.ACTIVE, date(2026, 11, 27))
    assert [(one.flow, one.at.date()) for one in of(Remind, said)] == [("membership/leave", date(2026, 11, 27))]
    assert mails(said) == [("membership/leaving", PRIYA.address)]
    then = decide(Due("membership/leave", "1@x", NOW), situation(subject=champions(said)[0], sender=None), NOW)
    assert champions(then)[0].status is Status.LEFT
    assert not [one for one in mails(then) if one[1] == PRIYA.address]


def test_leaving_without_proof_is_asked_back_and_changes_nothing():
    said = decide(letter("leave", trust=Trust.NONE), situation(), NOW)
    assert mails(said) == [("verify/ask", PRIYA.address)]
    assert not of(Keep, said)


def test_who_has_left_is_not_written_to_again():
    gone = replace(PRIYA, status=Status.LEFT)
    assert [type(one) for one in decide(letter("leave"), situation(sender=gone, group=None), NOW)] == [Ignore]


def test_an_angry_leave_is_a_leave_with_an_apology_and_the_lead_is_told():
    said = decide(letter("leave", "complaint", needs_person=True), situation(), NOW)
    (answer,) = [one for one in of(Send, said) if one.to.address == PRIYA.address]
    assert (answer.mail, answer.facts["apology"], answer.also) == ("membership/left", True, ())
    assert len(of(Ask, said)) == 1


def test_a_complaint_stops_automatic_mail_and_is_no_leave():
    said = decide(letter("complaint", needs_person=True), situation(), NOW)
    assert (champions(said)[0].status, champions(said)[0].suppressed) == (Status.ACTIVE, "complaint")
    assert of(Ask, said)[0].due == date(2026, 11, 12)
    assert mails(said) == [("question/acknowledged", PRIYA.address)]


def test_the_last_of_an_organisation_is_missed():
    assert "no champion" in of(Ask, decide(letter("leave"), situation(members_left=1), NOW))[0].reason


def test_a_pause_from_today():
    said = decide(letter("pause", pause_until="2027-03-01"), situation(), NOW)
    assert champions(said)[0].status is Status.PAUSED
    assert [(one.flow, one.at.date()) for one in of(Remind, said)] == [("membership/return", date(2027, 3, 1))]
    assert mails(said)[-1] == ("membership/paused", PRIYA.address)


def test_a_pause_that_begins_later():
    said = decide(letter("pause", pause_from="2026-12-14", pause_until="2027-09-01"), situation(), NOW)
    assert champions(said)[0].status is Status.ACTIVE
    assert [one.flow for one in of(Remind, said)] == ["membership/pause", "membership/return"]
    then = decide(Due("membership/pause", "1@x", NOW), situation(subject=champions(said)[0], sender=None), NOW)
    assert champions(then)[0].status is Status.PAUSED


def test_a_pause_that_would_end_before_it_begins_is_asked_about():
    said = decide(letter("pause", pause_until="2026-11-01"), situation(), NOW)
    assert of(Ask, said)
    assert not champions(said)


def test_back():
    said = decide(letter("confirm_yes", thread=thread("return")), situation(sender=PAUSED, group=None), NOW)
    assert champions(said)[0].status is Status.ACTIVE
    assert mails(said) == [("membership/back", PRIYA.address)]


def test_back_without_a_thread_is_read_as_joining_and_means_the_same():
    said = decide(letter("join", request="resume"), situation(sender=PAUSED, group=None), NOW)
    assert champions(said)[0].status is Status.ACTIVE
    unproven = decide(letter("join", request="resume", trust=Trust.NONE), situation(sender=PAUSED, group=None), NOW)
    assert mails(unproven) == [("verify/ask", PRIYA.address)]


def test_put_me_back_in_next_month_is_no_second_join():
    said = decide(letter("skip", "join", skip="2026-11", request="resume"), situation(), NOW)
    (answer,) = [one for one in of(Send, said) if one.to.address == PRIYA.address]
    assert (answer.mail, answer.also) == ("membership/skipped", ())


def test_the_end_of_a_pause_is_a_question_not_a_fact():
    said = decide(Due("membership/return", "1@x", NOW), situation(subject=PAUSED, sender=None), NOW)
    assert mails(said) == [("membership/welcome_back", PRIYA.address)]
    assert not of(Keep, said)


def test_a_skip_after_the_draw_takes_her_out_of_the_group():
    said = decide(letter("skip", skip="2026-11"), situation(), NOW)
    assert champions(said)[0].skips == {"2026-11"}
    assert groups(said)[0].members == (2, 3, 4)
    assert ("membership/skipped", PRIYA.address) in mails(said)


def test_a_skip_of_another_month_leaves_the_group_alone():
    assert not groups(decide(letter("skip", skip="2026-12"), situation(), NOW))


def test_a_skip_without_a_month_is_asked_about():
    said = decide(letter("skip"), situation(), NOW)
    assert of(Ask, said)
    assert not champions(said)


def test_handing_over_is_a_leave_and_an_invitation():
    event = letter(
        "handover", successor="Callum Baird", successor_email="callum.baird@nisra.example", effective="2027-01-01"
    )
    said = decide(event, situation(), NOW)
    kept = {one.address: one for one in champions(said)}
    assert kept[PRIYA.address].leaves_on == date(2027, 1, 1)
    assert kept["callum.baird@nisra.example"].status is Status.APPLIED
    assert sorted(mails(said)) == [
        ("join/confirm_nominee", "callum.baird@nisra.example"),
        ("membership/handover", PRIYA.address),
    ]


def test_thanks_are_not_answered():
    assert [type(one) for one in decide(letter("thanks"), situation(), NOW)] == [Ignore]


def test_a_person_is_asked_once_and_the_writer_told_once():
    said = decide(letter("question", "problem", needs_person=True), situation(), NOW)
    assert (len(of(Ask, said)), mails(said)) == (1, [("question/acknowledged", PRIYA.address)])
    again = decide(letter("question", needs_person=True), situation(already_answered=True), NOW)
    assert (len(of(Ask, again)), mails(again)) == (1, [])
