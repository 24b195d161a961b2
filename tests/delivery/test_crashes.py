"""Processes that die anywhere: nothing is lost and nothing is sent twice.

A process dies by stopping for ever at one of its steps; the next one starts on the same database under
another name, and meets the same Discord, which forgets nonces after three minutes.
"""

import asyncio
import itertools
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.pacing import Pacer
from bot.delivery.speakers import Speaking
from bot.domain.delivery import Claim, Delivery, DeliveryState, Destination, Reason
from bot.domain.outcomes import Failure, Outcome, Settlement
from bot.services.deliveries import LEASE, DeliveryService
from bot.store.engine import open_store
from bot.ui.message import Message
from tests.delivery.world import GUILD, HandClock, ToyDiscord, enrol, nudge_service, plain, utc
from tests.keys import VAULT

DUE = utc("2026-06-01 07:00")
PEOPLE = (1, 2, 3)
OWNERS = itertools.count(1)
FINAL = (DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.DEAD)

T = TypeVar("T")


class Fuse:
    """Lets a process take so many steps and then no more; None never blows."""

    def __init__(self, steps: int | None) -> None:
        self.left = steps
        self.blown = asyncio.Event()

    async def around(self, work: Callable[[], Awaitable[T]]) -> T:
        """Two steps: before and after something that others can see."""
        await self._step()
        done = await work()
        await self._step()
        return done

    async def _step(self) -> None:
        if self.left == 0:
            self.blown.set()
            await asyncio.Event().wait()
        if self.left is not None:
            self.left -= 1


class MortalOutbox:
    """The outbox of a process that may die before or after each transaction."""

    def __init__(self, real: DeliveryService, fuse: Fuse) -> None:
        self._real = real
        self._fuse = fuse

    async def tick(self, now: datetime) -> int:
        return await self._fuse.around(lambda: self._real.tick(now))

    async def share(self, now: datetime) -> int:
        return await self._fuse.around(lambda: self._real.share(now))

    async def leave(self) -> None:
        await self._fuse.around(self._real.leave)

    async def next_batch(self, now: datetime, held: int = 0) -> tuple[Claim, ...]:
        return await self._fuse.around(lambda: self._real.next_batch(now, held))

    async def opened(self, claim: Claim, channel_id: int) -> bool:
        return await self._fuse.around(lambda: self._real.opened(claim, channel_id))

    async def settle(self, claim: Claim, outcome: Outcome, now: datetime) -> Settlement | None:
        return await self._fuse.around(lambda: self._real.settle(claim, outcome, now))


class MortalMessenger:
    """Discord as seen by a process that may die before or after each request."""

    def __init__(self, real: ToyDiscord, fuse: Fuse) -> None:
        self._real = real
        self._fuse = fuse

    async def open_dm(self, user_id: int) -> int:
        return await self._fuse.around(lambda: self._real.open_dm(user_id))

    async def send(self, channel_id: int, message: Message, nonce: str, mentions: Collection[int]) -> int:
        return await self._fuse.around(lambda: self._real.send(channel_id, message, nonce, mentions))

    async def open_thread(self, channel_id: int, message_id: int, name: str) -> None:
        await self._fuse.around(lambda: self._real.open_thread(channel_id, message_id, name))

    async def find(self, channel_id: int, marker: str) -> int | None:
        return await self._fuse.around(lambda: self._real.find(channel_id, marker))


async def live(url: str, discord: ToyDiscord, steps: int | None) -> bool:
    """One life of the bot: claim and send what is due. Returns whether it survived."""
    fuse, clock = Fuse(steps), discord.clock
    store = await open_store(url, vault=VAULT)
    outbox = MortalOutbox(DeliveryService(store, f"process {next(OWNERS)}"), fuse)
    nudges = nudge_service(store, clock)
    pacer = Pacer(clock.monotonic, clock.sleep)
    dispatcher = Dispatcher(outbox, Speaking(nudges, plain), MortalMessenger(discord, fuse), clock, pacer)

    async def run() -> None:
        await outbox.tick(clock.now())
        await dispatcher.drain()

    life, death = asyncio.create_task(run()), asyncio.create_task(fuse.blown.wait())
    await asyncio.wait({life, death}, return_when=asyncio.FIRST_COMPLETED)
    survived = life.done()
    for task in (life, death):
        task.cancel()
    await asyncio.gather(life, death, return_exceptions=True)
    await store.close()
    return survived


async def prepare(url: str, clock: HandClock) -> None:
    """Three people with a nudge at nine; the direct message of one still has to be opened."""
    store = await open_store(url, vault=VAULT)
    for user_id in PEOPLE:
        await enrol(store, clock, user_id=user_id)
        known = None if user_id == PEOPLE[-1] else 100 + user_id
        await nudge_service(store, clock).set(GUILD, user_id, 9 * 60, Destination.DM, known)
    await store.close()


async def settled(url: str, discord: ToyDiscord) -> list[Delivery]:
    """Let healthy processes run, a minute apart, until everything is decided."""
    owed: list[Delivery] = []
    for _ in range(20):
        assert await live(url, discord, None)
        store = await open_store(url, vault=VAULT)
        owed = list((await DeliveryService(store, "reader").of_guild(GUILD)).deliveries)
        await store.close()
        if owed and all(delivery.state in FINAL for delivery in owed):
            break
        discord.clock.pass_time(timedelta(minutes=1))
    return owed


def copies(discord: ToyDiscord) -> Counter[int]:
    """How many messages each person has, by direct-message channel."""
    return Counter(post.channel_id - 100 for post in discord.posts)


@pytest.mark.parametrize(
    "downtime", [timedelta(seconds=5), timedelta(seconds=90), LEASE, timedelta(minutes=10)]
)
async def test_wherever_a_process_dies_the_next_one_sends_exactly_once(
    database_url: str, downtime: timedelta
) -> None:
    clock = HandClock(DUE - timedelta(hours=1))
    discord = ToyDiscord(clock)
    await prepare(database_url, clock)
    clock.moment = DUE
    steps = 0
    while not await live(database_url, discord, steps):
        # Every life gets one step further than the one before; each restart takes over from a corpse.
        clock.pass_time(downtime)
        steps += 1
        if clock.now() > DUE + timedelta(minutes=80):
            break
    owed = await settled(database_url, discord)
    assert copies(discord) == Counter(PEOPLE)
    assert {delivery.state for delivery in owed} == {DeliveryState.SENT}
    assert len(owed) == len(PEOPLE)


@pytest.mark.soak
@pytest.mark.parametrize("steps", range(26))
async def test_after_a_crash_at_any_single_step_a_restart_sends_the_rest(sqlite_url: str, steps: int) -> None:
    clock = HandClock(DUE - timedelta(hours=1))
    discord = ToyDiscord(clock)
    await prepare(sqlite_url, clock)
    clock.moment = DUE
    await live(sqlite_url, discord, steps)
    clock.pass_time(timedelta(minutes=20))
    owed = await settled(sqlite_url, discord)
    assert copies(discord) == Counter(PEOPLE)
    assert {delivery.state for delivery in owed} == {DeliveryState.SENT}


lives = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 1200)), max_size=5)
LOST_ANSWERS = (None, None, Failure(None), Failure(502))
REFUSALS = (*LOST_ANSWERS, Failure(429, retry_after=40.0))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    lives=lives,
    before=st.lists(st.sampled_from(REFUSALS), max_size=6),
    after=st.lists(st.sampled_from(LOST_ANSWERS), max_size=6),
)
def test_no_series_of_crashes_and_lost_answers_loses_or_doubles_a_nudge(
    migrated_sqlite: Path,
    lives: list[tuple[int, int]],
    before: list[Failure | None],
    after: list[Failure | None],
) -> None:
    async def story(url: str) -> None:
        clock = HandClock(DUE - timedelta(hours=1))
        discord = ToyDiscord(clock, before=list(before), after=list(after))
        await prepare(url, clock)
        clock.moment = DUE
        for steps, downtime in lives:
            await live(url, discord, steps)
            clock.pass_time(timedelta(seconds=downtime))
        owed = await settled(url, discord)
        assert len(owed) == len(PEOPLE)
        assert {delivery.state for delivery in owed} == {DeliveryState.SENT}
        assert copies(discord) == Counter(PEOPLE)

    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(story(f"sqlite:///{shutil.copy(migrated_sqlite, folder)}"))


async def test_after_a_long_outage_what_was_not_sent_is_dropped_and_recorded(sqlite_url: str) -> None:
    clock = HandClock(DUE - timedelta(hours=1))
    discord = ToyDiscord(clock)
    await prepare(sqlite_url, clock)
    clock.moment = DUE
    await live(sqlite_url, discord, 7)
    sent_before = copies(discord)
    clock.pass_time(timedelta(hours=3))
    owed = await settled(sqlite_url, discord)
    assert copies(discord) == sent_before
    sent = sum(1 for delivery in owed if delivery.state is DeliveryState.SENT)
    late = sum(1 for delivery in owed if delivery.reason is Reason.TOO_LATE)
    assert (sent, sent + late) == (sent_before.total(), len(PEOPLE))
