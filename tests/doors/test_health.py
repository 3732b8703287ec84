"""Alive or not, seen by something that is not the worker: by command, by file, over HTTP, in figures."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.health.page import as_json, write
from mailflow.health.signs import health
from mailflow.store import Store
from mailflow.store.gate import ClosedBy
from mailflow.worker import Worker, real_clock
from tests.databases import DATABASES
from tests.doors.network import REPOSITORY, network
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix
from tests.doors.servers.process import free_ports
from tests.doors.test_store import writer
from tests.people import NOW, SETTINGS

pytestmark = pytest.mark.doors


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(SETTINGS.model_copy(update={"database": DATABASES.settings_in(tmp_path)}), b"k" * 32)


def lives(store: Store, **parts: int) -> None:
    """Each part gave its last sign so many seconds ago."""
    for part, ago in parts.items():
        store.pulses.beat(part.replace("folder_", "folder:"), NOW - timedelta(seconds=ago))


def test_what_was_never_seen_is_not_alive(store: Store) -> None:
    faults = health(store, store.settings, NOW).faults
    assert faults == (
        "The worker was never seen at work. Start “mailflow work”.",
        "The folder INBOX was never seen at work. Start “mailflow work”.",
    )


def test_a_dead_mailbox_is_noticed_within_two_polls_though_the_worker_beats(store: Store) -> None:
    lives(store, worker=3, folder_INBOX=119)
    assert health(store, store.settings, NOW).is_well
    lives(store, worker=1)
    late = health(store, store.settings, NOW + timedelta(seconds=15)).faults
    assert len(late) == 1
    assert late[0].startswith("The folder INBOX was last read to its end 2 minutes ago")


def test_a_closed_gate_is_not_well(store: Store, tmp_path: Path) -> None:
    lives(store, worker=1, folder_INBOX=1)
    store.gate.close(ClosedBy.HAND, "the lead said so", NOW)
    found = health(store, store.settings, NOW)
    assert found.faults == ("Nothing leaves: the lead said so. See “mailflow outbox gate”.",)
    write(tmp_path / "deep" / "health.json", found)
    assert json.loads((tmp_path / "deep" / "health.json").read_text())["well"] is False
    assert as_json(found).endswith("}\n")


def test_a_health_file_that_cannot_be_written_does_not_stop_the_beat(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    file = store.settings.health.model_copy(update={"file": str(tmp_path / "file" / "health.json")})
    settings = store.settings.model_copy(update={"health": file})
    Worker(settings, store, writer(store), real_clock)._show_life()
    assert [pulse.name for pulse in store.pulses.all()] == ["worker"]


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_a_worker_that_is_stopped_dead_is_seen_by_command_and_over_http(
    tmp_path: Path, imap: Dovecot, smtp: Postfix, person: Callable[..., Person]
) -> None:
    (port,) = free_ports(1)
    mailbox = person("gsshelp", smtp=smtp, domain="statistics.example")
    told = f'[health]\nport = {port}\nfile = "{tmp_path}/h.json"'
    house = network(tmp_path, imap, smtp, mailbox, imap_more="poll_seconds = 2", more=told)
    command = [sys.executable, "-m", "mailflow", "--config", str(house.config), "work"]
    worker = subprocess.Popen(command, cwd=REPOSITORY, env=house.environment)
    try:
        until = time.monotonic() + 60
        while get(port, "/health")[0] != 200 and time.monotonic() < until:
            time.sleep(0.1)
        assert json.loads(get(port, "/health")[1])["well"]
        assert house.run("check", "--alive") == "all is well\n"
        figures = get(port, "/metrics")[1]
        assert 'mailflow_seconds_since{part="folder:INBOX"}' in figures
        assert "mailflow_gate_open 1.0" in figures
        assert get(port, "/etc/passwd")[0] == 404
        worker.send_signal(signal.SIGSTOP)
        while "INBOX" not in (said := house.run("check", "--alive", expect=None)) and time.monotonic() < until + 60:
            time.sleep(1)
        assert "The folder INBOX was last read to its end" in said
        worker.send_signal(signal.SIGCONT)
    finally:
        worker.send_signal(signal.SIGCONT)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    assert json.loads((tmp_path / "h.json").read_text()).keys() == {"at", "faults", "well"}
