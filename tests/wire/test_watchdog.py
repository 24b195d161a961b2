"""A process that no longer serves ends itself, so that its supervisor starts another one."""

import signal
from pathlib import Path

import pytest

from tests.wire.process import BotProcess, until
from tests.wire.server import Wire

LIMIT = "10"
"""Seconds, in place of ten minutes; a start must be quicker."""


@pytest.mark.soak
async def test_a_shard_that_stays_silent_ends_the_process_in_order_with_1(wire: Wire, data_dir: Path) -> None:
    wire.gateway.heartbeat = 0.2
    async with BotProcess(wire, data_dir, environment={"COHORT_WATCHDOG_SECONDS": LIMIT}) as bot:
        assert await until(lambda: "client.ready" in bot.log, 20)
        assert bot.process is not None
        assert bot.process.returncode is None
        wire.gateway.turn_deaf()

        assert await bot.wait(seconds=30) == 1
        wire.gateway.turn_deaf(deaf=False)

    assert '"shards": [0]' in bot.log
    assert "watchdog.silent" in bot.log
    assert "delivery.closed" in bot.log
    assert "Traceback" not in bot.log


@pytest.mark.soak
async def test_a_discord_that_is_never_reached_ends_the_process_with_1(wire: Wire, data_dir: Path) -> None:
    wire.gateway.turn_deaf()
    bot = BotProcess(wire, data_dir, environment={"COHORT_WATCHDOG_SECONDS": "4"})
    await bot.launch()

    assert await bot.wait(seconds=40) == 1
    wire.gateway.turn_deaf(deaf=False)
    assert "watchdog.silent" in bot.log
    assert wire.gateway.identified == []


@pytest.mark.soak
async def test_a_stuck_event_loop_ends_the_process_with_1_and_says_where_it_is_stuck(
    wire: Wire, data_dir: Path
) -> None:
    arguments = ("-m", "tests.wire.slow_bot", "loop")
    async with BotProcess(
        wire, data_dir, arguments=arguments, environment={"COHORT_WATCHDOG_SECONDS": LIMIT}
    ) as bot:
        assert bot.process is not None
        bot.process.send_signal(signal.SIGUSR1)
        code = await bot.wait(seconds=40)

    assert code == 1
    assert "watchdog.stuck" in bot.log
    assert "slow_bot.py" in bot.log
    assert " in stick" in bot.log
    assert "canary-local-variable" not in bot.log
