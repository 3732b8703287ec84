"""``python -m tests.doors.standstill CONFIG THERE GO``: a worker that stands still in the middle of one mail.

It makes the file THERE when it decides about the mail with the subject `AT`, inside that mail's transaction, and goes
on when the file GO is there.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from pathlib import Path

from mailflow.cli import street
from mailflow.events import Letter

AT = "stand still"


def main() -> None:
    """Until it is ended from outside."""
    config, there, go = sys.argv[1:]
    handle = import_module("mailflow.worker.handle")
    decide = handle.decide

    def slowly(event, situation, now):  # type: ignore[no-untyped-def]
        if isinstance(event, Letter) and event.envelope.subject == AT:
            Path(there).touch()
            while not Path(go).exists():
                time.sleep(0.05)
        return decide(event, situation, now)

    handle.decide = slowly
    street(["--config", config, "work"])


if __name__ == "__main__":
    main()
