"""All that is held about one person, as they could read it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine, LargeBinary, or_, select
from sqlalchemy.orm import Session

from mailflow.network import Champion
from mailflow.store.keep_meetings import answer_of, talk_of
from mailflow.store.rows import question_of, update_of
from mailflow.store.tables import (
    AccessNeedRow,
    ActivityRow,
    AnswerRow,
    AuditRow,
    Base,
    CaseStudyRow,
    FeedbackRow,
    GroupMemberRow,
    GroupRow,
    LedgerRow,
    MailRow,
    QuestionRow,
    TalkOfferRow,
    UpdateRow,
)
from mailflow.store.work import activities, case_studies, feedback


@dataclass(frozen=True, slots=True)
class Held:
    """What is told, and the mails themselves by name."""

    told: dict[str, Any]
    mails: dict[str, bytes]


_TOLD_ABOVE = frozenset(
    {
        "access_needs",
        "activities",
        "answers",
        "case_studies",
        "feedback",
        "group_members",
        "groups",
        "mails",
        "questions",
        "talk_offers",
        "updates",
    }
)


def _everywhere_else(session: Session, number: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of every other table that points to the person, as tables are declared: none is forgotten."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        theirs = [one for one in table.columns if any(key.column.table.name == "champions" for key in one.foreign_keys)]
        if not theirs or table.name in _TOLD_ABOVE:
            continue
        shown = [one for one in table.columns if not isinstance(one.type, LargeBinary)]
        rows = session.execute(select(*shown).where(or_(*(one == number for one in theirs)))).mappings()
        found[table.name.replace("_", " ")] = [dict(row) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def everything_about(engine: Engine, champion: Champion) -> Held:
    """Every record of one person: register, groups, updates, questions, mails both ways, and the trail."""
    number, address = champion.id, champion.address
    with Session(engine) as session:
        sent = session.scalars(
            select(MailRow).where(or_(MailRow.champion_id == number, MailRow.address == address)).order_by(MailRow.id)
        ).all()
        received = session.scalars(select(LedgerRow).where(LedgerRow.sender == address).order_by(LedgerRow.id)).all()
        groups = session.execute(
            select(GroupRow.round, GroupRow.number, GroupRow.met)
            .join(GroupMemberRow, GroupMemberRow.group_id == GroupRow.id)
            .where(GroupMemberRow.champion_id == number)
            .order_by(GroupRow.round)
        ).all()
        told = {
            "register": asdict(champion) | {"skips": sorted(champion.skips)},
            "groups": [{"month": month, "group": group, "met": met} for month, group, met in groups],
            "updates": [
                asdict(update_of(row))
                for row in session.scalars(
                    select(UpdateRow).where(UpdateRow.champion_id == number).order_by(UpdateRow.id)
                )
            ],
            "meetings": [
                asdict(answer_of(row))
                for row in session.scalars(
                    select(AnswerRow).where(or_(AnswerRow.champion_id == number, AnswerRow.address == address))
                )
            ],
            "talks offered": [
                asdict(talk_of(row))
                for row in session.scalars(select(TalkOfferRow).where(TalkOfferRow.champion_id == number))
            ],
            "access needs": list(
                session.scalars(select(AccessNeedRow.text).where(AccessNeedRow.champion_id == number))
            ),
            "activities": [asdict(one) for one in activities(session, ActivityRow.champion_id == number)],
            "case studies": [asdict(one) for one in case_studies(session, CaseStudyRow.champion_id == number)],
            "feedback": [asdict(one) for one in feedback(session, FeedbackRow.champion_id == number)],
            "questions": [
                asdict(question_of(row))
                for row in session.scalars(
                    select(QuestionRow).where(or_(QuestionRow.champion_id == number, QuestionRow.writer == address))
                )
            ],
            "sent to you": [
                {"when": row.sent, "mail": row.mail, "subject": row.subject, "state": row.state, "why": row.why}
                for row in sent
            ],
            "received from you": [
                {"when": row.received, "understood as": row.intent, "outcome": row.outcome, "why": row.reason}
                for row in received
            ],
            **_everywhere_else(session, number),
            "trail": [
                {"when": row.at, "what": row.what, "because of": row.source}
                for row in session.scalars(select(AuditRow).where(AuditRow.champion_id == number).order_by(AuditRow.id))
            ],
        }
        mails = {f"sent-{row.id}": row.raw for row in sent if row.raw}
        mails |= {f"received-{row.id}": row.raw for row in received if row.raw}
        return Held(told, mails)
