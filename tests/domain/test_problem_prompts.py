"""What prompts are asked for, what sittings ask for, and how hard the next task should be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ml_levels import level_of
from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import Wish
from bot.domain.problem_prompt_errors import UnknownTopic
from bot.domain.problem_prompts import (
    ANYTHING,
    Asked,
    find_topics,
    left_of_items,
    named_topic,
    share_of_sitting,
    solved_of_item,
    topics_of,
)
from bot.domain.problems import ProblemKind
from bot.domain.questions import Levels
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty, Problems
from tests.domain.problem_samples import INVERT, KTH, SMALL, THREE_SUM, TODAY, TWO_SUM, solve

WISHES = st.builds(
    Wish, st.none() | st.sampled_from(Difficulty), st.text(max_size=9), st.text(max_size=9), st.booleans()
)
ON_TREES = Problems(easy=4, tags=("tree",))
LISTED = Problems(set="first-four")
TASKS = MlProblems(
    MlProblem(f"{level}-{number}", "A task", Levels(level, level), 30, "Write it.", ("It runs.",))
    for level in range(1, 6)
    for number in range(3)
)


@given(st.builds(Asked, WISHES, st.text(max_size=9)))
def test_what_was_asked_survives_its_storage(asked: Asked) -> None:
    assert Asked.from_json(asked.to_json()) == asked
    assert bool(asked.to_json()) == (asked != ANYTHING)


@pytest.mark.parametrize(
    ("problems", "sittings", "a_day", "share"),
    [
        (ON_TREES, 2, None, 2),
        (ON_TREES, 3, None, 2),
        (ON_TREES, 1, None, 4),
        (ON_TREES, 1, 3, 3),
        (ON_TREES, 0, None, 4),
        (LISTED, 2, None, 2),
        (Problems(tags=("tree",)), 2, 3, 0),
        (Problems(set="unheard-of"), 2, None, 0),
    ],
)
def test_a_sitting_asks_for_its_share(
    problems: Problems, sittings: int, a_day: int | None, share: int
) -> None:
    assert share_of_sitting(problems, SMALL, sittings, a_day) == share


@pytest.mark.parametrize(
    ("problems", "counted"),
    [
        (ON_TREES, 1),
        (Problems(easy=4), 2),
        (Problems(medium=1, tags=("array",)), 1),
        (LISTED, 3),
    ],
)
def test_only_what_an_item_asks_for_counts_and_each_problem_once(problems: Problems, counted: int) -> None:
    log = [solve(INVERT), solve(INVERT), solve(TWO_SUM), solve(THREE_SUM), solve(KTH)]
    task = Solve("k-means", TODAY, ProblemKind.ML_CODING, Difficulty.EASY)

    assert solved_of_item(problems, SMALL, [*log, task]) == counted


def test_a_problem_from_elsewhere_counts_by_its_difficulty() -> None:
    unknown = Solve("3483", TODAY, difficulty=Difficulty.EASY)

    assert solved_of_item(ON_TREES, SMALL, [unknown]) == 1
    assert solved_of_item(Problems(hard=1), SMALL, [unknown]) == 0


def test_what_is_solved_is_not_lacking_any_more() -> None:
    both = [ON_TREES, Problems(easy=1, medium=1)]

    assert left_of_items(both, SMALL, []) == {Difficulty.EASY: 5, Difficulty.MEDIUM: 1}
    assert left_of_items(both, SMALL, [solve(INVERT), solve(KTH)]) == {Difficulty.EASY: 3}


def test_topics_are_patterns_first_and_found_by_any_word() -> None:
    topics = topics_of(SMALL)

    assert list(topics)[:3] == list(SMALL.patterns)
    assert topics["binary-search-tree"] == "Binary search trees"
    assert find_topics(topics, "tree search") == (("binary-search-tree", "Binary search trees"),)
    assert named_topic(topics, "TWO POINTERS") == "two-pointers"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("two pointer", ("Two pointers",)),
        ("hash mpas", ("Hash maps", "Hash tables")),
        ("knitting", ()),
        ("", ()),
    ],
)
def test_an_unknown_topic_offers_the_nearest(text: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownTopic) as refused:
        named_topic(topics_of(SMALL), text)
    assert refused.value.near == near


def done(*keys: str, grade: Grade | None = None) -> list[Solve]:
    """Solved tasks."""
    return [Solve(key, TODAY, ProblemKind.ML_CODING, grade=grade) for key in keys]


@pytest.mark.parametrize(
    ("solves", "level"),
    [
        ([], 1),
        (done("1-0", "1-1", "1-1"), 1),
        (done("1-0", "1-1", "1-2"), 2),
        (done("1-0", "1-1", "1-2", grade=Grade.AGAIN), 1),
        ([*done("1-0", "1-1", "1-2"), *done("2-0", "2-1", grade=Grade.AGAIN)], 1),
        ([*done("1-0", "1-1", "1-2"), *done("2-0", grade=Grade.AGAIN), *done("2-1")], 2),
        (done(*(task.key for task in TASKS.all)), 5),
        ([solve(TWO_SUM)], 1),
    ],
)
def test_three_solved_tasks_open_a_level_and_two_failures_close_it(solves: list[Solve], level: int) -> None:
    assert level_of(TASKS, solves) == level


def test_of_two_topics_with_one_title_the_first_is_suggested() -> None:
    topics = {"trees": "Trees", "tree": "Trees", "graphs": "Graphs"}
    assert find_topics(topics, "") == (("trees", "Trees"), ("graphs", "Graphs"))
