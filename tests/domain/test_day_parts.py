"""Tasks in the parts of a day, and habits on their days."""

import pytest

from bot.catalog import Catalog
from bot.domain.day_parts import habits_on, part_of, placed
from bot.domain.pace import Stretch, StudyDay
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_terms import DayPart, Period, Weekday
from bot.domain.roadmap_time import Habit

MORNING, EVENING = Stretch(90, DayPart.MORNING), Stretch(45, DayPart.EVENING)


@pytest.mark.parametrize(
    ("minutes", "day", "expected"),
    [
        pytest.param([60, 30, 45], (MORNING, EVENING), [MORNING, MORNING, EVENING], id="they fit exactly"),
        pytest.param([60, 60, 15], (MORNING, EVENING), [MORNING, MORNING, EVENING], id="one begins before"),
        pytest.param([90, 45, 30], (MORNING, EVENING), [MORNING, EVENING, EVENING], id="too much goes last"),
        pytest.param([200, 5], (MORNING, EVENING), [MORNING, EVENING], id="longer than the day"),
        pytest.param([60, 30], (), [None, None], id="a day without stretches"),
        pytest.param([], (MORNING,), [], id="nothing to do"),
    ],
)
def test_each_task_belongs_where_it_begins(
    minutes: list[int], day: StudyDay, expected: list[Stretch | None]
) -> None:
    assert list(placed(minutes, day)) == expected


@pytest.mark.parametrize(
    ("stretch", "part"),
    [
        (Stretch(60, DayPart.BEFORE_BED, 8 * 60), DayPart.BEFORE_BED),
        (Stretch(60, None, 0), DayPart.MORNING),
        (Stretch(60, None, 12 * 60 - 1), DayPart.MORNING),
        (Stretch(60, None, 12 * 60), DayPart.MIDDAY),
        (Stretch(60, None, 14 * 60), DayPart.AFTERNOON),
        (Stretch(60, None, 18 * 60), DayPart.EVENING),
        (Stretch(60, None, 23 * 60), DayPart.BEFORE_BED),
        (Stretch(60), None),
    ],
)
def test_a_clock_time_names_the_part_of_the_day_that_nobody_stated(
    stretch: Stretch, part: DayPart | None
) -> None:
    assert part_of(stretch) is part


def habit(key: str, every: Period, *on: Weekday, during: tuple[str, ...] = ()) -> Habit:
    return Habit(key, key, every, on=on, during=during)


HABITS = (
    habit("daily", Period.DAY),
    habit("workdays", Period.DAY, Weekday.MON, Weekday.TUE),
    habit("sunday", Period.WEEK, Weekday.SUN),
    habit("weekly", Period.WEEK),
    habit("late", Period.DAY, during=("month-4", "month-5")),
    habit("monthly", Period.MONTH),
    habit("yearly", Period.YEAR, Weekday.MON),
)
ROADMAP = Roadmap("r", "1", "R", "", 600, (), habits=HABITS)


@pytest.mark.parametrize(
    ("weekday", "inside", "study_days", "expected"),
    [
        pytest.param(0, (), range(7), "daily workdays weekly", id="monday"),
        pytest.param(1, (), range(7), "daily workdays", id="tuesday"),
        pytest.param(6, (), range(7), "daily sunday", id="sunday"),
        pytest.param(2, ("month-5",), range(7), "daily late", id="in its month"),
        pytest.param(2, ("month-6",), range(7), "daily", id="in another month"),
        pytest.param(2, (), {4, 2}, "daily weekly", id="the first study day has the weekly ones"),
        pytest.param(0, (), {4, 2}, "workdays", id="a rest day keeps what names it"),
        pytest.param(3, (), (), "", id="nobody studies"),
    ],
)
def test_the_habits_of_a_day(
    weekday: int, inside: tuple[str, ...], study_days: range | set[int], expected: str
) -> None:
    found = habits_on(ROADMAP, inside, weekday, study_days=tuple(study_days))
    assert " ".join(each.key for each in found) == expected


def test_the_interview_weeks_have_their_own_drill() -> None:
    intensive = Catalog.built_in().get("production-intensive")
    usual = {each.key for each in habits_on(intensive, ("week-1",), 2)}
    drill = {each.key for each in habits_on(intensive, ("month-3", "weeks-11-12"), 2)}
    assert usual == {"coding-hour"}
    assert len(drill) == 10
    assert all(key.startswith("drill-") for key in drill - usual)
