"""Coding problems: what was prompted, what was solved, when it comes back, and names on LeetCode."""

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

PROVED = text("proved_at IS NOT NULL")


class ProblemSettingRow(Base):
    """What a guild's problem of the day is drawn from; when and where it comes is in its schedule."""

    __tablename__ = "problem_setting"
    guild_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(32))
    """`roadmap` (the week of most members), `daily` (LeetCode's own) or the key of a list."""
    easy: Mapped[int] = mapped_column(SmallInteger)
    medium: Mapped[int] = mapped_column(SmallInteger)
    hard: Mapped[int] = mapped_column(SmallInteger)
    """The mix: how many of each in a row of so many."""
    updated_at: Mapped[datetime]


class ProblemPostRow(Base):
    """One prompt to a group. The history alone says what its pool still holds."""

    __tablename__ = "problem_post"
    __table_args__ = (UniqueConstraint("guild_id", "day"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[date]
    problem_key: Mapped[str] = mapped_column(String(128))
    source: Mapped[str] = mapped_column(String(32))
    told: Mapped[str] = mapped_column(server_default=text("'{}'"))
    """JSON of what the post says of it besides."""
    at: Mapped[datetime]


class ProblemPromptRow(Base):
    """A problem shown to a member, with why; a re-roll shows another one and is kept too."""

    __tablename__ = "problem_prompt"
    __table_args__ = (
        CheckConstraint("state IN ('shown', 'rerolled', 'solved')", name="state"),
        Index("ix_problem_prompt_member", "member_key", "id"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    problem_key: Mapped[str] = mapped_column(String(128))
    why: Mapped[str]
    wish: Mapped[str] = mapped_column(server_default=text("''"))
    """JSON of what was asked for; empty for nothing in particular."""
    state: Mapped[str] = mapped_column(String(8))
    day: Mapped[date]
    at: Mapped[datetime]


class ProblemSolveRow(Base):
    """One time a member solved a problem; a redo is another row. Taking it back fills `revoked_at`."""

    __tablename__ = "problem_solve"
    __table_args__ = (
        Index("ix_problem_solve_member", "member_key", "id"),
        Index("ix_problem_solve_post", "post_id"),
        Index("ix_problem_solve_timelog", "timelog_id"),
        Index("ix_problem_solve_problem", "problem_key", "at"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    problem_key: Mapped[str] = mapped_column(String(128))
    difficulty: Mapped[str | None] = mapped_column(String(8))
    """Of a problem outside the catalogue, as the member says."""
    day: Mapped[date]
    at: Mapped[datetime]
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    grade: Mapped[str | None] = mapped_column(String(8))
    """How it felt: `again`, `hard`, `good`, `easy`."""
    pattern: Mapped[str] = mapped_column(String(64), server_default=text("''"))
    note: Mapped[str | None] = mapped_column(Private)
    """The member's own, about how it went: private."""
    post_id: Mapped[int | None] = mapped_column(ForeignKey("problem_post.id", ondelete="SET NULL"))
    """The group's prompt it answers."""
    timelog_id: Mapped[int | None] = mapped_column(ForeignKey("timelog.id", ondelete="SET NULL"))
    """Where its minutes are in the time log."""
    verified_at: Mapped[datetime | None]
    """When LeetCode was seen to have it; a mark, and nothing hangs on it."""
    revoked_at: Mapped[datetime | None]


class ProblemReviewRow(Base):
    """When a solved problem comes back to a member."""

    __tablename__ = "problem_review"
    __table_args__ = (Index("ix_problem_review_due", "member_key", "due_at"),)
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    problem_key: Mapped[str] = mapped_column(String(128), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    due_at: Mapped[datetime]
    state: Mapped[str]
    """JSON of ReviewState."""
    updated_at: Mapped[datetime]


class ProblemLinkRow(Base):
    """A member's name on LeetCode: asked for with a code, proved when the code was seen in the profile."""

    __tablename__ = "problem_link"
    __table_args__ = (
        Index(
            "uq_problem_link_proved",
            "guild_id",
            "folded",
            unique=True,
            sqlite_where=PROVED,
            postgresql_where=PROVED,
        ),
    )
    member_key: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    guild_id: Mapped[int] = mapped_column(BigInteger)
    username: Mapped[str] = mapped_column(String(40))
    folded: Mapped[str] = mapped_column(String(40))
    """The name in lower case: one name belongs to one member."""
    code: Mapped[str | None] = mapped_column(String(24))
    code_at: Mapped[datetime | None]
    proved_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    """When its recent solves are looked at again."""
    seen_at: Mapped[datetime | None]
    """Solves up to here are settled: they are not offered any more."""
    unlogged: Mapped[str] = mapped_column(server_default=text("'[]'"))
    """JSON of the solves that LeetCode shows and the log does not have."""
