"""A guild's rituals as organisers set them, and whether there is anything to post."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import Claim, DeliveryState
from bot.domain.errors import InvalidTime
from bot.domain.nudges import Quiet
from bot.domain.ritual_errors import NoRitualChannel, OneWeekday
from bot.domain.rituals import USUAL, Ritual, Timing
from bot.services.deliveries import DeliveryService
from bot.services.guilds import GuildService
from bot.services.rituals import RitualBrief, RitualService
from bot.store import delivery_log
from bot.store.transaction import Store
from tests.delivery.world import EVERY_DAY, GUILD, NUDGE_CHANNEL, HandClock, enrol, open_channel, utc

MONDAY_NINE = utc("2026-06-01 07:00")
ROOM = 700


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-05-30 10:00"))


async def claims(store: Store, clock: HandClock) -> list[Claim]:
    """What is due at this moment."""
    outbox = DeliveryService(store, owner="here")
    await outbox.tick(clock.now())
    return list(await outbox.next_batch(clock.now()))


async def test_all_are_off_at_their_usual_time_until_somebody_chooses(store: Store, clock: HandClock) -> None:
    board = await RitualService(store, clock).board(GUILD)
    assert [shown.ritual for shown in board.rituals] == list(Ritual)
    assert not any(shown.on for shown in board.rituals)
    assert {shown.ritual: shown.timing for shown in board.rituals} == dict(USUAL)


async def test_an_organiser_switches_one_on_and_moves_it(store: Store, clock: HandClock) -> None:
    heard: list[datetime] = []
    await open_channel(store, clock)
    service = RitualService(store, clock, heard.append)
    on = (await service.change(GUILD, Ritual.GOALS, on=True)).of(Ritual.GOALS)
    assert (on.next_due_at, on.channel_id, on.posts_in) == (MONDAY_NINE, None, NUDGE_CHANNEL)

    moved = await service.change(
        GUILD, Ritual.GOALS, minute=20 * 60, weekdays=frozenset({1}), channel_id=ROOM
    )

    shown = moved.of(Ritual.GOALS)
    assert (shown.timing, shown.posts_in) == (Timing(1, 20 * 60), ROOM)
    assert shown.next_due_at == utc("2026-06-02 18:00")
    assert heard == [MONDAY_NINE, shown.next_due_at]
    back = (await service.change(GUILD, Ritual.GOALS, on=False, channel_id=0)).of(Ritual.GOALS)
    assert (back.on, back.timing, back.posts_in) == (False, Timing(1, 20 * 60), NUDGE_CHANNEL)
    assert len(heard) == 2


async def test_moving_what_is_off_leaves_it_off(store: Store, clock: HandClock) -> None:
    shown = (await RitualService(store, clock).change(GUILD, Ritual.WINS, minute=600)).of(Ritual.WINS)
    assert (shown.on, shown.timing) == (False, Timing(4, 600))


async def test_the_review_comes_on_the_last_day_of_each_month(store: Store, clock: HandClock) -> None:
    await open_channel(store, clock)
    service = RitualService(store, clock)
    shown = (await service.change(GUILD, Ritual.REVIEW, on=True)).of(Ritual.REVIEW)
    assert (shown.timing.weekday, shown.next_due_at) == (None, utc("2026-05-31 15:00"))
    with pytest.raises(OneWeekday):
        await service.change(GUILD, Ritual.REVIEW, weekdays=frozenset({1}))


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({1, 2}), EVERY_DAY])
async def test_a_weekly_ritual_has_one_weekday(
    sqlite_store: Store, clock: HandClock, weekdays: frozenset[int]
) -> None:
    with pytest.raises(OneWeekday):
        await RitualService(sqlite_store, clock).change(GUILD, Ritual.GOALS, weekdays=weekdays)


@pytest.mark.parametrize("minute", [-1, 1440])
async def test_a_time_that_no_clock_shows_is_refused(
    sqlite_store: Store, clock: HandClock, minute: int
) -> None:
    with pytest.raises(InvalidTime):
        await RitualService(sqlite_store, clock).change(GUILD, Ritual.GOALS, minute=minute)


async def test_without_any_channel_nothing_is_switched_on(store: Store, clock: HandClock) -> None:
    service = RitualService(store, clock)
    with pytest.raises(NoRitualChannel):
        await service.change(GUILD, Ritual.GOALS, on=True)
    assert not (await service.board(GUILD)).of(Ritual.GOALS).on
    assert (await service.change(GUILD, Ritual.GOALS, on=True, channel_id=ROOM)).of(Ritual.GOALS).on


async def test_a_new_zone_of_the_server_moves_what_is_to_come_at_once(store: Store, clock: HandClock) -> None:
    heard: list[datetime] = []
    await open_channel(store, clock)
    service = RitualService(store, clock)
    for ritual in (Ritual.GOALS, Ritual.REVIEW):
        await service.change(GUILD, ritual, on=True)
    await service.change(GUILD, Ritual.WINS, minute=600)

    await GuildService(store, clock, heard.append).change(GUILD, zone=ZoneInfo("Asia/Tokyo"))

    board = await service.board(GUILD)
    assert board.of(Ritual.GOALS).next_due_at == utc("2026-06-01 00:00")
    assert board.of(Ritual.REVIEW).next_due_at == utc("2026-05-31 08:00")
    assert not board.of(Ritual.WINS).on
    assert sorted(heard) == [utc("2026-05-31 08:00"), utc("2026-06-01 00:00")]


async def test_what_is_due_while_the_zone_changes_still_comes_once(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    await open_channel(store, clock)
    await RitualService(store, clock).change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE

    await GuildService(store, clock).change(GUILD, zone=ZoneInfo("Asia/Tokyo"))

    (claim,) = await claims(store, clock)
    clock.moment = utc("2026-06-01 23:00")
    assert {again.id for again in await claims(store, clock)} <= {claim.id}
    shown = (await RitualService(store, clock).board(GUILD)).of(Ritual.GOALS)
    assert shown.next_due_at == utc("2026-06-08 00:00")


async def test_moving_it_later_does_not_post_it_twice_on_one_day(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    await open_channel(store, clock)
    service = RitualService(store, clock)
    await service.change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE
    assert len(await claims(store, clock)) == 1

    moved = (await service.change(GUILD, Ritual.GOALS, minute=15 * 60)).of(Ritual.GOALS)

    assert moved.next_due_at == utc("2026-06-08 13:00")


async def test_the_post_is_about_the_servers_week_and_tells_how_late_it_is(
    store: Store, clock: HandClock
) -> None:
    await enrol(store, clock)
    await open_channel(store, clock)
    service = RitualService(store, clock)
    await service.change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE + timedelta(hours=2)
    (claim,) = await claims(store, clock)
    assert (claim.channel_id, claim.expires_at) == (NUDGE_CHANNEL, MONDAY_NINE + timedelta(hours=6))

    brief = await service.brief(claim, clock.now())

    assert brief == RitualBrief(GUILD, f"n:{claim.id}:", Ritual.GOALS, date(2026, 6, 1), timedelta(hours=2))


async def test_after_six_hours_it_is_left_out(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    await open_channel(store, clock)
    await RitualService(store, clock).change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE + timedelta(hours=6, seconds=1)
    assert await claims(store, clock) == []
    async with store.read() as tx:
        (owed,) = await delivery_log.of_guild(tx, GUILD, 9)
    assert owed.state is DeliveryState.DROPPED


async def test_nothing_is_posted_to_a_group_without_members(store: Store, clock: HandClock) -> None:
    await open_channel(store, clock)
    service = RitualService(store, clock)
    await service.change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE
    (claim,) = await claims(store, clock)
    assert isinstance(await service.brief(claim, clock.now()), Quiet)


async def test_what_was_switched_off_meanwhile_is_not_posted(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    await open_channel(store, clock)
    service = RitualService(store, clock)
    await service.change(GUILD, Ritual.GOALS, on=True)
    clock.moment = MONDAY_NINE
    (claim,) = await claims(store, clock)
    await service.change(GUILD, Ritual.GOALS, on=False)
    assert isinstance(await service.brief(claim, clock.now()), Quiet)
