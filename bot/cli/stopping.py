"""Commands that may take long, and stop in order when they are told to."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from bot import exits

if TYPE_CHECKING:
    from bot.config import Settings

T = TypeVar("T")

STOP_SECONDS = 5.0
"""What has not stopped by then is cut off: every step leaves the old state or the new one in any case."""


def quiet_settings() -> "Settings":
    """The settings, for a command that prints its own words: only warnings are logged, to standard error."""
    from bot.config import load_settings
    from bot.log import set_up_logging

    settings = load_settings()
    set_up_logging("WARNING", settings.log_format, settings.secrets)
    return settings


def run_stoppable(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run it; SIGTERM and SIGINT cancel it, which ends the command with 1. What it raises comes through."""
    try:
        return asyncio.run(_listening(work()))
    except (asyncio.CancelledError, KeyboardInterrupt):
        typer.echo("cohort: stopped; nothing unfinished was left behind", err=True)
        raise typer.Exit(exits.FOUND) from None


async def _listening(work: Coroutine[Any, Any, T]) -> T:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None  # noqa: S101 - a coroutine runs in a task

    def stop() -> None:
        loop.call_later(STOP_SECONDS, os._exit, exits.FOUND)
        task.cancel()

    with suppress(NotImplementedError):  # Windows ends the process at once
        loop.add_signal_handler(signal.SIGTERM, stop)
    return await work


@contextmanager
def seen_on_terminal(what: str) -> Generator[Callable[[int, int], None] | None]:
    """On a terminal a bar, told how much of how much is done; None elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(console=console, transient=True) as bars:
        bar = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(bar, completed=done, total=total)
