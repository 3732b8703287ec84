"""A mailbox in memory: what a worker asks of `mailflow.inbox.imap.Mailbox` when it receives, at no cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from mailflow.inbox.fetch import Fetched
from mailflow.inbox.imap import Folder


class Shelf:
    """Mails that lie in INBOX, numbered from 1; Sent is empty. ``arrived``: when all of them came."""

    def __init__(self, mails: Sequence[bytes], arrived: datetime) -> None:
        self._mails = mails
        self._arrived = arrived

    def select(self, folder: str) -> Folder:
        """The folder's facts."""
        count = len(self._in(folder))
        return Folder(folder, 1, count + 1, count)

    def new_uids(self, folder: str, after_uid: int = 0) -> list[int]:
        """The numbers above ``after_uid``."""
        return list(range(after_uid + 1, len(self._in(folder)) + 1))

    def recent_uids(self, folder: str, _since: date) -> list[int]:
        """All of them."""
        return self.new_uids(folder)

    def message_ids(self, _uids: Sequence[int]) -> dict[int, str]:
        """Of Sent, where nothing lies."""
        return {}

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """These mails of INBOX."""
        for uid in uids:
            raw = self._mails[uid - 1]
            yield Fetched(uid, raw, self._arrived, len(raw))

    def _in(self, folder: str) -> Sequence[bytes]:
        return self._mails if folder == "INBOX" else ()
