"""Nudges for a crowd, over the wire, with Discord's 50 requests a second, while people use `/today`.

Peer: a bare discord.py bot that sends to everybody at once. Four of nine of ours are direct messages, with
their own slower pace; the rest goes to the guild's channel. BENCH_NUDGES=10000 takes four minutes.
"""

import asyncio
import os
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

from simcord import ChannelHandle, MemberActor

from tests.bench.figure import Figure, percentile
from tests.wire.actors import Patience
from tests.wire.crowd_steps import MESSAGES, due_tomorrow, nine_oclock
from tests.wire.process import BotProcess, until
from tests.wire.rest import Call
from tests.wire.scenario import join
from tests.wire.server import Wire

MEMBERS, PEER_MEMBERS = int(os.environ.get("BENCH_NUDGES", "500")), 150
ASKS = 5
"""Times a second that somebody uses /today."""
SHOUTER = ("-m", "tests.bench.drain_peer")
PACE, GRACE, ASKED_MS, REQUESTS, REFUSED = 45, 5, 1000, 1.02, 0.001


@dataclass(frozen=True, slots=True)
class Drained:
    """Messages, the seconds they took, requests for them, and how many of those were refused with 429."""

    messages: int
    seconds: float
    requests: int
    refused: int

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds


class _Sent:
    """Counts messages that Discord took, looking at each request once: looking must cost nothing."""

    def __init__(self, wire: Wire) -> None:
        self._calls = wire.rest.calls
        self._seen = len(self._calls)
        self._sent = 0

    def everything(self) -> bool:
        """Whether everybody's is there."""
        fresh = self._calls[self._seen :]
        self._seen += len(fresh)
        self._sent += sum(_is_sent(call) for call in fresh)
        return self._sent >= MEMBERS


def _is_sent(call: Call) -> bool:
    return call.method == "POST" and call.status == 200 and fnmatch(call.path, MESSAGES)


def _drained(wire: Wire, began: float, ended: float) -> Drained:
    calls = [
        call for call in wire.rest.calls if call.at >= began and call.path.startswith(("/channels", "/users"))
    ]
    return Drained(
        sum(map(_is_sent, calls)), ended - began, len(calls), sum(call.status == 429 for call in calls)
    )


@asynccontextmanager
async def _world() -> AsyncGenerator[tuple[Wire, Path]]:
    with TemporaryDirectory() as name:
        async with Wire(patience=Patience(quiet=0)) as wire:
            wire.create_guild().create_text_channel("general")
            yield wire, Path(name)


async def _ask(asker: MemberActor, channel: ChannelHandle, waits: list[float]) -> None:
    """Uses /today at a steady pace, and notes the milliseconds until it is answered."""
    due = time.monotonic()
    while True:
        await asker.slash(channel, "today")
        waits.append((time.monotonic() - due) * 1000)
        due = max(due + 1 / ASKS, time.monotonic())
        await asyncio.sleep(due - time.monotonic())


async def _ours() -> tuple[Drained, list[float]]:
    waits: list[float] = []
    async with _world() as (wire, folder):
        url = f"sqlite:///{folder / 'cohort.db'}"
        crowd = await due_tomorrow(wire, url, folder, MEMBERS)
        asker = wire.guild.add_member(wire.create_user("asker"))
        async with BotProcess(wire, folder, environment={"DATABASE_URL": url}):
            await join(asker, crowd.channel)
            await nine_oclock(wire)
            began = time.monotonic()
            asking = asyncio.create_task(_ask(asker, crowd.channel, waits))
            await until(_Sent(wire).everything, 60 + MEMBERS / 20)
            ended = time.monotonic()
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
            assert crowd.copies() == crowd.once_each()
        return _drained(wire, began, ended), waits


async def _peer() -> Drained:
    async with _world() as (wire, folder):
        people = ",".join(str(wire.create_user(f"m{number}").id) for number in range(PEER_MEMBERS))
        bot = BotProcess(wire, folder, arguments=SHOUTER, environment={"PEOPLE": people})
        await bot.launch()
        assert await until(lambda: bool(wire.gateway.identified), 20)
        began = time.monotonic()
        await bot.wait(seconds=60)
        return _drained(wire, began, time.monotonic())


async def run() -> list[Figure]:
    """One run each."""
    usual = await _peer()
    mine, waits = await _ours()
    usual_requests = usual.requests / max(1, usual.messages)
    soon = MEMBERS / PACE + GRACE
    return [
        Figure(f"messages a second (pace {PACE}, Discord 50)", mine.rate, "", usual.rate),
        Figure(f"G2 the last of {MEMBERS} leaves after", mine.seconds, "s", goal=soon),
        Figure("G5 requests a message", mine.requests / mine.messages, "", usual_requests, goal=REQUESTS),
        Figure(
            "G5 429s a request", mine.refused / mine.requests, "", usual.refused / usual.requests, REFUSED
        ),
        Figure("messages never sent", MEMBERS - mine.messages, "", PEER_MEMBERS - usual.messages, 0),
        Figure("G9 /today meanwhile, p50", percentile(waits, 0.5), "ms"),
        Figure("G9 /today meanwhile, p99", percentile(waits, 0.99), "ms", goal=ASKED_MS),
    ]
