"""Letters written before the rules were read: how well the rules understand what they were not written for.

Each line of ``blind.jsonl`` and of the two files after it says what a careful colleague would take from the mail:
``intent`` (``a|b``: a colleague could say either), ``also`` (must be seen too), ``maybe`` (may be), ``needs_human``
(null: either is right), the named ``entities``, and ``must_not``: acts that would harm whoever wrote.
``known``: whether the sender is one of ours, which the store tells.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from mailflow.events import Event, Letter
from mailflow.understand import understand
from mailflow.understand.report import entities_of, needs_person
from tests.understand.mails import FACTS, HERE, example
from tests.understand.test_examples import STATE
from tests.understand.test_intents import SUBJECTS

BLIND: list[dict[str, Any]] = [
    json.loads(line)
    for name in ("blind.jsonl", "blind_second.jsonl", "blind_third.jsonl")
    if (HERE / name).is_file()
    for line in (HERE / name).read_text(encoding="utf-8").splitlines()
]


def read(entry: dict[str, Any]) -> Event:
    subject = SUBJECTS[entry["thread"]] if entry["subject"] is None else entry["subject"]
    usual = {"to": "gsshelp@statistics.example", "cc": "", "date": "Tue, 24 Nov 2026 10:12:00 +0000"}
    whole = {**usual, "headers": {}, "attachments": [], **entry, "subject": subject}
    return understand(example(whole), replace(FACTS, known=entry["known"]))


def intents_of(event: Event) -> set[str]:
    return {str(intent) for intent in (event.intents if isinstance(event, Letter) else (event.intent,))}


def wrong_reading(entry: dict[str, Any], event: Event) -> list[str]:
    """What a careful colleague would have read otherwise."""
    expected, wrong, found = entry["expect"], [], intents_of(event)
    either = set(expected["intent"].split("|"))
    if event.intent not in either:
        wrong.append(f"intent {event.intent}, not {expected['intent']}")
    allowed = either | set(expected["also"]) | set(expected["maybe"])
    if not set(expected["also"]) <= found or not found <= allowed:
        wrong.append(f"intents {sorted(found)}, not {sorted(either)} with {expected['also']}")
    if expected["needs_human"] not in (None, needs_person(event)):
        wrong.append(f"needs a person: {needs_person(event)}")
    facts = entities_of(event)
    for name, value in expected["entities"].items():
        if facts.get(name) != value:
            wrong.append(f"{name}: {facts.get(name)}, not {value}")
    return wrong


def wrong_acts(entry: dict[str, Any], event: Event) -> set[str]:
    """Acts that nobody asked for."""
    expected, found = entry["expect"], intents_of(event)
    allowed = {*expected["intent"].split("|"), *expected["also"], *expected["maybe"]}
    return (found & STATE - allowed) | (found & set(expected["must_not"]))


@pytest.mark.parametrize("entry", BLIND, ids=lambda entry: entry["id"])
def test_read_as_a_careful_colleague_would(entry: dict[str, Any]) -> None:
    event = read(entry)
    assert not wrong_reading(entry, event), event.rules


@pytest.mark.parametrize("entry", BLIND, ids=lambda entry: entry["id"])
def test_nothing_is_done_that_nobody_asked_for(entry: dict[str, Any]) -> None:
    event = read(entry)
    assert not wrong_acts(entry, event), event.rules
