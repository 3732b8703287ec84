"""The facts for pages and review, gathered from the tables. What of them may be shown is decided in `publish`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from mailflow.network import Update
from mailflow.publish import Facts, Told
from mailflow.settings import Settings
from mailflow.store import office, work
from mailflow.store.organisations import all_organisations
from mailflow.store.rows import champion_of, update_of
from mailflow.store.tables import AuditRow, ChampionRow, LedgerRow, MailRow, RoundRow, UpdateRow

_MAIL = "mail:"
_DIGEST = 32
"""So many characters of a mail's digest stand in its key."""


def gather(engine: Engine, settings: Settings, now: datetime) -> Facts:
    """All that pages may be made from, as it stands now, in one reading."""
    zone = settings.network.zone
    with Session(engine) as session:
        activities, commitments = work.activities(session), work.commitments(session)
        case_studies, updates = work.case_studies(session), tuple(_updates(session))
        keys = {one.source for group in (activities, commitments, case_studies, updates) for one in group}
        return Facts(
            settings=office.settings_at(session, settings, now),
            on=now.astimezone(zone).date(),
            champions=tuple(map(champion_of, session.scalars(select(ChampionRow).order_by(ChampionRow.id)))),
            organisations=all_organisations(session),
            activities=activities,
            commitments=commitments,
            case_studies=case_studies,
            updates=updates,
            rounds=tuple(session.scalars(select(RoundRow.month).order_by(RoundRow.month))),
            leads=tuple(office.handovers(session)),
            mails=_received(session, keys, zone),
            came_by=dict(_came_by(session, zone)),
            held=frozenset(session.scalars(select(UpdateRow.source).where(UpdateRow.held))),
        )


def _updates(session: Session) -> Iterator[Update]:
    for row in session.scalars(select(UpdateRow).order_by(UpdateRow.id)):
        yield replace(update_of(row), text="")


def _received(session: Session, keys: Iterable[str], zone: ZoneInfo) -> dict[str, date]:
    """When each of these mails came in."""
    wanted = {key.removeprefix(_MAIL): key for key in keys if key.startswith(_MAIL)}
    found: dict[str, date] = {}
    for digest, received in session.execute(
        select(LedgerRow.digest, func.min(LedgerRow.received)).group_by(LedgerRow.digest)
    ):
        key = wanted.get(digest[:_DIGEST])
        if key is not None:
            found[key] = received.astimezone(zone).date()
    return found


def _came_by(session: Session, zone: ZoneInfo) -> Iterator[tuple[int, Told]]:
    """The mail by which each joined: the one that their welcome answers; of others, how they came into the register."""
    first = select(func.min(AuditRow.id)).where(AuditRow.champion_id.is_not(None)).group_by(AuditRow.champion_id)
    for row in session.scalars(select(AuditRow).where(AuditRow.id.in_(first)).order_by(AuditRow.id)):
        if row.champion_id is not None:
            yield row.champion_id, Told(row.source, row.at.astimezone(zone).date())
    for champion, source, planned in session.execute(
        select(MailRow.champion_id, MailRow.source, MailRow.planned)
        .where(MailRow.mail == "join/welcome", MailRow.champion_id.is_not(None))
        .order_by(MailRow.id)
    ):
        if champion is not None:
            yield champion, Told(source, planned.astimezone(zone).date())
