"""What really goes to Discord, through discord.py, and how its failures read."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest
from discord import ui
from simcord import ChannelHandle, Env, MemberActor

from bot.delivery.messenger import LONGEST_BAN, DiscordMessenger, SendFailed
from bot.domain.outcomes import Failure
from bot.ui.message import Message
from tests import simtools
from tests.wire.sample_bot import SampleBot


@pytest.fixture
def simcord_bot() -> SampleBot:
    return SampleBot(shard_count=1)


@pytest.fixture
async def env(simcord_env: Env) -> AsyncIterator[Env]:
    yield simcord_env
    await simcord_env.bot.close()


@pytest.fixture
def channel(env: Env) -> ChannelHandle:
    return env.create_guild().create_text_channel("study-nudges")


@pytest.fixture
def ada(env: Env, channel: ChannelHandle) -> MemberActor:
    return env.guild.add_member(env.create_user("ada"))


@pytest.fixture
def messenger(env: Env) -> Iterator[DiscordMessenger]:
    with env.time_context():
        yield DiscordMessenger(env.bot)


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def nudge(delivery_id: int, *, deep: bool = False) -> Message:
    """A button of ours, on its own or inside a container."""
    view = ui.LayoutView(timeout=None)
    button: ui.Button[ui.LayoutView] = ui.Button(label="Open", custom_id=f"n:{delivery_id}:open")
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(button)
    container: ui.Container[ui.LayoutView] = ui.Container(ui.TextDisplay("Two tasks today"), row)
    view.add_item(container if deep else row)
    return Message(view)


def sent_bodies(env: Env) -> list[dict[str, object]]:
    """The JSON of every message sent."""
    return [
        dict(request.json)
        for request in env.http_requests
        if request.method == "POST" and request.path.endswith("/messages") and isinstance(request.json, dict)
    ]


async def test_a_direct_message_is_opened_once_and_written_to(
    env: Env, ada: MemberActor, messenger: DiscordMessenger
) -> None:
    channel_id = await messenger.open_dm(ada.user.id)
    assert await messenger.open_dm(ada.user.id) == channel_id
    message_id = await messenger.send(channel_id, nudge(7), "n7", ())
    dm = ada.user.dm_channel
    assert dm.last_message is not None
    assert (dm.id, dm.last_message.id) == (channel_id, message_id)


async def test_a_message_carries_its_nonce_and_mentions_only_whom_it_should(
    env: Env, channel: ChannelHandle, ada: MemberActor, messenger: DiscordMessenger
) -> None:
    await messenger.send(channel.id, nudge(7), "n7", [ada.user.id])
    await messenger.send(channel.id, nudge(8), "n8", ())
    loud, silent = sent_bodies(env)
    assert (loud["nonce"], loud["enforce_nonce"]) == ("n7", True)
    assert loud["allowed_mentions"] == {"parse": [], "users": [ada.user.id]}
    assert silent["allowed_mentions"] == {"parse": [], "users": []}


async def test_the_same_nonce_gives_the_same_message(
    channel: ChannelHandle, messenger: DiscordMessenger
) -> None:
    with simtools.exact_rest() as rest:
        rest.lose_reply("POST", "/channels/*/messages", aiohttp.ServerDisconnectedError())
        with pytest.raises(SendFailed):
            await messenger.send(channel.id, nudge(7), "n7", ())
        again = await messenger.send(channel.id, nudge(7), "n7", ())
    assert channel.last_message is not None
    assert channel.last_message.id == again == await messenger.find(channel.id, "n:7:")
    assert len(channel.history()) == 1


async def test_a_sent_view_is_not_kept_by_the_client(
    channel: ChannelHandle, messenger: DiscordMessenger
) -> None:
    view = nudge(7)
    await messenger.send(channel.id, view, "n7", ())
    assert view.view.is_finished()


@pytest.mark.parametrize("deep", [False, True])
async def test_our_own_message_is_found_by_its_button(
    channel: ChannelHandle, messenger: DiscordMessenger, *, deep: bool
) -> None:
    message_id = await messenger.send(channel.id, nudge(7, deep=deep), "n7", ())
    assert await messenger.find(channel.id, "n:7:") == message_id
    assert await messenger.find(channel.id, "n:70:") is None
    assert await messenger.find(channel.id, "n:") == message_id


async def test_only_the_last_hundred_messages_are_searched(
    channel: ChannelHandle, messenger: DiscordMessenger
) -> None:
    for delivery_id in range(1, 102):
        await messenger.send(channel.id, nudge(delivery_id), f"n{delivery_id}", ())
    assert await messenger.find(channel.id, "n:1:") is None
    assert await messenger.find(channel.id, "n:2:") is not None


async def test_what_members_write_is_not_ours(
    channel: ChannelHandle, ada: MemberActor, messenger: DiscordMessenger
) -> None:
    await ada.send(channel, "n:7:open")
    assert await messenger.find(channel.id, "n:7:") is None


@pytest.mark.parametrize(
    ("status", "code"), [(403, 50007), (403, 50278), (404, 10003), (403, 50013), (400, 50035), (503, 0)]
)
async def test_a_refusal_keeps_its_status_and_code(
    env: Env, channel: ChannelHandle, messenger: DiscordMessenger, status: int, code: int
) -> None:
    env.inject_error("POST", "/channels/*/messages", status=status, code=code)
    with pytest.raises(SendFailed) as failed:
        await messenger.send(channel.id, nudge(7), "n7", ())
    assert failed.value.failure == Failure(status, code)


@pytest.mark.parametrize(
    "error",
    [
        TimeoutError(),
        ConnectionResetError(104, "reset"),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientPayloadError(),
    ],
)
async def test_a_broken_connection_is_no_answer(
    channel: ChannelHandle, messenger: DiscordMessenger, error: Exception
) -> None:
    with simtools.exact_rest() as rest:
        rest.lose_reply("POST", "/channels/*/messages", error)
        with pytest.raises(SendFailed) as failed:
            await messenger.send(channel.id, nudge(7), "n7", ())
    assert failed.value.failure == Failure(None)


async def test_a_long_rate_limit_tells_how_long(channel: ChannelHandle, messenger: DiscordMessenger) -> None:
    with simtools.exact_rest() as rest:
        rest.lose_reply("GET", "/channels/*/messages", discord.RateLimited(75.5))
        with pytest.raises(SendFailed) as failed:
            await messenger.find(channel.id, "n:7:")
    assert failed.value.failure == Failure(429, retry_after=75.5)


@pytest.mark.parametrize(
    ("status", "header", "ban"),
    [
        (429, "3600", timedelta(hours=1)),
        (429, "999999999999", LONGEST_BAN),
        (429, "Wed, 21 Oct 2026 07:28:00 GMT", None),
        (429, "", None),
        (503, "3600", None),
    ],
)
async def test_a_page_of_cloudflares_tells_how_long_the_ban_lasts(
    channel: ChannelHandle, messenger: DiscordMessenger, status: int, header: str, ban: timedelta | None
) -> None:
    page: Any = SimpleNamespace(status=status, reason="no", headers={"Retry-After": header})
    with simtools.exact_rest() as rest:
        rest.lose_reply("POST", "/channels/*/messages", discord.HTTPException(page, "<html>"))
        with pytest.raises(SendFailed) as failed:
            await messenger.send(channel.id, nudge(7), "n7", ())
    assert (failed.value.failure, failed.value.ban) == (Failure(status), ban)


async def test_a_request_that_hangs_is_given_up(env: Env, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(env.bot, "create_dm", hang)
    hasty = DiscordMessenger(env.bot, timedelta(milliseconds=10))
    with pytest.raises(SendFailed) as failed:
        await hasty.open_dm(1)
    assert failed.value.failure == Failure(None)


async def test_a_picture_and_a_thread_reach_discord(
    channel: ChannelHandle, messenger: DiscordMessenger
) -> None:
    view = ui.LayoutView(timeout=None)
    gallery: ui.MediaGallery[ui.LayoutView] = ui.MediaGallery()
    gallery.add_item(media="attachment://card.png")
    view.add_item(gallery)
    message = Message(view, (discord.File(io.BytesIO(PIXEL), "card.png"),))
    message_id = await messenger.send(channel.id, message, "n8", ())
    await messenger.open_thread(channel.id, message_id, "Wins")
    sent = next(each for each in channel.history() if each.id == message_id)
    assert [attachment.filename for attachment in sent.attachments] == ["card.png"]
    assert sent.thread is not None
    assert sent.thread.name == "Wins"
