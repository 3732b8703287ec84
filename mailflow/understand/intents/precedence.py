"""Which intent is the main one, and which reading explains another away. Data, with the reason beside each row."""

from __future__ import annotations

from mailflow.events import Intent

PRIORITY: tuple[Intent, ...] = (
    Intent.SUSPICIOUS,  # nothing else in such a mail may count
    Intent.NOT_OURS,
    Intent.OTHER_NETWORK,
    Intent.DATA_RIGHTS,  # the law sets a date
    Intent.LEAVE,  # instant, whatever else is said
    Intent.HANDOVER,
    Intent.ORGANISATION_CHANGE,
    Intent.MOVE_ORGANISATION,
    Intent.CHANGE_DETAILS,
    Intent.CHANGE_ADDRESS,
    Intent.PAUSE,
    Intent.SKIP,
    Intent.COMPLAINT,
    Intent.COMMITMENT,
    Intent.CONFIRM_NO,
    Intent.CONFIRM_YES,
    Intent.JOIN,
    Intent.JOIN_ON_BEHALF,
    Intent.RSVP_NO,
    Intent.RSVP_MAYBE,
    Intent.RSVP_YES,
    Intent.DID_NOT_MEET,
    Intent.UPDATE,
    Intent.UPDATE_NIL,
    Intent.PROBLEM,
    Intent.CASE_STUDY,
    Intent.OFFER_TALK,
    Intent.FEEDBACK,
    Intent.ACCESS_NEED,
    Intent.INFORMATION_REQUEST,
    Intent.QUESTION,
    Intent.GROUP_CHATTER,
    Intent.THANKS,
    Intent.UNCLEAR,
)

_SMALL = (Intent.THANKS, Intent.GROUP_CHATTER)

ABSORBS: tuple[tuple[Intent, tuple[Intent, ...]], ...] = (
    (Intent.SUSPICIOUS, tuple(intent for intent in Intent if intent is not Intent.SUSPICIOUS)),
    (Intent.OTHER_NETWORK, tuple(intent for intent in Intent if intent not in (Intent.OTHER_NETWORK, Intent.LEAVE))),
    # a request about one's data is often put as a question or as "delete me"
    (
        Intent.DATA_RIGHTS,
        (
            *_SMALL,
            Intent.QUESTION,
            Intent.PROBLEM,
            Intent.INFORMATION_REQUEST,
            Intent.CHANGE_DETAILS,
            Intent.UPDATE,
            Intent.FEEDBACK,
        ),
    ),
    # "I'm handing over" is a leave plus somebody else's join; both are one handover
    (
        Intent.HANDOVER,
        (
            *_SMALL,
            Intent.LEAVE,
            Intent.JOIN_ON_BEHALF,
            Intent.JOIN,
            Intent.RSVP_NO,
            Intent.RSVP_YES,
            Intent.MOVE_ORGANISATION,
            Intent.PAUSE,
            Intent.QUESTION,
            Intent.INFORMATION_REQUEST,
            Intent.CHANGE_ADDRESS,
            Intent.UPDATE,
            Intent.CHANGE_DETAILS,
        ),
    ),
    (
        Intent.ORGANISATION_CHANGE,
        (*_SMALL, Intent.CHANGE_ADDRESS, Intent.CHANGE_DETAILS, Intent.MOVE_ORGANISATION, Intent.JOIN, Intent.QUESTION),
    ),
    (
        Intent.MOVE_ORGANISATION,
        (
            *_SMALL,
            Intent.LEAVE,
            Intent.CHANGE_ADDRESS,
            Intent.CHANGE_DETAILS,
            Intent.JOIN,
            Intent.QUESTION,
            Intent.PAUSE,
        ),
    ),
    (Intent.CHANGE_DETAILS, (*_SMALL, Intent.CHANGE_ADDRESS, Intent.QUESTION, Intent.PROBLEM, Intent.UPDATE)),
    (Intent.CHANGE_ADDRESS, (*_SMALL, Intent.QUESTION, Intent.PROBLEM, Intent.UPDATE, Intent.JOIN)),
    (
        Intent.LEAVE,
        (
            *_SMALL,
            Intent.PAUSE,
            Intent.SKIP,
            Intent.UPDATE,
            Intent.UPDATE_NIL,
            Intent.CONFIRM_YES,
            Intent.QUESTION,
            Intent.PROBLEM,
            Intent.CHANGE_DETAILS,
            Intent.RSVP_NO,
            Intent.FEEDBACK,
            Intent.OFFER_TALK,
            Intent.INFORMATION_REQUEST,
        ),
    ),
    (
        Intent.PAUSE,
        (
            *_SMALL,
            Intent.SKIP,
            Intent.RSVP_NO,
            Intent.QUESTION,
            Intent.UPDATE,
            Intent.JOIN,
            Intent.PROBLEM,
            Intent.DID_NOT_MEET,
            Intent.UPDATE_NIL,
        ),
    ),
    (Intent.SKIP, (*_SMALL, Intent.QUESTION, Intent.RSVP_NO, Intent.PROBLEM, Intent.DID_NOT_MEET)),
    # a complaint names what went wrong; it is not a second matter
    (
        Intent.COMPLAINT,
        (
            *_SMALL,
            Intent.QUESTION,
            Intent.PROBLEM,
            Intent.UPDATE,
            Intent.FEEDBACK,
            Intent.SKIP,
            Intent.DID_NOT_MEET,
            Intent.UPDATE_NIL,
        ),
    ),
    (
        Intent.COMMITMENT,
        (
            *_SMALL,
            Intent.UPDATE,
            Intent.FEEDBACK,
            Intent.CASE_STUDY,
            Intent.JOIN,
            Intent.INFORMATION_REQUEST,
            Intent.ORGANISATION_CHANGE,
            Intent.JOIN_ON_BEHALF,
        ),
    ),
    (
        Intent.CONFIRM_NO,
        (*_SMALL, Intent.COMMITMENT, Intent.CONFIRM_YES, Intent.JOIN, Intent.QUESTION, Intent.INFORMATION_REQUEST),
    ),
    (Intent.CONFIRM_YES, (*_SMALL, Intent.COMMITMENT, Intent.JOIN, Intent.INFORMATION_REQUEST)),
    (Intent.JOIN, (*_SMALL, Intent.INFORMATION_REQUEST, Intent.CONFIRM_YES, Intent.UPDATE)),
    (
        Intent.JOIN_ON_BEHALF,
        (*_SMALL, Intent.INFORMATION_REQUEST, Intent.OFFER_TALK, Intent.UPDATE, Intent.CONFIRM_YES),
    ),
    # the delegate is no nominee
    (
        Intent.RSVP_NO,
        (
            *_SMALL,
            Intent.RSVP_YES,
            Intent.RSVP_MAYBE,
            Intent.JOIN_ON_BEHALF,
            Intent.JOIN,
            Intent.PROBLEM,
            Intent.CONFIRM_NO,
        ),
    ),
    (Intent.RSVP_MAYBE, (*_SMALL, Intent.RSVP_YES)),
    (Intent.RSVP_YES, (*_SMALL, Intent.JOIN, Intent.CONFIRM_YES)),
    (Intent.CASE_STUDY, (*_SMALL, Intent.UPDATE, Intent.FEEDBACK, Intent.INFORMATION_REQUEST, Intent.PROBLEM)),
    # trying the toolkit is an activity as well; the words are about the toolkit
    (
        Intent.FEEDBACK,
        (
            *_SMALL,
            Intent.PROBLEM,
            Intent.UPDATE,
            Intent.JOIN,
            Intent.ACCESS_NEED,
            Intent.INFORMATION_REQUEST,
            Intent.COMPLAINT,
        ),
    ),
    (Intent.OFFER_TALK, (*_SMALL, Intent.INFORMATION_REQUEST)),
    # a silent group is a problem; that the writer has not met it yet follows
    (Intent.PROBLEM, (*_SMALL, Intent.QUESTION, Intent.DID_NOT_MEET, Intent.UPDATE_NIL)),
    (Intent.INFORMATION_REQUEST, (*_SMALL, Intent.QUESTION)),
    (Intent.DID_NOT_MEET, (*_SMALL, Intent.QUESTION, Intent.PROBLEM)),
    (Intent.UPDATE_NIL, _SMALL),
    (Intent.UPDATE, _SMALL),
    (Intent.ACCESS_NEED, (*_SMALL, Intent.QUESTION)),
    (Intent.GROUP_CHATTER, (Intent.THANKS, Intent.QUESTION)),
    (Intent.QUESTION, _SMALL),
)
"""(winner, what it explains away), applied in this order."""

STATE_CHANGING = frozenset(
    {
        Intent.LEAVE,
        Intent.PAUSE,
        Intent.SKIP,
        Intent.CONFIRM_YES,
        Intent.CONFIRM_NO,
        Intent.MOVE_ORGANISATION,
        Intent.CHANGE_ADDRESS,
        Intent.HANDOVER,
        Intent.JOIN,
        Intent.JOIN_ON_BEHALF,
        Intent.RSVP_YES,
        Intent.RSVP_NO,
        Intent.DID_NOT_MEET,
    }
)
"""What changes how things stand for somebody: only a firm reading may."""

NEED_NETWORK = frozenset(
    {
        Intent.QUESTION,
        Intent.PROBLEM,
        Intent.COMPLAINT,
        Intent.FEEDBACK,
        Intent.THANKS,
        Intent.INFORMATION_REQUEST,
        Intent.OFFER_TALK,
        Intent.JOIN,
        Intent.JOIN_ON_BEHALF,
        Intent.UPDATE,
        Intent.UPDATE_NIL,
        Intent.RSVP_YES,
        Intent.RSVP_NO,
        Intent.RSVP_MAYBE,
        Intent.SKIP,
        Intent.ACCESS_NEED,
        Intent.DID_NOT_MEET,
        Intent.HANDOVER,
        Intent.GROUP_CHATTER,
    }
)
"""Without a thread these count only where the words name the network: the help desk gets the like every day."""
