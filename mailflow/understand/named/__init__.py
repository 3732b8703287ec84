"""The facts named in a letter, one small reader for each intent; a table says which reads what.

Not here: which intents a letter has (`intents`), nor what becomes of the facts (the flows).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mailflow.events import Entities, Intent
from mailflow.understand.named import chats, joining, meetings, membership, offers
from mailflow.understand.named.context import Context

__all__ = ["Context", "entities"]

Reader: TypeAlias = Callable[[Context], Entities]

READERS: tuple[tuple[Intent, Reader], ...] = (
    (Intent.JOIN, joining.join),
    (Intent.JOIN_ON_BEHALF, joining.on_behalf),
    (Intent.OTHER_NETWORK, joining.other_network),
    (Intent.CONFIRM_YES, joining.confirmed),
    (Intent.CONFIRM_NO, joining.declined),
    (Intent.LEAVE, membership.leave),
    (Intent.PAUSE, membership.pause),
    (Intent.SKIP, membership.skip),
    (Intent.MOVE_ORGANISATION, membership.move),
    (Intent.CHANGE_ADDRESS, membership.change_address),
    (Intent.CHANGE_DETAILS, membership.change_details),
    (Intent.ORGANISATION_CHANGE, membership.organisation_change),
    (Intent.HANDOVER, membership.handover),
    (Intent.UPDATE, chats.update),
    (Intent.UPDATE_NIL, chats.nil),
    (Intent.DID_NOT_MEET, chats.did_not_meet),
    (Intent.GROUP_CHATTER, chats.chatter),
    (Intent.PROBLEM, chats.problem),
    (Intent.RSVP_YES, meetings.coming),
    (Intent.RSVP_MAYBE, meetings.perhaps),
    (Intent.RSVP_NO, meetings.not_coming),
    (Intent.ACCESS_NEED, meetings.access),
    (Intent.OFFER_TALK, offers.talk),
    (Intent.CASE_STUDY, offers.case_study),
    (Intent.COMMITMENT, offers.commitment),
    (Intent.FEEDBACK, offers.feedback),
    (Intent.COMPLAINT, offers.complaint),
    (Intent.DATA_RIGHTS, offers.data_rights),
    (Intent.QUESTION, offers.questions),
)
"""In this order; a later reader does not change what an earlier one said."""


def entities(context: Context) -> Entities:
    """Every fact that the letter's intents name, with the writer's name and organisation."""
    found: Entities = {}
    if context.name:
        found["name"] = context.name
    found["organisation"] = context.scene.home
    for intent, read in READERS:
        if intent in context.intents:
            found = Entities(**{**read(context), **found})
    if context.words.doubtful:
        found["hold"] = True
    return found
