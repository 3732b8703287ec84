"""Who leads now: the settings name the first lead, each handover the next; from its day on everything follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, event, select
from sqlalchemy.orm import Session, object_session

from mailflow.almanac import at_wall_time
from mailflow.events import Due
from mailflow.network import Absence, Lead
from mailflow.settings import Settings
from mailflow.store.asking import ask
from mailflow.store.tables import AbsenceRow, LeadRow

LOOK_BACK = timedelta(days=40)
"""So long after its day a handover is still told, if it was missed."""


_LEADS = (
    select(LeadRow.name, LeadRow.address)
    .where(LeadRow.since <= bindparam("today"))
    .order_by(LeadRow.since.desc())
    .limit(1)
)
"""Made once: it is asked at every beat."""
_KNOWN = "settings by day"


def settings_at(session: Session, settings: Settings, now: datetime) -> Settings:
    """``settings`` with the lead of that moment: sender name, signature, approver and brief change together.

    Asked once a transaction and day, for every mail needs it; `_forget` asks anew when somebody hands over.
    """
    today = _today(settings, now)
    known: dict[date, Settings] = session.info.setdefault(_KNOWN, {})
    if today not in known:
        known[today] = _led(session, settings, today)
    return known[today]


def _led(session: Session, settings: Settings, today: date) -> Settings:
    rows = ask(session, _LEADS, today=today)
    if not rows:
        return settings
    row = rows[0]
    network = settings.network.model_copy(update={"lead": row.name, "lead_address": row.address})
    return settings.model_copy(update={"network": network})


@event.listens_for(LeadRow, "after_insert")
@event.listens_for(LeadRow, "after_update")
@event.listens_for(LeadRow, "after_delete")
def _forget(_mapper: object, _connection: object, row: LeadRow) -> None:
    session = object_session(row)
    if session is not None:
        session.info.pop(_KNOWN, None)


def absence(session: Session, settings: Settings, now: datetime) -> Absence | None:
    """The absence of whoever leads in ``settings``, if they are away at that moment."""
    row = session.get(AbsenceRow, settings.network.lead_address)
    return Absence(row.address, row.until) if row and row.until > _today(settings, now) else None


def handovers(session: Session) -> list[Lead]:
    """Every handover, past and to come, earliest first."""
    rows = session.scalars(select(LeadRow).order_by(LeadRow.since))
    return [Lead(row.name, row.address, row.since, row.before, row.before_address) for row in rows]


def due(session: Session, settings: Settings, now: datetime) -> list[Due]:
    """The handovers whose day has come lately."""
    return [
        Due("lead/handover", f"{lead.since:%Y-%m-%d}", _morning(lead.since, settings))
        for lead in handovers(session)
        if now - LOOK_BACK < _morning(lead.since, settings) <= now
    ]


def keep_lead(session: Session, lead: Lead, source: str) -> None:
    """Note who leads from a day on; a second handover on the same day replaces the first."""
    del source
    row = session.get(LeadRow, lead.since) or LeadRow(since=lead.since)
    row.name, row.address = lead.name, lead.address
    row.before, row.before_address = lead.before, lead.before_address
    session.add(row)


def take_back(session: Session, since: date) -> bool:
    """Take a handover back; False: there is none on that day."""
    row = session.get(LeadRow, since)
    if row is not None:
        session.delete(row)
    return row is not None


def keep_absence(session: Session, away: Absence, source: str) -> None:
    """Note until when somebody who leads is away."""
    del source
    row = session.get(AbsenceRow, away.address) or AbsenceRow(address=away.address)
    row.until = away.until
    session.add(row)


def _morning(day: date, settings: Settings) -> datetime:
    return at_wall_time(day, settings.lead.brief_at, settings.network.zone)


def _today(settings: Settings, now: datetime) -> date:
    return now.astimezone(settings.network.zone).date()
