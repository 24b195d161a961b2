"""What the doctor says of the bot's account, from Discord's own answers."""

from datetime import timedelta
from pathlib import Path

import discord
import pytest

from bot.config import load_settings
from bot.doctor import account
from bot.doctor.discord_api import Told
from bot.doctor.finding import Level
from tests.delivery.world import utc

NOW = utc("2026-06-01 20:00")


@pytest.mark.parametrize(
    ("flags", "granted"),
    [(0, []), (1 << 14, ["Server Members"]), ((1 << 13) | (1 << 19), ["Message Content", "Presence"])],
)
def test_privileged_intents_are_told_and_no_fault(flags: int, granted: list[str]) -> None:
    finding = account.intents(discord.ApplicationFlags._from_value(flags))
    assert (finding.level, finding.details) == (Level.OK, {"granted": granted})
    assert bool(finding.next_step) is bool(granted)


@pytest.mark.parametrize(("endpoint", "level"), [(None, Level.OK), ("https://x.example", Level.PROBLEM)])
def test_an_interactions_endpoint_takes_everything_away(endpoint: str | None, level: Level) -> None:
    assert account.interactions(endpoint).level is level


@pytest.mark.parametrize(
    ("seconds", "level", "said"),
    [
        (0, Level.OK, "agrees"),
        (5, Level.OK, "agrees"),
        (-5, Level.OK, "agrees"),
        (6, Level.WARNING, "6 seconds ahead of"),
        (-3600, Level.WARNING, "3600 seconds behind"),
    ],
)
def test_a_clock_that_is_off_is_told(seconds: int, level: Level, said: str) -> None:
    finding = account.skew(Told(NOW, NOW + timedelta(seconds=seconds)))
    assert (finding.level, said in finding.sentence) == (level, True)


def test_without_a_date_nothing_is_said_of_the_clock() -> None:
    assert account.skew(None).level is Level.OK


@pytest.mark.parametrize(
    ("remaining", "count", "levels"),
    [
        (1000, None, [Level.OK, Level.OK]),
        (50, 4, [Level.OK, Level.OK]),
        (49, 3, [Level.PROBLEM, Level.WARNING]),
    ],
)
def test_starts_left_and_shards_are_compared_with_what_discord_says(
    tmp_path: Path, remaining: int, count: int | None, levels: list[Level]
) -> None:
    ids = list(range(count)) if count else None
    settings = load_settings(data_dir=tmp_path, shard_count=count, shard_ids=ids)
    limit = {"total": 1000, "remaining": remaining, "reset_after": 60_000, "max_concurrency": 1}

    found = account.starts(limit, 4, settings, NOW)

    assert [finding.level for finding in found] == levels
    assert found[0].details["resets_at"] == "2026-06-01T20:01:00+00:00"
