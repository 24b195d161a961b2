"""Study weeks: from roadmaps, from what people write, and back again."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.domain.errors import CohortError, InvalidStudyWeek, OutOfRange, StudyWeekFault, TextEmpty
from bot.domain.pace import Pace, Stretch, StudyDay, week_minutes
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import UNDECIDED, Choices, EntryPath
from bot.domain.roadmap_terms import DayPart, Range, Weekday
from bot.domain.roadmap_time import Block, DayTemplate, Duration, Schedule, SpanUnit
from bot.domain.study_week import (
    LONGEST_DAY,
    nearest_stated,
    pace_of,
    parse_study_week,
    scaled,
    study_week_text,
)

CATALOG = Catalog.built_in()
NO_DAY: StudyDay = ()
MORNING, EVENING = DayPart.MORNING, DayPart.EVENING


def schedule(roadmap_id: str, key: str) -> Schedule:
    return next(each for each in CATALOG.get(roadmap_id).schedules if each.key == key)


def day(*blocks: Block, on: tuple[Weekday, ...] = (Weekday.MON,), limit: float | None = None) -> DayTemplate:
    return DayTemplate(on, blocks, limit_minutes=limit)


def block(minutes: int | None = None, **more: object) -> Block:
    return replace(Block("b", minutes=None if minutes is None else Range(minutes, minutes)), **more)


@pytest.mark.parametrize(
    ("key", "week"),
    [
        ("part-time", (120, 120, 120, 120, 120, 300, 300)),
        # The day of the source adds up to 63 h; it asks for 40, so an hour becomes 38 minutes.
        ("full-time", (419, 419, 419, 419, 419, 305, 0)),
        ("interview-weeks", (360,) * 7),
    ],
)
def test_a_schedule_of_the_intensive_as_a_pace(key: str, week: tuple[int, ...]) -> None:
    pace = pace_of(schedule("production-intensive", key))
    assert pace
    assert sum(week_minutes(pace)) == pace.minutes_per_week
    assert all(
        abs(minutes - expected) <= 1 for minutes, expected in zip(week_minutes(pace), week, strict=True)
    )


def test_the_routine_of_the_junior_as_a_pace() -> None:
    """Five hours on workdays, seven on Saturday; the blocks of Sunday have no length."""
    pace = pace_of(schedule("junior-to-job-ready", "daily-routine"))
    assert pace
    assert week_minutes(pace) == (300, 300, 300, 300, 300, 420, 0)
    assert pace.days[0][0] == Stretch(60, None, 6 * 60)
    assert pace.days[0][-1] == Stretch(30, DayPart.BEFORE_BED)


@pytest.mark.parametrize(
    ("templates", "hours", "expected"),
    [
        pytest.param([day(block(60), block(30, study=False))], None, [60], id="no lunch"),
        pytest.param([day(block(60), block())], None, [60], id="no length, no share"),
        pytest.param([day(block(60), block(90, at_most=True))], None, [60], id="no promise"),
        pytest.param([day(block(60), block(60), limit=90)], None, [60, 30], id="cut at the limit"),
        pytest.param([day(block(60), block(30))], 3, [120, 60], id="scaled to the stated hours"),
        pytest.param([day(block(60), block(30), limit=100)], 3, [100], id="the limit wins over the hours"),
        pytest.param([day(block(60)), day(block(30))], None, [60, 30], id="two templates of one day"),
        pytest.param(
            [day(block(starts=time(23), ends=time(0, 30)))], None, [90], id="a block across midnight"
        ),
    ],
)
def test_the_stretches_of_a_template(
    templates: list[DayTemplate], hours: int | None, expected: list[int]
) -> None:
    stated = None if hours is None else Range(hours * 60, hours * 60)
    pace = pace_of(Schedule("s", "S", stated, days=tuple(templates)))
    assert pace
    assert [stretch.minutes for stretch in pace.days[0]] == expected


@pytest.mark.parametrize(
    "templates",
    [[], [day(block())], [DayTemplate((Weekday.SUN,), (block(120),), rest=True)]],
    ids=["none", "without a length", "of rest"],
)
def test_templates_without_a_promise_are_no_pace(templates: list[DayTemplate]) -> None:
    assert pace_of(Schedule("s", "S", Range(600, 600), days=tuple(templates))) is None


lengths = st.integers(1, LONGEST_DAY // 3)
stretches = st.builds(
    Stretch, lengths, st.none() | st.sampled_from(DayPart), st.none() | st.integers(0, 24 * 60 - 1)
)
study_days = st.lists(stretches, max_size=3).map(tuple)
weeks = st.lists(study_days, min_size=7, max_size=7).map(
    lambda days: Pace.of_days([(Stretch(60),), *days[1:]])
)
in_bounds = weeks.filter(lambda pace: pace.minutes_per_week <= 80 * 60)


@given(in_bounds)
def test_what_is_written_is_read_as_the_same_week(pace: Pace) -> None:
    assert parse_study_week(study_week_text(pace)) == pace


@given(st.integers(60, 4800), st.frozensets(st.integers(0, 6), min_size=5))
def test_an_even_week_is_written_as_the_days_it_makes(minutes: int, days: frozenset[int]) -> None:
    pace = Pace(minutes, days)
    assert week_minutes(parse_study_week(study_week_text(pace))) == week_minutes(pace)


@given(weeks, st.integers(60, 4800))
def test_a_scaled_week_has_exactly_its_minutes_and_its_shape(pace: Pace, minutes: int) -> None:
    other = scaled(pace, minutes)
    assert sum(week_minutes(other)) == other.minutes_per_week == minutes
    for before, after in zip(week_minutes(pace), week_minutes(other), strict=True):
        assert abs(after - before * minutes / pace.minutes_per_week) <= 1
    assert scaled(pace, pace.minutes_per_week) == pace


def test_scaling_an_even_week_keeps_its_days() -> None:
    assert scaled(Pace(600, frozenset({0, 3})), 90) == Pace(90, frozenset({0, 3}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "mon-fri: morning 1h30, evening 45m\nsat: 9:00 3h\nsun: 2h",
            [
                *[(Stretch(90, MORNING), Stretch(45, EVENING))] * 5,
                (Stretch(180, None, 540),),
                (Stretch(120),),
            ],
            id="the example",
        ),
        pytest.param(
            "Mo, We: 7 pm 1 h 30; SUN: before bed 30m, Before_Bed 22:30 15m",
            [
                (Stretch(90, None, 19 * 60),),
                NO_DAY,
                (Stretch(90, None, 19 * 60),),
                *[NO_DAY] * 3,
                (Stretch(30, DayPart.BEFORE_BED), Stretch(15, DayPart.BEFORE_BED, 22 * 60 + 30)),
            ],
            id="as people write",
        ),
        pytest.param(
            "weekend: 90\nmon-fri: rest\n", [*[NO_DAY] * 5, (Stretch(90),), (Stretch(90),)], id="rest"
        ),
    ],
)
def test_reading_a_study_week(text: str, expected: list[StudyDay]) -> None:
    assert parse_study_week(text) == Pace.of_days(expected)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("someday: 2h", StudyWeekFault.DAYS),
        ("2h", StudyWeekFault.DAYS),
        ("mon", StudyWeekFault.LENGTH),
        ("mon:", StudyWeekFault.LENGTH),
        ("mon: morning", StudyWeekFault.LENGTH),
        ("mon: 2h,", StudyWeekFault.LENGTH),
        ("mon: 25:00 2h", StudyWeekFault.LENGTH),
        ("mon-fri: 2h\nwed: 1h", StudyWeekFault.TWICE),
        ("mon-fri: 2h\nwed: rest", StudyWeekFault.TWICE),
        ("mon: 9h, 7h, 1m", StudyWeekFault.TOO_LONG),
    ],
)
def test_a_line_that_cannot_be_used_is_named(text: str, fault: StudyWeekFault) -> None:
    with pytest.raises(InvalidStudyWeek) as refused:
        parse_study_week(text)
    assert refused.value.reason is fault
    assert refused.value.line == text.splitlines()[-1].strip()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", TextEmpty),
        (" \n ; ", TextEmpty),
        ("mon: 17h", OutOfRange),
        ("mon: 0m", OutOfRange),
        ("mon: 30m", OutOfRange),
        ("daily: rest", OutOfRange),
        ("daily: 12h", OutOfRange),
    ],
)
def test_a_week_out_of_bounds_is_refused(text: str, error: type[CohortError]) -> None:
    with pytest.raises(error):
        parse_study_week(text)


@given(st.text(st.sampled_from("monsatfri-:,;\n 1239hm"), max_size=40))
def test_any_text_is_read_or_refused_in_our_own_words(text: str) -> None:
    try:
        pace = parse_study_week(text)
    except CohortError:
        return
    assert parse_study_week(study_week_text(pace)) == pace


def months(low: float, high: float) -> Duration:
    return Duration(Range(low, high), SpanUnit.MONTH)


def said(roadmap: Roadmap, pace: Pace, choices: Choices = UNDECIDED) -> Duration | None:
    stated = nearest_stated(roadmap, pace, choices)
    return stated.duration if stated else None


@pytest.mark.parametrize(
    ("roadmap_id", "hours", "path", "expected"),
    [
        ("production-intensive", 40, None, months(3, 6)),
        ("production-intensive", 20, None, months(6, 9)),
        ("production-intensive", 24, None, months(6, 9)),
        ("production-intensive", 5, None, months(6, 9)),
        ("ml-career", 10, "beginner", months(12, 18)),
        ("ml-career", 10, "engineer", months(6, 12)),
        ("category-b", 10, None, Duration(Range(14, 14), SpanUnit.MONTH)),
    ],
)
def test_how_long_the_roadmap_itself_says_it_takes(
    roadmap_id: str, hours: int, path: str | None, expected: Duration
) -> None:
    pace = Pace(hours * 60, frozenset({0}))
    assert (
        getattr(nearest_stated(CATALOG.get(roadmap_id), pace, Choices(path=path)), "duration", None)
        == expected
    )


def test_a_schedule_without_a_duration_takes_its_factor() -> None:
    slow = Schedule("slow", "Slow", Range(600, 600), factor=Range(1.5, 2))
    silent = Schedule("silent", "Silent", Range(300, 300))
    roadmap = Roadmap("r", "1", "R", "", 1200, (), duration=months(3, 6), schedules=(slow, silent))
    assert said(roadmap, Pace(300, frozenset({0}))) == months(4.5, 12)
    assert said(roadmap, Pace(1200, frozenset({0}))) == months(3, 6)
    paths = Roadmap("r", "1", "R", "", 1200, (), paths=(EntryPath("p", "P"),))
    assert nearest_stated(paths, Pace(1200, frozenset({0}))) is None
