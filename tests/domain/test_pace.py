"""How a week's minutes become sessions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import (
    MINIMUM_SITTING,
    Pace,
    Stretch,
    StudyDay,
    capacity,
    plan_week,
    session_days,
    week_minutes,
)
from bot.domain.roadmap_terms import DayPart

MONDAY = date(2026, 1, 5)
EVERY_DAY = frozenset(range(7))
WORKDAYS = frozenset(range(5))

weekdays = st.frozensets(st.integers(0, 6), min_size=1)
paces = st.builds(Pace, st.integers(60, 80 * 60), weekdays)


@given(paces)
def test_a_week_sums_to_exactly_the_promise(pace: Pace) -> None:
    minutes = week_minutes(pace)
    assert sum(minutes) == pace.minutes_per_week
    assert sum(capacity(pace, weekday) for weekday in range(7)) == pace.minutes_per_week


@given(paces)
def test_sessions_are_even_never_crumbs_and_on_study_days_only(pace: Pace) -> None:
    sessions = [minutes for minutes in week_minutes(pace) if minutes]
    assert max(sessions) - min(sessions) <= 1
    assert min(sessions) >= MINIMUM_SITTING
    assert session_days(pace) <= pace.study_days
    if pace.minutes_per_week >= MINIMUM_SITTING * len(pace.study_days):
        assert session_days(pace) == pace.study_days


@pytest.mark.parametrize(
    ("minutes", "days", "week"),
    [
        pytest.param(600, WORKDAYS, (120, 120, 120, 120, 120, 0, 0), id="10 h on workdays"),
        pytest.param(62, {5, 6}, (0, 0, 0, 0, 0, 31, 31), id="a weekend"),
        pytest.param(61, {5, 6}, (0, 0, 0, 0, 0, 31, 30), id="the odd minute comes first"),
        pytest.param(60, EVERY_DAY, (30, 0, 0, 30, 0, 0, 0), id="an hour: two sessions, not seven of 8 min"),
        pytest.param(100, EVERY_DAY, (25, 25, 0, 25, 0, 25, 0), id="four sessions, spread"),
        pytest.param(20, {3, 5}, (0, 0, 0, 20, 0, 0, 0), id="less than one sitting is still one session"),
        pytest.param(4800, {2}, (0, 0, 4800, 0, 0, 0, 0), id="everything on one day"),
    ],
)
def test_the_budget_of_each_weekday(minutes: int, days: set[int], week: tuple[int, ...]) -> None:
    assert week_minutes(Pace(minutes, frozenset(days))) == week


@pytest.mark.parametrize("pace", [Pace(0, WORKDAYS), Pace(600, frozenset())])
def test_a_pace_of_nothing_is_refused(pace: Pace) -> None:
    with pytest.raises(ValueError, match="a pace needs minutes and study days"):
        week_minutes(pace)


@pytest.mark.parametrize(("days", "week"), [(0, 1), (6, 1), (7, 2), (20, 3), (-1, 0), (-7, 0), (-8, -1)])
def test_plan_weeks_count_from_their_epoch(days: int, week: int) -> None:
    assert plan_week(MONDAY, MONDAY + timedelta(days=days)) == week


def test_days_of_their_own_length_keep_it() -> None:
    evening = Stretch(45, DayPart.EVENING)
    pace = Pace.of_days([(Stretch(60), evening), (), (evening,), (), (), (), ()])
    assert (pace.minutes_per_week, pace.study_days) == (150, frozenset({0, 2}))
    assert week_minutes(pace) == (105, 0, 45, 0, 0, 0, 0)
    assert session_days(pace) == {0, 2}


@pytest.mark.parametrize("days", [[()] * 7, [(Stretch(60),)] * 6], ids=["nothing", "six days"])
def test_a_week_of_days_is_seven_that_hold_anything(days: list[StudyDay]) -> None:
    with pytest.raises(ValueError, match="a week has seven days"):
        Pace.of_days(days)
