"""`python -m tests.wire.slow_bot WHAT`: Cohort's bot, in which one thing takes much longer than a stop may.

It takes that long where it really would: in the database, in a thread, in a child process, on the disk.
"""

import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, event

import bot.services.backups
import bot.services.mock_pairing
import bot.store.backup_copy
from bot.cli import main as cohort
from bot.domain.pairing import Pairing, Pool

LONG = 60
"""Seconds."""

BEGUN = "slow: begun"
"""Written to standard error when the long thing begins."""

SQL = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
    "postgresql": f"SELECT pg_sleep({LONG})",
}
STATEMENTS = {"interaction": "INSERT INTO task ", "migration": "UPDATE alembic_version "}


def say() -> None:
    """Tells whoever waits for it."""
    sys.stderr.write(f"{BEGUN}\n")
    sys.stderr.flush()


def slow_pair(_pool: Pool, _seed: int) -> Pairing:
    """A matching that does not come to an end."""
    say()
    time.sleep(LONG)
    raise AssertionError("nobody waited for it")


def slow_statement(prefix: str) -> Callable[..., None]:
    """After the first statement that begins so, the same transaction runs a very long one."""

    def executed(connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(prefix):
            say()
            connection.exec_driver_sql(SQL[connection.dialect.name])

    return executed


def slow_backup() -> None:
    """A backup at once, page by page."""
    bot.services.backups.SETTLE = timedelta()
    bot.services.backups.PAUSE = 0.2
    bot.store.backup_copy.PAGES = 1


def slow_loop() -> None:
    """SIGUSR1 keeps the event loop from everybody else."""

    def stick(*_: Any) -> None:
        secret_of_the_loop = "canary-local-variable"
        time.sleep(LONG * len(secret_of_the_loop))

    signal.signal(signal.SIGUSR1, stick)


def main() -> None:
    """Runs the bot, slow at one thing."""
    what = sys.argv[1]
    if what in STATEMENTS:
        event.listen(Engine, "after_cursor_execute", slow_statement(STATEMENTS[what]))
    elif what in {"thread", "process"}:
        bot.services.mock_pairing.pair = slow_pair
        bot.services.mock_pairing.LARGE = 0 if what == "process" else 10**6
    elif what == "backup":
        slow_backup()
    elif what == "loop":
        slow_loop()
    sys.argv = ["cohort", "run"]
    cohort()


if __name__ == "__main__":
    main()
