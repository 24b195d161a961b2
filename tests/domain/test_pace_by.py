"""The hours a week it takes to be done by a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pace import Pace, Stretch, week_minutes
from bot.domain.planning import (
    PACE_STEP,
    Plan,
    Sitting,
    ThreadWork,
    Work,
    WorkItem,
    lay_out,
    pace_by,
    replan,
    work_of,
)
from bot.domain.study_week import LONGEST_DAY, scaled
from tests.domain.strategies_roadmaps import chosen, paces, roadmaps, starts, weekdays
from tests.domain.test_plan_laws import SHIPPED, shipped

MONDAY = date(2026, 1, 5)
WORKDAYS = frozenset(range(5))
LEAST, MOST = 60, 80 * 60


def work(*minutes: int) -> Work:
    return Work(tuple(WorkItem(f"item{n}", each) for n, each in enumerate(minutes)))


@st.composite
def works(draw: st.DrawFn) -> Work:
    roadmap = draw(roadmaps())
    return work_of(roadmap, draw(chosen(roadmap)))


def in_time(plan: Plan, by: date) -> bool:
    return plan.finish is None or plan.finish <= by


def largest(like: Pace) -> Pace:
    """The largest pace of this shape whose days are not longer than days may be."""
    steps = (scaled(like, minutes) for minutes in range(MOST, LEAST, -PACE_STEP))
    return next((pace for pace in steps if max(week_minutes(pace)) <= LONGEST_DAY), scaled(like, LEAST))


@settings(deadline=None)
@given(works(), paces | weekdays, starts, st.integers(0, 200))
def test_the_pace_keeps_the_day_and_a_quarter_of_an_hour_less_misses_it(
    asked: Work, shape: Pace | frozenset[int], start: date, days: int
) -> None:
    by = start + timedelta(days=days)
    like = shape if isinstance(shape, Pace) else Pace(LEAST, shape)
    pace = pace_by(asked, shape, start, by, epoch=start)
    if pace is None:
        assert not in_time(lay_out(asked, largest(like), start), by)
        return
    assert max(week_minutes(pace)) <= LONGEST_DAY
    assert pace.minutes_per_week % PACE_STEP == 0
    assert LEAST <= pace.minutes_per_week <= MOST
    assert in_time(lay_out(asked, pace, start), by)
    if pace.minutes_per_week > LEAST:
        assert not in_time(lay_out(asked, scaled(like, pace.minutes_per_week - PACE_STEP), start), by)


@settings(deadline=None, max_examples=30)
@given(works(), weekdays, starts, st.integers(20, 90), st.integers(0, 10))
def test_what_is_settled_pinned_or_loaded_counts_as_in_a_replan(
    asked: Work, days: frozenset[int], start: date, ahead: int, done: int
) -> None:
    first = lay_out(asked, Pace(300, days), start).sittings
    settled, pinned = first[:done], first[done + 2 : done + 3]
    now, by = start + timedelta(days=7), start + timedelta(days=ahead)
    pinned = tuple(Sitting(each.key, each.number, now, each.minutes) for each in pinned)
    load = {now: 30}
    pace = pace_by(asked, days, now, by, epoch=start, settled=settled, pinned=pinned, load=load)
    if pace is not None:
        plan = replan(asked, pace, now, epoch=start, settled=settled, pinned=pinned, load=load)
        assert in_time(plan, by)


def test_the_days_of_a_pace_keep_their_shape() -> None:
    """Two hours on Monday and one on Saturday: 300 min in two weeks are 100 + 50, 150 a week."""
    shape = Pace.of_days([(Stretch(120),), (), (), (), (), (Stretch(60),), ()])
    pace = pace_by(work(300), shape, MONDAY, date(2026, 1, 18), epoch=MONDAY)
    assert pace == Pace.of_days([(Stretch(100),), (), (), (), (), (Stretch(50),), ()])


@pytest.mark.parametrize(
    ("minutes", "by", "expected"),
    [
        pytest.param(600, date(2026, 1, 11), 600, id="a week"),
        pytest.param(600, date(2026, 1, 18), 300, id="two weeks"),
        pytest.param(610, date(2026, 1, 11), 615, id="rounded up to a quarter of an hour"),
        pytest.param(20, date(2026, 3, 1), 60, id="never less than an hour"),
        pytest.param(4800, date(2026, 1, 11), 4800, id="eighty hours"),
        pytest.param(4801, date(2026, 1, 11), None, id="more than eighty hours"),
        pytest.param(10, date(2026, 1, 1), None, id="a day that has passed"),
    ],
)
def test_small_cases(minutes: int, by: date, expected: int | None) -> None:
    pace = pace_by(work(minutes), WORKDAYS, MONDAY, by, epoch=MONDAY)
    assert (pace.minutes_per_week if pace else None) == expected


def test_with_nothing_left_the_least_pace_is_enough() -> None:
    asked = Work(work(60).items, (ThreadWork("thread", 60),))
    pace = pace_by(asked, WORKDAYS, MONDAY, MONDAY, epoch=MONDAY, settled=[Sitting("item0", 1, MONDAY, 60)])
    assert pace == Pace(LEAST, WORKDAYS)


@pytest.mark.parametrize("number", range(len(SHIPPED)), ids=[roadmap.id for roadmap in SHIPPED])
def test_a_shipped_roadmap_in_half_a_year_takes_the_least_hours_of_all(number: int) -> None:
    by = MONDAY + timedelta(weeks=26)
    pace = pace_by(shipped(number), WORKDAYS, MONDAY, by, epoch=MONDAY)
    assert pace
    below = range(pace.minutes_per_week - 8 * PACE_STEP, pace.minutes_per_week, PACE_STEP)
    assert in_time(lay_out(shipped(number), pace, MONDAY), by)
    assert not [less for less in below if in_time(lay_out(shipped(number), Pace(less, WORKDAYS), MONDAY), by)]
