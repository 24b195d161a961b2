"""Schedules for everything: of guilds too, several of one kind, once or again and again, and quiet hours."""

from collections.abc import Generator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
OF_GUILD = sa.text("member_key IS NULL")

GUILD_KEYS = {"schedule": ["guild_id", "kind", "ref"], "delivery": ["guild_id", "kind", "ref", "local_day"]}


def upgrade() -> None:
    """Loosen whose they are, tighten by what they are about."""
    op.add_column("member", sa.Column("quiet_from", sa.SmallInteger()))
    op.add_column("member", sa.Column("quiet_to", sa.SmallInteger()))
    for table, keys in GUILD_KEYS.items():
        with changed(table) as batch:
            batch.add_column(sa.Column("ref", sa.String(64), server_default=sa.text("''"), nullable=False))
            batch.alter_column("member_key", existing_type=ROW_ID, nullable=True)
            batch.drop_constraint(f"uq_{table}_member_key", type_="unique")
            batch.create_unique_constraint(f"uq_{table}_member_key", ["member_key", *keys[1:]])
            if table == "schedule":
                batch.add_column(sa.Column("channel_id", sa.BigInteger()))
                batch.add_column(sa.Column("ends_at", INSTANT))
        op.create_index(
            f"uq_{table}_of_guild", table, keys, unique=True, sqlite_where=OF_GUILD, postgresql_where=OF_GUILD
        )


def downgrade() -> None:
    """Lose what the older tables cannot hold: everything of guilds, and all but the plain schedules."""
    for table, keys in GUILD_KEYS.items():
        op.drop_index(f"uq_{table}_of_guild", table)
        rows = sa.table(table, sa.column("member_key"), sa.column("ref"))
        op.execute(rows.delete().where(rows.c.member_key.is_(None) | (rows.c.ref != "")))
        with changed(table) as batch:
            batch.drop_constraint(f"uq_{table}_member_key", type_="unique")
            batch.create_unique_constraint(
                f"uq_{table}_member_key", ["member_key", *(key for key in keys[1:] if key != "ref")]
            )
            batch.alter_column("member_key", existing_type=ROW_ID, nullable=False)
            batch.drop_column("ref")
            if table == "schedule":
                batch.drop_column("ends_at")
                batch.drop_column("channel_id")
    op.drop_column("member", "quiet_to")
    op.drop_column("member", "quiet_from")


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
    """Buttons and nonces carry ids: none may come again."""
    connection = op.get_bind()
    connection.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
    connection.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :seq)"),
        {"name": table, "seq": counted},
    )
