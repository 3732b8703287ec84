"""Sample facts for the mails of ``chat``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion, Group
from mailflow.outbox.samples.town import DYLAN, EILIDH, NEXT_DRAW, PRIYA, TOM

_NAMES = {
    "DfT": "Department for Transport",
    "ORR": "Office of Rail and Road",
    "SG": "Scottish Government",
    "WG": "Welsh Government",
}
_GROUP = Group("2026-12", 7, (1, 2, 3, 4), convener=2)
_CHAT: Facts = {
    "group": _GROUP,
    "month": "2026-12",
    "members": [PRIYA, TOM, EILIDH, DYLAN],
    "others": [TOM, EILIDH, DYLAN],
    "convener": TOM,
    "meet_by": date(2026, 12, 21),
    "names": _NAMES,
}

MAILS: dict[str, tuple[Champion, Facts]] = {
    "chat/group": (PRIYA, _CHAT),
    "chat/changed": (PRIYA, {**_CHAT, "members": [PRIYA, TOM, EILIDH], "gone": "Dylan Evans", "joined": []}),
    "chat/not_met": (PRIYA, {"month": "2026-11", "wish": "repeat group", "next_draw": NEXT_DRAW}),
    "chat/offer": (PRIYA, {"month": "2026-12", "group": _GROUP}),
}
