"""Meetings, as values: what is due when, who is told, and what an answer changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from mailflow import diary
from mailflow.almanac import still_makes_sense
from mailflow.decisions import Ask, Cancel, Ignore, Keep, Send
from mailflow.events import Address, Due, Envelope, Intent, Rsvp, Trust
from mailflow.flows import decide
from mailflow.flows.meeting.decided import UnknownPeopleError, meeting_for, named
from mailflow.network import AccessNeed, Answer, Breakout, Champion, MeetingState, Round, Status, TalkOffer
from mailflow.settings import MeetingSettings
from tests.flows.test_chat_and_update import town
from tests.people import DYLAN, EILIDH, NOW, PRIYA, SETTINGS, TOM, letter, situation, thread

WITH = SETTINGS.model_copy(update={"meetings": MeetingSettings()})
START = datetime(2026, 12, 9, 14, tzinfo=UTC)
PLANNED = diary.planned_at("", START, WITH)
INVITED = replace(PLANNED, state=MeetingState.INVITED)


def of(kind, decisions):
    return [one for one in decisions if isinstance(one, kind)]


def kept(kind, decisions):
    return [one.record for one in of(Keep, decisions) if isinstance(one.record, kind)]


def around(**more):
    return situation(**({"settings": WITH, "meeting": INVITED} | more))


def at(flow, *, occasion="2026-12-09", now=START - timedelta(days=3), **more):
    given = {"sender": None, "group": None, "round": None, "members": (), "champions": town(6)} | more
    return decide(Due(flow, occasion, now), around(**given), now)


def said(person, says, **more):
    return Answer("2026-12-09", person.address, says, NOW, champion=person.id, **more)


def flows_due(now, *meetings, settings=WITH):
    found = diary.fallen_due(settings, now, meetings)
    return [due.flow for due in found if due.flow.startswith("meeting/") and due.occasion.startswith("2026-12-09")]


class TestWhen:
    def test_a_series_by_rule(self):
        found = diary.by_rule(WITH, datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC))
        assert [one.number for one in found] == ["2026-10-14", "2026-12-09", "2027-02-10"]
        assert found[0].start.hour == found[1].start.hour == 14  # wall time, in summer and in winter
        assert [item.minutes for item in found[0].agenda] == [10, 30, 35, 25, 20]
        assert len({one.uid for one in found}) == 3

    @pytest.mark.parametrize(
        ("moment", "flow"),
        [
            ("2026-11-11T14:00", "meeting/invite"),
            ("2026-12-04T10:00", "meeting/remind"),
            ("2026-12-08T12:00", "meeting/breakout"),
            ("2026-12-09T16:00", "meeting/held"),
        ],
    )
    def test_each_moment_falls_due_at_its_time(self, moment, flow):
        now = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        meeting = PLANNED if flow == "meeting/invite" else INVITED
        assert flow in flows_due(now, meeting)
        assert flow not in flows_due(now - timedelta(minutes=1), meeting)

    def test_a_meeting_is_closed_however_late(self):
        assert flows_due(START + timedelta(days=300), INVITED) == ["meeting/held"]

    def test_a_moved_meeting_is_reminded_of_again(self):
        moved = replace(INVITED, start=START + timedelta(days=7), state=MeetingState.CHANGED, sequence=1, touched=NOW)
        occasions = {due.flow: due.occasion for due in diary.moments(moved, WITH)}
        assert occasions["meeting/remind"] == "2026-12-09~2026-12-16"
        assert occasions["meeting/change"] == "2026-12-09.1~2026-12-16"
        assert {diary.number_in(one) for one in occasions.values()} == {"2026-12-09"}
        assert diary.day_in(occasions["meeting/change"]) == date(2026, 12, 16)

    def test_what_is_over_makes_no_sense(self):
        due = Due("meeting/invite", "2026-12-09", START - timedelta(weeks=4))
        assert still_makes_sense(due, START - timedelta(days=1), WITH)
        assert not still_makes_sense(due, START + timedelta(days=1), WITH)

    def test_no_other_round_in_a_month_that_is_held_inside(self):
        inside = WITH.model_copy(update={"chats": WITH.chats.model_copy(update={"in_meeting": True})})
        now = datetime(2026, 12, 2, tzinfo=UTC)
        drawn = {due.occasion for due in diary.fallen_due(inside, now, [INVITED]) if due.flow == "chat"}
        assert "2026-12" not in drawn and "2026-11" in drawn
        gone = replace(INVITED, state=MeetingState.CANCELLED)
        assert "2026-12" in {due.occasion for due in diary.fallen_due(inside, now, [gone]) if due.flow == "chat"}


class TestTelling:
    def test_everybody_active_and_reachable_is_invited_once(self):
        people = town(5)
        people = (replace(people[0], status=Status.PAUSED), replace(people[1], suppressed="bounced"), *people[2:])
        did = at("meeting/invite", meeting=PLANNED, champions=people, now=NOW)
        assert [send.to.id for send in of(Send, did)] == [3, 4, 5]
        assert all(send.mass and send.calendar.method == "REQUEST" for send in of(Send, did))
        assert kept(type(PLANNED), did) == [INVITED]

    def test_whoever_said_no_is_not_reminded(self):
        answers = (said(town(3)[0], "no"), said(town(3)[1], "yes"))
        did = at("meeting/remind", champions=town(3), answers=answers)
        assert {send.to.id: send.facts["says"] for send in of(Send, did)} == {2: "yes", 3: ""}

    def test_whoever_joined_since_gets_the_entry_with_the_reminder(self):
        did = at("meeting/remind", champions=town(2), reached=frozenset({town(2)[0].address}))
        assert [send.calendar is not None for send in of(Send, did)] == [False, True]

    def test_an_answer_to_an_earlier_time_does_not_count(self):
        moved = replace(INVITED, state=MeetingState.CHANGED, sequence=1, asked=1)
        did = at("meeting/remind", meeting=moved, champions=town(1), answers=(said(town(1)[0], "no"),))
        assert [send.facts["says"] for send in of(Send, did)] == [""]

    def test_only_whom_it_had_reached_hears_of_the_end(self):
        gone = replace(INVITED, state=MeetingState.CANCELLED, sequence=1)
        did = at("meeting/cancel", meeting=gone, champions=town(3), reached=frozenset({town(3)[1].address}))
        (send,) = of(Send, did)
        assert (send.to.id, send.calendar.method, send.calendar.sequence) == (2, "CANCEL", 1)
        assert of(Cancel, did)[0].number == "2026-12-09"


class TestAnswers:
    @pytest.mark.parametrize("says", ["yes", "no", "maybe"])
    def test_an_answer_is_noted_and_receipted(self, says):
        did = decide(letter(f"rsvp_{says}", thread=thread("meeting", "2026-12-09")), around(), NOW)
        assert kept(Answer, did) == [said(PRIYA, says)]
        assert [send.mail for send in of(Send, did)] == [f"meeting/{says}"]
        assert bool(of(Cancel, did)) == (says == "no")

    def test_until_when(self):
        did = decide(letter("rsvp_yes", leaves_at="15:00"), around(), NOW)
        assert kept(Answer, did)[0].leaves_at == time(15)
        assert f"{of(Send, did)[0].facts['leaves_at']:%H:%M}" == "15:00"

    def test_a_need_is_kept_apart_and_never_repeated(self):
        did = decide(letter("rsvp_yes", "access_need", text="I use a screen reader."), around(), NOW)
        assert kept(AccessNeed, did) == [AccessNeed("2026-12-09", PRIYA.id, "I use a screen reader.")]
        assert of(Ask, did)[0].intent == "access_need"
        (send,) = of(Send, did)
        assert [mail for mail, _ in send.also] == ["meeting/access"]
        shown = str([one.sentence() for one in did]) + str(send.facts) + str(send.also) + str(of(Ask, did))
        assert "screen" not in shown

    def test_words_without_proof_change_nothing(self):
        did = decide(letter("rsvp_yes", trust=Trust.NONE), around(), NOW)
        assert kept(Answer, did) == []
        assert [send.mail for send in of(Send, did)] == ["verify/ask"]

    def test_a_stranger_and_a_meeting_that_is_over_wait_for_a_person(self):
        for around_it in (
            around(sender=None),
            around(meeting=None),
            around(meeting=replace(INVITED, start=NOW - timedelta(days=2))),
        ):
            did = decide(letter("rsvp_yes"), around_it, NOW)
            assert kept(Answer, did) == [] and of(Ask, did)

    @pytest.mark.parametrize(
        ("address", "known", "how", "guests"),
        [
            ("jo@dft.example", (), "sent", 1),
            ("jo@elsewhere.example", (), "lead", 0),
            ("jo@dft.example", (Champion(9, "Jo", "jo@dft.example", "DfT", Status.ACTIVE),), "champion", 0),
            ("jo@dft.example", (Champion(9, "Jo", "jo@dft.example", "DfT", Status.LEFT),), "lead", 0),
            ("", (), "ask_address", 0),
        ],
    )
    def test_a_delegate(self, address, known, how, guests):
        did = decide(letter("rsvp_no", delegate="Jo", delegate_email=address), around(others=known), NOW)
        receipt = next(send for send in of(Send, did) if send.mail == "meeting/no")
        assert receipt.facts["how"] == how
        assert len([send for send in of(Send, did) if send.mail == "meeting/guest"]) == guests
        assert len([one for one in kept(Answer, did) if one.says == "yes"]) == guests


class TestCalendarPrograms:
    def answer(self, intent=Intent.RSVP_YES, *, sender=PRIYA, **more):
        envelope = Envelope(sender=Address(sender.address), digest="e" * 64)
        given = {"uid": INVITED.uid, "trust": Trust.PASS, "attendee": sender.address} | more
        return Rsvp(envelope, intent, **given)

    def test_noted_in_silence(self):
        did = decide(self.answer(), around(), NOW)
        assert kept(Answer, did) == [said(PRIYA, "yes")]
        assert not of(Send, did) and not of(Ask, did)

    @pytest.mark.parametrize(
        ("more", "noted", "asks"),
        [
            ({"counter": True}, True, True),
            ({"comment": "I may be late"}, True, True),
            ({"attendee": "boss@dft.example"}, False, True),
            ({"trust": Trust.FAIL}, False, True),
            ({"trust": Trust.NONE}, True, False),
            ({"trust": Trust.NONE, "uid": "guessed"}, False, False),
        ],
    )
    def test_what_the_lead_reads(self, more, noted, asks):
        did = decide(self.answer(**more), around(), NOW)
        assert (bool(kept(Answer, did)), bool(of(Ask, did)), of(Send, did)) == (noted, asks, [])

    def test_an_old_sequence_is_kept_but_does_not_undo_a_later_answer(self):
        moved = replace(INVITED, state=MeetingState.CHANGED, sequence=2, asked=2)
        (old,) = kept(Answer, decide(self.answer(sequence=1), around(meeting=moved), NOW))
        assert old.sequence == 1
        later = (said(PRIYA, "no", sequence=2, id=5),)
        assert kept(Answer, decide(self.answer(sequence=1), around(meeting=moved, answers=later), NOW)) == []

    def test_of_a_cancelled_meeting_nothing_is_noted(self):
        did = decide(self.answer(), around(meeting=replace(INVITED, state=MeetingState.CANCELLED)), NOW)
        assert [type(one) for one in did] == [Ignore]


class TestBreakout:
    def test_those_who_come_and_stay(self):
        people = town(6)
        answers = (
            *(said(one, "yes") for one in people[:4]),
            said(people[4], "yes", leaves_at=time(15)),
            said(people[5], "maybe"),
        )
        did = at("meeting/breakout", champions=people, answers=answers)
        assert [sorted(group) for one in kept(Breakout, did) for group in one.groups] == [[1, 2, 3, 4]]
        assert {send.to.id for send in of(Send, did)} == {1, 2, 3, 4}
        assert kept(Round, did) == []

    def test_a_guest_sits_in_a_group_but_in_no_round(self):
        inside = WITH.model_copy(update={"chats": WITH.chats.model_copy(update={"in_meeting": True})})
        people = town(4)
        guest = Answer("2026-12-09", "jo@o4.example", "yes", NOW, name="Jo", instead_of=4, id=50)
        answers = (*(said(one, "yes") for one in people[:3]), guest)
        did = at("meeting/breakout", settings=inside, champions=people, answers=answers)
        assert sorted(kept(Breakout, did)[0].groups[0]) == [-50, 1, 2, 3]
        (drawn,) = kept(Round, did)
        assert sorted(drawn.groups[0].members) == [1, 2, 3]
        assert next(send.to for send in of(Send, did) if send.to.name == "Jo").id == 0

    def test_whoever_met_in_an_earlier_meeting_is_drawn_apart(self):
        people = town(8)
        earlier = (Breakout("2026-10-14", NOW, ((1, 2, 3, 4), (5, 6, 7, 8))),)
        did = at(
            "meeting/breakout", champions=people, answers=tuple(said(one, "yes") for one in people), breakouts=earlier
        )
        for group in kept(Breakout, did)[0].groups:
            assert len({1, 2, 3, 4} & set(group)) == 2

    def test_anew_from_who_came_and_at_once(self):
        people = town(5)
        answers = tuple(said(one, "yes", came=one.id < 4) for one in people)
        did = at("meeting/breakout", occasion="2026-12-09.2~2026-12-09", champions=people, answers=answers)
        assert {send.to.id for send in of(Send, did)} == {1, 2, 3}
        assert not any(send.mass for send in of(Send, did))

    def test_two_are_too_few(self):
        assert [type(one) for one in at("meeting/breakout", answers=tuple(said(one, "yes") for one in town(2)))] == [
            Ignore
        ]


class TestAfterwards:
    def test_it_is_closed_and_the_lead_is_asked(self):
        did = at("meeting/held", now=START + timedelta(hours=2), answers=(said(PRIYA, "yes"),))
        assert kept(type(INVITED), did)[0].state is MeetingState.HELD
        assert [one.intent for one in of(Ask, did)] == ["attendance", "summary"]

    def test_nobody_is_asked_what_nobody_remembers(self):
        late = START + timedelta(days=40)
        did = decide(Due("meeting/held", "2026-12-09", START), around(sender=None, champions=()), late)
        assert kept(type(INVITED), did) and not of(Ask, did)

    def test_thanks_go_to_those_who_came(self):
        people = town(3)
        answers = (
            said(people[0], "yes", came=True),
            said(people[1], "yes", came=False),
            said(people[2], "no", came=True),
        )
        over = replace(INVITED, state=MeetingState.HELD)
        did = at("meeting/thanks", meeting=over, champions=people, answers=answers, now=START + timedelta(days=2))
        assert [send.to.id for send in of(Send, did)] == [1, 3]

    def test_if_nobody_told_to_those_who_said_yes_and_guests_are_forgotten(self):
        guest = Answer("2026-12-09", "jo@o1.example", "yes", NOW, name="Jo", instead_of=1, id=50)
        over = replace(INVITED, state=MeetingState.HELD)
        answers = (said(town(1)[0], "no", delegate="Jo"), guest)
        did = at("meeting/thanks", meeting=over, champions=town(1), answers=answers, now=START + timedelta(days=2))
        assert [send.to.address for send in of(Send, did)] == ["jo@o1.example"]
        assert {(one.name, one.delegate) for one in kept(Answer, did)} == {("", "")}


class TestTalks:
    OFFER = TalkOffer(TOM.id, "user forums", 15, ("2027-03", "2027-04"), NOW)

    def test_an_offer_is_noted_asked_and_receipted_with_a_date(self):
        facts = {"topic": "user forums", "minutes": 15, "preferred": ["2027-03", "2027-04"]}
        did = decide(letter("offer_talk", sender=TOM, **facts), around(sender=TOM, meeting=None), NOW)
        assert kept(TalkOffer, did) == [self.OFFER]
        assert of(Ask, did)[0].due == date(2026, 12, 8)
        facts = of(Send, did)[0].facts
        assert (facts["months"], facts["missed"], facts["by"]) == (["2027-04"], ["2027-03"], date(2026, 12, 8))

    def test_what_is_marked_is_not_repeated(self):
        did = decide(letter("offer_talk", sender=TOM, topic="x", marking="OFFICIAL-SENSITIVE"), around(sender=TOM), NOW)
        assert kept(TalkOffer, did) == []
        assert [send.mail for send in of(Send, did)] == ["question/acknowledged"]

    @pytest.mark.parametrize(
        ("words", "number"),
        [
            ("", "2027-04-14"), ("yes please", "2027-04-14"), ("2027-02", "2027-02-10"), ("in June", "2027-06-09"),
            ("2026-12-09", "2026-12-09"), ("2027-03", None), ("whenever", None),
        ],
    )  # fmt: skip
    def test_where_the_lead_puts_it(self, words, number):
        found = meeting_for(self.OFFER, words, around(meeting=None), NOW)
        assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("Priya Raman, Tom", [1, 2]),
        ("priya.raman@dft.example\n- Eilidh Munro (SG)", [1, 3]),
        ("Dylan and Priya", [4, 1]),
        ("Tom Ashworth <thomas.ashworth@orr.example>", [2]),
        ("", []),
    ],
)
def test_people_are_named_by_name_or_address(words, keys):
    assert named(words, {one.id: one for one in (PRIYA, TOM, EILIDH, DYLAN)}) == keys


def test_a_name_that_fits_two_fits_none():
    people = {1: PRIYA, 2: replace(TOM, name="Priya Shah")}
    with pytest.raises(UnknownPeopleError, match="Priya"):
        named("Priya", people)
    assert named("Priya Shah", people) == [2]
