"""The same things, asked and told at every mail: statements that are made once, and rows that are read and not watched.

To build a statement, and to make row objects that notice their changes, costs more than the database takes to answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Executable, literal
from sqlalchemy.orm import InstrumentedAttribute, Session

from mailflow.store.prepared import prepare


def among(column: InstrumentedAttribute[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether ``column`` is one of ``words``, which never change: a bare ``in_`` is expanded each time it is asked."""
    return column.in_([literal(str(word)) for word in sorted(words)])


def ask(session: Session, statement: Executable, **given: Any) -> list[Any]:
    """The rows that ``statement`` gives inside the session's transaction, after what was changed in it before."""
    line = _line(session)
    short = prepare(statement, line.dialect, frozenset(given))
    return short.ask(line, given) if short else line.execute(statement, given).all()  # type: ignore[return-value]


def ask_one(session: Session, statement: Executable, **given: Any) -> Any:
    """The first column of the first row; None without a row."""
    rows = ask(session, statement, **given)
    return rows[0][0] if rows else None


def tell(session: Session, statement: Executable, *given: Mapping[str, Any]) -> None:
    """Change what ``statement`` says, once for each of ``given``, which have the same names.

    No row object that is used later may stand for what is changed.
    """
    line = _line(session)
    short = prepare(statement, line.dialect, frozenset(given[0]))
    if short:
        short.tell(line, given)
    else:
        line.execute(statement, given)


def dialect_of(session: Session) -> str:
    """``sqlite`` or ``postgresql``."""
    return session.get_bind().dialect.name


def _line(session: Session) -> Connection:
    """The connection on which the session's transaction runs, with all that was changed written."""
    session.flush()
    return session.bind if isinstance(session.bind, Connection) else session.connection()
