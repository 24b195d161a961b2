"""`python -m tests.wire.full_disk`: Cohort's bot on a disk without a free page for its SQLite file."""

import sys
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.cli import main as cohort


def fill(connection: Any, _record: Any) -> None:
    """SQLite takes the present size for the least that may be asked: the file cannot grow any more."""
    connection.cursor().execute("PRAGMA max_page_count = 1")


def main() -> None:
    """Runs the bot; every connection it opens meets the full disk."""
    event.listen(Pool, "connect", fill)
    sys.argv = ["cohort", "run"]
    cohort()


if __name__ == "__main__":
    main()
