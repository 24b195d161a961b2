from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pace import Pace
from bot.domain.progress import (
    WEEKS_SHOWN,
    CurvePoint,
    DayMark,
    HeatDay,
    ProgressChart,
    ProgressFacts,
    TaskFact,
    chart_of,
    minutes_at,
)
from bot.domain.streaks import DayRange, Streak, StudyWeek
from bot.domain.tasks import TaskState
from bot.domain.work_kinds import WorkKind

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
WEEKDAYS = frozenset(range(5))
PACE = Pace(600, WEEKDAYS)
STREAK = Streak(current=3, longest=8, today_done=True, today_planned=True)
DONE, OPEN, SKIPPED = TaskState.DONE, TaskState.OPEN, TaskState.SKIPPED


def days(count: int) -> timedelta:
    return timedelta(days=count)


def facts(
    *tasks: TaskFact,
    start: date = MONDAY,
    today: date = FRIDAY,
    checked_in: frozenset[date] = frozenset(),
    study_weeks: tuple[StudyWeek, ...] = (),
    pauses: tuple[DayRange, ...] = (),
    logged: dict[date, int] | None = None,
    pace: Pace = PACE,
    plan: dict[date, int] | None = None,
) -> ProgressFacts:
    return ProgressFacts(
        title="A roadmap",
        start=start,
        today=today,
        pace=pace,
        streak=STREAK,
        tasks=tasks,
        plan=plan,
        checked_in=checked_in,
        study_weeks=study_weeks,
        pauses=pauses,
        log={day: {WorkKind.STUDY: minutes} for day, minutes in (logged or {}).items()},
        finish=max((task.day for task in tasks if task.state is OPEN), default=None),
    )


def cell(chart: ProgressChart, day: date) -> HeatDay:
    return next(each for each in chart.heat if each.day == day)


def test_the_curves_add_up_what_is_planned_and_what_is_settled() -> None:
    chart = chart_of(
        facts(
            TaskFact(MONDAY, 60, DONE, MONDAY),
            TaskFact(MONDAY, 30, SKIPPED, MONDAY + days(1)),
            TaskFact(MONDAY + days(2), 45, DONE, MONDAY + days(3)),
            TaskFact(MONDAY + days(7), 90, OPEN),
        )
    )
    assert chart.planned == (
        CurvePoint(MONDAY, 90),
        CurvePoint(MONDAY + days(2), 135),
        CurvePoint(MONDAY + days(7), 225),
    )
    assert chart.settled == (
        CurvePoint(MONDAY, 60),
        CurvePoint(MONDAY + days(1), 90),
        CurvePoint(MONDAY + days(3), 135),
    )
    assert (chart.total_minutes, chart.settled_minutes, chart.skipped_minutes) == (225, 135, 30)
    assert chart.finish == MONDAY + days(7)
    assert not chart.finished


@pytest.mark.parametrize(
    ("settled_day", "counted"),
    [(MONDAY - days(3), MONDAY), (FRIDAY + days(1), FRIDAY), (None, MONDAY + days(1))],
)
def test_work_settled_outside_the_plan_counts_on_its_nearest_day(
    settled_day: date | None, counted: date
) -> None:
    chart = chart_of(facts(TaskFact(MONDAY + days(1), 60, DONE, settled_day)))
    assert chart.settled == (CurvePoint(counted, 60),)


@pytest.mark.parametrize(
    ("done", "slip"),
    [(0, 120), (60, 60), (120, 0), (150, 0), (180, 0), (240, -60)],
    ids=["nothing", "half", "yesterday's", "part of today's", "today's", "tomorrow's"],
)
def test_todays_tasks_are_owed_only_once_today_is_over(done: int, slip: int) -> None:
    tasks = [
        TaskFact(FRIDAY - days(1), 120, OPEN),
        TaskFact(FRIDAY, 60, OPEN),
        TaskFact(FRIDAY + days(1), 60, OPEN),
    ]
    extra = [TaskFact(FRIDAY + days(9), done, DONE, FRIDAY)] if done else []
    assert chart_of(facts(*tasks, *extra)).slip_minutes == slip


def test_the_promise_rules_the_planned_curve_when_missed_tasks_were_planned_again() -> None:
    promise = {MONDAY: 60, MONDAY + days(1): 60, MONDAY + days(2): 0, FRIDAY: 60}
    again = [TaskFact(FRIDAY, 60, OPEN), TaskFact(FRIDAY + days(3), 60, OPEN)]
    chart = chart_of(facts(TaskFact(MONDAY, 60, DONE, MONDAY), *again, plan=promise))
    assert chart.planned == (
        CurvePoint(MONDAY, 60),
        CurvePoint(MONDAY + days(1), 120),
        CurvePoint(FRIDAY, 180),
    )
    assert chart.slip_minutes == 60


def test_a_day_is_worth_the_log_or_the_done_tasks_but_never_both() -> None:
    chart = chart_of(
        facts(
            TaskFact(MONDAY, 60, DONE, MONDAY),
            TaskFact(MONDAY + days(1), 60, DONE, MONDAY + days(1)),
            TaskFact(MONDAY + days(2), 60, SKIPPED, MONDAY + days(2)),
            logged={MONDAY: 45, MONDAY + days(1): 80, FRIDAY: 15, MONDAY - days(1): 500},
        )
    )
    assert [cell(chart, MONDAY + days(n)).minutes for n in range(5)] == [60, 80, 0, 0, 15]
    assert (chart.week_minutes, chart.pace_minutes) == (155, 600)


@pytest.mark.parametrize(
    ("minutes", "level"), [(0, 1), (59, 1), (60, 2), (119, 2), (120, 3), (179, 3), (180, 4), (900, 4)]
)
def test_a_day_glows_by_its_share_of_the_pace(minutes: int, level: int) -> None:
    chart = chart_of(facts(checked_in=frozenset({MONDAY}), logged={MONDAY: minutes}))
    assert cell(chart, MONDAY) == HeatDay(MONDAY, DayMark.ACTIVE, minutes, level)


@pytest.mark.parametrize("pace", [Pace(0, WEEKDAYS), Pace(0, frozenset())])
def test_without_a_pace_every_study_glows_the_same(pace: Pace) -> None:
    assert cell(chart_of(facts(logged={MONDAY: 900}, pace=pace)), MONDAY).level == 1


START = MONDAY - days(14)
PAUSE = DayRange(MONDAY - days(6), MONDAY - days(3))


@pytest.mark.parametrize(
    ("day", "mark"),
    [
        (START - days(1), DayMark.OUTSIDE),
        (START, DayMark.MISSED),
        (START + days(5), DayMark.REST),
        (START + days(7), DayMark.ACTIVE),
        (PAUSE.first, DayMark.PAUSED),
        (PAUSE.first + days(1), DayMark.ACTIVE),
        (MONDAY - days(3), DayMark.PAUSED),
        (MONDAY - days(2), DayMark.REST),
        (MONDAY, DayMark.MISSED),
        (MONDAY + days(1), DayMark.REST),
        (FRIDAY, DayMark.OPEN),
        (FRIDAY + days(1), DayMark.AHEAD),
    ],
)
def test_every_day_says_what_it_was(day: date, mark: DayMark) -> None:
    weeks = (StudyWeek(START, WEEKDAYS), StudyWeek(MONDAY, frozenset({0, 2, 3, 4})))
    checked_in = frozenset({START + days(7), PAUSE.first + days(1), FRIDAY + days(1)})
    chart = chart_of(
        facts(
            start=START,
            checked_in=checked_in,
            study_weeks=weeks,
            pauses=(PAUSE, DayRange(FRIDAY + days(1), None)),
        )
    )
    shown = {each.day: each.mark for each in chart.heat}
    assert shown.get(day, DayMark.OUTSIDE) is mark


def test_a_day_that_kept_the_streak_without_study_is_no_missed_one() -> None:
    lived = replace(facts(), excused={MONDAY, MONDAY + days(1)}, checked_in={MONDAY + days(1)})
    chart = chart_of(lived)
    marks = [cell(chart, MONDAY + days(n)).mark for n in (0, 1, 2)]
    assert marks == [DayMark.REST, DayMark.ACTIVE, DayMark.MISSED]


def test_an_open_ended_pause_lasts_until_today() -> None:
    chart = chart_of(facts(pauses=(DayRange(MONDAY + days(1), None),)))
    assert [cell(chart, MONDAY + days(n)).mark for n in (0, 1, 4)] == [
        DayMark.MISSED,
        DayMark.PAUSED,
        DayMark.PAUSED,
    ]


def test_nothing_is_missed_after_the_last_task() -> None:
    chart = chart_of(facts(TaskFact(MONDAY, 60, DONE, MONDAY + days(1)), checked_in=frozenset({FRIDAY})))
    assert chart.finished
    assert [cell(chart, MONDAY + days(n)).mark for n in range(5)] == [
        DayMark.MISSED,
        DayMark.ACTIVE,
        DayMark.OUTSIDE,
        DayMark.OUTSIDE,
        DayMark.ACTIVE,
    ]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (FRIDAY, MONDAY),
        (FRIDAY + days(30), MONDAY),
        (FRIDAY - days(10), MONDAY - days(7)),
        (FRIDAY - days(400), MONDAY - days(16 * 7)),
    ],
)
def test_the_heat_map_shows_whole_weeks_and_leaves_a_young_plan_room(start: date, first: date) -> None:
    chart = chart_of(facts(start=start))
    assert chart.heat[0].day == first
    assert len(chart.heat) == WEEKS_SHOWN * 7
    assert FRIDAY in {each.day for each in chart.heat}


def test_a_plan_without_work_is_neither_finished_nor_late() -> None:
    chart = chart_of(facts())
    assert (chart.planned, chart.settled, chart.slip_minutes, chart.finished) == ((), (), 0, False)


@pytest.mark.parametrize(("offset", "minutes"), [(-1, 0), (0, 60), (1, 60), (2, 90), (99, 90)])
def test_a_curve_holds_its_level_between_its_points(offset: int, minutes: int) -> None:
    curve = (CurvePoint(MONDAY, 60), CurvePoint(MONDAY + days(2), 90))
    assert minutes_at(curve, MONDAY + days(offset)) == minutes


some_days = st.integers(-40, 200).map(lambda offset: MONDAY + days(offset))
some_tasks = st.builds(
    TaskFact, some_days, st.integers(5, 240), st.sampled_from(TaskState), st.none() | some_days
)


@given(st.lists(some_tasks, max_size=40), some_days, some_days, st.frozensets(some_days, max_size=20))
def test_whatever_happened_the_picture_adds_up(
    tasks: list[TaskFact], start: date, today: date, checked_in: frozenset[date]
) -> None:
    chart = chart_of(facts(*tasks, start=start, today=today, checked_in=checked_in))
    for curve, total in ((chart.planned, chart.total_minutes), (chart.settled, chart.settled_minutes)):
        assert (curve[-1].minutes if curve else 0) == total
        assert all(one.day < two.day and one.minutes < two.minutes for one, two in pairwise(curve))
    assert 0 <= chart.skipped_minutes <= chart.settled_minutes <= chart.total_minutes
    assert chart.slip_minutes <= chart.total_minutes
    assert all((each.level > 0) == (each.mark is DayMark.ACTIVE) for each in chart.heat)
    assert all(two.day - one.day == days(1) for one, two in pairwise(chart.heat))
    assert all(each.mark in {DayMark.AHEAD, DayMark.OUTSIDE} for each in chart.heat if each.day > today)
