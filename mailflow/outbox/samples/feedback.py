"""Sample facts for the mails of ``feedback``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

_ABOUT = ["toolkit", "theme group: housing"]

MAILS: dict[str, tuple[Champion, Facts]] = {
    "feedback/received": (PRIYA, {"about": _ABOUT, "by": date(2026, 11, 24)}),
    "feedback/passed_on": (PRIYA, {"about": _ABOUT}),
}
