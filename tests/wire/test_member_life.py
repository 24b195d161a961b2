"""A member's whole life over real HTTP and a real gateway, with the bot in its own process."""

from pathlib import Path

import pytest
from simcord import ChannelHandle

from tests.journeys.member_life import MemberLife
from tests.wire.process import BotProcess
from tests.wire.server import Wire
from tests.wire.stage import WireStage


@pytest.mark.soak
async def test_from_joining_to_leaving(
    wire: Wire, channel: ChannelHandle, sqlite_url: str, data_dir: Path
) -> None:
    async with BotProcess(wire, data_dir, environment={"DATABASE_URL": sqlite_url}) as bot:
        await MemberLife(WireStage(wire, bot, channel)).play()

    assert not [call for call in wire.rest.calls if call.status >= 500]
