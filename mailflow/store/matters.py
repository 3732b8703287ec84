"""Gather what a question's matter is about, as it stands when the lead answers (`mailflow.flows.lead.matters`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from mailflow.events import Thread
from mailflow.network import MEMBERS, Asked, CaseStudy, CaseStudyState, Champion, Commitment, CommitmentState, Status
from mailflow.store.people import by_id
from mailflow.store.rows import champion_of, update_of
from mailflow.store.tables import (
    ActivityRow,
    CaseStudyRow,
    ChampionRow,
    CommitmentRow,
    DigestRow,
    FeedbackRow,
    UpdateRow,
)
from mailflow.store.work import activities, case_studies, commitments, digest_of, feedback


def around(session: Session, asked: Asked) -> Asked:
    """``asked`` with the records and people of its matter."""
    gather = GATHER.get(asked.question.matter)
    return gather(session, asked) if gather else asked


def _update(session: Session, asked: Asked) -> Asked:
    """Every update and activity that came in that mail, and whose they are."""
    source = asked.question.source
    rows = session.scalars(select(UpdateRow).where(UpdateRow.source == source).order_by(UpdateRow.id))
    updates = tuple(map(update_of, rows))
    people = by_id(session, (one.champion for one in updates))
    records = (*updates, *activities(session, ActivityRow.source == source))
    return replace(asked, records=records, people=tuple(people.values()))


def _commitment(session: Session, asked: Asked) -> Asked:
    """The commitment of that mail, those of its organisation that stand, and the champions there."""
    acronym = asked.question.proposal.get("organisation", "")
    new = commitments(session, CommitmentRow.source == asked.question.source)
    standing = CommitmentRow.state == str(CommitmentState.ACCEPTED)
    older = commitments(session, CommitmentRow.organisation == acronym, standing)
    there = select(ChampionRow).where(ChampionRow.organisation == acronym, ChampionRow.status.in_(MEMBERS))
    people = tuple(map(champion_of, session.scalars(there.order_by(ChampionRow.id))))
    return replace(asked, records=(*new, *older), people=people)


def _case_study(session: Session, asked: Asked) -> Asked:
    source = asked.question.proposal.get("source") or asked.question.source
    return replace(asked, records=case_studies(session, CaseStudyRow.source == source))


def _feedback(session: Session, asked: Asked) -> Asked:
    return replace(asked, records=feedback(session, FeedbackRow.source == asked.question.source))


def _details(session: Session, asked: Asked) -> Asked:
    """Whom the change may be about."""
    people = by_id(session, asked.question.proposal.get("candidates", []))
    return replace(asked, people=tuple(people.values()))


def _digest(session: Session, asked: Asked) -> Asked:
    row = session.get(DigestRow, asked.question.proposal.get("month", ""))
    return replace(asked, records=(digest_of(row),) if row else ())


GATHER: Mapping[str, Callable[[Session, Asked], Asked]] = {
    "update": _update,
    "commitment": _commitment,
    "case-study": _case_study,
    "feedback": _feedback,
    "details": _details,
    "digest": _digest,
}
"""By matter; a matter whose proposal holds all that it needs has no row."""


def left_open(session: Session, applicant: Champion | None) -> tuple[Commitment | CaseStudy, ...]:
    """What the one who named the applicant had in hand at the same organisation, if they leave or have left."""
    if applicant is None or applicant.status is not Status.APPLIED or not applicant.nominated_by:
        return ()
    leaving = or_(ChampionRow.status == str(Status.LEFT), ChampionRow.leaves_on.is_not(None))
    before = session.scalars(
        select(ChampionRow).where(
            ChampionRow.name == applicant.nominated_by, ChampionRow.organisation == applicant.organisation, leaving
        )
    ).first()
    if before is None:
        return ()
    closed = (str(CaseStudyState.PUBLISHED), str(CaseStudyState.WITHDRAWN))
    standing = CommitmentRow.state == str(CommitmentState.ACCEPTED)
    mine = CommitmentRow.organisation == applicant.organisation, CommitmentRow.contact == before.name
    return (
        *commitments(session, standing, *mine),
        *case_studies(session, CaseStudyRow.champion_id == before.id, CaseStudyRow.state.not_in(closed)),
    )


def case_study_of_thread(session: Session, thread: Thread | None) -> CaseStudy | None:
    """The case study that a mail of ours was about, if the letter answers one."""
    if thread is None or thread.kind != "case_study" or not thread.number:
        return None
    return next(iter(case_studies(session, CaseStudyRow.source == thread.number)), None)
