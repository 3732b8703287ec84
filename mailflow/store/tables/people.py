"""Champions, their organisations, and who is kept apart."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class OrganisationRow(Base):
    """One organisation."""

    __tablename__ = "organisations"
    acronym: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    domains: Mapped[list[str]]
    aliases: Mapped[list[str]]
    nation: Mapped[str] = mapped_column(String(20), default="england")
    successor: Mapped[str] = mapped_column(String(40), default="")
    succeeded: Mapped[date | None]


class ChampionRow(Base):
    """One champion, applicant or leaver. An erased one keeps its number and dates only."""

    __tablename__ = "champions"
    __table_args__ = (Index("ix_champions_organisation_status", "organisation", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(320), unique=True)
    organisation: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[str] = mapped_column(String(12), index=True)
    language: Mapped[str] = mapped_column(String(4), default="en")
    listed: Mapped[bool] = mapped_column(default=True)
    applied: Mapped[date | None]
    joined: Mapped[date | None]
    left: Mapped[date | None]
    leaves_on: Mapped[date | None]
    paused_from: Mapped[date | None]
    paused_until: Mapped[date | None]
    skips: Mapped[list[str]]
    also: Mapped[list[str]]
    away_until: Mapped[date | None]
    suppressed: Mapped[str] = mapped_column(String(40), default="")
    nominated_by: Mapped[str] = mapped_column(String(200), default="")
    greeting: Mapped[str] = mapped_column(String(100), default="")


class ApartRow(Base):
    """Two champions who are never drawn into one group; the lower number first."""

    __tablename__ = "apart"
    first: Mapped[int] = mapped_column(ForeignKey("champions.id", ondelete="CASCADE"), primary_key=True)
    second: Mapped[int] = mapped_column(ForeignKey("champions.id", ondelete="CASCADE"), primary_key=True)
