"""What all tables share: names of constraints, and moments kept in UTC that come back aware."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Dialect, Integer, MetaData, String, TypeDecorator, event
from sqlalchemy import DateTime as SqlDateTime
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute

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


Unsigned32 = BigInteger().with_variant(Integer, "sqlite")
"""UIDs and UIDVALIDITY (RFC 9051 section 2.3.1.1) reach 2³² - 1; PostgreSQL's INTEGER ends at 2³¹ - 1."""


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment, list[str]: JSON, dict[str, Any]: JSON}


@event.listens_for(Base, "attribute_instrument")
def _cut_to_length(_class: type[Base], _name: str, attribute: InstrumentedAttribute[Any]) -> None:
    """What is longer than its column is cut: PostgreSQL would refuse the whole mail, SQLite would keep it all."""
    column = getattr(attribute.property, "columns", [None])[0]
    if column is None or not isinstance(column.type, String) or column.type.length is None:
        return
    length = column.type.length

    @event.listens_for(attribute, "set", retval=True)
    def _set(_row: Base, value: str | None, _old: object, _initiator: object) -> str | None:
        return value[:length] if value else value
