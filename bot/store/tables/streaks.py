"""What a streak is counted from."""

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

from bot.store.private import Private
from bot.store.tables.base import NEVER_REUSED, Base, BigKey


class CheckinRow(Base):
    """An event that counts for the streak on one study day; taking it back fills `revoked_at`."""

    __tablename__ = "checkin"
    __table_args__ = (
        UniqueConstraint("member_key", "kind", "ref"),
        Index("ix_checkin_member_day", "member_key", "day"),
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    ref: Mapped[str] = mapped_column(String(64))
    """What it was, e.g. the task's id: the same thing counts once."""
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class StreakEntryRow(Base):
    """What a streak is forgiven or given besides check-ins: the ledger's other rows, and its audit trail.

    Taking one back fills `revoked_at`; the row stays.
    """

    __tablename__ = "streak_entry"
    __table_args__ = (
        CheckConstraint("kind IN ('rest', 'freeze', 'backfill', 'amnesty')", name="kind"),
        Index("ix_streak_entry_member_day", "member_key", "day"),
        Index("ix_streak_entry_guild_day", "guild_id", "day"),
        Index(
            "uq_streak_entry_in_force",
            "member_key",
            "kind",
            "day",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    member_key: Mapped[int | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    """None: an amnesty for everybody in the guild."""
    kind: Mapped[str] = mapped_column(String(16))
    day: Mapped[date]
    note: Mapped[str | None] = mapped_column(Private)
    """Why a day is added or forgiven: private, as it can tell of an illness or a journey."""
    by_user_id: Mapped[int | None] = mapped_column(BigInteger)
    """Who wrote it: the member, or an organiser. None: an organiser who has been erased since."""
    at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ZoneMoveRow(Base):
    """A member's days were counted in this zone, to this cut-off hour, until `at`; then in the next one's.

    The newest move leads to what the member's row says now. Days never go back: `entered_day` is the later of
    the two that were possible.
    """

    __tablename__ = "zone_move"
    __table_args__ = (Index("ix_zone_move_member", "member_key", "at"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(String(64))
    cutoff_minutes: Mapped[int] = mapped_column(SmallInteger)
    left_day: Mapped[date]
    """The study day just before the move."""
    entered_day: Mapped[date]
    """The study day just after it."""


class OutageRow(Base):
    """A time during which the bot did not run, or had no connection to Discord."""

    __tablename__ = "outage"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    began_at: Mapped[datetime] = mapped_column(unique=True)
    ended_at: Mapped[datetime]


class MomentRow(Base):
    """Something to celebrate that a member reached, once: a long streak, a project, the end of a roadmap."""

    __tablename__ = "moment"
    __table_args__ = (UniqueConstraint("member_key", "kind"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(96))
    """`streak:7`, `project`, `roadmap:<id>`."""
    title: Mapped[str | None]
    """Of the project or the roadmap."""
    day: Mapped[date]
    at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    """When its card reached the member."""
    shared_at: Mapped[datetime | None]
    """When the member posted it to the group."""
    shared_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    """Where."""
