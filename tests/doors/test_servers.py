"""A server that cannot be started is skipped loudly, and never silently in CI."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.doors import conftest
from tests.doors.servers.process import CannotStart


@contextmanager
def broken() -> Iterator[None]:
    raise CannotStart("it is not installed")
    yield


@pytest.fixture(autouse=True)
def _own_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conftest, "_missing", {})
    monkeypatch.setattr(conftest, "_skipped", Counter())


def test_without_ci_it_is_skipped_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    servers = conftest._Servers()
    for _ in range(3):
        with pytest.raises(pytest.skip.Exception, match="Broken could not be started: it is not installed"):
            servers.get("Broken", broken)
    assert conftest._skipped == {"Broken": 3}


def test_with_ci_it_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="CI is set: it is not installed"):
        conftest._Servers().get("Broken", broken)
