"""Meetings: people are invited, answer, are reminded, drawn into groups for the chat inside, and thanked.

``invite`` tells of a meeting and its changes, ``answers`` hears what people say, ``calendar`` what their programs say,
``access`` what they need, ``talks`` what they offer, ``breakout`` draws, ``after`` closes. The lead's decisions come
back in ``decided``.
"""

from mailflow.flows.meeting.access import needs
from mailflow.flows.meeting.after import held, thanks
from mailflow.flows.meeting.answers import answered, guest_leaves
from mailflow.flows.meeting.breakout import breakout
from mailflow.flows.meeting.calendar import by_calendar
from mailflow.flows.meeting.coming_and_going import invite_again, invite_newcomer, taken_out
from mailflow.flows.meeting.decided import DECIDED, InWords, Undone, attendance
from mailflow.flows.meeting.invite import cancelled, changed, invite, remind
from mailflow.flows.meeting.talks import offered

__all__ = [
    "DECIDED",
    "InWords",
    "Undone",
    "answered",
    "attendance",
    "breakout",
    "by_calendar",
    "cancelled",
    "changed",
    "guest_leaves",
    "held",
    "invite",
    "invite_again",
    "invite_newcomer",
    "needs",
    "offered",
    "remind",
    "taken_out",
    "thanks",
]
