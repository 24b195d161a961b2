"""Every broken file of questions is refused, and its author is told the line, the key and what to do."""

import pytest

from bot.catalog import CatalogError, Severity
from bot.catalog.questions import check_questions, load_questions
from bot.domain.questions import GUIDE_SIZE, Levels, QuestionKind
from tests.catalog.broken import Broken

GOOD = """\
kind: coding
framework:
  title: Two steps
  steps: [Think, Write]
rubric:
  - key: code
    title: Code
    anchors: [None, Little, Some, All]
  - key: talk
    title: Talk
    anchors: [None, Little, Some, All]
questions:
  - key: double
    title: Double it
    level: 1-2
    minutes: 10
    prompt: Double all numbers of a list.
    examples: ["double([1, 2]) -> [2, 4]"]
    complexity: O(n) time and space
    follow_ups: [Do it in place.]
    good: [One pass, Handles an empty list]
    topics: [arrays]
  - key: halve
    title: Halve it
    level: 3
    minutes: 10
    prompt: Halve every second entry and leave the others as they are.
    examples: ["halve([2, 4]) -> [2, 2]"]
    complexity: O(n) time and space
    follow_ups: [Do it in place.]
    good: [One pass, Handles an empty list]
"""
QUESTIONS = GOOD[GOOD.index("questions:") :]


FIRST = "questions[0]"
BROKEN = [
    Broken("unknown kind", "kind: coding", "kind: codng", 1, "kind", "did you mean coding?"),
    Broken("no kind", "kind: coding\n", "", 1, "kind", "is missing"),
    Broken("unknown key", "topics: [", "topcs: [", 22, f"{FIRST}.topcs", "did you mean topics?"),
    Broken("bad key", "key: double", "key: Double It", 13, f"{FIRST}.key", "lower-case"),
    Broken("level 0", "level: 1-2", "level: 0", 15, f"{FIRST}.level", "from 1 to 5"),
    Broken("level 6", "level: 1-2", "level: 4-6", 15, f"{FIRST}.level", "such as 2-3"),
    Broken("levels backwards", "level: 1-2", "level: 3-2", 15, f"{FIRST}.level", "such as 2-3"),
    Broken("levels as list", "level: 1-2", "level: [1, 2]", 15, f"{FIRST}.level", "single value"),
    Broken("no time", "minutes: 10", "minutes: 0", 16, f"{FIRST}.minutes", "at least 1"),
    Broken("long time", "minutes: 10", "minutes: 90", 16, f"{FIRST}.minutes", "at most 60"),
    Broken("time with unit", "minutes: 10", "minutes: 10m", 16, f"{FIRST}.minutes", "whole number"),
    Broken(
        "long prompt", "Double all numbers", "Double " + "all " * 260, 17, f"{FIRST}.prompt", "at most 1000"
    ),
    Broken(
        "invisible prompt",
        "prompt: Double all numbers of a list.",
        'prompt: "\u200b"',
        17,
        f"{FIRST}.prompt",
        "visible",
    ),
    Broken(
        "no arrow",
        "double([1, 2]) -> [2, 4]",
        "doubles",
        18,
        f"{FIRST}.examples[0]",
        "what comes out",
    ),
    Broken(
        "long follow-up", "Do it in place", "Do it " * 60, 20, f"{FIRST}.follow_ups[0]", "at most 300 char"
    ),
    Broken(
        "many follow-ups", "[Do it in place.]", "[a, b, c, d, e, f]", 20, f"{FIRST}.follow_ups", "at most 5"
    ),
    Broken("no follow-up", "[Do it in place.]", "[]", 20, f"{FIRST}.follow_ups", "at least 1"),
    Broken("text for a list", "[One pass, Handles an empty list]", "One pass", 21, f"{FIRST}.good", "a list"),
    Broken(
        "three anchors",
        "[None, Little, Some, All]",
        "[None, Some, All]",
        8,
        "rubric[0].anchors",
        "at least 4",
    ),
    Broken(
        "long anchor", "[None, Little", "[None, " + "Little " * 20, 8, "rubric[0].anchors[1]", "at most 100"
    ),
    Broken("long label", "title: Code", "title: " + "Code " * 12, 7, "rubric[0].title", "at most 45"),
    Broken("same criterion", "key: talk", "key: code", 9, "rubric[1].key", "earlier one"),
    Broken("same key", "key: halve", "key: double", 23, "questions[1].key", "double is the key"),
    Broken("no example", '    examples: ["double([1, 2]) -> [2, 4]"]\n', "", 13, FIRST, "examples"),
    Broken("no complexity", "    complexity: O(n) time and space\n", "", 13, FIRST, "complexity"),
    Broken("no questions", QUESTIONS, "questions: []\n", 12, "questions", "at least 1"),
    Broken("two documents", "framework:", "---\nframework:", 2, "", "second document"),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.what)
def test_a_broken_file_is_refused_with_the_place_and_the_reason(case: Broken) -> None:
    with pytest.raises(CatalogError) as refusal:
        load_questions(GOOD.replace(case.old, case.new, 1).encode(), "own.yaml")
    found = [
        (problem.line, problem.path) for problem in refusal.value.problems if case.says in problem.message
    ]
    assert found == [(case.line, case.path)]
    assert str(refusal.value).startswith("own.yaml:")


def test_a_good_file_is_read_without_a_word() -> None:
    loaded = load_questions(GOOD.encode(), "own.yaml")
    first = loaded.questions.questions[0]
    assert loaded.warnings == ()
    assert (first.kind, first.levels, first.minutes) == (QuestionKind.CODING, Levels(1, 2), 10)
    assert first.examples == ("double([1, 2]) -> [2, 4]",)


def test_a_group_may_leave_out_framework_and_rubric() -> None:
    text = GOOD[: GOOD.index("framework:")] + QUESTIONS
    made = load_questions(text.encode(), "own.yaml").questions
    assert (made.framework, made.rubric, len(made.questions)) == (None, None, 2)


def test_a_question_that_no_kit_holds_is_refused_as_a_whole() -> None:
    long = ", ".join(["Good " * 55] * 7)
    text = GOOD.replace("[One pass, Handles an empty list]", f"[{long}]", 1)
    (problem,) = check_questions(text.encode(), "own.yaml")
    assert (problem.line, problem.path) == (13, "questions[0]")
    assert "at most 2,000 fit a kit" in problem.message


def test_a_guide_that_no_kit_holds_is_refused_as_a_whole() -> None:
    text = GOOD.replace("[Think, Write]", f"[{', '.join(['Think ' * 45] * 6)}]")
    (problem,) = check_questions(text.encode(), "own.yaml")
    assert (problem.line, problem.path) == (2, "framework")
    assert f"at most {GUIDE_SIZE:,} fit a kit" in problem.message


def test_a_prompt_that_nearly_repeats_another_is_only_doubtful() -> None:
    text = GOOD.replace(
        "Halve every second entry and leave the others as they are.", "Double numbers of a list."
    )
    (problem,) = check_questions(text.encode(), "own.yaml")
    assert (problem.severity, problem.line) == (Severity.WARNING, 27)
    assert "nearly the same as that of double" in problem.message


def test_a_question_of_another_kind_needs_no_example() -> None:
    text = GOOD.replace("kind: coding", "kind: behavioral").replace(
        "    complexity: O(n) time and space\n", ""
    )
    assert check_questions(text.encode(), "own.yaml") == ()


def test_several_mistakes_are_told_at_once() -> None:
    text = GOOD.replace("level: 1-2", "level: 9").replace("minutes: 10", "minutes: soon")
    assert [problem.line for problem in check_questions(text.encode(), "own.yaml")] == [15, 16, 26]
