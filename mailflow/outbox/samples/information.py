"""Sample facts for the mails of ``information``."""

from __future__ import annotations

from mailflow.decisions import Facts
from mailflow.network import Champion

MAILS: dict[str, tuple[Champion, Facts]] = {
    "information/strategy": (
        Champion(0, "Ruth Castellano", "ruth.castellano@dwp.example", ""),
        {"organisation": "DWP", "listed": ["Moira Kettle"]},
    ),
}
