"""Laws of schedules in every zone of tzdata: no local day is skipped, none comes twice, whoever travels."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import EVERY_DAY, time_at
from bot.domain.schedules import Rhythm
from tests.domain.zones import ZONES, alike, changes, wall

FIRST_YEAR, LAST_YEAR = 2026, 2035
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
LONGEST_DAY = 26 * HOUR
SLOTS = range(0, 24 * 60, 15)

zones = st.sampled_from([name for name in ZONES if not name.startswith("Etc/")]).map(ZoneInfo)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
minutes = st.integers(0, 1439)
cutoffs = st.integers(0, 12 * 60)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)


def occurrences(rhythm: Rhythm, start: datetime, end: datetime) -> Iterator[tuple[date, datetime]]:
    """Study day and instant of everything that falls due after `start` up to `end`, each claimed in time."""
    at, last_day = rhythm.next_after(start, None), None
    while at is not None and at <= end:
        last_day = rhythm.day_of(at)
        yield last_day, at
        at = rhythm.next_after(at, last_day)


def complaint(rhythm: Rhythm, start: datetime, end: datetime) -> str:
    """What is wrong with the daily occurrences of a stretch of time; empty when nothing is."""
    seen = list(occurrences(rhythm, start, end))
    days = [day for day, _ in seen]
    if days != [days[0] + DAY * ahead for ahead in range(len(days))]:
        return f"days {days}"
    # The longest day has 26 hours, on Troll.
    times = [start, *(at for _, at in seen), end]
    if any(later - earlier > LONGEST_DAY for earlier, later in pairwise(times)):
        return f"a day is missing in {times}"
    late = [at for day, at in seen if not shows(rhythm, day, at)]
    return f"not the first instant that shows the time: {late}" if late else ""


def shows(rhythm: Rhythm, day: date, at: datetime) -> bool:
    """Whether it is the first instant at which clocks show the time, or have left it out."""
    calendar_day = day + DAY if rhythm.minute < rhythm.cutoff_minutes else day
    wanted = datetime.combine(calendar_day, time_at(rhythm.minute))
    return wall(at - SECOND, rhythm.zone) < wanted <= wall(at, rhythm.zone)


@pytest.mark.parametrize(
    ("cutoff", "slots"),
    [
        pytest.param(180, SLOTS[::6], id="03:00, every hour and a half"),
        pytest.param(180, SLOTS, id="03:00, all 96 slots", marks=pytest.mark.soak),
        pytest.param(0, SLOTS[:20], id="midnight"),
        pytest.param(60, SLOTS[:20:2], id="01:00"),
        pytest.param(150, SLOTS[4:20:2], id="02:30"),
        pytest.param(720, SLOTS[::8], id="noon"),
    ],
)
def test_no_change_of_clocks_in_ten_years_skips_or_doubles_a_day(cutoff: int, slots: range) -> None:
    """Of zones with the same changes one stands for all: nothing else of a zone is asked."""
    wrong: list[str] = []
    for names in alike(FIRST_YEAR, LAST_YEAR).values():
        zone = ZoneInfo(names[0])
        for change, _, _ in changes(names[0], FIRST_YEAR, LAST_YEAR):
            for minute in slots:
                rhythm = Rhythm(minute, EVERY_DAY, zone, cutoff)
                if found := complaint(rhythm, change - 36 * HOUR, change + 48 * HOUR):
                    wrong.append(f"{names[0]} {change} {time_at(minute)}: {found}")
    assert wrong == []


def test_every_zone_of_tzdata_is_among_those() -> None:
    changing = [name for names in alike(FIRST_YEAR, LAST_YEAR).values() for name in names]
    assert len(changing) > 150
    for name in set(ZONES) - set(changing):
        rhythm = Rhythm(9 * 60, EVERY_DAY, ZoneInfo(name), 180)
        start = datetime(FIRST_YEAR, 6, 1, tzinfo=UTC)
        assert complaint(rhythm, start, start + 3 * DAY) == "", name
    assert {"Europe/Berlin", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Chatham"} <= set(changing)


@given(zones, moments, minutes, cutoffs)
def test_a_daily_time_comes_once_each_study_day_with_any_cut_off(
    zone: ZoneInfo, start: datetime, minute: int, cutoff: int
) -> None:
    assert complaint(Rhythm(minute, EVERY_DAY, zone, cutoff), start, start + 7 * DAY) == ""


@given(zones, moments, minutes, cutoffs, weekdays)
def test_the_next_occurrence_is_the_first_and_comes_within_eight_days(
    zone: ZoneInfo, after: datetime, minute: int, cutoff: int, days: frozenset[int]
) -> None:
    rhythm = Rhythm(minute, days, zone, cutoff)
    found = rhythm.next_after(after, None)
    assert found is not None
    assert after < found <= after + 8 * DAY
    assert rhythm.next_after(found - SECOND, None) == found
    assert rhythm.day_of(found).weekday() in days


trips = st.tuples(zones, st.integers(1, 72 * 60).map(lambda late: timedelta(minutes=late)), minutes, weekdays)


@given(moments, cutoffs, st.lists(trips, min_size=1, max_size=8))
def test_whoever_moves_in_mid_life_has_no_day_twice_and_loses_none_once_they_stay(
    start: datetime,
    cutoff: int,
    life: list[tuple[ZoneInfo, timedelta, int, frozenset[int]]],
) -> None:
    """Each chapter of the life has its zone, length, time of day and study days."""
    now, claimed = start, list[date]()
    for zone, length, minute, days in life:
        rhythm, end = Rhythm(minute, days, zone, cutoff), now + length
        at = rhythm.next_after(now, claimed[-1] if claimed else None)
        while at is not None and at <= end:
            claimed.append(rhythm.day_of(at))
            at = rhythm.next_after(at, claimed[-1])
        now = end
    assert claimed == sorted(set(claimed))

    zone, _, minute, _ = life[-1]
    settled = Rhythm(minute, EVERY_DAY, zone, cutoff)
    first = settled.next_after(now, claimed[-1] if claimed else None)
    assert first is not None
    # At the most a day ahead of the new zone's date, which is at the most 26 hours behind the old one's.
    assert first - now <= (24 + 26 + 1) * HOUR
    assert complaint(settled, first - SECOND, first + 5 * DAY) == ""


@pytest.mark.parametrize(
    ("zone", "after", "at", "weekdays", "expected"),
    [
        pytest.param("UTC", "2026-07-01T09:00", "09:00", EVERY_DAY, "2026-07-02T09:00", id="strictly later"),
        pytest.param("UTC", "2026-07-01T08:59", "09:00", EVERY_DAY, "2026-07-01T09:00", id="still today"),
        # 1 July 2026 is a Wednesday (2).
        pytest.param("UTC", "2026-07-01T09:00", "09:00", {2}, "2026-07-08T09:00", id="the same weekday"),
        pytest.param(
            "UTC", "2026-07-01T09:00", "09:00", {0, 4}, "2026-07-03T09:00", id="the next listed day"
        ),
        pytest.param(
            "Europe/Berlin", "2026-03-28T08:00", "09:00", EVERY_DAY, "2026-03-29T07:00", id="23 h on"
        ),
        pytest.param(
            "Europe/Berlin", "2026-10-24T07:00", "09:00", EVERY_DAY, "2026-10-25T08:00", id="25 h on"
        ),
        pytest.param("Europe/Berlin", "2026-10-25T00:30", "02:30", EVERY_DAY, "2026-10-26T01:30", id="once"),
        pytest.param(
            "America/Chicago", "2026-03-08T06:00", "00:00", EVERY_DAY, "2026-03-09T05:00", id="day after"
        ),
        pytest.param(
            "Africa/Cairo", "2026-04-22T22:00", "00:00", EVERY_DAY, "2026-04-23T22:00", id="no midnight"
        ),
        pytest.param(
            "Pacific/Apia", "2011-12-29T20:00", "10:00", EVERY_DAY, "2011-12-30T20:00", id="jumped date"
        ),
        # 30 December 2011 would have been a Friday (4): Samoa had none that week.
        pytest.param(
            "Pacific/Apia", "2011-12-23T20:00", "10:00", {4}, "2012-01-05T20:00", id="jumped Friday"
        ),
    ],
)
def test_the_next_occurrence(zone: str, after: str, at: str, weekdays: set[int], expected: str) -> None:
    clock = time.fromisoformat(at)
    rhythm = Rhythm(clock.hour * 60 + clock.minute, frozenset(weekdays), ZoneInfo(zone), 0)
    found = rhythm.next_after(datetime.fromisoformat(after).replace(tzinfo=UTC), None)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)
