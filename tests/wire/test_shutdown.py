"""SIGTERM while something takes too long: the process is gone in time, and nothing is half done."""

import asyncio
import signal
import sqlite3
import time
from pathlib import Path

import psutil
import pytest
from simcord import ChannelHandle, MemberActor

from bot.store.migrate import current_revision, head_revision, upgrade
from bot.ui.unfinished import CUT_OFF
from tests.simtools import text
from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.rounds import PEOPLE, cards, gather_round, to_the_end
from tests.wire.scenario import join, monday_morning
from tests.wire.server import Wire
from tests.wire.slow_bot import BEGUN

STOP_WITHIN = 8.0
"""Seconds; Docker kills after ten."""

THREADS = "/channels/*/threads"
TITLE = "half done"
BEFORE = "0007"
"""A revision before the newest."""


def slow(wire: Wire, what: str, data_dir: Path, url: str) -> BotProcess:
    """A bot that takes too long at one thing."""
    return BotProcess(
        wire, data_dir, arguments=("-m", "tests.wire.slow_bot", what), environment={"DATABASE_URL": url}
    )


async def begun(bot: BotProcess) -> None:
    """Waits until the long thing is under way."""
    assert await until(lambda: BEGUN in bot.log, 40), bot.log


def lives(process: psutil.Process) -> bool:
    """Whether it still runs, rather than waiting to be buried by whoever inherited it."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def stopped(bot: BotProcess) -> None:
    """SIGTERM, and everything that is always true then."""
    assert bot.process is not None
    family = psutil.Process(bot.process.pid).children(recursive=True)
    code, seconds = await bot.terminate()
    assert (code, seconds < STOP_WITHIN) == (0, True), (code, seconds, bot.log)
    assert await until(lambda: not any(map(lives, family)), 3)
    assert "Traceback" not in bot.log, bot.log


async def test_a_command_that_is_cut_off_is_rolled_back_and_whoever_waits_is_told(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, database_url: str, data_dir: Path
) -> None:
    await monday_morning(wire)
    bot = slow(wire, "interaction", data_dir, database_url)
    well = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    async with well:
        await join(alice, channel)
        await well.terminate()
    async with bot:
        press = asyncio.create_task(alice.slash(channel, "task add", title=TITLE, minutes="15"))
        await begun(bot)

        await stopped(bot)
        answer = await press
    assert CUT_OFF in str(answer.response.content if answer.response else answer)

    async with well:
        week = await alice.slash(channel, "today")
        assert week.response is not None
        assert TITLE not in text(week.response)
        await well.terminate()


@pytest.mark.soak
@pytest.mark.parametrize(
    ("database_url", "where"), [("sqlite", "process"), ("postgres", "thread")], indirect=["database_url"]
)
async def test_a_matching_that_is_cut_off_leaves_the_round_to_be_paired_by_the_next_start(
    wire: Wire, database_url: str, data_dir: Path, where: str
) -> None:
    room = await gather_round(wire, database_url, data_dir)
    bot = slow(wire, where, data_dir, database_url)
    async with bot:
        await begun(bot)
        await stopped(bot)
    assert not cards(wire, room)

    await to_the_end(wire, room, BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url}))
    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)


@pytest.mark.soak
async def test_a_round_whose_threads_are_being_opened_is_finished_by_the_next_start(
    wire: Wire, sqlite_url: str, data_dir: Path
) -> None:
    room = await gather_round(wire, sqlite_url, data_dir)
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url})
    opening = wire.rest.faults.plan(Fault("POST", THREADS, delay=30))
    async with bot:
        assert await until(lambda: opening.times == 0, 20)
        await stopped(bot)

    await to_the_end(wire, room, bot)
    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)


@pytest.mark.soak
async def test_a_migration_that_is_cut_off_leaves_the_schema_as_it_was(
    wire: Wire, empty_url: str, data_dir: Path
) -> None:
    await upgrade(empty_url, BEFORE)
    bot = slow(wire, "migration", data_dir, empty_url)
    await bot.launch()
    await begun(bot)

    await stopped(bot)

    assert await current_revision(empty_url) == BEFORE
    well = BotProcess(wire, data_dir, environment={"DATABASE_URL": empty_url})
    async with well:
        await stopped(well)
    assert await current_revision(empty_url) == head_revision()


async def test_a_backup_that_is_cut_off_leaves_no_file(wire: Wire, sqlite_url: str, data_dir: Path) -> None:
    bot = slow(wire, "backup", data_dir, sqlite_url)
    backups = data_dir / "backups"
    async with bot:
        assert await until(lambda: any(backups.glob(".cohort-*")), 20), bot.log
        await stopped(bot)

    assert [file.name for file in backups.iterdir() if not file.name.endswith(".lock")] == []


async def test_a_second_signal_ends_the_process_at_once_and_the_next_start_finds_the_database_whole(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, data_dir: Path
) -> None:
    await monday_morning(wire)
    bot = BotProcess(wire, data_dir)
    async with bot:
        assert bot.process is not None
        wire.rest.faults.plan(Fault("POST", "/interactions/*", delay=3.0))
        press = asyncio.create_task(alice.slash(channel, "about"))
        assert await until(lambda: wire.rest.in_flight > 0, 10)
        bot.process.send_signal(signal.SIGTERM)
        assert await until(lambda: "run.stopping" in bot.log, 5)
        again = time.monotonic()
        bot.process.send_signal(signal.SIGTERM)

        assert await bot.wait() == 1
        assert time.monotonic() - again < 1.0
        await asyncio.gather(press, return_exceptions=True)

    with sqlite3.connect(data_dir / "cohort.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_a_signal_at_any_moment_of_a_start_ends_it_quietly(wire: Wire, data_dir: Path) -> None:
    bot = BotProcess(wire, data_dir)
    for delay in (0.1, 0.3, 0.5, 0.8, 1.2, 1.8):
        await bot.launch()
        await asyncio.sleep(delay)
        await stopped(bot)


@pytest.mark.soak
async def test_a_gateway_that_does_not_answer_a_goodbye_holds_nobody_up(wire: Wire, data_dir: Path) -> None:
    bot = BotProcess(wire, data_dir)
    async with bot:
        assert await until(lambda: "client.ready" in bot.log, 20)
        wire.gateway.turn_deaf()
        await stopped(bot)
        wire.gateway.turn_deaf(deaf=False)
    assert "delivery.closed" in bot.log
