"""An SMTP server that lies at every step, and keeps a book of all mails that came to it whole."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import compat32
from io import BufferedReader

from tests.doors.servers.process import answering
from tests.soak.dice import Dice

FAULTS = ("4xx", "drop before", "drop after", "cut", "slow", "5xx")
_PARSER = BytesHeaderParser(policy=compat32)
_ADDRESS = re.compile(r"<([^>]*)>")


@dataclass(frozen=True)
class Came:
    """A mail that came with its final dot; whether the client could know that it was taken."""

    message_id: str
    recipient: str
    addressed: str
    told: bool
    refused: bool
    """It was answered with a final no, or for now, after its dot: it was not taken."""


@dataclass
class LyingSmtp:
    """What it saw."""

    port: int
    dice: Dice
    book: list[Came] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, line: socket.socket) -> None:
        """One connection."""
        with line, contextlib.suppress(OSError, ValueError):
            line.sendall(b"220 the truth, mostly\r\n")
            stream = line.makefile("rb")
            recipient = ""
            while text := stream.readline().decode("utf-8", "replace").strip():
                verb = text.split(":")[0].split()[0].upper()
                fault = self.dice.fault(FAULTS) if verb in {"MAIL", "RCPT", "DATA", "RSET"} else ""
                if fault == "slow":
                    time.sleep(self.dice.between(0.01, 0.3))
                if fault == "drop before":
                    return
                if fault in {"4xx", "5xx"}:
                    # a final no at RCPT says that nobody lives there; of the whole mail it is said at MAIL and DATA
                    code = b"451 4.3.0 not now\r\n" if fault == "4xx" or verb != "DATA" else b"554 5.6.0 I will not\r\n"
                    line.sendall(code)
                    continue
                if verb == "RCPT":
                    found = _ADDRESS.search(text)
                    recipient = found[1] if found else ""
                if verb == "DATA":
                    line.sendall(b"354 go on\r\n")
                    if not self._content(line, stream, recipient):
                        return
                    continue
                reply = b"250-here\r\n250-8BITMIME\r\n250 SIZE 9000000\r\n" if verb == "EHLO" else b"250 ok\r\n"
                reply = b"221 bye\r\n" if verb == "QUIT" else reply
                if fault == "cut":
                    line.sendall(reply[: self.dice.below(len(reply))])
                    return
                line.sendall(reply)
                if fault == "drop after" or verb == "QUIT":
                    return

    def _content(self, line: socket.socket, stream: BufferedReader, recipient: str) -> bool:
        raw = bytearray()
        while (text := stream.readline()) != b".\r\n":
            if not text:
                return False  # it broke off before its final dot: it is not taken
            raw += text[1:] if text.startswith(b"..") else text
        fault = self.dice.fault(("4xx", "5xx", "drop before", "cut", "slow"))
        if fault == "slow":
            time.sleep(self.dice.between(0.01, 0.3))
        refused = fault in {"4xx", "5xx"}
        headers = _PARSER.parsebytes(bytes(raw))
        with self.lock:
            self.book.append(
                Came(
                    str(headers["Message-ID"]).strip("<> \r\n"), recipient, str(headers["To"]),
                    told=fault in {"", "slow"}, refused=refused,
                )
            )  # fmt: skip
        if fault == "drop before":
            return False
        if fault == "cut":
            line.sendall(b"250 2.0.0 ta"[: self.dice.below(12)])
            return False
        said = {"4xx": b"451 4.3.0 not now\r\n", "5xx": b"554 5.7.1 I will not\r\n"}.get(fault, b"250 2.0.0 taken\r\n")
        line.sendall(said)
        return True


@contextlib.contextmanager
def lying_smtp(dice: Dice) -> Iterator[LyingSmtp]:
    """Run it."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = LyingSmtp(listener.getsockname()[1], dice)
        with answering(listener, server.serve):
            yield server
