"""The few facts that the shell gathers before a mail is understood, so that understanding stays pure.

Not here: how they are gathered (the store), nor what may be done with what is understood (the flows).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mailflow.network import Organisation, Reference


@dataclass(frozen=True, slots=True)
class Facts:
    """What understanding may know besides the bytes of the mail. Every fact may be missing."""

    mailbox: str = "gsshelp@statistics.example"
    own_addresses: frozenset[str] = frozenset()
    """Every address that we send from, the mailbox's aliases included; lower case."""
    lead_addresses: frozenset[str] = frozenset()
    """The lead's and the deputy's addresses; lower case."""
    authserv_ids: frozenset[str] = frozenset()
    """Whose Authentication-Results count (RFC 8601 section 2.5); lower case."""
    plus_addressing: bool = False
    short_name: str = "UEC"
    """Stands before the code in our subjects: ``[UEC-7K3QM2X]``."""
    organisations: tuple[Organisation, ...] = ()
    key: bytes = b""
    """Signs our tokens; without it no token is ever genuine."""
    references: Mapping[str, Reference] = field(default_factory=dict)
    """Our mails by code: those that this mail names, and their siblings (the same kind and number, sent to others)."""
    open_matters: tuple[Reference, ...] = ()
    """What the known sender still owes an answer to."""
    known: bool | None = None
    """Whether the sender's address is one that we know; None: nobody looked."""
    now: datetime | None = None
    """When the mail came in, aware; used for expiry, and for dates where the mail has no Date of its own."""
    next_round: str = ""
    """The month (``YYYY-MM``) of the next round of chats that is not yet drawn."""


NO_FACTS = Facts()
"""Nothing is known but the bytes."""
