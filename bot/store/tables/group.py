"""What members do with one another: partners, blocks, the board, and what rituals ask for."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.private import Private
from bot.store.tables.base import NEVER_REUSED, Base, BigKey


class BuddyRow(Base):
    """Two members who asked to keep each other going: asked, then active by mutual consent, then ended."""

    __tablename__ = "buddy"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'active', 'ended')", name="state"),
        Index("ix_buddy_asker", "asker_key", "state"),
        Index("ix_buddy_asked", "asked_key", "state"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger, index=True)
    asker_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    asked_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(8))
    asker_shares: Mapped[str] = mapped_column(String(16))
    """What the other one sees: `nothing`, `checkin` or `streak`."""
    asked_shares: Mapped[str] = mapped_column(String(16))
    asker_nudged_on: Mapped[date | None]
    """The asker's study day on which they last nudged the other one."""
    asked_nudged_on: Mapped[date | None]
    asker_words: Mapped[str | None] = mapped_column(Private)
    """What the asker last said to the other one, until it is old or the two part: private between the two."""
    asker_words_at: Mapped[datetime | None]
    """When the asker said it."""
    asked_words: Mapped[str | None] = mapped_column(Private)
    """What the one who was asked last said, likewise."""
    asked_words_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class BlockRow(Base):
    """A member who wants nothing to do with another one; the other one never learns of it."""

    __tablename__ = "block"
    __table_args__ = (
        UniqueConstraint("guild_id", "user_id", "blocked_user_id"),
        CheckConstraint("(blocked_user_id IS NULL) <> (blocked_mark IS NULL)", name="whom"),
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    user_id: Mapped[int] = mapped_column(BigInteger)
    blocked_user_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    blocked_mark: Mapped[str | None] = mapped_column(String(64), index=True)
    """In place of the id of somebody who was erased: a keyed digest, so that it holds if they come back."""
    created_at: Mapped[datetime]


class StandingRow(Base):
    """A member on the group's board, who chose to be there: the share of planned days kept in 28."""

    __tablename__ = "standing"
    __table_args__ = (Index("ix_standing_board", "guild_id", "share"),)
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date]
    """The last study day that was counted: it was over then."""
    planned: Mapped[int] = mapped_column(SmallInteger)
    kept: Mapped[int] = mapped_column(SmallInteger)
    share: Mapped[int] = mapped_column(SmallInteger)
    """Thousandths of the planned days; -1 while the member has no place (fewer than five planned days)."""
    updated_at: Mapped[datetime]


class ReflectionRow(Base):
    """What a member wrote for one ritual of one week or month; private until they post it themselves."""

    __tablename__ = "reflection"
    __table_args__ = (UniqueConstraint("member_key", "ritual", "period"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    ritual: Mapped[str] = mapped_column(String(16))
    period: Mapped[date]
    """The Monday of the week, or the first of the month."""
    answers: Mapped[str] = mapped_column(Private)
    """JSON, by ritual: a member's journal."""
    at: Mapped[datetime]
    updated_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]
    posted_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    """The channel they were posted to, or the one whose thread they were posted in."""
