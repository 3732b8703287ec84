"""The way in, as values."""

from dataclasses import replace
from datetime import date, timedelta

from mailflow.decisions import Ask, Cancel, Ignore, Keep, Remind, Send
from mailflow.events import Due, Trust
from mailflow.flows import decide
from mailflow.network import Champion, Status
from tests.people import NOW, PRIYA, letter, situation, thread

STRANGER = replace(PRIYA, id=0, status=Status.APPLIED)
APPLICANT = replace(PRIYA, id=9, status=Status.APPLIED, applied=NOW.date())


def of(kind, decisions):
    return [one for one in decisions if isinstance(one, kind)]


def mails(decisions):
    return [(one.mail, one.to.address) for one in of(Send, decisions)]


def test_a_request_is_noted_and_asked_to_confirm_and_will_be_reminded_and_lapse():
    said = decide(letter("join", organisation="DfT", name="Priya Raman"), situation(sender=None, group=None), NOW)
    (kept,) = of(Keep, said)
    assert (kept.record.status, kept.record.organisation, kept.record.applied) == (
        Status.APPLIED,
        "DfT",
        date(2026, 11, 10),
    )
    assert mails(said) == [("join/confirm", PRIYA.address)]
    assert [(one.flow, one.at) for one in of(Remind, said)] == [
        ("join/remind", NOW + timedelta(days=7)),
        ("join/lapse", NOW + timedelta(days=30)),
    ]


def test_nobody_is_enrolled_by_a_request_whatever_proves_it():
    for trust in (Trust.TOKEN, Trust.PASS, Trust.NONE):
        said = decide(letter("join", organisation="DfT", trust=trust), situation(sender=None, group=None), NOW)
        assert all(one.record.status is Status.APPLIED for one in of(Keep, said))


def test_a_member_who_asks_again_is_told_so_and_nothing_is_kept():
    said = decide(letter("join", organisation="DfT"), situation(), NOW)
    assert mails(said) == [("join/already", PRIYA.address)]
    assert not of(Keep, said)


def test_a_personal_address_is_asked_for_the_work_address_and_nothing_is_kept():
    event = letter("join", organisation=None, claimed_organisation="SG", verified=False, sender=STRANGER)
    said = decide(event, situation(sender=None, group=None), NOW)
    assert mails(said) == [("join/work_address", PRIYA.address)]
    assert not of(Keep, said)


def test_outside_government_a_person_decides():
    said = decide(letter("join", organisation=None, needs_person=True), situation(sender=None, group=None), NOW)
    assert mails(said) == [("question/acknowledged", PRIYA.address)]
    assert of(Ask, said)[0].due == date(2026, 11, 24)
    assert not of(Keep, said)


def test_yes_from_the_applicant_makes_a_champion():
    event = letter("confirm_yes", sender=APPLICANT, thread=thread("confirm"), list_publicly=False)
    said = decide(event, situation(sender=APPLICANT, group=None), NOW)
    (kept,) = of(Keep, said)
    assert (kept.record.status, kept.record.joined, kept.record.listed) == (Status.ACTIVE, date(2026, 11, 10), False)
    assert mails(said) == [("join/welcome", PRIYA.address)]
    assert of(Cancel, said)


def test_yes_that_nothing_proves_is_asked_back():
    event = letter("confirm_yes", sender=APPLICANT, trust=Trust.NONE)
    said = decide(event, situation(sender=APPLICANT, group=None), NOW)
    assert mails(said) == [("verify/ask", PRIYA.address)]
    assert not of(Keep, said)


def test_yes_of_somebody_whose_authentication_failed_is_not_answered():
    event = letter("confirm_yes", sender=APPLICANT, trust=Trust.FAIL)
    said = decide(event, situation(sender=APPLICANT, group=None), NOW)
    assert [type(one) for one in said] == [Ask]


def test_a_second_yes_changes_nothing():
    said = decide(letter("confirm_yes", thread=thread("confirm")), situation(), NOW)
    assert [type(one) for one in said] == [Ignore]


def test_no_is_the_end_of_it():
    event = letter("confirm_no", sender=APPLICANT, thread=thread("confirm"))
    said = decide(event, situation(sender=APPLICANT, group=None), NOW)
    assert of(Keep, said)[0].record.status is Status.DECLINED
    assert mails(said) == [("join/declined", PRIYA.address)]


def test_a_nominee_is_asked_for_their_own_yes_and_the_nominator_thanked():
    event = letter("join_on_behalf", nominee="Conor McAteer", nominee_email="conor.mcateer@nisra.example")
    said = decide(event, situation(), NOW)
    assert sorted(mails(said)) == [
        ("join/confirm_nominee", "conor.mcateer@nisra.example"),
        ("join/nominator", PRIYA.address),
    ]
    (kept,) = of(Keep, said)
    assert (kept.record.status, kept.record.nominated_by) == (Status.APPLIED, "Priya Raman")


def test_a_nominee_without_an_address_is_never_guessed():
    said = decide(letter("join_on_behalf", nominee="Lydia Marsh", nominee_email=None), situation(), NOW)
    assert mails(said) == [("join/ask_address", PRIYA.address)]
    assert not of(Keep, said)


def test_a_nominee_at_an_unknown_domain_goes_to_a_person():
    event = letter("join_on_behalf", nominee="Sam Hill", nominee_email="sam@elsewhere.example")
    assert of(Ask, decide(event, situation(), NOW))


def test_a_nominee_who_is_a_champion_is_not_written_to_again():
    conor = Champion(7, "Conor McAteer", "conor.mcateer@nisra.example", "NISRA", Status.ACTIVE)
    event = letter("join_on_behalf", nominee="Conor McAteer", nominee_email=conor.address)
    assert mails(decide(event, situation(others=(conor,)), NOW)) == [("join/nominator", PRIYA.address)]


def test_two_people_in_one_mail_get_each_their_due_and_the_writer_one_answer():
    event = letter(
        "join", "join_on_behalf", organisation="DfT", sender=STRANGER,
        nominees=[{"name": "Ben Halloran", "email": "ben.halloran@nisra.example"}],
    )  # fmt: skip
    said = decide(event, situation(sender=None, group=None), NOW)
    assert sorted(mails(said)) == [
        ("join/confirm", PRIYA.address),
        ("join/confirm_nominee", "ben.halloran@nisra.example"),
    ]
    (answer,) = [one for one in of(Send, said) if one.mail == "join/confirm"]
    assert [mail for mail, _ in answer.also] == ["join/nominator"]


def test_one_reminder_and_then_it_lapses():
    told = situation(subject=APPLICANT, sender=None, group=None)
    assert mails(decide(Due("join/remind", "9@x", NOW), told, NOW)) == [("join/remind", PRIYA.address)]
    said = decide(Due("join/lapse", "9@x", NOW), told, NOW)
    assert of(Keep, said)[0].record.status is Status.LAPSED


def test_who_has_confirmed_is_not_reminded():
    said = decide(Due("join/remind", "1@x", NOW), situation(subject=PRIYA), NOW)
    assert [type(one) for one in said] == [Ignore]
