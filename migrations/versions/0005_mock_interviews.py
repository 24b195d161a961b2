"""Mock interviews: pool, rounds, interviews, what came of them, and questions of a guild's own."""

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | None = None
depends_on: str | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
NONE_YET, NO = sa.text("0"), sa.text("false")
IN_FORCE = sa.text("retired_at IS NULL")

NEW_TABLES = (
    "guild_question_set",
    "mock_outside",
    "mock_wait",
    "mock_asked",
    "mock_rubric",
    "mock_seat",
    "mock_session",
    "mock_round",
    "mock_availability",
    "mock_member",
    "mock_setting",
)


def upgrade() -> None:
    """Add the tables."""
    create_settings()
    create_pool()
    create_rounds()
    create_sessions()
    create_seats()
    create_outcomes()
    create_questions()


def downgrade() -> None:
    """Drop them."""
    for table in NEW_TABLES:
        op.drop_table(table)


def of_member() -> sa.ForeignKey:
    """Everything personal here goes with its member."""
    return sa.ForeignKey("member.id", ondelete="CASCADE")


def of_session() -> sa.ForeignKey:
    """What belongs to an interview goes with it."""
    return sa.ForeignKey("mock_session.id", ondelete="CASCADE")


def create_settings() -> None:
    """How a guild pairs."""
    op.create_table(
        "mock_setting",
        sa.Column("guild_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("channel_id", sa.BigInteger()),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("local_minute", sa.SmallInteger(), nullable=False),
        sa.Column("open_days", sa.SmallInteger(), nullable=False),
        sa.Column("remind_hours", sa.SmallInteger(), nullable=False),
        sa.Column("every_weeks", sa.SmallInteger(), nullable=False),
        sa.Column("session_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("repeat_window", sa.SmallInteger(), nullable=False),
        sa.Column("trios", sa.Boolean(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )


def create_pool() -> None:
    """Who wants to be paired, and when they can."""
    op.create_table(
        "mock_member",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("per_week", sa.SmallInteger(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("left_at", INSTANT),
        sa.Column("paused_until", sa.Date()),
        sa.Column("skip_week", sa.String(8)),
        sa.Column("gauntlet_week", sa.String(8)),
        sa.Column("byes", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("last_bye", sa.String(8)),
        sa.Column("firsts", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("observed", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_index("ix_mock_member_pool", "mock_member", ["guild_id", "left_at"])
    op.create_table(
        "mock_availability",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("windows", sa.String(84), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )


def create_rounds() -> None:
    """One cycle each."""
    op.create_table(
        "mock_round",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("pool", sa.Text()),
        sa.Column("report", sa.Text()),
        sa.Column("total", sa.BigInteger()),
        sa.Column("bound", sa.BigInteger()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("paired_at", INSTANT),
        sa.CheckConstraint("state IN ('planned', 'open', 'paired', 'cancelled')", name="state"),
        sa.UniqueConstraint("guild_id", "week"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mock_round_next", "mock_round", ["next_at"])


def create_sessions() -> None:
    """Interviews."""
    op.create_table(
        "mock_session",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", ROW_ID, sa.ForeignKey("mock_round.id", ondelete="SET NULL")),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("ended_why", sa.String(16)),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("starts_at", INSTANT),
        sa.Column("thread_id", sa.BigInteger()),
        sa.Column("thread_lost", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("event_id", sa.BigInteger()),
        sa.Column("revision", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("turn", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("started_at", INSTANT),
        sa.Column("turned_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.Column("step", sa.String(16)),
        sa.Column("next_at", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.CheckConstraint(
            "state IN ('finding', 'agreed', 'running', 'finished', 'cancelled')", name="state"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mock_session_round_id", "mock_session", ["round_id"])
    op.create_index("ix_mock_session_next", "mock_session", ["next_at"])
    op.create_index("ix_mock_session_thread", "mock_session", ["thread_id"])
    op.create_index("ix_mock_session_guild", "mock_session", ["guild_id", "week"])


def create_seats() -> None:
    """Who takes part, and who would at once."""
    op.create_table(
        "mock_seat",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("session_id", ROW_ID, of_session(), nullable=False),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("vote", INSTANT),
        sa.Column("gone_at", INSTANT),
        sa.Column("asked_first", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("arrived_at", INSTANT),
        sa.Column("absent", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("question_key", sa.String(64)),
        sa.Column("question_changed", sa.Boolean(), nullable=False, server_default=NO),
        sa.Column("moves", sa.SmallInteger(), nullable=False, server_default=NONE_YET),
        sa.Column("words", sa.Text()),
        sa.UniqueConstraint("session_id", "member_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mock_seat_member", "mock_seat", ["member_key", "session_id"])
    op.create_table(
        "mock_wait",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("rescues", ROW_ID, sa.ForeignKey("mock_session.id", ondelete="SET NULL")),
    )
    op.create_index("ix_mock_wait_guild", "mock_wait", ["guild_id", "until"])
    op.create_index("ix_mock_wait_rescues", "mock_wait", ["rescues"])


def create_outcomes() -> None:
    """What came of interviews."""
    op.create_table(
        "mock_rubric",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("session_id", ROW_ID, of_session(), nullable=False),
        sa.Column("by_key", ROW_ID, of_member(), nullable=False),
        sa.Column("about_key", ROW_ID, of_member(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("question_key", sa.String(64)),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.Column("words", sa.Text()),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        sa.UniqueConstraint("session_id", "by_key", "about_key", "role"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mock_rubric_about_key", "mock_rubric", ["about_key"])
    op.create_table(
        "mock_asked",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("question_key", sa.String(64), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.UniqueConstraint("member_key", "question_key"),
    )
    op.create_table(
        "mock_outside",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("place", sa.Text()),
        sa.Column("recorded", sa.Boolean(), nullable=False),
        sa.Column("weak", sa.Text()),
        sa.Column("at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mock_outside_member", "mock_outside", ["member_key", "day"])


def create_questions() -> None:
    """Sets of a guild's own, version by version."""
    op.create_table(
        "guild_question_set",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("questions", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("retired_at", INSTANT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_guild_question_set_guild_id", "guild_question_set", ["guild_id"])
    op.create_index(
        "uq_guild_question_set_in_force",
        "guild_question_set",
        ["guild_id", "key"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )
