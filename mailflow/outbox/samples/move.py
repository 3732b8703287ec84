"""Sample facts for the mails of ``move``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

_NEW = replace(PRIYA, address="priya.raman@dsit.example", organisation="DSIT")
_THERE = "Department for Science, Innovation and Technology"

MAILS: dict[str, tuple[Champion, Facts]] = {
    "move/receipt": (
        PRIYA,
        {
            "organisation": "DSIT",
            "on": date(2026, 12, 7),
            "today": False,
            "address": "priya.raman@dsit.example",
            "prove": True,
            "left_without": "DfT",
        },
    ),
    "move/agreed": (PRIYA, {"on": date(2026, 12, 7), "today": False}),
    "move/check": (_NEW, {}),
    "move/ask_old": (PRIYA, {"name": True, "address": True}),
    "move/stopped": (PRIYA, {}),
    "move/done": (_NEW, {"name": True, "address": True, "organisation": _THERE, "listed": True}),
}
