"""The plugin fails a test by itself when its bot broke a rule."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.discord_api.ledger import Ledger, RulesBrokenError

ROOT = Path(__file__).parents[2]
TEST = """
import pytest
from simcord import Env
from tests.wire.sample_bot import SampleBot

@pytest.fixture
def simcord_bot():
    return SampleBot(shard_count=1)

@pytest.mark.parametrize("command", ["panel", "broken"])
async def test_one(simcord_env: Env, command):
    channel = simcord_env.create_guild().create_text_channel("general")
    alice = simcord_env.guild.add_member(simcord_env.create_user("alice"))
    assert (await alice.slash(channel, command)).acknowledged
    await simcord_env.bot.close()
"""


async def test_a_test_whose_bot_breaks_a_rule_fails_and_says_which(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text(TEST, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode=auto\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.discord_api.plugin", str(tmp_path)]
    run = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    output = (await run.communicate())[0].decode()

    assert "1 failed, 1 passed" in output
    assert "name: name-length: 101 characters" in output


def test_breaches_are_told_once_and_together() -> None:
    ledger = Ledger()
    ledger.examine("POST", "/channels/1/messages", {"content": "x" * 2001})
    ledger.examine("POST", "/channels/1/messages", {})

    with pytest.raises(RulesBrokenError, match=r"content-length[\s\S]*empty-message"):
        ledger.verify()

    assert ledger.forgive() == []
