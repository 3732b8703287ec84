"""The table of organisations: asked for at every mail, changed a few times a year."""

from __future__ import annotations

import json
from collections import deque
from typing import Any

from sqlalchemy import JSON, Text, select, type_coerce
from sqlalchemy.orm import Session

from mailflow.network import Organisation
from mailflow.store.asking import ask
from mailflow.store.tables import OrganisationRow

_ALL = select(
    *(type_coerce(one, Text) if isinstance(one.type, JSON) else one for one in OrganisationRow.__table__.columns)
).order_by(OrganisationRow.acronym)
"""The table, not its rows, and its lists unread: a hundred row objects cost more than understanding a mail."""

_read: deque[tuple[list[tuple[Any, ...]], tuple[Organisation, ...]]] = deque(maxlen=4)
"""The last few tables as they were read. The same rows give the same tuple, which others know by its identity."""


def all_organisations(session: Session) -> tuple[Organisation, ...]:
    """Every organisation, by acronym."""
    rows = [tuple(row) for row in ask(session, _ALL)]
    for known, organisations in _read:
        if known == rows:
            return organisations
    read = (Organisation(row[0], row[1], _listed(row[2]), _listed(row[3]), *row[4:]) for row in rows)
    made = tuple(sorted(read, key=lambda one: one.acronym))  # whatever the language that the database sorts by
    _read.append((rows, made))
    return made


def _listed(value: Any) -> tuple[str, ...]:
    """A list as the database keeps it: as text, or, where its driver reads it, as a list."""
    return tuple(json.loads(value) if isinstance(value, str) else value)
