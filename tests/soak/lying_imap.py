"""An IMAP server that lies: it drops, delays, cuts replies at any byte, refuses, and renumbers its folder.

It speaks as much of RFC 9051's older sister (RFC 3501) as `mailflow.inbox` uses, and notes whatever would change mail.
"""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.doors.servers.process import answering
from tests.soak.dice import Dice

FAULTS = ("drop before", "drop after", "cut", "no", "slow", "bye", "renumber")
READING = {"CAPABILITY", "AUTHENTICATE", "LOGIN", "LOGOUT", "NOOP", "EXAMINE", "LIST", "IDLE", "DONE", "ID", "ENABLE"}
READING |= {"UID SEARCH", "UID FETCH", "NAMESPACE"}
_DATE = b"25-Nov-2026 09:00:00 +0000"


@dataclass
class Mail:
    """A mail of the folder, under its present number."""

    uid: int
    raw: bytes


@dataclass
class LyingImap:
    """One mailbox with one folder and an empty Sent."""

    port: int
    dice: Dice
    mails: list[Mail] = field(default_factory=list)
    uidvalidity: int = 1000
    uidnext: int = 1
    calm: int = 0
    """At least so many mails come between one renumbering and the next, each of which has all mails read anew."""
    changed: list[str] = field(default_factory=list)
    """Every command that would have changed something."""
    renumbered: int = 0
    """How many mails there were when that last happened."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def deliver(self, raw: bytes) -> None:
        """A mail comes in."""
        with self.lock:
            self.mails.append(Mail(self.uidnext, raw))
            self.uidnext += 1

    def renumber(self) -> None:
        """All numbers mean something else from now on (RFC 3501 section 2.3.1.1)."""
        with self.lock:
            self.uidvalidity += 1
            start = 1 + self.dice.below(50)
            for place, mail in enumerate(self.mails):
                mail.uid = start + place
            self.uidnext = start + len(self.mails)
            self.renumbered = len(self.mails)

    def fault(self, verb: str) -> str:
        """What goes wrong with that command; mostly nothing (empty)."""
        if verb in {"AUTHENTICATE", "LOGOUT"}:
            return ""
        return self.dice.fault(FAULTS if len(self.mails) - self.renumbered >= self.calm else FAULTS[:-1])

    # --- one session --------------------------------------------------------------------------------------------------

    def serve(self, line: socket.socket) -> None:
        """Until the client goes or the dice end it."""
        with line, contextlib.suppress(OSError, ValueError):
            line.sendall(b"* OK the truth, mostly\r\n")
            stream = line.makefile("rb")
            folder = ""
            while text := stream.readline().decode("utf-8", "replace").rstrip("\r\n"):
                tag, _, command = text.partition(" ")
                words = command.split()
                verb = " ".join(words[: 2 if words[0].upper() == "UID" else 1]).upper()
                if verb not in READING:
                    self.changed.append(command)
                fault = self.fault(verb)
                if fault == "renumber":
                    self.renumber()
                if fault == "slow":
                    time.sleep(self.dice.between(0.05, 1.0))
                if fault == "drop before":
                    return
                if fault == "no" and verb != "IDLE":
                    line.sendall(f"{tag} NO [UNAVAILABLE] not now\r\n".encode())
                    continue
                if verb == "EXAMINE":
                    folder = words[1].strip('"')
                reply = self._reply(line, stream, tag, verb, command, folder)
                if fault == "bye":
                    reply = b"* BYE going down\r\n"
                if fault == "cut":
                    line.sendall(reply[: self.dice.below(len(reply))])
                    return
                line.sendall(reply)
                if fault in {"drop after", "bye"} or verb == "LOGOUT":
                    return

    def _reply(self, line: socket.socket, stream: object, tag: str, verb: str, command: str, folder: str) -> bytes:
        done = f"{tag} OK done\r\n".encode()
        match verb:
            case "CAPABILITY":
                return b"* CAPABILITY IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS\r\n" + done
            case "AUTHENTICATE":
                line.sendall(b"+ \r\n")
                stream.readline()  # type: ignore[attr-defined]
                return done
            case "LIST":
                return b'* LIST () "/" INBOX\r\n* LIST (\\Sent) "/" Sent\r\n' + done
            case "EXAMINE":
                return self._examined() + f"{tag} OK [READ-ONLY] done\r\n".encode()
            case "IDLE":
                line.sendall(b"+ idling\r\n")
                stream.readline()  # type: ignore[attr-defined]
                return done
            case "UID SEARCH":
                return self._found(command, folder) + done
            case "UID FETCH":
                return self._fetched(command, folder) + done
            case "LOGOUT":
                return b"* BYE bye\r\n" + done
        return done

    def _examined(self) -> bytes:
        with self.lock:
            facts = (len(self.mails), self.uidvalidity, self.uidnext)
        return b"* %d EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY %d] x\r\n* OK [UIDNEXT %d] x\r\n" % facts

    def _held(self, folder: str, low: int, high: int) -> list[tuple[int, Mail]]:
        """The mails with numbers from ``low`` to ``high``, each with its place; numbers follow each other."""
        with self.lock:
            mails = self.mails if folder == "INBOX" else []
            first = mails[0].uid if mails else 1
            start = max(0, low - first)
            some = mails[start : max(0, high + 1 - first)]
            return [(place, Mail(one.uid, one.raw)) for place, one in enumerate(some, start + 1)]

    def _found(self, command: str, folder: str) -> bytes:
        asked = re.search(r"UID (\d+):(\d+|\*)", command.removeprefix("UID SEARCH"))
        low = int(asked[1]) if asked else 1
        high = int(asked[2]) if asked and asked[2] != "*" else 1 << 31
        uids = [str(one.uid) for _, one in self._held(folder, low, high)]
        return f"* SEARCH {' '.join(uids)}".rstrip().encode() + b"\r\n"

    def _fetched(self, command: str, folder: str) -> bytes:
        parts = []
        wanted = (self._held(folder, low, high) for low, high in _ranges(command.split()[2]))
        for place, one in (found for some in wanted for found in some):
            items = [b"UID %d" % one.uid, b"RFC822.SIZE %d" % len(one.raw)]
            if "INTERNALDATE" in command:
                items += [b'INTERNALDATE "%s"' % _DATE, b"FLAGS ()"]
            if "BODY.PEEK[]" in command:
                items.append(b"BODY[] {%d}\r\n%s" % (len(one.raw), one.raw))
            parts.append(b"* %d FETCH (%s)\r\n" % (place, b" ".join(items)))
        return b"".join(parts)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for part in text.split(","):
        low, _, high = part.partition(":")
        yield int(low), int(high or low)


@contextlib.contextmanager
def lying_imap(dice: Dice, calm: int = 0) -> Iterator[LyingImap]:
    """Run it; ``calm``: how many mails come at least between two renumberings."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = LyingImap(listener.getsockname()[1], dice, calm=calm)
        with answering(listener, server.serve):
            yield server
