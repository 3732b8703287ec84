"""Champions looked up: by address, by number."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.network import Champion
from mailflow.store.rows import champion_of
from mailflow.store.tables import ChampionRow


def by_address(session: Session, addresses: Iterable[str]) -> dict[str, Champion]:
    """Champions by address, lower case."""
    wanted = {address.lower() for address in addresses if address}
    rows = session.scalars(select(ChampionRow).where(ChampionRow.address.in_(wanted)))
    return {row.address or "": champion_of(row) for row in rows}


def by_id(session: Session, numbers: Iterable[int | None]) -> dict[int | None, Champion]:
    """Champions by number."""
    wanted = sorted({number for number in numbers if number})
    found: dict[int | None, Champion] = {}
    for start in range(0, len(wanted), 500):
        rows = session.scalars(select(ChampionRow).where(ChampionRow.id.in_(wanted[start : start + 500])))
        found.update((row.id, champion_of(row)) for row in rows)
    return found
