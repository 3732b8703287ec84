"""A digest's draft, the lead's answer and the mails, as equalities of values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailflow.almanac import fallen_due, still_makes_sense
from mailflow.decisions import Ask, Ignore, Keep, Send, Settle
from mailflow.events import Due, Order
from mailflow.flows import decide
from mailflow.flows.digest import _short
from mailflow.network import LEFT_OUT, Activity, Desk, Digest, DigestState, Question, Situation, Status, Update
from tests.flows.test_lead import HOLDING, NATASHA
from tests.people import DYLAN, EILIDH, NOW, PRIYA, TOM, letter, thread

SENT = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
DRAFT = Due("digest/draft", "2026-11", SENT)
GO = Due("digest/send", "2026-11@2026-12-08T09:05:00", SENT)
ONE = Update(1, "2026-11", "GA4 is running.", NOW, approved=True, organisation="DfT", source="mail:a", id=3)
TWO = Update(2, "2026-10", "Two forums.", NOW, approved=True, organisation="ORR", source="mail:b", id=4)
TOOLS = Activity(7, "mail:a", 1, "2026-11", "tools", ("DfT",), approved=NOW)
PEOPLE = {1: PRIYA, 2: TOM}
DIGEST = Digest("2026-11", (3, 4), NOW)


def at_draft(*updates: Update, digest: Digest | None = None, waiting: int = 0) -> list[object]:
    desk = Desk(digest, updates, PEOPLE, (TOOLS,), waiting)
    return decide(DRAFT, Situation(HOLDING, desk=desk), NOW)


def sent(*updates: Update, digest: Digest | None, **more: object) -> list[object]:
    desk = Desk(digest, updates, PEOPLE, (TOOLS,), **more)
    people = (PRIYA, TOM, replace(EILIDH, status=Status.PAUSED), replace(DYLAN, suppressed="bounced"))
    return decide(GO, Situation(HOLDING, desk=desk, champions=people), NOW)


def answered(*orders: tuple[int, str, str], digest: Digest = DIGEST) -> list[object]:
    waits = Question(12, "…", NOW, NOW.date(), matter="digest", proposal={"month": "2026-11"})
    event = letter(
        "unclear",
        sender=NATASHA,
        thread=replace(thread("draft", "2026-11"), address=NATASHA.address),
        orders=[Order(number=number, verdict=verdict, text=text) for number, verdict, text in orders],
    )
    desk = Desk(digest, (ONE, TWO), PEOPLE, (TOOLS,))
    return decide(event, Situation(HOLDING, desk=desk, open_questions=(waits,)), NOW)


def receipt(said: list[object]) -> tuple[list[object], list[object]]:
    (send,) = [one for one in said if isinstance(one, Send)]
    return [one["deed"] for one in send.facts["done"]], [one["why"] for one in send.facts["undone"]]


def test_the_draft_falls_due_three_working_days_after_the_updates():
    due = [one for one in fallen_due(HOLDING, datetime(2026, 12, 20, tzinfo=UTC)) if one.flow == "digest/draft"]
    assert (due[-1].occasion, due[-1].at.date()) == ("2026-11", date(2026, 12, 8))
    assert still_makes_sense(due[-1], datetime(2026, 12, 20, tzinfo=UTC), HOLDING)
    assert not still_makes_sense(due[-1], datetime(2027, 1, 20, tzinfo=UTC), HOLDING)


def test_lines_stand_under_their_first_activity_and_the_rest_under_other():
    keep, asked, send = at_draft(ONE, TWO)
    assert keep == Keep(Digest("2026-11", (3, 4), NOW))
    assert isinstance(asked, Ask) and (asked.matter, asked.proposal) == ("digest", {"month": "2026-11"})
    assert (send.mail, send.to, send.kind, send.number) == ("lead/digest", NATASHA, "draft", "2026-11")
    themes = {one["kind"]: [(line["number"], line["late"]) for line in one["lines"]] for one in send.facts["themes"]}
    assert themes == {"tools": [(3, False)], "other": [(4, True)]}


@pytest.mark.parametrize(
    "hidden", [{"held": True}, {"withdrawn": NOW}, {"approved": False}, {"nil": True}, {"text": ""}], ids=str
)
def test_what_may_not_be_told_is_in_no_draft_and_no_digest(hidden):
    assert at_draft(replace(ONE, **hidden)) == [Ignore("nobody has told anything that may be shown")]
    approved = replace(DIGEST, state=DigestState.APPROVED)
    assert not [one for one in sent(replace(ONE, **hidden), digest=approved) if isinstance(one, Send)]


def test_if_all_waits_for_a_yes_the_draft_says_so():
    keep, send = at_draft(waiting=2)
    assert keep.record.lines == ()
    assert (send.facts["total"], send.facts["waiting"]) == (0, 2)


def test_one_that_is_sent_is_not_drafted_again():
    assert at_draft(ONE, digest=replace(DIGEST, state=DigestState.SENT)) == [Ignore("it is approved already")]


def test_it_goes_to_every_active_champion_who_has_not_had_it():
    said = sent(ONE, TWO, digest=replace(DIGEST, state=DigestState.APPROVED), sent_to=frozenset({2}))
    mails = [one for one in said if isinstance(one, Send) and one.mail == "digest/month"]
    assert [(one.to, one.mass) for one in mails] == [(PRIYA, True)]
    assert Keep(replace(ONE, digest="2026-11"), "the digest tells of it") in said


def test_a_line_that_was_dropped_is_not_sent():
    said = sent(ONE, TWO, digest=replace(DIGEST, lines=(4,), state=DigestState.APPROVED))
    (mail, *_) = [one for one in said if isinstance(one, Send) and one.mail == "digest/month"]
    assert [line["number"] for theme in mail.facts["themes"] for line in theme["lines"]] == [4]


def test_without_a_yes_nothing_is_sent():
    assert sent(ONE, digest=DIGEST) == [Ignore("it is not approved, or has been sent")]


def test_a_yes_approves_and_settles():
    said = answered((0, "yes", ""))
    approved = replace(DIGEST, state=DigestState.APPROVED, moment=NOW)
    assert said[0] == Keep(approved, "the lead has answered the draft")
    assert isinstance(said[1], Settle)
    assert receipt(said) == (["digest approved"], [])


@pytest.mark.parametrize("order", [(3, "drop", ""), (3, "no", ""), (3, "say", "Leave out.")])
def test_a_line_is_dropped_before_the_rest_is_sent(order):
    said = answered((0, "yes", ""), order)
    assert said[0] == Keep(replace(ONE, digest=LEFT_OUT), "the lead leaves it out")
    assert said[1].record == replace(DIGEST, lines=(4,), state=DigestState.APPROVED, moment=NOW)
    assert receipt(said) == (["line dropped", "digest approved"], [])


def test_it_is_put_off_until_a_day():
    said = answered((0, "later", "2026-11-16"))
    assert said[0].record.moment == datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    assert receipt(said) == (["digest held"], [])


def test_what_is_not_understood_changes_nothing():
    said = answered((0, "unclear", ""), (77, "drop", ""))
    assert not [one for one in said if isinstance(one, Keep)]
    assert receipt(said) == ([], ["line", "draft"])


def test_an_old_draft_cannot_be_answered_twice():
    assert receipt(answered((0, "yes", ""), digest=replace(DIGEST, state=DigestState.SENT))) == ([], ["digest"])


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("So sorry this is late. We ran a survey of our users.", "We ran a survey of our users."),
        ("Hi Natasha, apologies for the delay! Two workshops were held.", "Two workshops were held."),
        ("Sorry users had to wait. We mended it.", "Sorry users had to wait. We mended it."),
        ("We said sorry. Then we mended it.", "We said sorry. Then we mended it."),
    ],
)
def test_a_line_begins_with_the_news(written: str, told: str) -> None:
    assert _short(written, 280) == told
