"""How much mail a worker handles and delivers, beside the bare cost of the same mails in the same run.

Dovecot and Postfix are real. In: fetching in batches by imapclient and parsing by `email`, against the whole street
(read, understood, decided, kept). Out: one smtplib connection and mails that are rendered already, against the outbox
(leased, asked at the door, intent and result recorded). And what a worker costs that waits.
"""

from __future__ import annotations

import email
import os
import smtplib
import subprocess
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path
from tempfile import TemporaryDirectory

from imapclient import IMAPClient

from mailflow.cli.house import open_store, writer_for
from mailflow.settings import load
from mailflow.worker import Worker, real_clock
from tests.doors.network import REPOSITORY, Network, network
from tests.doors.servers.dovecot import dovecot
from tests.doors.servers.person import Person
from tests.doors.servers.postfix import Postfix, postfix
from tests.soak.dice import Dice
from tests.soak.letters import letters, members

MAILS = 1000
IN_BOUND, OUT_BOUND = 1 / 4, 1 / 2
IDLE_SECONDS, IDLE_CORE, IDLE_MB = 60, 0.01, 120
MORE = """
[sending]
per_hour = 1000000
per_domain_hour = 1000000
answers_per_hour = 1000000
answers_per_day = 1000000
per_thread_30_days = 1000000
[digest]
send = false
"""


def main() -> None:
    """Measure and print; exit code 1 if a bound is missed."""
    with (
        dovecot() as imap,
        postfix(imap, authserv_id="mx.statistics.example") as smtp,
        TemporaryDirectory() as folder,
    ):
        mailbox = Person("gsshelp@statistics.example", imap.imap_port, smtp.smtp_port, imap.password)
        house = network(Path(folder), imap, smtp, mailbox, more=MORE)
        missed = [*_both_ways(house, smtp), *_idle(house)]
    if missed:
        sys.exit("missed: " + "; ".join(missed))


def _both_ways(house: Network, smtp: Postfix) -> list[str]:
    people = members(MAILS // 20)
    rows = "".join(f"{','.join(row)}\n" for row in people)
    (house.folder / "people.csv").write_text("name,address,organisation\n" + rows, encoding="utf-8")
    house.run("champions", "import", str(house.folder / "people.csv"))
    with IMAPClient("127.0.0.1", house.mailbox.imap_port, ssl=False) as line:
        line.login(house.mailbox.address, house.mailbox.password)
        for letter in letters(MAILS, people, Dice(1, "letters", often=0)):
            line.append("INBOX", letter.raw)
        bare_in = _timed(lambda: _fetch_and_parse(line))
    settings = load(house.config)
    store = open_store(settings)
    worker = Worker(settings, store, writer_for(settings, store.key), real_clock)
    os.environ["MAILFLOW_TEST_PASSWORD"] = house.mailbox.password
    with worker.open_mailbox() as opened:
        street = _timed(lambda: worker.receive(opened))
    raws = [row.raw for row in store.queue.listed(("planned",), limit=MAILS) if row.raw]
    bare_out = _timed(lambda: _hand_over(raws, smtp, house.mailbox.address))
    outbox = _timed(worker.deliver)
    sent = store.queue.counts()["sent"]
    store.engine.dispose()
    print(f"{'':42}{'mails a second':>16}{'of the bare':>14}{'bound':>8}")
    missed = []
    for name, bare, ours, count, bound in (
        ("in: fetched, understood, decided, kept", bare_in, street, MAILS, IN_BOUND),
        ("out: leased, asked, recorded, handed over", bare_out, outbox, sent, OUT_BOUND),
    ):
        ratio = bare / ours * (1 if bound == IN_BOUND else count / len(raws))
        print(f"{name:42}{count / ours:16.1f}{ratio:14.3f}{bound:8.2f}")
        if ratio < bound:
            missed.append(f"{name.partition(':')[0]} {ratio:.3f}, bound {bound}")
    print(f"bare: {MAILS / bare_in:.0f} a second fetched and parsed, {len(raws) / bare_out:.0f} a second handed over")
    return missed


def _fetch_and_parse(line: IMAPClient) -> None:
    line.select_folder("INBOX", readonly=True)
    uids = line.search()
    for start in range(0, len(uids), 100):
        for data in line.fetch(uids[start : start + 100], ["BODY.PEEK[]"]).values():
            mail = email.message_from_bytes(data[b"BODY[]"], policy=default)
            assert isinstance(mail, EmailMessage)
            body = mail.get_body(("plain",))
            assert body is not None
            _ = (mail["From"], mail["Subject"], mail["Message-ID"], body.get_content())


def _hand_over(raws: list[bytes], smtp: Postfix, sender: str) -> None:
    with smtplib.SMTP("127.0.0.1", smtp.smtp_port, timeout=30) as line:
        for raw in raws:
            recipient = email.message_from_bytes(raw, policy=SMTP)["To"].addresses[0].addr_spec
            line.sendmail(sender, [recipient], raw)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _idle(house: Network) -> list[str]:
    """Processor time and memory of a worker that has nothing to do."""
    command = [sys.executable, "-m", "mailflow", "--config", str(house.config), "work"]
    worker = subprocess.Popen(command, cwd=REPOSITORY, env=house.environment)
    try:
        time.sleep(15)
        before = _processor(worker.pid)
        time.sleep(IDLE_SECONDS)
        core = (_processor(worker.pid) - before) / IDLE_SECONDS
        status = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8")
        memory = int(status.partition("VmRSS:")[2].split()[0]) / 1024
    finally:
        worker.terminate()
        worker.wait(30)
    print(f"\nwaiting: {core:.2%} of a core (bound {IDLE_CORE:.0%}), {memory:.0f} MB (bound {IDLE_MB})")
    return [f"idle {core:.2%}"] * (core > IDLE_CORE) + [f"{memory:.0f} MB"] * (memory > IDLE_MB)


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    main()
