"""Paraphrases and near misses, one file an intent in `phrases/`: what must be read so, and what must not.

A line is ``+ kind: subject || body`` (it means this; ``~`` instead of ``+``: among other things) or ``- kind: …`` (it
does not). The kind is that of our mail which is answered, or ``new``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.events import Letter
from mailflow.understand import understand
from tests.understand.mails import FACTS, mail

PHRASES = Path(__file__).parent / "phrases"
SUBJECTS = {
    "new": "",
    "confirm": "Re: Please confirm you want to be a user engagement champion",
    "welcome": "RE: Welcome to the user engagement champions network",
    "chat": "Re: Your November Champion Chat group [CC-2026-11-G07]",
    "update": "Re: Your update for November: what is happening with user engagement? [CC-2026-11]",
    "meeting": "RE: Invitation: user engagement champions meeting, 9 December 2026",
}


def _cases() -> list[tuple[str, str, str, str, str]]:
    found = []
    for path in sorted(PHRASES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            mark, rest = line[0], line[1:].strip()
            kind, _, words = rest.partition(":")
            subject, bar, body = words.partition("||")
            found.append(
                (path.stem, mark, kind.strip(), subject.strip() if bar else "", (body if bar else words).strip())
            )
    return found


@pytest.mark.parametrize(("intent", "mark", "kind", "subject", "body"), _cases())
def test_phrase(intent: str, mark: str, kind: str, subject: str, body: str) -> None:
    raw = mail(body.replace("\\n", "\n"), subject=SUBJECTS[kind] or subject, date="Tue, 24 Nov 2026 10:12:00 +0000")
    event = understand(raw, FACTS)
    assert isinstance(event, Letter) and "fault" not in event.rules
    if mark == "+":
        assert event.intent == intent, event.rules
    elif mark == "~":
        assert intent in event.intents, event.rules
    else:
        assert intent not in event.intents, event.rules


def test_each_intent_has_enough_phrases() -> None:
    for path in PHRASES.glob("*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert sum(line.startswith(("+", "~")) for line in lines) >= 15, path.stem
        assert sum(line.startswith("-") for line in lines) >= 15, path.stem
