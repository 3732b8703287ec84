"""Sample facts for the mails of ``membership``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion, Status
from mailflow.outbox.samples.town import GONE, NEXT_DRAW, PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "membership/left": (GONE, {"apology": False, "uninvited": None}),
    "membership/leaving": (PRIYA, {"on": date(2026, 11, 27), "uninvited": date(2026, 12, 9)}),
    "membership/handover": (PRIYA, {"name": "Callum Baird", "asked": True, "on": date(2027, 1, 1), "uninvited": None}),
    "membership/paused": (
        PRIYA,
        {"begins": date(2026, 12, 14), "until": date(2027, 9, 1), "vague": True, "uninvited": date(2027, 2, 10)},
    ),
    "membership/skipped": (PRIYA, {"months": ["2026-11"]}),
    "membership/welcome_back": (Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.PAUSED), {}),
    "membership/still": (PRIYA, {"years": 1}),
    "membership/stays": (PRIYA, {}),
    "membership/put_right": (PRIYA, {}),
    "membership/back": (PRIYA, {"next_draw": NEXT_DRAW}),
}
