"""What champions told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class UpdateRow(Base):
    """One update of one champion for one month, from one mail."""

    __tablename__ = "updates"
    __table_args__ = (
        UniqueConstraint("champion_id", "month", "source"),
        Index("ix_updates_month_champion", "month", "champion_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    champion_id: Mapped[int] = mapped_column(ForeignKey("champions.id"))
    month: Mapped[str] = mapped_column(String(7))
    source: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    received: Mapped[datetime]
    nil: Mapped[bool] = mapped_column(default=False)
    held: Mapped[bool] = mapped_column(default=False)
    approved: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[str] = mapped_column(String(40), default="")
    activities: Mapped[dict[str, Any]]
    """``{"kinds": [[kind, state], …]}``."""
    withdrawn: Mapped[datetime | None]
    digest: Mapped[str] = mapped_column(String(10), default="", index=True)
