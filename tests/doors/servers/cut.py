"""A server's end of a connection that breaks off after so many bytes, whatever server speaks there."""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from tests.doors.servers.process import answering


class Ending(StrEnum):
    """How it breaks off."""

    CLOSE = "close"
    """It ends (FIN) behind the last byte."""
    RESET = "reset"
    """It is torn down (RST), perhaps before the last bytes are read."""
    SILENCE = "silence"
    """It stays open, and nothing more is said."""


class CutShortError(OSError):
    """The server has said all that it was allowed to say."""


class Serves(Protocol):
    """A server that has one connection at a time."""

    port: int

    def serve(self, line: socket.socket) -> None:
        """One connection, to its end."""


@dataclass
class Door:
    """What the next connection may say, and what became of the last."""

    allowed: int | None = None
    """Bytes; None: all."""
    ending: Ending = Ending.CLOSE
    said: bytearray = field(default_factory=bytearray)
    """What the last connection said, and what it would have said when it broke off."""
    left_open: list[int] = field(default_factory=list)
    """After how many bytes each connection broke off that the client has not closed."""

    @property
    def has_cut(self) -> bool:
        """Whether the last connection broke off."""
        return self.allowed is not None and len(self.said) > self.allowed


class Cut(socket.socket):
    """A connection that ends in the middle of a reply."""

    def __init__(self, line: socket.socket, door: Door) -> None:
        super().__init__(fileno=line.detach())
        self._door = door
        self._left = door.allowed
        door.said.clear()

    def sendall(self, data: bytes, flags: int = 0) -> None:  # type: ignore[override]
        """Say it, or as much of it as is allowed."""
        self._door.said += data
        super().sendall(data[: self._left], flags)
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                self._break_off()

    def _break_off(self) -> None:
        match self._door.ending:
            case Ending.RESET:
                self.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case Ending.CLOSE:
                self.shutdown(socket.SHUT_WR)  # and read on: else a reset would overtake what was said
                self._wait_for_the_client()
            case Ending.SILENCE:
                self._wait_for_the_client()
        raise CutShortError

    def _wait_for_the_client(self) -> None:
        after = self._door.allowed or 0
        self._door.left_open.append(after)
        try:
            while self.recv(1 << 16):
                pass
        finally:
            self._door.left_open.remove(after)


Server = TypeVar("Server", bound=Serves)


@contextlib.contextmanager
def behind(door: Door, make: Callable[[int], Server]) -> Iterator[Server]:
    """Run the server that ``make`` gives for a port, with its connections behind ``door``."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = make(listener.getsockname()[1])
        with answering(listener, lambda line: server.serve(Cut(line, door))):
            yield server
