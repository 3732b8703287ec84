"""WORDS of how things stand: the people, what they belong to, and what was agreed. Frozen; the store makes them.

One file a subject; everybody imports from here.
"""

from __future__ import annotations

from mailflow.network.chats import Figures, Group, Round
from mailflow.network.lead import Absence, Deed, Lead, Mass, News, Undoable
from mailflow.network.matters import Asked, Question, Reference
from mailflow.network.meetings import (
    OPEN,
    AccessNeed,
    AgendaItem,
    Answer,
    Breakout,
    CalendarEntry,
    Meeting,
    MeetingState,
    TalkOffer,
)
from mailflow.network.moves import ChangeKind, Move, MoveState, OrganisationChange
from mailflow.network.people import MEMBERS, Apart, Champion, Organisation, Status
from mailflow.network.situation import Pending, Situation
from mailflow.network.updates import LEFT_OUT, Update
from mailflow.network.work import (
    AIMS,
    KINDS,
    OF_PEOPLE,
    Activity,
    CaseStudy,
    CaseStudyState,
    Commitment,
    CommitmentState,
    Desk,
    Digest,
    DigestState,
    Feedback,
    FeedbackState,
    Stage,
)

__all__ = [
    "AIMS",
    "KINDS",
    "LEFT_OUT",
    "MEMBERS",
    "OF_PEOPLE",
    "OPEN",
    "Absence",
    "AccessNeed",
    "Activity",
    "AgendaItem",
    "Answer",
    "Apart",
    "Asked",
    "Breakout",
    "CalendarEntry",
    "CaseStudy",
    "CaseStudyState",
    "Champion",
    "ChangeKind",
    "Commitment",
    "CommitmentState",
    "Deed",
    "Desk",
    "Digest",
    "DigestState",
    "Feedback",
    "FeedbackState",
    "Figures",
    "Group",
    "Lead",
    "Mass",
    "Meeting",
    "MeetingState",
    "Move",
    "MoveState",
    "News",
    "Organisation",
    "OrganisationChange",
    "Pending",
    "Question",
    "Reference",
    "Round",
    "Situation",
    "Stage",
    "Status",
    "TalkOffer",
    "Undoable",
    "Update",
]
