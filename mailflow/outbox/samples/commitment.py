"""Sample facts for the mails of ``commitment``."""

from __future__ import annotations

from datetime import date

from mailflow.decisions import Facts
from mailflow.network import Champion, Status

SUNITA = Champion(0, "Sunita Bhatt", "sunita.bhatt@nisra.example", "")
CONOR = Champion(7, "Conor McAteer", "conor.mcateer@nisra.example", "NISRA", Status.ACTIVE)
_AIMS = ["profile", "review", "feedback", "work_together"]
_FACTS: Facts = {
    "organisation": "NISRA",
    "aims": _AIMS,
    "contact": "Conor McAteer",
    "until": date(2029, 11, 5),
}

MAILS: dict[str, tuple[Champion, Facts]] = {
    "commitment/received": (
        SUNITA,
        {
            "organisation": "NISRA",
            "aims": _AIMS,
            "contact": "Conor McAteer",
            "agreed": date(2026, 11, 5),
            "by": date(2026, 11, 24),
        },
    ),
    "commitment/recorded": (SUNITA, {**_FACTS, "replaced": True}),
    "commitment/contact": (CONOR, {**_FACTS, "writer": "Sunita Bhatt"}),
}
