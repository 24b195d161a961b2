"""`cohort doctor --online` as a process against the local Discord: account, limits, every channel."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import discord

from tests.keys import KEY
from tests.wire.process import BotProcess
from tests.wire.server import Wire

DOCTOR = ("-m", "bot", "doctor", "--online", "--json")
AT = "2026-06-01 00:00:00"

Found = list[dict[str, Any]]


async def asked(wire: Wire, folder: Path, **environment: str) -> tuple[int, Found, str]:
    """The exit code, the findings, and all of the output."""
    doctor = BotProcess(wire, folder, arguments=DOCTOR, environment=environment)
    await doctor.launch()
    code = await doctor.wait(seconds=60)
    return code, json.loads(doctor.log)["findings"], doctor.log


def put(database: Path, table: str, **values: object) -> None:
    """One more row."""
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*values.values()])  # noqa: S608


def put_guild(database: Path, guild_id: int, nudges: int) -> None:
    """A server with the channel that it chose for nudges."""
    times = {"created_at": AT, "updated_at": AT}
    put(database, "guild", guild_id=guild_id, nudge_channel_id=nudges, timezone="UTC", **times)


def put_rounds(database: Path, guild_id: int, channel_id: int) -> None:
    """The server announces its interviews here."""
    when = {"weekday": 0, "local_minute": 0, "open_days": 1, "remind_hours": 0, "every_weeks": 1}
    more = {"session_minutes": 60, "repeat_window": 1, "trios": 0, "enabled": 1, "updated_at": AT}
    put(database, "mock_setting", guild_id=guild_id, channel_id=channel_id, **when, **more)


def named(found: Found, name: str) -> Found:
    return [finding for finding in found if finding["name"] == name]


async def test_channels_are_looked_at_one_by_one_and_the_link_repairs_them(
    wire: Wire, sqlite_url: str, tmp_path: Path
) -> None:
    silent = discord.PermissionOverwrite(attach_files=False, create_private_threads=False)
    closed = wire.guild.create_text_channel("rounds", overwrites={wire.guild.default_role: silent})
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    put_guild(database, 7, nudges=78)
    put_guild(database, wire.guild.id, nudges=404)
    put_rounds(database, wire.guild.id, closed.id)
    wire.starts.total, wire.starts.remaining = 1000, 12
    wire.set_bots_back(60)

    code, found, shown = await asked(wire, tmp_path)

    assert code == 1
    left, gone, lacking = named(found, "channels")
    assert left["details"] == {"guild_id": "7"}
    assert (gone["details"]["channel_id"], gone["details"]["uses"]) == ("404", ["nudges"])
    assert lacking["details"]["lacking"] == ["Attach Files", "Create Private Threads"]
    assert f"guild_id={wire.guild.id}" in lacking["details"]["invite"]
    assert named(found, "session starts")[0]["details"]["remaining"] == 12
    assert -62 <= named(found, "clock")[0]["details"]["seconds"] <= -58
    assert named(found, "intents")[0]["level"] == "ok"
    assert wire.gateway.identified == []
    assert not [secret for secret in (wire.token, KEY) if secret in shown]


async def test_a_token_that_discord_refuses_is_fatal_and_not_shown(wire: Wire, tmp_path: Path) -> None:
    code, found, shown = await asked(wire, tmp_path, DISCORD_TOKEN="canary.that.was-reset-long-ago")

    assert code == 78
    assert named(found, "identity")[0]["level"] == "fatal"
    assert "canary" not in shown
