"""A member on a roadmap: the plan, and what was done of it."""

from datetime import date, datetime

from sqlalchemy import (
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


class EnrolmentRow(Base):
    """A member on one roadmap version. At most one per member is not `left`."""

    __tablename__ = "enrolment"
    __table_args__ = (
        CheckConstraint("state IN ('active', 'paused', 'finished', 'left')", name="state"),
        Index(
            "uq_enrolment_current_member",
            "member_key",
            unique=True,
            sqlite_where=text("state <> 'left'"),
            postgresql_where=text("state <> 'left'"),
        ),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), index=True)
    roadmap_id: Mapped[str] = mapped_column(String(64))
    roadmap_version: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    start_day: Mapped[date]
    optional: Mapped[bool] = mapped_column(server_default=text("true"))
    """Whether the plan holds optional items."""
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ChoiceRow(Base):
    """One option a member picked; a branch with several picks has several rows."""

    __tablename__ = "choice"
    __table_args__ = (UniqueConstraint("enrolment_id", "branch", "option"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    branch: Mapped[str] = mapped_column(String(128))
    """Key of a branch or of an item with alternatives, or `path`, `role`, `industry`."""
    option: Mapped[str] = mapped_column(String(128))


class PaceRow(Base):
    """The pace from one study day on, so that a change never rewrites past streak days.

    Only the newest changes: another pace from the same day takes its place, and undoing a replan removes it.
    """

    __tablename__ = "pace"
    __table_args__ = (UniqueConstraint("enrolment_id", "since"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    since: Mapped[date]
    minutes_per_week: Mapped[int]
    study_days: Mapped[int] = mapped_column(SmallInteger)
    """Bit 0 is Monday."""
    days: Mapped[str | None]
    """Seven weekdays as lists of [minutes, part, start] in JSON; NULL spreads the week evenly."""
    by_day: Mapped[date | None]
    """The day the member wants to be done by, if the pace was made from it."""
    promise: Mapped[str | None]
    """What was promised with this pace, day by day, in JSON: what slips is held against it."""


class ReplanRow(Base):
    """A re-plan a member applied, with what it replaced, so that it can be taken back."""

    __tablename__ = "replan"
    __table_args__ = (NEVER_REUSED,)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    before: Mapped[str]
    """The replaced pace and marks, in JSON."""
    undone_at: Mapped[datetime | None]


class PauseRow(Base):
    """A pause of an enrolment; `until` is the first study day after it, None while it is open-ended."""

    __tablename__ = "pause"
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]


class TaskRow(Base):
    """One sitting of an item, thread or task of the member's own, on one study day."""

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'done', 'skipped')", name="state"),
        UniqueConstraint("enrolment_id", "item_key", "sitting"),
        Index("ix_task_enrolment_day", "enrolment_id", "day"),
        NEVER_REUSED,
    )
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    item_key: Mapped[str] = mapped_column(String(128))
    """Key in the roadmap, or `own:<random>` for a task of the member's own."""
    sitting: Mapped[int] = mapped_column(SmallInteger)
    sittings: Mapped[int] = mapped_column(SmallInteger)
    """How many sittings the item has in this plan (0: a thread, `sitting` is the plan week)."""
    title: Mapped[str | None] = mapped_column(Private)
    """Only for a task of the member's own: private, as they wrote it for themselves."""
    day: Mapped[date]
    position: Mapped[int]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(8), server_default="open")
    pinned: Mapped[bool] = mapped_column(server_default=text("false"))
    """Moved here by the member: a re-plan leaves it."""
    settled_at: Mapped[datetime | None]
    settled_day: Mapped[date | None]
    """The study day on which it was done or skipped, in the zone then in force."""


class TimelogRow(Base):
    """Time spent, in minutes, on one study day."""

    __tablename__ = "timelog"
    __table_args__ = (Index("ix_timelog_member_day", "member_key", "day"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    member_key: Mapped[int] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    day: Mapped[date]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str] = mapped_column(String(16))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime]
