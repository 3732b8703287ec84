"""What people write in a soak: each letter is one mail of its own, and says what must come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from tests.soak.dice import Dice

MAILBOX = "gsshelp@statistics.example"
HOUSES = ("ons", "dft", "wg", "sg", "dwp", "orr", "ofsted", "dbt", "moj")


@dataclass(frozen=True)
class Written:
    """One letter, and who wrote it."""

    raw: bytes
    sender: str
    kind: str


def members(count: int) -> list[tuple[str, str, str]]:
    """(name, address, organisation) of the people who are champions when it begins."""
    return [
        (f"Member Number{n}", f"member{n}@{HOUSES[n % len(HOUSES)]}.example", HOUSES[n % len(HOUSES)])
        for n in range(count)
    ]


def letters(count: int, people: list[tuple[str, str, str]], dice: Dice) -> Iterator[Written]:
    """``count`` letters: most are for us, some are the help desk's, some are machines'."""
    for number in range(count):
        name, address, _ = people[dice.below(len(people))]
        match dice.below(8):
            case 0:
                house = HOUSES[number % len(HOUSES)]
                new = f"newcomer{number}@{house}.example"
                yield _written(
                    number, new, f"Newcomer {number}", "champion", "Can I be a user engagement champion please", "join"
                )
            case 1 | 2:
                yield _written(
                    number,
                    address,
                    name,
                    "Champion Chat",
                    "Please skip me for the next round of Champion Chats.",
                    "skip",
                )
            case 3:
                text = f"My user engagement update: we ran a workshop with {number} users of our statistics."
                yield _written(number, address, name, "User engagement champion update", text, "update")
            case 4:
                yield _written(number, address, name, "Re: champions", "Thank you very much!", "thanks")
            case 5:
                yield _written(
                    number, f"someone{number}@mail.example", "", "RPI", f"What was the RPI in year {number}?", "foreign"
                )
            case 6:
                yield _written(
                    number, address, name, "Automatic reply: your mail", "I am away until Monday.", "machine"
                )
            case _:
                kind = "leave"
                text = (
                    "I am leaving my role, please take me off the list of user engagement champions. I may come back."
                )
                if dice.below(30):
                    text = "How do I find the strategy for user engagement? I am a champion and would like to read it."
                    kind = "question"
                yield _written(number, address, name, "User engagement champions", text, kind)


def _written(number: int, sender: str, name: str, subject: str, text: str, kind: str) -> Written:
    mail = EmailMessage(policy=SMTP)
    mail["Authentication-Results"] = f"mx.statistics.example; dmarc=pass header.from={sender.partition('@')[2]}"
    mail["From"] = f"{name} <{sender}>" if name else sender
    mail["To"], mail["Subject"], mail["Message-ID"] = MAILBOX, subject, f"<{number}@{sender.partition('@')[2]}>"
    mail["Date"] = "Wed, 25 Nov 2026 09:00:00 +0000"
    if kind == "machine":
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(text)
    return Written(mail.as_bytes(), sender, kind)
