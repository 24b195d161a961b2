"""When a process counts as one that no longer serves; time is moved by hand."""

import asyncio
import math
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.gateway import Gateway, Silence, Silent
from bot.watchdog import Stillness, silence

LIMIT = 600.0


@dataclass
class Hands:
    """A clock in seconds."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Client:
    """What a client tells of its connections."""

    shard_ids: list[int] | None = None
    shard_count: int | None = 1
    latencies: list[tuple[int, float]] = field(default_factory=list[tuple[int, float]])


async def test_acknowledged_heartbeats_keep_a_process_alive_for_ever() -> None:
    client, hands = Client(), Hands()
    gateway = Gateway(client, hands)
    await gateway.identified(0)
    for number in range(100):
        client.latencies = [(0, 0.1 + number / 1000)]
        hands.seconds += 41.25
        assert gateway.silent(LIMIT) is None
    assert (gateway.down, list(gateway.latencies())) == ((), [0])


@pytest.mark.parametrize("latency", [0.1, math.nan, math.inf, 61.0], ids=["the same", "nan", "inf", "slow"])
async def test_ten_minutes_without_a_sign_of_life_end_it(latency: float) -> None:
    client, hands = Client(), Hands()
    gateway = Gateway(client, hands)
    client.latencies = [(0, 0.1)]
    await gateway.identified(0)
    assert gateway.silent(LIMIT) is None
    client.latencies = [(0, latency)]
    hands.seconds += LIMIT - 1
    assert gateway.silent(LIMIT) is None
    hands.seconds += 1
    assert gateway.silent(LIMIT) == Silent((0,), LIMIT)


async def test_heartbeats_of_a_connection_without_a_session_are_no_sign_of_life() -> None:
    client, hands = Client(), Hands()
    gateway = Gateway(client, hands)
    await gateway.identified(0)
    await gateway.lost(0)
    found: list[Silent | None] = []
    for second in range(0, int(LIMIT), 40):
        client.latencies = [(0, 0.1 + second / 1000)]
        hands.seconds += 40
        found.append(gateway.silent(LIMIT))
    assert found == [None] * 14 + [Silent((0,), LIMIT)]
    await gateway.resumed(0)
    assert gateway.silent(LIMIT) is None


async def test_a_session_that_is_never_granted_ends_it_however_heartbeats_go() -> None:
    client, hands = Client(), Hands()
    gateway = Gateway(client, hands)
    client.latencies = [(0, 0.1)]
    assert gateway.silent(LIMIT) is None
    client.latencies = [(0, 0.2)]
    hands.seconds += LIMIT
    assert gateway.silent(LIMIT) == Silent((0,), LIMIT)


async def test_one_silent_shard_among_others_is_enough_and_a_resume_is_a_sign_of_life() -> None:
    client, hands = Client([3, 4], 8), Hands()
    gateway = Gateway(client, hands)
    await gateway.identified(3)
    await gateway.identified(4)
    await gateway.lost(4)
    assert gateway.down == (4,)
    hands.seconds += LIMIT - 1
    await gateway.resumed(3)
    hands.seconds += 1
    assert gateway.silent(LIMIT) == Silent((4,), LIMIT)
    await gateway.identified(4)
    assert gateway.silent(LIMIT) is None
    assert gateway.reconnects == {"resume": 1, "identify": 1}


async def test_discord_that_is_never_reached_ends_it_too() -> None:
    hands = Hands()
    gateway = Gateway(Client(shard_count=None), hands)
    assert (gateway.down, gateway.silent(LIMIT)) == (None, None)
    hands.seconds += LIMIT
    assert gateway.silent(LIMIT) == Silent((), LIMIT)


async def test_shards_that_still_wait_for_their_turn_to_connect_are_not_silent() -> None:
    hands = Hands()
    gateway = Gateway(Client(shard_count=200), hands)
    for shard in range(200):
        await gateway.identified(shard)
        hands.seconds += 5
        found = gateway.silent(LIMIT)
        assert found is None or 199 not in found.shards


def test_while_a_start_is_held_back_on_purpose_nothing_is_silent() -> None:
    hands = Hands()
    gateway = Gateway(Client(shard_count=None), hands)
    for _ in range(100):
        hands.seconds += LIMIT / 2
        assert gateway.silent(LIMIT) is None
        gateway.excuse()


async def test_a_shard_that_was_heard_before_a_long_hold_is_not_silent_right_after_it() -> None:
    hands = Hands()
    gateway = Gateway(Client(shard_count=2), hands)
    await gateway.identified(0)
    hands.seconds += 2 * LIMIT
    gateway.excuse()
    assert gateway.silent(LIMIT) is None
    hands.seconds += LIMIT - 1
    assert gateway.silent(LIMIT) is None
    hands.seconds += 1
    assert gateway.silent(LIMIT) == Silent((0, 1), LIMIT)


@pytest.mark.parametrize("held", [False, True])
async def test_the_time_before_somebody_looks_or_while_it_is_held_does_not_count(*, held: bool) -> None:
    hands, looks = Hands(), list[bool]()
    gateway = Gateway(Client(shard_count=None), hands)
    hands.seconds += 2 * LIMIT  # a migration, with its backup

    def held_now() -> bool:
        looks.append(held and len(looks) < 2)
        hands.seconds += 2 * LIMIT if looks[-1] else LIMIT - 1
        return looks[-1]

    found = await asyncio.wait_for(silence(gateway, held_now, LIMIT), 10)
    assert (found, looks) == (Silent((), 2 * (LIMIT - 1)), [held, held, False, False][not held and 2 :])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 400)), max_size=30))
def test_exactly_those_are_silent_whose_last_sign_is_as_old_as_the_limit(
    signs: list[tuple[int, float]],
) -> None:
    silence, now, last = Silence(0.0), 0.0, dict.fromkeys(range(4), 0.0)
    began = 0.0
    heard: set[int] = set()
    for shard, pause in signs:
        now += pause
        if shard not in heard:
            began = now
        heard.add(shard)
        silence.hear(shard, now)
        last[shard] = now
    due = {s: now + 300 - (last[s] if s in heard else began) for s in range(4)}
    found = silence.longer_than(LIMIT, range(4), now + 300)
    assert set(found.shards if found else ()) == {s for s, age in due.items() if age >= LIMIT}


def test_a_loop_that_turns_is_never_still_and_one_that_does_not_is_still_for_so_long() -> None:
    stillness = Stillness(longest_look=2.0)
    assert [stillness.see(count, float(count)) for count in range(5)] == [0] * 5
    assert [stillness.see(4, 4.0 + second) for second in range(1, 4)] == [1, 2, 3]
    assert stillness.see(5, 9.0) == 0


def test_time_in_which_the_whole_process_was_paused_does_not_count() -> None:
    stillness = Stillness(longest_look=2.0)
    stillness.see(7, 0.0)
    assert stillness.see(7, 3600.0) == 2.0
    assert stillness.see(8, 3601.0) == 0
