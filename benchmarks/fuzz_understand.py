"""A coverage-guided fuzzer (atheris) over all that is done to any bytes: no exception, no hang, no invented word.

    pip install atheris
    python -m benchmarks.fuzz_understand [-max_total_time=600] [-timeout=5] CORPUS_DIR [SEEDS …]

The letters in ``tests/letters`` and the worked examples are the seeds; a finding is written into the working folder and
belongs, once it is mended, into ``tests/letters/findings``. Any option of libFuzzer may be given.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mailflow"]):
    from mailflow import reference, understand
    from mailflow.events import Letter
    from mailflow.network import Reference
    from mailflow.understand import envelope
    from mailflow.understand.machines import is_ours, recognise, returned_headers
    from mailflow.understand.quote import new_words, split, with_signature
    from mailflow.understand.report import entities_of, needs_person

from tests.understand.mails import EXAMPLES, FACTS, example

LETTERS = Path(__file__).resolve().parent.parent / "tests" / "letters"
WORDS = (
    "From: ", "To: ", "Sent: ", "Subject: ", "Date: ", "Message-ID: ", "In-Reply-To: ", "References: ",
    "Content-Type: ",
    "Content-Transfer-Encoding: ", "multipart/mixed; boundary=b", "--b", "text/html", "text/calendar; method=REPLY",
    "message/rfc822", "message/delivery-status", "base64", "quoted-printable", "=?utf-8?q?", "=?utf-8?b?",
    "Authentication-Results: mx.statistics.example;", "dmarc=fail", "dkim=pass", "header.d=", "X-Mailflow-Ref: ",
    "Auto-Submitted: auto-replied", "Re: ", "Fw: ", "[EXTERNAL]", "OFFICIAL-SENSITIVE", "> ", ">>", "-- ",
    "On Mon, 3 Mar 2026 at 10:12, Jo wrote:", "Kind regards,", "Sent from my iPhone", "-----Original Message-----",
    "Begin forwarded message:", "Oddi wrth: ", "Anfonwyd: ", "This email and any files", "confidential", "<blockquote>",
    '<div class="gmail_quote">', "<table>", "<style>", "<!--", "<![if", "&nbsp;", "&#x", "</div>", "until March",
    "back on 3rd June", "week commencing", "next two chats", "skip April", "end of the financial year", "after Easter",
    "31/02/2026", "champion", "user engagement", "remove me", "unsubscribe", "leave the network", "put forward",
    "my colleague", "nominate", "YES", "NO", "thanks", "moved to", "new email address is", "pause", "we could not meet",
    "Teams", "Thursday at 2pm", "nothing to report", "launched", "workshop", "survey", "BEGIN:VCALENDAR",
    "RRULE:FREQ=DAILY", "PARTSTAT=ACCEPTED", "Action: failed", "Final-Recipient: rfc822;", "Status: 5.1.1",
    "MAILER-DAEMON", "[CC-2026-11]", "[CC-2026-11-G07]", "\u200b", "\u202e", "\0", "\r\n",
)  # fmt: skip
"""What mail is made of: libFuzzer puts them in by itself."""
TOM, SENT = "thomas.ashworth@orr.example", datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
CODE = reference.make_code(bytes([7] * 4))
TOKEN = reference.make_token(CODE, TOM, FACTS.key)
UPDATE = Reference(
    CODE, "update", "2026-11", 1, TOM, f"{TOKEN}@statistics.example", SENT, expires=SENT + timedelta(days=60)
)
KNOWING = replace(
    FACTS,
    references={CODE: UPDATE},
    open_matters=(UPDATE,),
    plus_addressing=True,
    known=True,
    now=SENT,
    next_round="2026-12",
    lead_addresses=frozenset({"natasha.bowen@statistics.example"}),
)


def one(raw: bytes) -> None:
    """All that is done to any bytes; what must hold of the result is asserted."""
    by_parts(raw)
    for facts in (FACTS, KNOWING):
        whole(raw, facts)


def by_parts(raw: bytes) -> None:
    """Reading, recognising and splitting, each by itself."""
    parsed = envelope.read(raw)
    recognise(parsed)
    returned_headers(parsed)
    is_ours(parsed, FACTS)
    words = split(parsed)
    if len(parsed.text) < 2_000 and not words.forwarded and not words.doubtful:
        aside = words.set_aside
        kept = " ".join((words.new, aside.quote, aside.signature, aside.disclaimer, aside.banner)).split()
        assert len("".join(kept)) <= len("".join(parsed.text.split())), "words were invented"
    assert isinstance(new_words(raw), str)
    assert isinstance(with_signature(raw), str)


def whole(raw: bytes, facts: understand.Facts) -> None:
    """The mail as one event. `understand` keeps its own faults, so that they are looked for in the rules."""
    event = understand.understand(raw, facts)
    if "fault" in event.rules:
        understand._understand(envelope.read(raw), facts)
        raise AssertionError("a fault that does not come twice")
    assert event.rules, "nobody says why"
    assert isinstance(needs_person(event), bool)
    assert isinstance(entities_of(event), dict)
    if isinstance(event, Letter):
        assert event.reasons, "a letter without a reason"


def escaped(word: str) -> str:
    """A word as libFuzzer's dictionaries write it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def main() -> None:
    """Run until told to stop."""
    with tempfile.TemporaryDirectory() as folder:
        for entry in EXAMPLES:
            Path(folder, f"{entry['id']}.eml").write_bytes(example(entry))
        words = Path(folder, "words.dict")
        words.write_text("".join(f'"{escaped(word)}"\n' for word in WORDS), encoding="ascii")
        seeds = [folder, *(str(path) for path in sorted({path.parent for path in LETTERS.rglob("*.eml")}))]
        atheris.Setup([*sys.argv, f"-dict={words}", *seeds], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
