"""The books compared: what was written, what the ledger says, what the outbox says, and what the SMTP server got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.store import Store
from mailflow.store.ledger import key_of
from mailflow.store.tables import LedgerRow, MailRow, QuestionRow
from mailflow.understand.envelope import read
from tests.soak.letters import Written
from tests.soak.lying_smtp import LyingSmtp

SILENT = {"thanks", "foreign", "machine"}
"""What is never answered."""
ACKNOWLEDGED = "question/acknowledged"
"""What goes to a person is acknowledged to its writer once a day: questions, and all that those write who have left."""


@dataclass
class Findings:
    """What does not agree; each list empty: the promise was kept."""

    lost_in: list[str] = field(default_factory=list)
    lost_out: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    wrong_person: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    touched: list[str] = field(default_factory=list)
    cancelled: Counter[str] = field(default_factory=Counter)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def faults(self) -> dict[str, list[str]]:
        """By kind, only what was found."""
        kinds = ("lost_in", "lost_out", "twice", "wrong_person", "unlisted", "touched")
        return {kind: getattr(self, kind) for kind in kinds if getattr(self, kind)}


def compare(store: Store, written: list[Written], changed: Sequence[str], smtp: LyingSmtp) -> Findings:
    """Read all the books. ``changed``: the commands that would have changed mail."""
    found = Findings(touched=list(changed))
    with Session(store.engine) as session:
        ledger = list(session.scalars(select(LedgerRow)))
        mails = list(session.scalars(select(MailRow)))
        asked = set(session.scalars(select(QuestionRow.source)))
    _incoming(found, written, ledger, mails)
    _outgoing(found, mails, asked, smtp)
    found.counts = {
        "in": len(written),
        **{f"ledger {name}": count for name, count in sorted(Counter(row.outcome for row in ledger).items())},
        **{f"mail {name}": count for name, count in sorted(Counter(row.state for row in mails).items())},
        "came to the server": sum(not one.refused for one in smtp.book),
    }
    return found


def _incoming(found: Findings, written: list[Written], ledger: list[LedgerRow], mails: list[MailRow]) -> None:
    """Each letter has exactly one outcome, and an answer if one is due, to its writer."""
    outcomes: dict[str, list[LedgerRow]] = {}
    for row in ledger:
        outcomes.setdefault(row.digest, []).append(row)
    answers: dict[str, list[MailRow]] = {}
    for mail in mails:
        answers.setdefault(mail.source, []).append(mail)
    told = {mail.address for mail in mails if mail.mail == ACKNOWLEDGED}
    for letter in written:
        digest = read(letter.raw).envelope.digest
        rows = [row for row in outcomes.get(digest, []) if row.outcome != "duplicate"]
        if len(rows) != 1 or rows[0].outcome in {"waiting", "set_aside", "gone"}:
            found.lost_in.append(f"{letter.kind} of {letter.sender}: {[row.outcome for row in rows]}")
        mine = answers.get(key_of(digest), [])
        to_sender = [mail for mail in mine if mail.address == letter.sender]
        outcome = rows[0].outcome if rows else ""
        is_told = outcome == "person" and letter.sender in told
        left_before = outcome == "ignored" and letter.kind == "leave"
        if letter.kind not in SILENT and len(to_sender) != 1 and (to_sender or not (is_told or left_before)):
            found.lost_out.append(f"{letter.kind} of {letter.sender} has {len(to_sender)} answers")
        if letter.kind in SILENT and mine:
            found.wrong_person.append(f"{letter.kind} of {letter.sender} was answered")
        found.wrong_person += [
            f"an answer to {letter.sender} is for {mail.address}"
            for mail in mine
            if mail.prompted and mail.address != letter.sender
        ]


def _outgoing(found: Findings, mails: list[MailRow], asked: set[str], smtp: LyingSmtp) -> None:
    """Each mail that left came once, to whom it was for; whatever nobody can know is listed for a person."""
    came: dict[str, list[str]] = {}
    for one in smtp.book:
        if not one.refused:
            came.setdefault(one.message_id, []).append(one.recipient)
    for mail in mails:
        got = came.pop(mail.message_id, [])
        if len(got) > 1:
            found.twice.append(f"{mail.mail} to {mail.address} came {len(got)} times")
        found.wrong_person += [f"{mail.mail} for {mail.address} went to {who}" for who in got if who != mail.address]
        match mail.state:
            case "sent" if not got:
                found.lost_out.append(f"{mail.mail} to {mail.address} is called sent and never came")
            case "unknown" if f"outbox:{mail.id}" not in asked:
                found.unlisted.append(f"{mail.mail} to {mail.address}")
            case "failed" if got:
                found.lost_out.append(f"{mail.mail} to {mail.address} is called failed and came")
            case "sent" | "unknown" | "failed":
                pass
            case "cancelled":
                found.cancelled[f"{mail.mail}: {mail.why}"] += 1
                if got:
                    found.lost_out.append(f"{mail.mail} to {mail.address} is called cancelled and came")
            case state:
                found.lost_out.append(f"{mail.mail} to {mail.address} is still {state}: {mail.why}")
    found.wrong_person += [f"{number} came and is in no book" for number in came]
