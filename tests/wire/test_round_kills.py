"""kill -9 while a round is paired and its threads open: everybody has one thread with one card in it."""

import asyncio
import random
from pathlib import Path

import pytest
from simcord import ChannelHandle

from tests.wire.crowd_steps import MESSAGES, PAST_LEASE
from tests.wire.faults import Fault, When
from tests.wire.process import BotProcess, until
from tests.wire.rounds import PEOPLE, cards, gather_round, to_the_end
from tests.wire.server import Wire

THREADS, PERSON = "/channels/*/threads", "/channels/*/thread-members/*"
KILLED, KILLS = -9, 6
STARTED_WITHIN = 60

STEPS: tuple[tuple[str, str, When, int], ...] = (
    ("POST", THREADS, "before", 0),
    ("POST", THREADS, "after", 1),
    ("PUT", PERSON, "after", 0),
    ("POST", MESSAGES, "before", 1),
    ("POST", MESSAGES, "after", 2),
)
"""Requests during which the bot dies: before or after they take effect, and how many such come before."""


@pytest.fixture
async def room(wire: Wire, database_url: str, data_dir: Path) -> ChannelHandle:
    """Where the round is about to close."""
    return await gather_round(wire, database_url, data_dir)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "step", [STEPS[0], *(pytest.param(each, marks=pytest.mark.soak) for each in STEPS[1:])]
)
async def test_killed_while_threads_open_everybody_has_one_thread_with_one_card(
    wire: Wire, room: ChannelHandle, database_url: str, data_dir: Path, step: tuple[str, str, When, int]
) -> None:
    method, path, when, skip = step
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    wire.rest.faults.plan(Fault(method, path, when, skip=skip, call=bot.strike_down))

    await bot.launch()
    assert await bot.wait(seconds=STARTED_WITHIN) == KILLED
    await to_the_end(wire, room, bot)

    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)


@pytest.mark.soak
async def test_killed_at_random_moments_a_round_goes_on_where_it_was(
    wire: Wire, room: ChannelHandle, database_url: str, data_dir: Path
) -> None:
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    chance = random.Random(6)

    for number in range(KILLS):
        ready = len(wire.gateway.identified)
        await bot.launch()
        assert await until(lambda before=ready: len(wire.gateway.identified) > before, STARTED_WITHIN)
        await asyncio.sleep(chance.uniform(0, 0.6))
        await bot.kill()
        await wire.advance_time(PAST_LEASE if number % 2 else 5)
    await to_the_end(wire, room, bot)

    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)
