"""When a streak at risk is worth a warning, and that none ever comes at a bad moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import day_end
from bot.domain.delivery import DeliveryKind, Destination, Reason
from bot.domain.errors import InvalidTime
from bot.domain.schedules import QuietHours, Rhythm, Schedule, fall_due
from bot.domain.streaks import Streak
from bot.domain.tasks import EnrolmentState, TaskState, Today
from bot.domain.warnings import LEAST_STREAK, parse_warning, warning_reason
from tests.domain.test_nudges import TODAY, task

STREAK = Streak(12, 23, today_done=False, today_planned=True, freezes=1)
AT_RISK = replace(TODAY, streak=STREAK, tasks=(task(TaskState.OPEN),))


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        pytest.param(AT_RISK, None, id="twelve days and nothing done"),
        pytest.param(replace(AT_RISK, streak=replace(STREAK, current=3)), None, id="three days"),
        pytest.param(replace(AT_RISK, streak=replace(STREAK, current=2)), Reason.NO_STREAK, id="two days"),
        pytest.param(replace(AT_RISK, streak=replace(STREAK, today_done=True)), Reason.ALL_DONE, id="done"),
        pytest.param(
            replace(AT_RISK, streak=replace(STREAK, today_planned=False)), Reason.REST_DAY, id="rest day"
        ),
        pytest.param(replace(AT_RISK, planned=False), Reason.REST_DAY, id="nothing planned on this weekday"),
        pytest.param(replace(AT_RISK, set_aside=True), Reason.SET_ASIDE, id="a freeze waits"),
        pytest.param(replace(AT_RISK, tasks=()), None, id="one more can still be brought"),
        pytest.param(replace(AT_RISK, state=EnrolmentState.PAUSED), Reason.PAUSED, id="paused"),
        pytest.param(replace(AT_RISK, state=EnrolmentState.FINISHED), Reason.FINISHED, id="finished"),
        pytest.param(replace(AT_RISK, state=EnrolmentState.LEFT), Reason.LEFT, id="left"),
    ],
)
def test_only_a_real_risk_is_worth_a_warning(today: Today, reason: Reason | None) -> None:
    assert warning_reason(today) is reason


@given(
    st.integers(0, 400),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from(EnrolmentState),
)
def test_nobody_is_warned_who_has_done_something_or_owes_nothing(
    days: int, done: bool, planned: bool, weekday: bool, set_aside: bool, state: EnrolmentState
) -> None:
    streak = Streak(days, days, today_done=done, today_planned=planned)
    today = replace(AT_RISK, streak=streak, planned=weekday, set_aside=set_aside, state=state)
    at_risk = days >= LEAST_STREAK and planned and weekday and state is EnrolmentState.ACTIVE
    assert (warning_reason(today) is None) == (at_risk and not done and not set_aside)


@pytest.mark.parametrize(
    ("text", "minute"),
    [("20:00", 1200), ("8pm", 1200), ("0030", 30), ("off", None), (" Never ", None), ("none", None)],
)
def test_a_time_or_no_warning(text: str, minute: int | None) -> None:
    assert parse_warning(text) == minute


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(InvalidTime):
        parse_warning("tonight")


MINUTES = st.integers(0, 24 * 60 - 1)
ZONES = st.sampled_from(["Europe/Berlin", "Asia/Dhaka", "America/Los_Angeles", "Australia/Lord_Howe", "UTC"])
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NOWS = st.integers(0, 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))
LATE = st.timedeltas(timedelta(0), timedelta(hours=30))


def schedule(minute: int, zone: str, quiet: QuietHours | None) -> Schedule:
    rhythm = Rhythm(minute, frozenset(range(7)), ZoneInfo(zone), 180)
    return Schedule(1, 2, 3, DeliveryKind.WARNING, rhythm, Destination.DM, None, None, None, quiet=quiet)


@given(MINUTES, ZONES, MINUTES, MINUTES, NOWS, LATE)
def test_a_warning_never_goes_out_in_quiet_hours_nor_after_its_window(
    minute: int, zone: str, start: int, end: int, now: datetime, late: timedelta
) -> None:
    quiet = QuietHours(start, end) if start != end else None
    warned = schedule(minute, zone, quiet)
    due_at = warned.rhythm.next_after(now, None)
    assert due_at is not None

    fall = fall_due(warned, due_at, due_at + late, timedelta(0))

    window_ends = min(due_at + timedelta(hours=3), day_end(fall.day, warned.rhythm.zone))
    assert fall.expires_at <= max(window_ends, due_at)
    if fall.reason is None:
        assert fall.not_before <= fall.expires_at
        assert warned.quiet_until(fall.not_before) is None


@given(MINUTES, ZONES, NOWS, st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=3)), max_size=12))
def test_no_study_day_has_two_warnings(
    minute: int, zone: str, start: datetime, steps: list[timedelta]
) -> None:
    warned, now, days = schedule(minute, zone, None), start, list[date]()
    due_at = warned.rhythm.next_after(now, None)
    for step in steps:
        now += step
        while due_at is not None and due_at <= now:
            fall = fall_due(replace(warned, last_day=days[-1] if days else None), due_at, now, timedelta(0))
            days.append(fall.day)
            due_at = fall.next_due_at
    assert days == sorted(set(days))
