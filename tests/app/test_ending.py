"""How a process hears that it is to end."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress

import pytest

from bot import ending
from tests.migrations.steps import ROOT
from tests.rarely import mostly_in_soak

CLOSING_FOR_EVER = """
import asyncio, sys
import discord
from bot import ending, run

ending.LATEST = 0.3

class Lookout:
    async def silence(self):
        if why != "silent":
            await asyncio.Event().wait()

async def client():
    if why == "silent":
        await asyncio.Event().wait()
    if why == "refused":
        raise discord.LoginFailure

async def serve():
    try:
        await run._until_stopped(asyncio.create_task(client()), asyncio.Event(), Lookout())
    finally:
        await asyncio.Event().wait()

why = sys.argv[1]
asyncio.run(serve())
"""

STUCK_FOR_EVER = """
import time
from bot import watchdog

watchdog.HELD = 1000
watchdog.LoopWatch(watchdog.Pulse(), limit=0.5).start()
time.sleep(60)
"""

A_LINE_ON_ITS_WAY = """
import sys, threading, time
from bot import ending

sys.stderr = open(sys.stderr.fileno(), "w", closefd=False)
threading.Thread(target=print, args=("x" * 10_000,), kwargs={"file": sys.stderr}, daemon=True).start()
time.sleep(0.1)
ending.end_now(1)
"""


@contextmanager
def nobody_reads(*, full: bool) -> Generator[int]:
    """A pipe that takes no byte more: whoever was to read it has stopped, or is gone."""
    reading, writing = os.pipe()
    if full:
        os.set_blocking(writing, False)
        with suppress(BlockingIOError):
            while True:
                os.write(writing, b"\n")
        os.set_blocking(writing, True)
    else:
        os.close(reading)
    yield writing
    os.close(writing)
    if full:
        os.close(reading)


@pytest.fixture
def ignored() -> Generator[int]:
    """What nohup does before it starts a programme."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    yield signal.SIGHUP
    signal.signal(signal.SIGHUP, before)


async def test_a_signal_that_was_ignored_before_us_stays_ignored(ignored: int) -> None:
    stop = asyncio.Event()
    ending.listen_for_signals(stop)
    try:
        os.kill(os.getpid(), ignored)
        await asyncio.sleep(0)
        assert signal.getsignal(ignored) is signal.SIG_IGN
        assert not stop.is_set()
        assert signal.getsignal(signal.SIGTERM) not in {signal.SIG_IGN, signal.SIG_DFL}
    finally:
        for name in ending.SIGNALS:
            asyncio.get_running_loop().remove_signal_handler(signal.Signals[name])


@pytest.mark.parametrize(("why", "code"), [("silent", 1), ("over", 0), ("refused", 78)])
def test_whatever_ends_it_a_closing_that_hangs_is_cut_off(why: str, code: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", CLOSING_FOR_EVER, why], cwd=ROOT, capture_output=True, timeout=20, check=False
    )
    assert (ended.returncode, b"run.cut_off" in ended.stderr) == (code, True)


@pytest.mark.parametrize("full", [True, False], ids=["who reads has stopped", "who reads is gone"])
@pytest.mark.parametrize(
    ("programme", "arguments"),
    mostly_in_soak([(CLOSING_FOR_EVER, ["silent"]), (STUCK_FOR_EVER, []), (A_LINE_ON_ITS_WAY, [])]),
    ids=["closing hangs", "the loop is stuck", "a line is on its way"],
)
def test_it_ends_even_if_nobody_reads_standard_error(
    programme: str, arguments: list[str], *, full: bool
) -> None:
    with nobody_reads(full=full) as stderr:
        ended = subprocess.run(
            [sys.executable, "-c", programme, *arguments], cwd=ROOT, stderr=stderr, timeout=20, check=False
        )
    assert ended.returncode == 1
