"""The programme itself, guilds and people."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import NEVER_REUSED, Base, BigKey

HAS_LEFT = text("left_at IS NOT NULL")


class AppStateRow(Base):
    """What the running programme remembers about itself, e.g. the fingerprint of the synced commands."""

    __tablename__ = "app_state"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]
    updated_at: Mapped[datetime]


class GuildRow(Base):
    """Settings of one Discord server."""

    __tablename__ = "guild"
    __table_args__ = (Index("ix_guild_left", "left_at", sqlite_where=HAS_LEFT, postgresql_where=HAS_LEFT),)
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    timezone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    nudge_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    organiser_role_id: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str | None] = mapped_column(String(16))
    """What the group reads Cohort in, unless somebody chose for themselves; NULL: as Discord says."""
    left_at: Mapped[datetime | None]
    """When Cohort was removed from the server: what is stored goes after a while, unless it comes back."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class MemberRow(Base):
    """One person in one guild."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("guild_id", "user_id"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger, index=True)
    timezone: Mapped[str] = mapped_column(String(64))
    cutoff_minutes: Mapped[int] = mapped_column(SmallInteger, server_default="180")
    day_floor: Mapped[date | None]
    """The day reached when the zone or the cut-off hour last changed: the study day never goes back."""
    dm_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    dm_closed_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    quiet_from: Mapped[int | None] = mapped_column(SmallInteger)
    """Quiet hours, both in minutes after local midnight; NULL together."""
    quiet_to: Mapped[int | None] = mapped_column(SmallInteger)
    language: Mapped[str | None] = mapped_column(String(16))
    """What this person reads Cohort in; NULL: as the group does."""
    created_at: Mapped[datetime]


class TombstoneRow(Base):
    """Somebody, or a whole server, that was erased: a restored backup must not bring them back.

    The mark is a keyed digest, so the list names nobody.
    """

    __tablename__ = "tombstone"
    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    scope: Mapped[str] = mapped_column(String(8))
    """`member` (one person in one guild), `person` (in all guilds) or `guild`."""
    erased_at: Mapped[datetime]
