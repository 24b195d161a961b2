"""A bot that was started too often does not connect, and says until when; everything else goes on."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.wire.process import BotProcess, until
from tests.wire.server import Wire

STOP_WITHIN = 3.0
"""Seconds: nothing is under way that a stop would have to wait for."""

KEY = "session_starts.0"


@pytest.fixture
def bot(wire: Wire, sqlite_url: str, data_dir: Path) -> BotProcess:
    """Not started yet, with a database that is."""
    return BotProcess(wire, data_dir)


async def launch_held(bot: BotProcess) -> None:
    """Start it and wait until it says that it may not connect."""
    await bot.launch()
    assert await until(lambda: "sessions.held" in bot.log, 60)


async def test_with_three_starts_left_it_does_not_identify_and_stops_at_once(
    wire: Wire, bot: BotProcess
) -> None:
    wire.starts.remaining = 3
    await launch_held(bot)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()

    code, seconds = await bot.terminate()

    assert (code, seconds < STOP_WITHIN) == (0, True)
    assert wire.gateway.identified == []
    held = [json.loads(line) for line in bot.log.splitlines() if "sessions.held" in line]
    said = [(line["level"], line["until"][:10], line["remaining"]) for line in held]
    assert said == [("error", tomorrow, 3)]
    assert "Traceback" not in bot.log


async def test_it_connects_by_itself_when_the_new_day_has_begun_and_notes_it(
    wire: Wire, bot: BotProcess
) -> None:
    wire.starts.remaining, wire.starts.reset_after = 3, 1.5
    await launch_held(bot)
    wire.starts.remaining = None

    assert await until(lambda: len(wire.gateway.identified) == 1, 60)
    assert len(noted(bot.data_dir)) == 1
    await bot.kill()


async def test_a_crash_loop_is_held_back_by_its_own_record(wire: Wire, bot: BotProcess) -> None:
    crash(bot.data_dir, times=30)
    wire.starts.total = 1000
    await launch_held(bot)

    assert (await bot.terminate())[0] == 0
    assert "too many session starts" in bot.log
    assert wire.gateway.identified == []


def noted(folder: Path) -> list[str]:
    """The starts that the bot remembers."""
    with closing(sqlite3.connect(folder / "cohort.db")) as connection:
        found = connection.execute("SELECT value FROM app_state WHERE key = ?", [KEY]).fetchone()
        return json.loads(found[0])


def crash(folder: Path, times: int) -> None:
    """As if it had started and died every 15 seconds until now."""
    now = datetime.now(UTC)
    starts = [(now - timedelta(seconds=15 * number)).isoformat() for number in range(times)]
    with closing(sqlite3.connect(folder / "cohort.db")) as connection, connection:
        values = KEY, json.dumps(starts), now.replace(tzinfo=None).isoformat(" ")
        connection.execute("INSERT INTO app_state (key, value, updated_at) VALUES (?, ?, ?)", values)
