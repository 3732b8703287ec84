"""The whole memory in one file, and back: the same for SQLite and PostgreSQL, so it also moves from one to the other.

A backup is a ZIP archive: ``about.json``, the signing key, the configuration's files, and ``tables/<name>.jsonl`` with
a row a line. A memory that was restored is fenced: what left after the backup was made, it does not know.
"""

from __future__ import annotations

import base64
import json
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    func,
    select,
    text,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import TypeEngine

from mailflow.store.engine import HEAD, StoreError, migrate_to
from mailflow.store.gate import ClosedBy, close_within
from mailflow.store.tables import Base

FORMAT = 1
_AT_ONCE = 500
_OF_THE_MACHINE = {"holders", "pulses"}
"""Tables that say how a machine runs, not what the network is."""


@dataclass(frozen=True, slots=True)
class About:
    """What a backup is of."""

    made: datetime
    mailbox: str
    revision: str
    rows: Mapping[str, int]


def backup(engine: Engine, path: Path, *, mailbox: str, key: bytes, files: Iterable[Path], now: datetime) -> About:
    """Write everything, as it stands at one moment, to a new file that only we can read. Raises `StoreError`."""
    beside = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                rows = _write_tables(engine, archive)
                about = About(now, mailbox, HEAD, rows)
                archive.writestr("key", key)
                for one in files:
                    archive.write(one, f"files/{one.name}")
                shown = {"format": FORMAT, "made": now.isoformat(), "mailbox": mailbox, "revision": HEAD, "rows": rows}
                archive.writestr("about.json", json.dumps(shown, indent=1))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(f"the backup {path} cannot be written ({error.strerror or error}); choose another") from error
    return about


def _write_tables(engine: Engine, archive: zipfile.ZipFile) -> dict[str, int]:
    counts = {}
    frozen = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**frozen) as connection, connection.begin():
        for table in Base.metadata.sorted_tables:
            if table.name in _OF_THE_MACHINE:
                continue
            counts[table.name] = 0
            with archive.open(f"tables/{table.name}.jsonl", "w") as file:
                for row in connection.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings():
                    file.write(json.dumps({key: _written(value) for key, value in row.items()}).encode() + b"\n")
                    counts[table.name] += 1
    return counts


def _written(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date):  # a datetime, too
        return value.isoformat()
    return value


def read_about(path: Path) -> tuple[About, bytes]:
    """What the backup at ``path`` is of, and its signing key. Raises `StoreError`."""
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("about.json"))
            if about["format"] != FORMAT:
                raise StoreError(f"{path} has the format {about['format']}; this mailflow reads {FORMAT}")
            made = datetime.fromisoformat(about["made"])
            return About(made, about["mailbox"], about["revision"], about["rows"]), archive.read("key")
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise StoreError(f"{path} is no backup of mailflow, or is damaged ({error}); choose another") from error


def restore(engine: Engine, path: Path, *, replace: bool, now: datetime) -> About:
    """Put the backup at ``path`` into the database of ``engine``; all of it or nothing. Raises `StoreError`.

    ``replace``: what is there is thrown away; without it the database must be empty. An older backup is brought to the
    newest tables. The fence is up before anybody else sees the memory.
    """
    about, _ = read_about(path)
    if about.revision > HEAD:
        raise StoreError(f"{path} is of a newer mailflow (revision {about.revision}); restore it with that version")
    try:
        with engine.begin() as connection:
            _make_room(connection, replace=replace)
            migrate_to(connection, about.revision)
            _fill(connection, path, about)
            migrate_to(connection)
            why = f"this is the backup of {about.made:%d %B %Y %H:%M}, and it does not know what has left since"
            close_within(connection, ClosedBy.FENCE, why, now)
    except SQLAlchemyError as error:
        cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(f"{path} cannot be restored: {cause}; the database is as it was") from error
    return about


def _make_room(connection: Connection, *, replace: bool) -> None:
    there = MetaData()
    there.reflect(connection)
    held = [
        name
        for name in there.tables
        if name == "champions" and connection.scalar(select(func.count()).select_from(there.tables[name]))
    ]
    if held and not replace:
        raise StoreError("the database holds a network already; name an empty one in [database] url, or say --replace")
    there.drop_all(connection)


def _fill(connection: Connection, path: Path, about: About) -> None:
    there = MetaData()
    there.reflect(connection)
    with zipfile.ZipFile(path) as archive:
        for table in there.sorted_tables:
            name = f"tables/{table.name}.jsonl"
            if name not in archive.namelist():
                continue
            with archive.open(name) as file:
                count = sum(_insert(connection, table, chunk) for chunk in _chunks(file))
            if count != about.rows[table.name]:
                raise StoreError(f"{path} is damaged: {table.name} has {count} of {about.rows[table.name]} rows")
            _count_on(connection, table)


def _chunks(lines: Iterable[bytes]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    for line in lines:
        chunk.append(json.loads(line))
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> int:
    naive = connection.dialect.name == "sqlite"
    read = [{key: _read(table.c[key].type, value, naive=naive) for key, value in row.items()} for row in rows]
    connection.execute(table.insert(), read)
    return len(read)


def _read(kind: TypeEngine[Any], value: Any, *, naive: bool) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC).replace(tzinfo=None) if naive else moment
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return value


def _count_on(connection: Connection, table: Table) -> None:
    """PostgreSQL's counters do not see numbers that were given to them."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        counter = connection.scalar(
            text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": table.name, "column": column.name}
        )
        if counter:
            highest = select(func.coalesce(func.max(column), 0) + 1)
            connection.execute(
                text("SELECT setval(:counter, :value, false)"),
                {"counter": counter, "value": connection.scalar(highest)},
            )
