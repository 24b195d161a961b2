"""Secrets and private words that must not come out, and every place where something can break with them."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text as sql

from bot.delivery.messenger import DiscordMessenger
from bot.delivery.speakers import Speakers
from bot.schedule.bell import TICK
from bot.services.departures import DepartureService
from bot.store import reflections
from bot.store.transaction import Store
from tests.journeys.rituals import write
from tests.journeys.world import World
from tests.simtools import press, submit, text
from tests.threats.feed import open_feed, worded

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GaBcDe.canary-canary-canary-canary-canary1"
PASSWORD = "canary-password"
INTERACTION = "aW50ZXJhY3Rpb246canarycanarycanary"
PRIVATE = "canary of a private evening that nobody may read"

SPILT = (
    f"{TOKEN} https://discord.com/api/webhooks/123456789012345678/{INTERACTION} "
    f"POST /api/v10/interactions/123456789012345678/{INTERACTION}/callback "
    f"postgresql://cohort:{PASSWORD}@db/cohort"
)
"""What an exception might say at the worst."""

SECRETS = (TOKEN, "canarycanarycanary", PASSWORD)

Broken = Callable[..., Awaitable[None]]


class SpiltError(Exception):
    """Whoever shows its text shows secrets."""


def spilling(_store: Store) -> Broken:
    """Work that fails with secrets in the text of its error."""

    async def broken(*_: object, **__: object) -> None:
        raise SpiltError(SPILT)

    return broken


def losing(store: Store) -> Broken:
    """Work that fails in a statement which was given private words."""

    async def broken(*_: object, **__: object) -> None:
        words = PRIVATE
        async with store.read() as tx:
            await tx.execute(sql("INSERT INTO nowhere (words) VALUES (:words)"), {"words": words})

    return broken


class Scene:
    """A world in which one thing is broken; each way tells what was answered, if anybody was."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch, broken: Broken) -> None:
        self._world, self._monkeypatch, self._broken = world, monkeypatch, broken

    def _break(self, where: object, name: str) -> None:
        self._monkeypatch.setattr(where, name, self._broken)

    async def command(self) -> str:
        """Somebody adds a task in their own words."""
        world = self._world
        self._break(type(world.app.services.tasks), "add")
        return text(await world.ben.slash(world.channel, "task add", title=PRIVATE))

    async def press(self) -> str:
        """Somebody presses Done."""
        world = self._world
        panel = await world.ben.slash(world.channel, "today")
        self._break(type(world.app.services.tasks), "done")
        pressed = await press(world.ben, panel, label="Done", nth=0)
        return "".join(map(text, pressed.followups or [pressed]))

    async def form(self) -> str:
        """Somebody's goals are not saved; their words are theirs, and given back."""
        world = self._world
        form = await world.ben.slash(world.channel, "ritual write", which="goals")
        self._break(reflections, "save")
        given_back = text(await submit(world.ben, form, [PRIVATE, "", ""]))
        assert PRIVATE in given_back
        return given_back.replace(PRIVATE, "")

    async def autocomplete(self) -> str:
        """Somebody types, and nothing can be suggested."""
        world = self._world
        self._break(type(world.app.services.enrolments), "offered")
        feed = await open_feed(world)
        options = [{"type": 3, "name": "roadmap", "value": PRIVATE, "focused": True}]
        data = {"id": "1", "name": "join", "type": 1, "options": options, "resolved": {}}
        with feed.capturing() as answers:
            typed = await feed.send(feed.command(world.ben, world.channel, data, typing=True))
        assert answers.first[typed] == [{"type": 8, "data": {"choices": []}}]
        return worded(answers, typed)

    async def listener_of_interactions(self) -> str:
        """What hears of every interaction fails at a form with private words in it."""
        world = self._world
        self._monkeypatch.setattr("bot.client.answer_stale", self._broken)
        feed = await open_feed(world)
        field = {"type": 4, "id": 2, "custom_id": "x", "value": PRIVATE}
        with feed.capturing() as answers:
            form = feed.submit(world.ben, world.channel, "gone", [{"type": 18, "id": 1, "component": field}])
            return worded(answers, await feed.send(form))

    async def listener_of_servers(self) -> str:
        """What hears of servers fails."""
        self._break(DepartureService, "here")
        self._world.env.create_guild(PRIVATE)
        await self._world.env.settle()
        return ""

    async def rendering(self) -> str:
        """What a buddy wrote cannot be drawn."""
        return await self._owed(Speakers, "say")

    async def delivery(self) -> str:
        """What a buddy wrote cannot be sent."""
        return await self._owed(DiscordMessenger, "send")

    async def _owed(self, where: object, name: str) -> str:
        world = self._world
        await world.travel_to("2026-01-05 08:00")
        await world.join(world.ada)
        for who in (world.ada, world.ben):
            await who.slash(world.channel, "nudges set", time="09:00")
        await world.travel_to("2026-01-05 10:00")
        await world.ada.slash(world.channel, "buddy ask", member=world.ben)
        await world.ben.slash(world.channel, "buddy accept", member=world.ada)
        await world.tick()
        before = world.inbox(world.ada)
        answered = text(await world.ben.slash(world.channel, "buddy nudge", words=PRIVATE))
        self._break(where, name)
        await world.tick()
        assert world.inbox(world.ada) == before
        return answered.replace(PRIVATE, "")

    async def job(self) -> str:
        """A job of the bell fails while goals lie in the database."""
        world = self._world
        await write(world.ben, world.channel, "goals", PRIVATE, "", "")
        self._break(type(world.app._outbox), "tick")
        await world.app.bell._ring(TICK)
        return ""


LOGGED = {
    "command": "interaction.failed",
    "press": "interaction.failed",
    "form": "interaction.failed",
    "autocomplete": "autocomplete",
    "listener_of_interactions": "event.failed",
    "listener_of_servers": "event.failed",
    "rendering": "delivery.failed",
    "delivery": "delivery.failed",
    "job": "bell.failed",
}
"""Every way, and what tells in the log that it failed there."""
