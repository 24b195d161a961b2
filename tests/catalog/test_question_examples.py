"""The examples of the programming questions are what a right solution returns."""

import ast
from collections.abc import Mapping, Sequence
from typing import cast

import pytest

from bot.domain.questions import Question, QuestionKind
from tests.catalog.answers_coding import CODING
from tests.catalog.answers_ml_coding import ML_CODING
from tests.catalog.built_in_questions import BANK

ANSWERS = CODING | ML_CODING
PROGRAMMED = [*BANK.of_kind(QuestionKind.CODING), *BANK.of_kind(QuestionKind.ML_CODING)]
ROUNDED = 0.0006
"""Examples have three decimals."""


def call_of(example: str) -> tuple[str, list[object], dict[str, object], object]:
    """The name, the arguments and the result of `name(...) -> result`."""
    left, _, right = example.partition(" -> ")
    call = ast.parse(left, mode="eval").body
    assert isinstance(call, ast.Call)
    named = {each.arg or "": ast.literal_eval(each.value) for each in call.keywords}
    return (
        ast.unparse(call.func),
        [ast.literal_eval(each) for each in call.args],
        named,
        ast.literal_eval(right),
    )


def alike(found: object, expected: object) -> bool:
    """Equal, with numbers compared as far as the examples show them."""
    if isinstance(expected, Mapping):
        one, other = cast("Mapping[str, object]", found), cast("Mapping[str, object]", expected)
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in other)
    if isinstance(expected, (list, tuple)):
        first, second = cast("Sequence[object]", found), cast("Sequence[object]", expected)
        return len(first) == len(second) and all(map(alike, first, second))
    if isinstance(expected, float):
        return isinstance(found, (int, float)) and abs(found - expected) < ROUNDED
    return found == expected


@pytest.mark.parametrize("question", PROGRAMMED, ids=lambda question: question.key)
def test_the_examples_are_right(question: Question) -> None:
    calls = [call_of(example) for example in question.examples]
    for _, arguments, named, expected in calls:
        found = ANSWERS[question.key](*arguments, **named)
        assert alike(found, expected), found
    assert len({name for name, *_ in calls}) == 1


def test_every_programming_question_has_been_solved() -> None:
    assert ANSWERS.keys() == {question.key for question in PROGRAMMED}


@pytest.mark.parametrize(
    ("found", "expected", "answer"),
    [
        (0.4333333, 0.433, True),
        (0.4339, 0.433, False),
        ([1, 2], [1], False),
        ({"a": 1.0}, {"b": 1.0}, False),
        (None, None, True),
        (True, False, False),
    ],
)
def test_the_comparison_sees_a_difference(found: object, expected: object, answer: bool) -> None:
    assert alike(found, expected) is answer
