"""The main job over the wire: join, today, done; through a stop, a crash and a bad token."""

import asyncio
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from tests import simtools
from tests.simtools import Seen
from tests.wire.actors import NotAnsweredError
from tests.wire.faults import Fault
from tests.wire.process import BotProcess, until
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

STOP_WITHIN = 8.0
"""Seconds; Docker kills after ten."""


def done(seen: Seen) -> int:
    """How many tasks of a panel are ticked."""
    return [button.label for button in simtools.buttons(seen)].count("Undo")


async def enrolled(wire: Wire, alice: MemberActor, channel: ChannelHandle) -> Seen:
    await join(alice, channel)
    await add_tasks(alice, channel, "one", "two", "three")
    return await alice.slash(channel, "today")


async def test_the_main_job_survives_a_stop_and_a_crash(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, tmp_path: Path
) -> None:
    await monday_morning(wire)
    async with BotProcess(wire, tmp_path) as bot:
        panel = await enrolled(wire, alice, channel)
        await simtools.press(alice, panel, label="Done", nth=0)
        assert done(panel) == 1

        code, seconds = await bot.terminate()
        assert (code, seconds < STOP_WITHIN) == (0, True)
        await bot.start()
        await simtools.press(alice, panel, label="Done", nth=0)
        assert done(panel) == 2

        await bot.kill()
        await bot.start()
        await simtools.press(alice, panel, label="Done", nth=0)

        assert done(panel) == 3
        assert done(await alice.slash(channel, "today")) == 3


@pytest.mark.soak
async def test_a_crash_between_the_tick_and_its_answer_neither_loses_nor_doubles_it(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, tmp_path: Path
) -> None:
    await monday_morning(wire)
    async with BotProcess(wire, tmp_path) as bot:
        panel = await enrolled(wire, alice, channel)
        fault = wire.rest.faults.plan(Fault("POST", "/interactions/*/callback", delay=2.0, status=500))
        pressed = asyncio.create_task(simtools.press(alice, panel, label="Done", nth=0))
        assert await until(lambda: fault.times == 0, 3)
        await bot.kill()
        with pytest.raises(NotAnsweredError):
            await pressed
        assert done(panel) == 0

        await bot.start()
        await simtools.press(alice, panel, label="Done", nth=0)

        assert done(panel) == done(await alice.slash(channel, "today")) == 1


@pytest.mark.soak
async def test_commands_are_sent_once_and_not_at_every_start(
    wire: Wire, channel: ChannelHandle, tmp_path: Path
) -> None:
    async with BotProcess(wire, tmp_path) as bot:
        await bot.terminate()
        await bot.start()

    assert len(wire.rest.sent("PUT", "/applications/*/commands")) == 1


async def test_a_bad_token_ends_with_78_and_is_not_tried_again(wire: Wire, tmp_path: Path) -> None:
    bot = BotProcess(wire, tmp_path, environment={"DISCORD_TOKEN": "wrong.token.here"})
    await bot.launch()

    assert await bot.wait() == 78
    assert [call.status for call in wire.rest.calls] == [401]
    assert "wrong.token.here" not in bot.log


async def test_a_token_that_the_gateway_refuses_ends_with_78(wire: Wire, tmp_path: Path) -> None:
    wire.gateway.token = "changed meanwhile"
    bot = BotProcess(wire, tmp_path)
    await bot.launch()

    assert await bot.wait() == 78
    assert wire.gateway.refused == 1
