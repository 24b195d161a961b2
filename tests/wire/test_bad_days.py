"""Days on which something else breaks: nothing is lost, nothing comes twice, the log says what happened."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.wire.crowd import Crowd, gather_crowd
from tests.wire.crowd_steps import MESSAGES, PAST_LEASE, due_tomorrow, everyone_has_it, idle, nine_oclock
from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.server import Wire

MEMBERS = 40
FULL_DISK = ("-m", "tests.wire.full_disk")
HOUR = 3600
ALWAYS = 10**9
HALF_PAST_TWO = 150


@pytest.fixture
async def crowd(wire: Wire, sqlite_url: str, data_dir: Path) -> Crowd:
    """Members whose nudges fall due tomorrow."""
    return await due_tomorrow(wire, sqlite_url, data_dir, MEMBERS)


@pytest.fixture
async def bot(crowd: Crowd, data_dir: Path) -> AsyncIterator[BotProcess]:
    """The bot, running."""
    async with BotProcess(crowd.wire, data_dir, environment={"DATABASE_URL": crowd.url}) as started:
        yield started


async def attempts(wire: Wire, count: int) -> None:
    """Waits until the bot has tried to send so often."""
    assert await until(lambda: len(wire.rest.sent("*", MESSAGES)) >= count, 20)


@pytest.mark.soak
@pytest.mark.parametrize("how", ["503", "reset"])
async def test_when_discord_is_down_for_an_hour_everyone_gets_one_message_marked_late(
    crowd: Crowd, bot: BotProcess, how: str
) -> None:
    wire = crowd.wire
    down = Fault("*", "*", status=503) if how == "503" else Fault("*", "*", reset=True)
    down.times = ALWAYS
    wire.rest.faults.plan(down)
    wire.gateway.reset()
    await nine_oclock(wire)
    for quarter in range(4):
        await attempts(wire, quarter + 1)
        await wire.advance_time(HOUR / 4)
    assert crowd.arrived() == 0

    down.times = 0
    await wire.advance_time(HOUR / 4)
    await everyone_has_it(crowd)

    assert crowd.copies() == crowd.once_each()
    assert crowd.shown().count("late") == MEMBERS
    assert '"event": "delivery.refused"' in bot.log


@pytest.mark.soak
async def test_when_the_database_is_locked_for_ten_seconds_everyone_gets_one_message(
    crowd: Crowd, bot: BotProcess
) -> None:
    path = crowd.url.removeprefix("sqlite:///")
    await nine_oclock(crowd.wire)
    await attempts(crowd.wire, 10)

    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await asyncio.sleep(10)
    await crowd.wire.advance_time(PAST_LEASE)
    await everyone_has_it(crowd)

    assert crowd.copies() == crowd.once_each()
    assert "locked" in bot.log


@pytest.mark.soak
async def test_when_the_disk_is_full_nothing_is_sent_and_afterwards_everyone_gets_one_message(
    wire: Wire, sqlite_url: str, data_dir: Path
) -> None:
    crowd = await due_tomorrow(wire, sqlite_url, data_dir, 120)
    full = BotProcess(wire, data_dir, arguments=FULL_DISK, environment={"DATABASE_URL": sqlite_url})
    async with full:
        await nine_oclock(wire)
        assert await until(lambda: "database or disk is full" in full.log, 20)
        code, _ = await full.terminate()
    assert (code, crowd.arrived()) == (0, 0)

    async with BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url}):
        await everyone_has_it(crowd)

    assert crowd.copies() == crowd.once_each()


@pytest.mark.soak
async def test_when_the_clock_is_set_back_an_hour_everyone_gets_one_message(
    crowd: Crowd, bot: BotProcess
) -> None:
    wire = crowd.wire
    await nine_oclock(wire)
    await attempts(wire, 10)

    wire.set_bots_back(HOUR)
    for _ in range(4):
        await wire.advance_time(HOUR / 4 + PAST_LEASE)
    await everyone_has_it(crowd)

    assert crowd.copies() == crowd.once_each()


def next_change(zone: ZoneInfo, after: datetime) -> datetime:
    """The first local midnight from `after` on whose day has not 24 hours."""
    day = after.astimezone(zone).date()
    while True:
        day += timedelta(days=1)
        begins, ends = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
        if begins.utcoffset() != ends.utcoffset():
            return begins


def half_past_two(night: datetime, zone: ZoneInfo) -> datetime:
    """The first time it is 02:30 that night, or the first instant after a gap that swallows it."""
    wanted = datetime.combine(night.date(), time(2, 30))
    moment = wanted.replace(tzinfo=zone).astimezone(UTC)
    exists = moment.astimezone(zone).replace(tzinfo=None) == wanted
    return moment if exists else datetime.combine(night.date(), time(3), zone).astimezone(UTC)


@pytest.mark.parametrize(
    "name",
    [
        "America/New_York",
        pytest.param("Europe/Berlin", marks=pytest.mark.soak),
        pytest.param("Australia/Sydney", marks=pytest.mark.soak),
    ],
)
async def test_on_the_night_of_a_clock_change_a_nudge_at_half_past_two_comes_once(
    wire: Wire, sqlite_url: str, data_dir: Path, name: str
) -> None:
    zone = ZoneInfo(name)
    night = next_change(zone, wire.now() + timedelta(days=1))
    eve = night - timedelta(hours=14)
    await wire.advance_time((eve - wire.now()).total_seconds())
    days = ("today", "tomorrow")  # it may fall after the cut-off hour
    crowd = await gather_crowd(wire, sqlite_url, data_dir, 3, zone=name, minute=HALF_PAST_TWO, days=days)
    seen: list[Counter[int]] = []
    async with BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url}):
        await wire.advance_time(((night - wire.now()) + timedelta(minutes=61)).total_seconds())
        for _ in range(8):
            await wire.advance_time(HOUR / 2)
            await idle(crowd)
            seen.append(crowd.copies())

    assert (seen[0], seen[-1]) == (Counter(), crowd.once_each())
    assert {row.due_at for row in await crowd.deliveries()} == {half_past_two(night, zone)}
