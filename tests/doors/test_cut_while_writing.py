"""Dovecot breaks off anywhere in what it says while a draft is put aside and a mail moved: each is there once.

In the clear and by TLS; at some hundred places of a session, evenly spread over it (see `test_cut_at_every_byte`, too).
"""

from __future__ import annotations

import contextlib
import imaplib
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mailflow.inbox.faults import MailboxFault
from mailflow.inbox.imap import Mailbox
from tests.doors.servers.cut import Door, behind
from tests.doors.servers.dovecot import Dovecot
from tests.doors.servers.person import Person
from tests.doors.test_busy_mailbox import open_house, worker
from tests.doors.test_gate import plans
from tests.people import PRIYA

pytestmark = [pytest.mark.doors, pytest.mark.timeout(300)]
PLACES = 100
DONE = "Champions"


class Through:
    """Another server on this machine, with what it says on the way."""

    def __init__(self, port: int, to: int) -> None:
        self.port = port
        self._to = to

    def serve(self, line: socket.socket) -> None:
        """One connection, to the end of either side."""
        with line, socket.create_connection(("127.0.0.1", self._to)) as far, contextlib.suppress(OSError):
            threading.Thread(target=_pass_on, args=(line, far), daemon=True).start()
            while said := far.recv(1 << 16):
                line.sendall(said)


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while said := near.recv(1 << 16):
            far.sendall(said)
        far.shutdown(socket.SHUT_WR)


def thanks(number: int) -> bytes:
    """A mail that is ours, in no thread, so a person sees it."""
    return f"From: {PRIYA.address}\r\nSubject: {number:04}\r\n\r\nThank you!\r\n".encode()


def holds(program: imaplib.IMAP4, folder: str) -> int:
    """How many mails lie there now."""
    program.noop()
    _, said = program.status(folder, "(MESSAGES)")
    return int(said[0].rpartition(b" ")[2].rstrip(b")"))


@pytest.mark.parametrize("security", ["none", "tls"])
def test_each_draft_and_each_moved_mail_is_there_once(
    tmp_path: Path, imap: Dovecot, person: Callable[..., Person], imap_settings, security: str
) -> None:
    me, door = person("champions", domain="statistics.example"), Door()
    far = imap.imaps_port if security == "tls" else imap.imap_port
    with behind(door, lambda port: Through(port, far)) as server, me.program_open() as program:
        program.create(DONE)
        given = {"security": security, "port": server.port, "claimed_folder": DONE, "timeout_seconds": 20}
        store = open_house(tmp_path, imap_settings(me.address, **given))
        mine = worker(store)

        def session() -> None:
            with Mailbox.open(store.settings.imap) as mailbox:
                mine.receive(mailbox)
                mine._deliverer.put_drafts(mailbox)

        def comes(number: int) -> None:
            program.append("INBOX", "", "", thanks(number))
            plans(store, f"test:{number}")

        comes(0)
        session()
        whole, cuts = len(door.said), 0
        for number in range(1, PLACES + 1):
            comes(number)
            door.allowed = whole * number // (PLACES + 1)
            with contextlib.suppress(MailboxFault):
                session()
            cuts += door.has_cut
            door.allowed = None
            session()
            drafts = number + 2  # and one that says that a person will read the first
            assert [holds(program, folder) for folder in ("INBOX", DONE, "Drafts")] == [0, number + 1, drafts]
    assert cuts > PLACES * 0.9
    moved = [raw for _, raw in me.sees(DONE)]
    assert moved == [thanks(number) for number in range(PLACES + 1)]
    assert store.queue.counts() == {"drafted": PLACES + 2}
    store.engine.dispose()
