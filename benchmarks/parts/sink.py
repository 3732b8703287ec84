"""Where delivered mail ends: Postfix's ``smtp-sink`` takes every mail and forgets it, in a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from tests.doors.servers.process import folder, free_ports, greets, process, program


@contextmanager
def sink() -> Iterator[int]:
    """Start it; gives its port on 127.0.0.1."""
    with folder("sink") as here:
        port = free_ports(1)[0]
        as_nobody = ["-u", "nobody"] if os.geteuid() == 0 else []
        command = [program("smtp-sink"), *as_nobody, f"inet:127.0.0.1:{port}", "100"]
        with process(command, ready=lambda: greets(port, b"220"), log=here / "log"):
            yield port
