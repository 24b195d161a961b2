"""Starting and ending the demo."""

import asyncio
import contextlib
import importlib.util
import signal
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from bot import exits

if TYPE_CHECKING:
    from bot.demo.world import AppFactory

DEFAULT_PORT = 8765

NOT_INSTALLED = "The demo needs the simulated Discord: pip install 'cohort[demo]'"


def run(port: int = DEFAULT_PORT, open_browser: bool = True) -> int:
    """Run the demo until Ctrl-C or SIGTERM; returns the exit code.

    Prints one line with the address when the page is ready. Port 0 takes any free one; a port that is taken
    ends with a sentence on standard error and the code for wrong usage.
    """
    if importlib.util.find_spec("simcord") is None:
        sys.stderr.write(f"{NOT_INSTALLED}\n")
        return exits.USAGE
    from bot.demo.world import real_app
    from bot.log import set_up_logging

    # Standard output carries the address and nothing else.
    set_up_logging("WARNING", "auto")
    with tempfile.TemporaryDirectory(prefix="cohort-demo-") as folder:
        return play(real_app(Path(folder)), port, open_browser)


def play(factory: "AppFactory", port: int, open_browser: bool) -> int:
    """Run the demo with any bot; `run` with the real one."""
    with contextlib.suppress(KeyboardInterrupt):
        return asyncio.run(_serve(factory, port, open_browser))
    return exits.FINE


async def _serve(factory: "AppFactory", port: int, open_browser: bool) -> int:
    from bot.demo.server import listen
    from bot.demo.world import open_world

    over = _ended()
    async with contextlib.AsyncExitStack() as hold:
        world = await hold.enter_async_context(open_world(factory))
        try:
            bound = await hold.enter_async_context(listen(world, port))
        except OSError:
            sys.stderr.write(f"Port {port} is taken by another program; choose another with --port.\n")
            return exits.USAGE
        address = f"http://127.0.0.1:{bound}"
        sys.stdout.write(f"Cohort demo: {address}\n")
        sys.stdout.flush()
        if open_browser:
            await asyncio.to_thread(webbrowser.open, address)
        await over.wait()
    return exits.FINE


def _ended() -> asyncio.Event:
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in its event loop; there Ctrl-C arrives as KeyboardInterrupt.
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, over.set)
    return over
