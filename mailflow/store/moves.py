"""Champions on the move and organisations that change: kept, gathered, and worked out from their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from mailflow.almanac import at_wall_time
from mailflow.events import Due, Intent, Letter
from mailflow.network import MEMBERS, Champion, ChangeKind, Move, MoveState, OrganisationChange, Situation
from mailflow.settings import Settings
from mailflow.store.asking import ask
from mailflow.store.organisations import all_organisations
from mailflow.store.rows import champion_of, organisation_of
from mailflow.store.tables import ChampionRow, MoveRow, OrganisationChangeRow, OrganisationRow

MORNING = time(8)
LOOK_BACK = timedelta(days=40)
"""So long after its day a change is still made, if it was missed."""
_ASKS_FOR_A_CHANGE = {Intent.CHANGE_ADDRESS, Intent.CHANGE_DETAILS}
MOST = 5

_MOVE = select(MoveRow.__table__).where(MoveRow.champion_id == bindparam("champion"))


def of(session: Session, champion: Champion | None) -> Move | None:
    """The latest move of a champion."""
    rows = ask(session, _MOVE, champion=champion.id) if champion and champion.id else ()
    for row in rows:
        return Move(row.champion_id, row.on, MoveState(row.state), row.organisation, row.address, row.name, row.works)
    return None


def keep_move(session: Session, move: Move, source: str) -> int:
    """Write the latest move of a champion; that champion's number."""
    del source
    row = session.get(MoveRow, move.champion) or MoveRow(champion_id=move.champion)
    row.on, row.state, row.organisation = move.on, str(move.state), move.organisation
    row.address, row.name, row.works = move.address, move.name, move.works
    session.add(row)
    return move.champion


def namesakes(session: Session, letter: Letter) -> tuple[Champion, ...]:
    """Members whom an unknown writer may be: of that surname, or, for a new name, of that first name's organisation."""
    if not _ASKS_FOR_A_CHANGE & set(letter.intents):
        return ()
    words = (letter.envelope.sender.name or "").split()
    named = [ChampionRow.name.ilike(f"% {word}") for word in words[-1:] if len(word) > 2 and word.isalpha()]
    domain = letter.envelope.sender.address.rpartition("@")[2]
    same = ChampionRow.address.ilike(f"%@{domain}") if domain else None
    for about in (or_(*named) if named else None, same):
        if about is None:
            continue
        query = select(ChampionRow).where(about, ChampionRow.status.in_(MEMBERS)).order_by(ChampionRow.id).limit(MOST)
        found = tuple(map(champion_of, session.scalars(query)))
        if found:
            return found
    return ()


# --- organisations ----------------------------------------------------------------------------------------------------


def changes_due(session: Session, settings: Settings, now: datetime) -> list[Due]:
    """The changes whose day has come lately."""
    rows = session.execute(
        select(OrganisationChangeRow.old, OrganisationChangeRow.on).where(OrganisationChangeRow.done.is_(False))
    )
    moments = ((old, on, _morning(on, settings)) for old, on in rows)
    return [Due("organisation/change", f"{old}@{on}", at) for old, on, at in moments if now - LOOK_BACK < at <= now]


def _morning(day: date, settings: Settings) -> datetime:
    return at_wall_time(day, MORNING, settings.network.zone)


def at_change(session: Session, settings: Settings, due: Due) -> Situation:
    """The change, all that belong to the old organisation, and the organisations by name."""
    old, _, day = due.occasion.rpartition("@")
    row = session.get(OrganisationChangeRow, (old, date.fromisoformat(day)))
    people = session.scalars(select(ChampionRow).where(ChampionRow.organisation == old).order_by(ChampionRow.id))
    change, organisations = change_of(row) if row else None, all_organisations(session)
    return Situation(settings, champions=tuple(map(champion_of, people)), change=change, organisations=organisations)


def change_of(row: OrganisationChangeRow) -> OrganisationChange:
    """The change that a row holds."""
    kind = ChangeKind(row.kind)
    return OrganisationChange(row.old, row.on, kind, tuple(row.successors), row.name, tuple(row.domains), row.done)


def keep_change(session: Session, change: OrganisationChange, source: str) -> None:
    """Write a change. Its successor is known from now on (people write from there early); it follows on the day."""
    del source
    row = session.get(OrganisationChangeRow, (change.old, change.on))
    row = row or OrganisationChangeRow(old=change.old, on=change.on)
    row.kind, row.successors, row.name = str(change.kind), list(change.successors), change.name
    row.domains, row.done = list(change.domains), change.done
    session.add(row)
    old = session.get(OrganisationRow, change.old)
    for acronym in change.successors:
        new = session.get(OrganisationRow, acronym)
        if new is None:
            nation = old.nation if old else "england"
            new = OrganisationRow(acronym=acronym, name=change.name or acronym, domains=[], aliases=[], nation=nation)
            session.add(new)
        new.domains = sorted({*new.domains, *change.domains})
    if change.done and change.kind is ChangeKind.REPLACED and old is not None:
        old.successor, old.succeeded = change.successors[0], change.on


def around_belonging(session: Session, situation: Situation, event: Letter) -> Situation:
    """``situation`` with the split that the letter's thread asked about, and the organisations that came of it."""
    thread = event.thread
    if thread is None or thread.kind != "organisation" or situation.sender is None:
        return situation
    query = select(OrganisationChangeRow).where(
        OrganisationChangeRow.old == thread.number, OrganisationChangeRow.done, OrganisationChangeRow.kind == "split"
    )
    row = session.scalars(query.order_by(OrganisationChangeRow.on.desc()).limit(1)).first()
    if row is None or situation.sender.organisation != row.old:
        return situation
    parts = session.scalars(select(OrganisationRow).where(OrganisationRow.acronym.in_(row.successors)))
    organisations = (*situation.organisations, *map(organisation_of, parts))
    return replace(situation, change=change_of(row), organisations=organisations)
