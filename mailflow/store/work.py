"""Activities, commitments, case studies, feedback and digests: kept, and read back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from mailflow.network import (
    Activity,
    CaseStudy,
    CaseStudyState,
    Commitment,
    CommitmentState,
    Digest,
    DigestState,
    Feedback,
    FeedbackState,
    Stage,
)
from mailflow.store.tables import ActivityRow, AuditRow, CaseStudyRow, CommitmentRow, DigestRow, FeedbackRow

# --- kept: a record with ``id`` 0 is new; it rests on the mail that is being handled, unless it names another ---------


def keep_activity(session: Session, one: Activity, source: str) -> int | None:
    """Write an activity; its champion's number."""
    row = session.get_one(ActivityRow, one.id) if one.id else ActivityRow(source=one.source or source)
    row.champion_id, row.month, row.kind = one.champion, one.month, one.kind
    row.organisations, row.state, row.tool = list(one.organisations), str(one.state), one.tool
    row.with_hub, row.approved_by = one.with_hub, one.approved_by
    row.approved, row.withdrawn = one.approved, one.withdrawn
    session.add(row)
    return one.champion


def keep_commitment(session: Session, one: Commitment, source: str) -> None:
    """Write a commitment."""
    row = session.get_one(CommitmentRow, one.id) if one.id else CommitmentRow(source=one.source or source)
    row.organisation, row.aims, row.contact = one.organisation, list(one.aims), one.contact
    row.agreed, row.until, row.state = one.agreed, one.until, str(one.state)
    row.received, row.writer = one.received, one.writer
    session.add(row)


def keep_case_study(session: Session, one: CaseStudy, source: str) -> int | None:
    """Write a case study; its author's number."""
    row = session.get_one(CaseStudyRow, one.id) if one.id else CaseStudyRow(source=one.source or source)
    row.organisation, row.name, row.summary = one.organisation, one.name, one.summary
    row.champion_id, row.state, row.proposed = one.champion, str(one.state), one.proposed
    row.link, row.published = one.link, one.published
    session.add(row)
    return one.champion


def keep_feedback(session: Session, one: Feedback, source: str) -> int | None:
    """Write that there was feedback; its writer's number."""
    row = session.get_one(FeedbackRow, one.id) if one.id else FeedbackRow(source=one.source or source)
    row.about, row.champion_id, row.organisation = list(one.about), one.champion, one.organisation
    row.received, row.state = one.received, str(one.state)
    session.add(row)
    return one.champion


def keep_digest(session: Session, one: Digest, source: str) -> None:
    """Write a digest; a month has one."""
    del source
    row = session.get(DigestRow, one.month) or DigestRow(month=one.month)
    row.lines, row.drafted, row.state, row.moment = list(one.lines), one.drafted, str(one.state), one.moment
    session.add(row)


# --- read -------------------------------------------------------------------------------------------------------------


def activity_of(row: ActivityRow) -> Activity:
    """The activity that a row holds."""
    return Activity(
        row.id, row.source, row.champion_id, row.month, row.kind, tuple(row.organisations), Stage(row.state), row.tool,
        row.with_hub, row.approved_by, row.approved, row.withdrawn,
    )  # fmt: skip


def commitment_of(row: CommitmentRow) -> Commitment:
    """The commitment that a row holds."""
    return Commitment(
        row.id, row.organisation, tuple(row.aims), row.contact, row.agreed, row.until, CommitmentState(row.state),
        row.received, row.writer, row.source,
    )  # fmt: skip


def case_study_of(row: CaseStudyRow) -> CaseStudy:
    """The case study that a row holds."""
    return CaseStudy(
        row.id, row.organisation, row.name, row.summary, row.champion_id, CaseStudyState(row.state), row.proposed,
        row.link, row.published, row.source,
    )  # fmt: skip


def feedback_of(row: FeedbackRow) -> Feedback:
    """The feedback that a row holds."""
    state = FeedbackState(row.state)
    return Feedback(row.id, tuple(row.about), row.champion_id, row.organisation, row.received, state, row.source)


def digest_of(row: DigestRow) -> Digest:
    """The digest that a row holds."""
    return Digest(row.month, tuple(row.lines), row.drafted, DigestState(row.state), row.moment)


def activities(session: Session, *about: object) -> tuple[Activity, ...]:
    """Activities, in the order in which they came."""
    query = select(ActivityRow).where(*about).order_by(ActivityRow.id)  # type: ignore[arg-type]
    return tuple(map(activity_of, session.scalars(query)))


def commitments(session: Session, *about: object) -> tuple[Commitment, ...]:
    """Commitments, in the order in which they came."""
    query = select(CommitmentRow).where(*about).order_by(CommitmentRow.id)  # type: ignore[arg-type]
    return tuple(map(commitment_of, session.scalars(query)))


def case_studies(session: Session, *about: object) -> tuple[CaseStudy, ...]:
    """Case studies, in the order in which they came."""
    query = select(CaseStudyRow).where(*about).order_by(CaseStudyRow.id)  # type: ignore[arg-type]
    return tuple(map(case_study_of, session.scalars(query)))


def feedback(session: Session, *about: object) -> tuple[Feedback, ...]:
    """Feedback, in the order in which it came."""
    query = select(FeedbackRow).where(*about).order_by(FeedbackRow.id)  # type: ignore[arg-type]
    return tuple(map(feedback_of, session.scalars(query)))


class Works:
    """All of it, as commands and pages read it. Each call is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def activities(self, month: str | None = None) -> tuple[Activity, ...]:
        """Activities, of one month or all, whether approved or not."""
        with Session(self._engine) as session:
            return activities(session, *([ActivityRow.month == month] if month else []))

    def commitments(self) -> tuple[Commitment, ...]:
        """Every commitment, in whichever state."""
        with Session(self._engine) as session:
            return commitments(session)

    def case_studies(self) -> tuple[CaseStudy, ...]:
        """Every case study, in whichever state."""
        with Session(self._engine) as session:
            return case_studies(session)

    def feedback(self) -> tuple[Feedback, ...]:
        """All feedback, passed on or not."""
        with Session(self._engine) as session:
            return feedback(session)

    def digests(self) -> tuple[Digest, ...]:
        """Every digest, oldest first."""
        with Session(self._engine) as session:
            return tuple(map(digest_of, session.scalars(select(DigestRow).order_by(DigestRow.month))))

    def keep(self, records: Iterable[Activity | Commitment | CaseStudy | Feedback], now: datetime, why: str) -> None:
        """Write what a person decided by hand, all or nothing, with a line of audit each."""
        keepers = {
            Activity: keep_activity, Commitment: keep_commitment, CaseStudy: keep_case_study, Feedback: keep_feedback
        }  # fmt: skip
        with Session(self._engine) as session, session.begin():
            for one in records:
                keeper = keepers[type(one)]
                champion = keeper(session, one, "cli")  # type: ignore[operator]
                what = f"keep {one.title} ({why})"
                session.add(AuditRow(at=now, source="cli", actor="lead", champion_id=champion, what=what))
