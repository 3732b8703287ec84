"""Sample facts for the mails of ``organisation``."""

from __future__ import annotations

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "organisation/changed": (
        PRIYA,
        {"old": "DfT", "successors": ["DfM (Department for Moving)"], "split": False},
    ),
}
