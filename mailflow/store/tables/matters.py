"""What waits for a person, what falls due, and what was done and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class QuestionRow(Base):
    """What waits for a person, or has been settled by one."""

    __tablename__ = "questions"
    __table_args__ = (
        Index("ix_questions_writer_settled", "writer", "settled"),
        Index("ix_questions_champion_settled", "champion_id", "settled"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    asked: Mapped[datetime]
    due: Mapped[date] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"))
    writer: Mapped[str] = mapped_column(String(320))
    intent: Mapped[str] = mapped_column(String(30))
    suggestion: Mapped[str] = mapped_column(Text)
    later: Mapped[date | None]
    """The lead wants to hear of it again on that day."""
    settled: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    matter: Mapped[str] = mapped_column(String(30), default="")
    proposal: Mapped[dict[str, Any]] = mapped_column(default=dict)


class OccurrenceRow(Base):
    """One moment of the calendar that has been dealt with: done once, or dropped with a note."""

    __tablename__ = "occurrences"
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime]
    done: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text, default="")


class ReminderRow(Base):
    """A moment that concerns one champion, until it has come."""

    __tablename__ = "reminders"
    flow: Mapped[str] = mapped_column(String(40), primary_key=True)
    champion_id: Mapped[int] = mapped_column(ForeignKey("champions.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True, index=True)


class ChangeRow(Base):
    """How a row stood before an event changed it; kept for a week, so that it can be put back."""

    __tablename__ = "changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    name: Mapped[str] = mapped_column(String(40))
    """The table."""
    key: Mapped[list[Any]] = mapped_column(JSON)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The changed columns as they were; None: the row is new."""


class AuditRow(Base):
    """What was done, when, because of what, and why: one line a decision. Names stand in it as champions' numbers."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(80), index=True)
    actor: Mapped[str] = mapped_column(String(20))
    champion_id: Mapped[int | None] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)
