"""The board as a use case: joining, leaving, and keeping it counted without replaying lives to show it."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import NotEnrolled
from bot.domain.standings import Board, Consistency
from bot.domain.streak_entries import EntryKind, NewEntry
from bot.services.standings import NEXT_RING, StandingService
from bot.services.uptime import UptimeService
from bot.store import checkins, standings, streaks
from bot.store.transaction import Store
from tests.delivery.world import ADA, BERLIN, GUILD, HandClock, enrol, utc

MONDAY = date(2026, 6, 1)
NINE = utc("2026-06-08 07:00")
"""Nine o'clock in Berlin on the Monday after."""


class Office:
    """Members in Berlin who study every day since January."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = HandClock(NINE)
        self.board = StandingService(store, self.clock)

    async def member(self, user_id: int, days: Sequence[int] = (), zone: ZoneInfo = BERLIN) -> int:
        """A member with check-ins on these days from the Monday on; their key."""
        found = await enrol(self.store, self.clock, user_id=user_id, zone=zone)
        await self.credit(found.key, *days)
        return found.key

    async def credit(self, key: int, *after: int) -> None:
        async with self.store.write() as tx:
            for each in after:
                day = MONDAY + timedelta(days=each)
                await checkins.add(tx, key, day, "task", str(each), self.clock.now())

    async def stored(self, key: int) -> tuple[date, int] | None:
        """Up to which day a member is counted, and the days kept."""
        async with self.store.read() as tx:
            found = await standings.find(tx, key)
        return None if found is None else (found.day, found.counted.kept)


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store)


async def test_joining_counts_the_days_that_are_over(office: Office) -> None:
    key = await office.member(ADA, range(8))

    joined = await office.board.join(GUILD, ADA)

    assert joined.mine == Consistency(28, 7)
    assert joined.own is not None
    assert (joined.own.place, joined.ranked) == (1, 1)
    assert await office.stored(key) == (date(2026, 6, 7), 7)
    assert await office.board.join(GUILD, ADA) == joined == await office.board.board(GUILD, ADA)


async def test_leaving_deletes_the_row(office: Office) -> None:
    key = await office.member(ADA, range(7))
    await office.board.join(GUILD, ADA)

    left = await office.board.leave(GUILD, ADA)

    assert left == Board(GUILD, ADA, None, None, (), 0) == await office.board.board(GUILD, ADA)
    assert await office.stored(key) is None
    assert await office.board.leave(GUILD, ADA) == left


async def test_the_viewers_own_row_is_counted_when_it_is_stale_and_nobody_elses(office: Office) -> None:
    ada, ben = await office.member(1, range(7)), await office.member(2, range(7))
    for user_id in (1, 2):
        await office.board.join(GUILD, user_id)
        await office.credit(ada if user_id == 1 else ben, 7)
    office.clock.pass_time(timedelta(days=1))

    shown = await office.board.board(GUILD, 1)

    assert shown.mine == Consistency(28, 8)
    assert await office.stored(ada) == (date(2026, 6, 8), 8)
    assert await office.stored(ben) == (date(2026, 6, 7), 7)


@pytest.mark.parametrize("verb", ["board", "join", "leave"])
async def test_a_stranger_is_told_to_join_a_roadmap(office: Office, verb: str) -> None:
    with pytest.raises(NotEnrolled):
        await getattr(office.board, verb)(GUILD, ADA)


async def test_a_ring_counts_whoever_has_finished_a_day(office: Office) -> None:
    berlin = await office.member(1, range(7))
    angeles = await office.member(2, range(7), ZoneInfo("America/Los_Angeles"))
    watching = await office.member(3, range(7))
    office.clock.moment = utc("2026-06-07 12:00")
    for user_id in (1, 2):
        await office.board.join(GUILD, user_id)
    office.clock.moment = utc("2026-06-08 02:00")

    assert await office.board.refresh() is None

    assert await office.stored(berlin) == (date(2026, 6, 7), 7)
    assert await office.stored(angeles) == (date(2026, 6, 6), 6)
    assert await office.stored(watching) is None


async def test_a_ring_stays_short_and_asks_for_another(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.checkins.BATCH", 2)
    monkeypatch.setattr("bot.services.standings.A_RING", 4)
    keys = [await office.member(user_id, range(7)) for user_id in range(1, 7)]
    for user_id in range(1, 7):
        await office.board.join(GUILD, user_id)
    office.clock.pass_time(timedelta(days=1))

    assert await office.board.refresh() == office.clock.now() + NEXT_RING

    days = [await office.stored(key) for key in keys]
    assert [day for day, _ in filter(None, days)].count(date(2026, 6, 8)) == 4
    assert await office.board.refresh() is None
    assert [await office.stored(key) for key in keys] == [(date(2026, 6, 8), 7)] * 6


async def test_a_past_that_changed_is_counted_at_the_next_ring(office: Office) -> None:
    key = await office.member(ADA, range(6))
    await office.board.join(GUILD, ADA)
    async with office.store.write() as tx:
        entry = NewEntry(EntryKind.BACKFILL, MONDAY + timedelta(days=6), ADA, office.clock.now(), "Paper")
        await streaks.add(tx, GUILD, key, entry)
        await standings.outdate(tx, GUILD, key)
    assert await office.stored(key) == (standings.NEVER, 6)

    await office.board.refresh()

    assert await office.stored(key) == (date(2026, 6, 7), 7)


async def test_a_day_that_the_bot_was_away_is_counted_again_on_every_board(office: Office) -> None:
    key = await office.member(ADA, range(6))
    await office.board.join(GUILD, ADA)
    before = await office.stored(key)

    await UptimeService(office.store, office.clock).reached(0)
    office.clock.pass_time(timedelta(hours=2))
    await UptimeService(office.store, office.clock).reached(0)

    assert before == (date(2026, 6, 7), 6)
    assert await office.stored(key) == (standings.NEVER, 6)


async def test_showing_the_board_costs_the_same_however_long_the_lives_are(office: Office) -> None:
    await office.member(ADA, range(-120, 7))

    shown = await office.board.join(GUILD, ADA)

    assert shown.mine == Consistency(28, 28)
    assert await office.board.board(GUILD, ADA) == shown
