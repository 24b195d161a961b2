"""The evening warning: beside the nudge and never without it, and what it says at the moment it leaves."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.delivery import DeliveryKind, Destination, Reason
from bot.domain.errors import InvalidTime, NudgeNotSet
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Closed, Dropped, Outcome, Sent
from bot.domain.pace import Pace
from bot.domain.schedules import Schedule
from bot.domain.streak_entries import EntryKind, NewEntry
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, Today
from bot.domain.warnings import AtRisk
from bot.services.deliveries import DeliveryService
from bot.services.nudges import NudgeService
from bot.services.warnings import WARNING, WarningService
from bot.store import checkins, enrolments, members, schedules, streaks
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, Days, HandClock, enrol, utc

NINE = 9 * 60
MONDAY = date(2026, 6, 1)
EIGHT = utc("2026-06-01 18:00")
"""In Berlin, on Monday."""

TWELVE_DAYS = Streak(12, 23, today_done=False, today_planned=True, freezes=1)


@dataclass
class Evenings(Days):
    """Days with a streak."""

    streak: Streak = TWELVE_DAYS

    async def today(self, guild_id: int, user_id: int) -> Today:
        return replace(await super().today(guild_id, user_id), streak=self.streak)


@dataclass
class Home:
    """A member with a nudge at nine, and what the bot would write in the evening."""

    store: Store
    clock: HandClock
    days: Evenings
    heard: list[datetime]
    warnings: WarningService
    nudges: NudgeService
    outbox: DeliveryService

    async def evening(self, at: datetime) -> AtRisk | Quiet | None:
        """What the warning says, if one falls due at this moment; it is settled as it would be."""
        self.clock.moment = at
        await self.outbox.tick(at)
        said: AtRisk | Quiet | None = None
        for claim in await self.outbox.next_batch(at):
            outcome: Outcome = Sent(101, claim.id)
            if claim.kind is WARNING:
                said = await self.warnings.brief(claim, at)
                outcome = Dropped(said.reason) if isinstance(said, Quiet) else outcome
            await self.outbox.settle(claim, outcome, at)
        return said

    async def schedule(self) -> Schedule | None:
        async with self.store.read() as tx:
            member = (await members.enrolled(tx, GUILD, ADA)).member
            return await schedules.find(tx, member.key, WARNING)

    async def due(self) -> datetime | None:
        found = await self.schedule()
        return found.next_due_at if found else None

    async def tick_off(self, day: date) -> None:
        """Something is done on this day."""
        async with self.store.write() as tx:
            member = (await members.enrolled(tx, GUILD, ADA)).member
            await checkins.add(tx, member.key, day, "task", str(day), self.clock.now())


async def move_in(store: Store) -> Home:
    clock = HandClock(utc("2026-06-01 06:00"))
    await enrol(store, clock)
    days, heard = Evenings(clock), list[datetime]()
    warnings = WarningService(store, clock, days)
    nudges = NudgeService(store, clock, days, heard.append, warnings)
    await nudges.set(GUILD, ADA, NINE, Destination.DM, 101)
    return Home(store, clock, days, heard, warnings, nudges, DeliveryService(store, "one"))


@pytest.fixture
async def home(store: Store) -> Home:
    """On both databases."""
    return await move_in(store)


@pytest.fixture
async def small_home(sqlite_store: Store) -> Home:
    return await move_in(sqlite_store)


async def test_it_comes_with_the_nudge_at_eight_in_the_evening(home: Home) -> None:
    assert await home.due() == EIGHT
    assert home.heard == [utc("2026-06-01 07:00"), EIGHT]
    shown = await home.nudges.show(GUILD, ADA)
    assert shown is not None
    assert shown.warn_minute == 20 * 60


async def test_it_goes_where_the_nudge_goes(home: Home) -> None:
    await home.nudges.set(GUILD, ADA, NINE, Destination.CHANNEL)
    schedule = await home.schedule()
    assert schedule is not None
    assert schedule.destination is Destination.CHANNEL


async def test_without_a_nudge_there_is_no_warning(home: Home) -> None:
    await home.nudges.off(GUILD, ADA)
    assert await home.due() is None
    with pytest.raises(NudgeNotSet):
        await home.nudges.warn(GUILD, ADA, 1200)
    await home.nudges.set(GUILD, ADA, NINE, Destination.DM)
    assert await home.due() == EIGHT


async def test_it_ends_with_the_enrolment(home: Home) -> None:
    async with home.store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        await home.nudges.silence(tx, member.key)
    assert await home.due() is None


async def test_its_time_can_be_chosen(home: Home) -> None:
    shown = await home.nudges.warn(GUILD, ADA, 21 * 60 + 30)
    assert shown.warn_minute == 21 * 60 + 30
    assert await home.due() == utc("2026-06-01 19:30") == home.heard[-1]
    await home.nudges.set(GUILD, ADA, 10 * 60, Destination.DM)
    assert await home.due() == utc("2026-06-01 19:30")


async def test_who_wants_none_gets_none_whatever_becomes_of_the_nudge(home: Home) -> None:
    shown = await home.nudges.warn(GUILD, ADA, None)
    assert (shown.warn_minute, await home.due()) == (None, None)
    await home.nudges.off(GUILD, ADA)
    again = await home.nudges.set(GUILD, ADA, NINE, Destination.DM)
    assert (again.warn_minute, await home.due()) == (None, None)
    back = await home.nudges.warn(GUILD, ADA, 1200)
    assert (back.warn_minute, await home.due()) == (1200, EIGHT)


@pytest.mark.parametrize("minute", [-1, 1440])
async def test_a_time_that_no_clock_shows_is_refused(small_home: Home, minute: int) -> None:
    with pytest.raises(InvalidTime):
        await small_home.nudges.warn(GUILD, ADA, minute)


async def test_a_mute_holds_for_both(home: Home) -> None:
    await home.nudges.mute(GUILD, ADA, "2026-06-05")
    assert await home.due() == utc("2026-06-05 18:00")


async def test_it_keeps_to_the_study_days_and_follows_the_zone(home: Home) -> None:
    async with home.store.write() as tx:
        found = await members.enrolled(tx, GUILD, ADA)
        await enrolments.set_pace(tx, found.enrolment.id, MONDAY, Pace(600, frozenset({4})))
        zone = replace(found.member.clock, zone=ZoneInfo("Asia/Tokyo"))
        await members.set_clock(tx, found.member.key, zone, MONDAY)
        await home.nudges.recompute(tx, await members.enrolled(tx, GUILD, ADA))
    assert await home.due() == utc("2026-06-05 11:00")


async def test_what_is_due_at_this_moment_is_not_lost_by_a_change(home: Home) -> None:
    home.clock.moment = EIGHT
    async with home.store.write() as tx:
        await home.nudges.recompute(tx, await members.enrolled(tx, GUILD, ADA))
    assert await home.due() == EIGHT


async def test_it_says_what_is_at_stake(home: Home) -> None:
    said = await home.evening(EIGHT)
    assert isinstance(said, AtRisk)
    assert (said.today.streak, said.ends_at) == (TWELVE_DAYS, utc("2026-06-02 01:00"))
    assert (said.light, said.in_channel, said.late_by) == (False, False, timedelta(0))
    assert await home.evening(EIGHT + timedelta(minutes=30)) is None


@pytest.mark.parametrize(
    ("streak", "reason"),
    [
        (replace(TWELVE_DAYS, current=2), Reason.NO_STREAK),
        (replace(TWELVE_DAYS, today_done=True), Reason.ALL_DONE),
        (replace(TWELVE_DAYS, today_planned=False), Reason.REST_DAY),
    ],
)
async def test_there_is_silence_without_a_risk(small_home: Home, streak: Streak, reason: Reason) -> None:
    small_home.days.streak = streak
    assert await small_home.evening(EIGHT) == Quiet(reason)


async def test_there_is_silence_while_paused_and_after_leaving(small_home: Home) -> None:
    small_home.days.state = EnrolmentState.PAUSED
    assert await small_home.evening(EIGHT) == Quiet(Reason.PAUSED)
    small_home.days.enrolled = False
    assert await small_home.evening(EIGHT + timedelta(days=1)) == Quiet(Reason.LEFT)


async def test_late_but_in_time_it_says_how_late_and_afterwards_it_is_left_out(small_home: Home) -> None:
    said = await small_home.evening(EIGHT + timedelta(hours=2))
    assert isinstance(said, AtRisk)
    assert said.late_by == timedelta(hours=2)
    assert await small_home.evening(EIGHT + timedelta(days=1, hours=3, minutes=1)) is None


async def test_it_waits_for_the_end_of_quiet_hours_only_within_its_window(home: Home) -> None:
    await home.nudges.quiet(GUILD, ADA, 19 * 60, 21 * 60)
    assert await home.evening(EIGHT) is None
    assert isinstance(await home.evening(EIGHT + timedelta(hours=1)), AtRisk)
    await home.nudges.quiet(GUILD, ADA, 19 * 60, 23 * 60 + 30)
    assert await home.evening(EIGHT + timedelta(days=1, hours=3, minutes=30)) is None


async def test_hours_that_outlast_it_are_shown_with_what_became_of_the_last_one(home: Home) -> None:
    shown = await home.nudges.quiet(GUILD, ADA, 19 * 60, 21 * 60)
    assert not shown.warn_swallowed
    shown = await home.nudges.quiet(GUILD, ADA, 19 * 60, 23 * 60 + 30)
    assert (shown.warn_swallowed, shown.last_warning) == (True, None)

    await home.evening(EIGHT + timedelta(hours=3, minutes=30))

    after = await home.nudges.warn(GUILD, ADA, 18 * 60)
    assert not after.warn_swallowed
    assert after.last_warning is not None
    assert after.last_warning.reason is Reason.QUIET_HOURS
    assert not (await home.nudges.off(GUILD, ADA)).warn_swallowed


@pytest.mark.parametrize(
    ("freezes", "filled", "can"), [(0, 0, True), (0, 2, True), (0, 3, False), (1, 0, False)]
)
async def test_it_offers_to_fill_in_only_what_the_month_allows(
    small_home: Home, freezes: int, filled: int, can: bool
) -> None:
    small_home.days.streak = replace(TWELVE_DAYS, freezes=freezes)
    async with small_home.store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        for day in range(10, 10 + filled):
            entry = NewEntry(EntryKind.BACKFILL, date(2026, 6, day), ADA, EIGHT, "On the train")
            await streaks.add(tx, GUILD, member.key, entry)

    said = await small_home.evening(EIGHT)

    assert isinstance(said, AtRisk)
    assert said.can_fill_in is can


async def test_not_even_a_minute_of_quiet_hours_is_broken(home: Home) -> None:
    home.clock.moment = EIGHT
    await home.outbox.tick(EIGHT)
    claims = await home.outbox.next_batch(EIGHT)
    claim = next(each for each in claims if each.kind is WARNING)
    await home.nudges.quiet(GUILD, ADA, 20 * 60 + 1, 22 * 60)
    assert isinstance(await home.warnings.brief(claim, EIGHT), AtRisk)
    assert await home.warnings.brief(claim, EIGHT + timedelta(minutes=1)) == Quiet(Reason.QUIET_HOURS)


async def test_what_was_switched_off_or_muted_while_it_waits_is_not_sent(home: Home) -> None:
    home.clock.moment = EIGHT
    await home.outbox.tick(EIGHT)
    claim = next(each for each in await home.outbox.next_batch(EIGHT) if each.kind is WARNING)
    await home.nudges.mute(GUILD, ADA, "tomorrow")
    assert await home.warnings.brief(claim, EIGHT) == Quiet(Reason.MUTED)
    await home.nudges.off(GUILD, ADA)
    assert await home.warnings.brief(claim, EIGHT) == Quiet(Reason.OFF)
    for nobody in (replace(claim, member_key=None), replace(claim, member_key=999)):
        assert await home.warnings.brief(nobody, EIGHT) == Quiet(Reason.OFF)


async def spoken(home: Home, evenings: int) -> str:
    """How it speaks each evening: full, light, or not."""
    shape = ""
    for night in range(evenings):
        said = await home.evening(EIGHT + timedelta(days=night))
        shape += "." if not isinstance(said, AtRisk) else "l" if said.light else "F"
    return shape


async def test_after_three_ignored_ones_it_is_light_and_after_ten_days_silent(home: Home) -> None:
    await home.tick_off(MONDAY - timedelta(days=1))
    # The last sign of the member is from the 1st, when the nudge was set.
    assert await spoken(home, 14) == "FFFllllllll..."


async def test_a_tick_on_a_warned_day_makes_it_speak_up_again(home: Home) -> None:
    await home.tick_off(MONDAY - timedelta(days=1))
    assert await spoken(home, 4) == "FFFl"
    await home.tick_off(MONDAY + timedelta(days=3))
    said = await home.evening(EIGHT + timedelta(days=4))
    assert isinstance(said, AtRisk)
    assert not said.light


async def test_closed_messages_switch_both_off(home: Home) -> None:
    async with home.store.read() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        kinds = [DeliveryKind.NUDGE, WARNING]
        assert all([await schedules.find(tx, member.key, kind) for kind in kinds])
    await close(home)
    assert await home.due() is None
    shown = await home.nudges.show(GUILD, ADA)
    assert shown is not None
    assert shown.next_due_at is None


async def close(home: Home) -> None:
    """Three direct messages in a row do not get through."""
    for day in range(3):
        at = utc("2026-06-01 07:00") + timedelta(days=day)
        home.clock.moment = at
        await home.outbox.tick(at)
        for claim in await home.outbox.next_batch(at):
            nudge = claim.kind is DeliveryKind.NUDGE
            await home.outbox.settle(claim, Closed() if nudge else Dropped(Reason.OFF), at)
