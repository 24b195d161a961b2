"""Streaks that explain themselves, and the group: ledger, moves, outages, moments, buddies, rituals."""

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | None = None
depends_on: str | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
IN_FORCE = sa.text("revoked_at IS NULL")

NEW_TABLES = (
    "reflection",
    "standing",
    "block",
    "buddy",
    "moment",
    "outage",
    "zone_move",
    "streak_entry",
)


def upgrade() -> None:
    """Add the floor of a member's days, then the tables."""
    op.add_column("member", sa.Column("day_floor", sa.Date()))
    create_entries()
    create_moves()
    create_moments()
    create_buddies()
    create_board()


def downgrade() -> None:
    """Drop them, and the column."""
    for table in NEW_TABLES:
        op.drop_table(table)
    op.drop_column("member", "day_floor")


def of_member() -> sa.ForeignKey:
    """Everything personal here goes with its member."""
    return sa.ForeignKey("member.id", ondelete="CASCADE")


def create_entries() -> None:
    """What a streak is given besides check-ins."""
    op.create_table(
        "streak_entry",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_key", ROW_ID, of_member()),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("by_user_id", sa.BigInteger(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.CheckConstraint("kind IN ('rest', 'freeze', 'backfill', 'amnesty')", name="kind"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_streak_entry_member_day", "streak_entry", ["member_key", "day"])
    op.create_index("ix_streak_entry_guild_day", "streak_entry", ["guild_id", "day"])
    op.create_index(
        "uq_streak_entry_in_force",
        "streak_entry",
        ["member_key", "kind", "day"],
        unique=True,
        sqlite_where=IN_FORCE,
        postgresql_where=IN_FORCE,
    )


def create_moves() -> None:
    """Where members' days were counted, and when nobody could count them."""
    op.create_table(
        "zone_move",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("cutoff_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("left_day", sa.Date(), nullable=False),
        sa.Column("entered_day", sa.Date(), nullable=False),
    )
    op.create_index("ix_zone_move_member", "zone_move", ["member_key", "at"])
    op.create_table(
        "outage",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("began_at", INSTANT, nullable=False, unique=True),
        sa.Column("ended_at", INSTANT, nullable=False),
    )


def create_moments() -> None:
    """What there is to celebrate."""
    op.create_table(
        "moment",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("kind", sa.String(96), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("shown_at", INSTANT),
        sa.Column("shared_at", INSTANT),
        sa.Column("shared_channel_id", sa.BigInteger()),
        sa.UniqueConstraint("member_key", "kind"),
        sqlite_autoincrement=True,
    )


def create_buddies() -> None:
    """Partners, and who wants nothing to do with whom."""
    op.create_table(
        "buddy",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("asker_key", ROW_ID, of_member(), nullable=False),
        sa.Column("asked_key", ROW_ID, of_member(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("asker_shares", sa.String(16), nullable=False),
        sa.Column("asked_shares", sa.String(16), nullable=False),
        sa.Column("asker_nudged_on", sa.Date()),
        sa.Column("asked_nudged_on", sa.Date()),
        sa.Column("asker_words", sa.Text()),
        sa.Column("asker_words_at", INSTANT),
        sa.Column("asked_words", sa.Text()),
        sa.Column("asked_words_at", INSTANT),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("ended_at", INSTANT),
        sa.CheckConstraint("state IN ('asked', 'active', 'ended')", name="state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_buddy_guild_id", "buddy", ["guild_id"])
    op.create_index("ix_buddy_asker", "buddy", ["asker_key", "state"])
    op.create_index("ix_buddy_asked", "buddy", ["asked_key", "state"])
    op.create_table(
        "block",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("blocked_user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.UniqueConstraint("guild_id", "user_id", "blocked_user_id"),
    )
    op.create_index("ix_block_blocked_user_id", "block", ["blocked_user_id"])


def create_board() -> None:
    """Who is on the board, and what rituals were answered."""
    op.create_table(
        "standing",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("planned", sa.SmallInteger(), nullable=False),
        sa.Column("kept", sa.SmallInteger(), nullable=False),
        sa.Column("share", sa.SmallInteger(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_index("ix_standing_board", "standing", ["guild_id", "share"])
    op.create_table(
        "reflection",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("ritual", sa.String(16), nullable=False),
        sa.Column("period", sa.Date(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("posted_at", INSTANT),
        sa.Column("posted_channel_id", sa.BigInteger()),
        sa.UniqueConstraint("member_key", "ritual", "period"),
        sqlite_autoincrement=True,
    )
