"""Refusals are counted as Discord counts them, and too many make deliveries wait."""

from collections.abc import AsyncGenerator, Collection
from contextlib import asynccontextmanager
from datetime import timedelta

import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.refusals import ENOUGH, LIMIT, WINDOW, Refusals, watch
from bot.domain.delivery import DeliveryState, Destination
from bot.ui.message import Message
from tests.delivery.house import DUE, House
from tests.delivery.world import HandClock, ToyDiscord, open_channel

MINUTE = timedelta(minutes=1)


def storm(refusals: Refusals, count: int, status: int = 403) -> None:
    for _ in range(count):
        refusals.answered(status)


@pytest.mark.parametrize(
    ("status", "scope", "counted"),
    [
        (200, None, 0),
        (400, None, 0),
        (401, None, 1),
        (403, None, 1),
        (404, None, 1),
        (429, "user", 1),
        (429, "global", 1),
        (429, None, 1),
        (429, "shared", 0),
        (403, "shared", 1),
        (500, None, 0),
    ],
)
def test_only_what_discord_counts_is_counted(status: int, scope: str | None, counted: int) -> None:
    refusals = Refusals()
    refusals.answered(status, scope)
    assert refusals.count() == counted


def test_the_window_slides() -> None:
    clock = HandClock(DUE)
    refusals = Refusals(clock.monotonic)
    storm(refusals, 3)
    clock.pass_time(timedelta(seconds=WINDOW - 1))
    storm(refusals, 2)
    assert refusals.count() == 5
    clock.pass_time(timedelta(seconds=1))
    assert refusals.count() == 2


def test_at_the_limit_one_waits_until_half_are_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    clock = HandClock(DUE)
    refusals = Refusals(clock.monotonic)
    storm(refusals, LIMIT - ENOUGH)
    clock.pass_time(5 * MINUTE)
    storm(refusals, ENOUGH - 1)
    assert refusals.wait() == 0
    storm(refusals, 5)
    assert refusals.wait() == pytest.approx(WINDOW)
    clock.pass_time(timedelta(seconds=WINDOW))
    assert refusals.wait() == 0
    assert (caplog.text.count("delivery.paused"), caplog.text.count("delivery.resumed")) == (1, 1)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 900)), max_size=30))
def test_whoever_waits_as_long_as_told_may_go_and_nobody_goes_past_the_limit(
    storms: list[tuple[int, int]],
) -> None:
    clock = HandClock(DUE)
    refusals = Refusals(clock.monotonic)
    for pause, count in storms:
        clock.pass_time(timedelta(seconds=pause))
        storm(refusals, count)
        assert refusals.wait() > 0 or refusals.count() < LIMIT
    clock.pass_time(timedelta(seconds=refusals.wait() + 0.001))
    assert refusals.wait() == 0


async def test_deliveries_wait_and_go_on_by_themselves(house: House) -> None:
    await house.nudge()
    house.clock.moment = DUE
    storm(house.refusals, LIMIT)
    await house.tick()
    assert house.discord.requests == []
    assert house.dispatcher.paused()
    assert await house.last() == (DeliveryState.QUEUED, None)
    house.clock.pass_time(10 * MINUTE)
    await house.tick()
    assert len(house.discord.posts) == 1
    assert not house.dispatcher.paused()


async def test_a_storm_in_the_middle_of_a_batch_puts_the_rest_back_untried(house: House) -> None:
    class Stormy(ToyDiscord):
        async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
            if not self.posts:
                storm(house.refusals, LIMIT)
            return await super().send(channel_id, message, nonce, mentions)

    discord = Stormy(house.clock)
    house.dispatcher = house.dispatch(discord=discord)
    await open_channel(house.store, house.clock)
    for user_id in (1, 2, 3):
        await house.nudge(Destination.CHANNEL, user_id, dm=None)
    house.clock.moment = DUE
    await house.tick()
    assert [each.state for each in await house.all()] == [*[DeliveryState.QUEUED] * 2, DeliveryState.SENT]
    house.clock.pass_time(10 * MINUTE)
    await house.tick()
    assert [post.mention for post in discord.posts] == [1, 2, 3]


# ------------------------------------------------------------------ what is heard of discord.py


@asynccontextmanager
async def listening(monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[discord.Client]:
    """A client logged in to a server that answers with the status named in the path."""

    async def answer(request: web.Request) -> web.Response:
        status = int(request.match_info.get("status", 200))
        headers = {"X-RateLimit-Scope": request.query.get("scope", "user")}
        return web.json_response({"id": "1", "username": "cohort"}, status=status, headers=headers)

    app = web.Application()
    app.router.add_get("/users/@me", answer)
    app.router.add_get("/gives/{status}", answer)
    app.router.add_post("/interactions/1/{status}/callback", answer)
    async with TestServer(app) as server:
        monkeypatch.setattr(Route, "BASE", str(server.make_url("/")).rstrip("/"))
        client = discord.Client(intents=discord.Intents.none())
        watch(client)
        await client.http.static_login("a.b.c")
        yield client
        await client.close()


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/gives/200", 0),
        ("/gives/401", 1),
        ("/gives/403", 1),
        ("/gives/404", 1),
        ("/gives/429", 1),
        ("/gives/429?scope=shared", 0),
    ],
)
async def test_every_answer_to_the_client_is_heard(
    monkeypatch: pytest.MonkeyPatch, path: str, counted: int
) -> None:
    async with listening(monkeypatch) as client:
        if path == "/gives/200":
            await client.http.request(Route("GET", path))
        else:
            with pytest.raises(discord.HTTPException):
                await client.http.request(Route("GET", path))
        assert watch(client).count() == counted


async def test_answers_to_people_are_heard_too_but_wait_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(monkeypatch) as client:
        storm(watch(client), LIMIT)
        # What discord.py does to all other requests after a global rate limit.
        client.http._global_over = discord.utils.MISSING
        session = client.http._HTTPClient__session  # pyright: ignore[reportAttributeAccessIssue]
        with pytest.raises(discord.NotFound):
            await AsyncWebhookAdapter().create_interaction_response(
                1, "404", session=session, params=discord.webhook.async_.interaction_response_params(1)
            )
        assert watch(client).count() == LIMIT + 1
        assert watch(client).wait() > 0


async def test_other_addresses_are_not_discords(monkeypatch: pytest.MonkeyPatch) -> None:
    async with listening(monkeypatch) as client:
        elsewhere = Route.BASE + "/gives/404"
        monkeypatch.setattr(Route, "BASE", "http://127.0.0.1:1/api")
        with pytest.raises(discord.NotFound):
            await client.http.get_from_cdn(elsewhere)
        assert watch(client).count() == 0
