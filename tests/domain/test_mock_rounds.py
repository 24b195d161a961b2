"""When rounds open and close, and how much of their week is left."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import weeks
from bot.domain.mock_rounds import (
    LIMITS,
    SHORTEST,
    RoundSettings,
    ahead,
    dates_for,
    in_time,
    plan,
    reminder,
    week_for,
)
from tests.delivery.world import BERLIN, utc

NEW_YORK = ZoneInfo("America/New_York")
USUAL = RoundSettings(1)
WEDNESDAY = utc("2026-11-18 10:00")

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"])
SETTINGS = st.builds(
    RoundSettings,
    guild_id=st.just(1),
    weekday=st.integers(*LIMITS["weekday"][:2]),
    minute=st.integers(*LIMITS["minute"][:2]),
    open_days=st.integers(*LIMITS["open_days"][:2]),
    every_weeks=st.integers(*LIMITS["every_weeks"][:2]),
)
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: utc("2026-01-01 00:00") + timedelta(minutes=minutes)
)


def test_a_usual_round_closes_on_sunday_at_noon_for_the_week_that_follows() -> None:
    dates = plan(USUAL, BERLIN, WEDNESDAY)
    assert (dates.week, dates.closes_at) == ("2026-W48", utc("2026-11-22 11:00"))
    assert dates.opens_at == utc("2026-11-19 11:00")


@pytest.mark.parametrize(
    ("now", "closes"),
    [
        ("2026-03-25 10:00", "2026-03-29 10:00"),  # clocks go forward in that night
        ("2026-10-21 10:00", "2026-10-25 11:00"),  # and back
    ],
)
def test_the_time_of_day_stays_where_clocks_change(now: str, closes: str) -> None:
    dates = plan(USUAL, BERLIN, utc(now))
    assert dates.closes_at == utc(closes)
    assert dates.opens_at.astimezone(BERLIN).hour == 12


def test_a_time_that_the_clocks_leave_out_comes_right_after_the_gap() -> None:
    dates = plan(replace(USUAL, minute=150), BERLIN, utc("2026-03-25 10:00"))
    assert dates.closes_at == utc("2026-03-29 01:00")


def test_who_switches_on_too_late_to_join_waits_a_week() -> None:
    close = utc("2026-11-22 11:00")
    assert plan(USUAL, BERLIN, close - SHORTEST - timedelta(minutes=1)).week == "2026-W48"
    assert plan(USUAL, BERLIN, close - SHORTEST + timedelta(minutes=1)).week == "2026-W49"


@pytest.mark.parametrize(("every", "week"), [(1, "2026-W49"), (2, "2026-W50"), (8, "2027-W03")])
def test_rounds_come_every_so_many_weeks(every: int, week: str) -> None:
    after = plan(replace(USUAL, every_weeks=every), BERLIN, utc("2026-11-22 11:00"), "2026-W48")
    assert after.week == week


def test_a_long_break_is_not_made_up_for() -> None:
    assert plan(USUAL, BERLIN, WEDNESDAY, "2026-W01").week == "2026-W48"


@given(settings=SETTINGS, zone=ZONES, now=MOMENTS, gap=st.integers(0, 9))
def test_the_next_round_is_later_far_enough_from_the_last_and_just_before_its_week(
    settings: RoundSettings, zone: str, now: datetime, gap: int
) -> None:
    last = weeks.after(weeks.week_of(now), -gap)
    dates = plan(settings, ZoneInfo(zone), now, last)
    assert dates.closes_at > now + SHORTEST
    assert weeks.between(last, dates.week) >= settings.every_weeks
    assert timedelta(0) <= weeks.starts(dates.week) - dates.closes_at < timedelta(weeks=1)
    assert dates.opens_at < dates.closes_at
    usual = dates_for(settings, ZoneInfo(zone), dates.week)
    assert dates == replace(usual, opens_at=max(usual.opens_at, now))


def test_a_round_that_closes_as_a_week_begins_is_for_that_week() -> None:
    assert week_for(utc("2026-11-23 00:00")) == "2026-W48"
    assert week_for(utc("2026-11-23 00:01")) == "2026-W49"


@pytest.mark.parametrize(("hours", "at"), [(24, "2026-11-21 11:00"), (0, None), (72, None)])
def test_the_reminder_comes_while_the_round_is_open(hours: int, at: str | None) -> None:
    dates = plan(USUAL, BERLIN, WEDNESDAY)
    found = reminder(replace(USUAL, remind_hours=hours), dates.opens_at, dates.closes_at)
    assert found == (utc(at) if at else None)


def test_three_days_of_its_week_make_a_late_round_worth_it() -> None:
    assert in_time("2026-W48", utc("2026-11-27 00:00"))
    assert not in_time("2026-W48", utc("2026-11-27 00:01"))


def test_nobody_is_proposed_a_start_that_has_passed_or_is_about_to() -> None:
    assert ahead("2026-W48", utc("2026-11-22 11:00")) == (1 << 336) - 1
    monday = ahead("2026-W48", utc("2026-11-23 00:00"))
    assert (monday & -monday).bit_length() - 1 == 8
    assert ahead("2026-W48", utc("2026-12-30 00:00")) == 0


@pytest.mark.parametrize(("minutes", "length"), [(30, 1), (45, 2), (60, 2), (90, 3)])
def test_a_session_takes_whole_half_hours(minutes: int, length: int) -> None:
    assert replace(USUAL, session_minutes=minutes).length == length


def test_new_york_closes_at_its_own_noon() -> None:
    assert plan(USUAL, NEW_YORK, WEDNESDAY).closes_at == utc("2026-11-22 17:00")
