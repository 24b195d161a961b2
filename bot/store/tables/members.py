"""The programme itself, guilds and people."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import NEVER_REUSED, Base, BigKey


class AppStateRow(Base):
    """What the running programme remembers about itself, e.g. the fingerprint of the synced commands."""

    __tablename__ = "app_state"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]
    updated_at: Mapped[datetime]


class GuildRow(Base):
    """Settings of one Discord server."""

    __tablename__ = "guild"
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    timezone: Mapped[str] = mapped_column(String(64), server_default="UTC")
    nudge_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    organiser_role_id: Mapped[int | None] = mapped_column(BigInteger)
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
    created_at: Mapped[datetime]
