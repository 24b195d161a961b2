"""Create the house: members, plans, check-ins, schedules and the outbox."""

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

SNOWFLAKE = sa.BigInteger()
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

CHILDREN_FIRST = (
    "delivery",
    "schedule",
    "timelog",
    "checkin",
    "task",
    "pause",
    "pace",
    "enrolment",
    "member",
    "guild",
    "app_state",
)


def upgrade() -> None:
    """Create every table; constraint names follow the convention of `bot.store.tables`."""
    create_settings()
    create_members()
    create_enrolments()
    create_tasks()
    create_ledgers()
    create_nudges()


def downgrade() -> None:
    """Drop them, children first."""
    for table in CHILDREN_FIRST:
        op.drop_table(table)


def create_settings() -> None:
    """Settings of the programme and of servers."""
    op.create_table(
        "app_state",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_table(
        "guild",
        sa.Column("guild_id", SNOWFLAKE, primary_key=True, autoincrement=False),
        sa.Column("timezone", sa.String(64), server_default="UTC", nullable=False),
        sa.Column("nudge_channel_id", SNOWFLAKE),
        sa.Column("organiser_role_id", SNOWFLAKE),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )


def create_members() -> None:
    """People, one row per guild they are in."""
    op.create_table(
        "member",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False),
        sa.Column("user_id", SNOWFLAKE, nullable=False, index=True),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("cutoff_minutes", sa.SmallInteger(), server_default="180", nullable=False),
        sa.Column("dm_channel_id", SNOWFLAKE),
        sa.Column("dm_closed_count", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.UniqueConstraint("guild_id", "user_id"),
        sqlite_autoincrement=True,
    )


def create_enrolments() -> None:
    """Enrolments, their paces and pauses."""
    op.create_table(
        "enrolment",
        sa.Column("id", ROW_ID, primary_key=True),
        member_key(index=True),
        sa.Column("roadmap_id", sa.String(64), nullable=False),
        sa.Column("roadmap_version", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("start_day", sa.Date(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.CheckConstraint("state IN ('active', 'paused', 'finished', 'left')", name="state"),
        sqlite_autoincrement=True,
    )
    current = sa.text("state <> 'left'")
    op.create_index(
        "uq_enrolment_current_member",
        "enrolment",
        ["member_key"],
        unique=True,
        sqlite_where=current,
        postgresql_where=current,
    )
    op.create_table(
        "pace",
        sa.Column("id", ROW_ID, primary_key=True),
        enrolment_id(),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("minutes_per_week", sa.Integer(), nullable=False),
        sa.Column("study_days", sa.SmallInteger(), nullable=False),
        sa.UniqueConstraint("enrolment_id", "since"),
    )
    op.create_table(
        "pause",
        sa.Column("id", ROW_ID, primary_key=True),
        enrolment_id(index=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date()),
    )


def create_tasks() -> None:
    """The dated plan."""
    op.create_table(
        "task",
        sa.Column("id", ROW_ID, primary_key=True),
        enrolment_id(),
        sa.Column("item_key", sa.String(128), nullable=False),
        sa.Column("sitting", sa.SmallInteger(), nullable=False),
        sa.Column("sittings", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(8), server_default="open", nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("settled_at", INSTANT),
        sa.Column("settled_day", sa.Date()),
        sa.CheckConstraint("state IN ('open', 'done', 'skipped')", name="state"),
        sa.UniqueConstraint("enrolment_id", "item_key", "sitting"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_enrolment_day", "task", ["enrolment_id", "day"])


def create_ledgers() -> None:
    """Check-ins and time spent."""
    op.create_table(
        "checkin",
        sa.Column("id", ROW_ID, primary_key=True),
        member_key(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.UniqueConstraint("member_key", "kind", "ref"),
    )
    op.create_index("ix_checkin_member_day", "checkin", ["member_key", "day"])
    op.create_table(
        "timelog",
        sa.Column("id", ROW_ID, primary_key=True),
        member_key(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("task_id", ROW_ID, sa.ForeignKey("task.id", ondelete="SET NULL"), index=True),
        sa.Column("at", INSTANT, nullable=False),
    )
    op.create_index("ix_timelog_member_day", "timelog", ["member_key", "day"])


def create_nudges() -> None:
    """What falls due, and the messages owed for it."""
    op.create_table(
        "schedule",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False, index=True),
        member_key(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("local_minute", sa.SmallInteger(), nullable=False),
        sa.Column("weekdays", sa.SmallInteger(), nullable=False),
        sa.Column("destination", sa.String(16), nullable=False),
        sa.Column("next_due_at", INSTANT),
        sa.Column("last_local_day", sa.Date()),
        sa.Column("muted_until", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.UniqueConstraint("member_key", "kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_schedule_due", "schedule", ["next_due_at"])
    op.create_table(
        "delivery",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", SNOWFLAKE, nullable=False, index=True),
        member_key(),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("destination", sa.String(16), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(8), server_default="queued", nullable=False),
        sa.Column("reason", sa.String(32)),
        sa.Column("owner", sa.String(64)),
        sa.Column("lease_until", INSTANT),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("first_try_at", INSTANT),
        sa.Column("channel_id", SNOWFLAKE),
        sa.Column("message_id", SNOWFLAKE),
        sa.Column("settled_at", INSTANT),
        sa.CheckConstraint("state IN ('queued', 'sending', 'sent', 'dropped', 'dead')", name="state"),
        sa.UniqueConstraint("member_key", "kind", "local_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_delivery_queue", "delivery", ["state", "not_before"])


def member_key(*, index: bool = False) -> sa.Column[int]:
    """Whose it is; it goes with the member."""
    return sa.Column(
        "member_key", ROW_ID, sa.ForeignKey("member.id", ondelete="CASCADE"), nullable=False, index=index
    )


def enrolment_id(*, index: bool = False) -> sa.Column[int]:
    """The enrolment it belongs to; it goes with it."""
    return sa.Column(
        "enrolment_id", ROW_ID, sa.ForeignKey("enrolment.id", ondelete="CASCADE"), nullable=False, index=index
    )
