"""What the fuzzer found, each a letter in ``tests/letters/findings`` and a sentence about what must hold of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.events import Bounce, Letter
from mailflow.understand import understand
from tests.understand.mails import FACTS

FINDINGS = Path(__file__).parent.parent / "letters" / "findings"


def test_a_report_whose_sender_is_written_in_eight_bits_is_read_without_a_complaint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    event = understand((FINDINGS / "eight_bit_sender.eml").read_bytes(), FACTS)
    assert isinstance(event, Bounce) and [failure.address for failure in event.failures] == ["zoe@orr.example"]
    assert not caplog.records, "flufl.bounce wrote a traceback into the log for each such mail"


def test_an_update_whose_body_was_lost_is_read_from_its_subject() -> None:
    event = understand((FINDINGS / "update_without_words.eml").read_bytes(), FACTS)
    assert isinstance(event, Letter) and "fault" not in event.rules
    assert event.needs_person
