"""Room 2 of the street: any bytes become one event, purely, and it never raises.

The order is the meaning: the envelope is read, machines are recognised before people are heard, and what is left is a
letter. Not here: acting on any of it (the flows), and gathering the facts (the shell).
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from mailflow.events import Address, AutoReply, Bounce, Envelope, Event, Intent, Letter, Machine, Rsvp
from mailflow.understand import envelope, letter, machines, sender, thread
from mailflow.understand.envelope import Parsed
from mailflow.understand.facts import NO_FACTS, Facts

__all__ = ["Facts", "understand"]


def understand(raw: bytes | Parsed, facts: Facts = NO_FACTS) -> Event:
    """One mail as one event: `Letter`, `Bounce`, `AutoReply`, `Rsvp` or `Machine`. Pure, and never raises.

    ``raw``: its bytes, or what `mailflow.understand.envelope.read` made of them before.

    Whatever goes wrong inside becomes a letter of intent ``unclear`` for a person, with the reason.
    """
    parsed = None
    try:
        parsed = envelope.read(raw) if isinstance(raw, bytes) else raw
        return _understand(parsed, facts)
    except Exception as fault:
        return _not_understood(raw, parsed, fault)


def _understand(parsed: Parsed, facts: Facts) -> Event:
    if machines.is_ours(parsed, facts):
        return Machine(parsed.envelope, Intent.NOT_OURS, "It is our own mail.", rules=("machines.our_own_mail",))
    machine = machines.recognise(parsed)
    if machine is None:
        return letter.read(parsed, facts)
    return _placed(machine, parsed, facts)


def _placed(machine: Bounce | AutoReply | Rsvp | Machine, parsed: Parsed, facts: Facts) -> Event:
    """What a machine wrote, with what it answers and, for an answer to an invitation, how sure we are who gave it."""
    answer = thread.answered(parsed, facts)
    rules = (*machine.rules, *answer.rules)
    if isinstance(machine, Rsvp):
        trust, trust_rules = sender.trust(parsed, answer, facts)
        return replace(machine, thread=answer.thread, trust=trust, rules=(*rules, *trust_rules))
    return replace(machine, thread=answer.thread, rules=rules)


def _not_understood(raw: bytes | Parsed, parsed: Parsed | None, fault: Exception) -> Letter:
    data = raw if isinstance(raw, bytes) else raw.raw
    reading = parsed.envelope if parsed else Envelope(Address(""), hashlib.sha256(data).hexdigest(), size=len(data))
    reason = f"It could not be read ({type(fault).__name__}); a person should look."
    return Letter(
        reading,
        Intent.UNCLEAR,
        needs_person=True,
        new_text=parsed.text if parsed else "",
        reasons=(reason,),
        rules=("fault",),
    )
