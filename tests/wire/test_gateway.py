"""The local gateway ends connections in the ways that Discord's does, and discord.py comes back."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from simcord import ChannelHandle, MemberActor

from tests import simtools
from tests.wire.process import SAMPLE, BotFailedError, BotProcess, until
from tests.wire.server import TOKEN, Wire

# It tests what other tests use.
pytestmark = pytest.mark.soak


async def test_what_happens_while_the_socket_is_dead_is_replayed(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.gateway.reset()

    shown = await alice.slash(channel, "echo", text="still there")

    assert simtools.text(shown) == "still there (en-US)"
    assert (wire.gateway.resumed, len(wire.gateway.identified)) == (1, 1)


async def test_a_request_to_reconnect_ends_in_a_resume(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.gateway.ask_to_reconnect()

    assert await until(lambda: wire.gateway.resumed == 1, 5)
    assert simtools.text(await alice.slash(channel, "echo", text="back")) == "back (en-US)"


async def test_a_close_with_4000_ends_in_a_resume(wire: Wire, sample: BotProcess) -> None:
    await wire.gateway.close(4000)

    assert await until(lambda: wire.gateway.resumed == 1, 5)


@pytest.mark.parametrize("how", ["invalidated", "forgotten"])
async def test_a_lost_session_is_identified_anew(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess, how: str
) -> None:
    if how == "invalidated":
        wire.gateway.invalidate()
    else:
        wire.gateway.forget()
        wire.gateway.reset()

    assert await until(lambda: len(wire.gateway.identified) == 2, 10)
    assert simtools.text(await alice.slash(channel, "echo", text="anew")) == "anew (en-US)"


async def test_a_bad_token_is_refused_by_rest_and_the_bot_gives_up(wire: Wire, tmp_path: Path) -> None:
    bot = BotProcess(wire, tmp_path, arguments=SAMPLE, environment={"DISCORD_TOKEN": "wrong"})
    await bot.launch()

    assert await bot.wait() == 78
    assert [call.status for call in wire.rest.calls] == [401]


async def test_a_token_that_went_bad_is_refused_by_the_gateway(wire: Wire, tmp_path: Path) -> None:
    wire.gateway.token = "changed meanwhile"
    bot = BotProcess(wire, tmp_path, arguments=SAMPLE)
    await bot.launch()

    assert await bot.wait() == 78
    assert {call.status for call in wire.rest.calls} == {200}
    assert wire.gateway.identified == []


@pytest.fixture
async def client(wire: Wire) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A bare socket to the gateway, past HELLO."""
    async with aiohttp.ClientSession() as http, http.ws_connect(wire.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        yield socket


def identify(**more: Any) -> dict[str, Any]:
    return {"op": 2, "d": {"token": TOKEN, "intents": 1, "properties": {}} | more}


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (identify(token="wrong"), 4004),
        ({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}, 4004),
        (identify(intents=discord.Intents.all().value), 4014),
        ({"op": 8, "d": {"guild_id": "1"}}, 4003),
    ],
    ids=["bad token", "resume with a bad token", "intent not approved", "not identified"],
)
async def test_a_wrong_frame_closes_with_its_code(
    wire: Wire, client: aiohttp.ClientWebSocketResponse, frame: dict[str, Any], code: int
) -> None:
    wire.gateway.approved = discord.Intents.default()

    await client.send_json(frame)

    assert (await client.receive()).type is aiohttp.WSMsgType.CLOSE
    assert client.close_code == code


async def test_a_heartbeat_is_acknowledged(client: aiohttp.ClientWebSocketResponse) -> None:
    await client.send_json({"op": 1, "d": None})

    assert (await client.receive_json())["op"] == 11


async def test_ready_names_the_guilds_and_where_to_resume(
    wire: Wire, client: aiohttp.ClientWebSocketResponse
) -> None:
    await client.send_json(identify())
    ready, guild = await client.receive_json(), await client.receive_json()

    assert ready["d"]["resume_gateway_url"] == wire.gateway_url
    assert ready["d"]["guilds"] == [{"id": str(wire.guild.id), "unavailable": True}]
    assert (ready["s"], guild["s"], guild["t"]) == (1, 2, "GUILD_CREATE")


async def test_members_are_sent_in_chunks_on_request(
    wire: Wire, alice: MemberActor, client: aiohttp.ClientWebSocketResponse
) -> None:
    await client.send_json(identify(intents=discord.Intents(guilds=True, members=True).value))
    await client.send_json({"op": 8, "d": {"guild_id": str(wire.guild.id), "query": "ali", "limit": 0}})
    frames = [await client.receive_json() for _ in range(3)]

    assert [member["user"]["username"] for member in frames[2]["d"]["members"]] == ["alice"]


async def test_frames_are_packed_for_a_client_that_asks(wire: Wire) -> None:
    url = wire.gateway_url + "?compress=zlib-stream"
    async with aiohttp.ClientSession() as http, http.ws_connect(url) as socket:
        packed = await socket.receive_bytes()

    assert json.loads(zlib.decompressobj().decompress(packed))["op"] == 10


async def test_the_session_start_limit_counts_identifies(wire: Wire, sample: BotProcess) -> None:
    session = aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"})
    async with session as http, http.get(wire.api_base + "/gateway/bot") as response:
        told = await response.json()

    assert response.headers["Content-Type"] == "application/json"
    assert told["session_start_limit"]["remaining"] == wire.starts.total - 1


async def test_two_identifies_within_five_seconds_are_one_too_many(wire: Wire, tmp_path: Path) -> None:
    wire.gateway.identify_every = 1.0
    async with BotProcess(wire, tmp_path, arguments=SAMPLE) as bot:
        await bot.kill()
        await bot.start()

    first, second = wire.gateway.identified
    assert second - first >= 1.0


async def test_each_shard_gets_its_own_guilds(wire: Wire, channel: ChannelHandle, tmp_path: Path) -> None:
    async with BotProcess(wire, tmp_path, arguments=SAMPLE, environment={"SHARD_COUNT": "2"}):
        assert await until(lambda: len(wire.gateway.identified) == 2, 10)

        owners = [
            s.shard[0]
            for s in wire.gateway.sessions.values()
            if s.owns("GUILD_CREATE", {"id": wire.guild.id})
        ]

    assert owners == [(wire.guild.id >> 22) % 2]


async def test_a_bot_stops_on_sigterm_and_its_time_is_measured(wire: Wire, sample: BotProcess) -> None:
    code, seconds = await sample.terminate()

    assert code == 0
    assert 0 < seconds < 8


async def test_old_buttons_answer_after_kill_and_restart(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    panel = await alice.slash(channel, "panel")

    await sample.kill()
    await sample.start()

    assert simtools.text(await simtools.press(alice, panel, label="Tick #1")) == "ticked 1"


async def test_a_bot_that_ends_at_once_is_told_with_its_log(wire: Wire, tmp_path: Path) -> None:
    bot = BotProcess(wire, tmp_path, arguments=["-c", "print('no such luck'); raise SystemExit(3)"])

    with pytest.raises(BotFailedError, match=r"ended with 3 .*\n.*\nno such luck"):
        await bot.start()


async def test_the_server_closes_while_bots_are_connected(tmp_path: Path) -> None:
    async with Wire() as wire:
        wire.create_guild()
        bot = BotProcess(wire, tmp_path, arguments=SAMPLE)
        await bot.start()
    async with asyncio.timeout(5):
        await bot.kill()

    assert wire.gateway.identified
