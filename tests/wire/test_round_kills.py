"""kill -9 while a round is paired and its threads open: everybody has one thread with one card in it."""

import asyncio
import json
import random
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from simcord import ChannelHandle

from bot.app import open_app
from bot.config import load_settings
from bot.domain import availability
from bot.domain.mock_pool import USUAL, Wants
from bot.store import members, mock_pool
from bot.store.engine import open_store
from tests.wire.crowd import WireClock
from tests.wire.crowd_steps import MESSAGES, PAST_LEASE
from tests.wire.faults import Fault, When
from tests.wire.process import BotProcess, until
from tests.wire.scenario import monday_morning
from tests.wire.server import Wire

PEOPLE = 6
THREADS, PERSON = "/channels/*/threads", "/channels/*/thread-members/*"
TO_SUNDAY_NOON = (6 * 24 + 2) * 3600
"""From Monday 10:00 to when the round closes."""
EVENINGS = availability.hours(range(7), 18, 22)
KILLED, KILLS = -9, 6
STARTED_WITHIN = 60

STEPS: tuple[tuple[str, str, When, int], ...] = (
    ("POST", THREADS, "before", 0),
    ("POST", THREADS, "after", 1),
    ("PUT", PERSON, "after", 0),
    ("POST", MESSAGES, "before", 1),
    ("POST", MESSAGES, "after", 2),
)
"""Requests during which the bot dies: before or after they take effect, and how many such come before."""


@pytest.fixture
async def room(wire: Wire, database_url: str, data_dir: Path) -> ChannelHandle:
    """Where the round of six people, who all have the evenings, is about to close."""
    await monday_morning(wire)
    channel = wire.guild.create_text_channel("interviews")
    people = [wire.guild.add_member(wire.create_user(f"m{number}")) for number in range(PEOPLE)]
    settings = load_settings(data_dir=data_dir, database_url=SecretStr(database_url))
    async with open_app(settings, WireClock(wire)) as app:
        await app.services.guilds.change(wire.guild.id, nudge_channel_id=channel.id)
        for who in people:
            await app.services.enrolments.join(wire.guild.id, who.id, "deep-dive-16w", zone=ZoneInfo("UTC"))
        await app.services.mock_rounds.change(wire.guild.id, enabled=True)
    store = await open_store(database_url)
    async with store.write() as tx:
        for who in people:
            member = await members.find(tx, wire.guild.id, who.id)
            assert member is not None
            await mock_pool.join(tx, wire.guild.id, member.key, Wants(), wire.now())
            await mock_pool.set_hours(tx, member.key, USUAL, EVENINGS, wire.now())
    await store.close()
    await wire.advance_time(TO_SUNDAY_NOON + 120)
    return channel


def cards(wire: Wire, room: ChannelHandle) -> Counter[str]:
    """How many cards each thread holds, by its name; the people in it are those that its card names."""
    found: Counter[str] = Counter()
    for thread in room.threads:
        messages = wire.backend.messages.get(thread.id, {}).values()
        found[thread.name or ""] += sum('"n:' in json.dumps(each.components) for each in messages)
    return found


async def to_the_end(wire: Wire, room: ChannelHandle, bot: BotProcess) -> None:
    """What the dead held becomes free, Discord forgets every nonce, and the bot runs until all is said."""
    await wire.advance_time(PAST_LEASE)
    wire.rest.forget_nonces()
    await bot.start()
    await wire.advance_time(PAST_LEASE)
    came = await until(lambda: len(cards(wire, room)) == PEOPLE // 2 and all(cards(wire, room).values()), 60)
    assert came, (cards(wire, room), bot.log)
    await wire.advance_time(PAST_LEASE)
    await bot.terminate()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("step", STEPS)
async def test_killed_while_threads_open_everybody_has_one_thread_with_one_card(
    wire: Wire, room: ChannelHandle, database_url: str, data_dir: Path, step: tuple[str, str, When, int]
) -> None:
    method, path, when, skip = step
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    wire.rest.faults.plan(Fault(method, path, when, skip=skip, call=bot.strike_down))

    await bot.launch()
    assert await bot.wait(seconds=STARTED_WITHIN) == KILLED
    await to_the_end(wire, room, bot)

    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)


async def test_killed_at_random_moments_a_round_goes_on_where_it_was(
    wire: Wire, room: ChannelHandle, database_url: str, data_dir: Path
) -> None:
    bot = BotProcess(wire, data_dir, environment={"DATABASE_URL": database_url})
    chance = random.Random(6)

    for number in range(KILLS):
        ready = len(wire.gateway.identified)
        await bot.launch()
        assert await until(lambda before=ready: len(wire.gateway.identified) > before, STARTED_WITHIN)
        await asyncio.sleep(chance.uniform(0, 0.6))
        await bot.kill()
        await wire.advance_time(PAST_LEASE if number % 2 else 5)
    await to_the_end(wire, room, bot)

    assert sorted(cards(wire, room).values()) == [1] * (PEOPLE // 2)
