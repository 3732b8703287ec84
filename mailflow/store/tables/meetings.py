"""Meetings, who answered and came, what people need in order to take part, talks offered, breakout groups."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class MeetingRow(Base):
    """One meeting."""

    __tablename__ = "meetings"
    number: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    start: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(200))
    joining: Mapped[str] = mapped_column(Text, default="")
    uid: Mapped[str] = mapped_column(String(255), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(12), index=True)
    agenda: Mapped[dict[str, Any]]
    """``{"items": [[kind, minutes], …]}``."""
    summary: Mapped[str] = mapped_column(Text, default="")
    touched: Mapped[datetime | None]


class AnswerRow(Base):
    """One person's answer to one invitation, and whether they came."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("meeting", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meetings.number"))
    address: Mapped[str | None] = mapped_column(String(320))
    """None of a guest or a champion who has been forgotten."""
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    says: Mapped[str] = mapped_column(String(5))
    at: Mapped[datetime]
    sequence: Mapped[int] = mapped_column(default=0)
    leaves_at: Mapped[str] = mapped_column(String(5), default="")
    """``HH:MM`` in wall time."""
    instead_of: Mapped[int | None] = mapped_column(ForeignKey("champions.id"))
    delegate: Mapped[str] = mapped_column(String(200), default="")
    came: Mapped[bool | None]


class AccessNeedRow(Base):
    """What somebody needs to take part. Nothing but the lead's view reads it; it goes when the meeting ends."""

    __tablename__ = "access_needs"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meetings.number"), index=True)
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(80), index=True)


class TalkOfferRow(Base):
    """A talk that somebody offers."""

    __tablename__ = "talk_offers"
    id: Mapped[int] = mapped_column(primary_key=True)
    champion_id: Mapped[int] = mapped_column(ForeignKey("champions.id"), index=True)
    topic: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int] = mapped_column(default=0)
    preferred: Mapped[list[str]]
    offered: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), index=True)
    meeting: Mapped[str] = mapped_column(String(40), default="", index=True)
    source: Mapped[str] = mapped_column(String(80), default="", index=True)


class BreakoutRow(Base):
    """Breakout groups as they were drawn; the latest of a meeting counts."""

    __tablename__ = "breakouts"
    id: Mapped[int] = mapped_column(primary_key=True)
    meeting: Mapped[str] = mapped_column(ForeignKey("meetings.number"), index=True)
    drawn: Mapped[datetime]
    groups: Mapped[list[list[int]]] = mapped_column(JSON)
