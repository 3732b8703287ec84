"""Sample facts for the mails of ``lead``."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.digest import DIGEST
from mailflow.outbox.samples.town import DYLAN, EILIDH, GONE, LEAD, PRIYA, TOM

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
            "matter": "",
            "proposal": {},
        },
        {
            "number": 9,
            "reason": "The update of Priya Raman may not be shown (OFFICIAL-SENSITIVE). It has not been passed on.",
            "who": "DfT, priya.raman@dft.example",
            "due": date(2026, 12, 1),
            "late": True,
            "words": "",
            "matter": "",
            "proposal": {},
        },
        {
            "number": 13,
            "reason": "Eilidh Munro tells of their work in November 2026.",
            "who": "SG, eilidh.munro@sg.example",
            "due": date(2026, 12, 8),
            "late": False,
            "words": "We ran a workshop with the USER hub and are planning metrics with NRS.",
            "matter": "update",
            "proposal": {
                "months": ["2026-11"],
                "held": False,
                "activities": [["hub_workshop", "done", ["SG"]], ["joint_working", "planned", ["SG", "NRS"]]],
            },
        },
        *(
            {
                "number": number,
                "reason": reason,
                "who": who,
                "due": date(2026, 12, 8),
                "late": False,
                "words": "",
                "matter": matter,
                "proposal": {},
            }
            for number, matter, who, reason in (
                (14, "attendance", "", "Who came to the meeting on 9 December 2026?"),
                (15, "summary", "", "What should the thanks for the meeting on 9 December 2026 say?"),
                (16, "joining", "", "How do people join the meeting on 9 December 2026?"),
                (17, "offer_talk", "ORR, thomas.ashworth@orr.example", "Tom Ashworth offers a talk."),
            )
        ),
    ],
    "total": 7,
    "deeds": [(41, "join/welcome", PRIYA), (43, "membership/handover", EILIDH), (47, "membership/left", GONE)],
    "closed": [11],
    "round": {
        "month": "2026-12",
        "groups": 14,
        "again": 0,
        "line": "14 groups, nobody has met before; at this rate first repeats in about seven months.",
    },
    "failed": 1,
    "unknown": 0,
    "held": 3,
    "expiries": [("MAILFLOW_OAUTH_SECRET", date(2026, 12, 20))],
}

MAILS: dict[str, tuple[Champion, Facts]] = {
    "lead/brief": (LEAD, _BRIEF),
    "lead/digest": (LEAD, {**DIGEST, "total": 4, "waiting": 2}),
    "lead/welcome": (
        LEAD,
        {
            "before": "Ffion Rees",
            "questions": [
                {"number": 12, "reason": "Tom Ashworth has a problem.", "due": date(2026, 12, 3)},
                {"number": 14, "reason": "Priya Raman proposes a case study.", "due": date(2026, 12, 8)},
            ],
            "total": 2,
            "year": [(datetime(2026, 12, 1, 9, 30, tzinfo=UTC), date(2026, 12, 31))],
            "expiries": [("MAILFLOW_OAUTH_SECRET", date(2027, 3, 1))],
            "champions": 56,
            "organisations": 35,
            "hold_minutes": 60,
            "brief_at": time(8, 30),
        },
    ),
    "lead/thanks": (
        Champion(0, "Ffion Rees", "ffion.rees@ons.example", ""),
        {"lead": "Natasha Bowen", "outgoing": True},
    ),
    "lead/done": (
        LEAD,
        {
            "done": [
                {"number": 12, "how": "yes", "who": ""},
                {
                    "number": 13,
                    "how": "yes",
                    "who": "",
                    "deed": "update approved",
                    "names": ["Eilidh Munro"],
                    "held": False,
                },
                {"number": 17, "how": "no", "who": "", "deed": "update not counted", "names": ["Priya Raman"]},
                {"number": 18, "how": "said", "who": "Dylan Evans", "open": True},
                {
                    "number": 19,
                    "how": "yes",
                    "deed": "commitment accepted",
                    "organisation": "NISRA",
                    "writer": "Sunita Bhatt",
                    "contact": "Conor McAteer",
                    "told": True,
                    "replaced": True,
                },
                {"number": 21, "how": "yes", "deed": "case study cleared", "name": "Trade statistics user panel"},
                {"number": 22, "how": "yes", "deed": "feedback passed on", "names": ["Priya Raman"]},
                {"number": 14, "how": "said", "who": "Tom Ashworth"},
                {"number": 15, "how": "asked", "who": "Priya Raman"},
                {"number": 18, "how": "later", "who": "", "on": date(2026, 12, 7)},
                {
                    "number": 0,
                    "how": "undone",
                    "label": "D41",
                    "people": ["Priya Raman"],
                    "questions": [3],
                    "others": 0,
                    "gone": 1,
                },
                {"number": 13, "how": "noted", "who": "12 noted as having come"},
            ],
            "undone": [
                {"number": 16, "why": "about", "other": 0},
                {"number": 17, "why": "several", "other": 15},
                {"number": 18, "why": "names", "other": 0, "said": "Priya"},
                {"number": 99, "why": "unknown", "other": 0},
                {"number": 0, "why": "past", "other": 0, "label": "D12"},
                {"number": 0, "why": "unclear", "other": 0},
            ],
        },
    ),
    "lead/hold": (
        LEAD,
        {
            "what": "chat",
            "month": "2026-12",
            "day": None,
            "mails": 7,
            "leaves": datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
            "groups": [[PRIYA, TOM, EILIDH, DYLAN], [PRIYA, TOM, EILIDH]],
            "total": 2,
        },
    ),
    "lead/stopped": (LEAD, {"what": "chat", "month": "2026-12", "day": None, "held": 52, "left": 4}),
    "lead/released": (
        LEAD,
        {
            "what": "chat",
            "month": "2026-12",
            "day": None,
            "released": 52,
            "at": datetime(2026, 12, 1, 10, 30, tzinfo=UTC),
        },
    ),
}
