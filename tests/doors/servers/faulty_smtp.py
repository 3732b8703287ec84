"""An SMTP server of a few lines that does at one step what it is told: answer, cut its answer, close, reset or hang."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.doors.servers.process import answering

Act = Callable[[socket.socket], bool]
"""Does something to the connection; whether the session goes on."""


def answers(reply: str, *, then_closes: bool = False) -> Act:
    """Say this instead of the usual reply."""

    def act(line: socket.socket) -> bool:
        line.sendall(reply.encode() + b"\r\n")
        return not then_closes

    return act


def cuts(reply: str) -> Act:
    """Say only this, without the end of the line, and close."""

    def act(line: socket.socket) -> bool:
        line.sendall(reply.encode())
        return False

    return act


def closes(line: socket.socket) -> bool:
    """Close without a word."""
    del line
    return False


def resets(line: socket.socket) -> bool:
    """Reset the connection (RST)."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def hangs(line: socket.socket) -> bool:
    """Say nothing until the client gives up."""
    line.settimeout(20)
    with contextlib.suppress(OSError):
        while line.recv(4096):
            pass
    return False


def stalls(line: socket.socket) -> bool:
    """Stop reading, so that the client's bytes pile up, until it gives up."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    time.sleep(3)
    return False


@dataclass
class FaultySmtp:
    """What it was told to do, and what it saw. ``faults`` maps a step to what is done there, each time, in order.

    Steps: ``banner EHLO AUTH RSET MAIL RCPT DATA body END``; ``body`` happens after some bytes of the message, before
    its final dot. A list that has run out means usual behaviour.
    """

    port: int
    faults: dict[str, list[Act]] = field(default_factory=dict)
    extensions: tuple[str, ...] = ("SIZE 1000000", "8BITMIME")
    taken: list[bytes] = field(default_factory=list)
    """The messages that came whole, with their final dot, whatever was answered then."""
    commands: list[str] = field(default_factory=list)
    connections: int = 0

    def serve(self, line: socket.socket) -> None:
        """One session."""
        self.connections += 1
        with line, contextlib.suppress(OSError):
            stream = line.makefile("rb")
            if not self._step(line, "banner", "220 ready"):
                return
            while command := stream.readline():
                text = command.decode().strip()
                self.commands.append(text)
                verb = text.split(" ")[0].upper()
                if verb == "QUIT":
                    line.sendall(b"221 bye\r\n")
                    return
                usual = "250 ok"
                if verb == "EHLO":
                    usual = "\r\n".join(f"250-{name}" for name in ("faulty.example", *self.extensions)) + "\r\n250 HELP"
                elif verb == "DATA":
                    usual = "354 go on"
                elif verb == "AUTH":
                    usual = "235 welcome"
                if not self._step(line, verb, usual):
                    return
                if verb == "DATA" and self._last == usual and not self._data(line, stream):
                    return

    def _data(self, line: socket.socket, stream: object) -> bool:
        if self.faults.get("body"):
            stream.readline()  # type: ignore[attr-defined]
            return self.faults["body"].pop(0)(line)
        message = b""
        while not re.search(rb"(^|\r\n)\.\r\n\Z", message):
            more: bytes = stream.readline()  # type: ignore[attr-defined]
            if not more:
                return False
            message += more
        self.taken.append(message.removesuffix(b".\r\n"))
        return self._step(line, "END", "250 queued as 1")

    _last: str = ""

    def _step(self, line: socket.socket, step: str, usual: str) -> bool:
        acts = self.faults.get(step)
        if acts:
            self._last = "fault"
            return acts.pop(0)(line)
        self._last = usual
        line.sendall(usual.encode() + b"\r\n")
        return True


@contextlib.contextmanager
def faulty_smtp(**faults: Act | list[Act]) -> Iterator[FaultySmtp]:
    """Run it; ``faulty_smtp(MAIL=answers("450 later"))``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        plan = {step: list(acts) if isinstance(acts, list) else [acts] for step, acts in faults.items()}
        server = FaultySmtp(listener.getsockname()[1], plan)
        with answering(listener, server.serve):
            yield server


def settled(check: Callable[[], bool], seconds: float = 2) -> bool:
    """Whether ``check`` comes true soon; the server's thread may be a moment behind the client."""
    until = time.monotonic() + seconds
    while not check():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True
