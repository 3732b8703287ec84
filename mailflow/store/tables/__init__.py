"""The tables, typed. One class a table, one file a subject; everybody imports from here."""

from __future__ import annotations

from mailflow.store.tables.base import NAMING, Base, Moment
from mailflow.store.tables.chats import GroupMemberRow, GroupRow, RoundRow
from mailflow.store.tables.mail import FolderRow, LedgerRow, MailRow
from mailflow.store.tables.matters import AuditRow, ChangeRow, OccurrenceRow, QuestionRow, ReminderRow
from mailflow.store.tables.meetings import AccessNeedRow, AnswerRow, BreakoutRow, MeetingRow, TalkOfferRow
from mailflow.store.tables.moves import MoveRow, OrganisationChangeRow
from mailflow.store.tables.office import AbsenceRow, LeadRow
from mailflow.store.tables.people import ApartRow, ChampionRow, OrganisationRow
from mailflow.store.tables.running import GateRow, HolderRow, PulseRow
from mailflow.store.tables.updates import UpdateRow
from mailflow.store.tables.work import ActivityRow, CaseStudyRow, CommitmentRow, DigestRow, FeedbackRow

__all__ = [
    "NAMING",
    "AbsenceRow",
    "AccessNeedRow",
    "ActivityRow",
    "AnswerRow",
    "ApartRow",
    "AuditRow",
    "Base",
    "BreakoutRow",
    "CaseStudyRow",
    "ChampionRow",
    "ChangeRow",
    "CommitmentRow",
    "DigestRow",
    "FeedbackRow",
    "FolderRow",
    "GateRow",
    "GroupMemberRow",
    "GroupRow",
    "HolderRow",
    "LeadRow",
    "LedgerRow",
    "MailRow",
    "MeetingRow",
    "Moment",
    "MoveRow",
    "OccurrenceRow",
    "OrganisationChangeRow",
    "OrganisationRow",
    "PulseRow",
    "QuestionRow",
    "ReminderRow",
    "RoundRow",
    "TalkOfferRow",
    "UpdateRow",
]
