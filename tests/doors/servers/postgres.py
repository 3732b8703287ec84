"""A throwaway PostgreSQL cluster by Debian's binaries (or any in PATH), as another user when we are root."""

from __future__ import annotations

import itertools
import os
import pwd
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.doors.servers.link import Link
from tests.doors.servers.process import CannotStart, folder, free_ports, process, program

_LANGUAGE = ("--locale=C", "--locale-provider=icu", "--icu-locale=en-GB")
"""Names are sorted as people in Britain sort, unlike in SQLite: what depends on either shows."""
_FAST = ("-F", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=100")


@dataclass(frozen=True)
class Postgres:
    """A running cluster."""

    port: int
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_database(self, template: str = "", url: str = "") -> str:
        """Make a database, empty or a copy of the one with the URL ``template``; its URL for ``[database] url``."""
        url = url or f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/mailflow_{next(self._numbers)}"
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        with self._connect() as connection:
            connection.execute(others, (_name(template),))  # of a database in use no copy is made
            connection.execute(f'CREATE DATABASE "{_name(url)}" TEMPLATE "{_name(template) or "template0"}"')
        return url

    def drop(self, url: str) -> None:
        """Take a database away, whoever is connected to it."""
        with self._connect() as connection:
            connection.execute(f'DROP DATABASE "{_name(url)}" WITH (FORCE)')

    def _connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname="postgres", autocommit=True)

    def is_ready(self) -> bool:
        """Whether it takes connections."""
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True


def _name(url: str) -> str:
    return url.rpartition("/")[2]


@contextmanager
def postgres(*, also: Link | None = None) -> Iterator[Postgres]:
    """Start it, ``also`` at our end of a link; nothing is synced to disk, for nothing must outlive the test."""
    initdb, binary = _binary("initdb"), _binary("postgres")
    with folder("postgres") as here:
        data = here / "data"
        data.mkdir(mode=0o700)
        command = [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", *_LANGUAGE]
        as_other = _other_user(data)
        made = subprocess.run(command, capture_output=True, text=True, check=False, **as_other)
        if made.returncode:
            raise CannotStart(f"initdb failed:\n{made.stderr}")
        addresses = "127.0.0.1"
        if also is not None:
            addresses += f",{also.ours}"
            with (data / "pg_hba.conf").open("a") as file:
                file.write(f"host all all {also.net} trust\n")
        server = Postgres(free_ports(1)[0])
        start = [binary, "-D", str(data), "-h", addresses, "-p", str(server.port), "-k", "", *_FAST]
        # SIGQUIT: its backends, which lead groups of their own, end before it does, and write no more
        with process(start, ready=server.is_ready, log=here / "log", stop=signal.SIGQUIT, **as_other):
            yield server


def _other_user(data: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(data, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "cwd": str(data)}
    raise CannotStart("PostgreSQL does not run as root, and there is no other user to run it as")


def _binary(name: str) -> str:
    for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True):
        return str(path)
    return program(name)
