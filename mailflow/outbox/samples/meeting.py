"""Sample facts for the mails of ``meeting``."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mailflow.decisions import Facts
from mailflow.network import AgendaItem, Champion, Meeting
from mailflow.outbox.samples.town import DYLAN, EILIDH, PRIYA, TOM

_START = datetime(2026, 12, 9, 14, tzinfo=UTC)
_PARTS = (("welcome", 10), ("interactive", 30), ("presentations", 35), ("discussion", 25), ("chat", 20))
_MEETING = Meeting(
    "2026-12-09", _START, 120, "Microsoft Teams", "sample@statistics.example",
    agenda=tuple(AgendaItem(kind, minutes) for kind, minutes in _PARTS),
)  # fmt: skip
_GUEST = Champion(0, "Joanna Fell", "joanna.fell@dft.example", "")
_TOPIC = "running a user forum"
_FOLLOWING = datetime(2027, 2, 10, 14, tzinfo=UTC)


def _agenda() -> list[Facts]:
    at = _START
    items: list[Facts] = []
    for kind, minutes in _PARTS:
        ends = at + timedelta(minutes=minutes)
        talks = [{"topic": _TOPIC, "who": TOM}] if kind == "presentations" else []
        items.append({"kind": kind, "begins": at, "ends": ends, "talks": talks})
        at = ends
    return items


_FACTS: Facts = {
    "meeting": _MEETING,
    "name": "user engagement champions meeting",
    "begins": _START,
    "ends": _MEETING.end,
    "place": _MEETING.place,
    "joining": "https://meet.example/champions",
    "link": "https://meet.example/champions",
    "agenda": _agenda(),
}
_DAY: Facts = {"begins": _START}
_GROUP: Facts = {
    **_FACTS,
    "group": 2,
    "members": (PRIYA, TOM, EILIDH, DYLAN),
    "first": TOM,
    "me": PRIYA.id,
    "chat_begins": _START + timedelta(minutes=100),
    "chat_ends": _MEETING.end,
    "again": False,
    "names": {"DfT": "Department for Transport", "ORR": "Office of Rail and Road", "SG": "Scottish Government",
              "WG": "Welsh Government"},
}  # fmt: skip

MAILS: dict[str, tuple[Champion, Facts]] = {
    "meeting/invite": (PRIYA, {**_FACTS, "joining": "", "link": ""}),
    "meeting/changed": (PRIYA, {**_FACTS, "anew": True}),
    "meeting/cancelled": (PRIYA, {**_FACTS, "following": _FOLLOWING}),
    "meeting/remind": (PRIYA, {**_FACTS, "says": "maybe"}),
    "meeting/breakout": (PRIYA, _GROUP),
    "meeting/thanks": (
        PRIYA,
        {
            **_FACTS,
            "summary": "We agreed to try the new templates.\n\nThe slides are on the hub.",
            "following": _FOLLOWING,
        },
    ),
    "meeting/yes": (PRIYA, {**_FACTS, "leaves_at": datetime(2026, 12, 9, 15, tzinfo=UTC)}),
    "meeting/no": (PRIYA, {**_FACTS, "delegate": "Joanna Fell", "how": "sent"}),
    "meeting/maybe": (PRIYA, _FACTS),
    "meeting/access": (PRIYA, {**_DAY, "by": date(2026, 11, 12)}),
    "meeting/guest": (_GUEST, {**_FACTS, "sender": PRIYA, "reminder": datetime(2026, 12, 4, 10, tzinfo=UTC)}),
    "meeting/talk_offered": (
        TOM,
        {
            "topic": _TOPIC,
            "minutes": 15,
            "months": ["2027-02", "2027-04"],
            "missed": ["2027-03"],
            "by": date(2026, 12, 8),
        },
    ),
    "meeting/talk_placed": (TOM, {**_FACTS, "topic": _TOPIC, "minutes": 15}),
    "meeting/talk_declined": (TOM, {"topic": _TOPIC}),
}
