"""The backup that a running bot makes, and the way back."""

import asyncio
import sys
from pathlib import Path

import pytest
from simcord import ChannelHandle, MemberActor

from tests.simtools import text
from tests.wire.process import BotProcess, until
from tests.wire.scenario import add_tasks, join, monday_morning
from tests.wire.server import Wire

STOP_WITHIN = 8.0
HALF_AN_HOUR = 1800


async def cohort(bot: BotProcess, *arguments: str) -> tuple[int, str, str]:
    """`cohort db …` on the bot's database: exit code, output, complaint."""
    command = (sys.executable, "-m", "bot", "db", *arguments)
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, env=bot.environment(), stdout=pipe, stderr=pipe)
    output, complaint = await process.communicate()
    code = await process.wait()
    return code, output.decode(), complaint.decode()


def backups(bot: BotProcess) -> set[str]:
    folder = bot.data_dir / "backups"
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


async def today(who: MemberActor, channel: ChannelHandle) -> str:
    return text(await who.slash(channel, "today"))


@pytest.mark.soak
async def test_a_group_comes_back_from_the_backup_that_its_running_bot_made(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, tmp_path: Path
) -> None:
    await monday_morning(wire)
    async with BotProcess(wire, tmp_path) as bot:
        await join(alice, channel)
        await add_tasks(alice, channel, "Kept")
        await wire.advance_time(HALF_AN_HOUR)
        assert await until(lambda: "backup.made" in bot.log, 10)
        (own,) = (name for name in backups(bot) if name.endswith(".db"))
        before = await today(alice, channel)
        await add_tasks(alice, channel, "Lost")

        restore = "restore", str(tmp_path / "backups" / own), "--yes"
        code, output, complaint = await cohort(bot, *restore)
        assert (code, output) == (78, "")
        assert "is in use by process" in complaint
        assert "Lost" in await today(alice, channel)

        code, seconds = await bot.terminate()
        assert (code, seconds < STOP_WITHIN) == (0, True)
        assert (await cohort(bot, *restore))[0] == 0
        await bot.start()
        assert await today(alice, channel) == before
