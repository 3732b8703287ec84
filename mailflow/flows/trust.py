"""What a mail may do, by how sure we are who wrote it: product.md's table of trust, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.events import Intent, Letter, Rsvp, Trust
from mailflow.network import Meeting, Situation, Status


@dataclass(frozen=True, slots=True)
class Permission:
    """What one row of the table allows."""

    act: bool
    """Change what is held about the sender, or tell them of it."""
    change_address: bool
    answer: bool
    why: str


MAY: Mapping[Trust, Permission] = {
    Trust.TOKEN: Permission(True, True, True, "our own token came back from the address that it was made for"),
    Trust.PASS: Permission(True, False, True, "the receiving server vouches for the sender's domain"),
    Trust.NONE: Permission(False, False, True, "nothing proves the sender: the known address is asked to confirm"),
    Trust.FAIL: Permission(False, False, False, "authentication failed, or the token belongs to somebody else"),
}

ACTS = frozenset(
    {
        Intent.LEAVE,
        Intent.PAUSE,
        Intent.SKIP,
        Intent.HANDOVER,
        Intent.MOVE_ORGANISATION,
        Intent.CONFIRM_YES,
        Intent.CONFIRM_NO,
        Intent.UPDATE,
        Intent.UPDATE_NIL,
        Intent.DID_NOT_MEET,
        Intent.RSVP_YES,
        Intent.RSVP_NO,
        Intent.RSVP_MAYBE,
    }
)
"""Intents that change what is held about a champion. All others tell, ask or apply: nobody is enrolled by them."""


def must_ask_back(letter: Letter, situation: Situation) -> bool:
    """Whether the known address must confirm first: the mail would change something, and nothing proves its sender."""
    sender = situation.sender
    if sender is None or MAY[letter.trust].act:
        return False
    comes_back = sender.status is Status.PAUSED and Intent.JOIN in letter.intents
    return comes_back or bool(ACTS & set(letter.intents))


def may_answer_by_calendar(answer: Rsvp, meeting: Meeting) -> bool:
    """Whether a calendar program's answer counts. It can be asked nothing back, and it carries no token of ours; what
    it does carry is the entry's UID, which only who was invited knows."""
    return MAY[answer.trust].act or (answer.trust is Trust.NONE and answer.uid == meeting.uid)
