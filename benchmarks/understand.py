"""What it costs to read a mail: side by side with the standard library's own parse of the same bytes, in one run.

    python benchmarks/understand.py [--rounds 7]

For each mail: microseconds of ``email.message_from_bytes(raw, policy=default)`` alone, with its body fetched, and of
ours: reading, recognising machines, splitting the words, and the whole of ``understand`` where it can be called; the
best of the rounds, taken in turn so that a busy machine slows both. Then how the cost grows from 1 KB to 1 MB.
"""

# ruff: noqa: E501 (letters keep the lengths of their lines)
from __future__ import annotations

import argparse
import email
import email.policy
import time
from collections.abc import Callable
from email.message import EmailMessage

from mailflow.understand import envelope
from mailflow.understand.machines import recognise
from mailflow.understand.quote import split

WORDS = "Nothing dramatic - we've now got GA4 running on the data portal and use it to see which tables nobody opens.\n\nTom\n"
QUOTE = (
    "________________________________\nFrom: User engagement champions <gsshelp@statistics.example>\nSent: 23 November 2026 09:31\n"
    "To: Tom Ashworth\nSubject: Your update for November: what is happening with user engagement? [UEC-7K3QM2X]\n\nHello Tom\n\n"
    "Please reply in a sentence or two. For example: has your organisation launched the strategy internally, held a workshop\n"
    "with the USER hub, set up its own network, or used tools such as Google Analytics?\n"
)
FOOTER = (
    "This email and any files transmitted with it are confidential and intended solely for the use of the individual or\n"
    "entity to whom they are addressed. If you have received this email in error please notify the system manager.\n"
)


def reply(text: str, *, html: bool = False) -> bytes:
    """A usual reply, with the trace and authentication headers that a receiving server adds."""
    letter = EmailMessage()
    letter["Return-Path"] = "<thomas.ashworth@orr.example>"
    for hop in range(4):
        letter["Received"] = (
            f"from m{hop}.orr.example (m{hop}.orr.example [127.0.0.1]) by mx.statistics.example id {hop}; Tue, 24 Nov 2026 08:50:02 +0000"
        )
    letter["Authentication-Results"] = (
        "mx.statistics.example; dmarc=pass header.from=orr.example; spf=pass; dkim=pass header.d=orr.example"
    )
    letter["From"], letter["To"] = (
        "Tom Ashworth <thomas.ashworth@orr.example>",
        "User engagement champions <gsshelp@statistics.example>",
    )
    letter["Subject"] = "Re: Your update for November: what is happening with user engagement? [UEC-7K3QM2X]"
    letter["Date"], letter["Message-ID"] = "Tue, 24 Nov 2026 08:50:00 +0000", "<one@orr.example>"
    letter["In-Reply-To"] = letter["References"] = "<7k3qm2x-abcdefghijklmnop@statistics.example>"
    letter.set_content(text)
    if html:
        letter.add_alternative("".join(f"<p>{line}</p>\n" for line in text.split("\n")), subtype="html")
    return letter.as_bytes()


def parse(raw: bytes) -> object:
    """The yardstick: the standard library's parse."""
    return email.message_from_bytes(raw, policy=email.policy.default)


def parse_with_body(raw: bytes) -> object:
    """The same, with the text fetched."""
    body = email.message_from_bytes(raw, policy=email.policy.default).get_body(("plain", "html"))
    return body.get_content() if body else ""


def read_and_split(raw: bytes) -> object:
    """Ours: envelope, machines, words."""
    parsed = envelope.read(raw)
    return recognise(parsed) or split(parsed)


def whole() -> Callable[[bytes], object] | None:
    """The whole of `understand`, if it is there."""
    try:
        from mailflow.understand import understand  # noqa: PLC0415
        from mailflow.understand.facts import Facts  # noqa: PLC0415

        facts = Facts()
    except (ImportError, TypeError):
        return None
    return lambda raw: understand(raw, facts)


def best(functions: list[Callable[[bytes], object]], raw: bytes, rounds: int) -> list[float]:
    """Microseconds of each, the best of the rounds, in turn."""
    number = max(1, min(50, 2_000_000 // (len(raw) * 10)))
    found = [float("inf")] * len(functions)
    for _ in range(rounds):
        for place, function in enumerate(functions):
            start = time.perf_counter()
            for _ in range(number):
                function(raw)
            found[place] = min(found[place], (time.perf_counter() - start) / number * 1e6)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    functions = [parse, parse_with_body, read_and_split]
    names = ["stdlib parse", "stdlib parse + body", "read, recognise, split"]
    if (everything := whole()) is not None:
        functions.append(everything)
        names.append("whole understand")
    mails = {
        "short reply, text": reply(WORDS),
        "usual reply, text": reply(WORDS + "\n" + QUOTE),
        "usual reply, text and HTML": reply(WORDS + "\n" + FOOTER + "\n" + QUOTE, html=True),
        "long thread": reply(WORDS + "\n" + QUOTE * 20, html=True),
    }
    print(f"{'mail':30}{'bytes':>9}" + "".join(f"{name:>24}" for name in names) + f"{'ours / stdlib':>16}")
    for name, raw in mails.items():
        times = best(functions, raw, rounds)
        print(
            f"{name:30}{len(raw):9}" + "".join(f"{value:21.0f} µs" for value in times) + f"{times[-1] / times[0]:16.2f}"
        )
    print("\ngrowth")
    for size in (1_000, 10_000, 100_000, 1_000_000):
        raw = reply(WORDS + "\n" + QUOTE * (size // len(QUOTE) + 1))
        times = best(functions, raw, max(2, rounds // 2))
        print(
            f"{'thread of':22}{size:>8}{len(raw):9}"
            + "".join(f"{value:21.0f} µs" for value in times)
            + f"{times[-1] / times[0]:16.2f}"
        )


if __name__ == "__main__":
    main()
