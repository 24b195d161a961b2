"""Languages, the clock of a server that was left, and the list of the erased."""

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | None = None
depends_on: str | None = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add them."""
    op.add_column("guild", sa.Column("language", sa.String(16)))
    op.add_column("guild", sa.Column("left_at", INSTANT))
    op.add_column("member", sa.Column("language", sa.String(16)))
    op.create_table(
        "tombstone",
        sa.Column("mark", sa.String(64), primary_key=True),
        sa.Column("scope", sa.String(8), nullable=False),
        sa.Column("erased_at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("tombstone")
    with op.batch_alter_table("member") as member:
        member.drop_column("language")
    with op.batch_alter_table("guild") as guild:
        guild.drop_column("left_at")
        guild.drop_column("language")
