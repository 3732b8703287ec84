"""The 51 worked examples, each whole: intent, also, whether a person looks, and every named fact."""

from __future__ import annotations

from typing import Any

import pytest

from mailflow.events import AutoReply, Bounce, Intent, Letter, Machine, Rsvp, Trust
from mailflow.understand import understand
from mailflow.understand.report import entities_of, needs_person
from tests.understand.mails import BY_ID, EXAMPLES, FACTS, example, mail

STATE = {
    "leave", "pause", "skip", "confirm_yes", "confirm_no", "move_organisation", "handover", "rsvp_yes", "rsvp_no",
    "rsvp_maybe", "did_not_meet", "join", "join_on_behalf", "change_address", "change_details",
}  # fmt: skip


def _normal(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


@pytest.mark.parametrize("name", [entry["id"] for entry in EXAMPLES])
def test_example_is_understood_whole(name: str) -> None:
    entry = BY_ID[name]
    event = understand(example(entry), FACTS)
    expected = entry["expect"]
    assert event.intent == expected["intent"]
    assert {str(intent) for intent in getattr(event, "also", ())} == set(expected["also"])
    assert needs_person(event) == expected["needs_human"]
    found = entities_of(event)
    named = {key: _normal(found.get(key)) for key in expected["entities"]}
    assert named == {key: _normal(value) for key, value in expected["entities"].items()}


@pytest.mark.parametrize("name", [entry["id"] for entry in EXAMPLES])
def test_no_wrong_change_of_state(name: str) -> None:
    entry = BY_ID[name]
    event = understand(example(entry), FACTS)
    intents = {str(intent) for intent in (event.intents if isinstance(event, Letter) else (event.intent,))}
    allowed = {entry["expect"]["intent"], *entry["expect"]["also"]}
    assert (intents & STATE) <= allowed


@pytest.mark.parametrize("name", ["E42", "E43", "E44"])
def test_machines_are_no_letters(name: str) -> None:
    assert isinstance(understand(example(BY_ID[name]), FACTS), AutoReply | Bounce | Rsvp | Machine)


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: entry["id"])
def test_what_it_answers(entry: dict[str, Any]) -> None:
    event = understand(example(entry), FACTS)
    kind = {"pairing": "chat"}.get(entry["thread"].removeprefix("reply:"), entry["thread"].removeprefix("reply:"))
    if kind == "new":
        assert event.thread is None or entry["id"] == "E43"
    else:
        assert event.thread is not None and event.thread.kind == kind


def test_every_letter_says_why() -> None:
    for entry in EXAMPLES:
        event = understand(example(entry), FACTS)
        assert event.rules, entry["id"]
        if isinstance(event, Letter):
            assert event.reasons, entry["id"]


def test_calendar_answer_without_its_part_still_counts() -> None:
    entry = BY_ID["E44"]
    raw = mail("", sender=entry["from"], subject=entry["subject"], date=entry["date"])
    event = understand(raw, FACTS)
    assert event.intent in {Intent.RSVP_YES, Intent.UNCLEAR}
    if event.intent is Intent.UNCLEAR:
        assert needs_person(event)


def test_a_failed_authentication_is_never_trusted() -> None:
    event = understand(example(BY_ID["E51"]), FACTS)
    assert isinstance(event, Letter) and event.trust is Trust.FAIL
