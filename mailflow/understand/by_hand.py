"""What a person sent from the shared mailbox, read only for what it answers: a reply by hand settles the matter.

Not here: whether something waits for that answer (the flow `by_hand`), nor finding the mail (the shell).
"""

from __future__ import annotations

from mailflow.events import ByHand, Carrier, Intent, Machine
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import Facts
from mailflow.understand.machines import carries_our_token
from mailflow.understand.thread import answered

SAYS_SO = frozenset({Carrier.MESSAGE_ID, Carrier.PLUS_TAG, Carrier.HEADER, Carrier.SUBJECT_CODE})
"""How a mail says itself what it answers; a likely subject or an open matter are guesses."""


def by_hand(parsed: Parsed, facts: Facts) -> ByHand | Machine:
    """One mail from Sent. One that carries our own token is ours: the server gave it another Message-ID."""
    if carries_our_token(parsed, facts):
        return Machine(parsed.envelope, Intent.NOT_OURS, "it is our own mail", rules=("by_hand.our_own_mail",))
    thread = answered(parsed, facts).thread
    return ByHand(parsed.envelope, thread if thread is not None and thread.matched_by in SAYS_SO else None)
