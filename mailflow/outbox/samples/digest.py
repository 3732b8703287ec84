"""Sample facts for the digest."""

from __future__ import annotations

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA, TOLD


def _line(number: int, who: str, organisation: str, text: str, month: str = "2026-11") -> Facts:
    return {
        "number": number,
        "who": who,
        "organisation": organisation,
        "month": month,
        "late": month != "2026-11",
        "text": text,
    }


DIGEST: Facts = {
    "month": "2026-11",
    "themes": [
        {
            "kind": "internal_launch",
            "lines": [
                _line(143, "Ruth Castellano", "DWP", "We have done the internal launch, with a link to the hub."),
                _line(121, "Eilidh Munro", "SG", "We launched the strategy in October.", "2026-10"),
            ],
        },
        {"kind": "tools", "lines": [_line(151, "Priya Raman", "DfT", TOLD)]},
        {"kind": "other", "lines": [_line(152, "Tom Ashworth", "ORR", "Two user forums, 40 people each.")]},
    ],
}

MAILS: dict[str, tuple[Champion, Facts]] = {"digest/month": (PRIYA, DIGEST)}
