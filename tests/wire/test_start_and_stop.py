"""Starts that cannot succeed do no harm, and a stop waits for what is under way, whenever it comes."""

import asyncio
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

STOP_WITHIN = 8.0
"""Seconds; Docker kills after ten."""

TO_NINE_THE_NEXT_DAY = (24 - 10 + 8) * 3600 + 60
"""Seconds from a Monday at 10:00 UTC to just after a nudge at 09:00 in Berlin, summer or winter."""


def harm(wire: Wire) -> list[object]:
    """What a start that fails must not have done: spent one of a day's IDENTIFYs, or changed commands."""
    return [*wire.gateway.identified, *wire.rest.sent("PUT", "/applications/*")]


async def test_a_file_that_is_no_database_ends_the_start_with_78_before_it_connects(
    wire: Wire, tmp_path: Path
) -> None:
    (tmp_path / "cohort.db").write_text("Dear diary, " * 1000)
    bot = BotProcess(wire, tmp_path)
    await bot.launch()

    assert await bot.wait() == 78
    assert "cohort.db: file is not a database" in bot.log
    assert "Traceback" not in bot.log
    assert harm(wire) == []


async def test_a_second_bot_on_the_same_file_is_turned_away_and_the_first_goes_on(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, tmp_path: Path
) -> None:
    async with BotProcess(wire, tmp_path) as bot:
        assert bot.process is not None
        second = BotProcess(wire, tmp_path)
        await second.launch()

        assert await second.wait() == 1
        assert f"in use by process {bot.process.pid}" in bot.log
        assert len(harm(wire)) == 2  # the first bot's own
        await alice.slash(channel, "about")


@pytest.mark.soak
async def test_a_broken_database_is_told_even_when_discord_does_not_answer(
    wire: Wire, tmp_path: Path
) -> None:
    wire.rest.faults.plan(Fault("GET", "/users/@me", delay=30))
    (tmp_path / "cohort.db").write_text("Dear diary, " * 1000)
    bot = BotProcess(wire, tmp_path)
    await bot.launch()

    assert await bot.wait(seconds=10) == 78
    assert "file is not a database" in bot.log


async def test_a_stop_while_discord_has_not_answered_the_login_yet_is_quick(
    wire: Wire, tmp_path: Path
) -> None:
    login = wire.rest.faults.plan(Fault("GET", "/users/@me", delay=30))
    bot = BotProcess(wire, tmp_path)
    await bot.launch()
    assert await until(lambda: login.times == 0, 10)

    code, seconds = await bot.terminate()

    assert (code, seconds < STOP_WITHIN) == (0, True)
    assert "Traceback" not in bot.log
    assert harm(wire) == []


@pytest.mark.soak
async def test_a_nudge_on_its_way_arrives_before_a_stop_and_is_not_sent_again(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, tmp_path: Path
) -> None:
    await monday_morning(wire)
    async with BotProcess(wire, tmp_path) as bot:
        await join(alice, channel)
        await add_tasks(alice, channel, "one")
        await alice.slash(channel, "nudges set", time="09:00")
        slow = wire.rest.faults.plan(Fault("POST", "/channels/*/messages", delay=2.0))
        travel = asyncio.create_task(wire.advance_time(TO_NINE_THE_NEXT_DAY + 3600))
        assert await until(lambda: slow.times == 0, 10)

        code, seconds = await bot.terminate()
        await travel

        assert (code, seconds < STOP_WITHIN) == (0, True)
        assert "bell.cut_off" not in bot.log
        assert len(alice.user.dm_channel.history()) == 1
        await bot.start()
        await alice.slash(channel, "nudges show")
        assert len(alice.user.dm_channel.history()) == 1
        assert len(wire.rest.sent("POST", "/channels/*/messages")) == 1
