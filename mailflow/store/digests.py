"""Gather for the digest: its lines and their writers, who has had it, and when it falls due after the lead's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailflow.events import Due, Letter
from mailflow.network import Desk, Situation
from mailflow.settings import Settings
from mailflow.store.mass import WAITING
from mailflow.store.people import by_id
from mailflow.store.rows import champion_of, update_of
from mailflow.store.tables import ActivityRow, ChampionRow, DigestRow, MailRow, QuestionRow, UpdateRow
from mailflow.store.work import activities, digest_of

LOOK_BACK = 3
"""What was told for so many months before, and stood in no digest, is in this one."""


def due(session: Session, now: datetime) -> list[Due]:
    """Digests that the lead has approved, and those that were put off until now."""
    query = select(DigestRow).where(DigestRow.moment <= now, DigestRow.state.in_(("approved", "held")))
    return [
        Due("digest/send", f"{row.month}@{row.moment:%Y-%m-%dT%H:%M:%S}", row.moment)
        if row.state == "approved"
        else Due("digest/draft", f"{row.month}@{row.moment:%Y-%m-%d}", row.moment)
        for row in session.scalars(query.order_by(DigestRow.month))
        if row.moment is not None
    ]


def at_draft(session: Session, settings: Settings, event: Due) -> Situation:
    """What may stand in a new draft, and how much still waits for a yes."""
    month = event.occasion[:7]
    fresh = (
        UpdateRow.digest == "",
        UpdateRow.approved.is_(True),
        UpdateRow.month <= month,
        UpdateRow.month >= _months_before(month, LOOK_BACK),
    )
    desk = _desk(session, month, *fresh)
    return Situation(settings=settings, desk=replace(desk, waiting=_to_approve(session, month)))


def _to_approve(session: Session, month: str) -> int:
    """How many mails wait for a yes that could stand in the digest of that month."""
    query = select(QuestionRow.proposal).where(QuestionRow.matter == "update", QuestionRow.settled.is_(None))
    return sum(not one["held"] and min(one["months"]) <= month for one in session.scalars(query))


def at_send(session: Session, settings: Settings, event: Due) -> Situation:
    """The approved lines, every active champion, and who has had it."""
    everybody = select(ChampionRow).where(ChampionRow.status == "active").order_by(ChampionRow.id)
    champions = tuple(map(champion_of, session.scalars(everybody)))
    return Situation(settings=settings, desk=_whole(session, event.occasion[:7]), champions=champions)


def around_draft(session: Session, situation: Situation, letter: Letter) -> Situation:
    """What the lead's answer to a draft is about."""
    assert letter.thread is not None
    return replace(situation, desk=_whole(session, letter.thread.number))


def around_withdrawal(session: Session, situation: Situation) -> Situation:
    """The sender's activities with those of the same mails, and the digests in which their updates stand."""
    sources = [one.source for one in situation.updates]
    held = [row.month for row in session.scalars(select(DigestRow)) if _names(row, situation)]
    return replace(
        situation,
        activities=activities(session, ActivityRow.source.in_(sources)),
        desks=tuple(_whole(session, month) for month in held),
    )


def _names(row: DigestRow, situation: Situation) -> bool:
    return bool(set(row.lines) & {one.id for one in situation.updates})


def _whole(session: Session, month: str) -> Desk:
    row = session.get(DigestRow, month)
    desk = _desk(session, month, UpdateRow.id.in_(row.lines if row else []))
    about = (MailRow.kind == "digest", MailRow.number == month, MailRow.mail == "digest/month")
    left = session.scalars(select(MailRow.champion_id).where(*about, MailRow.state.not_in((*WAITING, "cancelled"))))
    waiting = select(func.count()).select_from(MailRow).where(*about, MailRow.state.in_(WAITING))
    return replace(desk, sent_to=frozenset(filter(None, left)), waiting=session.scalar(waiting) or 0)


def _desk(session: Session, month: str, *about: object) -> Desk:
    row = session.get(DigestRow, month)
    query = select(UpdateRow).where(*about).order_by(UpdateRow.month.desc(), UpdateRow.id)  # type: ignore[arg-type]
    updates = tuple(map(update_of, session.scalars(query)))
    people = by_id(session, (one.champion for one in updates))
    return Desk(
        digest_of(row) if row else None,
        updates,
        {number: champion for number, champion in people.items() if number},
        activities(session, ActivityRow.source.in_({one.source for one in updates})),
    )


def _months_before(month: str, count: int) -> str:
    number = int(month[:4]) * 12 + int(month[5:7]) - 1 - count
    return f"{number // 12}-{number % 12 + 1:02d}"
