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

FAULTS = ("drop before", "drop after", "cut", "no", "slow", "renumber", "bye")
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
    changed: list[str] = field(default_factory=list)
    """Every command that would have changed something."""
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
                fault = self.dice.fault(FAULTS) if verb not in {"AUTHENTICATE", "LOGOUT"} else ""
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

    def _held(self, folder: str) -> list[Mail]:
        with self.lock:
            return [Mail(one.uid, one.raw) for one in self.mails] if folder == "INBOX" else []

    def _found(self, command: str, folder: str) -> bytes:
        asked = re.search(r"UID (\d+):(\d+|\*)", command.removeprefix("UID SEARCH"))
        low = int(asked[1]) if asked else 1
        high = int(asked[2]) if asked and asked[2] != "*" else 1 << 31
        uids = [str(one.uid) for one in self._held(folder) if low <= one.uid <= high]
        return f"* SEARCH {' '.join(uids)}".rstrip().encode() + b"\r\n"

    def _fetched(self, command: str, folder: str) -> bytes:
        wanted = _numbers(command.split()[2])
        parts = []
        for place, one in enumerate(self._held(folder), 1):
            if one.uid not in wanted:
                continue
            items = [b"UID %d" % one.uid, b"RFC822.SIZE %d" % len(one.raw)]
            if "INTERNALDATE" in command:
                items += [b'INTERNALDATE "%s"' % _DATE, b"FLAGS ()"]
            if "BODY.PEEK[]" in command:
                items.append(b"BODY[] {%d}\r\n%s" % (len(one.raw), one.raw))
            parts.append(b"* %d FETCH (%s)\r\n" % (place, b" ".join(items)))
        return b"".join(parts)


def _numbers(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        low, _, high = part.partition(":")
        found |= set(range(int(low), int(high or low) + 1))
    return found


@contextlib.contextmanager
def lying_imap(dice: Dice) -> Iterator[LyingImap]:
    """Run it."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        server = LyingImap(listener.getsockname()[1], dice)
        with answering(listener, server.serve):
            yield server
