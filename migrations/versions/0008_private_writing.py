"""Private writing is sealed: what stands in these columns can be read with the encryption key alone."""

import logging
from collections.abc import Callable

import sqlalchemy as sa
from alembic import context, op

from bot.store.migrate import LEAVES_REMAINS
from bot.store.vault import SENTINEL, Vault
from bot.store.vault_errors import NoVault

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | None = None
depends_on: str | None = None

COLUMNS = {
    "buddy": ("asker_words", "asked_words"),
    "claim": ("evidence",),
    "measurement": ("evidence",),
    "mock_outside": ("place", "weak"),
    "mock_rubric": ("scores", "words"),
    "mock_seat": ("words",),
    "problem_solve": ("note",),
    "reflection": ("answers",),
    "streak_entry": ("note",),
    "task": ("title",),
}
"""As they are at this revision, whatever the code calls private later."""

OPENED = "vault_opened"
"""The secret's name while an older version has it, unsealed."""

BATCH = 1_000
TOLD_EVERY = 20_000

Change = Callable[[str], str]

log = logging.getLogger(__name__)


def upgrade() -> None:
    """Seal what was written so far."""
    vault = given()
    change_all(vault.seal)
    # Somebody who went back to the version before kept the secret of its marks.
    if not move_secret(OPENED, SENTINEL, vault.seal):
        keep_secret(vault.new_sentinel())
    op.get_bind().info[LEAVES_REMAINS] = True


def downgrade() -> None:
    """Open it again."""
    vault = given()
    move_secret(SENTINEL, OPENED, vault.open)
    change_all(vault.open)


def given() -> Vault:
    """The vault that came with the connection; Alembic's own command has none."""
    vault: Vault | None = context.config.attributes.get("vault")
    if vault is None:
        raise NoVault
    return vault


def change_all(change: Change) -> None:
    """Put the changed text in place of every text."""
    for table, columns in COLUMNS.items():
        for column in columns:
            change_column(table, column, change)


def change_column(table: str, column: str, change: Change) -> None:
    """The same in one column, some rows at a time."""
    last = changed = 0
    rows = sa.table(table, sa.column("id", sa.BigInteger), sa.column(column, sa.Text))
    read = sa.select(rows.c.id, rows.c[column]).where(rows.c[column].is_not(None))
    write = sa.update(rows).where(rows.c.id == sa.bindparam("row")).values({column: sa.bindparam("text")})
    while found := op.get_bind().execute(read.where(rows.c.id > last).order_by("id").limit(BATCH)).all():
        op.get_bind().execute(write, [{"row": row_id, "text": change(text)} for row_id, text in found])
        last, before, changed = found[-1][0], changed, changed + len(found)
        if changed // TOLD_EVERY > before // TOLD_EVERY:
            log.warning("%s.%s: %s rows so far", table, column, changed)


STATE = sa.table(
    "app_state",
    sa.column("key", sa.String),
    sa.column("value", sa.Text),
    sa.column("updated_at", sa.DateTime(timezone=True)),
)


def move_secret(before: str, after: str, change: Change) -> bool:
    """The same for the secret of the marks, which gets another name; False if there is none."""
    mine = STATE.c.key == before
    secret = op.get_bind().execute(sa.select(STATE.c.value).where(mine)).scalar_one_or_none()
    if secret is None:
        return False
    op.get_bind().execute(sa.update(STATE).where(mine).values(key=after, value=change(secret)))
    return True


def keep_secret(sealed: str) -> None:
    """Keep a new one."""
    op.get_bind().execute(
        sa.insert(STATE).values(key=SENTINEL, value=sealed, updated_at=sa.func.current_timestamp())
    )
