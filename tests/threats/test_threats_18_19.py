"""Threats 18 and 19: wherever something breaks, neither a secret nor anybody's words come out."""

import io
import json
import logging
import sqlite3
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from discord.http import Route
from sqlalchemy.exc import OperationalError

from bot.log import HANDLER, set_up_logging
from bot.run import run_bot
from tests.journeys.rituals import write
from tests.journeys.world import World
from tests.simtools import text
from tests.threats.canaries import (
    LOGGED,
    PRIVATE,
    SECRETS,
    SPILT,
    TOKEN,
    Scene,
    SpiltError,
    losing,
    spilling,
)


@pytest.fixture
def lines() -> Generator[io.StringIO]:
    """What goes to standard error, as the process writes it."""
    set_up_logging("INFO", "json", [TOKEN])
    handler: Any = next(each for each in logging.getLogger().handlers if each.get_name() == HANDLER)
    before, written = handler.stream, io.StringIO()
    handler.setStream(written)
    yield written
    handler.setStream(before)
    set_up_logging("WARNING", "console")


@pytest.mark.parametrize("way", LOGGED)
async def test_18_token_and_log_leak(
    world: World, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO, way: str
) -> None:
    world.expected = (SpiltError,)
    await world.join(world.ben)

    answered = await getattr(Scene(world, monkeypatch, spilling(world.app.store)), way)()

    told = lines.getvalue()
    assert LOGGED[way] in told
    assert "SpiltError" in told
    assert [secret for secret in SECRETS if secret in told + answered] == []


@pytest.mark.parametrize("way", LOGGED)
async def test_19_private_text_in_logs_and_errors(
    world: World, monkeypatch: pytest.MonkeyPatch, lines: io.StringIO, way: str
) -> None:
    world.expected = (sqlite3.OperationalError, OperationalError)
    await world.join(world.ben)

    answered = await getattr(Scene(world, monkeypatch, losing(world.app.store)), way)()

    told = lines.getvalue()
    assert LOGGED[way] in told
    assert "no such table: nowhere" in told
    assert PRIVATE not in told + answered


def test_18_19_a_start_that_crashes_tells_no_secret_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Python's own traceback would go past the log, and so past what takes secrets out."""
    environment = {
        "DISCORD_TOKEN": TOKEN,
        "DISCORD_API_BASE": "http://127.0.0.1:9",
        "COHORT_DATA_DIR": str(tmp_path),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Route, "BASE", Route.BASE)

    def crash(*_: object, **__: object) -> None:
        raise SpiltError(SPILT)

    monkeypatch.setattr("bot.app.open_app", crash)
    try:
        code = run_bot()
    finally:
        set_up_logging("WARNING", "console")

    told = capfd.readouterr()
    (crashed,) = [line for line in told.err.splitlines() if "run.crashed" in line]
    assert code == 1
    assert json.loads(crashed)["level"] == "critical"
    assert "SpiltError" in json.loads(crashed)["exception"]
    assert [secret for secret in SECRETS if secret in told.err + told.out] == []


async def test_19_private_text_is_in_no_message_that_others_see(world: World) -> None:
    await world.join(world.ben)
    await write(world.ben, world.channel, "goals", PRIVATE, "", "")
    for command in ("today", "week", "progress", "streak show", "mock status", "nudges show"):
        for who in (world.ada, world.ben):
            await who.slash(world.channel, command)
    await world.ada.slash(world.channel, "manage members")

    public = json.dumps([text(message) for message in world.channel.history()])
    assert PRIVATE not in public
