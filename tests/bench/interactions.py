"""What one interaction costs in-process. Peer: `/echo` of a bare discord.py bot in the same run.

Goals: `/today` and a press of Done take at most 4 times the CPU of an echo; `/today` at most 4 SQL
statements. The simulated Discord's own work (building, checking and storing messages) is in both.
"""

import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import simcord
from simcord import ChannelHandle, Env, MemberActor
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.app import open_app
from bot.config import load_settings
from tests import simtools
from tests.bench.echo_bot import EchoBot
from tests.bench.figure import Figure, median
from tests.wire.scenario import add_tasks, join, monday_morning

TIMES_ECHO, STATEMENTS = 4.0, 4.0
_CONTROL = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)\b", re.IGNORECASE)

Act = Callable[[], Awaitable[Any]]


@dataclass(slots=True)
class Cost:
    """Milliseconds of each call: on the clock, and of CPU over all threads."""

    wall: list[float] = field(default_factory=list[float])
    cpu: list[float] = field(default_factory=list[float])

    async def measure(self, act: Act) -> None:
        """Calls once and notes the cost."""
        wall, cpu = time.perf_counter(), time.process_time()
        await act()
        self.cpu.append((time.process_time() - cpu) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)


@dataclass(slots=True)
class Costs:
    """What is measured, over all rounds."""

    echo: Cost = field(default_factory=Cost)
    today: Cost = field(default_factory=Cost)
    done: Cost = field(default_factory=Cost)
    today_statements: list[int] = field(default_factory=list[int])
    done_statements: list[int] = field(default_factory=list[int])


def _world(env: Env) -> tuple[ChannelHandle, MemberActor]:
    channel = env.create_guild().create_text_channel("general")
    return channel, env.guild.add_member(env.create_user("alice"))


async def _echo(costs: Costs, times: int) -> None:
    async with simcord.run(EchoBot(shard_count=1)) as env:
        channel, alice = _world(env)
        for _ in range(times):
            await costs.echo.measure(lambda: alice.slash(channel, "echo", text="hi"))
        await env.bot.close()


@asynccontextmanager
async def _cohort(folder: Path) -> AsyncGenerator[Env]:
    clock = simtools.EnvClock()
    async with (
        open_app(load_settings(data_dir=folder, cohort_rates=False), clock) as app,
        simcord.run(app.client, shard_count=1, settle_timeout=60) as env,
    ):
        clock.follow(env)
        yield env


class _Counter:
    """Counts SQL statements of every engine, without transaction control."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.count += not _CONTROL.match(statement)


async def _real(costs: Costs, times: int, folder: Path) -> None:
    counter = _Counter()
    event.listen(Engine, "before_cursor_execute", counter)
    async with _cohort(folder) as env:
        channel, alice = _world(env)
        await monday_morning(env)
        await join(alice, channel)
        await add_tasks(alice, channel, "one")
        panel = await alice.slash(channel, "today")
        for _ in range(times):
            before = counter.count
            await costs.today.measure(lambda: alice.slash(channel, "today"))
            costs.today_statements.append(counter.count - before)
            button = simtools.find_button(panel, label="Done", nth=0)
            message, before = simtools.message_of(panel), counter.count
            await costs.done.measure(partial(alice.click, message, custom_id=button.custom_id))
            costs.done_statements.append(counter.count - before)
            await simtools.press(alice, panel, label="Undo", nth=0)
    event.remove(Engine, "before_cursor_execute", counter)


async def run(*, rounds: int = 3, times: int = 60) -> list[Figure]:
    """Alternates peer and bot, so that a noisy moment meets both; medians."""
    simtools.hasten()
    costs = Costs()
    for _ in range(rounds):
        await _echo(costs, times)
        with TemporaryDirectory() as folder:
            await _real(costs, times, Path(folder))
    echo_cpu, echo_wall = median(costs.echo.cpu), median(costs.echo.wall)
    return [
        Figure("/today, CPU", median(costs.today.cpu), "ms", echo_cpu),
        Figure("/today, wall", median(costs.today.wall), "ms", echo_wall),
        Figure("Done, CPU", median(costs.done.cpu), "ms", echo_cpu),
        Figure("Done, wall", median(costs.done.wall), "ms", echo_wall),
        Figure("/today, CPU against echo", median(costs.today.cpu) / echo_cpu, "x", goal=TIMES_ECHO),
        Figure("Done, CPU against echo", median(costs.done.cpu) / echo_cpu, "x", goal=TIMES_ECHO),
        Figure("/today, SQL statements", max(costs.today_statements), "", goal=STATEMENTS),
        Figure("Done, SQL statements", max(costs.done_statements), ""),
    ]
