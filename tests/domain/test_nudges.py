"""When nudges fall due, through the real calendar, and when there is nothing to say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import study_day
from bot.domain.delivery import DeliveryKind, Destination, Reason
from bot.domain.nudges import (
    CATCH_UP,
    LONGEST_SPREAD,
    Rhythm,
    Schedule,
    delay_of,
    fall_due,
    quiet_reason,
    spread_over,
)
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, Standing, Task, TaskState, Today

EVERY_DAY = frozenset(range(7))
BERLIN = ZoneInfo("Europe/Berlin")
CUTOFF = 180
ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith(("Etc", "posix"))
)

minutes = st.integers(0, 1439)
moments = st.integers(0, 2 * 365 * 24 * 3600).map(
    lambda later: utc("2026-01-01 00:00") + timedelta(seconds=later)
)
zones = st.sampled_from(ZONES).map(ZoneInfo)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(frozenset)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def schedule(rhythm: Rhythm, last_day: date | None = None, muted_until: datetime | None = None) -> Schedule:
    return Schedule(
        id=1,
        guild_id=2,
        member_key=3,
        kind=DeliveryKind.NUDGE,
        rhythm=rhythm,
        destination=Destination.DM,
        next_due_at=None,
        last_day=last_day,
        muted_until=muted_until,
        closed_count=0,
    )


def falls(rhythm: Rhythm, first: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """Day and instant of everything that falls due, as an always punctual bot would claim it."""
    last_day = None
    due_at = rhythm.next_after(first, None)
    while due_at is not None and due_at <= until:
        fall = fall_due(schedule(rhythm, last_day), due_at, due_at, timedelta(0))
        yield fall.day, due_at
        last_day, due_at = fall.last_day, fall.next_due_at


@pytest.mark.parametrize(
    ("minute", "day", "expected"),
    [
        pytest.param(9 * 60, date(2026, 3, 28), "2026-03-28 08:00", id="before the change"),
        pytest.param(9 * 60, date(2026, 3, 29), "2026-03-29 07:00", id="same wall clock after it"),
        pytest.param(150, date(2026, 3, 28), "2026-03-29 01:00", id="02:30 does not exist: 03:00"),
        pytest.param(150, date(2026, 10, 24), "2026-10-25 00:30", id="02:30 exists twice: the first"),
        pytest.param(23 * 60 + 59, date(2026, 6, 1), "2026-06-01 21:59", id="last minute of the day"),
        pytest.param(60, date(2026, 6, 1), "2026-06-01 23:00", id="01:00 still belongs to the study day"),
        pytest.param(180, date(2026, 6, 1), "2026-06-01 01:00", id="at the cut-off a study day begins"),
    ],
)
def test_a_nudge_falls_at_the_wall_clock_time_of_its_study_day(minute: int, day: date, expected: str) -> None:
    assert Rhythm(minute, EVERY_DAY, BERLIN, CUTOFF).instant(day) == utc(expected)


def test_a_date_that_a_zone_left_out_has_no_nudge() -> None:
    apia = Rhythm(9 * 60, EVERY_DAY, ZoneInfo("Pacific/Apia"), CUTOFF)
    days = [day for day, _ in falls(apia, utc("2011-12-28 00:00"), utc("2012-01-01 00:00"))]
    assert days == [date(2011, 12, 28), date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


@given(zone=zones, minute=minutes, start=moments, days=weekdays)
def test_every_study_day_has_exactly_one_nudge(
    zone: ZoneInfo, minute: int, start: datetime, days: frozenset[int]
) -> None:
    found = list(falls(Rhythm(minute, days, zone, CUTOFF), start, start + timedelta(days=30)))
    named = [day for day, _ in found]
    first, last = named[0], named[-1]
    span = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    assert named == [day for day in span if day.weekday() in days]
    assert [at for _, at in found] == sorted({at for _, at in found})


@pytest.mark.parametrize("name", ["Africa/Cairo", "Asia/Beirut", "America/Santiago", "Australia/Lord_Howe"])
@pytest.mark.parametrize("minute", [0, 15, 30, 59, 120, 179])
def test_no_day_is_lost_or_doubled_where_clocks_change_around_midnight(name: str, minute: int) -> None:
    rhythm = Rhythm(minute, EVERY_DAY, ZoneInfo(name), CUTOFF)
    days = [day for day, _ in falls(rhythm, utc("2026-01-01 00:00"), utc("2027-12-31 00:00"))]
    assert days == [days[0] + timedelta(days=ahead) for ahead in range(len(days))]
    assert len(days) >= 728


@given(minute=minutes, start=moments, trips=st.lists(st.tuples(zones, st.integers(1, 60)), max_size=8))
def test_a_traveller_is_nudged_at_most_once_per_local_day(
    minute: int, start: datetime, trips: list[tuple[ZoneInfo, int]]
) -> None:
    nudged: list[date] = []
    now, last_day = start, None
    for zone, hours in trips:
        rhythm, until = Rhythm(minute, EVERY_DAY, zone, CUTOFF), now + timedelta(hours=hours)
        due_at = rhythm.next_after(now, last_day)
        while due_at is not None and due_at <= until:
            fall = fall_due(schedule(rhythm, last_day), due_at, due_at, timedelta(0))
            nudged.append(fall.day)
            last_day, due_at = fall.last_day, fall.next_due_at
        now = until
    assert nudged == sorted(set(nudged))


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        pytest.param("America/Los_Angeles", "2026-06-02 16:00", id="west: not the same day again"),
        pytest.param("Asia/Tokyo", "2026-06-02 00:00", id="east: the next day comes sooner"),
        pytest.param("Europe/Paris", "2026-06-02 07:00", id="same clock: nothing changes"),
    ],
)
def test_after_a_flight_the_next_nudge_is_on_the_next_local_day(to: str, expected: str) -> None:
    claimed = date(2026, 6, 1)
    there = Rhythm(9 * 60, EVERY_DAY, ZoneInfo(to), CUTOFF)
    assert there.next_after(utc("2026-06-01 07:00"), claimed) == utc(expected)


def test_a_moved_time_cannot_nudge_the_same_day_again() -> None:
    later = Rhythm(20 * 60, EVERY_DAY, BERLIN, CUTOFF)
    assert later.next_after(utc("2026-06-01 07:05"), date(2026, 6, 1)) == utc("2026-06-02 18:00")
    assert later.next_after(utc("2026-06-01 07:05"), None) == utc("2026-06-01 18:00")


def test_a_mute_ends_with_the_first_nudge_that_is_not_before_its_end() -> None:
    rhythm = Rhythm(3 * 60, EVERY_DAY, BERLIN, CUTOFF)
    muted = schedule(rhythm, last_day=date(2026, 6, 1), muted_until=utc("2026-06-05 01:00"))
    assert muted.next_after(utc("2026-06-01 12:00")) == utc("2026-06-05 01:00")


def test_without_study_days_nothing_falls_due() -> None:
    assert Rhythm(540, frozenset(), BERLIN, CUTOFF).next_after(utc("2026-06-01 00:00"), None) is None


def test_a_downtime_of_days_lets_each_missed_day_fall_due_once() -> None:
    rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF)
    now = utc("2026-06-04 08:00")
    first = fall_due(schedule(rhythm), utc("2026-06-01 07:00"), now, timedelta(0))
    assert (first.day, first.next_due_at) == (date(2026, 6, 1), utc("2026-06-02 07:00"))


def test_after_a_long_downtime_old_days_are_left_out() -> None:
    rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF)
    now = utc("2026-06-30 08:00")
    first = fall_due(schedule(rhythm), utc("2026-06-01 07:00"), now, timedelta(0))
    assert first.next_due_at == utc("2026-06-24 07:00")
    assert now - CATCH_UP < utc("2026-06-24 07:00")


@pytest.mark.parametrize(
    ("minute", "due_at", "expected"),
    [
        pytest.param(9 * 60, "2026-06-01 07:00", "2026-06-01 09:00", id="two hours"),
        pytest.param(2 * 60, "2026-06-02 00:00", "2026-06-02 01:00", id="not past the end of the study day"),
        pytest.param(150, "2026-03-29 01:00", "2026-03-29 03:00", id="a gap over the cut-off: two hours"),
    ],
)
def test_a_nudge_is_worth_sending_for_two_hours_of_its_study_day(
    minute: int, due_at: str, expected: str
) -> None:
    rhythm = Rhythm(minute, EVERY_DAY, BERLIN, CUTOFF)
    fall = fall_due(schedule(rhythm), utc(due_at), utc(due_at), timedelta(0))
    assert fall.expires_at == utc(expected)


@pytest.mark.parametrize(
    ("crowd", "seconds"), [(0, 0), (1, 0), (4, 0), (5, 1), (450, 90), (900, 180), (1_000_000, 180)]
)
def test_only_a_crowd_is_spread_and_never_over_more_than_three_minutes(crowd: int, seconds: int) -> None:
    assert spread_over(crowd) == timedelta(seconds=seconds)


def test_members_keep_their_place_in_the_spread_and_fill_it_evenly() -> None:
    delays = [delay_of(key, LONGEST_SPREAD) for key in range(1, 9001)]
    assert delays == [delay_of(key, LONGEST_SPREAD) for key in range(1, 9001)]
    assert all(timedelta(0) <= delay < LONGEST_SPREAD for delay in delays)
    per_second = [sum(1 for delay in delays if int(delay.total_seconds()) == second) for second in range(180)]
    assert max(per_second) <= 60
    assert min(per_second) >= 40


def test_a_delivery_waits_for_its_place_in_the_spread() -> None:
    due_at = utc("2026-06-01 07:00")
    rhythm = Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF)
    fall = fall_due(schedule(rhythm), due_at, due_at, LONGEST_SPREAD)
    assert fall.not_before == due_at + delay_of(3, LONGEST_SPREAD)
    assert fall.due_at == due_at


def task(state: TaskState) -> Task:
    return Task(
        id=1,
        title="Read",
        detail="",
        item=None,
        own=True,
        thread=False,
        sitting=1,
        sittings=1,
        day=date(2026, 6, 1),
        planned_minutes=30,
        state=state,
    )


TODAY = Today(
    guild_id=1,
    user_id=2,
    day=date(2026, 6, 1),
    zone=BERLIN,
    cutoff_minutes=CUTOFF,
    roadmap_title="Deep dive",
    state=EnrolmentState.ACTIVE,
    start=date(2026, 1, 1),
    paused_until=None,
    planned=True,
    tasks=(task(TaskState.DONE), task(TaskState.OPEN)),
    where=(),
    standing=Standing(0, 100, None),
    streak=Streak(0, 0, today_done=False, today_planned=True),
    next_day=None,
)


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        pytest.param(TODAY, None, id="something is open"),
        pytest.param(replace(TODAY, tasks=(task(TaskState.DONE),)), Reason.ALL_DONE, id="all done"),
        pytest.param(replace(TODAY, tasks=(task(TaskState.SKIPPED),)), Reason.ALL_DONE, id="all skipped"),
        pytest.param(replace(TODAY, tasks=()), Reason.NOTHING_PLANNED, id="nothing planned"),
        pytest.param(replace(TODAY, planned=False), Reason.REST_DAY, id="rest day"),
        pytest.param(replace(TODAY, state=EnrolmentState.PAUSED), Reason.PAUSED, id="paused"),
        pytest.param(replace(TODAY, state=EnrolmentState.FINISHED), Reason.FINISHED, id="finished"),
        pytest.param(replace(TODAY, state=EnrolmentState.LEFT), Reason.LEFT, id="left"),
    ],
)
def test_nobody_is_nagged_without_something_to_do(today: Today, reason: Reason | None) -> None:
    assert quiet_reason(today) is reason


@given(zone=zones, minute=minutes, day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_day_of_an_occurrence_is_found_again(zone: ZoneInfo, minute: int, day: date) -> None:
    rhythm = Rhythm(minute, EVERY_DAY, zone, CUTOFF)
    instant = rhythm.instant(day)
    assert instant is not None
    assert rhythm.day_of(instant) == day
    assert abs((study_day(instant, zone, CUTOFF) - day).days) <= 1
