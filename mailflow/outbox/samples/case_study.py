"""Sample facts for the mails of ``case_study``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

_NAME = "Trade statistics user panel"

MAILS: dict[str, tuple[Champion, Facts]] = {
    "case_study/format": (PRIYA, {"name": _NAME}),
    "case_study/draft": (PRIYA, {"name": _NAME, "by": date(2026, 11, 24)}),
    "case_study/published": (PRIYA, {"name": _NAME, "link": "https://hub.example/case-studies/trade"}),
    "case_study/again": (PRIYA, {}),
}
