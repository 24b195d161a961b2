"""Numbers of a roadmap that the log of problems fills, beside what done tasks tell."""

from datetime import date

import pytest

from bot.domain.counting import Count
from bot.domain.problem_counts import asks_for, joined, logged_count
from bot.domain.problem_log import Solve
from bot.domain.problem_names import Named
from bot.domain.problems import ProblemKind
from bot.domain.roadmap_claims import Comparator, Difficulty, Goal, Share, Target
from bot.domain.roadmap_terms import Counted, Period

EASY, MEDIUM, HARD = Difficulty
TODAY = date(2026, 6, 3)
"""A Wednesday."""
LOG = (
    Solve("old", date(2026, 5, 1), difficulty=EASY),
    Solve("easy", date(2026, 6, 1), difficulty=EASY),
    Solve("easy", date(2026, 6, 3), difficulty=EASY),
    Solve("medium", date(2026, 6, 3), difficulty=MEDIUM),
    Solve("hard", date(2026, 6, 3), difficulty=HARD),
    Solve("unrated", date(2026, 6, 3)),
    Solve("k-means", date(2026, 6, 3), ProblemKind.ML_CODING),
)
GOAL = Goal(Comparator.AT_LEAST, 10, unit="problems")
ALL = Target("all", "All", GOAL, counts=Counted.PROBLEMS)
SPLIT = Target(
    "split",
    "Split",
    GOAL,
    counts=Counted.PROBLEMS,
    split=(Share("easy", GOAL), Share("medium", GOAL)),
)
TODAYS = Target("day", "A day", GOAL, counts=Counted.PROBLEMS, per=Period.DAY)
WEEKS = Target("week", "A week", GOAL, counts=Counted.PROBLEMS, per=Period.WEEK)
LISTED = Target("list", "Listed", GOAL, problem_set="blind-75", counts=Counted.PROBLEMS)
TASKS = Target("ml", "Tasks", GOAL, counts=Counted.ML_PROBLEMS)


@pytest.mark.parametrize(
    ("target", "number", "parts"),
    [
        (ALL, 5, {}),
        (SPLIT, 3, {"easy": 2, "medium": 1}),
        (TODAYS, 4, {}),
        (WEEKS, 4, {}),
        (LISTED, 2, {}),
        (TASKS, 1, {}),
    ],
)
def test_every_problem_counts_once_where_it_is_asked_for(
    target: Target, number: float, parts: dict[str, float]
) -> None:
    members = {"easy", "hard", "never"} if target is LISTED else frozenset[str]()

    assert logged_count(target, LOG, TODAY, members) == Count(number, parts, logged=True)


@pytest.mark.parametrize(
    "target",
    [
        Target("mocks", "Mocks", GOAL, counts=Counted.MOCKS),
        Target("own", "Own", GOAL),
        Target("other", "A list that is not ours", GOAL, problem_set="questions-140"),
    ],
)
def test_the_log_says_nothing_about_other_numbers(target: Target) -> None:
    assert logged_count(target, LOG, TODAY, frozenset()) is None


@pytest.mark.parametrize(
    ("target", "level", "asks"),
    [
        (ALL, None, True),
        (SPLIT, EASY, True),
        (SPLIT, HARD, False),
        (SPLIT, None, False),
        (LISTED, EASY, True),
        (TASKS, EASY, False),
        (Target("mocks", "Mocks", GOAL, counts=Counted.MOCKS), EASY, False),
    ],
)
def test_a_problem_belongs_to_the_numbers_that_count_it(
    target: Target, level: Difficulty | None, asks: bool
) -> None:
    named = Named(ProblemKind.LEETCODE, "easy", "Easy")

    assert asks_for(target, named, level, {"easy"}) is asks
    assert not asks_for(LISTED, named, level, frozenset())


@pytest.mark.parametrize(
    ("tasks", "log", "both"),
    [
        (Count(10, {}), Count(3, {}, logged=True), Count(10, {}, logged=False)),
        (Count(3, {}), Count(10, {}, logged=True), Count(10, {}, logged=True)),
        (None, Count(0, {}, logged=True), Count(0, {}, logged=True)),
        (Count(4, {}), None, Count(4, {})),
        (None, None, None),
        # 10 easy ones by a ticked task, 2 medium ones by the log.
        (
            Count(10, {"easy": 10, "medium": 0}),
            Count(6, {"easy": 4, "medium": 2}, logged=True),
            Count(12, {"easy": 10, "medium": 2}, logged=True),
        ),
    ],
)
def test_of_tasks_and_log_the_larger_counts_in_each_part(
    tasks: Count | None, log: Count | None, both: Count | None
) -> None:
    assert joined(tasks, log) == both
