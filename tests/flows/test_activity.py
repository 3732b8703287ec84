"""An update becomes activities; the lead's yes lets them count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailflow.decisions import Ask, Keep, Send, Settle
from mailflow.events import Order
from mailflow.flows import decide
from mailflow.flows.activity import told
from mailflow.network import Activity, Asked, Question, Stage, Update
from tests.flows.test_lead import HOLDING, NATASHA
from tests.people import NOW, PRIYA, TOM, letter, situation, thread

TOLD = Activity(7, "mail:a", 1, "2026-11", "tools", ("DfT",), tool="GA4")
TEXT = Update(1, "2026-11", "GA4 is running.", NOW, organisation="DfT", source="mail:a", id=3)


def kept(decisions: list[object]) -> list[Activity]:
    return [one.record for one in decisions if isinstance(one, Keep) and isinstance(one.record, Activity)]


def test_each_fact_is_kept_as_told_and_waits_for_a_yes():
    facts = [
        {"kind": "tools", "state": "done", "tool": "GA4", "organisation": "DfT"},
        {"kind": "metrics", "state": "planning", "organisation": "DfT"},
        {"kind": "joint_working", "state": "under_way", "organisation": "DfT", "with_hub": True},
    ]
    event = letter("update", text="…", thread=thread("update", "2026-11"), activity_facts=facts, partners=["NRS"])
    said = decide(event, situation(), NOW)
    assert [(one.kind, one.state, one.organisations, one.approved) for one in kept(said)] == [
        ("tools", Stage.DONE, ("DfT",), None),
        ("metrics", Stage.PLANNED, ("DfT",), None),
        ("joint_working", Stage.UNDER_WAY, ("DfT", "NRS"), None),
    ]
    (asked,) = [one for one in said if isinstance(one, Ask)]
    assert (asked.matter, asked.writer_waits, asked.proposal["months"]) == ("update", False, ["2026-11"])


def test_of_a_groups_letter_each_gets_what_is_said_of_theirs():
    facts = [{"kind": "tools", "organisation": "DfT"}, {"kind": "metrics", "organisation": "ORR"}]
    event = letter("update", activity_facts=facts)
    assert [one.kind for one in told(event, PRIYA, "2026-11", of_group=True)] == ["tools"]
    assert [one.kind for one in told(event, TOM, "2026-11", of_group=True)] == ["metrics"]


def test_nothing_to_report_asks_nothing():
    said = decide(letter("update_nil", thread=thread("update", "2026-11")), situation(), NOW)
    assert not [one for one in said if isinstance(one, Ask)]


def answered(*orders: tuple[int, str, str], **more: object) -> list[object]:
    question = Question(12, "Priya tells.", NOW, NOW.date(), "mail:a", 1, PRIYA.address, "update", matter="update")
    asked = Asked(question, PRIYA, None, PRIYA, (PRIYA,), more.get("records", (TEXT, TOLD)))
    event = letter(
        "unclear",
        sender=NATASHA,
        thread=replace(thread("brief", "2026-11-10"), address=NATASHA.address),
        orders=[Order(number=number, verdict=verdict, text=text) for number, verdict, text in orders],
    )
    return decide(event, situation(settings=HOLDING, sender=None, asked=(asked,), open_questions=(question,)), NOW)


def test_a_yes_lets_the_activities_count_and_the_words_be_told():
    said = answered((12, "yes", ""))
    assert said[:2] == [
        Keep(replace(TEXT, approved=True), "the lead approves it"),
        Keep(replace(TOLD, approved=NOW, approved_by="Natasha Bowen"), "the lead approves it"),
    ]
    assert isinstance(said[2], Settle)
    assert said[3].facts["done"] == [
        {
            "number": 12, "how": "yes", "who": "", "deed": "update approved", "names": ["Priya Raman"],
            "kinds": [("tools", "done")], "held": False,
        }
    ]  # fmt: skip


def test_held_words_stay_held_when_the_activities_count():
    (update, _, *_) = answered((12, "yes", ""), records=(replace(TEXT, held=True), TOLD))
    assert update.record.approved
    assert not update.record.may_be_told


def test_a_no_leaves_it_uncounted():
    said = answered((12, "no", ""))
    assert not [one for one in said if isinstance(one, Keep)]
    assert any(isinstance(one, Settle) for one in said)


def test_what_was_withdrawn_meanwhile_is_not_approved():
    gone = (replace(TEXT, withdrawn=NOW), replace(TOLD, withdrawn=NOW))
    assert not [one for one in answered((12, "yes", ""), records=gone) if isinstance(one, Keep)]


def test_a_yes_with_more_words_is_not_acted_on():
    (receipt,) = answered((12, "yes", "yes but not the tools"))
    assert receipt.facts["undone"] == [{"number": 12, "why": "words", "other": 0}]


@pytest.mark.parametrize("verdict", ["say", "ask"])
def test_words_to_the_writer_leave_a_matter_open(verdict):
    said = answered((12, verdict, "for a date"))
    assert [one.mail for one in said if isinstance(one, Send)] == [
        {"say": "question/answer", "ask": "question/asks"}[verdict],
        "lead/done",
    ]
    assert not [one for one in said if isinstance(one, Settle)]
