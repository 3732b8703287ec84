"""Statements in the driver's own words, made once: making them anew for every mail costs more than the answer.

Values and rows pass through the types of their columns, as they do when SQLAlchemy executes a statement. A statement
that cannot be prepared (with a list whose length is known only when it is asked) is left to SQLAlchemy.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Insert, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Change = Callable[[Any], Any]
"""What makes a value into what the driver takes, or the other way."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement for one kind of database."""

    words: str
    order: tuple[str, ...]
    """The names of its values where the driver takes them by place; empty: it takes them by name."""
    constant: Mapping[str, Any]
    """The values that the statement itself names, and what stands in a column that is not given."""
    into: tuple[tuple[str, Change], ...]
    """By name, what makes a value into the driver's."""
    row: Callable[[Iterable[Any]], Any]
    """Names the columns."""
    back: tuple[tuple[int, Change], ...]
    """By place, what makes the driver's value into ours."""

    def ask(self, line: Connection, given: Mapping[str, Any]) -> list[Any]:
        """The rows, each with its columns by name. Raises `sqlalchemy.exc.DBAPIError`."""
        cursor = line.connection.cursor()
        try:
            cursor.execute(self.words, self._values(given))
            return [self.row(self._read(row)) for row in cursor.fetchall()]
        except _errors(line) as error:
            raise self._wrapped(error, line) from error
        finally:
            cursor.close()

    def tell(self, line: Connection, given: Sequence[Mapping[str, Any]]) -> None:
        """Once for each of ``given``. Raises `sqlalchemy.exc.DBAPIError`."""
        cursor = line.connection.cursor()
        try:
            if len(given) == 1:
                cursor.execute(self.words, self._values(given[0]))
            else:
                cursor.executemany(self.words, [self._values(one) for one in given])
        except _errors(line) as error:
            raise self._wrapped(error, line) from error
        finally:
            cursor.close()

    def _wrapped(self, error: Exception, line: Connection) -> Exception:
        """The driver's error as SQLAlchemy's, without the values; a dead connection is let go, as SQLAlchemy does."""
        dead = line.dialect.is_disconnect(error, line.connection.dbapi_connection, None)  # type: ignore[arg-type]
        if dead:
            line.invalidate(error)
        return DBAPIError.instance(
            self.words, None, error, _errors(line), connection_invalidated=dead, dialect=line.dialect
        )

    def _values(self, given: Mapping[str, Any]) -> Any:
        values = {**self.constant, **given}
        for name, change in self.into:
            values[name] = change(values[name])
        return [values[name] for name in self.order] if self.order else values

    def _read(self, row: Sequence[Any]) -> Sequence[Any]:
        if not self.back:
            return row
        columns = list(row)
        for place, change in self.back:
            columns[place] = change(columns[place])
        return columns


@lru_cache(maxsize=512)
def prepare(statement: Executable, dialect: Dialect, keys: frozenset[str]) -> Prepared | None:
    """``statement`` for that database, given values of those names; None if it cannot be prepared."""
    absent = _absent(statement, keys)
    if any(map(callable, absent.values())):
        return None
    made = statement.compile(dialect=dialect, column_keys=sorted({*keys, *absent}))  # type: ignore[attr-defined]
    if not isinstance(made, SQLCompiler) or made.post_compile_params:
        return None
    into = ((name, _bind(param.type, dialect)) for param, name in made.bind_names.items())
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    back = ((place, _result(column.type, dialect)) for place, column in enumerate(columns))
    row: Any = namedtuple("Row", [column.key or "" for column in columns], rename=True)  # type: ignore[misc]
    return Prepared(
        words=str(made),
        order=tuple(made.positiontup or ()),
        constant={**made.params, **absent},
        into=tuple((name, change) for name, change in into if change),
        row=row._make,
        back=tuple((place, change) for place, change in back if change),
    )


def _absent(statement: Executable, keys: frozenset[str]) -> dict[str, Any]:
    """What an INSERT puts into the columns that are not given."""
    if not isinstance(statement, Insert):
        return {}
    columns = [one for one in statement.table.columns if one.key not in keys and one.default is not None]
    return {one.key: one.default.arg for one in columns}  # type: ignore[union-attr]


def _errors(line: Connection) -> type[Exception]:
    driver = line.dialect.dbapi
    assert driver is not None
    return driver.Error


def _bind(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _result(kind: TypeEngine[Any], dialect: Dialect) -> Change | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
