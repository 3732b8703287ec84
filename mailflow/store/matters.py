"""Gather what a question's matter is about, as it stands when the lead answers (`mailflow.flows.lead.matters`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.network import Asked
from mailflow.store.people import by_id
from mailflow.store.rows import update_of
from mailflow.store.tables import ActivityRow, UpdateRow
from mailflow.store.work import activities


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


GATHER: Mapping[str, Callable[[Session, Asked], Asked]] = {
    "update": _update,
}
"""By matter; a matter whose proposal holds all that it needs has no row."""
