"""Sample facts for every template: what `mailflow preview` and the tests show. Fictional people at ``.example``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mailflow.decisions import Facts, Send
from mailflow.events import Address, Envelope
from mailflow.network import Champion, Group, Status, Update

PRIYA = Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.ACTIVE)
TOM = Champion(2, "Tom Ashworth", "thomas.ashworth@orr.example", "ORR", Status.ACTIVE)
EILIDH = Champion(3, "Eilidh Munro", "eilidh.munro@sg.example", "SG", Status.ACTIVE)
DYLAN = Champion(4, "Dylan Evans", "dylan.evans@wg.example", "WG", Status.ACTIVE, language="cy")
APPLICANT = Champion(5, "Priya Raman", "priya.raman@dft.example", "DfT", Status.APPLIED)
LEAD = Champion(0, "Natasha Bowen", "natasha.bowen@ons.example", "")
GONE = Champion(6, "Fiona Abernethy", "fiona.abernethy@nrs.example", "NRS", Status.LEFT)

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
_DRAW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
_TOLD = "We've now got GA4 running on the data portal and are using it to see which tables nobody opens."
_MAIL = Envelope(
    sender=Address("priya.raman@dft.example", "Priya Raman"), digest="0" * 64, message_id="sample@dft.example"
)

_BRIEF: Facts = {
    "day": date(2026, 12, 2),
    "since": datetime(2026, 12, 1, 8, 30, tzinfo=UTC),
    "questions": [
        {
            "number": 12,
            "reason": "Tom Ashworth complains; automatic mail to them is stopped until this is settled.",
            "who": "ORR, thomas.ashworth@orr.example",
            "due": date(2026, 12, 3),
            "late": False,
            "words": "I have now had five emails from you in nine days. Please can someone look at this.",
        },
        {
            "number": 9,
            "reason": "The update of Priya Raman may not be shown (OFFICIAL-SENSITIVE). It has not been passed on.",
            "who": "DfT, priya.raman@dft.example",
            "due": date(2026, 12, 1),
            "late": True,
            "words": "",
        },
    ],
    "total": 2,
    "deeds": [("join/welcome", PRIYA), ("membership/handover", EILIDH), ("membership/left", GONE)],
    "closed": [11],
    "round": {
        "month": "2026-12",
        "groups": 14,
        "again": 0,
        "line": "14 groups, nobody has met before; at this rate first repeats in about 7 months.",
    },
    "failed": 1,
    "unknown": 0,
    "held": 3,
}

SAMPLES: dict[str, tuple[Champion, Facts]] = {
    "join/confirm": (APPLICANT, {"organisation": "Department for Transport", "asked": True}),
    "join/confirm_nominee": (APPLICANT, {"organisation": "Department for Transport", "nominator": "Sunita Bhatt"}),
    "join/remind": (APPLICANT, {"lapses": date(2026, 12, 10)}),
    "join/welcome": (PRIYA, {"organisation": "Department for Transport", "next_draw": _DRAW}),
    "join/already": (PRIYA, {"last_sent": datetime(2026, 11, 3, 9, 31, tzinfo=UTC)}),
    "join/work_address": (Champion(0, "Moira Kettle", "moirakettle77@mail.example", ""), {"claimed": "SG"}),
    "join/ask_address": (PRIYA, {"names": ["Lydia Marsh"], "next_draw": _DRAW}),
    "join/nominator": (PRIYA, {"names": ["Conor McAteer"]}),
    "join/declined": (Champion(5, "Priya Raman", "priya.raman@dft.example", "DfT", Status.DECLINED), {}),
    "membership/left": (GONE, {"apology": False}),
    "membership/leaving": (PRIYA, {"on": date(2026, 11, 27)}),
    "membership/handover": (PRIYA, {"name": "Callum Baird", "asked": True, "on": date(2027, 1, 1)}),
    "membership/paused": (PRIYA, {"begins": date(2026, 12, 14), "until": date(2027, 9, 1), "vague": True}),
    "membership/skipped": (PRIYA, {"months": ["2026-11"]}),
    "membership/welcome_back": (Champion(1, "Priya Raman", "priya.raman@dft.example", "DfT", Status.PAUSED), {}),
    "membership/back": (PRIYA, {"next_draw": _DRAW}),
    "chat/group": (PRIYA, _CHAT),
    "chat/changed": (PRIYA, {**_CHAT, "members": [PRIYA, TOM, EILIDH], "gone": "Dylan Evans", "joined": []}),
    "chat/not_met": (PRIYA, {"month": "2026-11", "wish": True}),
    "update/ask": (
        PRIYA,
        {
            "month": "2026-11",
            "deadline": date(2026, 12, 3),
            "met": None,
            "last": Update(1, "2026-10", _TOLD, datetime(2026, 10, 24, tzinfo=UTC)),
        },
    ),
    "update/remind": (PRIYA, {"month": "2026-11", "deadline": date(2026, 12, 3), "met": None}),
    "update/receipt": (
        PRIYA,
        {
            "months": ["2026-11"],
            "text": _TOLD,
            "activities": [("tools", "done"), ("hub_workshop", "planning")],
            "asks": True,
            "met": True,
        },
    ),
    "update/receipt_for_group": (
        TOM,
        {"month": "2026-11", "text": "planning a workshop", "nil": False, "teller": "Leo Fairweather"},
    ),
    "update/nil": (PRIYA, {"months": ["2026-11"]}),
    "update/attachment": (PRIYA, {"months": ["2026-11"]}),
    "update/held": (PRIYA, {"months": ["2026-11"]}),
    "question/acknowledged": (PRIYA, {"about": "feedback", "by": date(2026, 11, 24)}),
    "question/answer": (
        PRIYA,
        {"text": "Hello Priya\n\nThe templates are being mended; a new version comes in January."},
    ),
    "question/asks": (PRIYA, {"text": "for a date"}),
    "lead/brief": (LEAD, _BRIEF),
    "lead/done": (
        LEAD,
        {
            "done": [
                {"number": 12, "how": "yes", "who": ""},
                {"number": 14, "how": "said", "who": "Tom Ashworth"},
                {"number": 15, "how": "asked", "who": "Priya Raman"},
            ],
            "undone": [
                {"number": 16, "why": "about", "other": 0},
                {"number": 17, "why": "several", "other": 15},
                {"number": 99, "why": "unknown", "other": 0},
                {"number": 0, "why": "unclear", "other": 0},
            ],
        },
    ),
    "lead/hold": (
        LEAD,
        {
            "what": "chat",
            "month": "2026-12",
            "mails": 7,
            "leaves": datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
            "groups": [[PRIYA, TOM, EILIDH, DYLAN], [PRIYA, TOM, EILIDH]],
            "total": 2,
        },
    ),
    "lead/stopped": (LEAD, {"what": "chat", "month": "2026-12", "held": 52, "left": 4}),
    "lead/released": (
        LEAD,
        {"what": "chat", "month": "2026-12", "released": 52, "at": datetime(2026, 12, 1, 10, 30, tzinfo=UTC)},
    ),
    "information/strategy": (Champion(0, "Ruth Castellano", "ruth.castellano@dwp.example", ""), {}),
    "verify/ask": (PRIYA, {"act": "leave"}),
}
"""To whom, and with which facts, each mail is shown."""


def sample(mail: str, lang: str = "en") -> Send:
    """A `Send` of that mail with sample facts, in that language. Raises KeyError if it has none."""
    to, facts = SAMPLES[mail]
    members = facts.get("members", ())
    shown = tuple(members) if isinstance(members, list) else ()
    flow = mail.partition("/")[0]
    return Send(
        mail,
        replace(to, language=lang),
        flow,
        "2026-11",
        facts,
        answers=None if flow == "chat" else _MAIL,
        shown_to=shown,
    )
