"""Which intent is the main one, and which reading explains another away. Data, with the reason beside each row."""

from __future__ import annotations

from mailflow.events import Intent as I  # noqa: E741, N814 - a table reads best with a short name

PRIORITY: tuple[I, ...] = (
    I.SUSPICIOUS,  # nothing else in such a mail may count
    I.NOT_OURS,
    I.OTHER_NETWORK,
    I.DATA_RIGHTS,  # the law sets a date
    I.LEAVE,  # instant, whatever else is said
    I.HANDOVER,
    I.ORGANISATION_CHANGE,
    I.MOVE_ORGANISATION,
    I.CHANGE_DETAILS,
    I.CHANGE_ADDRESS,
    I.PAUSE,
    I.SKIP,
    I.COMPLAINT,
    I.COMMITMENT,
    I.CONFIRM_NO,
    I.CONFIRM_YES,
    I.JOIN,
    I.JOIN_ON_BEHALF,
    I.RSVP_NO,
    I.RSVP_MAYBE,
    I.RSVP_YES,
    I.DID_NOT_MEET,
    I.UPDATE,
    I.UPDATE_NIL,
    I.PROBLEM,
    I.CASE_STUDY,
    I.OFFER_TALK,
    I.FEEDBACK,
    I.ACCESS_NEED,
    I.INFORMATION_REQUEST,
    I.QUESTION,
    I.GROUP_CHATTER,
    I.THANKS,
    I.UNCLEAR,
)

_SMALL = (I.THANKS, I.GROUP_CHATTER)

ABSORBS: tuple[tuple[I, tuple[I, ...]], ...] = (
    (I.SUSPICIOUS, tuple(intent for intent in I if intent is not I.SUSPICIOUS)),
    (I.OTHER_NETWORK, tuple(intent for intent in I if intent not in (I.OTHER_NETWORK, I.LEAVE))),
    # a request about one's data is often put as a question or as "delete me"
    (I.DATA_RIGHTS, (*_SMALL, I.QUESTION, I.PROBLEM, I.INFORMATION_REQUEST, I.CHANGE_DETAILS, I.UPDATE, I.FEEDBACK)),
    # "I'm handing over" is a leave plus somebody else's join; both are one handover
    (
        I.HANDOVER,
        (
            *_SMALL,
            I.LEAVE,
            I.JOIN_ON_BEHALF,
            I.JOIN,
            I.RSVP_NO,
            I.RSVP_YES,
            I.MOVE_ORGANISATION,
            I.PAUSE,
            I.QUESTION,
            I.CHANGE_ADDRESS,
            I.UPDATE,
            I.CHANGE_DETAILS,
        ),
    ),
    (I.ORGANISATION_CHANGE, (*_SMALL, I.CHANGE_ADDRESS, I.CHANGE_DETAILS, I.MOVE_ORGANISATION, I.JOIN, I.QUESTION)),
    (I.MOVE_ORGANISATION, (*_SMALL, I.LEAVE, I.CHANGE_ADDRESS, I.CHANGE_DETAILS, I.JOIN, I.QUESTION, I.PAUSE)),
    (I.CHANGE_DETAILS, (*_SMALL, I.CHANGE_ADDRESS, I.QUESTION, I.PROBLEM, I.UPDATE)),
    (I.CHANGE_ADDRESS, (*_SMALL, I.QUESTION, I.PROBLEM, I.UPDATE, I.JOIN)),
    (
        I.LEAVE,
        (
            *_SMALL,
            I.PAUSE,
            I.SKIP,
            I.UPDATE,
            I.UPDATE_NIL,
            I.CONFIRM_YES,
            I.QUESTION,
            I.PROBLEM,
            I.CHANGE_DETAILS,
            I.RSVP_NO,
            I.FEEDBACK,
            I.OFFER_TALK,
            I.INFORMATION_REQUEST,
        ),
    ),
    (I.PAUSE, (*_SMALL, I.SKIP, I.RSVP_NO, I.QUESTION, I.UPDATE, I.JOIN, I.PROBLEM, I.DID_NOT_MEET, I.UPDATE_NIL)),
    (I.SKIP, (*_SMALL, I.QUESTION, I.RSVP_NO, I.PROBLEM, I.DID_NOT_MEET)),
    # a complaint names what went wrong; it is not a second matter
    (I.COMPLAINT, (*_SMALL, I.QUESTION, I.PROBLEM, I.UPDATE, I.FEEDBACK, I.SKIP, I.DID_NOT_MEET, I.UPDATE_NIL)),
    (
        I.COMMITMENT,
        (
            *_SMALL,
            I.UPDATE,
            I.FEEDBACK,
            I.CASE_STUDY,
            I.JOIN,
            I.INFORMATION_REQUEST,
            I.ORGANISATION_CHANGE,
            I.JOIN_ON_BEHALF,
        ),
    ),
    (I.CONFIRM_NO, (*_SMALL, I.COMMITMENT, I.CONFIRM_YES, I.JOIN, I.QUESTION, I.INFORMATION_REQUEST)),
    (I.CONFIRM_YES, (*_SMALL, I.COMMITMENT, I.JOIN, I.INFORMATION_REQUEST)),
    (I.JOIN, (*_SMALL, I.INFORMATION_REQUEST, I.CONFIRM_YES, I.UPDATE)),
    (I.JOIN_ON_BEHALF, (*_SMALL, I.INFORMATION_REQUEST, I.OFFER_TALK, I.UPDATE, I.CONFIRM_YES)),
    # the delegate is no nominee
    (I.RSVP_NO, (*_SMALL, I.RSVP_YES, I.RSVP_MAYBE, I.JOIN_ON_BEHALF, I.JOIN, I.PROBLEM, I.CONFIRM_NO)),
    (I.RSVP_MAYBE, (*_SMALL, I.RSVP_YES)),
    (I.RSVP_YES, (*_SMALL, I.JOIN, I.CONFIRM_YES)),
    (I.CASE_STUDY, (*_SMALL, I.UPDATE, I.FEEDBACK, I.INFORMATION_REQUEST, I.PROBLEM)),
    # trying the toolkit is an activity as well; the words are about the toolkit
    (I.FEEDBACK, (*_SMALL, I.PROBLEM, I.UPDATE, I.JOIN, I.ACCESS_NEED, I.INFORMATION_REQUEST, I.COMPLAINT)),
    (I.OFFER_TALK, (*_SMALL, I.INFORMATION_REQUEST, I.RSVP_YES)),
    # a silent group is a problem; that the writer has not met it yet follows
    (I.PROBLEM, (*_SMALL, I.QUESTION, I.DID_NOT_MEET, I.UPDATE_NIL)),
    (I.INFORMATION_REQUEST, (*_SMALL, I.QUESTION)),
    (I.DID_NOT_MEET, (*_SMALL, I.QUESTION, I.PROBLEM)),
    (I.UPDATE_NIL, _SMALL),
    (I.UPDATE, _SMALL),
    (I.ACCESS_NEED, (*_SMALL, I.QUESTION)),
    (I.GROUP_CHATTER, (I.THANKS, I.QUESTION)),
    (I.QUESTION, _SMALL),
)
"""(winner, what it explains away), applied in this order."""

STATE_CHANGING = frozenset(
    {I.LEAVE, I.PAUSE, I.SKIP, I.CONFIRM_YES, I.CONFIRM_NO, I.MOVE_ORGANISATION, I.CHANGE_ADDRESS, I.HANDOVER, I.JOIN,
     I.JOIN_ON_BEHALF, I.RSVP_YES, I.RSVP_NO, I.DID_NOT_MEET}
)  # fmt: skip
"""What changes how things stand for somebody: only a firm reading may."""

NEED_NETWORK = frozenset(
    {I.QUESTION, I.PROBLEM, I.COMPLAINT, I.FEEDBACK, I.THANKS, I.INFORMATION_REQUEST, I.OFFER_TALK, I.JOIN,
     I.JOIN_ON_BEHALF, I.UPDATE, I.UPDATE_NIL, I.RSVP_YES, I.RSVP_NO, I.RSVP_MAYBE, I.SKIP, I.ACCESS_NEED, I.DID_NOT_MEET,
     I.HANDOVER, I.GROUP_CHATTER}
)  # fmt: skip
"""Without a thread these count only where the words name the network: the help desk gets the like every day."""
