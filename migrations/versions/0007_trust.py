"""Languages, servers that were left, the list of the erased, and rows that outlive who wrote them."""

from collections.abc import Generator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

INSTANT = sa.DateTime(timezone=True)
HAS_LEFT = sa.text("left_at IS NOT NULL")
NOBODY = 0
"""Stands for an organiser who was erased, where a number has to stand."""


def upgrade() -> None:
    """Add them."""
    op.add_column("guild", sa.Column("language", sa.String(16)))
    op.add_column("guild", sa.Column("left_at", INSTANT))
    op.create_index("ix_guild_left", "guild", ["left_at"], sqlite_where=HAS_LEFT, postgresql_where=HAS_LEFT)
    op.add_column("member", sa.Column("language", sa.String(16)))
    op.create_table(
        "tombstone",
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("erased_at", INSTANT, nullable=False),
    )
    with changed("streak_entry") as entries:
        entries.alter_column("by_user_id", existing_type=sa.BigInteger(), nullable=True)
    with changed("mock_rubric") as rubrics:
        write_by(rubrics, nullable=True, ondelete="SET NULL")
    op.create_index("ix_mock_rubric_by_key", "mock_rubric", ["by_key"])
    with op.batch_alter_table("block") as blocks:
        blocks.alter_column("blocked_user_id", existing_type=sa.BigInteger(), nullable=True)
        blocks.add_column(sa.Column("blocked_mark", sa.String(64)))
        blocks.create_check_constraint("whom", "(blocked_user_id IS NULL) <> (blocked_mark IS NULL)")
    op.create_index("ix_block_blocked_mark", "block", ["blocked_mark"])


def downgrade() -> None:
    """Drop them; feedback of whoever was erased goes too, and so do blocks of them."""
    op.execute(sa.text("DELETE FROM block WHERE blocked_user_id IS NULL"))
    op.drop_index("ix_block_blocked_mark", "block")
    with op.batch_alter_table("block") as blocks:
        blocks.drop_constraint("whom", type_="check")
        blocks.drop_column("blocked_mark")
        blocks.alter_column("blocked_user_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_index("ix_mock_rubric_by_key", "mock_rubric")
    op.execute(sa.text("DELETE FROM mock_rubric WHERE by_key IS NULL"))
    with changed("mock_rubric") as rubrics:
        write_by(rubrics, nullable=False, ondelete="CASCADE")
    op.execute(
        sa.text("UPDATE streak_entry SET by_user_id = :nobody WHERE by_user_id IS NULL").bindparams(
            nobody=NOBODY
        )
    )
    with changed("streak_entry") as entries:
        entries.alter_column("by_user_id", existing_type=sa.BigInteger(), nullable=False)
    op.drop_table("tombstone")
    op.drop_column("member", "language")
    op.drop_index("ix_guild_left", "guild")
    op.drop_column("guild", "left_at")
    op.drop_column("guild", "language")


def write_by(rubrics: BatchOperations, *, nullable: bool, ondelete: str) -> None:
    """Whether feedback stays when its writer goes."""
    rubrics.drop_constraint("fk_mock_rubric_by_key_member", type_="foreignkey")
    rubrics.alter_column("by_key", existing_type=sa.BigInteger(), nullable=nullable)
    rubrics.create_foreign_key(
        "fk_mock_rubric_by_key_member", "member", ["by_key"], ["id"], ondelete=ondelete
    )


@contextmanager
def changed(table: str) -> Generator[BatchOperations]:
    """A table to alter; SQLite copies it into a new one, which must not give old ids again."""
    counted = last_id(table)
    with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch:
        yield batch
    if counted is not None:
        go_on_after(table, counted)


def last_id(table: str) -> int | None:
    """The last id SQLite ever gave in this table, also if that row is gone."""
    if op.get_bind().dialect.name != "sqlite":
        return None
    counter = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return op.get_bind().execute(counter, {"name": table}).scalar_one_or_none()


def go_on_after(table: str, counted: int) -> None:
    """Buttons carry ids: none may come again."""
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
    connection.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
        {"name": table, "seq": counted},
    )
