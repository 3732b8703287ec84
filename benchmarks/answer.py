"""How long a stranger waits: from the first mail to its answer, with IDLE, beside the servers' own loop.

Dovecot and Postfix are real. The baseline is the servers alone: a mail from one person to another, seen by polling;
then the same person writes to mailflow (a process of its own that waits by IDLE) and polls for the answer.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.doors.network import REPOSITORY, network
from tests.doors.servers.dovecot import dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import postfix

TIMES = 15
LIMIT = 2.0


def main() -> None:
    """Measure and print; exit code 1 above the limit."""
    with (
        dovecot() as imap,
        postfix(imap, authserv_id="mx.statistics.example") as smtp,
        TemporaryDirectory() as folder,
    ):

        def person(address: str) -> Person:
            return Person(address, imap.imap_port, smtp.smtp_port, imap.password)

        mailbox = person("gsshelp@statistics.example")
        house = network(Path(folder), imap, smtp, mailbox)
        mailbox.reads()
        worker = subprocess.Popen(
            [sys.executable, "-m", "mailflow", "--config", str(house.config), "work"],
            cwd=REPOSITORY,
            env=house.environment,
        )
        try:
            _round_trip(person("warm.up@dft.example"), mailbox.address, 60)
            alone = [_hop(person(f"a{n}@dft.example"), person(f"b{n}@ons.example")) for n in range(TIMES)]
            ours = [_round_trip(person(f"c{n}@dft.example"), mailbox.address, 30) for n in range(TIMES)]
        finally:
            worker.terminate()
            worker.wait(30)
    _tell(alone, ours)


def _hop(writer: Person, reader: Person) -> float:
    reader.reads()
    began = time.perf_counter()
    writer.writes(to=reader.address, subject="hello", text="hello")
    reader.waits_for(1, seconds=30)
    return time.perf_counter() - began


def _round_trip(writer: Person, mailbox: str, seconds: float) -> float:
    writer.reads()
    began = time.perf_counter()
    writer.writes(to=mailbox, subject="champion", text="Can I be a user engagement champion please\n\nSam")
    writer.waits_for(1, seconds=seconds)
    return time.perf_counter() - began


def _tell(alone: list[float], ours: list[float]) -> None:
    print(f"{'':34}{'median':>9}{'slowest':>9}")
    for name, times in (("one hop by the servers alone", alone), ("first mail to its answer (2 hops)", ours)):
        print(f"{name:34}{statistics.median(times):8.3f}s{max(times):8.3f}s")
    print(f"ratio of the medians, per hop: {statistics.median(ours) / 2 / statistics.median(alone):.1f}")
    print("Dovecot itself tells by IDLE after 0.5 s at the earliest; that floor is part of the answer's time.")
    if max(ours) > LIMIT:
        sys.exit(f"slower than {LIMIT} s")


if __name__ == "__main__":
    main()
