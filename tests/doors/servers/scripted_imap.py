"""An IMAP server that says what it is told: a greeting, and a reply (or silence, or the end) for each command."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.doors.servers.process import answering

HANG = "hang"
CLOSE = "close"
PAUSE = "\0"
"""``{pause}`` in a reply: what follows comes a little later, in a packet of its own."""

USUAL: Mapping[str, str] = {
    "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE\r\n{tag} OK done",
    "AUTHENTICATE": "{tag} OK in",
    "NOOP": "{tag} OK done",
    "EXAMINE": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 2] x\r\n{tag} OK [READ-ONLY] done",
    "LOGOUT": "* BYE bye\r\n{tag} OK done",
}


@dataclass
class ScriptedImap:
    """Its port and the commands it got, without their tags."""

    port: int
    replies: dict[str, str]
    greeting: str
    commands: list[str] = field(default_factory=list)
    says: Mapping[str, Callable[[str], str]] = field(default_factory=dict)
    """Replies that depend on the command; each is followed by OK."""

    def serve(self, line: socket.socket) -> None:
        """One session. A reply may be cut short: no line end is added after ``{cut}``."""
        with line, contextlib.suppress(OSError):
            line.sendall(self.greeting.encode() + b"\r\n")
            stream, idling = line.makefile("rb"), ""
            while text := stream.readline().decode().strip():
                tag, _, command = text.partition(" ")
                self.commands.append(command)
                if text == "DONE":
                    line.sendall(f"{idling} OK idled\r\n".encode())
                    continue
                idling = tag
                verb = " ".join(command.split()[: 2 if command.startswith("UID") else 1]).upper()
                if verb in self.says:
                    line.sendall(f"{self.says[verb](command)}{tag} OK done\r\n".encode())
                    continue
                reply = self.replies.get(verb, "{tag} BAD what")
                if verb == "AUTHENTICATE" and not reply.startswith("{tag} NO"):
                    line.sendall(b"+ \r\n")
                    stream.readline()
                if reply == CLOSE:
                    return
                if reply == HANG:
                    stream.read()
                    return
                if reply.endswith("{cut}"):
                    line.sendall(reply.removesuffix("{cut}").format(tag=tag).encode())
                    return
                for number, part in enumerate(reply.format(tag=tag, pause=PAUSE).split(PAUSE)):
                    time.sleep(0.3 * bool(number))
                    line.sendall(part.encode())
                line.sendall(b"\r\n")


@contextlib.contextmanager
def scripted_imap(
    replies: Mapping[str, str] | None = None,
    greeting: str = "* OK ready",
    says: Mapping[str, Callable[[str], str]] | None = None,
) -> Iterator[ScriptedImap]:
    """Run it; ``replies`` change `USUAL`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = ScriptedImap(listener.getsockname()[1], {**USUAL, **(replies or {})}, greeting, says=says or {})
        with answering(listener, server.serve):
            yield server
