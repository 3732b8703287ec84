"""How the service itself runs: the gate through which mail leaves, who holds the mailbox, and signs of life."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base


class GateRow(Base):
    """The one gate, and which copy of the memory this is. Without a row it is open and nothing has ever left."""

    __tablename__ = "gate"
    id: Mapped[int] = mapped_column(primary_key=True)
    instance: Mapped[str] = mapped_column(String(32))
    """Named anew whenever a person says that this copy is the one that goes on."""
    before: Mapped[list[str]] = mapped_column(JSON)
    """The names of the copies that it was before."""
    leases: Mapped[int] = mapped_column(default=0)
    """How often mail was taken to be handed over: it only grows, and a mark outside the database remembers it."""
    closed_by: Mapped[str] = mapped_column(String(12), default="")
    """Empty: open. ``fence``, ``breaker``, ``catch-up`` or ``hand``."""
    why: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime | None]


class HolderRow(Base):
    """Which worker holds a mailbox, by a number that grows with each new holder (a fencing token)."""

    __tablename__ = "holders"
    mailbox: Mapped[str] = mapped_column(String(320), primary_key=True)
    owner: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    until: Mapped[datetime]


class PulseRow(Base):
    """The last sign of life of one part of the service."""

    __tablename__ = "pulses"
    name: Mapped[str] = mapped_column(String(270), primary_key=True)
    at: Mapped[datetime]
    says: Mapped[str] = mapped_column(Text, default="")
