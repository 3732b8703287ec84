"""What a worker needs of memory when much waits: 1,000 and 100,000 mails in the mailbox, and as many in the outbox.

Each worker is a process of its own, measured at its highest. It takes the same number of mails from each, so that only
what waits behind them differs; of 100,000 it goes on taking, to see that it stays as it is. The mailbox lies on the
soak's IMAP server, which here tells the truth; mail goes to `smtp-sink`.
"""

from __future__ import annotations

import os
from datetime import datetime
from tempfile import TemporaryDirectory

from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.parts.apart import INBOX, OUTBOX, TAKEN_FROM, apart, take
from benchmarks.parts.crowd import PASSWORD, Crowd, crowd
from benchmarks.parts.figures import Figure, report
from benchmarks.parts.letters import answers
from benchmarks.parts.progress import progress
from benchmarks.parts.sink import sink
from mailflow.store.tables import MailRow
from tests.soak.dice import Dice
from tests.soak.lying_imap import LyingImap, Mail, lying_imap

FEW, MANY = 1_000, 100_000
TAKEN = 1_000
FLAT = 1.2
BEGINS, DRAWN = (datetime.fromisoformat(day) for day in ("2026-11-30T12:00+00:00", "2026-12-01T09:30+00:00"))
NOW = datetime.fromisoformat("2026-12-01T11:00+00:00")


def main() -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    os.environ[PASSWORD] = "not checked"
    found = []
    for box in (INBOX, OUTBOX):
        base = _peaks(box, FEW, (TAKEN,))[TAKEN]
        found.append(Figure(f"{FEW:,} in the {box}, after {TAKEN:,} of them", base, unit="MB"))
        for taken, peak in _peaks(box, MANY, (TAKEN, 5 * TAKEN)).items():
            found.append(Figure(f"{MANY:,} in the {box}, after {taken:,} of them", peak / base, FLAT, "times that"))
    report(found)


def _peaks(box: str, waiting: int, counts: tuple[int, ...]) -> dict[int, float]:
    """The worker's memory at its highest, in MB, after it has taken each of ``counts``."""
    with TemporaryDirectory() as folder, sink() as port, lying_imap(Dice(1, "imap", often=0)) as server:
        network = crowd(FEW, f"sqlite:///{folder}/m.db", BEGINS, smtp_port=port, imap_port=server.port)
        if box == INBOX:
            _fill_mailbox(network, server, waiting)
        else:
            _fill_outbox(network, waiting)
        told = progress(f"{waiting:,} in the {box}, taken", lambda: network.count(TAKEN_FROM[box]), counts[-1])
        with told, apart(take, box, network.settings, NOW, counts) as line:
            peaks = {taken: line.recv() for taken in counts}
        network.store.engine.dispose()
    return peaks


def _fill_mailbox(network: Crowd, server: LyingImap, count: int) -> None:
    """The answers of everybody to one request, again and again under other Message-IDs."""
    written = answers(network.people, NOW, network.dice)
    for number in range(count):
        raw = written[number % len(written)].replace(b"Message-ID: <", f"Message-ID: <{number}.".encode())
        server.mails.append(Mail(number + 1, raw))
    server.uidnext = count + 1


def _fill_outbox(network: Crowd, count: int) -> None:
    """The mails of a round, again and again under other codes."""
    network.now = DRAWN
    network.worker.tick()
    with Session(network.store.engine) as session, session.begin():
        table = MailRow.__table__
        written = [dict(row) for row in session.execute(table.select().where(table.c.mail == "chat/group")).mappings()]
        session.execute(table.delete())  # type: ignore[attr-defined]
        for start in range(0, count, len(written)):
            session.execute(insert(MailRow), [_copy(row, start + place) for place, row in enumerate(written)])


def _copy(row: dict[str, object], number: int) -> dict[str, object]:
    differs = {"id": number + 1, "code": f"{number:07}", "message_id": f"{number}@statistics.example"}
    return {**row, **differs, "source": f"waiting:{number}", "state": "planned", "not_before": NOW}


if __name__ == "__main__":
    main()
