"""The `cohort` command."""

import gc
import os
import signal
import sys


def main() -> None:
    """Entry point of the console script."""
    if sys.argv[1:] == ["run"]:
        # Nothing to parse: loading typer and rich would only make the bot start later.
        sys.exit(start_bot())
    from bot.cli.commands import app

    sys.exit(app())


def start_bot() -> int:
    """Run the bot; returns its exit code."""
    _end_quietly()
    # While modules load nothing becomes garbage: looking for it all the time takes a tenth of the start.
    gc.disable()
    from bot.run import run_bot

    return run_bot()


def _end_quietly() -> None:
    """While modules load a signal has nothing to wait for; the bot listens for itself later."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: os._exit(0))
