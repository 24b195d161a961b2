"""Coding problems: prompts to groups and members, solves, reviews, and names on LeetCode."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | None = None
depends_on: str | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
PROVED = sa.text("proved_at IS NOT NULL")

NEW_TABLES = (
    "problem_link",
    "problem_review",
    "problem_solve",
    "problem_prompt",
    "problem_post",
    "problem_setting",
)


def upgrade() -> None:
    """Add the tables."""
    create_groups()
    create_prompts()
    create_solves()
    create_links()


def downgrade() -> None:
    """Drop them."""
    for table in NEW_TABLES:
        op.drop_table(table)


def of_member() -> sa.ForeignKey:
    """Everything personal here goes with its member."""
    return sa.ForeignKey("member.id", ondelete="CASCADE")


def create_groups() -> None:
    """What guilds are prompted with."""
    op.create_table(
        "problem_setting",
        sa.Column("guild_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("easy", sa.SmallInteger(), nullable=False),
        sa.Column("medium", sa.SmallInteger(), nullable=False),
        sa.Column("hard", sa.SmallInteger(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_table(
        "problem_post",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("problem_key", sa.String(128), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("told", sa.Text(), nullable=False, server_default=sa.text("'{}'")),
        sa.Column("at", INSTANT, nullable=False),
        sa.UniqueConstraint("guild_id", "day"),
        sqlite_autoincrement=True,
    )


def create_prompts() -> None:
    """What members are prompted with."""
    op.create_table(
        "problem_prompt",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("problem_key", sa.String(128), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.CheckConstraint("state IN ('shown', 'rerolled', 'solved')", name="state"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_problem_prompt_member", "problem_prompt", ["member_key", "id"])


def create_solves() -> None:
    """What was solved, and when it comes back."""
    op.create_table(
        "problem_solve",
        sa.Column("id", ROW_ID, primary_key=True),
        sa.Column("member_key", ROW_ID, of_member(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("problem_key", sa.String(128), nullable=False),
        sa.Column("difficulty", sa.String(8)),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("minutes", sa.SmallInteger()),
        sa.Column("grade", sa.String(8)),
        sa.Column("pattern", sa.String(64), nullable=False, server_default=sa.text("''")),
        sa.Column("note", sa.Text()),
        sa.Column("post_id", ROW_ID, sa.ForeignKey("problem_post.id", ondelete="SET NULL")),
        sa.Column("timelog_id", ROW_ID, sa.ForeignKey("timelog.id", ondelete="SET NULL")),
        sa.Column("verified_at", INSTANT),
        sa.Column("revoked_at", INSTANT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_problem_solve_member", "problem_solve", ["member_key", "id"])
    op.create_index("ix_problem_solve_post", "problem_solve", ["post_id"])
    op.create_index("ix_problem_solve_timelog", "problem_solve", ["timelog_id"])
    op.create_index("ix_problem_solve_problem", "problem_solve", ["problem_key", "at"])
    op.create_table(
        "problem_review",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("problem_key", sa.String(128), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
    )
    op.create_index("ix_problem_review_due", "problem_review", ["member_key", "due_at"])


def create_links() -> None:
    """Names on LeetCode."""
    op.create_table(
        "problem_link",
        sa.Column("member_key", ROW_ID, of_member(), primary_key=True, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("username", sa.String(40), nullable=False),
        sa.Column("folded", sa.String(40), nullable=False),
        sa.Column("code", sa.String(24)),
        sa.Column("code_at", INSTANT),
        sa.Column("proved_at", INSTANT),
        sa.Column("next_at", INSTANT),
        sa.Column("seen_at", INSTANT),
        sa.Column("unlogged", sa.Text(), nullable=False, server_default=sa.text("'[]'")),
    )
    op.create_index(
        "uq_problem_link_proved",
        "problem_link",
        ["guild_id", "folded"],
        unique=True,
        sqlite_where=PROVED,
        postgresql_where=PROVED,
    )
