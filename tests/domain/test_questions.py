"""The bank of interview questions: whose guide a kit has, and which question comes next."""

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.question_errors import QuestionTwice, UnknownQuestion
from bot.domain.questions import (
    Bank,
    Criterion,
    Framework,
    Levels,
    Question,
    QuestionKind,
    QuestionSet,
    Rubric,
    joined,
    near_equal,
    set_key,
)

CODING, THEORY = QuestionKind.CODING, QuestionKind.ML_THEORY
FRAMEWORK = Framework("Two steps", ("Think", "Write"))
RUBRIC = Rubric((Criterion("code", "Code", ("None", "Little", "Some", "All")),))
OWN = Framework("Our way", ("Draw", "Talk"))


def question(key: str, low: int = 1, high: int | None = None, kind: QuestionKind = CODING) -> Question:
    return Question(
        key, kind, key.title(), Levels(low, high or low), 10, f"What is {key}?", ("Why?",), ("It is",)
    )


def of(*questions: Question, kind: QuestionKind = CODING) -> QuestionSet:
    return QuestionSet(kind, questions, FRAMEWORK, RUBRIC)


def test_a_bank_gives_questions_back_by_key_and_kind() -> None:
    bank = Bank([of(question("a"), question("b")), of(question("c", kind=THEORY), kind=THEORY)])
    assert [each.key for each in bank.all()] == ["a", "b", "c"]
    assert [each.key for each in bank.of_kind(THEORY)] == ["c"]
    assert bank.kit("b").question.key == "b"


def test_an_unknown_key_is_told() -> None:
    with pytest.raises(UnknownQuestion) as refusal:
        Bank([of(question("a"))]).kit("b")
    assert refusal.value.key == "b"


def test_a_key_that_is_taken_is_refused() -> None:
    with pytest.raises(QuestionTwice) as refusal:
        Bank([of(question("a")), of(question("b"), question("a"))])
    assert refusal.value.key == "a"


def test_questions_of_a_group_take_the_guide_of_their_kind_unless_they_bring_one() -> None:
    own = QuestionSet(CODING, (question("own"),), framework=OWN)
    bank = Bank([of(question("a")), own])
    assert (bank.kit("own").framework, bank.kit("own").rubric) == (OWN, RUBRIC)
    assert bank.kit("a").framework == FRAMEWORK


def test_a_kind_without_any_guide_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="for ml_theory"):
        Bank([of(question("a")), QuestionSet(THEORY, (question("b", kind=THEORY),))])


def test_a_kit_is_as_large_as_its_parts() -> None:
    kit = Bank([of(question("a"))]).kit("a")
    lines = [
        "A",
        "What is a?",
        "Why?",
        "It is",
        "Two steps",
        "Think",
        "Write",
        "Code",
        "None",
        "Little",
        "Some",
    ]
    assert kit.size == sum(len(line) + 4 for line in [*lines, "All"])


@pytest.mark.parametrize(("levels", "words"), [(Levels(2, 2), "2"), (Levels(1, 3), "1–3")])
def test_levels_read_as_people_write_them(levels: Levels, words: str) -> None:
    assert str(levels) == words


@pytest.mark.parametrize(("level", "away"), [(1, 1), (2, 0), (3, 0), (5, 2)])
def test_a_level_is_as_far_away_as_the_nearer_end(level: int, away: int) -> None:
    assert Levels(2, 3).distance(level) == away


LADDER = Bank([of(question("easy", 1), question("medium", 2, 3), question("hard", 5))])


@pytest.mark.parametrize(
    ("level", "seen", "expected"),
    [
        (1, (), "easy"),
        (3, (), "medium"),
        (3, ("medium",), "easy, hard"),
        (2, ("medium",), "easy"),
        (5, ("hard",), "medium"),
        (1, ("easy", "medium", "hard"), None),
    ],
)
def test_the_next_question_is_unseen_and_as_near_as_possible(
    level: int, seen: tuple[str, ...], expected: str | None
) -> None:
    found = {LADDER.pick(CODING, level, seen, Random(seed)) for seed in range(20)}
    assert {each.key if each else None for each in found} == set(expected.split(", ") if expected else [None])


def test_no_question_of_another_kind_is_picked() -> None:
    assert LADDER.pick(THEORY, 3, (), Random(1)) is None


@given(
    levels=st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2)), min_size=1, max_size=12),
    level=st.integers(1, 5),
    seed=st.integers(0, 99),
)
def test_everything_is_asked_once_and_nearer_ones_first(
    levels: list[tuple[int, int]], level: int, seed: int
) -> None:
    questions = [question(f"q{at}", low, low + more) for at, (low, more) in enumerate(levels)]
    bank, chance, asked = Bank([of(*questions)]), Random(seed), list[Question]()
    while next_one := bank.pick(CODING, level, {each.key for each in asked}, chance):
        asked.append(next_one)
    away = [each.levels.distance(level) for each in asked]
    assert sorted(each.key for each in asked) == sorted(each.key for each in questions)
    assert away == sorted(away)


def test_the_same_seed_picks_the_same_question() -> None:
    bank = Bank([of(*(question(f"q{at}") for at in range(50)))])
    assert bank.pick(CODING, 1, (), Random(7)) == bank.pick(CODING, 1, (), Random(7))


LENGTHS = Bank([of(*(replace(question(f"q{each}"), minutes=each) for each in (8, 15, 25, 30, 35, 45)))])


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (30, {25, 30}),
        (25, {25}),
        (22.5, {15, 25}),
        (10, {8}),
        (15, {15}),
        (90, {45}),
        (None, {8, 15, 25, 30, 35, 45}),
    ],
)
def test_a_question_suits_the_time_there_is_rather_too_short_than_too_long(
    minutes: float | None, expected: set[int]
) -> None:
    found = {LENGTHS.pick(CODING, 1, (), Random(seed), minutes) for seed in range(60)}
    assert {each.minutes for each in found if each} == expected


def test_the_level_matters_more_than_the_length() -> None:
    bank = Bank([of(replace(question("long", 4), minutes=30), question("short", 2))])
    assert {bank.pick(CODING, 2, (), Random(seed), 30) for seed in range(9)} == {bank.kit("short").question}


def test_prompts_are_nearly_equal_when_they_share_most_words() -> None:
    first = replace(question("a"), prompt="Explain how a random forest decides, step by step.")
    second = replace(question("b"), prompt="Explain how the random forest decides step by step!")
    third = replace(question("c"), prompt="Explain how a net decides.")
    assert [(one.key, other.key) for one, other in near_equal([first, second, third])] == [("a", "b")]


# ------------------------------------------------------------------ a group's own beside the built-in


def test_own_questions_are_asked_first_and_the_built_in_ones_afterwards() -> None:
    bank, asked = (
        joined([of(question("a"), question("b"))], [of(question("own"), question("more"))]),
        list[str](),
    )
    while found := bank.pick(CODING, 1, asked, Random(len(asked))):
        asked.append(found.key)
    assert {*asked[:2]} == {"own", "more"}
    assert {*asked[2:]} == {"a", "b"}


@pytest.mark.parametrize(
    ("level", "expected"), [(1, "easy"), (2, "own"), (3, "own"), (4, "own"), (5, "hard")], ids=str
)
def test_own_questions_come_first_only_where_they_nearly_suit(level: int, expected: str) -> None:
    bank = joined([of(question("easy", 1, 3), question("hard", 3, 5))], [of(question("own", 3))])
    found = {bank.pick(CODING, level, (), Random(seed)) for seed in range(20)}
    assert {each.key for each in found if each} == {expected}


def test_the_nearer_of_two_own_questions_comes_first() -> None:
    bank = joined([of(question("a"))], [of(question("near", 2), question("exact", 3))])
    assert {bank.pick(CODING, 3, (), Random(seed)) for seed in range(20)} == {bank.kit("exact").question}


def test_an_own_question_stays_when_a_built_in_one_has_its_key() -> None:
    bank = joined([of(question("a"), question("b"))], [of(replace(question("a"), prompt="Ours?"))])
    assert bank.kit("a").question.prompt == "Ours?"
    assert sorted(each.key for each in bank.all()) == ["a", "b"]


def test_of_two_own_questions_with_one_key_the_first_stays() -> None:
    bank = joined([of(question("a"))], [of(question("own")), of(replace(question("own"), prompt="Later?"))])
    assert bank.kit("own").question.prompt == "What is own?"


def test_a_set_takes_the_built_in_guide_whatever_other_own_sets_bring() -> None:
    guided = QuestionSet(CODING, (question("guided"),), framework=OWN)
    bank = joined([of(question("a"))], [guided, QuestionSet(CODING, (question("plain"),))])
    assert bank.kit("guided").framework == OWN
    assert (bank.kit("plain").framework, bank.kit("plain").rubric) == (FRAMEWORK, RUBRIC)
    assert bank.kit("a").framework == FRAMEWORK


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Our Coding (1).yaml", "our-coding-1"),
        ("our_theory.YML", "our-theory"),
        ("our.own.yaml.gz", "our-own"),
        ("---.yaml", ""),
        ("вопросы.yaml", ""),
        ("x" * 59 + "-y.yaml", "x" * 59),
    ],
)
def test_a_files_name_becomes_a_key(name: str, key: str) -> None:
    assert set_key(name) == key


@given(st.text(max_size=150))
def test_a_key_made_of_any_name_is_one_that_the_format_takes(name: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", set_key(name))
    assert len(set_key(name)) <= 60
