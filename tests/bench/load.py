"""Answers under a steady load, over the wire. Peer: `/echo` of a bare discord.py bot at the same rate.

Open loop: 50 interactions a second arrive whether or not earlier ones are answered, for 10 seconds, three
`/today` for each press of a button. Goal: 99 of 100 are answered within 100 ms, while bot, server and people
share the machine.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from simcord import ChannelHandle, MemberActor

from tests import simtools
from tests.bench.figure import Figure, median, percentile
from tests.bench.interactions import TIMES_ECHO
from tests.wire.actors import Patience
from tests.wire.process import COHORT, BotProcess
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

P99_MS = 100.0
RATE = 50
MEMBERS = 20
ECHO: Sequence[str] = ("-m", "tests.bench.echo_bot")

Act = Callable[[int], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Milliseconds: latencies under the steady load, and CPU of the bot's process for one interaction."""

    latencies: list[float]
    cpu: dict[str, float]


async def _timed(act: Act, number: int, due: float) -> float:
    await asyncio.sleep(due - time.perf_counter())
    await act(number)
    return (time.perf_counter() - due) * 1000


async def _open_loop(act: Act, seconds: float) -> list[float]:
    """Milliseconds from when each interaction was due until it was answered."""
    began = time.perf_counter() + 0.1
    timed = [_timed(act, number, began + number / RATE) for number in range(int(seconds * RATE))]
    return await asyncio.gather(*timed)


def _spent(bot: BotProcess) -> float:
    assert bot.process is not None
    spent = psutil.Process(bot.process.pid).cpu_times()
    return (spent.user + spent.system) * 1000


async def _cpu(bot: BotProcess, act: Act, times: int = 600) -> float:
    """CPU of the bot's process for one call, one after the other."""
    before = _spent(bot)
    for number in range(times):
        await act(number)
    return (_spent(bot) - before) / times


def _people(wire: Wire) -> tuple[ChannelHandle, list[MemberActor]]:
    channel = wire.create_guild().create_text_channel("general")
    return channel, [wire.guild.add_member(wire.create_user(f"m{n}")) for n in range(MEMBERS)]


@asynccontextmanager
async def _running(arguments: Sequence[str]) -> AsyncGenerator[tuple[Wire, BotProcess]]:
    async with Wire(patience=Patience(quiet=0)) as wire:
        with TemporaryDirectory() as folder:
            bot = BotProcess(wire, Path(folder), arguments=arguments)
            yield wire, bot
            await bot.kill()


async def _echo(seconds: float) -> Loaded:
    async with _running(ECHO) as (wire, bot):
        channel, people = _people(wire)
        await bot.start()

        async def echo(number: int) -> None:
            await people[number % MEMBERS].slash(channel, "echo", text="hi")

        await _open_loop(echo, 1)
        return Loaded(await _open_loop(echo, seconds), {"echo": await _cpu(bot, echo)})


async def _cohort(seconds: float) -> Loaded:
    async with _running(COHORT) as (wire, bot):
        channel, people = _people(wire)
        await monday_morning(wire)
        await bot.start()
        for member in people:
            await join(member, channel)
            await add_tasks(member, channel, "one")
        panels = [await member.slash(channel, "today") for member in people]

        async def today(number: int) -> None:
            await people[number % MEMBERS].slash(channel, "today")

        async def tick(number: int) -> None:
            member, turn = number % MEMBERS, number // MEMBERS
            prefix = "c:done:" if turn % 2 == 0 else "c:undo:"
            await simtools.press(people[member], panels[member], prefix=prefix, nth=0)

        async def mixed(number: int) -> None:
            # Each member's turn to press comes round in order, whatever is pressed in between.
            await (today(number) if number % 4 else tick(number // 4))

        await _open_loop(mixed, 8 * MEMBERS / RATE)
        latencies = await _open_loop(mixed, seconds)
        return Loaded(latencies, {"/today": await _cpu(bot, today), "press": await _cpu(bot, tick)})


def _middle(runs: Sequence[Loaded], share: float) -> float:
    return median([percentile(run.latencies, share) for run in runs])


def _cpu_of(runs: Sequence[Loaded], name: str) -> float:
    return median([run.cpu[name] for run in runs])


async def run(*, rounds: int = 3, seconds: float = 9.6) -> list[Figure]:
    """Alternates peer and bot; medians of the rounds. A run's presses come out even, so each finds one."""
    peers: list[Loaded] = []
    ours: list[Loaded] = []
    for _ in range(rounds):
        peers.append(await _echo(seconds))
        ours.append(await _cohort(seconds))
    echo = _cpu_of(peers, "echo")
    return [
        Figure(f"p50 at {RATE}/s", _middle(ours, 0.5), "ms", _middle(peers, 0.5)),
        Figure(f"p99 at {RATE}/s", _middle(ours, 0.99), "ms", _middle(peers, 0.99), goal=P99_MS),
        Figure(f"slowest at {RATE}/s", _middle(ours, 1.0), "ms", _middle(peers, 1.0)),
        Figure("/today, CPU of the process", _cpu_of(ours, "/today"), "ms", echo),
        Figure("Done or Undo, CPU of the process", _cpu_of(ours, "press"), "ms", echo),
        Figure("/today, CPU against echo", _cpu_of(ours, "/today") / echo, "x", goal=TIMES_ECHO),
        Figure("Done or Undo, CPU against echo", _cpu_of(ours, "press") / echo, "x", goal=TIMES_ECHO),
    ]
