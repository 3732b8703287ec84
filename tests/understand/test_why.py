"""Every rule that can fire says why, in a sentence; and what is told of a mail is told whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import mailflow.understand as room
from mailflow.cli.telling import KNOWN_BY, SURE, WORDS, told
from mailflow.events import Carrier, Intent, Letter, Trust
from mailflow.understand import understand
from mailflow.understand.intents.table import TABLE
from mailflow.understand.report import entities_of, needs_person, reasons_of
from mailflow.understand.why import WHY, why
from tests.understand.mails import BY_ID, EXAMPLES, FACTS, example
from tests.understand.test_blind import BLIND, read

ROOM = Path(room.__file__).parent


def test_whatever_fires_says_why() -> None:
    fired = {rule for entry in EXAMPLES for rule in understand(example(entry), FACTS).rules}
    fired |= {rule for entry in BLIND for rule in read(entry).rules}
    assert {rule for rule in fired if not why(rule)} == set()


def test_every_rule_of_the_code_says_why() -> None:
    rows = {row.name for row in TABLE}
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOM / "intents").glob("*.py")))
    named = {name for name in re.findall(r'"([a-z_]+\.[a-z_]+)"', code) if name.partition(".")[0] in set(Intent)}
    given = set(
        re.findall(r'give\([^)]*"([a-z-]+)"', "".join(path.read_text() for path in (ROOM / "quote").glob("*.py")))
    )
    assert {name for name in named - rows | given if not why(name)} == set()


def test_rows_are_not_told_twice() -> None:
    assert not WHY.keys() & {row.name for row in TABLE}
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in WHY.values())


def test_every_word_of_the_contract_has_words_for_the_lead() -> None:
    assert (WORDS.keys(), SURE.keys(), KNOWN_BY.keys()) == (set(Intent), set(Trust), set(Carrier))


def _summary(event: Letter) -> dict[str, Any]:
    return {
        "file": "a.eml", "intent": str(event.intent), "also": [str(one) for one in event.also],
        "needs_person": needs_person(event), "new_text": event.new_text, "thread": "chat 2026-11-G03",
        "matched_by": "subject_code", "entities": entities_of(event), "decisions": ["stay silent"],
        "reasons": list(reasons_of(event)), "rules": list(event.rules),
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "  from: Eilidh Munro <eilidh.munro@sg.example>",
        "  newly written:",
        "  set aside as signature:",
        "  means: misses a round of chats (skip)",
        "  fact: skip: 2026-11",
        "  answers: our mail “chat 2026-11-G03”, by the code in its subject (subject_code)",
        "  sure who wrote: no: nothing proves the address, and nothing speaks against it (none)",
        "  a person should look: no",
        "  because: The writer wants to miss one or a few rounds of chats.",
        "  rule: own-name: The writer's own name begins the signature.",
        "  would: stay silent",
    ],
)
def test_all_of_it_is_told(line: str) -> None:
    event = understand(example(BY_ID["E20"]), FACTS)
    assert isinstance(event, Letter)
    assert line in list(told(_summary(event), event))
