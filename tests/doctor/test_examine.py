"""All checks together: no secret is ever shown, whatever fails, and one failing check stops no other."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import discord
import pytest
from typer.testing import CliRunner

from bot import exits
from bot.cli.commands import app
from bot.config import ConfigError, Settings, load_settings
from bot.doctor import at_start, backups, database, erased, examine, files, keys, settings, versions, zones
from bot.doctor.channels import channels
from bot.doctor.finding import Finding, Level, fine, problem
from bot.log import Redactor
from bot.store.inspection import ChannelInUse, Use
from tests.delivery.world import HandClock, utc
from tests.keys import KEY
from tests.logs import told

NOW = utc("2026-06-01 20:00")
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GcanaR.y-the-canary-in-the-token-0123456789"
PASSWORD = "canary-in-the-url"
CANARIES = (TOKEN, PASSWORD, KEY, "canary")
URL = f"postgresql://cohort:{PASSWORD}@127.0.0.1:9/cohort"

ENVIRONMENT = {"DISCORD_TOKEN": TOKEN, "DATABASE_URL": URL, "COHORT_ENCRYPTION_KEY": KEY}

CHECKS = [
    (versions, "python_version"),
    (versions, "package_versions"),
    (settings, "token"),
    (settings, "contradictions"),
    (settings, "http"),
    (files, "writable"),
    (files, "rights"),
    (files, "free_space"),
    (zones, "zone_data"),
    (keys, "key"),
    (database, "look"),
    (erased, "erased_list"),
    (backups, "backup_age"),
    (backups, "set_aside"),
]


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment full of canaries, and Discord where nobody listens."""
    monkeypatch.chdir(tmp_path)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COHORT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DISCORD_API_BASE", "http://127.0.0.1:9/api/v10")


@pytest.fixture
def restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command sets up logging and the address of Discord; the tests' own come back."""
    from discord.http import Route

    root = logging.getLogger()
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    monkeypatch.setattr(root, "level", root.level)


async def all_found(configured: Settings, *, online: bool = False) -> list[Finding]:
    return await examine.examine(configured, HandClock(NOW), online=online)


@pytest.mark.parametrize(("module", "check"), CHECKS, ids=[name for _, name in CHECKS])
async def test_a_check_that_fails_shows_no_secret_and_stops_no_other(
    module: Any, check: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError(" ".join(CANARIES))

    configured = load_settings()
    names = {finding.name for finding in await all_found(configured)}
    monkeypatch.setattr(module, check, fail)

    found = await all_found(configured)

    shown = repr(found)
    assert not [canary for canary in CANARIES if canary in shown]
    assert {finding.name for finding in found} | {"schema", "process"} >= names


async def test_with_a_file_for_a_data_directory_that_is_the_one_fatal_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("COHORT_DATA_DIR", str(tmp_path / "file"))
    for name in ("DATABASE_URL", "COHORT_ENCRYPTION_KEY"):
        monkeypatch.delenv(name)
    found = await all_found(load_settings())
    assert [each.name for each in found if each.level is Level.FATAL] == ["data"]


@pytest.mark.parametrize("arguments", [["doctor"], ["doctor", "--json"]])
def test_neither_table_nor_json_shows_a_secret(arguments: list[str], restored: None) -> None:
    run = CliRunner().invoke(app, arguments)

    assert run.exit_code == exits.CONFIG  # nobody listens at the database's port
    assert "127.0.0.1:9" in run.output
    assert not [canary for canary in CANARIES if canary in run.output]


def test_an_environment_that_cannot_be_read_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, restored: None
) -> None:
    monkeypatch.setenv("SHARD_IDS", "canary")

    run = CliRunner().invoke(app, ["doctor", "--json"])

    assert run.exit_code == exits.CONFIG
    found = json.loads(run.output)["findings"]
    assert [each["name"] for each in found] == ["python", "packages", "pictures", "settings"]
    assert "SHARD_IDS" in found[-1]["sentence"]


async def test_discord_that_cannot_be_reached_is_a_problem_of_its_own() -> None:
    found = await all_found(load_settings(), online=True)
    assert [finding.level for finding in found if finding.name == "discord"] == [Level.PROBLEM]
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(
    ("error", "level"),
    [
        (RuntimeError(TOKEN), Level.PROBLEM),
        (OSError(TOKEN), Level.PROBLEM),
        (TimeoutError(), Level.PROBLEM),
        (discord.GatewayNotFound(), Level.PROBLEM),
        (discord.LoginFailure(TOKEN), Level.FATAL),
    ],
)
async def test_however_discord_fails_the_token_is_not_shown(
    error: Exception, level: Level, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> NoReturn:
        raise error

    monkeypatch.setattr(examine, "logged_in", fail)

    found = await all_found(load_settings(), online=True)

    assert found[-1].level is level
    assert TOKEN not in repr(found)


class HalfDiscord:
    """A client that is logged in, at a Discord that does not answer everything."""

    user = SimpleNamespace(id=1)
    application_id = 1

    def __init__(self, *broken: int) -> None:
        self.broken = broken

    async def fetch_guild(self, guild_id: int, **_: Any) -> NoReturn:
        """Nobody knows any server, and of some not even that is known."""
        answer: Any = SimpleNamespace(status=503 if guild_id in self.broken else 404, reason="")
        if guild_id in self.broken:
            raise discord.DiscordServerError(answer, TOKEN)
        raise discord.NotFound(answer, TOKEN)


async def test_a_server_that_discord_cannot_tell_of_keeps_nothing_from_the_others() -> None:
    used = [ChannelInUse(guild, 11, Use.NUDGES) for guild in (7, 8, 9)]
    client: Any = HalfDiscord(7, 8)

    found = await channels(client, used)

    assert [finding.level for finding in found] == [Level.PROBLEM, Level.PROBLEM, Level.WARNING]
    assert [finding.details["guild_id"] for finding in found] == ["7", "8", "9"]
    assert "HTTP 503" in found[0].sentence
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(("used", "level"), [(None, Level.WARNING), ((), Level.OK)])
async def test_channels_that_could_not_be_read_are_not_taken_for_none(
    used: tuple[()] | None, level: Level
) -> None:
    client: Any = HalfDiscord()
    assert [finding.level for finding in await channels(client, used)] == [level]


async def test_what_was_found_before_discord_fell_silent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async def asked(*_: Any) -> AsyncIterator[Finding]:
        yield fine("identity", "Logged in.")
        raise discord.GatewayNotFound

    monkeypatch.setattr(examine, "_asked", asked)

    found = await all_found(load_settings(), online=True)

    assert [finding.name for finding in found][-2:] == ["identity", "discord"]


def test_a_secret_in_a_message_is_taken_out_everywhere() -> None:
    finding = problem("x", f"Refused {TOKEN}.", f"Try {URL}.", one=TOKEN, many=[TOKEN, 7])
    cleaned = finding.cleaned(Redactor(load_settings().secrets))
    assert not [canary for canary in CANARIES if canary in repr(cleaned)]
    assert cleaned.details["many"] == ["[redacted]", 7]


def test_a_start_tells_what_it_finds_in_one_line_each(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tmp_path.chmod(0o755)
    at_start.heed(load_settings(), NOW)
    assert told(caplog, "doctor.found", "check") == ["rights"]


def test_a_start_refuses_what_cannot_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ConfigError, match="cannot be written"):
        at_start.heed(load_settings(data_dir=tmp_path / "file" / "data"), NOW)
