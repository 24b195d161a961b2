"""Local days and times around every clock change, and finding zones by name."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    EVERY_DAY,
    USUAL_ZONES,
    day_end,
    find_zone,
    local_instant,
    monday_of,
    study_day,
    time_at,
    weekdays_mask,
    weekdays_of,
    zone_choices,
)
from bot.domain.errors import UnknownTimezone
from tests.domain.zones import ZONES, changes, wall

DAY = timedelta(days=1)

zone_names = st.sampled_from(ZONES)
instants = st.datetimes(datetime(1970, 1, 2), datetime(2037, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
days = st.dates(date(1970, 1, 2), date(2037, 12, 1))
times = st.integers(0, 1439).map(time_at)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        pytest.param("Europe/Berlin", "2026-07-01", "09:00", "2026-07-01T07:00", id="an ordinary day"),
        pytest.param("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00", id="gap: 03:00 summer time"),
        pytest.param("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30", id="fold: the first 02:30"),
        pytest.param(
            "America/Chicago", "2026-03-08", "02:00", "2026-03-08T08:00", id="gap: its first minute"
        ),
        pytest.param("America/Chicago", "2026-03-08", "03:00", "2026-03-08T08:00", id="gap: just after it"),
        pytest.param("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00", id="Cairo has no midnight"),
        pytest.param("Asia/Beirut", "2026-03-29", "00:15", "2026-03-28T22:00", id="Beirut has no midnight"),
        pytest.param("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:00", id="Santiago has none"),
        pytest.param("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30", id="a gap of 30 min"),
        pytest.param("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", id="a fold of 30 min"),
        pytest.param("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00", id="a date that never was"),
        pytest.param("Asia/Kathmandu", "2026-01-01", "05:45", "2026-01-01T00:00", id="offset of 5:45"),
    ],
)
def test_a_wall_clock_time_has_one_instant(zone: str, day: str, at: str, instant: str) -> None:
    found = local_instant(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert (found, found.tzinfo) == (utc(instant), UTC)


def test_no_clock_change_loses_or_repeats_a_wall_clock_time() -> None:
    """Every zone, every change since 2005: before, in and after it, the first instant that shows the time."""
    checked = 0
    for name in ZONES:
        zone = ZoneInfo(name)
        for change, _, _ in changes(name, 2005, 2026):
            for offset in range(-4, 5):
                shown = wall(change, zone) + offset * timedelta(minutes=15)
                found = local_instant(shown.date(), shown.time(), zone)
                assert wall(found, zone) >= shown
                assert wall(found - timedelta(seconds=1), zone) < shown
                checked += 1
    assert checked > 10_000


@given(zone_names, days, times)
def test_an_instant_shows_its_wall_clock_time_or_the_first_after_a_gap(
    name: str, day: date, at: time
) -> None:
    zone = ZoneInfo(name)
    shown = wall(local_instant(day, at, zone), zone)
    asked = datetime.combine(day, at)
    assert asked <= shown <= asked + DAY


@pytest.mark.parametrize(
    ("zone", "now", "cutoff", "day"),
    [
        pytest.param(
            "Europe/Berlin", "2026-07-02T00:59:59", 180, "2026-07-01", id="02:59 is still yesterday"
        ),
        pytest.param("Europe/Berlin", "2026-07-02T01:00", 180, "2026-07-02", id="03:00 is today"),
        pytest.param("Europe/Berlin", "2026-07-01T21:59", 0, "2026-07-01", id="cut-off at midnight"),
        pytest.param(
            "Europe/Berlin", "2026-03-29T00:59:59", 150, "2026-03-28", id="cut-off in a gap: before"
        ),
        pytest.param("Europe/Berlin", "2026-03-29T01:00", 150, "2026-03-29", id="cut-off in a gap: after"),
        pytest.param("Europe/Berlin", "2026-10-25T00:30", 150, "2026-10-25", id="first 02:30 begins the day"),
        pytest.param(
            "Europe/Berlin", "2026-10-25T01:10", 150, "2026-10-25", id="second 02:10 does not undo it"
        ),
        pytest.param("Pacific/Apia", "2011-12-30T09:59", 0, "2011-12-29", id="Samoa before the jump"),
        pytest.param("Pacific/Apia", "2011-12-30T10:00", 0, "2011-12-31", id="Samoa after the jump"),
        pytest.param("America/St_Johns", "2010-11-07T03:00", 0, "2010-11-07", id="00:00:59 back to 23:01"),
    ],
)
def test_a_study_day_lasts_until_the_cut_off(zone: str, now: str, cutoff: int, day: str) -> None:
    assert study_day(utc(now), ZoneInfo(zone), cutoff) == date.fromisoformat(day)


@given(zone_names, instants, st.integers(0, 1439))
def test_now_lies_within_its_study_day(name: str, now: datetime, cutoff: int) -> None:
    zone = ZoneInfo(name)
    day = study_day(now, zone, cutoff)
    assert day_end(day - DAY, zone, cutoff) <= now < day_end(day, zone, cutoff)


def test_study_days_never_run_backwards_around_a_clock_change() -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for change, _, _ in changes(name, 2005, 2026)[-6:]:
            moments = [change + timedelta(minutes=20) * step for step in range(-4, 5)]
            for cutoff in (0, 150):
                seen = [study_day(moment, zone, cutoff) for moment in moments]
                assert seen == sorted(seen), (name, change, cutoff)


@given(st.frozensets(st.integers(0, 6)))
def test_weekdays_survive_the_way_through_bits(weekdays: frozenset[int]) -> None:
    assert weekdays_of(weekdays_mask(weekdays)) == weekdays


def test_bit_0_is_monday() -> None:
    assert (weekdays_mask([0]), weekdays_mask([6]), weekdays_mask(EVERY_DAY)) == (1, 64, 127)


@given(days)
def test_a_week_begins_on_monday(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < 7 * DAY


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("  europe/BERLIN ", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("dhaka", "Asia/Dhaka"),
        ("New York", "America/New_York"),
        ("port au prince", "America/Port-au-Prince"),
        ("São Paulo", "America/Sao_Paulo"),
        ("St. John's", "America/St_Johns"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("India", "Asia/Kolkata"),
        ("japan", "Asia/Tokyo"),
        ("mumbai", "Asia/Kolkata"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
        ("US/Eastern", "US/Eastern"),
        ("Asia/Calcutta", "Asia/Calcutta"),
    ],
)
def test_a_zone_is_found_by_name_city_or_country(text: str, name: str) -> None:
    assert find_zone(text).key == name


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("EST", "America/New_York"),
        ("cet", "Europe/Berlin"),
        ("GMT", "Europe/London"),
        ("WEST", "Europe/Lisbon"),
        ("usa", "America/Chicago"),
        ("berlni", "Europe/Berlin"),
        ("Amerika/New York", "America/New_York"),
        ("london, uk", "Europe/London"),
        ("australia", "Australia/Sydney"),
        ("", "UTC"),
    ],
)
def test_what_is_no_zone_comes_back_with_suggestions(text: str, suggestion: str) -> None:
    with pytest.raises(UnknownTimezone) as caught:
        find_zone(text)
    assert suggestion in caught.value.suggestions


@pytest.mark.parametrize(
    "text", ["Etc/GMT+5", "GMT+5", "EST5EDT", "localtime", "Factory", "../etc/passwd", "x" * 9999]
)
def test_fixed_offsets_and_nonsense_are_refused(text: str) -> None:
    with pytest.raises(UnknownTimezone) as caught:
        find_zone(text)
    assert len(caught.value.text) <= 64


@given(st.text(max_size=80))
def test_any_text_is_a_zone_or_refused(text: str) -> None:
    try:
        found = find_zone(text).key
    except UnknownTimezone as error:
        found = next(iter(error.suggestions), "UTC")
    assert found in available_timezones()


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ber", "Atlantic/Bermuda"),
        ("berl", "Europe/Berlin"),
        ("york", "America/New_York"),
        ("pst", "America/Los_Angeles"),
        ("mumb", "Asia/Kolkata"),
        ("bangladesh", "Asia/Dhaka"),
        ("europe/b", "Europe/Belgrade"),
    ],
)
def test_choices_follow_what_is_typed(typed: str, first: str) -> None:
    assert zone_choices(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "a", "america", "kiev", "calcutta", "us/", "est", "/"])
def test_choices_are_few_current_and_found_again(typed: str) -> None:
    choices = zone_choices(typed)
    assert len(choices) == len(set(choices)) <= 25
    assert all(find_zone(name).key == name for name in choices)
    assert not {"Europe/Kiev", "Asia/Calcutta", "US/Eastern", "EST"} & set(choices)


def test_usual_zones_are_offered_before_anything_is_typed() -> None:
    assert zone_choices("") == USUAL_ZONES
    assert zone_choices("", 3) == USUAL_ZONES[:3]
