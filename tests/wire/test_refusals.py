"""Discord bans the address of a bot that is refused 10,000 times in ten minutes: ours stops long before."""

import asyncio
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from bot.delivery.refusals import LIMIT
from tests.simtools import text
from tests.wire.crowd_steps import MESSAGES, claimed, due_tomorrow, nine_oclock
from tests.wire.process import BotProcess, until
from tests.wire.server import Wire

MEMBERS = 9
TRIES = 10
"""How often somebody is answered in vain: discord.py tries the answer five times, then the apology five."""
CALLBACK = "/interactions/*/callback"


def refused(wire: Wire) -> int:
    """How many answers of the bot met a limit."""
    return sum(call.status == 429 for call in wire.rest.sent("POST", CALLBACK))


async def ask(wire: Wire, alice: MemberActor, channel: ChannelHandle, times: int) -> None:
    """She uses a command so often at once, and every answer is refused as often as it is tried."""
    wanted = refused(wire) + times * TRIES
    asking = [asyncio.create_task(alice.slash(channel, "about")) for _ in range(times)]
    assert await until(lambda: refused(wire) >= wanted, 30)
    for each in asking:
        each.cancel()
    await asyncio.gather(*asking, return_exceptions=True)


@pytest.mark.soak
async def test_after_2000_refusals_nothing_leaves_unasked_but_people_are_answered(
    wire: Wire, sqlite_url: str, data_dir: Path
) -> None:
    crowd = await due_tomorrow(wire, sqlite_url, data_dir, MEMBERS)
    alice = wire.guild.add_member(wire.create_user("alice"))
    async with BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url}) as bot:
        wire.rest.limits.add("POST", CALLBACK, amount=0, seconds=0.01)
        await ask(wire, alice, crowd.channel, LIMIT // TRIES - 1)
        assert "delivery.paused" not in bot.log
        await ask(wire, alice, crowd.channel, 1)
        assert await until(lambda: '"event": "delivery.paused"' in bot.log, 5)
        wire.rest.limits.limits.clear()

        await nine_oclock(wire)
        await claimed(crowd)
        assert text(await alice.slash(crowd.channel, "about"))

        assert wire.rest.sent("POST", MESSAGES) == []
        assert await crowd.states() == {"queued": MEMBERS}
