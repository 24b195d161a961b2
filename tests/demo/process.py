"""`cohort demo` as its own process."""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SECONDS_TO_END = 10


@dataclass
class Demo:
    """A running demo: its address, as printed, and its process."""

    address: str
    process: subprocess.Popen[str]


def command(port: int = 0) -> list[str]:
    """The command line."""
    return [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port)]


@contextmanager
def running(folder: Path) -> Generator[Demo, None, None]:
    """Start the demo with `folder` as the place for temporary files; ended afterwards, whatever happens."""
    surroundings = {**os.environ, "TMPDIR": str(folder), "DATABASE_URL": "sqlite:////nowhere/never.db"}
    process = subprocess.Popen(
        command(), cwd=PROJECT, env=surroundings, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Cohort demo: http://127.0.0.1:"), line or process.communicate()
        yield Demo(line.split()[-1], process)
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS_TO_END)
