"""Mail to many, by its occasion (the key of what planned it): how it stands, stopped by the lead, and let go again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mailflow.network import Mass
from mailflow.store.tables import MailRow

WAITING = ("planned", "held", "leased")
"""The states of a mail that has not been handed over."""
LEFT = ("handed_over", "sent", "unknown")
STOPPED = "the lead replied STOP"


def standing(session: Session, occasion: str) -> Mass:
    """How the mails of one occasion stand; their rows are locked, so that the figures stay true in this turn."""
    rows = session.execute(
        select(MailRow.state, MailRow.needs_yes, MailRow.why, MailRow.not_before)
        .where(MailRow.source == occasion, MailRow.mass.is_(True))
        .with_for_update()
    ).all()
    waits = [at for state, needs_yes, _, at in rows if state in WAITING and not needs_yes]
    stopped = [at for state, needs_yes, why, at in rows if state == "held" and needs_yes and why == STOPPED]
    left = sum(state in LEFT for state, *_ in rows)
    return Mass(occasion, len(waits), len(stopped), left, min([*waits, *stopped], default=None))


def latest(session: Session, now: datetime) -> str:
    """The occasion whose mail to many waits, the latest planned first; empty if none does."""
    query = select(MailRow.source).where(MailRow.mass.is_(True), MailRow.state.in_(WAITING), MailRow.planned <= now)
    return session.scalar(query.order_by(MailRow.planned.desc(), MailRow.id.desc()).limit(1)) or ""


def stop(session: Session, occasion: str) -> int:
    """Keep back what has not left; gives how many. A mail that another worker has leased finds itself held."""
    waiting = update(MailRow).where(
        MailRow.source == occasion, MailRow.mass.is_(True), MailRow.state.in_(WAITING), MailRow.needs_yes.is_(False)
    )
    done = session.execute(waiting.values(state="held", needs_yes=True, why=STOPPED, lease_owner=""))
    return int(getattr(done, "rowcount", 0))


def release(session: Session, occasion: str) -> int:
    """Let go what was kept back so, each at its own time; gives how many."""
    stopped = update(MailRow).where(
        MailRow.source == occasion, MailRow.mass.is_(True), MailRow.state == "held", MailRow.why == STOPPED
    )
    done = session.execute(stopped.values(state="planned", needs_yes=False, why=""))
    return int(getattr(done, "rowcount", 0))
