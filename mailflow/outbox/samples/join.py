"""Sample facts for the mails of ``join``."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mailflow.decisions import Facts
from mailflow.network import Champion, Status
from mailflow.outbox.samples.town import APPLICANT, NEXT_DRAW, PRIYA

MEETING = datetime(2026, 12, 9, 14, tzinfo=UTC)

MAILS: dict[str, tuple[Champion, Facts]] = {
    "join/confirm": (APPLICANT, {"organisation": "Department for Transport", "asked": True}),
    "join/confirm_nominee": (APPLICANT, {"organisation": "Department for Transport", "nominator": "Sunita Bhatt"}),
    "join/remind": (APPLICANT, {"lapses": date(2026, 12, 10)}),
    "join/welcome": (
        PRIYA,
        {"organisation": "Department for Transport", "next_draw": NEXT_DRAW, "next_meeting": MEETING},
    ),
    "join/already": (PRIYA, {"last_sent": datetime(2026, 11, 3, 9, 31, tzinfo=UTC)}),
    "join/work_address": (Champion(0, "Moira Kettle", "moirakettle77@mail.example", ""), {"claimed": "SG"}),
    "join/ask_address": (PRIYA, {"names": ["Lydia Marsh"], "next_draw": NEXT_DRAW}),
    "join/nominator": (PRIYA, {"names": ["Conor McAteer"]}),
    "join/declined": (Champion(5, "Priya Raman", "priya.raman@dft.example", "DfT", Status.DECLINED), {}),
}
