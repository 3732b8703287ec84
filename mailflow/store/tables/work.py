"""What comes of the network's work."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class ActivityRow(Base):
    """One counted fact of an update."""

    __tablename__ = "activities"
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    organisations: Mapped[list[str]]
    state: Mapped[str] = mapped_column(String(10))
    tool: Mapped[str] = mapped_column(String(100), default="")
    with_hub: Mapped[bool] = mapped_column(default=False)
    approved_by: Mapped[str] = mapped_column(String(200), default="")
    approved: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn: Mapped[datetime | None]


class CommitmentRow(Base):
    """One organisation's aims for three years."""

    __tablename__ = "commitments"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(String(40), index=True)
    aims: Mapped[list[str]]
    contact: Mapped[str] = mapped_column(String(200), default="")
    agreed: Mapped[date | None]
    until: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    received: Mapped[date | None]
    writer: Mapped[str] = mapped_column(String(320), default="")
    source: Mapped[str] = mapped_column(String(80), index=True)


class CaseStudyRow(Base):
    """One case study."""

    __tablename__ = "case_studies"
    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(String(40), index=True)
    name: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    proposed: Mapped[date | None]
    link: Mapped[str] = mapped_column(String(1000), default="")
    published: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(80), index=True)


class FeedbackRow(Base):
    """One mail of feedback, without its words."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[list[str]]
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(40), default="")
    received: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(80), index=True)


class DigestRow(Base):
    """One month's digest."""

    __tablename__ = "digests"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    lines: Mapped[list[int]] = mapped_column(JSON)
    drafted: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), index=True)
    moment: Mapped[datetime | None]
