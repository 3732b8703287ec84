"""Sample facts for the mails of ``organisation``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "organisation/noted": (
        PRIYA,
        {"old": "DfT", "new": "Department for Moving", "on": date(2027, 4, 1), "by": date(2026, 11, 24), "members": 3},
    ),
    "organisation/belongs": (PRIYA, {"organisation": "Department for Moving"}),
    "organisation/changed": (
        PRIYA,
        {"old": "DfT", "successors": ["DfM (Department for Moving)"], "split": False},
    ),
}
