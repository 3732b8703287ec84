"""How the database is opened: SQLite for one machine, PostgreSQL when that is not enough; migrated before use."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

MIGRATION_LOCK = 0x6D61_696C
"""The PostgreSQL advisory lock under which one process migrates while the others wait."""

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
    "secure_delete = ON",  # what is erased is overwritten
)

APPLICATION = "mailflow "
"""How the names begin under which PostgreSQL shows our connections; each process has its own."""

_PATIENCE = {"tcp_keepalives_idle": 10, "tcp_keepalives_interval": 5, "tcp_keepalives_count": 3}
POSTGRES = {
    "connect_timeout": 10,
    "keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 25_000,
    # the server, too, must notice a worker that was cut off, and free the locks that it holds
    "options": " ".join(f"-c {name}={value}" for name, value in {
        **_PATIENCE, "tcp_user_timeout": 25_000, "idle_in_transaction_session_timeout": 60_000,
    }.items()),
}  # fmt: skip
"""How a connection to PostgreSQL notices within half a minute that the other end is gone."""

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py")).partition("_")[0]
"""The newest revision: they are numbered, 0001 upwards."""


class StoreError(Exception):
    """The database cannot be used; the message says which, why, and what would be right."""


def open_engine(url: str) -> Engine:
    """An engine for ``url``; on SQLite every transaction begins IMMEDIATE, so that writers wait instead of failing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        who = {"application_name": f"{APPLICATION}{os.getpid()}@{socket.gethostname()}"}
        return create_engine(url, pool_pre_ping=True, connect_args=POSTGRES | who)
    if parsed.database and parsed.database != ":memory:":
        folder = Path(parsed.database).absolute().parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{url}: the folder {folder} cannot be made ({error.strerror}); choose another") from error
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: `_on_begin` does, with IMMEDIATE.
    connection.isolation_level = None
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII only
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _lower(text: str | None) -> str | None:
    return text and text.lower()


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest revision; safe to call by several processes at once. Raises `StoreError`."""
    try:
        with engine.begin() as connection:
            here = _revision(connection)
            if here == HEAD:
                return
            if here is not None and here > HEAD:
                raise StoreError(f"the database is of a newer mailflow (revision {here}); run that version or restore")
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            migrate_to(connection)
    except SQLAlchemyError as error:
        raise StoreError(_explain(engine, error)) from error


def _revision(connection: Connection) -> str | None:
    """The revision that the database is at, asked without alembic, which is slow to import."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if revision is None else str(revision)


def migrate_to(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to one revision, inside the caller's transaction."""
    from alembic import command  # noqa: PLC0415  slow to import, and seldom needed
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _explain(engine: Engine, error: SQLAlchemyError) -> str:
    cause = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    where = engine.url.render_as_string(hide_password=True)
    return f"{where}: the database cannot be used: {cause}; check [database] url, the rights of its folder and the disk"


@contextmanager
def only_worker(engine: Engine) -> Iterator[bool]:
    """Have a SQLite file alone, by a lock file beside it; gives False if another process has it.

    The lock dies with its process, however that ends. On PostgreSQL any number of workers may be inside.
    """
    if engine.dialect.name != "sqlite":
        yield True
        return
    database = engine.url.database or ""
    with Path(f"{database}.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield True
