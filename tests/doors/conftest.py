"""The real servers as fixtures, started once a session. What cannot start is skipped, loudly; with CI set it fails."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext
from typing import TypeVar

import pytest

from mailflow.settings import ImapSettings, SmtpSettings
from tests.databases import DATABASES
from tests.doors.servers.browser import Browser, browser
from tests.doors.servers.dovecot import Dovecot, dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix, postfix
from tests.doors.servers.postgres import Postgres
from tests.doors.servers.process import CannotStart

Server = TypeVar("Server")
AUTHSERV_ID = "mx.statistics.example"

_missing: dict[str, str] = {}
_skipped: Counter[str] = Counter()
_numbers = itertools.count(1)


class _Servers:
    """Starts each server at its first use and ends all of them with the session."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._running: dict[str, object] = {}

    def get(self, name: str, start: Callable[[], AbstractContextManager[Server]]) -> Server:
        if name not in self._running and name not in _missing:
            try:
                self._running[name] = self._stack.enter_context(start())
            except CannotStart as reason:
                _missing[name] = str(reason)
        if name in _missing:
            _skipped[name] += 1
            if os.environ.get("CI"):
                pytest.fail(f"{name} could not be started, and CI is set: {_missing[name]}", pytrace=False)
            pytest.skip(f"{name} could not be started: {_missing[name]}")
        return self._running[name]  # type: ignore[return-value]  # what `start` gave under this name

    def close(self) -> None:
        self._stack.close()


@pytest.fixture(scope="session")
def servers() -> Iterator[_Servers]:
    running = _Servers()
    yield running
    running.close()


@pytest.fixture
def imap(servers: _Servers) -> Dovecot:
    return servers.get("Dovecot", dovecot)


@pytest.fixture
def smtp(servers: _Servers, imap: Dovecot) -> Postfix:
    return servers.get("Postfix", lambda: postfix(imap, authserv_id=AUTHSERV_ID))


@pytest.fixture
def database(servers: _Servers) -> Postgres:
    return servers.get("PostgreSQL", lambda: nullcontext(DATABASES.server))


@pytest.fixture
def chromium(servers: _Servers) -> Browser:
    return servers.get("Chromium", browser)


@pytest.fixture
def person(imap: Dovecot) -> Callable[..., Person]:
    """``person("zara")``: somebody with a mailbox that no other test uses; who also writes is given ``smtp``."""

    def make(name: str = "someone", *, smtp: Postfix | None = None, domain: str = "health.example") -> Person:
        address = f"{name}.{next(_numbers)}@{domain}"
        return Person(address, imap.imap_port, smtp.smtp_port if smtp else 0, imap.password, name.title())

    return make


@pytest.fixture
def imap_settings(imap: Dovecot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., ImapSettings]:
    """Settings for somebody's mailbox, over verified TLS unless told otherwise."""
    monkeypatch.setenv("MAILFLOW_IMAP_PASSWORD", imap.password)

    def make(username: str, **more: object) -> ImapSettings:
        security = more.get("security", "tls")
        given = {
            "host": "localhost",
            "port": imap.imaps_port if security == "tls" else imap.imap_port,
            "security": "tls",
            "username": username,
            "timeout_seconds": 5,
            "ca_file": str(imap.certificates.authority),
            **more,
        }
        return ImapSettings.model_validate(given)

    return make


@pytest.fixture
def smtp_settings(imap: Dovecot, smtp: Postfix, monkeypatch: pytest.MonkeyPatch) -> Callable[..., SmtpSettings]:
    """Settings for handing mail to Postfix, over verified TLS unless told otherwise."""
    monkeypatch.setenv("MAILFLOW_SMTP_PASSWORD", imap.password)

    def make(username: str, **more: object) -> SmtpSettings:
        security = more.get("security", "tls")
        given = {
            "host": "localhost",
            "port": smtp.smtps_port if security == "tls" else smtp.submission_port,
            "security": "tls",
            "username": username,
            "timeout_seconds": 5,
            "ca_file": str(imap.certificates.authority),
            **more,
        }
        return SmtpSettings.model_validate(given)

    return make


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and not os.environ.get("CI"):
        terminalreporter.section("TESTS OF REAL SERVERS WERE SKIPPED", sep="!", red=True, bold=True)
        for name, count in _skipped.items():
            terminalreporter.line(f"{count} tests need {name}, which could not be started: {_missing[name]}", red=True)
        terminalreporter.line("Set CI=1 to make this a failure; on Debian as root, ./run test installs the servers.")
