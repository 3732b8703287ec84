"""Records become rows: one keeper a kind of record, in one table."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from mailflow.decisions import Record
from mailflow.network import (
    Absence,
    AccessNeed,
    Activity,
    Answer,
    Apart,
    Breakout,
    CaseStudy,
    Champion,
    Commitment,
    Digest,
    Feedback,
    Group,
    Lead,
    Meeting,
    Move,
    OrganisationChange,
    Round,
    TalkOffer,
    Update,
)
from mailflow.store.asking import ask_one
from mailflow.store.keep_meetings import keep_access_need, keep_answer, keep_breakout, keep_meeting, keep_talk
from mailflow.store.moves import keep_change, keep_move
from mailflow.store.office import keep_absence, keep_lead
from mailflow.store.rows import fill_champion
from mailflow.store.tables import ApartRow, ChampionRow, GroupMemberRow, GroupRow, RoundRow, UpdateRow
from mailflow.store.work import keep_activity, keep_case_study, keep_commitment, keep_digest, keep_feedback

_NUMBER = select(ChampionRow.id).where(ChampionRow.address == bindparam("address"))


def number_of(session: Session, champion: Champion) -> int | None:
    """The champion's number; of one who was new in this turn, by address. None for people who are no champions."""
    if champion.id:
        return champion.id
    number: int | None = ask_one(session, _NUMBER, address=champion.address.lower())
    return number


def keep_champion(session: Session, champion: Champion) -> ChampionRow:
    """Insert or update one champion. The address decides for a new one, so nobody stands in the register twice."""
    row = session.get(ChampionRow, champion.id) if champion.id else None
    if row is None:
        row = session.scalars(select(ChampionRow).where(ChampionRow.address == champion.address.lower())).first()
    if row is not None:
        return fill_champion(row, champion)
    row = fill_champion(ChampionRow(), champion)
    session.add(row)
    session.flush()  # it has its number now
    return row


def keep_round(session: Session, drawn: Round, source: str) -> None:
    """Write a round with its groups; one that is drawn anew by hand (inside a meeting) takes the place of the old."""
    del source
    old = select(GroupRow.id).where(GroupRow.round == drawn.month)
    session.execute(delete(GroupMemberRow).where(GroupMemberRow.group_id.in_(old)))
    session.execute(delete(GroupRow).where(GroupRow.round == drawn.month))
    row = session.get(RoundRow, drawn.month) or RoundRow(month=drawn.month)
    row.drawn, row.seed, row.digest = drawn.drawn, drawn.seed, drawn.digest
    row.figures = asdict(drawn.figures) if drawn.figures else None
    row.record = zlib.compress(drawn.record.encode()) if drawn.record else None
    session.add(row)
    session.flush()
    rows = [GroupRow(round=drawn.month, number=group.number, convener=group.convener) for group in drawn.groups]
    session.add_all(rows)
    session.flush()
    session.add_all(
        GroupMemberRow(group_id=row.id, champion_id=member, place=place)
        for row, group in zip(rows, drawn.groups, strict=True)
        for place, member in enumerate(group.members)
    )


def keep_group(session: Session, group: Group, source: str = "") -> None:
    """Write a group as it now stands; members who moved here from another group leave that one."""
    del source
    row = session.scalars(select(GroupRow).where(GroupRow.round == group.round, GroupRow.number == group.number)).one()
    row.convener, row.met, row.met_on = group.convener, group.met, group.met_on
    known = {
        member.champion_id: member
        for member in session.scalars(select(GroupMemberRow).where(GroupMemberRow.group_id == row.id))
    }
    for place, champion in enumerate((*group.members, *group.left_out)):
        left_out = place >= len(group.members)
        if champion in known:
            known[champion].place, known[champion].left_out = place, left_out
        else:
            session.add(GroupMemberRow(group_id=row.id, champion_id=champion, place=place, left_out=left_out))
    for champion, member in known.items():
        if champion not in group.members:
            member.left_out = True


def keep_update(session: Session, account: Update, source: str) -> int:
    """Write what one champion told for one month in one mail; that champion's number."""
    known = session.scalars(
        select(UpdateRow).where(
            UpdateRow.champion_id == account.champion,
            UpdateRow.month == account.month,
            UpdateRow.source == (account.source or source),
        )
    ).first()
    row = known or UpdateRow(champion_id=account.champion, month=account.month, source=account.source or source)
    row.text, row.received, row.nil, row.held = account.text, account.received, account.nil, account.held
    row.approved, row.organisation = account.approved, account.organisation
    row.activities = {"kinds": [list(pair) for pair in account.activities]}
    row.withdrawn, row.digest = account.withdrawn, account.digest
    session.add(row)
    return account.champion


def keep_apart(session: Session, pair: Apart, source: str) -> None:
    """Keep two champions apart from the next draw on, or no longer."""
    del source
    key = (min(pair.first, pair.second), max(pair.first, pair.second))
    row = session.get(ApartRow, key)
    if row is None and pair.apart:
        session.add(ApartRow(first=key[0], second=key[1]))
    elif row is not None and not pair.apart:
        session.delete(row)


def _keep_one_champion(session: Session, champion: Champion, source: str) -> int:
    del source
    return keep_champion(session, champion).id


KEEPERS: dict[type[Record], Callable[[Session, Any, str], int | None]] = {
    Champion: _keep_one_champion,
    Round: keep_round,
    Group: keep_group,
    Update: keep_update,
    Apart: keep_apart,
    Move: keep_move,
    OrganisationChange: keep_change,
    Lead: keep_lead,
    Absence: keep_absence,
    Activity: keep_activity,
    Commitment: keep_commitment,
    CaseStudy: keep_case_study,
    Feedback: keep_feedback,
    Digest: keep_digest,
    Meeting: keep_meeting,
    Answer: keep_answer,
    AccessNeed: keep_access_need,
    TalkOffer: keep_talk,
    Breakout: keep_breakout,
}
"""What writes a record; it gives the number of the champion whom the record is about, if it is about one."""


def keep_record(session: Session, record: Record, source: str) -> int | None:
    """Write ``record``; ``source`` is the key of the event that caused it."""
    return KEEPERS[type(record)](session, record, source)
