"""Sample facts for the mails of ``network``: what every champion is told."""

from __future__ import annotations

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "network/new_lead": (PRIYA, {"before": "Natasha Bowen", "lead": "Sam Li"}),
}
