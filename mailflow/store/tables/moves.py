"""Champions who move, and organisations that change, from a day on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class MoveRow(Base):
    """The latest move of one champion."""

    __tablename__ = "moves"
    champion_id: Mapped[int] = mapped_column(ForeignKey("champions.id"), primary_key=True)
    on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12))
    organisation: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(320), default="")
    name: Mapped[str] = mapped_column(String(200), default="")
    works: Mapped[bool] = mapped_column(default=False)


class OrganisationChangeRow(Base):
    """What becomes of one organisation on a day."""

    __tablename__ = "organisation_changes"
    old: Mapped[str] = mapped_column(String(40), primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    successors: Mapped[list[str]]
    name: Mapped[str] = mapped_column(String(200), default="")
    domains: Mapped[list[str]]
    done: Mapped[bool] = mapped_column(default=False)
