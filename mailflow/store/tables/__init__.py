"""The tables, typed. One class a table, one file a subject; everybody imports from here."""

from __future__ import annotations

from mailflow.store.tables.base import NAMING, Base, Moment
from mailflow.store.tables.chats import GroupMemberRow, GroupRow, RoundRow
from mailflow.store.tables.mail import FolderRow, LedgerRow, MailRow
from mailflow.store.tables.matters import AuditRow, OccurrenceRow, QuestionRow, ReminderRow
from mailflow.store.tables.office import AbsenceRow, LeadRow
from mailflow.store.tables.people import ApartRow, ChampionRow, OrganisationRow
from mailflow.store.tables.updates import UpdateRow

__all__ = [
    "NAMING",
    "AbsenceRow",
    "ApartRow",
    "AuditRow",
    "Base",
    "ChampionRow",
    "FolderRow",
    "GroupMemberRow",
    "GroupRow",
    "LeadRow",
    "LedgerRow",
    "MailRow",
    "Moment",
    "OccurrenceRow",
    "OrganisationRow",
    "QuestionRow",
    "ReminderRow",
    "RoundRow",
    "UpdateRow",
]
