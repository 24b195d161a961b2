"""When people can: local half-hours, and what they are in UTC in every zone, also when clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain import availability, weeks
from bot.domain.availability import (
    ALWAYS,
    DAY,
    HALF_HOUR,
    WEEK,
    Band,
    Preset,
    band_windows,
    begins,
    comfortable,
    covers,
    hours,
    preset_windows,
    slots,
)
from bot.domain.pace import Pace, Stretch
from bot.domain.roadmap_terms import DayPart
from tests.domain.zones import ZONES, changes

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
USUAL_WEEK = "2026-W30"

masks = st.one_of(
    st.integers(0, ALWAYS),
    st.sets(st.integers(0, WEEK - 1), max_size=12).map(lambda bits: sum(1 << bit for bit in bits)),
)
some_weeks = st.dates(date(2026, 1, 1), date(2035, 12, 1)).map(weeks.named)


def naive(windows: int, zone: ZoneInfo, week: str) -> int:
    """The same, minute by minute."""
    found = 0
    for slot in range(WEEK):
        start = weeks.starts(week) + slot * HALF_HOUR
        minutes = ((start + minute * MINUTE).astimezone(zone) for minute in range(30))
        touched = {each.weekday() * DAY + each.hour * 2 + each.minute // 30 for each in minutes}
        found |= all(windows >> local & 1 for local in touched) << slot
    return found


def changing(name: str, year: int) -> str | None:
    """A week of this year in which the zone's clocks change."""
    found = changes(name, year, year)
    return weeks.week_of(found[0][0]) if found else None


@given(masks, st.sampled_from(ZONES).map(ZoneInfo), some_weeks)
@example(ALWAYS, ZoneInfo("Pacific/Apia"), "2011-W52")
@example(ALWAYS >> 1, ZoneInfo("Pacific/Apia"), "2011-W52")
@example(0x5A5A5A, ZoneInfo("Australia/Lord_Howe"), weeks.named(date(2026, 4, 5)))
@example(0x5A5A5A, ZoneInfo("Pacific/Chatham"), weeks.named(date(2026, 4, 5)))
@example(ALWAYS ^ 0b111, ZoneInfo("Asia/Kathmandu"), USUAL_WEEK)
def test_slots_are_what_counting_minutes_gives_in_any_zone_and_week(
    windows: int, zone: ZoneInfo, week: str
) -> None:
    assert slots(windows, zone, week) == naive(windows, zone, week)


@given(masks, st.sampled_from([name for name in ZONES if changes(name, 2026, 2030)]), st.integers(2026, 2030))
def test_so_they_are_in_weeks_that_change_the_clocks(windows: int, name: str, year: int) -> None:
    week = changing(name, year) or USUAL_WEEK
    zone = ZoneInfo(name)
    assert slots(windows, zone, week) == naive(windows, zone, week)


@given(masks, masks, st.sampled_from(ZONES).map(ZoneInfo), some_weeks)
def test_more_windows_never_mean_fewer_slots(one: int, other: int, zone: ZoneInfo, week: str) -> None:
    together = slots(one | other, zone, week)
    assert together & slots(one, zone, week) == slots(one, zone, week)
    assert slots(one & other, zone, week) == slots(one, zone, week) & slots(other, zone, week)


@pytest.mark.parametrize(
    ("zone", "week", "first"),
    [
        ("Europe/Berlin", "2026-W12", "2026-03-16 17:00"),
        ("Europe/Berlin", "2026-W14", "2026-03-30 16:00"),
        ("America/New_York", "2026-W12", "2026-03-16 22:00"),
        ("Asia/Kolkata", "2026-W12", "2026-03-16 12:30"),
        ("Pacific/Auckland", "2026-W12", "2026-03-16 05:00"),
        ("UTC", "2026-W12", "2026-03-16 18:00"),
    ],
)
def test_an_evening_stays_an_evening_when_the_clocks_have_changed(zone: str, week: str, first: str) -> None:
    found = slots(hours([0], 18, 20), ZoneInfo(zone), week)
    start = weeks.starts(week) + (found & -found).bit_length() * HALF_HOUR - HALF_HOUR
    assert start == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert found.bit_count() == 4


@pytest.mark.parametrize(
    ("zone", "windows", "count"),
    [
        ("Europe/Berlin", hours([6], 2, 3), 0),  # left out on 29 March
        ("Europe/Berlin", hours([6], 1, 4), 4),
        ("Asia/Kathmandu", hours([0], 18, 20), 3),  # a quarter of an hour off: the edges are lost
        ("Australia/Eucla", hours([0], 18, 20), 3),
        ("Asia/Kolkata", hours([0], 18, 20), 4),
    ],
)
def test_only_whole_half_hours_count(zone: str, windows: int, count: int) -> None:
    assert slots(windows, ZoneInfo(zone), "2026-W13").bit_count() == count


def test_an_hour_that_comes_twice_counts_twice() -> None:
    week = weeks.named(date(2026, 10, 25))
    assert slots(hours([6], 2, 3), BERLIN, week).bit_count() == 4


def test_across_the_ocean_the_week_begins_on_sunday_evening() -> None:
    found = slots(hours([6], 19, 21), NEW_YORK, USUAL_WEEK)
    assert [slot for slot in range(WEEK) if found >> slot & 1] == [0, 1, 334, 335]
    assert begins(USUAL_WEEK, NEW_YORK).strftime("%a %H:%M") == "Sun 20:00"


def test_comfortable_hours_are_from_eight_to_ten_at_night() -> None:
    assert comfortable(ZoneInfo("UTC"), USUAL_WEEK) == hours(range(7), 8, 22)
    assert comfortable(BERLIN, USUAL_WEEK).bit_count() == 7 * 28


@pytest.mark.parametrize(
    ("preset", "half_hours"),
    [
        (Preset.WEEKDAY_EVENINGS, 5 * 8),
        (Preset.EVERY_EVENING, 7 * 8),
        (Preset.WEEKENDS, 2 * 16),
        (Preset.LUNCH, 5 * 4),
        (Preset.STUDY_DAYS, 2 * 8 + 16),
    ],
)
def test_presets_hold_what_their_names_say(preset: Preset, half_hours: int) -> None:
    pace = Pace(600, frozenset({0, 2, 5}))
    assert preset_windows(preset, pace).bit_count() == half_hours


@pytest.mark.parametrize(
    ("stretch", "weekday", "first", "last"),
    [
        (Stretch(90, starts=19 * 60), 0, 38, 41),
        (Stretch(20, starts=7 * 60 + 10), 0, 14, 16),
        (Stretch(60, DayPart.MORNING), 1, 18, 24),
        (Stretch(60, DayPart.BEFORE_BED), 1, 42, 48),
        (Stretch(60), 1, 36, 44),
        (Stretch(60), 6, 20, 36),
    ],
)
def test_study_days_are_taken_as_exactly_as_they_were_said(
    stretch: Stretch, weekday: int, first: int, last: int
) -> None:
    pace = Pace.of_days([(stretch,) if day == weekday else () for day in range(7)])
    mask = (1 << last) - (1 << first)
    assert preset_windows(Preset.STUDY_DAYS, pace) == mask << DAY * weekday


def test_studying_into_sunday_night_reaches_into_monday() -> None:
    pace = Pace.of_days([()] * 6 + [(Stretch(120, starts=23 * 60),)])
    assert preset_windows(Preset.STUDY_DAYS, pace) == hours([6], 23, 24) | hours([0], 0, 1)


def test_bands_share_no_half_hour_and_are_covered_only_as_a_whole() -> None:
    every = [band_windows(range(7), [band]) for band in Band]
    assert sum(every) == band_windows(range(7), Band) == hours(range(7), 6, 24)
    assert covers(sum(every), every[0])
    assert not covers(every[0] & ~1 << 12, every[0] | every[1])
    assert not covers(ALWAYS, availability.NEVER)
