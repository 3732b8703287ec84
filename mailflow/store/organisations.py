"""The table of organisations: asked for at every mail, changed a few times a year."""

from __future__ import annotations

from collections import deque
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailflow.network import Organisation
from mailflow.store.tables import OrganisationRow

_ALL = select(OrganisationRow.__table__).order_by(OrganisationRow.acronym)
"""The table, not its rows: a row object for each of a hundred organisations costs more than understanding a mail."""

_read: deque[tuple[list[tuple[Any, ...]], tuple[Organisation, ...]]] = deque(maxlen=4)
"""The last few tables as they were read. The same rows give the same tuple, which others know by its identity."""


def all_organisations(session: Session) -> tuple[Organisation, ...]:
    """Every organisation, by acronym."""
    rows = [tuple(row) for row in session.execute(_ALL)]
    for known, organisations in _read:
        if known == rows:
            return organisations
    read = (Organisation(row[0], row[1], tuple(row[2]), tuple(row[3]), *row[4:]) for row in rows)
    made = tuple(sorted(read, key=lambda one: one.acronym))  # whatever the language that the database sorts by
    _read.append((rows, made))
    return made
