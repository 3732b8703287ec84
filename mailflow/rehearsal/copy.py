"""A copy of the memory, so that playing changes nothing: any database into a SQLite file of its own."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, select

from mailflow.store import Store
from mailflow.store.tables import Base, GateRow, HolderRow, PulseRow

_AT_ONCE = 500
OF_ITSELF = {GateRow.__tablename__, HolderRow.__tablename__, PulseRow.__tablename__}
"""What a database says of itself: the copy is another, and its gate is open."""


def copied(store: Store, folder: Path) -> Store:
    """A store in ``folder`` that holds what ``store`` holds, with the same settings and key."""
    url = f"sqlite:///{folder / 'rehearsal.db'}"
    database = store.settings.database.model_copy(update={"url": url, "mark": ""})  # a mark of its own
    played = Store.open(store.settings.model_copy(update={"database": database}), store.key)
    _copy_rows(store.engine, played.engine)
    return played


def _copy_rows(source: Engine, target: Engine) -> None:
    """Every row of every table; keys and all, so that what points to each other still does."""
    with source.connect() as reading, target.begin() as writing:
        for table in Base.metadata.sorted_tables:
            if table.name in OF_ITSELF:
                continue
            rows = reading.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings().partitions(_AT_ONCE)
            for some in rows:
                writing.execute(table.insert(), [dict(row) for row in some])
