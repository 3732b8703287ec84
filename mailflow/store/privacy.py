"""Whose time is over, by kind: who left, and who never joined."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from mailflow.events import Due
from mailflow.network import Situation, Status
from mailflow.settings import Settings
from mailflow.store.rows import champion_of
from mailflow.store.tables import ChampionRow

MOST = 200
"""So many in one night: each is taken out of every table."""


def at_retention(session: Session, settings: Settings, due: Due) -> Situation:
    """Those whom nothing may be known of any more on that day."""
    today = due.at.astimezone(settings.network.zone).date()
    left = today - timedelta(days=settings.retention.leavers)
    applied = today - timedelta(days=settings.retention.unconfirmed)
    over = or_(
        and_(ChampionRow.status == Status.LEFT, ChampionRow.left <= left),
        and_(ChampionRow.status.in_((Status.LAPSED, Status.DECLINED)), ChampionRow.applied <= applied),
    )
    rows = session.scalars(select(ChampionRow).where(over).order_by(ChampionRow.id).limit(MOST))
    return Situation(settings=settings, champions=tuple(map(champion_of, rows)))
