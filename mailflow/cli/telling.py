"""One understood mail in the lead's words: what was newly written, by whom, what it means, why, what would be done.

Not here: understanding and deciding (`explain`), nor the JSON that scripts read (`explain.summary`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from mailflow.events import Carrier, Intent, Letter, Mail, SetAside, Trust
from mailflow.understand.why import why

WORDS = {
    Intent.JOIN: "asks to join",
    Intent.JOIN_ON_BEHALF: "puts somebody forward",
    Intent.CONFIRM_YES: "confirms: yes",
    Intent.CONFIRM_NO: "confirms: no",
    Intent.INFORMATION_REQUEST: "wants to know more",
    Intent.OTHER_NETWORK: "means another network",
    Intent.LEAVE: "leaves the network",
    Intent.PAUSE: "pauses",
    Intent.SKIP: "misses a round of chats",
    Intent.MOVE_ORGANISATION: "moves to another organisation and stays",
    Intent.CHANGE_ADDRESS: "gives another address",
    Intent.CHANGE_DETAILS: "changes a name or other details",
    Intent.ORGANISATION_CHANGE: "says that an organisation changes",
    Intent.HANDOVER: "hands the role over",
    Intent.UPDATE: "gives an update",
    Intent.UPDATE_NIL: "has nothing to report",
    Intent.DID_NOT_MEET: "says that the group did not meet",
    Intent.GROUP_CHATTER: "writes to the group, not to us",
    Intent.THANKS: "says thank you",
    Intent.RSVP_YES: "comes to the meeting",
    Intent.RSVP_NO: "does not come to the meeting",
    Intent.RSVP_MAYBE: "may come to the meeting",
    Intent.OFFER_TALK: "offers a talk",
    Intent.CASE_STUDY: "proposes a case study",
    Intent.COMMITMENT: "states a commitment",
    Intent.FEEDBACK: "gives feedback",
    Intent.QUESTION: "asks a question",
    Intent.PROBLEM: "has a problem",
    Intent.COMPLAINT: "complains",
    Intent.ACCESS_NEED: "needs something in order to take part",
    Intent.DATA_RIGHTS: "uses a right over personal data",
    Intent.SUSPICIOUS: "may be a fraud",
    Intent.AUTO_REPLY: "is an automatic reply",
    Intent.BOUNCE: "reports that our mail did not arrive",
    Intent.DELIVERY_DELAY: "reports that our mail is late",
    Intent.READ_RECEIPT: "is a read receipt",
    Intent.ABUSE_REPORT: "reports our mail as spam",
    Intent.NOT_OURS: "is not for the network",
    Intent.UNCLEAR: "is not clear",
}
"""What each intent says of the mail or its writer."""

SURE = {
    Trust.TOKEN: "yes: it brings back a secret that only they got from us",
    Trust.PASS: "yes: our mail server has checked the address",
    Trust.NONE: "no: nothing proves the address, and nothing speaks against it",
    Trust.FAIL: "no: a check of the address failed, so that it is probably somebody else",
}
"""How sure we are who wrote."""

KNOWN_BY = {
    Carrier.MESSAGE_ID: "it is a reply to that mail",
    Carrier.PLUS_TAG: "by the address it was sent to",
    Carrier.HEADER: "by our reference in its headers",
    Carrier.SUBJECT_CODE: "by the code in its subject",
    Carrier.SUBJECT_TEXT: "by the words of its subject",
    Carrier.OPEN_MATTER: "it is the one answer that the writer owes us",
}
"""How it was seen what a mail answers."""

MOST_LINES = 4
"""Lines shown of what was set aside."""


def told(said: Mapping[str, Any], event: Mail) -> Iterator[str]:
    """The lines; ``said`` is the summary of the contract."""
    yield str(said["file"])
    sender = event.envelope.sender
    yield f"  from: {sender.name} <{sender.address}>".replace(":  <", ": <")
    yield f"  subject: {event.envelope.subject}"
    yield from _block("newly written", str(said["new_text"]))
    if isinstance(event, Letter):
        yield from _aside(event.set_aside)
    yield f"  means: {', and '.join(f'{WORDS[Intent(one)]} ({one})' for one in (said['intent'], *said['also']))}"
    yield from (f"  fact: {name.replace('_', ' ')}: {_plain(value)}" for name, value in said["entities"].items())
    yield f"  answers: {_answers(said)}"
    if hasattr(event, "trust"):
        yield f"  sure who wrote: {SURE[event.trust]} ({event.trust})"
    yield f"  a person should look: {'yes' if said['needs_person'] else 'no'}"
    yield from (f"  because: {reason}" for reason in said["reasons"])
    yield from (f"  rule: {rule}: {why(rule)}" for rule in said["rules"])
    yield from (f"  would: {decision}" for decision in said["decisions"])


def _answers(said: Mapping[str, Any]) -> str:
    if not said["thread"]:
        return "nothing of ours"
    return f"our mail “{said['thread']}”, {KNOWN_BY[Carrier(said['matched_by'])]} ({said['matched_by']})"


def _aside(aside: SetAside) -> Iterator[str]:
    for title in ("quote", "signature", "disclaimer", "banner"):
        yield from _block(f"set aside as {title}", getattr(aside, title), most=MOST_LINES)


def _block(title: str, text: str, most: int = 0) -> Iterator[str]:
    """A text beneath its title, each line wrapped; of more than ``most`` lines (0: no limit) only the first."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return
    yield f"  {title}:"
    for line in lines[: most or None]:
        yield from textwrap.wrap(line, 100, initial_indent="    | ", subsequent_indent="    |   ") or ["    |"]
    if most and len(lines) > most:
        yield f"    | … and {len(lines) - most} lines more"


def _plain(value: Any) -> str:
    """A value without brackets and quotes."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return ", ".join(f"{name.replace('_', ' ')} {_plain(one)}" for name, one in value.items())
        case list() | tuple():
            return "; ".join(_plain(one) for one in value) or "none"
        case None:
            return "not known"
        case _:
            return str(value).replace("_", " ") if str(value).islower() and "@" not in str(value) else str(value)
