"""The pool of mock interviews, on both kinds of database."""

from datetime import date

import pytest

from bot.domain.availability import ALWAYS, hours
from bot.domain.mock_pool import USUAL, PoolEntry, Wants
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.domain.tasks import EnrolmentState
from bot.store import enrolments, members, mock_pool
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol, utc

BEN, CYD = 2, 3
NOW = utc("2026-06-01 06:00")
MONDAY = date(2026, 6, 1)
WANTS = Wants(frozenset({QuestionKind.ML_THEORY, QuestionKind.CODING}), 4, 3, Role.INTERVIEWER)


async def join(store: Store, user_id: int = ADA, wants: Wants = WANTS, guild_id: int = GUILD) -> int:
    """Somebody on a roadmap, and in the pool."""
    member = await enrol(store, HandClock(NOW), user_id=user_id, guild_id=guild_id)
    async with store.write() as tx:
        await mock_pool.join(tx, guild_id, member.key, wants, NOW)
    return member.key


async def entries(store: Store) -> list[PoolEntry]:
    async with store.read() as tx:
        return list(await mock_pool.entries(tx, GUILD))


async def test_an_entry_is_read_as_it_was_written(store: Store) -> None:
    key = await join(store)
    async with store.write() as tx:
        await mock_pool.set_hours(tx, key, USUAL, ALWAYS, NOW)
        await mock_pool.set_hours(tx, key, "2026-W24", hours([0], 9, 10), NOW)
        await mock_pool.set_hours(tx, key, "2026-W24", 1, NOW)
        await mock_pool.change(tx, key, NOW, byes=2, last_bye="2026-W22", firsts=3, observed=1)
        await mock_pool.change(tx, key, NOW, skip_week="2026-W25", gauntlet_week="2026-W24")
        found = await mock_pool.find(tx, key)
    (entry,) = await entries(store)
    assert entry == found
    assert (entry.wants, entry.usual, entry.special) == (WANTS, ALWAYS, {"2026-W24": 1})
    assert (entry.byes, entry.last_bye, entry.firsts, entry.observed) == (2, "2026-W22", 3, 1)
    assert (entry.skip_week, entry.gauntlet_week, entry.paused_until) == ("2026-W25", "2026-W24", None)


async def test_whoever_leaves_is_out_and_comes_back_with_what_they_are_owed(store: Store) -> None:
    key = await join(store)
    async with store.write() as tx:
        await mock_pool.change(tx, key, NOW, byes=1, skip_week="2026-W24", paused_until=MONDAY)
        assert await mock_pool.leave(tx, key, NOW)
        assert not await mock_pool.leave(tx, key, NOW)
        assert await mock_pool.find(tx, key) is None
        assert await mock_pool.wants_of(tx, key) == WANTS
    assert await entries(store) == []
    async with store.write() as tx:
        await mock_pool.join(tx, GUILD, key, Wants(), NOW)
    (entry,) = await entries(store)
    assert (entry.wants, entry.byes, entry.skip_week, entry.paused_until) == (Wants(), 1, None, None)


async def test_the_pool_is_its_guilds_and_in_the_order_of_arrival(store: Store) -> None:
    for user_id in (BEN, ADA, CYD):
        await join(store, user_id)
    await join(store, ADA, guild_id=GUILD + 1)
    assert [entry.member.user_id for entry in await entries(store)] == [BEN, ADA, CYD]


@pytest.mark.parametrize(
    ("until", "own", "seen"),
    [
        (date(2026, 6, 9), None, date(2026, 6, 9)),
        (date(2026, 6, 9), date(2026, 6, 20), date(2026, 6, 20)),
        (date(2026, 6, 9), date(2026, 6, 2), date(2026, 6, 9)),
        (None, date(2026, 6, 2), None),
    ],
)
async def test_a_paused_plan_counts_until_its_end_or_leaves_them_out(
    store: Store, until: date | None, own: date | None, seen: date | None
) -> None:
    key = await join(store)
    await join(store, BEN)
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        await enrolments.open_pause(tx, enrolment, MONDAY, until)
        await enrolments.set_state(tx, enrolment, EnrolmentState.PAUSED, None)
        await mock_pool.change(tx, key, NOW, paused_until=own)
    found = {entry.member.user_id: entry.paused_until for entry in await entries(store)}
    assert found == ({BEN: None} if until is None else {ADA: seen, BEN: None})
    async with store.write() as tx:
        entry = await mock_pool.find(tx, key)
        assert entry is not None
        assert entry.paused_until == own


async def test_who_has_left_the_roadmap_is_not_in_the_pool(store: Store) -> None:
    await join(store)
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        await enrolments.set_state(tx, enrolment, EnrolmentState.LEFT, NOW)
    assert await entries(store) == []


async def test_who_has_finished_the_roadmap_still_is(store: Store) -> None:
    await join(store)
    async with store.write() as tx:
        enrolment = (await members.enrolled(tx, GUILD, ADA)).enrolment.id
        await enrolments.set_state(tx, enrolment, EnrolmentState.FINISHED, NOW)
    assert [entry.member.user_id for entry in await entries(store)] == [ADA]


async def test_single_weeks_are_dropped_alone_or_once_they_are_old(store: Store) -> None:
    key = await join(store)
    async with store.write() as tx:
        for week in (USUAL, "2025-W52", "2026-W20", "2026-W24"):
            await mock_pool.set_hours(tx, key, week, 1, NOW)
        await mock_pool.drop_hours_before(tx, key, "2026-W20")
        assert set(await mock_pool.hours(tx, key)) == {USUAL, "2026-W20", "2026-W24"}
        await mock_pool.drop_hours(tx, key, "2026-W24")
        assert set(await mock_pool.hours(tx, key)) == {USUAL, "2026-W20"}
