"""The local Discord and the sample bot on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from tests.wire.process import SAMPLE, BotProcess
from tests.wire.server import Wire


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything that asks for a local Discord is a wire test."""
    for item in items:
        if "wire" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.wire)


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A running local Discord with one guild."""
    async with Wire() as server:
        server.create_guild()
        yield server


@pytest.fixture
def channel(wire: Wire) -> ChannelHandle:
    """A text channel of the guild."""
    return wire.guild.create_text_channel("general")


@pytest.fixture
def alice(wire: Wire, channel: ChannelHandle) -> MemberActor:
    """A member."""
    return wire.guild.add_member(wire.create_user("alice"))


@pytest.fixture
def bob(wire: Wire, channel: ChannelHandle) -> MemberActor:
    """Another member."""
    return wire.guild.add_member(wire.create_user("bob"))


@pytest.fixture
async def sample(wire: Wire, channel: ChannelHandle, tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The sample bot, connected and synced."""
    async with BotProcess(wire, tmp_path, arguments=SAMPLE) as bot:
        yield bot
