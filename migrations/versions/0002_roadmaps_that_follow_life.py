"""Roadmaps that follow life: choices, own weeks, claims, numbers, habits, re-plans, own roadmaps."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

NEW_TABLES = ("guild_roadmap", "habit_tick", "measurement", "claim", "replan", "choice")


def upgrade() -> None:
    """Add what a plan is made from, then the ledgers of claims."""
    op.add_column(
        "enrolment", sa.Column("optional", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    )
    op.add_column("pace", sa.Column("days", sa.Text()))
    op.add_column("pace", sa.Column("by_day", sa.Date()))
    op.add_column("pace", sa.Column("promise", sa.Text()))
    create_choices()
    create_claims()
    create_guild_roadmaps()


def downgrade() -> None:
    """Drop them, and the columns."""
    for table in NEW_TABLES:
        op.drop_table(table)
    for column in ("promise", "by_day", "days"):
        op.drop_column("pace", column)
    op.drop_column("enrolment", "optional")


def of_enrolment() -> sa.ForeignKey:
    """Everything here goes with its enrolment."""
    return sa.ForeignKey("enrolment.id", ondelete="CASCADE")


def create_choices() -> None:
    """What members decided, and what they took back."""
    op.create_table(
        "choice",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("enrolment_id", ROW_ID, of_enrolment(), nullable=False),
        sa.Column("branch", sa.String(128), nullable=False),
        sa.Column("option", sa.String(128), nullable=False),
        sa.UniqueConstraint("enrolment_id", "branch", "option"),
    )
    op.create_table(
        "replan",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("enrolment_id", ROW_ID, of_enrolment(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone_at", INSTANT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_replan_enrolment_id", "replan", ["enrolment_id"])


def create_claims() -> None:
    """Boxes, numbers and habits."""
    op.create_table(
        "claim",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("enrolment_id", ROW_ID, of_enrolment(), nullable=False),
        sa.Column("claim_key", sa.String(128), nullable=False),
        sa.Column("evidence", sa.Text()),
        sa.Column("had", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.UniqueConstraint("enrolment_id", "claim_key"),
    )
    op.create_table(
        "measurement",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("enrolment_id", ROW_ID, of_enrolment(), nullable=False),
        sa.Column("target_key", sa.String(128), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("evidence", sa.Text()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_measurement_target", "measurement", ["enrolment_id", "target_key"])
    op.create_table(
        "habit_tick",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("enrolment_id", ROW_ID, of_enrolment(), nullable=False),
        sa.Column("habit_key", sa.String(128), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.UniqueConstraint("enrolment_id", "habit_key", "day"),
    )


def create_guild_roadmaps() -> None:
    """A guild's own roadmaps, version by version."""
    op.create_table(
        "guild_roadmap",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("roadmap_id", sa.String(64), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", sa.Text(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("retired_at", INSTANT),
        sa.UniqueConstraint("guild_id", "roadmap_id", "version"),
    )
