"""Ends a process that no longer serves, so that its supervisor starts it again.

Two things can happen that nothing inside the process puts right: a shard that never comes back, and an event
loop that is stuck. The first is told to whoever runs the loop, who closes in order; the second is watched by
a thread, which has nobody left to tell.
"""

import asyncio
import faulthandler
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot import exits
from bot.ending import STANDARD_ERROR
from bot.gateway import Gateway, Silent
from bot.log import get_logger

log = get_logger(__name__)

SILENT_AFTER = 600.0
"""Seconds without READY, RESUMED or, within a session, an acknowledged heartbeat."""

STUCK_AFTER = 120.0
"""Seconds without a turn of the event loop."""

A_SECOND = 1.0

HELD = 5
"""So many times longer a library may hold Python's lock, which keeps our own thread from looking."""


async def silence(gateway: Gateway, held: Callable[[], bool], limit: float = SILENT_AFTER) -> Silent:
    """Return when a shard of this process has been silent for too long.

    It counts from now on: before, nobody could reach Discord. While `held`, nobody tries to on purpose, and
    the silence means nothing.
    """
    gateway.excuse()
    while True:
        if held():
            gateway.excuse()
        elif (found := gateway.silent(limit)) is not None:
            break
        await asyncio.sleep(_step(limit))
    log.critical("watchdog.silent", shards=list(found.shards), seconds=round(found.seconds, 1))
    return found


def _step(limit: float) -> float:
    return min(A_SECOND, limit / 20)


@dataclass(slots=True)
class Stillness:
    """For how long a counter has not moved. A time in which nobody looked, as the process was paused, does
    not count."""

    longest_look: float
    _count: int = -1
    _at: float = 0.0
    _still: float = 0.0

    def see(self, count: int, now: float) -> float:
        """Seconds for which `count` has been the same; to be called again and again."""
        moved, passed = count != self._count, min(now - self._at, self.longest_look)
        self._still = 0.0 if moved else self._still + passed
        self._count, self._at = count, now
        return self._still


class Pulse:
    """Beats once a second as long as the event loop gives everybody a turn."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._beaten = monotonic()
        self._next: asyncio.TimerHandle | None = None
        self.count = 0

    def start(self, every: float = A_SECOND) -> None:
        """Begin to beat. Needs a running event loop."""
        self.count += 1
        self._beaten = self._monotonic()
        self._next = asyncio.get_running_loop().call_later(every, self.start, every)

    def stop(self) -> None:
        """Beat no more."""
        if self._next is not None:
            self._next.cancel()

    @property
    def age(self) -> float:
        """Seconds since the last beat."""
        return self._monotonic() - self._beaten


class LoopWatch:
    """A thread that looks after the pulse.

    A pause of the whole process does not count, unless it takes HELD times the limit: then the process may
    end as it goes on. The timer that sees Python's lock held cannot also see a pause.
    """

    def __init__(self, pulse: Pulse, limit: float = STUCK_AFTER) -> None:
        self._pulse = pulse
        self._limit = limit
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, name="loop watch", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        step = _step(self._limit)
        stillness = Stillness(2 * step)
        # Opened while all is well: whoever is stuck may have no file left to open.
        with Path(os.devnull).open("wb") as nowhere:
            while not self._over.wait(step):
                faulthandler.dump_traceback_later(HELD * self._limit, exit=True, file=STANDARD_ERROR)
                still = stillness.see(self._pulse.count, time.monotonic())
                if still >= self._limit:
                    end_stuck(still, nowhere)
            faulthandler.cancel_dump_traceback_later()


def end_stuck(seconds: float, nowhere: BinaryIO) -> None:
    """Say where everybody is, without the values of variables, and end at once.

    Past the log: whoever is stuck may hold its lock. It ends even if nobody reads what it says: the timer
    needs neither standard error nor Python's lock, which is held while the traceback is written.
    """
    faulthandler.dump_traceback_later(A_SECOND, exit=True, file=nowhere)
    said = f'{{"event": "watchdog.stuck", "level": "critical", "seconds": {seconds:.1f}}}\n'
    with suppress(OSError):
        os.write(STANDARD_ERROR, said.encode())
    faulthandler.dump_traceback(file=STANDARD_ERROR, all_threads=True)
    os._exit(exits.FOUND)
