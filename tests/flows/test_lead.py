"""The lead's brief, the notice of a hold window, and the lead's answers, as equalities of values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mailflow.almanac import fallen_due
from mailflow.decisions import Ask, HoldBack, Ignore, LetGo, Send, Settle
from mailflow.events import Address, Bounce, Due, Envelope, Failure, Intent, Trust
from mailflow.flows import decide
from mailflow.network import Asked, Champion, Figures, Mass, News, Question, Round, Situation
from mailflow.settings import LeadSettings, NetworkSettings, SendingSettings, Settings
from tests.people import DYLAN, EILIDH, GROUP, NOW, PRIYA, TOM, letter, situation, thread

NETWORK = NetworkSettings(
    mailbox="gsshelp@statistics.example", lead="Natasha Bowen", lead_address="natasha.bowen@ons.example"
)
HOLDING = Settings(network=NETWORK, sending=SendingSettings(hold_minutes=60))
NATASHA = Champion(0, "Natasha Bowen", "natasha.bowen@ons.example", "")
DAY = Due("lead/brief", "2026-11-10", datetime(2026, 11, 10, 8, 30, tzinfo=UTC))
SINCE = NOW - timedelta(days=1)
LETTER = Envelope(Address(TOM.address), "c" * 64, message_id="tom@orr.example")


def asked(number: int, *, ago: int = 0, due: date = date(2026, 11, 24), writer: str = TOM.address) -> Question:
    return Question(number, "Tom asks a question.", NOW - timedelta(days=ago), due, "mail:a", 2, writer, "question")


def told(news: News, *questions: Question, **more: object) -> list[object]:
    return list(decide(DAY, Situation(HOLDING, news=news, open_questions=questions, **more), NOW))


def test_nothing_new_and_nothing_due_is_silence():
    assert told(News(SINCE), asked(1, ago=3)) == [Ignore("nothing is new and nothing is due")]


@pytest.mark.parametrize(
    ("news", "questions"),
    [
        (News(SINCE), (asked(1),)),
        (News(SINCE), (asked(1, ago=9, due=date(2026, 11, 11)),)),
        (News(SINCE, failed=1), ()),
        (News(SINCE, unknown=1), ()),
        (News(SINCE, held=1), ()),
    ],
)
def test_what_is_new_or_due_is_told_to_the_lead_alone(news, questions):
    (send,) = told(news, *questions)
    assert isinstance(send, Send)
    assert (send.mail, send.to, send.kind, send.number, send.answers) == (
        "lead/brief",
        NATASHA,
        "brief",
        "2026-11-10",
        None,
    )


def test_of_a_long_letter_the_beginning_is_shown():
    (send,) = told(News(SINCE, words={1: "word " * 200}), asked(1))
    assert send.facts["questions"][0]["words"].endswith("word …")
    assert len(send.facts["questions"][0]["words"]) <= 402


def test_the_trace_of_a_mail_that_could_not_be_handled_stays_out():
    secret = replace(asked(1), reason="A mail could not be handled after 3 tries: ValueError: the figure is 4.2")
    (send,) = told(News(SINCE), secret)
    assert send.facts["questions"][0]["reason"] == (
        "A mail could not be handled after 3 tries. Read it in the mailbox."
    )


def test_the_round_is_told_by_the_draws_own_sentence():
    drawn = Round("2026-12", NOW, 1, "0" * 64, (GROUP,), figures=Figures(4, repeats=0, colleagues=0, clean_months=6))
    (send,) = told(News(SINCE), round=drawn)
    line = "one group, nobody has met before; at this rate first repeats in about seven months."
    assert send.facts["round"] == {"month": "2026-12", "groups": 1, "again": 0, "line": line}
    (send,) = told(News(SINCE), round=replace(drawn, figures=None))
    assert send.facts["round"] == {"month": "2026-12", "groups": 1, "again": None, "line": ""}


# --- the hold window --------------------------------------------------------------------------------------------------

DRAW = Due("chat", "2026-12", datetime(2026, 12, 1, 9, 30, tzinfo=UTC))


def drawn(settings: Settings, at: datetime = DRAW.at) -> list[Send]:
    here = situation(settings=settings, round=None, champions=(PRIYA, TOM, EILIDH, DYLAN))
    return [one for one in decide(DRAW, here, at) if isinstance(one, Send) and one.to_lead]


def test_the_lead_hears_what_waits_and_until_when():
    (notice,) = drawn(HOLDING)
    assert (notice.mail, notice.kind, notice.number) == ("lead/hold", "hold", "chat:2026-12")
    assert notice.facts["mails"] == 4
    assert {one.id for group in notice.facts["groups"] for one in group} == {1, 2, 3, 4}
    assert notice.facts["leaves"] == notice.useful_until == datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


def test_the_window_begins_when_the_lead_can_read_of_it():
    (notice,) = drawn(HOLDING, datetime(2026, 12, 1, 23, 0, tzinfo=UTC))
    assert notice.useful_until == datetime(2026, 12, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(network=NETWORK),
        Settings(network=NETWORK, sending=SendingSettings(hold_minutes=60, dial="shadow")),
        Settings(network=NETWORK, sending=SendingSettings(hold_minutes=60, dial="approve")),
        Settings(network=NETWORK.model_copy(update={"lead_address": ""}), sending=SendingSettings(hold_minutes=60)),
    ],
)
def test_no_window_no_notice(settings):
    assert drawn(settings) == []


# --- the lead answers -------------------------------------------------------------------------------------------------


def orders(*given: tuple[int, str, str], trust: Trust = Trust.TOKEN, sender: Champion = NATASHA, kind: str = "brief"):
    told_so = [{"number": number, "verdict": verdict, "text": text} for number, verdict, text in given]
    return letter("unclear", sender=sender, trust=trust, thread=thread(kind, "2026-11-10"), orders=told_so)


def around(*questions: Question, mass: Mass | None = None) -> Situation:
    found = tuple(Asked(question, TOM, LETTER) for question in questions)
    waiting = tuple(question for question in questions if question.settled is None)
    return Situation(HOLDING, asked=found, open_questions=waiting, mass=mass)


def receipt(decisions: list[object]) -> dict[str, object]:
    last = decisions[-1]
    assert isinstance(last, Send)
    return dict(last.facts)


def test_yes_closes_and_words_go_to_the_writer():
    first, second = asked(1), asked(2)
    did = decide(orders((1, "yes", ""), (2, "say", "Come at two.")), around(first, second), NOW)
    assert did[:3] == [
        Settle(first, "yes"),
        Send("question/answer", TOM, "question", "2", {"text": "Come at two."}, answers=LETTER),
        Settle(second, "Come at two."),
    ]
    assert receipt(did) == {
        "done": [{"number": 1, "how": "yes", "who": ""}, {"number": 2, "how": "said", "who": "Tom Ashworth"}],
        "undone": [],
    }


def test_whoever_is_answered_twice_gets_one_mail():
    first, second = asked(1), asked(2)
    did = decide(orders((1, "say", "Come at two."), (2, "say", "Bring it.")), around(first, second), NOW)
    assert did[:-1] == [
        Send(
            "question/answer", TOM, "question", "1", {"text": "Come at two."},
            also=(("question/answer", {"text": "Bring it."}),), answers=LETTER,
        ),
        Settle(first, "Come at two."),
        Settle(second, "Bring it."),
    ]  # fmt: skip


def test_an_order_with_thanks_is_an_order_and_thanks_alone_are_silence():
    thanks = replace(orders((1, "yes", "")), intent=Intent.THANKS)
    assert decide(thanks, around(asked(1)), NOW)[0] == Settle(asked(1), "yes")
    nothing = replace(orders((0, "unclear", "")), intent=Intent.THANKS)
    assert decide(nothing, around(asked(1)), NOW) == [Ignore("there is nothing to do")]


@pytest.mark.parametrize(
    ("order", "question", "why"),
    [
        ((9, "yes", ""), asked(1), "unknown"),
        ((1, "yes", ""), replace(asked(1), settled=NOW), "settled"),
        ((1, "say", "Come."), asked(1, writer=""), "nobody"),
        ((1, "about", ""), asked(1), "about"),
        ((1, "unclear", ""), asked(1), "unclear"),
        ((0, "unclear", ""), asked(1), "unclear"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_else_is_done(order, question, why):
    (only,) = decide(orders(order), around(question), NOW)
    assert receipt([only])["undone"] == [{"number": order[0], "why": why, "other": 0}]


def test_words_that_name_another_open_question_are_not_sent():
    (only,) = decide(orders((1, "say", "come 2 no")), around(asked(1), asked(2)), NOW)
    assert receipt([only])["undone"] == [{"number": 1, "why": "several", "other": 2}]


@pytest.mark.parametrize(
    ("trust", "sender"), [(Trust.PASS, NATASHA), (Trust.NONE, NATASHA), (Trust.FAIL, NATASHA), (Trust.TOKEN, TOM)]
)
def test_only_the_leads_own_token_commands(trust, sender):
    (only,) = decide(orders((1, "yes", ""), trust=trust, sender=sender), around(asked(1)), NOW)
    assert isinstance(only, Ask)


def test_stop_holds_and_release_lets_go():
    waits = Mass("chat:2026-12", waiting=52, left=4)
    did = decide(orders((0, "stop", ""), kind="hold"), around(mass=waits), NOW)
    assert did[0] == HoldBack("chat:2026-12")
    assert receipt(did) == {"what": "chat", "month": "2026-12", "day": None, "left": 4, "held": 52}
    did = decide(orders((0, "release", ""), kind="hold"), around(mass=Mass("chat:2026-12", stopped=52, left=4)), NOW)
    assert did[0] == LetGo("chat:2026-12")
    assert receipt(did)["released"] == 52


def test_a_stop_that_comes_too_late_holds_nothing():
    (only,) = decide(orders((0, "stop", ""), kind="hold"), around(mass=Mass("chat:2026-12", left=56)), NOW)
    assert receipt([only])["held"] == 0


def test_the_lead_hears_of_their_own_dead_address_through_a_question():
    report = Bounce(
        Envelope(Address("mailer-daemon@ons.example"), "b" * 64), (Failure(NATASHA.address, True),), thread("brief")
    )
    assert any(isinstance(one, Ask) and "lead_address" in one.reason for one in decide(report, situation(), NOW))


def test_a_brief_can_be_switched_off_or_moved():
    def days(**lead: object) -> list[str]:
        settings = Settings(network=NETWORK, lead=LeadSettings(**lead))
        return [due.key for due in fallen_due(settings, NOW) if due.flow == "lead/brief"]

    assert days() == ["lead/brief:2026-11-10"]
    assert days(brief=False) == days(brief_at="11:00") == []
