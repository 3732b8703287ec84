"""Fetching mail by UID without a trace, in replies small enough for memory: first the sizes, then the bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MAX_BYTES = 50 * 1024 * 1024
"""A mail larger than this is reported without its bytes."""
BATCH_BYTES = 8 * 1024 * 1024
BATCH_COUNT = 100
MESSAGE_ID_FIELD = "BODY[HEADER.FIELDS (MESSAGE-ID)]"
_ITEMS = ("INTERNALDATE", "FLAGS", "RFC822.SIZE")

Sized = tuple[int, int | None]
"""A UID and the size that the server tells; None if the mail is gone."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail as fetched: complete, too large (``raw`` None, ``size`` known), or gone meanwhile."""

    uid: int
    raw: bytes | None = None
    internal_date: datetime | None = None
    """When the server received it, aware."""
    size: int = 0
    """Bytes."""
    flags: frozenset[str] = frozenset()
    gone: bool = False
    """A person, or their rule, moved or deleted it after we saw its UID. That is no error."""

    @property
    def too_large(self) -> bool:
        """There, but above the cap, so its bytes were not fetched."""
        return self.raw is None and not self.gone


def sizes(client: Any, uids: Sequence[int]) -> list[Sized]:
    """The size of each mail of the selected folder, in the order of ``uids``."""
    reply = client.fetch(list(uids), ["RFC822.SIZE"])
    return [(uid, reply.get(uid, {}).get(b"RFC822.SIZE")) for uid in uids]


def batches(known: Sequence[Sized], max_bytes: int) -> Iterator[list[Sized]]:
    """Split so that the bytes to come in one reply stay below `BATCH_BYTES`, or are one mail."""
    batch: list[Sized] = []
    total = 0
    for uid, size in known:
        coming = size if size is not None and size <= max_bytes else 0
        if batch and total + coming > BATCH_BYTES:
            yield batch
            batch, total = [], 0
        batch.append((uid, size))
        total += coming
    if batch:
        yield batch


def bodies(client: Any, batch: Sequence[Sized], max_bytes: int) -> list[Fetched]:
    """The mails of one batch: BODY.PEEK[] for those within the cap, only the facts for the others."""
    small = [uid for uid, size in batch if size is not None and size <= max_bytes]
    large = [uid for uid, size in batch if size is not None and size > max_bytes]
    reply = dict(client.fetch(small, [*_ITEMS, "BODY.PEEK[]"]) if small else {})
    reply |= client.fetch(large, _ITEMS) if large else {}
    return [_fetched(uid, reply.get(uid, {}), is_large=size is not None and size > max_bytes) for uid, size in batch]


def _fetched(uid: int, data: Mapping[bytes, Any], *, is_large: bool) -> Fetched:
    raw: bytes | None = data.get(b"BODY[]")
    if b"INTERNALDATE" not in data or (raw is None and not is_large):
        return Fetched(uid, gone=True)
    size = int(data.get(b"RFC822.SIZE", 0)) if raw is None else len(raw)
    return Fetched(uid, raw, data[b"INTERNALDATE"], size, texts_of(data.get(b"FLAGS", ())))


def texts_of(names: Sequence[bytes | str]) -> frozenset[str]:
    """Flags or folder attributes as text."""
    return frozenset(map(text_of, names))


def text_of(value: bytes | str | int) -> str:
    """A name as text: imapclient gives bytes, or an int for a folder that is called 2026."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def message_id_of(data: Mapping[bytes, Any]) -> str:
    """The identifier in a fetched `MESSAGE_ID_FIELD`, unfolded, without its brackets; empty if there is none."""
    _, _, value = (data.get(MESSAGE_ID_FIELD.encode()) or b"").partition(b":")
    return b"".join(value.split()).decode("utf-8", "replace").strip("<>")
