"""What every server needs: free ports, a folder, and a process group that is surely gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any


class CannotStart(Exception):  # noqa: N818  reads as what happened
    """The server is not installed, may not run here, or did not come up."""


def free_ports(count: int) -> list[int]:
    """Ports that were free a moment ago; all held together, so that they differ."""
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


@contextlib.contextmanager
def folder(name: str) -> Iterator[Path]:
    """A temporary folder that other users of the machine's servers may enter."""
    path = Path(tempfile.mkdtemp(prefix=f"mailflow-{name}-", dir="/tmp"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def program(*names: str) -> str:
    """The first of these programs that is installed."""
    for name in names:
        found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if found:
            return found
    raise CannotStart(f"{names[0]} is not installed")


@contextlib.contextmanager
def process(
    command: Sequence[str],
    *,
    ready: Callable[[], bool],
    log: Path,
    seconds: float = 10,
    stop: signal.Signals = signal.SIGKILL,
    **options: Any,
) -> Iterator[None]:
    """Run ``command`` in its own process group until the block ends; wait until ``ready``. ``options`` go to Popen."""
    with log.open("ab") as out:
        child = subprocess.Popen(
            command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, start_new_session=True, **options
        )
    try:
        until = time.monotonic() + seconds
        while not ready():
            if child.poll() is not None or time.monotonic() > until:
                raise CannotStart(f"{command[0]} did not come up:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.005)
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, stop)
        child.wait()


def greets(port: int, greeting: bytes) -> bool:
    """Whether a server on ``port`` says ``greeting`` first."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5) as line:
            return line.recv(64).startswith(greeting)
    except OSError:
        return False


@contextlib.contextmanager
def answering(listener: socket.socket, serve: Callable[[socket.socket], None]) -> Iterator[None]:
    """Let ``serve`` have each connection to ``listener``, in a thread of its own, until the block ends."""

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = listener.accept()
                threading.Thread(target=serve, args=(line,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # else accept() holds the port open
