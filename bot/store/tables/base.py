"""What every table is built on. Instants are UTC (`UtcDateTime`), days are the member's local study days.

Discord's ids are called `guild_id`, `user_id`, `channel_id`, `message_id`; rows of ours have an `id`, and
`member_key` points at `member.id`.
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Dialect,
    Double,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A row id: SQLite only numbers rows by itself in a column declared INTEGER."""

NEVER_REUSED = {"sqlite_autoincrement": True}
"""For ids that buttons and nonces carry: SQLite would give a deleted last row's id to the next one."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite, which knows no zones, keeps it as naive UTC text that sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "naive datetime: instants are stored in UTC"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Declarative base with constraint names that Alembic can find again."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime, date: Date, str: Text, int: Integer, float: Double}  # noqa: RUF012


OF_GUILD = text("member_key IS NULL")


def only_of_guilds(name: str, *columns: str) -> Index:
    """A unique key of rows without a member: NULLs are never equal, so theirs would not hold them apart."""
    return Index(name, *columns, unique=True, sqlite_where=OF_GUILD, postgresql_where=OF_GUILD)
