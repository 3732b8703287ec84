"""Sample facts for the mails of ``question``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "question/acknowledged": (PRIYA, {"about": "feedback", "by": date(2026, 11, 24)}),
    "question/answer": (
        PRIYA,
        {"text": "Hello Priya\n\nThe templates are being mended; a new version comes in January."},
    ),
    "question/asks": (PRIYA, {"text": "for a date", "written": date(2026, 11, 10)}),
}
