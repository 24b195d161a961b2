"""Answers under a steady load, over the wire. Peer: `/echo` of a bare discord.py bot at the same rate.

Open loop: 50 interactions a second arrive whether or not earlier ones are answered, for 10 seconds, three
`/today` for each press of a button. Goal: 99 of 100 are answered within 100 ms, while bot, server and people
share the machine.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from simcord import ChannelHandle, MemberActor

from tests import simtools
from tests.bench.figure import Figure, percentile
from tests.wire.actors import Patience
from tests.wire.process import COHORT, BotProcess
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

P99_MS = 100.0
RATE = 50
MEMBERS = 20
ECHO: Sequence[str] = ("-m", "tests.bench.echo_bot")

Act = Callable[[int], Awaitable[Any]]


async def _timed(act: Act, number: int, due: float) -> float:
    await asyncio.sleep(due - time.perf_counter())
    await act(number)
    return (time.perf_counter() - due) * 1000


async def _open_loop(act: Act, seconds: float) -> list[float]:
    """Milliseconds from when each interaction was due until it was answered."""
    began = time.perf_counter() + 0.1
    timed = [_timed(act, number, began + number / RATE) for number in range(int(seconds * RATE))]
    return await asyncio.gather(*timed)


def _people(wire: Wire) -> tuple[ChannelHandle, list[MemberActor]]:
    channel = wire.create_guild().create_text_channel("general")
    return channel, [wire.guild.add_member(wire.create_user(f"m{n}")) for n in range(MEMBERS)]


async def _echo(seconds: float) -> list[float]:
    async with Wire(patience=Patience(quiet=0)) as wire:
        channel, people = _people(wire)
        with TemporaryDirectory() as folder:
            async with BotProcess(wire, Path(folder), arguments=ECHO):

                async def act(number: int) -> None:
                    await people[number % MEMBERS].slash(channel, "echo", text="hi")

                await _open_loop(act, 1)
                return await _open_loop(act, seconds)


async def _cohort(seconds: float) -> list[float]:
    async with Wire(patience=Patience(quiet=0)) as wire:
        channel, people = _people(wire)
        with TemporaryDirectory() as folder:
            await monday_morning(wire)
            async with BotProcess(wire, Path(folder), arguments=COHORT):
                for member in people:
                    await join(member, channel)
                    await add_tasks(member, channel, "one")
                panels = [await member.slash(channel, "today") for member in people]

                async def act(number: int) -> None:
                    member, turn = number % MEMBERS, number // MEMBERS
                    if number % 4:
                        await people[member].slash(channel, "today")
                    else:
                        prefix = "c:done:" if turn % 2 == 0 else "c:undo:"
                        await simtools.press(people[member], panels[member], prefix=prefix, nth=0)

                await _open_loop(act, 1)
                return await _open_loop(act, seconds)


async def run(*, seconds: float = 10.0) -> list[Figure]:
    """The peer first, then Cohort."""
    peer, ours = await _echo(seconds), await _cohort(seconds)
    return [
        Figure(f"p50 at {RATE}/s", percentile(ours, 0.5), "ms", percentile(peer, 0.5)),
        Figure(f"p99 at {RATE}/s", percentile(ours, 0.99), "ms", percentile(peer, 0.99), goal=P99_MS),
        Figure(f"slowest at {RATE}/s", max(ours), "ms", max(peer)),
    ]
