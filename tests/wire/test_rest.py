"""The local REST side: limits are honoured, faults strike before or after the effect, nonces are kept."""

import asyncio
import gc
import socket
import time
import warnings
from collections.abc import AsyncIterator

import aiohttp
import pytest
from simcord import ChannelHandle, MemberActor

from tests import simtools
from tests.wire.faults import Fault
from tests.wire.limits import RateLimits, bucket_of
from tests.wire.process import BotProcess
from tests.wire.server import TOKEN, Wire

# It tests what other tests use.
pytestmark = pytest.mark.soak

MESSAGES = "/channels/*/messages"


async def sent(alice: MemberActor, channel: ChannelHandle, count: int) -> str:
    return simtools.text(await alice.slash(channel, "post", count=count))


def contents(channel: ChannelHandle) -> list[str]:
    return [message.content for message in channel.history() if message.content.startswith("message")]


async def test_a_bucket_is_honoured_without_a_single_429(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.limits.add("POST", MESSAGES, amount=3, seconds=0.5)
    began = time.monotonic()

    assert await sent(alice, channel, 7) == "sent 7, failed 0"

    assert time.monotonic() - began >= 1.0
    assert wire.rest.limits.refused == 0


async def test_a_global_limit_is_waited_for(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.limits.pause(0.5)
    began = time.monotonic()

    assert await sent(alice, channel, 1) == "sent 1, failed 0"

    assert time.monotonic() - began >= 0.5
    assert [call.status for call in wire.rest.sent("POST", MESSAGES)] == [429, 200]
    assert contents(channel) == ["message 0"]


async def test_a_502_after_the_effect_leaves_one_message(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, "after", status=502))

    assert await sent(alice, channel, 1) == "sent 1, failed 0"

    assert [call.status for call in wire.rest.sent("POST", MESSAGES)] == [502, 200]
    assert contents(channel) == ["message 0"]


async def test_a_reset_after_the_effect_is_for_the_bot_to_decide(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, "after", reset=True))

    await sent(alice, channel, 1)

    assert contents(channel) == ["message 0"]


async def test_a_reset_before_the_effect_leaves_nothing(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, reset=True, times=2))

    await sent(alice, channel, 1)

    assert contents(channel) == []


async def test_a_403_reaches_the_bot(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, status=403, code=50013))

    assert await sent(alice, channel, 2) == "sent 1, failed 1"


async def test_a_delay_is_only_a_delay(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, delay=0.3))
    began = time.monotonic()

    assert await sent(alice, channel, 1) == "sent 1, failed 0"
    assert time.monotonic() - began >= 0.3


async def test_a_page_of_cloudflare_is_no_answer_of_discord(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.rest.faults.plan(Fault("POST", MESSAGES, status=429, cloudflare=True))

    assert await sent(alice, channel, 2) == "sent 1, failed 1"
    assert [call.status for call in wire.rest.sent("POST", MESSAGES)] == [429, 200]


async def test_a_fault_lets_the_first_ones_through_and_calls_when_it_strikes(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    seen: list[int] = []
    wire.rest.faults.plan(
        Fault("POST", MESSAGES, "after", skip=2, call=lambda: seen.append(len(contents(channel))))
    )

    await sent(alice, channel, 4)

    assert seen == [3]


@pytest.fixture
async def http(wire: Wire) -> AsyncIterator[aiohttp.ClientSession]:
    """A bare client with the right token."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:
        yield session


async def posted(wire: Wire, http: aiohttp.ClientSession, channel: ChannelHandle, **more: object) -> str:
    """The id of the message that a request with a nonce ends at."""
    body = {"content": "message", "nonce": "n1", "enforce_nonce": True} | more
    async with http.post(f"{wire.api_base}/channels/{channel.id}/messages", json=body) as response:
        return str((await response.json())["id"])


@pytest.mark.parametrize(
    ("minutes", "forget", "messages"), [(0, False, 1), (4, False, 1), (6, False, 2), (0, True, 2)]
)
async def test_an_enforced_nonce_gives_the_first_message_again_until_its_window_has_passed(
    wire: Wire, channel: ChannelHandle, http: aiohttp.ClientSession, minutes: int, forget: bool, messages: int
) -> None:
    first = await posted(wire, http, channel)
    await wire.advance_time(minutes * 60)
    if forget:
        wire.rest.forget_nonces()
    second = await posted(wire, http, channel)

    assert len({first, second}) == len(contents(channel)) == messages


@pytest.mark.parametrize("other", [{"nonce": "n2"}, {"enforce_nonce": False}])
async def test_another_nonce_or_one_that_is_not_enforced_is_another_message(
    wire: Wire, channel: ChannelHandle, http: aiohttp.ClientSession, other: dict[str, object]
) -> None:
    await posted(wire, http, channel)
    await posted(wire, http, channel, **other)

    assert len(contents(channel)) == 2


async def test_the_clock_of_the_bots_can_be_set_back_without_discords(wire: Wire, sample: BotProcess) -> None:
    before = wire.now()
    wire.set_bots_back(3600)
    await wire.advance_time(60)

    assert float(sample.clock_path.read_text()) == 60 - 3600
    assert (wire.now() - before).total_seconds() == pytest.approx(60, abs=5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/channels/1/messages", "/channels/1/messages", True),
        ("/channels/1/messages/2", "/channels/1/messages/3", True),
        ("/channels/1/messages", "/channels/2/messages", False),
        ("/guilds/1/members/2", "/guilds/1/roles/2", False),
        ("/webhooks/1/a/messages/2", "/webhooks/1/b/messages/2", False),
        ("/interactions/1/a/callback", "/interactions/2/b/callback", False),
    ],
)
def test_buckets_split_by_route_and_major_parameter(one: str, other: str, same: bool) -> None:
    assert (bucket_of("POST", one) == bucket_of("POST", other)) is same


def test_the_same_route_has_one_public_hash_over_all_channels() -> None:
    assert bucket_of("POST", "/channels/1/messages")[0] == bucket_of("POST", "/channels/2/messages")[0]


class Hand:
    """A clock that moves by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


def test_the_51st_request_of_a_second_is_refused_globally_and_interactions_are_not() -> None:
    hand = Hand()
    limits = RateLimits(now=hand)
    verdicts = [limits.admit("GET", f"/channels/{n}", counts_globally=True) for n in range(51)]
    callback = limits.admit("POST", "/interactions/1/t/callback", counts_globally=False)
    hand.at += 1
    later = limits.admit("GET", "/channels/1", counts_globally=True)

    assert [v.retry_after is None for v in verdicts] == [True] * 50 + [False]
    assert verdicts[-1].is_global
    assert callback.retry_after is None
    assert later.retry_after is None


def test_the_headers_count_down_to_zero() -> None:
    limits = RateLimits(now=Hand())
    limits.add("*", "/channels/*", amount=2, seconds=5.0)
    verdicts = [limits.admit("GET", "/channels/1", counts_globally=False) for _ in range(3)]

    assert [v.headers["X-RateLimit-Remaining"] for v in verdicts] == ["1", "0", "0"]
    assert verdicts[-1].headers["X-RateLimit-Reset-After"] == "5.000"
    assert verdicts[-1].retry_after == 5.0


@pytest.mark.parametrize("scope", ["user", "shared"])
def test_a_refusal_tells_whose_limit_it_was(scope: str) -> None:
    limits = RateLimits(now=Hand())
    limits.add("*", "/channels/*", amount=1, seconds=5.0, scope=scope)
    verdicts = [limits.admit("POST", "/channels/1/messages", counts_globally=True) for _ in range(2)]

    assert verdicts[-1].headers["X-RateLimit-Scope"] == scope
    assert not verdicts[-1].is_global


async def closes_while_somebody_connects(turns: int) -> socket.socket:
    async with Wire() as wire:
        client = socket.socket()
        client.setblocking(False)
        client.connect_ex(("127.0.0.1", wire.port))
        for _ in range(turns):
            await asyncio.sleep(0)
    return client


@pytest.mark.parametrize("turns", range(5))
def test_a_connection_that_comes_as_it_closes_is_closed_too(turns: int) -> None:
    gc.collect()
    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always", ResourceWarning)
        asyncio.run(closes_while_somebody_connects(turns)).close()
        gc.collect()

    assert [str(each.message) for each in left_open] == []
