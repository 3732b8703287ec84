"""Sample facts for the mails of ``verify``."""

from __future__ import annotations

from mailflow.decisions import Facts
from mailflow.network import Champion
from mailflow.outbox.samples.town import PRIYA

MAILS: dict[str, tuple[Champion, Facts]] = {
    "verify/ask": (PRIYA, {"act": "leave"}),
}
