"""When schedules fall due, through the real calendar and quiet hours, and how long they count."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import study_day
from bot.domain.delivery import ON_TIME, DeliveryKind, Destination, Reason
from bot.domain.schedules import (
    CATCH_UP,
    LONGEST_SPREAD,
    QuietHours,
    Rhythm,
    Schedule,
    comes_at,
    delay_of,
    fall_due,
    fall_together,
    spread_over,
)

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


def month_ends(zone: ZoneInfo, minute: int = 17 * 60) -> Rhythm:
    return Rhythm(minute, EVERY_DAY, zone, CUTOFF, month_end=True)


@given(zone=zones, minute=minutes, start=moments)
def test_every_month_ends_exactly_once_whatever_the_zone(
    zone: ZoneInfo, minute: int, start: datetime
) -> None:
    found = list(falls(month_ends(zone, minute), start, start + timedelta(days=400)))
    days = [day for day, _ in found]
    assert all((day + timedelta(days=1)).day == 1 for day in days)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months)))
    assert 12 <= len(days) <= 14
    assert [at for _, at in found] == sorted({at for _, at in found})


@given(zone=zones, minute=minutes, at=moments, days=st.integers(0, 40))
def test_a_month_end_that_was_claimed_never_comes_again(
    zone: ZoneInfo, minute: int, at: datetime, days: int
) -> None:
    rhythm = month_ends(zone, minute)
    due_at = rhythm.next_after(at, None)
    assert due_at is not None
    claimed = rhythm.day_of(due_at)
    following = rhythm.next_after(at + timedelta(days=days), claimed)
    assert following is not None
    assert rhythm.day_of(following) > claimed


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("2028-02-01 00:00", "2028-02-29 16:00", id="29 February"),
        pytest.param("2027-02-01 00:00", "2027-02-28 16:00", id="28 February"),
        pytest.param("2026-03-31 14:59", "2026-03-31 15:00", id="just before, in summer time"),
        pytest.param("2026-03-31 15:00", "2026-04-30 15:00", id="just now"),
        pytest.param("2026-12-31 16:00", "2027-01-31 16:00", id="over the year"),
    ],
)
def test_a_month_end_comes_at_its_wall_clock_time(after: str, expected: str) -> None:
    assert month_ends(BERLIN).next_after(utc(after), None) == utc(expected)


def test_a_month_whose_last_day_a_zone_left_out_has_no_month_end() -> None:
    """Kiritimati moved over the date line: there was no 31 December 1994."""
    found = falls(
        month_ends(ZoneInfo("Pacific/Kiritimati")), utc("1994-11-15 00:00"), utc("1995-02-15 00:00")
    )
    assert [day for day, _ in found] == [date(1994, 11, 30), date(1995, 1, 31)]


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


@given(
    zone=zones,
    minute=minutes,
    at=moments,
    late=st.integers(0, 500).map(lambda late: timedelta(minutes=late)),
    spread=st.sampled_from([timedelta(0), timedelta(seconds=40), LONGEST_SPREAD]),
    quiet=st.none() | st.builds(QuietHours, st.integers(0, 700), st.integers(701, 1439)),
)
def test_whoever_falls_due_together_comes_to_the_same_but_for_the_own_place_in_the_spread(
    zone: ZoneInfo,
    minute: int,
    at: datetime,
    late: timedelta,
    spread: timedelta,
    quiet: QuietHours | None,
) -> None:
    one = replace(schedule(Rhythm(minute, EVERY_DAY, zone, CUTOFF)), quiet=quiet)
    other = replace(one, id=9, guild_id=8, member_key=7)
    due_at = one.rhythm.next_after(at, None)
    assert due_at is not None
    falls = [fall_due(each, due_at, due_at + late, spread) for each in (one, other)]
    together = fall_together(one, due_at, due_at + late)
    assert [replace(fall, not_before=together.not_before) for fall in falls] == [together] * 2
    assert [fall.not_before for fall in falls] == [together.spread_out(key, spread) for key in (3, 7)]
    assert together.spread_out(3, timedelta(0)) == together.not_before


@pytest.mark.parametrize(
    ("last_day", "due_at", "changed"),
    [
        pytest.param(None, "2026-03-29 07:00", False, id="the first of all"),
        pytest.param(date(2026, 3, 27), "2026-03-28 08:00", False, id="the day before"),
        pytest.param(date(2026, 3, 28), "2026-03-29 07:00", True, id="clocks went forward"),
        pytest.param(date(2026, 3, 29), "2026-03-30 07:00", False, id="the day after"),
        pytest.param(date(2026, 10, 24), "2026-10-25 08:00", True, id="clocks went back"),
        pytest.param(date(2026, 3, 20), "2026-03-30 07:00", True, id="after days without any"),
    ],
)
def test_an_occurrence_knows_that_clocks_were_changed_before_it(
    last_day: date | None, due_at: str, changed: bool
) -> None:
    nine = schedule(Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF), last_day)
    assert fall_together(nine, utc(due_at), utc(due_at)).clock_changed is changed


@given(zone=zones, minute=minutes, day=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_the_day_of_an_occurrence_is_found_again(zone: ZoneInfo, minute: int, day: date) -> None:
    rhythm = Rhythm(minute, EVERY_DAY, zone, CUTOFF)
    instant = rhythm.instant(day)
    assert instant is not None
    assert rhythm.day_of(instant) == day
    assert abs((study_day(instant, zone, CUTOFF) - day).days) <= 1


NIGHT = QuietHours(22 * 60, 8 * 60)


@pytest.mark.parametrize(
    ("quiet", "at", "end"),
    [
        pytest.param(NIGHT, "2026-06-01 19:59", None, id="before"),
        pytest.param(NIGHT, "2026-06-01 20:00", "2026-06-02 06:00", id="their first minute"),
        pytest.param(NIGHT, "2026-06-02 05:59", "2026-06-02 06:00", id="the morning after"),
        pytest.param(NIGHT, "2026-06-02 06:00", None, id="their end"),
        pytest.param(QuietHours(780, 840), "2026-06-01 11:30", "2026-06-01 12:00", id="a nap"),
        pytest.param(QuietHours(780, 840), "2026-06-01 22:30", None, id="a nap is no night"),
        pytest.param(QuietHours(60, 150), "2026-03-29 00:30", "2026-03-29 01:00", id="an end in a gap"),
        pytest.param(QuietHours(60, 150), "2026-10-25 00:45", None, id="an end that comes twice: the first"),
    ],
)
def test_quiet_hours_have_a_local_beginning_and_end(quiet: QuietHours, at: str, end: str | None) -> None:
    assert quiet.end_after(utc(at), BERLIN) == (utc(end) if end else None)


def hushed(minute: int, quiet: QuietHours, kind: DeliveryKind = DeliveryKind.NUDGE) -> Schedule:
    return replace(schedule(Rhythm(minute, EVERY_DAY, BERLIN, CUTOFF)), quiet=quiet, kind=kind)


@pytest.mark.parametrize(
    ("minute", "quiet", "now", "due_at", "goes_at", "reason"),
    [
        pytest.param(9 * 60, NIGHT, "07:00", "07:00", "07:00", None, id="outside"),
        pytest.param(7 * 60, NIGHT, "05:00", "06:00", "06:00", None, id="inside: waits for their end"),
        pytest.param(7 * 60, NIGHT, "06:40", "06:00", "06:00", None, id="inside, claimed after their end"),
        pytest.param(6 * 60, NIGHT, "04:00", "06:00", "06:00", Reason.QUIET_HOURS, id="they outlast it"),
        pytest.param(
            7 * 60, NIGHT, "07:30", "06:00", "06:00", Reason.TOO_LATE, id="inside, then down too long"
        ),
        pytest.param(
            12 * 60 + 55,
            QuietHours(780, 810),
            "11:10",
            "10:55",
            "11:30",
            None,
            id="a downtime moved it inside",
        ),
        pytest.param(
            12 * 60,
            QuietHours(780, 900),
            "11:10",
            "10:00",
            "13:00",
            Reason.QUIET_HOURS,
            id="inside until too late",
        ),
        pytest.param(
            13 * 60 - 1,
            QuietHours(780, 900),
            "11:02",
            "10:59",
            "10:59",
            None,
            id="on time, the queue took a while",
        ),
    ],
)
def test_a_nudge_waits_for_the_end_of_quiet_hours_or_is_left_out(
    minute: int, quiet: QuietHours, now: str, due_at: str, goes_at: str, reason: Reason | None
) -> None:
    hushing = hushed(minute, quiet)
    at = hushing.rhythm.instant(date(2026, 6, 1))
    assert at is not None
    fall = fall_due(hushing, at, utc(f"2026-06-01 {now}"), timedelta(0))
    assert (fall.due_at, fall.not_before) == (utc(f"2026-06-01 {due_at}"), utc(f"2026-06-01 {goes_at}"))
    assert fall.reason is reason
    assert (fall.day, fall.next_due_at) == (date(2026, 6, 1), at + timedelta(days=1))


@given(
    zone=zones,
    minute=minutes,
    start=minutes,
    end=minutes,
    at=moments,
    delay=st.integers(0, 300).map(lambda late: timedelta(minutes=late)),
    spread=st.sampled_from([timedelta(0), LONGEST_SPREAD]),
)
def test_nothing_late_or_due_in_quiet_hours_leaves_in_them(
    zone: ZoneInfo, minute: int, start: int, end: int, at: datetime, delay: timedelta, spread: timedelta
) -> None:
    quiet = QuietHours(start, end if end != start else (end + 60) % 1440)
    rhythm = Rhythm(minute, EVERY_DAY, zone, CUTOFF)
    due_at = rhythm.next_after(at, None)
    assert due_at is not None
    now = due_at + delay
    fall = fall_due(replace(schedule(rhythm), quiet=quiet), due_at, now, spread)
    goes_at = max(now, fall.not_before)
    if fall.reason is None and goes_at - fall.due_at > ON_TIME:
        assert quiet.end_after(goes_at, zone) is None
    if quiet.end_after(due_at, zone) is None and delay <= ON_TIME:
        assert fall.reason is not Reason.QUIET_HOURS
        assert fall.due_at == due_at


@pytest.mark.parametrize("kind", [DeliveryKind.ROUND, DeliveryKind.REMINDER, DeliveryKind.RITUAL])
def test_what_was_agreed_with_others_does_not_wait_for_quiet_hours(kind: DeliveryKind) -> None:
    due_at = utc("2026-06-01 05:00")
    fall = fall_due(hushed(7 * 60, NIGHT, kind), due_at, due_at, timedelta(0))
    assert (fall.not_before, fall.reason) == (due_at, None)


def test_the_next_message_comes_when_quiet_hours_let_it() -> None:
    due_at = utc("2026-06-01 05:00")
    waiting = replace(hushed(7 * 60, NIGHT), next_due_at=due_at)
    assert comes_at(waiting) == utc("2026-06-01 06:00")
    assert comes_at(replace(waiting, quiet=None)) == due_at
    assert comes_at(replace(waiting, quiet=QuietHours(22 * 60, 12 * 60))) is None
    assert comes_at(replace(waiting, next_due_at=None)) is None


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (DeliveryKind.NUDGE, 2),
        (DeliveryKind.RITUAL, 6),
        (DeliveryKind.PROMPT, 6),
        (DeliveryKind.ROUND, 18),
        (DeliveryKind.REMINDER, 18),
    ],
)
def test_every_kind_has_its_own_window_within_its_day(kind: DeliveryKind, hours: int) -> None:
    """The day is over at 03:00, 18 hours after 09:00."""
    due_at = utc("2026-06-01 07:00")
    daily = replace(schedule(Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF)), kind=kind)
    assert fall_due(daily, due_at, due_at, timedelta(0)).expires_at == due_at + timedelta(hours=hours)


def test_what_happens_once_counts_until_its_event_and_never_comes_back() -> None:
    due_at, event = utc("2026-06-01 17:00"), utc("2026-06-02 06:30")
    once = replace(
        schedule(Rhythm(0, frozenset(), BERLIN, CUTOFF)), kind=DeliveryKind.REMINDER, ends_at=event
    )
    fall = fall_due(once, due_at, event, timedelta(0))
    assert once.once
    assert (fall.day, fall.expires_at, fall.next_due_at) == (date(2026, 6, 1), event, None)
    assert fall.reason is None
    assert fall_due(once, due_at, event + timedelta(seconds=1), timedelta(0)).reason is Reason.TOO_LATE


def test_guilds_have_their_place_in_the_spread_too() -> None:
    rhythm, due_at = Rhythm(9 * 60, EVERY_DAY, BERLIN, CUTOFF), utc("2026-06-01 07:00")
    ritual = replace(schedule(rhythm), member_key=None, kind=DeliveryKind.RITUAL)
    fall = fall_due(ritual, due_at, due_at, LONGEST_SPREAD)
    assert fall.not_before == due_at + delay_of(ritual.guild_id, LONGEST_SPREAD)
