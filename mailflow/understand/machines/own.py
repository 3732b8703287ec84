"""Our own mail, coming back or lying in Sent: it carries a token that only we can have made."""

from __future__ import annotations

from mailflow.reference import is_genuine, tokens_in
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts


def is_ours(parsed: Parsed, facts: Facts) -> bool:
    """Whether this is our own mail coming back: one of our own addresses in From, and `carries_our_token`.

    Neither is proof alone: anybody can write our address, and forwarded originals keep ``X-Mailflow-Ref``.
    """
    own = facts.own_addresses | {facts.mailbox}
    return any(sender.address in own for sender in parsed.envelope.senders) and carries_our_token(parsed, facts)


def carries_our_token(parsed: Parsed, facts: Facts) -> bool:
    """Whether ``X-Mailflow-Ref`` is a token that we signed for one of those in To, or for whom our memory names."""
    found = tokens_in(parsed.header("x-mailflow-ref"))[:1]
    if not found or not facts.key:
        return False
    code, token = found[0]
    known = facts.references.get(code)
    addresses = {one.address for one in parsed.envelope.to} | ({known.address} if known is not None else set())
    return any(is_genuine(token, address, facts.key) for address in addresses)
