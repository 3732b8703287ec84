"""A small soak among other people's mail with all tests; ``./run soak --foreign 10000`` is the whole one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doors.servers.dovecot import Dovecot, dovecot
from tests.soak.among import Others, play_among
from tests.soak.desk import Desk, Worker, differences, fill
from tests.soak.dice import Dice
from tests.soak.play import Plan

pytestmark = [pytest.mark.doors, pytest.mark.timeout(600)]
SEED = 20261129


@pytest.fixture
def server(imap: Dovecot) -> Dovecot:
    """A Dovecot of its own, for the mailbox has one name."""
    del imap
    with dovecot() as own:
        yield own


def test_every_flag_folder_and_byte_is_as_the_people_left_it(server: Dovecot, tmp_path: Path) -> None:
    plan = Plan(messages=60, seed=SEED, kill_every=60, seconds=500)
    played, done = play_among(Others(foreign=300, acts=80), plan, tmp_path, server)
    assert played.findings.faults == {}, (SEED, played)
    assert played.kills > 0
    assert min(done.values()) > 0


@pytest.mark.parametrize(
    "harm",
    [
        lambda line, uid: line.uid("STORE", uid, "+FLAGS", r"(\Seen \Flagged $Label2)"),
        lambda line, uid: line.uid("MOVE", uid, "Sent"),
        lambda line, uid: line.uid("COPY", uid, "Sent"),
        lambda line, uid: (line.uid("STORE", uid, "+FLAGS", r"(\Deleted)"), line.uid("EXPUNGE", uid)),
        lambda line, uid: line.append("INBOX", "", "", b"Subject: new\r\n\r\nnobody wrote it\r\n"),
    ],
)
def test_the_books_notice_what_nobody_of_the_people_did(server: Dovecot, harm: Callable[..., object]) -> None:
    desk = Desk(server, Dice(SEED, "desk", often=0))
    person = Worker(desk, fill(desk, 16), Dice(SEED, "person", often=0), acts=0)
    assert differences(desk, [person]) == []
    one = next(kept for kept in person.book.values() if kept.folder == "INBOX" and "\\Flagged" not in kept.flags)
    with desk.person.program_open() as line:
        harm(line, str(one.uid))
    assert len(differences(desk, [person])) == 1
