"""The tables, typed. One class a table; moments are kept in UTC and come back aware, on SQLite as on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware moment; a naive one is refused."""

    impl = SqlDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; the store keeps moments, not wall times")
        return value.astimezone(UTC).replace(tzinfo=None) if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, list[str]: JSON, dict[str, Any]: JSON}


class OrganisationRow(Base):
    """One organisation."""

    __tablename__ = "organisations"
    acronym: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    domains: Mapped[list[str]]
    aliases: Mapped[list[str]]
    nation: Mapped[str] = mapped_column(String(20), default="england")
    successor: Mapped[str] = mapped_column(String(40), default="")


class ChampionRow(Base):
    """One champion, applicant or leaver. An erased one keeps its number and dates only."""

    __tablename__ = "champions"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(320), unique=True)
    organisation: Mapped[str] = mapped_column(String(40), default="", index=True)
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
    away_until: Mapped[date | None]
    suppressed: Mapped[str] = mapped_column(String(40), default="")
    nominated_by: Mapped[str] = mapped_column(String(200), default="")
    greeting: Mapped[str] = mapped_column(String(100), default="")


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


class ApartRow(Base):
    """Two champions who are never drawn into one group; the lower number first."""

    __tablename__ = "apart"
    first: Mapped[int] = mapped_column(ForeignKey("champions.id", ondelete="CASCADE"), primary_key=True)
    second: Mapped[int] = mapped_column(ForeignKey("champions.id", ondelete="CASCADE"), primary_key=True)


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


class QuestionRow(Base):
    """What waits for a person, or has been settled by one."""

    __tablename__ = "questions"
    id: Mapped[int] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    asked: Mapped[datetime]
    due: Mapped[date] = mapped_column(index=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    writer: Mapped[str] = mapped_column(String(320), index=True)
    intent: Mapped[str] = mapped_column(String(30))
    suggestion: Mapped[str] = mapped_column(Text)
    settled: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(Text, default="")


class FolderRow(Base):
    """How far a folder has been read, in one numbering (RFC 3501 section 2.3.1.1)."""

    __tablename__ = "folders"
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    uidvalidity: Mapped[int]
    last_uid: Mapped[int]


class LedgerRow(Base):
    """One message of a watched folder and its one outcome. Of mail that is not ours only the digest is kept."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("folder", "uidvalidity", "uid"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    folder: Mapped[str] = mapped_column(String(255))
    uidvalidity: Mapped[int]
    uid: Mapped[int]
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
        Index("ix_mails_state_not_before", "state", "not_before"),
        Index("ix_mails_kind_number", "kind", "number"),
        Index("ix_mails_address_sent", "address", "sent"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(80))
    """The key of the event that caused it."""
    mail: Mapped[str] = mapped_column(String(60))
    code: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    champion_id: Mapped[int | None] = mapped_column(ForeignKey("champions.id"), index=True)
    address: Mapped[str] = mapped_column(String(320))
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


class AuditRow(Base):
    """What was done, when, because of what, and why: one line a decision. Names stand in it as champions' numbers."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(80), index=True)
    actor: Mapped[str] = mapped_column(String(20))
    champion_id: Mapped[int | None] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(Text)
