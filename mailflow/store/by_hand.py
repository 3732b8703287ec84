"""Gather for a mail that a person sent from the shared mailbox: to whom it went, and what of theirs it answers."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailflow.events import ByHand
from mailflow.network import Question, Situation
from mailflow.settings import Settings
from mailflow.store.ledger import key_of
from mailflow.store.people import by_address
from mailflow.store.rows import question_of
from mailflow.store.tables import LedgerRow, MailRow, QuestionRow

MOST = 50
"""How many recipients, and mails of a thread, are looked up."""


def around(session: Session, settings: Settings, event: ByHand) -> Situation:
    """The champions whom it went to, the open questions of its recipients, and the keys of what it answers."""
    envelope = event.envelope
    recipients = {one.address for one in (*envelope.to, *envelope.cc)[:MOST]} - {settings.network.mailbox}
    return Situation(
        settings=settings,
        others=tuple(by_address(session, recipients).values()),
        open_questions=_asked_by(session, recipients),
        answered=_answered(session, event),
    )


def _asked_by(session: Session, writers: set[str]) -> tuple[Question, ...]:
    query = select(QuestionRow).where(QuestionRow.writer.in_(writers - {""}), QuestionRow.settled.is_(None))
    return tuple(question_of(row) for row in session.scalars(query.order_by(QuestionRow.id)))


def _answered(session: Session, event: ByHand) -> frozenset[str]:
    envelope = event.envelope
    named = [*envelope.in_reply_to, *reversed(envelope.references)][:MOST]
    code = event.thread.code if event.thread else ""
    letters = session.scalars(select(LedgerRow.digest).where(LedgerRow.message_id.in_(named)))
    ours = session.scalars(select(MailRow.source).where(or_(MailRow.message_id.in_(named), MailRow.code == code)))
    return frozenset({*map(key_of, letters), *ours})
