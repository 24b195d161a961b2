"""What Cohort counts by itself: only what is wholly done, in its place and period."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.counting import Count, Held, Sat, count, finished, known, period_start
from bot.domain.roadmap import Item, ItemKind, Roadmap, Section
from bot.domain.roadmap_claims import (
    Comparator,
    Goal,
    Mock,
    MockKind,
    Problems,
    ProblemSet,
    Project,
    Share,
    Target,
)
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.tasks import TaskState

START, TODAY = date(2026, 6, 1), date(2026, 6, 10)
DONE, OPEN, SKIPPED = TaskState.DONE, TaskState.OPEN, TaskState.SKIPPED

ITEMS = (
    Item("easy", ItemKind.TASK, "Easy", 60, problems=Problems(easy=10)),
    Item("mixed", ItemKind.TASK, "Mixed", 60, problems=Problems(easy=1, medium=4, hard=2)),
    Item("set", ItemKind.TASK, "Set", 60, problems=Problems(set="blind-75")),
    Item("mock", ItemKind.MOCK, "Mock", 60, mock=Mock(MockKind.CODING)),
    Item("app-1", ItemKind.PROJECT, "App", 60, project="app"),
    Item("app-2", ItemKind.PROJECT, "App", 60, project="app"),
)
INDEX = RoadmapIndex.of(
    Roadmap(
        "r",
        "v",
        "R",
        "",
        600,
        (
            Section("week-1", "Week 1", "One", ITEMS[:2]),
            Section("week-2", "Week 2", "Two", ITEMS[2:]),
        ),
        projects=(Project("app", "App"),),
        problem_sets=(ProblemSet("blind-75", "Blind 75", 75),),
    )
)


def target(counts: Counted | None, **more: object) -> Target:
    goal = Goal(Comparator.AT_LEAST, 10, unit=str(more.pop("unit", "")))
    return Target("t", "T", goal, counts=counts, **more)  # pyright: ignore[reportArgumentType]


def counted(
    asked: Target, *sittings: tuple[str, TaskState, int], minutes: dict[int, int] | None = None
) -> Count | None:
    """Sittings are (item, state, day after the start)."""
    sat = [Sat(key, state, START + timedelta(days=day)) for key, state, day in sittings]
    logged = {START + timedelta(days=day): spent for day, spent in (minutes or {}).items()}
    return count(INDEX, asked, known(INDEX, sat, logged, START), TODAY)


def test_only_items_with_every_sitting_done_are_finished() -> None:
    sittings = [
        Sat("whole", DONE, START),
        Sat("whole", DONE, TODAY),
        Sat("half", DONE, START),
        Sat("half", OPEN, TODAY),
        Sat("left-out", SKIPPED, START),
    ]

    assert finished(sittings) == {"whole": TODAY}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (target(Counted.PROBLEMS), 92),
        (target(Counted.PROBLEMS, problem_set="blind-75"), 75),
        (target(None, problem_set="blind-75"), 75),
        (target(Counted.PROBLEMS, during=("week-1",)), 17),
        (target(Counted.MOCKS), 1),
        (target(Counted.PROJECTS), 1),
        (target(Counted.MINUTES), 90),
        (target(Counted.MINUTES, unit="hours"), 1.5),
    ],
)
def test_done_items_tell_of_problems_mocks_projects_and_the_log_of_time(asked: Target, number: float) -> None:
    everything = [(item.key, DONE, 2) for item in ITEMS]

    found = counted(asked, *everything, minutes={-1: 60, 0: 30, 1: 60})

    assert found is not None
    assert found.number == number


def test_a_split_number_counts_only_its_parts() -> None:
    split = tuple(Share(kind, Goal(Comparator.AT_LEAST, 5)) for kind in ("easy", "medium"))

    found = counted(target(Counted.PROBLEMS, split=split), ("easy", DONE, 0), ("mixed", DONE, 1))

    assert found == Count(15, {"easy": 11, "medium": 4})


@pytest.mark.parametrize("state", [OPEN, SKIPPED])
def test_a_project_with_something_open_or_left_out_is_not_finished(state: TaskState) -> None:
    found = counted(target(Counted.PROJECTS), ("app-1", DONE, 0), ("app-2", state, 1))

    assert found == Count(0, {})


def test_only_what_is_planned_of_a_project_has_to_be_done() -> None:
    assert counted(target(Counted.PROJECTS), ("app-1", DONE, 0)) == Count(1, {})


@pytest.mark.parametrize("kind", [Counted.APPLICATIONS, Counted.EMAILS, Counted.POSTS, Counted.DESIGNS, None])
def test_what_no_task_tells_of_is_the_members_word(kind: Counted | None) -> None:
    assert counted(target(kind), ("mock", DONE, 0)) is None


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period.DAY, date(2026, 6, 10)),
        (Period.WEEK, date(2026, 6, 8)),
        (Period.MONTH, date(2026, 6, 1)),
        (Period.YEAR, date(2026, 1, 1)),
    ],
)
def test_a_rate_counts_its_present_period(period: Period, first: date) -> None:
    day = (first - START).days

    assert period_start(period, TODAY) == first
    assert counted(target(Counted.MOCKS, per=period), ("mock", DONE, day)) == Count(1, {})
    assert counted(target(Counted.MOCKS, per=period), ("mock", DONE, day - 1)) == Count(0, {})


sat = st.tuples(st.sampled_from([item.key for item in ITEMS]), st.sampled_from(TaskState), st.integers(0, 9))


@given(st.lists(sat, max_size=20), st.sampled_from([item.key for item in ITEMS]))
def test_more_done_never_counts_less(sittings: list[tuple[str, TaskState, int]], key: str) -> None:
    asked = target(Counted.PROBLEMS)
    every_done = [(name, DONE if name == key else state, day) for name, state, day in sittings]

    before, after = counted(asked, *sittings), counted(asked, *every_done)

    assert before is not None
    assert after is not None
    assert after.number >= before.number


@pytest.mark.parametrize(
    ("held", "ticked", "number"),
    [
        ([], [], 0),
        ([(1, "coding")], [], 1),
        ([(1, "coding")], [3], 1),
        ([(1, "ml_coding")], [3], 1),
        ([(1, "coding"), (2, "coding")], [3], 2),
        ([(1, "ml_theory")], [3], 2),
        ([(1, "coding")], [8], 2),
        ([(-1, "coding")], [], 0),
        ([(1, "resume"), (2, "behavioral"), (9, "system_design")], [], 3),
    ],
)
def test_mocks_that_took_place_count_besides_those_of_the_plan_but_never_twice(
    held: list[tuple[int, str]], ticked: list[int], number: int
) -> None:
    """`held` are days after the start (a Monday) and kinds, `ticked` days of the plan's coding mock."""
    sat = [Sat("mock", DONE, START + timedelta(days=day)) for day in ticked]
    took_place = [Held(START + timedelta(days=day), kind) for day, kind in held]
    feats = known(INDEX, sat, {}, START, took_place)
    anywhere, in_a_week = target(Counted.MOCKS), target(Counted.MOCKS, during=("week-2",))

    assert count(INDEX, anywhere, feats, TODAY) == Count(number, {})
    assert count(INDEX, in_a_week, feats, TODAY) == Count(number, {})
