"""Migrations run by another process, stopped in the middle."""

import subprocess
import sys
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parents[1]

UPGRADE = """
import asyncio, sys
from datetime import timedelta
from bot.store.migrate import upgrade
from tests.keys import VAULT
asyncio.run(upgrade(sys.argv[1], wait=timedelta(seconds=float(sys.argv[2])), vault=VAULT))
"""

# Halfway: some tables exist, others do not. It goes on when it is told to.
STOP_HALFWAY = """
import sys
from sqlalchemy import Engine, event

@event.listens_for(Engine, "after_cursor_execute")
def stop(connection, cursor, statement, *rest):
    if "CREATE TABLE pace" in statement:
        print("halfway", flush=True)
        sys.stdin.readline()
"""


def start_upgrade(url: str, *, wait: float = 60, stop_halfway: bool = False) -> subprocess.Popen[str]:
    """Begin an upgrade in a process of its own, which waits so many seconds for others."""
    script = STOP_HALFWAY + UPGRADE if stop_halfway else UPGRADE
    return subprocess.Popen(
        [sys.executable, "-c", script, url, str(wait)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def wait_until_halfway(process: subprocess.Popen[str]) -> None:
    """Return when the process stands in the middle of its migration."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line == "halfway\n", process.communicate()[1]


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Let it go on, and give its exit code and what it complained about."""
    _, complaint = process.communicate("go on\n", timeout=60)
    return process.returncode, complaint
