"""Names and addresses taken out of every table, or replaced: for erasing, and for a name that changes in the past too.

It reads the tables as they are declared, so that a table which a new flow adds is never forgotten. The bytes of a mail
cannot be mended: a mail that holds such a word, in whatever encoding, is let go whole, and does not leave any more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, Text, cast, or_, select, update
from sqlalchemy.orm import Session

from mailflow.store.mass import WAITING
from mailflow.store.tables import Base, LedgerRow, MailRow
from mailflow.understand.envelope import read

CANCELLED = "it names somebody who is not to be named any more"


def replace_everywhere(session: Session, words: Mapping[str, str]) -> int:
    """Put each value in the place of its key, whole words in any case, in every table; gives how many rows changed.

    ``words``: full names and addresses, none empty. Mails that hold one lose their bytes; waiting ones are cancelled.
    """
    known = {word.casefold(): instead for word, instead in words.items() if word}
    if not known:
        return 0
    pattern = re.compile(
        "|".join(rf"(?<![\w.]){re.escape(word)}(?!\w)" for word in sorted(known, key=len, reverse=True)), re.IGNORECASE
    )

    def mended(text: str) -> str:
        return pattern.sub(lambda match: known[match[0].casefold()], text)

    session.flush()
    changed = sum(_mend(session, table, list(words), mended) for table in Base.metadata.sorted_tables)
    changed += _let_mails_go(session, pattern)
    session.expire_all()
    return changed


def _mend(session: Session, table: Table, words: Iterable[str], mended: Callable[[str], str]) -> int:
    columns = [one for one in table.columns if isinstance(one.type, String | Text | JSON) and not one.primary_key]
    if not columns:
        return 0
    key = list(table.primary_key.columns)
    holds = or_(*(cast(one, Text).ilike(f"%{_like(form)}%", escape="\\") for one in columns for form in _forms(words)))
    changed = 0
    for row in session.execute(select(*key, *columns).where(holds)).all():
        new = {one.name: _in(value, mended) for one, value in zip(columns, row[len(key) :], strict=True)}
        old = {one.name: value for one, value in zip(columns, row[len(key) :], strict=True)}
        differs = {name: value for name, value in new.items() if value != old[name]}
        if differs:
            here = [one == value for one, value in zip(key, row, strict=False)]
            session.execute(update(table).where(*here).values(**differs))
            changed += 1
    return changed


def _forms(words: Iterable[str]) -> set[str]:
    """A word as it is, and as JSON escapes it in either case."""
    return {
        form
        for word in filter(None, words)
        for form in (word, *(json.dumps(spelled)[1:-1] for spelled in (word, word.lower(), word.upper())))
        if form == word or not word.isascii()
    }


def _like(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)


def _in(value: Any, mended: Callable[[str], str]) -> Any:
    match value:
        case str():
            return mended(value)
        case list():
            return [_in(one, mended) for one in value]
        case dict():
            return {mended(name): _in(one, mended) for name, one in value.items()}
        case _:
            return value


def _let_mails_go(session: Session, pattern: re.Pattern[str]) -> int:
    """Mails in and out that hold a word, decoded as a reader sees them, lose their bytes."""
    gone = 0
    for table in (LedgerRow, MailRow):
        for number, raw in session.execute(select(table.id, table.raw).where(table.raw.is_not(None))).all():
            if raw and holds_word(raw, pattern):
                session.execute(update(table).where(table.id == number).values(raw=None))
                gone += 1
    waiting = update(MailRow).where(MailRow.raw.is_(None), MailRow.state.in_(WAITING))
    session.execute(waiting.values(state="cancelled", why=CANCELLED))
    return gone


def holds_word(raw: bytes, pattern: re.Pattern[str]) -> bool:
    """Whether a mail's headers, text or HTML hold what the pattern seeks; decoded, and as the bytes stand."""
    if pattern.search(raw.decode("latin-1")) or pattern.search(raw.decode("utf-8", "replace")):
        return True
    parsed = read(raw)
    envelope = parsed.envelope
    people = (envelope.sender, *envelope.senders, *envelope.reply_to, *envelope.to, *envelope.cc)
    said = [envelope.subject, *(f"{one.name} {one.address}" for one in people), *(part.text for part in parsed.parts)]
    return any(pattern.search(part) for part in said)


def binary_columns() -> set[str]:
    """Columns of bytes in any table (``table.column``): a test holds that each is read here, or holds no names."""
    return {
        f"{table.name}.{one.name}"
        for table in Base.metadata.sorted_tables
        for one in table.columns
        if isinstance(one, Column) and isinstance(one.type, LargeBinary)
    }
