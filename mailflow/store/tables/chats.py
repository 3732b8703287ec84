"""Rounds, groups and who sat in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class RoundRow(Base):
    """One month's draw."""

    __tablename__ = "rounds"
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    drawn: Mapped[datetime]
    seed: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    record: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The inputs and groups as drawn, JSON in zlib; large, so read only where it is asked for."""


class GroupRow(Base):
    """One group of a round."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("round", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[str] = mapped_column(ForeignKey("rounds.month"))
    number: Mapped[int]
    convener: Mapped[int] = mapped_column(ForeignKey("champions.id"), index=True)
    met: Mapped[bool | None]
    met_on: Mapped[date | None]


class GroupMemberRow(Base):
    """Who is in a group, and who dropped out after the draw."""

    __tablename__ = "group_members"
    group_id: Mapped[int] = mapped_column(ForeignKey("groups.id"), primary_key=True)
    champion_id: Mapped[int] = mapped_column(ForeignKey("champions.id"), primary_key=True, index=True)
    place: Mapped[int]
    left_out: Mapped[bool] = mapped_column(default=False)
