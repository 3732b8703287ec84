"""The mailbox as we use it: read without a trace, move what was claimed, append drafts. UIDs only, never a flag.

Not thread-safe: one thread, one `Mailbox`. After `ServerGone` open a new one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

from imapclient import IMAPClient

from mailflow.inbox.connection import connect, hang_up, speaking, where
from mailflow.inbox.faults import CommandRefused, FolderMissing, FolderRenumbered, ServerGone
from mailflow.inbox.fetch import (
    BATCH_COUNT,
    MAX_BYTES,
    MESSAGE_ID_FIELD,
    Fetched,
    batches,
    bodies,
    message_id_of,
    sizes,
    text_of,
    texts_of,
)
from mailflow.inbox.idle import idle
from mailflow.inbox.sign_in import SignIn, sign_in_for
from mailflow.settings import ImapSettings

SEARCH_WINDOW = 50_000
"""UIDs asked for in one search of a large folder: imaplib refuses reply lines above 1 MB."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was when selected. Its UIDs mean something only together with its ``uidvalidity``."""

    name: str
    uidvalidity: int
    uidnext: int
    exists: int


class Moved(StrEnum):
    """What became of a move."""

    MOVED = "moved"
    GONE = "gone"
    """It was no longer there."""
    LEFT = "left"
    """The server can neither MOVE nor expunge one mail alone, so it stays where it is."""


class Mailbox:
    """A signed-in IMAP connection; use as ``with Mailbox.open(settings.imap) as mailbox:``."""

    def __init__(self, client: IMAPClient, settings: ImapSettings) -> None:
        self._client: Any = client
        self._settings = settings
        self._folder: Folder | None = None
        self._writable = False
        self._uidvalidity: dict[str, int] = {}

    @classmethod
    def open(cls, settings: ImapSettings, sign_in: SignIn | None = None) -> Self:
        """Connect and sign in. ``sign_in`` is needed for tokens; the default is the settings' password.

        Raises `CannotReach`, `SignInRefused` or `ServerGone`.
        """
        return cls(connect(settings, sign_in or sign_in_for(settings)), settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(politely=not isinstance(error, ServerGone))

    def close(self, *, politely: bool = True) -> None:
        """End the connection; ``politely`` says goodbye first. Never raises."""
        with suppress(Exception):
            if politely:
                self._client.logout()
        hang_up(self._client)

    # --- folders -----------------------------------------------------------------------------------------------

    def folders(self) -> dict[str, frozenset[str]]:
        """Every folder by name, with its attributes, such as ``\\Sent`` (RFC 6154) where the server tells them."""
        with speaking(self._settings, "list the folders"):
            return {text_of(name): texts_of(attributes) for attributes, _, name in self._client.list_folders()}

    def select(self, folder: str, *, writable: bool = False) -> Folder:
        """Make ``folder`` the current one, for reading only (EXAMINE) unless ``writable``. Raises `FolderMissing`."""
        self._folder = None
        try:
            with speaking(self._settings, f"open the folder “{folder}”"):
                reply = self._client.select_folder(folder, readonly=not writable)
                # UIDVALIDITY and UIDNEXT may be left out only by servers older than RFC 3501
                selected = Folder(folder, reply[b"UIDVALIDITY"], reply.get(b"UIDNEXT", 0), reply[b"EXISTS"])
                self._arrived()  # said by the selection itself: no news
        except CommandRefused as refusal:
            raise self._missing(folder, refusal) from None
        self._folder, self._writable = selected, writable
        self._uidvalidity[folder] = selected.uidvalidity
        return selected

    def _missing(self, folder: str, refusal: CommandRefused) -> FolderMissing | CommandRefused:
        """`FolderMissing` if the server's list says so; else the refusal itself (no permission, out of order)."""
        names = self.folders()
        if folder in names or folder.upper() == "INBOX":
            return refusal
        has = ", ".join(sorted(names)) or "none"
        return FolderMissing(
            f"{where(self._settings)} has no folder “{folder}” in the mailbox of {self._settings.username}."
            f" Create it, or name one of these: {has}."
        )

    def _use(self, folder: str, *, writable: bool = False) -> Folder:
        """The folder, selected in the wanted way, without asking twice. Raises `FolderRenumbered`."""
        known = self._folder
        if known is not None and known.name == folder and self._writable == writable:
            return known
        before = self._uidvalidity.get(folder)
        selected = self.select(folder, writable=writable)
        if before not in (None, selected.uidvalidity):
            raise FolderRenumbered(f"{where(self._settings)} has renumbered the folder “{folder}”; it is scanned anew.")
        return selected

    def _current(self, *, writable: bool = False) -> Folder:
        if self._folder is None:
            raise RuntimeError("select a folder first")
        return self._use(self._folder.name, writable=writable)

    # --- reading -----------------------------------------------------------------------------------------------

    def recent_uids(self, folder: str, since: date) -> list[int]:
        """The UIDs in ``folder`` of what arrived on that day or later, ascending."""
        self._use(folder)
        with speaking(self._settings, f"search the folder “{folder}”"):
            self._noop()
            return sorted(map(int, self._client.search(["SINCE", since])))

    def message_ids(self, uids: Sequence[int]) -> dict[int, str]:
        """The Message-ID of each of these mails of the current folder, without its brackets; empty if it has none."""
        folder = self._current()
        found: dict[int, str] = {}
        for start in range(0, len(uids), BATCH_COUNT):
            chunk = list(uids[start : start + BATCH_COUNT])
            self._use(folder.name)
            with speaking(self._settings, "ask for Message-IDs"):
                reply = self._client.fetch(chunk, [MESSAGE_ID_FIELD.replace("BODY", "BODY.PEEK")])
            found |= {uid: message_id_of(reply[uid]) for uid in chunk if uid in reply}
        return found

    def new_uids(self, folder: str, after_uid: int = 0) -> list[int]:
        """The UIDs in ``folder`` above ``after_uid``, ascending."""
        current = self._use(folder)
        with speaking(self._settings, f"search the folder “{folder}”"):
            self._noop()  # some servers show what arrived since the last command only after one more
            if current.exists <= SEARCH_WINDOW:
                found = self._client.search(["UID", f"{after_uid + 1}:*"])
            else:
                found = list(self._search_in_windows(after_uid, current))
        # “n:*” above the last UID means “* to n” and gives the last mail (RFC 3501 section 6.4.8)
        return sorted({uid for uid in map(int, found) if uid > after_uid})

    def _search_in_windows(self, after_uid: int, current: Folder) -> Iterator[int]:
        first, last = after_uid + 1, max(current.uidnext, after_uid + 1)
        while first < last:
            yield from self._client.search(["UID", f"{first}:{min(first + SEARCH_WINDOW, last) - 1}"])
            first += SEARCH_WINDOW
        yield from self._client.search(["UID", f"{last}:*"])

    def fetch(self, uids: Sequence[int], *, max_bytes: int = MAX_BYTES) -> Iterator[Fetched]:
        """The mails with these UIDs of the current folder, in the order asked for, in batches small enough for memory.

        BODY.PEEK[] in a folder opened for reading: no flag changes. A mail above ``max_bytes`` comes without its bytes;
        one that vanished comes as ``gone``. Other calls, to other folders too, may come between two mails.
        """
        return self._fetch(self._current(), uids, max_bytes)

    def _fetch(self, folder: Folder, uids: Sequence[int], max_bytes: int) -> Iterator[Fetched]:
        for start in range(0, len(uids), BATCH_COUNT):
            chunk = uids[start : start + BATCH_COUNT]
            self._use(folder.name)
            with speaking(self._settings, "ask for sizes"):
                known = sizes(self._client, chunk)
            for batch in batches(known, max_bytes):
                self._use(folder.name)
                with speaking(self._settings, "fetch mail"):
                    mails = bodies(self._client, batch, max_bytes)
                yield from mails

    def find_by_message_id(self, folder: str, message_id: str) -> list[int]:
        """The UIDs in ``folder`` whose Message-ID is exactly ``message_id`` (with or without its brackets)."""
        wanted = message_id.strip().strip("<>")
        self._use(folder)
        with speaking(self._settings, f"look for a Message-ID in “{folder}”"):
            self._noop()
            near = self._client.search(["HEADER", "Message-ID", wanted])  # finds parts of it, too
            reply = self._client.fetch(near, [MESSAGE_ID_FIELD.replace("BODY", "BODY.PEEK")]) if near else {}
        return sorted(uid for uid, data in reply.items() if message_id_of(data) == wanted)

    # --- writing: only what is ours ----------------------------------------------------------------------------

    def move(self, uid: int, folder: str) -> Moved:
        """Move one mail of the current folder: by UID MOVE (RFC 6851), else by COPY and UID EXPUNGE (RFC 4315).

        Never a plain EXPUNGE, which would throw away what people have marked as deleted.
        """
        source = self._current(writable=True)
        with speaking(self._settings, f"look for mail {uid}"):
            self._noop()
            if not self._client.search(["UID", str(uid)]):
                return Moved.GONE
        try:
            with speaking(self._settings, f"move mail {uid} from “{source.name}” to “{folder}”"):
                if self._client.has_capability("MOVE"):
                    self._client.move([uid], folder)
                elif self._client.has_capability("UIDPLUS"):
                    self._client.copy([uid], folder)
                    self._client.add_flags([uid], [b"\\Deleted"], silent=True)
                    self._client.uid_expunge([uid])
                else:
                    return Moved.LEFT
        except CommandRefused as refusal:
            raise self._missing(folder, refusal) from None
        return Moved.MOVED

    def append(self, folder: str, raw: bytes, flags: Sequence[str] = ()) -> int | None:
        """Put a mail of ours into ``folder``. Its UID, if the server tells it (RFC 4315). Raises `FolderMissing`."""
        try:
            with speaking(self._settings, f"put a mail into “{folder}”"):
                reply = self._client.append(folder, raw, flags)
        except CommandRefused as refusal:
            raise self._missing(folder, refusal) from None
        match = re.search(rb"\[APPENDUID \d+ (\d+)\]", reply if isinstance(reply, bytes) else str(reply).encode())
        return int(match[1]) if match else None

    # --- waiting -----------------------------------------------------------------------------------------------

    def wait(self, seconds: float, stop: Callable[[], bool] = lambda: False) -> bool:
        """Wait until something may have arrived in the current folder (True), or ``seconds`` passed (False).

        By IDLE where it is offered and set, else by sleeping. ``stop`` is asked at least once a second. Other folders
        than the current one tell nothing: poll them.
        """
        self._current()
        until = time.monotonic() + seconds
        with speaking(self._settings, "wait for mail"):
            if self._noop():
                return True
            if self._settings.idle and self._client.has_capability("IDLE"):
                told = idle(self._client, until, stop)
                return self._arrived() or told
            while (left := until - time.monotonic()) > 0 and not stop():
                time.sleep(min(left, 0.5))
            return self._noop()

    def _noop(self) -> bool:
        """Let the server tell its news; whether mail may have arrived since the folder was last searched."""
        _, news = self._client.noop()
        if any(line[0] == b"BYE" for line in news):
            raise ServerGone(f"{where(self._settings)} says goodbye.")
        return self._arrived()

    def _arrived(self) -> bool:
        """Whether any reply since the last call said EXISTS: it comes once, with whatever command is running then."""
        return any(self._client._imap.response("EXISTS")[1])
