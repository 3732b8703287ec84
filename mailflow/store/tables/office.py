"""Who leads, from which day on, and when they are away."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class LeadRow(Base):
    """One lead after the first, whom the settings name."""

    __tablename__ = "leads"
    since: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(320))
    before: Mapped[str] = mapped_column(String(200), default="")
    before_address: Mapped[str] = mapped_column(String(320), default="")


class AbsenceRow(Base):
    """Until when somebody who leads is away."""

    __tablename__ = "absences"
    address: Mapped[str] = mapped_column(String(320), primary_key=True)
    until: Mapped[date]
