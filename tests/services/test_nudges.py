"""A member's nudge: on, moved, muted, off, followed through time zones, and what it says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.day_clock import DayClock
from bot.domain.delivery import Claim, DeliveryKind, DeliveryState, Destination, Reason
from bot.domain.errors import DateOutOfRange, InvalidDate, InvalidTime, NotEnrolled, NudgeNotSet
from bot.domain.nudges import Brief, Quiet
from bot.domain.outcomes import Dropped
from bot.domain.pace import Pace
from bot.domain.schedules import QuietHours
from bot.domain.tasks import EnrolmentState, TaskState
from bot.services.deliveries import DeliveryService
from bot.services.nudges import NudgeService, NudgeStatus
from bot.store import enrolments, members
from bot.store.transaction import Store
from tests.delivery.world import ADA, EVERY_DAY, GUILD, Days, HandClock, enrol, nudge_service, utc

NINE = 9 * 60
TOKYO, ANGELES = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")


@pytest.fixture
def clock() -> HandClock:
    return HandClock(utc("2026-06-01 06:00"))


async def set_nine(store: Store, clock: HandClock, where: Destination = Destination.DM) -> NudgeService:
    await enrol(store, clock)
    service = nudge_service(store, clock)
    await service.set(GUILD, ADA, NINE, where, 101)
    return service


async def test_a_nudge_is_set_for_the_next_study_day(store: Store, clock: HandClock) -> None:
    heard: list[datetime] = []
    await enrol(store, clock, study_days=frozenset({1, 3}))
    service = NudgeService(store, clock, Days(clock), heard.append)
    shown = await service.set(GUILD, ADA, NINE, Destination.DM_OR_CHANNEL, 101)
    assert shown.next_due_at == utc("2026-06-02 07:00")
    assert heard == [shown.next_due_at]
    assert (shown.minute, shown.weekdays) == (NINE, frozenset({1, 3}))
    assert (shown.destination, shown.status) == (Destination.DM_OR_CHANNEL, NudgeStatus.ON)
    assert shown == await service.show(GUILD, ADA)


@pytest.mark.parametrize("minute", [-1, 1440, 10_000])
async def test_a_time_that_no_clock_shows_is_refused(
    sqlite_store: Store, clock: HandClock, minute: int
) -> None:
    await enrol(sqlite_store, clock)
    with pytest.raises(InvalidTime):
        await nudge_service(sqlite_store, clock).set(GUILD, ADA, minute, Destination.DM)


async def test_somebody_without_a_roadmap_is_told_so(store: Store, clock: HandClock) -> None:
    service = nudge_service(store, clock)
    assert await service.show(GUILD, ADA) is None
    with pytest.raises(NotEnrolled):
        await service.set(GUILD, ADA, NINE, Destination.DM)
    with pytest.raises(NudgeNotSet):
        await service.off(GUILD, ADA)
    with pytest.raises(NudgeNotSet):
        await service.mute(GUILD, ADA, "tomorrow")
    with pytest.raises(NudgeNotSet):
        await service.quiet(GUILD, ADA, 0, 60)


async def test_only_what_is_on_can_be_muted(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    service = nudge_service(store, clock)
    with pytest.raises(NudgeNotSet):
        await service.mute(GUILD, ADA, "tomorrow")
    await service.set(GUILD, ADA, NINE, Destination.DM)
    await service.off(GUILD, ADA)
    with pytest.raises(NudgeNotSet):
        await service.mute(GUILD, ADA, "tomorrow")


async def test_off_is_off_until_it_is_set_again(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    off = await service.off(GUILD, ADA)
    assert (off.status, off.next_due_at) == (NudgeStatus.OFF, None)
    assert await service.off(GUILD, ADA) == off
    again = await service.set(GUILD, ADA, NINE, Destination.DM)
    assert (again.status, again.next_due_at) == (NudgeStatus.ON, utc("2026-06-01 07:00"))


async def test_a_muted_nudge_comes_back_on_the_named_day(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    muted = await service.mute(GUILD, ADA, "2026-06-05")
    assert muted.status is NudgeStatus.MUTED
    assert muted.muted_until == utc("2026-06-05 01:00")
    assert muted.next_due_at == utc("2026-06-05 07:00")
    clock.moment = utc("2026-06-05 02:00")
    shown = await service.show(GUILD, ADA)
    assert shown is not None
    assert (shown.status, shown.muted_until) == (NudgeStatus.ON, None)


async def test_setting_it_again_ends_the_mute(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    await service.mute(GUILD, ADA, "2026-06-05")
    again = await service.set(GUILD, ADA, NINE, Destination.DM)
    assert (again.status, again.next_due_at) == (NudgeStatus.ON, utc("2026-06-01 07:00"))


@pytest.mark.parametrize(
    ("until", "error"),
    [
        ("today", DateOutOfRange),
        ("2026-05-31", DateOutOfRange),
        ("2027-07-01", DateOutOfRange),
        ("soon", InvalidDate),
    ],
)
async def test_a_mute_needs_a_day_that_lies_ahead(
    sqlite_store: Store, clock: HandClock, until: str, error: type[Exception]
) -> None:
    service = await set_nine(sqlite_store, clock)
    with pytest.raises(error):
        await service.mute(GUILD, ADA, until)


async def test_a_nudge_in_quiet_hours_waits_for_their_end_and_is_not_late_then(
    store: Store, clock: HandClock
) -> None:
    service = await set_nine(store, clock)
    shown = await service.quiet(GUILD, ADA, 22 * 60, 10 * 60)
    assert shown.quiet == QuietHours(22 * 60, 10 * 60)
    assert (shown.next_due_at, shown.comes_at) == (utc("2026-06-01 07:00"), utc("2026-06-01 08:00"))
    outbox = DeliveryService(store, "one")
    clock.moment = utc("2026-06-01 07:00")
    await outbox.tick(clock.now())
    assert await outbox.next_batch(clock.now()) == ()
    clock.moment = utc("2026-06-01 08:00")
    (claim,) = await outbox.next_batch(clock.now())
    brief = await service.brief(claim, clock.now())
    assert isinstance(brief, Brief)
    assert brief.late_by == timedelta(0)


async def test_quiet_hours_that_outlast_the_nudge_are_told(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    warned = await service.quiet(GUILD, ADA, 8 * 60, 11 * 60)
    assert (warned.next_due_at, warned.comes_at) == (utc("2026-06-01 07:00"), None)
    clock.moment = utc("2026-06-01 07:00")
    await DeliveryService(store, "one").tick(clock.now())
    shown = await service.show(GUILD, ADA)
    assert shown is not None
    assert shown.last is not None
    assert (shown.last.state, shown.last.reason) == (DeliveryState.DROPPED, Reason.QUIET_HOURS)
    assert shown.next_due_at == utc("2026-06-02 07:00")


async def test_the_same_time_twice_ends_quiet_hours(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    await service.quiet(GUILD, ADA, 22 * 60, 10 * 60)
    shown = await service.quiet(GUILD, ADA, 0, 0)
    assert (shown.quiet, shown.comes_at) == (None, shown.next_due_at)


async def test_quiet_hours_stay_when_the_nudge_is_set_again(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    await service.quiet(GUILD, ADA, 22 * 60, 10 * 60)
    await service.off(GUILD, ADA)
    again = await service.set(GUILD, ADA, NINE, Destination.DM)
    assert again.quiet == QuietHours(22 * 60, 10 * 60)


@pytest.mark.parametrize(("start", "end"), [(-1, 60), (60, 1440)])
async def test_quiet_hours_need_times_that_a_clock_shows(
    sqlite_store: Store, clock: HandClock, start: int, end: int
) -> None:
    service = await set_nine(sqlite_store, clock)
    with pytest.raises(InvalidTime):
        await service.quiet(GUILD, ADA, start, end)


async def test_a_message_held_up_until_quiet_hours_is_not_sent_in_them(
    store: Store, clock: HandClock
) -> None:
    service = await set_nine(store, clock)
    claim = await due_claim(store, clock)
    await service.quiet(GUILD, ADA, NINE + 1, 22 * 60)
    assert isinstance(await service.brief(claim, claim.due_at + timedelta(minutes=5)), Brief)
    late = await service.brief(claim, claim.due_at + timedelta(minutes=6))
    assert late == Quiet(Reason.QUIET_HOURS)


async def test_a_message_to_a_whole_guild_is_no_nudge(sqlite_store: Store, clock: HandClock) -> None:
    service = await set_nine(sqlite_store, clock)
    claim = await due_claim(sqlite_store, clock)
    guilds = replace(claim, kind=DeliveryKind.RITUAL, member_key=None, user_id=None)
    assert await service.brief(guilds, clock.now()) == Quiet(Reason.OFF)
    assert await service.brief(replace(claim, kind=DeliveryKind.REMINDER), clock.now()) == Quiet(Reason.OFF)


async def test_the_agreed_time_is_known_while_the_nudge_is_on(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    async with store.write() as tx:
        member = await members.enrolled(tx, GUILD, ADA)
        assert await service.minute(tx, member.member.key) == NINE
        await service.silence(tx, member.member.key)
        assert await service.minute(tx, member.member.key) is None
        await service.silence(tx, member.member.key + 1)


async def travel(store: Store, service: NudgeService, zone: ZoneInfo) -> datetime | None:
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, ADA)
        clock = DayClock(zone, found.member.cutoff_minutes)
        await members.set_clock(tx, found.member.key, clock, date(2026, 6, 1))
        await service.recompute(tx, await members.enrolled(tx, GUILD, ADA))
    shown = await service.show(GUILD, ADA)
    return shown.next_due_at if shown else None


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        pytest.param(ANGELES, "2026-06-02 16:00", id="west: not the same local day again"),
        pytest.param(TOKYO, "2026-06-02 00:00", id="east"),
    ],
)
async def test_a_flight_after_todays_nudge_moves_the_next_one(
    store: Store, clock: HandClock, zone: ZoneInfo, expected: str
) -> None:
    service = await set_nine(store, clock)
    clock.moment = utc("2026-06-01 07:00")
    await DeliveryService(store, "one").tick(clock.now())
    assert await travel(store, service, zone) == utc(expected)


async def test_a_flight_before_todays_nudge_moves_todays(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    assert await travel(store, service, ANGELES) == utc("2026-06-01 16:00")


async def test_going_there_and_back_nudges_each_local_day_once(store: Store, clock: HandClock) -> None:
    service, outbox = await set_nine(store, clock), DeliveryService(store, "one")
    route = [TOKYO, ANGELES, ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago"), TOKYO]
    for zone in route:
        for _ in range(7):
            await outbox.tick(clock.now())
            clock.pass_time(timedelta(hours=3))
        await travel(store, service, zone)
    owed = (await outbox.of_guild(GUILD, 100)).deliveries
    days = [delivery.local_day for delivery in reversed(owed)]
    assert days == sorted(set(days))
    assert len(days) >= 3


async def test_a_flight_does_not_swallow_a_nudge_that_is_due_at_this_moment(
    store: Store, clock: HandClock
) -> None:
    service = await set_nine(store, clock)
    clock.moment = utc("2026-06-01 07:00")
    assert await travel(store, service, TOKYO) == clock.now()
    assert await DeliveryService(store, "one").tick(clock.now()) == 1


async def test_new_study_days_move_the_nudge(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    async with store.write() as tx:
        found = await members.enrolled(tx, GUILD, ADA)
        pace = Pace(600, frozenset({4}))
        await enrolments.set_pace(tx, found.enrolment.id, clock.now().date(), pace)
        await service.recompute(tx, await members.enrolled(tx, GUILD, ADA))
    shown = await service.show(GUILD, ADA)
    assert shown is not None
    assert (shown.weekdays, shown.next_due_at) == (frozenset({4}), utc("2026-06-05 07:00"))


async def test_nothing_switches_on_by_moving(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    await service.off(GUILD, ADA)
    assert await travel(store, service, TOKYO) is None


async def test_a_member_without_a_nudge_can_travel(store: Store, clock: HandClock) -> None:
    await enrol(store, clock)
    assert await travel(store, nudge_service(store, clock), TOKYO) is None


async def due_claim(store: Store, clock: HandClock) -> Claim:
    clock.moment = utc("2026-06-01 07:00")
    outbox = DeliveryService(store, "one")
    await outbox.tick(clock.now())
    (claim,) = await outbox.next_batch(clock.now())
    return claim


async def test_a_brief_is_todays_panel_at_the_moment_it_leaves(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    claim = await due_claim(store, clock)
    brief = await service.brief(claim, clock.now())
    assert isinstance(brief, Brief)
    assert (brief.today.user_id, brief.today.day.isoformat()) == (ADA, "2026-06-01")
    assert (brief.delivery_id, brief.marker) == (claim.id, f"n:{claim.id}:")
    assert (brief.late_by, brief.in_channel, brief.fallback) == (timedelta(0), False, None)


@pytest.mark.parametrize(
    ("passed", "late_by"),
    [
        (timedelta(minutes=5), timedelta(0)),
        (timedelta(minutes=40), timedelta(minutes=40)),
        (timedelta(hours=2), timedelta(hours=2)),
    ],
)
async def test_a_late_brief_says_how_late(
    sqlite_store: Store, clock: HandClock, passed: timedelta, late_by: timedelta
) -> None:
    service = await set_nine(sqlite_store, clock)
    claim = await due_claim(sqlite_store, clock)
    brief = await service.brief(claim, claim.due_at + passed)
    assert isinstance(brief, Brief)
    assert brief.late_by == late_by


async def test_a_brief_for_the_channel_says_why_it_is_there(sqlite_store: Store, clock: HandClock) -> None:
    service = await set_nine(sqlite_store, clock)
    claim = replace(await due_claim(sqlite_store, clock), direct=False, reason=Reason.DM_CLOSED)
    brief = await service.brief(claim, clock.now())
    assert isinstance(brief, Brief)
    assert (brief.in_channel, brief.fallback) == (True, Reason.DM_CLOSED)


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ({"enrolled": False}, Reason.LEFT),
        ({"state": EnrolmentState.PAUSED}, Reason.PAUSED),
        ({"state": EnrolmentState.FINISHED}, Reason.FINISHED),
        ({"planned": False}, Reason.REST_DAY),
        ({"tasks": ()}, Reason.NOTHING_PLANNED),
        ({"tasks": (TaskState.DONE, TaskState.SKIPPED)}, Reason.ALL_DONE),
    ],
)
async def test_there_is_silence_when_there_is_nothing_to_do(
    sqlite_store: Store, clock: HandClock, days: dict[str, object], reason: Reason
) -> None:
    await set_nine(sqlite_store, clock)
    claim = await due_claim(sqlite_store, clock)
    service = nudge_service(sqlite_store, clock, replace(Days(clock), **days))
    assert await service.brief(claim, clock.now()) == Quiet(reason)


async def test_a_nudge_muted_or_switched_off_while_it_waits_is_not_sent(
    store: Store, clock: HandClock
) -> None:
    service = await set_nine(store, clock)
    claim = await due_claim(store, clock)
    await service.mute(GUILD, ADA, "tomorrow")
    assert await service.brief(claim, clock.now()) == Quiet(Reason.MUTED)
    await service.off(GUILD, ADA)
    assert await service.brief(claim, clock.now()) == Quiet(Reason.OFF)
    assert await service.brief(replace(claim, member_key=999), clock.now()) == Quiet(Reason.OFF)


async def test_the_member_sees_what_became_of_the_last_one(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    claim = await due_claim(store, clock)
    before = await service.show(GUILD, ADA)
    await DeliveryService(store, "one").settle(claim, Dropped(Reason.ALL_DONE), clock.now())
    after = await service.show(GUILD, ADA)
    assert before is not None
    assert after is not None
    assert before.last is None
    assert after.last is not None
    assert (after.last.kind, after.last.reason) == (DeliveryKind.NUDGE, Reason.ALL_DONE)


async def test_people_in_two_guilds_have_two_nudges(store: Store, clock: HandClock) -> None:
    service = await set_nine(store, clock)
    await enrol(store, clock, guild_id=GUILD + 1, study_days=EVERY_DAY)
    await service.set(GUILD + 1, ADA, 600, Destination.CHANNEL)
    await service.off(GUILD, ADA)
    other = await service.show(GUILD + 1, ADA)
    assert other is not None
    assert (other.minute, other.status) == (600, NudgeStatus.ON)
