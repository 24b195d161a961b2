"""What falls due, and the messages owed."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import NEVER_REUSED, Base, BigKey, only_of_guilds


class ScheduleRow(Base):
    """Something that falls due, again and again or once; Python computes `next_due_at` from the zone."""

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("member_key", "kind", "ref"),
        only_of_guilds("uq_schedule_of_guild", "guild_id", "kind", "ref"),
        Index("ix_schedule_due", "next_due_at"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger, index=True)
    member_key: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    """None: it belongs to the whole guild."""
    kind: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    """What it is about, e.g. a session: tells apart several of one kind."""
    local_minute: Mapped[int] = mapped_column(SmallInteger)
    """Minutes after local midnight."""
    weekdays: Mapped[int] = mapped_column(SmallInteger)
    """Bit 0 is Monday; 0 for what happens only once."""
    destination: Mapped[str] = mapped_column(String(16))
    """`dm`, `dm_or_channel` (channel when DMs are closed) or `channel`."""
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    """None: the guild's nudge channel."""
    next_due_at: Mapped[datetime | None]
    """None while it is switched off."""
    ends_at: Mapped[datetime | None]
    """For what happens only once: from then on it means nothing any more."""
    last_local_day: Mapped[date | None]
    """The newest local day already claimed; a zone change cannot claim it again."""
    muted_until: Mapped[datetime | None]
    created_at: Mapped[datetime]


class DeliveryRow(Base):
    """One message owed to one target: the outbox, and its history."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("state IN ('queued', 'sending', 'sent', 'dropped', 'dead')", name="state"),
        UniqueConstraint("member_key", "kind", "ref", "local_day"),
        only_of_guilds("uq_delivery_of_guild", "guild_id", "kind", "ref", "local_day"),
        Index("ix_delivery_queue", "state", "not_before"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger, index=True)
    member_key: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    """None: it is for the whole guild."""
    kind: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    local_day: Mapped[date]
    destination: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]
    not_before: Mapped[datetime]
    expires_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(8), server_default="queued")
    reason: Mapped[str | None] = mapped_column(String(32))
    """Why it was dropped or is dead, e.g. `all_done`, `too_late`, `dm_closed`."""
    owner: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    first_try_at: Mapped[datetime | None]
    channel_id: Mapped[int | None] = mapped_column(BigInteger)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None]
