"""Which database the tests use: SQLite, or with ``./run test --database postgresql`` a PostgreSQL that they start."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.doors.servers.postgres import Postgres, postgres

KINDS = ("sqlite", "postgresql")
SHIPPED = "sqlite:///var/mailflow.db"


class Databases:
    """One database a folder; the server is started when it is first needed."""

    def __init__(self) -> None:
        self.kind = "sqlite"
        self._stack = ExitStack()
        self._server: Postgres | None = None
        self._urls: dict[Path, str] = {}

    def url_in(self, folder: Path) -> str:
        """The URL of the database of that folder; the same whenever it is asked for."""
        if self.kind == "sqlite":
            return f"sqlite:///{folder}/town.db"
        if folder not in self._urls:
            self._server = self._server or self._stack.enter_context(postgres())
            self._urls[folder] = self._server.new_database()
        return self._urls[folder]

    def configured(self, text: str, folder: Path) -> str:
        """The shipped configuration with the database of that folder."""
        return text.replace(f'url = "{SHIPPED}"', f'url = "{self.url_in(folder)}"\nmark = "{folder}/mark"')

    def close(self) -> None:
        """Stop the server."""
        self._stack.close()


DATABASES = Databases()
