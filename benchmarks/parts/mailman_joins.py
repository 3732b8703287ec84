"""Run by the Python that has GNU Mailman 3: its command runner on mails to ``LIST-join``; prints what that took.

``mailman_joins.py FOLDER MAILS``: Mailman's home, and a file with one mail a line in base64. The queue is filled first,
as Mailman's LMTP runner fills it (each mail parsed and pickled), and that is not counted. Counted is one iteration of
`mailman.runners.command.CommandRunner`: take each mail from the queue, register its sender (a pending subscription that
must be confirmed), write the confirmation, put it into the ``virgin`` queue, commit.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from pathlib import Path

from mailman.app.lifecycle import create_list  # type: ignore[import-not-found]
from mailman.config import config  # type: ignore[import-not-found]
from mailman.core.initialize import initialize  # type: ignore[import-not-found]
from mailman.email.message import Message  # type: ignore[import-not-found]
from mailman.interfaces.domain import IDomainManager  # type: ignore[import-not-found]
from mailman.interfaces.pending import IPendings  # type: ignore[import-not-found]
from mailman.runners.command import CommandRunner  # type: ignore[import-not-found]
from mailman.utilities.email import add_message_hash  # type: ignore[import-not-found]
from zope.component import getUtility  # type: ignore[import-not-found]

LIST = "champions@statistics.example"
CONFIG = """
[mailman]
layout: bench
[paths.bench]
var_dir: {folder}/var
[mta]
incoming: mailman.mta.null.NullMTA
"""


def main(folder: Path, mails: Path) -> None:
    """Fill the queue, run it empty once, print seconds and what came of it as JSON."""
    written = folder / "mailman.cfg"
    written.write_text(CONFIG.format(folder=folder), encoding="utf-8")
    initialize(str(written))
    getUtility(IDomainManager).add(LIST.partition("@")[2])
    network = create_list(LIST)
    config.db.commit()
    for line in mails.read_text(encoding="ascii").split():
        _enqueue(network.list_id, base64.b64decode(line))
    runner = CommandRunner("command")
    processor, wall = time.process_time(), time.perf_counter()
    runner._one_iteration()
    took = {"processor": time.process_time() - processor, "wall": time.perf_counter() - wall}
    waiting = {name: len(config.switchboards[name].files) for name in ("command", "virgin", "shunt")}
    print(json.dumps({**took, **waiting, "pending": getUtility(IPendings).count()}))


def _enqueue(list_id: str, raw: bytes) -> None:
    import email  # noqa: PLC0415

    message = email.message_from_bytes(raw, Message)
    message.original_size = len(raw)
    add_message_hash(message)
    config.switchboards["command"].enqueue(message, listid=list_id, subaddress="join", original_size=len(raw))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
