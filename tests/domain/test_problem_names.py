"""Problems of both kinds by one name."""

from time import perf_counter

import pytest

from bot.domain.ml_problems import MlProblem
from bot.domain.problem_errors import UnknownProblem
from bot.domain.problem_names import Named, found_named, known_as, marked
from bot.domain.problems import ProblemKind
from tests.catalog.built_in_problems import PROBLEMS, TASKS

LEETCODE, ML_CODING = ProblemKind
KEYSTROKE = 0.005
"""Seconds: the promise of the autocomplete."""


def test_every_problem_is_found_again_by_its_reference() -> None:
    shown = [
        each for word in ("", "sum", "tree", "k-means", "attention") for each in marked(PROBLEMS, TASKS, word)
    ]

    assert {each.kind for each in shown} == {LEETCODE, ML_CODING}
    assert [found_named(PROBLEMS, TASKS, each.reference) for each in shown] == shown


@pytest.mark.parametrize("task", TASKS.all, ids=lambda task: task.key)
def test_no_task_hides_behind_a_problem_of_leetcode(task: MlProblem) -> None:
    assert PROBLEMS.get(task.key) is None
    assert task.label in [each.label for each in marked(PROBLEMS, TASKS, task.title)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ML · k-means with careful starts", "k-means"),
        ("ml: K-means with careful starts", "k-means"),
        ("k-means", "k-means"),
        ("kmeans", "k-means"),
        ("ML · Linear regression, two ways", "linear-regression"),
    ],
)
def test_a_task_is_found_as_it_is_suggested_and_as_it_is_typed(typed: str, key: str) -> None:
    found = found_named(PROBLEMS, TASKS, typed)

    assert (found.kind, found.label) == (
        ML_CODING,
        next(each for each in TASKS.all if each.key == found.key).title,
    )
    assert key in found.key
    assert found in marked(PROBLEMS, TASKS, typed.removeprefix("ML · "))


@pytest.mark.parametrize("kind", [None, ML_CODING])
def test_what_nothing_is_called_like_is_refused(kind: ProblemKind | None) -> None:
    with pytest.raises(UnknownProblem):
        found_named(PROBLEMS, TASKS, "zzz qqq", kind)
    with pytest.raises(UnknownProblem):
        found_named(PROBLEMS, TASKS, "ml:zzz", kind)


@pytest.mark.parametrize(
    ("kind", "key", "label"),
    [
        (LEETCODE, "two-sum", "1. Two Sum"),
        (LEETCODE, "3483", "Problem 3483"),
        (LEETCODE, "alien-words", "Alien words"),
        (ML_CODING, "gone-since", "Gone since"),
    ],
)
def test_whatever_is_stored_has_a_name(kind: ProblemKind, key: str, label: str) -> None:
    known = known_as(PROBLEMS, TASKS, kind, key)

    assert (known.kind, known.key, known.label) == (kind, key, label)


def test_a_suggestion_comes_within_a_keystroke() -> None:
    for typed in ("", "1", "two", "k-means", "dynamic programming", "zzz", "binary tree level order"):
        began = perf_counter()
        found: tuple[Named, ...] = marked(PROBLEMS, TASKS, typed)
        assert len(found) <= 25
        best = min(_again(typed) for _ in range(5))
        assert min(best, perf_counter() - began) < KEYSTROKE


def _again(typed: str) -> float:
    began = perf_counter()
    marked(PROBLEMS, TASKS, typed)
    return perf_counter() - began
