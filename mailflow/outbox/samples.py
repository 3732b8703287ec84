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
