"""Every table of Cohort. Instants are UTC (`UtcDateTime`), days are the member's local study days.

Discord's ids are called `guild_id`, `user_id`, `channel_id`, `message_id`; rows of ours have an `id`, and
`member_key` points at `member.id`.
"""

from datetime import UTC, date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

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
    dm_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    dm_closed_count: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    quiet_from: Mapped[int | None] = mapped_column(SmallInteger)
    """Quiet hours, both in minutes after local midnight; NULL together."""
    quiet_to: Mapped[int | None] = mapped_column(SmallInteger)
    created_at: Mapped[datetime]


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
    title: Mapped[str | None]
    """Only for a task of the member's own."""
    day: Mapped[date]
    position: Mapped[int]
    minutes: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[str] = mapped_column(String(8), server_default="open")
    pinned: Mapped[bool] = mapped_column(server_default=text("false"))
    """Moved here by the member: a re-plan leaves it."""
    settled_at: Mapped[datetime | None]
    settled_day: Mapped[date | None]
    """The study day on which it was done or skipped, in the zone then in force."""


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


class ClaimRow(Base):
    """A box of the roadmap the member ticked: a checkpoint, milestone, requirement or readiness claim."""

    __tablename__ = "claim"
    __table_args__ = (UniqueConstraint("enrolment_id", "claim_key"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    claim_key: Mapped[str] = mapped_column(String(128))
    evidence: Mapped[str | None]
    had: Mapped[bool] = mapped_column(server_default=text("false"))
    """The member had it before the start: what it covers is not planned."""
    day: Mapped[date]
    at: Mapped[datetime]


class MeasurementRow(Base):
    """A number a member reported for a target; the newest one counts."""

    __tablename__ = "measurement"
    __table_args__ = (Index("ix_measurement_target", "enrolment_id", "target_key"), NEVER_REUSED)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    target_key: Mapped[str] = mapped_column(String(128))
    value: Mapped[float]
    evidence: Mapped[str | None]
    day: Mapped[date]
    at: Mapped[datetime]


class HabitTickRow(Base):
    """A habit kept on one study day."""

    __tablename__ = "habit_tick"
    __table_args__ = (UniqueConstraint("enrolment_id", "habit_key", "day"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"))
    habit_key: Mapped[str] = mapped_column(String(128))
    day: Mapped[date]
    at: Mapped[datetime]


class GuildRoadmapRow(Base):
    """One version of a guild's own roadmap. Old versions stay while members follow them."""

    __tablename__ = "guild_roadmap"
    __table_args__ = (UniqueConstraint("guild_id", "roadmap_id", "version"),)
    id: Mapped[int] = mapped_column(BigKey, primary_key=True)
    guild_id: Mapped[int] = mapped_column(BigInteger)
    roadmap_id: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(64))
    title: Mapped[str]
    source: Mapped[str]
    """The YAML as it was imported."""
    checked: Mapped[str]
    """The roadmap as JSON of `bot.catalog.codec`, so that it need not be checked again."""
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """When a newer version or a removal took it from those that can be joined."""


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


OF_GUILD = text("member_key IS NULL")


def only_of_guilds(name: str, *columns: str) -> Index:
    """A unique key of rows without a member: NULLs are never equal, so theirs would not hold them apart."""
    return Index(name, *columns, unique=True, sqlite_where=OF_GUILD, postgresql_where=OF_GUILD)


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
