"""What members write in a benchmark: the answer to the monthly request, as a mail of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from mailflow.network import Champion

SAID = (
    "We've now got GA4 running on the data portal and are using it to see which tables nobody opens.",
    "Nothing to report this month.",
    "We met, really nice chat. We have launched the strategy internally and are planning a workshop.",
    "Sorry this is late. We ran a survey of our users in November.",
)


def answers(writers: Sequence[Champion], now: datetime, dice: random.Random) -> list[bytes]:
    """One answer of each to the request of December 2026."""
    return [_answer(one, dice.choice(SAID), number, now) for number, one in enumerate(writers, 1)]


def _answer(one: Champion, said: str, number: int, now: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    domain = one.address.rpartition("@")[2]
    mail["Authentication-Results"] = f"mx.statistics.example; dmarc=pass header.from={domain}"
    mail["From"] = f"{one.name} <{one.address}>"
    mail["To"] = "gsshelp@statistics.example"
    mail["Subject"] = "Re: Your update for December 2026"
    mail["Date"] = now.strftime("%a, %d %b %Y %H:%M:%S +0000")
    mail["Message-ID"] = f"<{number}@{domain}>"
    mail.set_content(f"{said}\n\n{one.name.split(' ', maxsplit=1)[0]}\n")
    return mail.as_bytes()
