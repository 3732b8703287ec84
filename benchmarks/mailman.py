"""Requests to join through mailflow and through GNU Mailman 3's command runner, on this machine, on SQLite both.

Mailman: each mail, parsed already, is taken from its queue folder; its sender is registered, which makes a pending
subscription that must be confirmed; the confirmation is written from its template and put into the ``virgin`` queue.
mailflow: each mail is fetched from Dovecot by IMAP and read; that it asks to join is understood from its words, and the
organisation from its address; what is decided is kept, with the mail's outcome and the audit; the request to confirm is
written as text and HTML into the outbox. Neither sends anything.

Mailman looks through all that is pending at each request, so it is slower the more there are; so both are measured with
few and with many. Mailman comes from the Python index once, into a virtual environment of its own in the user's cache.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from tempfile import TemporaryDirectory

from imapclient import IMAPClient

from benchmarks.parts.crowd import PASSWORD, crowd
from benchmarks.parts.figures import Figure, report
from tests.doors.servers.dovecot import dovecot

VERSION = "3.3.10"
COUNTS = (30, 100, 300)
TIMES = 10.0
MEMBERS = 56
NOW = datetime.fromisoformat("2026-12-01T11:00+00:00")
MAILBOX = "gsshelp@statistics.example"
JOINS = Path(__file__).parent / "parts" / "mailman_joins.py"


@dataclass(frozen=True)
class Cost:
    """Seconds for all mails."""

    processor: float
    wall: float


def main() -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    python = _mailman()
    found = []
    print(f"{'requests to join':>18}{'Mailman, ms':>22}{'mailflow, ms':>22}   (processor and wall, a mail)")
    for count in COUNTS:
        mails = [_request(number) for number in range(count)]
        theirs, ours = _by_mailman(python, mails), _by_mailflow(mails)
        told = (f"{1000 * one.processor / count:10.1f}{1000 * one.wall / count:12.1f}" for one in (theirs, ours))
        print(f"{count:18,}{''.join(told)}", flush=True)
        by_processor, by_wall = theirs.processor / ours.processor, theirs.wall / ours.wall
        bound = TIMES if count == max(COUNTS) else None
        for clock, ratio in (("processor", by_processor), ("wall", by_wall)):
            found.append(Figure(f"{count:,} requests, {clock}", ratio, bound, "times Mailman's rate", at_least=True))
    report(found)


def _request(number: int) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Authentication-Results"] = "mx.statistics.example; dmarc=pass header.from=ons.example"
    mail["From"] = f"Newcomer Number{number} <newcomer{number}@ons.example>"
    mail["To"], mail["Subject"] = MAILBOX, "champion"
    mail["Date"], mail["Message-ID"] = NOW.strftime("%a, %d %b %Y %H:%M:%S +0000"), f"<join{number}@ons.example>"
    mail.set_content(f"Hello,\n\ncan I be a user engagement champion please?\n\nNewcomer Number{number}\n")
    return mail.as_bytes()


def _by_mailman(python: Path, mails: list[bytes]) -> Cost:
    with TemporaryDirectory() as folder:
        given = Path(folder, "mails")
        given.write_text("\n".join(base64.b64encode(raw).decode("ascii") for raw in mails), encoding="ascii")
        command = [str(python), str(JOINS), folder, str(given)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = json.loads(said.splitlines()[-1])
    if (told["virgin"], told["pending"]) != (len(mails), len(mails)):
        sys.exit(f"Mailman did not answer every request: {said}")
    return Cost(told["processor"], told["wall"])


def _by_mailflow(mails: list[bytes]) -> Cost:
    with dovecot() as imap, TemporaryDirectory() as folder:
        os.environ[PASSWORD] = imap.password
        with IMAPClient("127.0.0.1", imap.imap_port, ssl=False) as line:
            line.login(MAILBOX, imap.password)
            for raw in mails:
                line.append("INBOX", raw)
        network = crowd(MEMBERS, f"sqlite:///{folder}/m.db", NOW, imap_port=imap.imap_port)
        with network.worker.open_mailbox() as mailbox:
            processor, wall = time.process_time(), time.perf_counter()
            network.worker.receive(mailbox)
            cost = Cost(time.process_time() - processor, time.perf_counter() - wall)
        asked = network.count("SELECT count(*) FROM mails WHERE mail = 'join/confirm' AND state = 'planned'")
        network.store.engine.dispose()
    if asked != len(mails):
        sys.exit(f"mailflow answered {asked} of {len(mails)} requests")
    return cost


def _mailman() -> Path:
    """The Python that has Mailman; made if it is not there."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mailflow"
    home = cache / f"mailman-{VERSION}-python{sys.version_info.major}.{sys.version_info.minor}"
    python, made = home / "bin" / "python", home / "made"
    if not made.exists():
        print(f"installing GNU Mailman {VERSION} into {home} …", file=sys.stderr, flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--quiet",
            "--disable-pip-version-check",
            f"mailman=={VERSION}",
        ]
        subprocess.run(install, check=True)
        made.touch()
    return python


if __name__ == "__main__":
    main()
