"""`python -m tests.wire.mortal STEP NUMBER`: Cohort's bot, which kills itself at a step of its own database.

It dies by SIGKILL in the middle of (`during`) or right after (`after`) the transaction in which the step's
statement runs for the NUMBER-th time. Nothing in the bot knows of this: SQLAlchemy tells.
"""

import os
import re
import signal
import sys
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Engine, event

from bot.cli import main as cohort

Moment = Literal["during", "after"]

_CLAIM = "INSERT INTO delivery "
_INTENT = r"UPDATE delivery SET .*attempts="
_SETTLE = r"UPDATE delivery SET .*message_id="
_MIGRATION = "UPDATE alembic_version "

STEPS: dict[str, tuple[str, Moment]] = {
    "claimed": (_CLAIM, "after"),
    "intended": (_INTENT, "after"),
    "settling": (_SETTLE, "during"),
    "settled": (_SETTLE, "after"),
    "migrating": (_MIGRATION, "during"),
    "migrated": (_MIGRATION, "after"),
}


def die() -> None:
    """No handler, no flush, no rollback."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class Fuse:
    """Burns with every statement that matches; at the end of it the process dies."""

    statement: re.Pattern[str]
    moment: Moment
    left: int
    marked: Connection | None = None

    def executed(self, connection: Connection, _cursor: Any, statement: str, *_: Any) -> None:
        """A statement has run, its transaction has not ended."""
        if not self.statement.match(statement):
            return
        self.left -= 1
        if self.left == 0 and self.moment == "during":
            die()
        if self.left == 0:
            self.marked = connection

    def light(self) -> None:
        """Listens to every engine of this process."""
        event.listen(Engine, "after_cursor_execute", self.executed)
        # The event comes before the commit; only here it is certain to be over.
        commit, fuse = Connection._commit_impl, self

        def committed(self: Connection) -> None:
            commit(self)
            if fuse.marked is self:
                die()

        Connection._commit_impl = committed


def main() -> None:
    """Runs the bot with a fuse."""
    statement, moment = STEPS[sys.argv[1]]
    Fuse(re.compile(statement, re.DOTALL), moment, int(sys.argv[2])).light()
    sys.argv = ["cohort", "run"]
    cohort()


if __name__ == "__main__":
    main()
