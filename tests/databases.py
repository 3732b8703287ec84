"""Which database the tests use: SQLite, or with ``./run test --database postgresql`` a PostgreSQL that they start."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path

from mailflow.settings import DatabaseSettings
from mailflow.store.engine import migrate, open_engine
from tests.doors.servers.postgres import Postgres, postgres

KINDS = ("sqlite", "postgresql")
SHIPPED = "sqlite:///var/mailflow.db"


class Databases:
    """One database a folder, with the tables of today in it; the server is started when it is first needed."""

    def __init__(self) -> None:
        self.kind = "sqlite"
        self._stack = ExitStack()
        self._server: Postgres | None = None
        self._empty = ""
        """The URL of a database with the tables and no rows, of which the others are copies."""
        self._urls: dict[Path, str] = {}

    @property
    def server(self) -> Postgres:
        """The PostgreSQL of this process of tests. Raises `CannotStart`."""
        self._server = self._server or self._stack.enter_context(postgres())
        return self._server

    def url_in(self, folder: Path) -> str:
        """The URL of the database of that folder; the same whenever it is asked for."""
        if self.kind == "sqlite":
            return f"sqlite:///{folder}/mailflow.db"
        if folder not in self._urls:
            self._empty = self._empty or self._with_tables()
            self._urls[folder] = self.server.new_database(self._empty)
        return self._urls[folder]

    def settings_in(self, folder: Path) -> DatabaseSettings:
        """The settings of that folder's database; its mark is kept in the folder, too."""
        return DatabaseSettings(url=self.url_in(folder), mark=f"{folder}/mailflow.db.mark")

    def _with_tables(self) -> str:
        url = self.server.new_database()
        engine = open_engine(url)
        migrate(engine)
        engine.dispose()
        return url

    def copy(self, source: Path, target: Path) -> None:
        """Let the database of ``target`` be what that of ``source`` is now; nothing is done there meanwhile."""
        if self.kind == "sqlite":
            for beside in target.glob("mailflow.db-*"):  # a log of writes of what was there
                beside.unlink()
            shutil.copy(source / "mailflow.db", target / "mailflow.db")
            return
        former = self._urls.get(target, "")
        if former:
            self.server.drop(former)
        self._urls[target] = self.server.new_database(self.url_in(source), url=former)

    def let_go(self, under: Path) -> None:
        """Drop the databases of that folder and of all within it."""
        for folder in [one for one in self._urls if one.is_relative_to(under)]:
            self.server.drop(self._urls.pop(folder))

    def configured(self, text: str, folder: Path) -> str:
        """The shipped configuration with the database of that folder."""
        here = self.settings_in(folder)
        return text.replace(f'url = "{SHIPPED}"', f'url = "{here.url}"\nmark = "{here.mark}"')

    def close(self) -> None:
        """Stop the server."""
        self._stack.close()


DATABASES = Databases()
