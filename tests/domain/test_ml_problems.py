"""Tasks of machine learning: finding one, and which comes next."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problem_errors import UnknownProblem
from bot.domain.questions import Levels


def task(key: str, low: int, high: int | None = None, topic: str = "trees") -> MlProblem:
    title = key.replace("-", " ").capitalize()
    return MlProblem(key, title, Levels(low, high or low), 45, f"Build {key}.", ("It works",) * 3, (topic,))


PERCEPTRON, TREE, FOREST, ATTENTION = (
    task("perceptron", 1, topic="classification"),
    task("decision-tree", 2, 3),
    task("random-forest", 3),
    task("self-attention", 4, topic="transformers"),
)
TASKS = MlProblems([PERCEPTRON, TREE, FOREST, ATTENTION])


@pytest.mark.parametrize("text", ["decision-tree", "Decision tree", " DECISION-TREE ", "décision tree"])
def test_a_task_goes_by_its_key_and_title(text: str) -> None:
    assert TASKS.find(text) is TREE


def test_a_strange_name_is_refused_with_the_nearest_titles() -> None:
    with pytest.raises(UnknownProblem) as refusal:
        TASKS.find("decison tre")
    assert refusal.value.near[0] == "Decision tree"
    with pytest.raises(UnknownProblem):
        TASKS.find("")


@pytest.mark.parametrize(
    ("query", "found"),
    [("tree", (TREE, FOREST)), ("transf", (ATTENTION,)), ("", TASKS.all), ("zzz", ())],
)
def test_typing_finds_titles_before_topics(query: str, found: tuple[MlProblem, ...]) -> None:
    assert TASKS.search(query) == found


def test_topics_come_in_the_order_of_their_first_task() -> None:
    assert TASKS.topics == ("classification", "trees", "transformers")


@pytest.mark.parametrize(
    ("level", "passed", "seen", "topic", "found"),
    [
        (1, (), (), "", {PERCEPTRON}),
        (3, (), (), "", {TREE, FOREST}),
        (5, (), (), "", {ATTENTION}),
        (1, ("perceptron",), (), "", {TREE}),
        (3, (), ("decision-tree",), "", {FOREST}),
        (1, (), (), "trees", {TREE}),
        (3, (), ("decision-tree", "random-forest"), "trees", {TREE, FOREST}),
        (3, ("decision-tree", "random-forest"), (), "trees", {None}),
    ],
)
def test_a_task_is_open_for_the_level_and_new(
    level: int, passed: tuple[str, ...], seen: tuple[str, ...], topic: str, found: set[MlProblem | None]
) -> None:
    assert {TASKS.pick(level, passed, seen, Random(seed), topic) for seed in range(20)} == found


@given(
    st.integers(1, 5),
    st.sets(st.sampled_from(TASKS.all)),
    st.sets(st.sampled_from(TASKS.all)),
    st.randoms(use_true_random=False),
)
def test_nothing_solved_comes_and_nothing_shown_while_something_is_new(
    level: int, passed: set[MlProblem], seen: set[MlProblem], chance: Random
) -> None:
    done, shown = {each.key for each in passed}, {each.key for each in seen}
    found = TASKS.pick(level, done, shown, chance)
    opened = [each for each in TASKS.all if each not in passed]
    assert (found is None) == (not opened)
    if found:
        assert found in opened
        assert found not in seen or set(opened) <= seen
