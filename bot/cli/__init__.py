"""The `cohort` command."""

import gc
import sys
from collections.abc import Generator
from contextlib import contextmanager


def main() -> None:
    """Entry point of the console script."""
    if sys.argv[1:] == ["run"]:
        # Nothing to parse: loading typer and rich would only make the bot start later.
        sys.exit(start_bot())
    from bot.cli.commands import app

    sys.exit(app())


def start_bot() -> int:
    """Run the bot; returns its exit code."""
    # While modules load nothing becomes garbage: looking for it all the time takes a tenth of the start.
    gc.disable()
    with _without_rich():
        from bot.run import run_bot

    return run_bot()


@contextmanager
def _without_rich() -> Generator[None]:
    """What is loaded here finds no rich, unless it is loaded already.

    structlog takes it, and with it pygments, for tracebacks that show local variables; ours never do.
    """
    if "rich" in sys.modules:
        yield
        return
    sys.modules["rich"] = None  # pyright: ignore[reportArgumentType] - Python's own way to hide a module
    try:
        yield
    finally:
        del sys.modules["rich"]
