"""Sample facts for the mails of ``update``."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mailflow.decisions import Facts
from mailflow.network import Champion, Update
from mailflow.outbox.samples.town import PRIYA, TOLD, TOM

MAILS: dict[str, tuple[Champion, Facts]] = {
    "update/ask": (
        PRIYA,
        {
            "month": "2026-11",
            "deadline": date(2026, 12, 3),
            "met": None,
            "last": Update(1, "2026-10", TOLD, datetime(2026, 10, 24, tzinfo=UTC)),
        },
    ),
    "update/remind": (PRIYA, {"month": "2026-11", "deadline": date(2026, 12, 3), "met": None}),
    "update/receipt": (
        PRIYA,
        {
            "months": ["2026-11"],
            "text": TOLD,
            "activities": [("tools", "done"), ("hub_workshop", "planning")],
            "asks": True,
            "to_all": False,
            "met": True,
            "late": True,
            "meeting": datetime(2026, 12, 9, 14, tzinfo=UTC),
        },
    ),
    "update/receipt_for_group": (
        TOM,
        {"month": "2026-11", "text": "planning a workshop", "nil": False, "teller": "Leo Fairweather"},
    ),
    "update/withdrawn": (PRIYA, {"months": ["2026-11"], "told": True}),
    "update/nil": (PRIYA, {"months": ["2026-11"]}),
    "update/attachment": (PRIYA, {"months": ["2026-11"]}),
    "update/held": (PRIYA, {"months": ["2026-11"]}),
}
