"""kill -9 at any instant, while 500 members' nudges are due: Discord counts exactly one message for everyone.

`make soak` sets COHORT_KILLS to 200 or more: as many runs as it takes, each with another seed.
"""

import asyncio
import itertools
import os
import random
from pathlib import Path

import pytest

from bot.store.migrate import downgrade
from tests.keys import VAULT
from tests.wire.crowd_steps import (
    MESSAGES,
    PAST_LEASE,
    after_the_window,
    due_tomorrow,
    nine_oclock,
    run_to_the_end,
)
from tests.wire.faults import Fault, When
from tests.wire.process import BotProcess
from tests.wire.server import Wire

MEMBERS, FEW = 500, 14
KILLS = 10
"""In one run."""
RUNS = max(1, int(os.environ.get("COHORT_KILLS", KILLS)) // KILLS)
KILLED = -9
STARTED_WITHIN = 60
"""Seconds, on a machine that does much else."""
FIRST_REQUESTS = (("GET", "/users/@me"), ("PUT", "/applications/*/commands"))
MOMENTS: tuple[When, When] = ("before", "after")


async def live_and_die(bot: BotProcess, chance: random.Random) -> None:
    """A life that ends while it starts, or a moment after its first message."""
    sending = asyncio.Event()
    bot.wire.rest.faults.plan(Fault("POST", MESSAGES, call=sending.set))
    await bot.launch()
    if chance.random() < 0.25:
        await asyncio.sleep(chance.uniform(0, 1.0))
    else:
        async with asyncio.timeout(STARTED_WITHIN):
            await sending.wait()
        await asyncio.sleep(chance.uniform(0, 0.7))
    await bot.kill()


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(RUNS))
async def test_killed_at_random_moments_everyone_gets_exactly_one_message(
    wire: Wire, database_url: str, data_dir: Path, seed: int
) -> None:
    crowd = await due_tomorrow(wire, database_url, data_dir, MEMBERS)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    await nine_oclock(wire)
    chance = random.Random(seed)

    for number in range(KILLS):
        await live_and_die(bot, chance)
        if "postgres" in database_url:
            await wire.advance_time(PAST_LEASE)
        if number % 5 == 4:
            await wire.advance_time(90)
            wire.rest.forget_nonces()
    assert 0 < crowd.arrived() < MEMBERS, "the kills came while messages were on their way"
    await run_to_the_end(crowd, bot)

    assert crowd.copies() == crowd.once_each()


async def dies_at(bot: BotProcess, step: str, number: int = 1) -> None:
    """A life that ends by itself at a step of its database."""
    mortal = BotProcess(
        bot.wire,
        bot.data_dir,
        arguments=("-m", "tests.wire.mortal", step, str(number)),
        environment=bot.extra,
    )
    await mortal.launch()
    assert await mortal.wait(seconds=STARTED_WITHIN) == KILLED, mortal.log


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("claimed", marks=pytest.mark.soak),
        pytest.param("intended", marks=pytest.mark.soak),
        pytest.param("settling", marks=pytest.mark.soak),
        pytest.param("settled", marks=pytest.mark.soak),
    ],
)
async def test_killed_at_a_step_of_its_database_everyone_gets_exactly_one_message(
    wire: Wire, database_url: str, data_dir: Path, step: str
) -> None:
    crowd = await due_tomorrow(wire, database_url, data_dir, FEW)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    await nine_oclock(wire)

    await dies_at(bot, step)
    await after_the_window(crowd)
    await run_to_the_end(crowd, bot)

    assert crowd.copies() == crowd.once_each()


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.soak), FEW // 2])
async def test_killed_between_a_message_and_its_settling_nobody_gets_it_twice(
    wire: Wire, database_url: str, data_dir: Path, number: int
) -> None:
    crowd = await due_tomorrow(wire, database_url, data_dir, FEW)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    await nine_oclock(wire)

    wire.rest.faults.plan(Fault("POST", MESSAGES, "after", skip=number - 1, call=bot.strike_down))
    await bot.launch()
    assert await bot.wait(seconds=STARTED_WITHIN) == KILLED
    assert crowd.arrived() >= number
    await after_the_window(crowd)
    await run_to_the_end(crowd, bot)

    assert crowd.copies() == crowd.once_each()
    assert wire.rest.sent("GET", MESSAGES), "somebody had to look for a message whose nonce was forgotten"


@pytest.mark.parametrize("step", ["migrating", pytest.param("migrated", marks=pytest.mark.soak)])
async def test_killed_while_it_migrates_a_start_goes_on_and_everyone_gets_one_message(
    wire: Wire, database_url: str, data_dir: Path, step: str
) -> None:
    crowd = await due_tomorrow(wire, database_url, data_dir, FEW)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    await downgrade(database_url, "-1", vault=VAULT)
    await nine_oclock(wire)

    await dies_at(bot, step)
    assert crowd.arrived() == 0
    await run_to_the_end(crowd, bot)

    assert crowd.copies() == crowd.once_each()


@pytest.mark.soak
async def test_killed_wherever_it_starts_everyone_gets_one_message(
    wire: Wire, sqlite_url: str, data_dir: Path
) -> None:
    crowd = await due_tomorrow(wire, sqlite_url, data_dir, FEW)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url})
    await nine_oclock(wire)

    for (method, path), moment in itertools.product(FIRST_REQUESTS, MOMENTS):
        wire.rest.faults.plan(Fault(method, path, moment, call=bot.strike_down))
        await bot.launch()
        assert await bot.wait(seconds=STARTED_WITHIN) == KILLED
    await bot.start()
    await bot.kill()
    await run_to_the_end(crowd, bot)

    assert crowd.copies() == crowd.once_each()
