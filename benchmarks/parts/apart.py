"""Workers in processes of their own, so that each has its own memory and its own time of the processor."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.parts.crowd import again
from benchmarks.parts.machine import peak_mb
from mailflow.settings import Settings

INBOX, OUTBOX = "mailbox", "outbox"
TAKEN_FROM = {INBOX: "SELECT count(*) FROM ledger", OUTBOX: "SELECT count(*) FROM mails WHERE state = 'sent'"}
"""Counts what a worker has taken from each."""


@contextmanager
def apart(work: Callable[..., None], *arguments: Any) -> Iterator[Connection]:
    """Run ``work(line, *arguments)`` in a fresh process; gives the other end of its line."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=work, args=(theirs, *arguments), daemon=True)
    process.start()
    theirs.close()
    try:
        yield ours
        process.join()
    finally:
        process.kill()


def take(line: Connection, box: str, settings: Settings, now: datetime, counts: Sequence[int]) -> None:
    """Take mails from ``box``; whenever as many are taken as ``counts`` says, tell the memory at its highest, in MB."""
    network = again(settings, now)

    def watch() -> None:
        for count in counts:
            while network.count(TAKEN_FROM[box]) < count:
                time.sleep(0.05)
            line.send(peak_mb())
        network.worker.stop()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    if box == INBOX:
        with network.worker.open_mailbox() as mailbox:
            network.worker.receive(mailbox)
    else:
        network.worker.deliver()
    watcher.join()


def deliver(line: Connection, settings: Settings, now: datetime) -> None:
    """Once told to: deliver until nothing may leave; tell how many mails and seconds of the processor that were."""
    network = again(settings, now)
    network.store.gate.look(now)  # as every worker does when it begins
    line.send("ready")
    line.recv()
    spent = time.process_time()
    delivered = network.worker.deliver()
    line.send((delivered, time.process_time() - spent))
    line.recv()  # until then its connection to the database is there, and can be asked what it cost
