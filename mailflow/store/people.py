"""Champions looked up: by address, by number, by the month in which they joined; and when they were last heard of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, extract, func, select
from sqlalchemy.orm import Session

from mailflow.events import Due
from mailflow.network import Champion, Situation, Status
from mailflow.settings import Settings
from mailflow.store.asking import ask
from mailflow.store.rows import champion_of
from mailflow.store.tables import ChampionRow, LedgerRow

_AT_ADDRESS = select(ChampionRow.__table__).where(ChampionRow.address == bindparam("address"))
_BY_ADDRESS = select(ChampionRow.__table__).where(ChampionRow.address.in_(bindparam("wanted", expanding=True)))
_BY_ID = select(ChampionRow.__table__).where(ChampionRow.id.in_(bindparam("wanted", expanding=True)))
_DIGITS = len(str(2**31))


def number_in(text: str) -> int | None:
    """The number that ``text`` is, if a row can have it; None for any other text."""
    return int(text) if text.isdecimal() and len(text) < _DIGITS else None


def by_address(session: Session, addresses: Iterable[str]) -> dict[str, Champion]:
    """Champions by address, lower case."""
    wanted = {address.lower() for address in addresses if address}
    if len(wanted) == 1:  # nearly always
        rows = ask(session, _AT_ADDRESS, address=next(iter(wanted)))
    else:
        rows = ask(session, _BY_ADDRESS, wanted=sorted(wanted)) if wanted else []
    return {row.address or "": champion_of(row) for row in rows}


def by_id(session: Session, numbers: Iterable[int | None]) -> dict[int | None, Champion]:
    """Champions by number."""
    wanted = sorted({number for number in numbers if number})
    found: dict[int | None, Champion] = {}
    for start in range(0, len(wanted), 500):
        rows = ask(session, _BY_ID, wanted=wanted[start : start + 500])
        found.update((row.id, champion_of(row)) for row in rows)
    return found


def at_anniversary(session: Session, settings: Settings, due: Due) -> Situation:
    """Who joined in that month of an earlier year."""
    year, month = int(due.occasion[:4]), int(due.occasion[5:7])
    query = select(ChampionRow).where(
        ChampionRow.status == Status.ACTIVE,
        extract("month", ChampionRow.joined) == month,
        extract("year", ChampionRow.joined) < year,
    )
    return Situation(settings, champions=tuple(map(champion_of, session.scalars(query.order_by(ChampionRow.id)))))


def last_heard(session: Session, champion: Champion) -> datetime | None:
    """When mail of that champion last came in; machines' mail counts for nothing."""
    query = select(func.max(LedgerRow.received)).where(
        LedgerRow.sender == champion.address, LedgerRow.outcome.in_(("handled", "person"))
    )
    return session.scalar(query)
