"""Mail: how far each folder was read, what came in, and what is to leave."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mailflow.store.tables.base import Base, Unsigned32


class FolderRow(Base):
    """How far a folder has been read, in one numbering (RFC 3501 section 2.3.1.1)."""

    __tablename__ = "folders"
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    uidvalidity: Mapped[int] = mapped_column(Unsigned32)
    last_uid: Mapped[int] = mapped_column(Unsigned32)


class LedgerRow(Base):
    """One message of a watched folder and its one outcome. Of mail that is not ours only the digest is kept."""

    __tablename__ = "ledger"
    __table_args__ = (
        UniqueConstraint("folder", "uidvalidity", "uid"),
        Index("ix_ledger_intent_handled", "intent", "handled"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(String(255))
    uidvalidity: Mapped[int] = mapped_column(Unsigned32)
    uid: Mapped[int] = mapped_column(Unsigned32)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    message_id: Mapped[str] = mapped_column(String(998), default="", index=True)
    received: Mapped[datetime]
    sender: Mapped[str] = mapped_column(String(320), default="", index=True)
    outcome: Mapped[str] = mapped_column(String(20), index=True)
    """``waiting``, ``handled``, ``person``, ``ignored``, ``not_ours``, ``duplicate``, ``set_aside``, ``gone``; in Sent
    ``by_hand``, too."""
    reason: Mapped[str] = mapped_column(Text, default="")
    intent: Mapped[str] = mapped_column(String(30), default="")
    matched_by: Mapped[str] = mapped_column(String(20), default="")
    trust: Mapped[str] = mapped_column(String(8), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    handled: Mapped[datetime | None]
    moved: Mapped[bool] = mapped_column(default=False)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    raw_until: Mapped[date | None] = mapped_column(index=True)


class MailRow(Base):
    """One mail of ours, from plan to result: planned → held → leased → handed over → sent, failed or unknown."""

    __tablename__ = "mails"
    __table_args__ = (
        UniqueConstraint("source", "mail", "address"),
        Index("ix_mails_handed_over", "handed_over", "prompted", "state"),
        Index("ix_mails_ready", "state", "needs_yes", "prompted", "not_before", "id"),
        Index("ix_mails_kind_number", "kind", "number", "id"),
        Index("ix_mails_champion_kind_number", "champion_id", "kind", "number"),
        Index("ix_mails_address_sent", "address", "sent"),
        Index("ix_mails_domain_handed_over", "domain", "handed_over"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    """The key of the event that caused it."""
    mail: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"))
    address: Mapped[str] = mapped_column(String(320))
    domain: Mapped[str] = mapped_column(String(255), default="")
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    subject: Mapped[str] = mapped_column(String(998))
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(12))
    needs_yes: Mapped[bool] = mapped_column(default=False)
    """Waits for the lead's approval (the dial stands at ``approve``)."""
    prompted: Mapped[bool]
    mass: Mapped[bool] = mapped_column(default=False)
    planned: Mapped[datetime]
    not_before: Mapped[datetime]
    useful_until: Mapped[datetime | None]
    settled: Mapped[datetime | None]
    """When a person settled its matter by hand: nobody is reminded of it."""
    lease_owner: Mapped[str] = mapped_column(String(80), default="")
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    handed_over: Mapped[datetime | None]
    sent: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(Text, default="")
