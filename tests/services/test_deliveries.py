"""The outbox as use cases: ticking, holding, settling, looking ahead."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.domain.delivery import DeliveryState, Destination, Reason
from bot.domain.outcomes import Later, Sent
from bot.services.deliveries import CLAIM_BATCH, LEASE, DeliveryService
from bot.store.transaction import Store
from tests import logs
from tests.delivery.world import ADA, GUILD, HandClock, enrol, nudge_service, utc

DUE = utc("2026-06-01 07:00")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def nudge(store: Store, clock: HandClock, user_id: int = ADA, minute: int = 9 * 60) -> None:
    await enrol(store, clock, user_id=user_id)
    await nudge_service(store, clock).set(GUILD, user_id, minute, Destination.DM, 100 + user_id)


async def test_a_tick_turns_what_is_due_into_deliveries_once(store: Store, clock: HandClock) -> None:
    await nudge(store, clock)
    outbox = DeliveryService(store, "one")
    assert await outbox.tick(DUE - timedelta(seconds=1)) == 0
    assert await outbox.tick(DUE) == 1
    assert await outbox.tick(DUE) == 0
    (claim,) = await outbox.next_batch(DUE)
    assert (claim.user_id, claim.channel_id, claim.due_at) == (ADA, 100 + ADA, DUE)
    assert await outbox.next_batch(DUE) == ()


async def test_a_tick_after_days_of_downtime_leaves_one_delivery_to_send(
    store: Store, clock: HandClock
) -> None:
    await nudge(store, clock)
    outbox = DeliveryService(store, "one")
    now = DUE + timedelta(days=3, hours=1)
    assert await outbox.tick(now) == 4
    assert len(await outbox.next_batch(now)) == 1
    page = await outbox.of_guild(GUILD)
    assert [delivery.reason for delivery in page.deliveries] == [None, *[Reason.TOO_LATE] * 3]


@contextmanager
def writes() -> Generator[list[str]]:
    """Statements that change something, or begin to, on any engine."""
    seen: list[str] = []

    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("SELECT"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", executed)
    yield seen
    event.remove(Engine, "before_cursor_execute", executed)


async def test_nothing_is_written_while_nothing_is_due(
    sqlite_store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await nudge(sqlite_store, clock)
    outbox = DeliveryService(sqlite_store, "one")
    monkeypatch.setattr(sqlite_store, "write", None)
    with writes() as written:
        assert await outbox.tick(clock.now()) == 0
        assert await outbox.next_batch(clock.now()) == ()
        assert await outbox.next_due(clock.now()) == DUE
    assert written == []


@pytest.mark.parametrize(
    ("night", "counts"), [("2026-03-27", []), ("2026-03-28", [2]), ("2026-03-29", []), ("2026-10-24", [2])]
)
async def test_the_log_says_how_many_a_change_of_clocks_moved(
    store: Store, clock: HandClock, caplog: pytest.LogCaptureFixture, night: str, counts: list[int]
) -> None:
    clock.moment = utc(f"{night} 06:00")
    for user_id in (1, 2):
        await nudge(store, clock, user_id)
    outbox = DeliveryService(store, "one")
    await outbox.tick(utc(f"{night} 12:00"))
    with caplog.at_level("INFO"):
        await outbox.tick(utc(f"{night} 12:00") + timedelta(days=1))
    assert logs.told(caplog, "schedules.moved_by_clock_change", "count") == counts


async def test_more_than_one_batch_falls_due_in_one_tick(
    sqlite_store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CLAIM_BATCH > 2
    monkeypatch.setattr("bot.services.deliveries.CLAIM_BATCH", 2)
    for user_id in range(1, 6):
        await nudge(sqlite_store, clock, user_id)
    assert await DeliveryService(sqlite_store, "one").tick(DUE) == 5


async def test_a_crowd_is_spread_over_seconds(sqlite_store: Store, clock: HandClock) -> None:
    for user_id in range(1, 26):
        await nudge(sqlite_store, clock, user_id)
    outbox = DeliveryService(sqlite_store, "one")
    await outbox.tick(DUE)
    at_once = await outbox.next_batch(DUE)
    in_the_end = await outbox.next_batch(DUE + timedelta(seconds=5))
    assert len(at_once) < 5
    assert len(at_once) + len(in_the_end) == 25


async def test_the_bell_learns_when_it_is_needed_next(store: Store, clock: HandClock) -> None:
    outbox = DeliveryService(store, "one")
    assert await outbox.next_due(DUE) is None
    await nudge(store, clock)
    assert await outbox.next_due(clock.now()) == DUE
    await outbox.tick(DUE)
    assert await outbox.next_due(DUE) == DUE + timedelta(days=1)
    (claim,) = await outbox.next_batch(DUE)
    again = DUE + timedelta(seconds=5)
    await outbox.settle(claim, Later(again, certain=False), DUE)
    assert await outbox.next_due(DUE) == again


async def test_what_a_dead_process_held_is_handed_to_the_next_one(store: Store, clock: HandClock) -> None:
    await nudge(store, clock)
    dead, alive = DeliveryService(store, "dead"), DeliveryService(store, "alive")
    await dead.tick(DUE)
    (held,) = await dead.next_batch(DUE)
    later = DUE + LEASE
    (taken,) = await alive.next_batch(later)
    assert (taken.id, taken.unsure_since) == (held.id, DUE)
    assert await dead.settle(held, Sent(101, 1), later) is None
    assert not await dead.opened(held, 101)
    settled = await alive.settle(taken, Sent(101, 1), later)
    assert settled is not None
    assert settled.state is DeliveryState.SENT


async def test_organisers_see_pages(store: Store, clock: HandClock) -> None:
    for user_id in (1, 2, 3):
        await nudge(store, clock, user_id)
    outbox = DeliveryService(store, "one")
    await outbox.tick(DUE)
    first = await outbox.of_guild(GUILD, limit=2)
    assert len(first.deliveries) == 2
    second = await outbox.of_guild(GUILD, limit=2, before=first.next_before)
    assert len(second.deliveries) == 1
    assert second.next_before is None
