"""What a start loads before it logs in: the rest loads while Discord answers."""

import os
import subprocess
import sys

import pytest

from tests.architecture.code import ROOT


def loaded(statement: str) -> set[str]:
    """The top-level packages in memory after a statement in a fresh process."""
    script = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    command = [sys.executable, "-c", script]
    # Whatever a developer's .env says: it must not get as far as running.
    no_token = {"PATH": os.environ["PATH"], "DISCORD_TOKEN_FILE": "no such file"}
    done = subprocess.run(command, cwd=ROOT, env=no_token, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "later"),
    [
        ("import bot.client", {"sqlalchemy", "alembic", "pydantic", "yaml", "apscheduler", "PIL"}),
        (
            "import bot.run",
            {"sqlalchemy", "alembic", "yaml", "apscheduler", "PIL", "typer", "prometheus_client"},
        ),
        ("import bot.app", {"alembic", "PIL", "typer", "cryptography"}),
        ("import bot.doctor.at_start", {"alembic", "discord", "cryptography"}),
        ("import bot.cli", {"typer", "rich", "discord"}),
        ("import bot.cli\nbot.cli.start_bot()", {"typer", "sqlalchemy"}),
    ],
)
def test_what_a_start_does_not_need_yet_is_not_loaded(statement: str, later: set[str]) -> None:
    assert loaded(statement) & later == set()
