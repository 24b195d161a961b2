"""A round of mock interviews that is about to close, and what Discord shows of it in the end."""

import json
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from simcord import ChannelHandle

from bot.app import open_app
from bot.config import load_settings
from bot.domain import availability
from bot.domain.mock_pool import USUAL, Wants
from bot.store import members, mock_pool
from bot.store.engine import open_store
from tests.keys import VAULT
from tests.wire.crowd import WireClock
from tests.wire.crowd_steps import PAST_LEASE
from tests.wire.process import BotProcess, until
from tests.wire.scenario import monday_morning
from tests.wire.server import Wire

PEOPLE = 6
TO_SUNDAY_NOON = (6 * 24 + 2) * 3600
"""From Monday 10:00 to when the round closes."""
EVENINGS = availability.hours(range(7), 18, 22)


async def gather_round(wire: Wire, database_url: str, data_dir: Path) -> ChannelHandle:
    """The channel where the round of six people, who all have the evenings, is about to close."""
    await monday_morning(wire)
    channel = wire.guild.create_text_channel("interviews")
    people = [wire.guild.add_member(wire.create_user(f"m{number}")) for number in range(PEOPLE)]
    settings = load_settings(data_dir=data_dir, database_url=SecretStr(database_url))
    async with open_app(settings, WireClock(wire)) as app:
        await app.services.guilds.change(wire.guild.id, nudge_channel_id=channel.id)
        for who in people:
            await app.services.enrolments.join(wire.guild.id, who.id, "deep-dive-16w", zone=ZoneInfo("UTC"))
        await app.services.mock_rounds.change(wire.guild.id, enabled=True)
    store = await open_store(database_url, vault=VAULT)
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
