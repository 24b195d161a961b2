"""How a process ends: in order and within seconds, whatever its threads and children are doing.

Docker kills ten seconds after SIGTERM. What matters is in transactions, so that nothing is half done even if
the last of all resorts is taken here: to end at once.
"""

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress

from bot import exits

SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")

LATEST = 7.5
"""Seconds after the first signal, or after it gave up by itself; then it ends, however far it has come."""

THREAD_SECONDS = 0.5
"""How long threads have to end by themselves; a long matching or a slow disk does not."""

STANDARD_ERROR = 2

PREDECESSOR_SECONDS = 2.0
"""How long a start waits for the process before it, which may just be ending, to let go of port and data."""

LAST_WORDS = 0.4
"""Seconds to say why it ends. Whoever reads standard error may have stopped; a write would wait for ever."""


def listen_for_signals(stop: asyncio.Event) -> None:
    """The first signal stops in order, a second one at once."""

    def heard() -> None:
        if stop.is_set():
            end_now(exits.FOUND)
        stop.set()
        end_latest(exits.FINE)

    loop = asyncio.get_running_loop()
    for number in _heeded():
        with suppress(NotImplementedError):  # Windows has no handlers of the loop
            loop.add_signal_handler(number, heard)


def _heeded() -> list[signal.Signals]:
    """The signals that stop us: not those that whoever started us had ignored, as nohup does with SIGHUP."""
    there = [signal.Signals[name] for name in SIGNALS if name in signal.Signals.__members__]
    return [number for number in there if signal.getsignal(number) is not signal.SIG_IGN]


def end_latest(code: int) -> None:
    """From now on closing may take LATEST seconds; then the process ends with this code."""
    latest = threading.Timer(LATEST, _cut_off, (code,))
    latest.daemon = True
    latest.start()


async def threads_end(seconds: float = THREAD_SECONDS) -> bool:
    """Whether all work in threads is over within that time. To be called when nothing begins any more.

    A thread that waits for a process of its own is let go: nobody waits for what comes of it.
    """
    _kill_children()
    # Not cancelled when it takes too long: it would then wait for the threads without an end.
    ending = asyncio.create_task(asyncio.get_running_loop().shutdown_default_executor())
    done, _ = await asyncio.wait({ending}, timeout=seconds)
    return bool(done)


def end_now(code: int) -> None:
    """Wait for nobody: no thread, no process that a thread has started, and no reader of standard error."""
    _kill_children()
    os._exit(code)


def _kill_children() -> None:
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.kill()


def _cut_off(code: int) -> None:
    saying = threading.Thread(target=_say_cut_off, name="last words", daemon=True)
    with suppress(RuntimeError):  # no thread is to be had: it ends without a word
        saying.start()
        saying.join(LAST_WORDS)
    end_now(code)


def _say_cut_off() -> None:
    # Past the log: whoever is stuck may hold its lock.
    with suppress(OSError):
        os.write(STANDARD_ERROR, b'{"event": "run.cut_off", "level": "warning"}\n')
