"""How a process hears that it is to end."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Generator

import pytest

from bot import ending
from tests.migrations.steps import ROOT

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
