"""Junk is watched for what is surely ours: a mail that carries a genuine token of ours. All else is left alone."""

from __future__ import annotations

from mailflow.inbox.fetch import Fetched
from mailflow.reference import is_genuine
from mailflow.store.store import Store
from mailflow.understand.envelope import read
from mailflow.understand.facts import Facts
from mailflow.understand.thread import carried


def is_surely_ours(fetched: Fetched, store: Store, standing: Facts) -> bool:
    """Whether we signed a token in it: for its sender, or for the address that the mail with its code went to."""
    if fetched.raw is None:
        return False
    parsed = read(fetched.raw)
    found = [item for item in carried(parsed, standing) if item.token]
    if not found:
        return False
    went_to = store.references(item.code for item in found)
    sender = parsed.envelope.sender.address
    return any(
        is_genuine(item.token, address, store.key)
        for item in found
        for address in (sender, went_to[item.code].address if item.code in went_to else "")
        if address
    )
