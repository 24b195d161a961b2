"""Which problem a group gets next: each once a round, in the mix its organisers set."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.problem_errors import NoProblemFits, UnknownProblemList
from bot.domain.problem_needs import Week
from bot.domain.problem_turns import USUAL_MIX, Mix, Turn, next_turn, pool_of
from bot.domain.problems import Problem
from bot.domain.roadmap_claims import Difficulty
from tests.domain.problem_samples import EASY, HARD, INVERT, KTH, MEDIUM, PATH, SMALL, THREE_SUM, TWO_SUM


def made(count: int, difficulty: Difficulty = EASY, start: int = 0) -> list[Problem]:
    return [
        Problem(number, f"P {number}", f"p-{number}", difficulty, "trees")
        for number in range(start, start + count)
    ]


def prompted(pool: Sequence[Problem], times: int, mix: Mix, seed: int = 1) -> list[Turn]:
    """A group's prompts from the first one on."""
    chance, history = Random(seed), list[str]()
    turns: list[Turn] = []
    for _ in range(times):
        turns.append(next_turn(pool, history, mix, chance))
        history.append(turns[-1].problem.key)
    return turns


def test_the_pool_is_a_list_or_everything_and_always_free() -> None:
    assert pool_of(SMALL, "first-four") == (TWO_SUM, INVERT, THREE_SUM)
    assert {*pool_of(SMALL)} == {*SMALL.free}
    with pytest.raises(UnknownProblemList):
        pool_of(SMALL, "nobodys")


def test_the_pool_follows_the_week_as_long_as_it_has_something() -> None:
    assert pool_of(SMALL, week=Week(frozenset({"tree"}))) == (PATH, INVERT)
    assert pool_of(SMALL, "first-four", Week(frozenset({"tree"}))) == (INVERT,)
    assert pool_of(SMALL, "first-four", Week(frozenset({"graph"}))) == pool_of(SMALL, "first-four")


def test_a_turn_says_where_in_the_round_the_group_is() -> None:
    turns = prompted(made(3), 4, {})
    assert [(turn.number, turn.size, turn.round) for turn in turns] == [
        (1, 3, 1),
        (2, 3, 1),
        (3, 3, 1),
        (1, 3, 2),
    ]


def test_the_usual_mix_leaves_hard_ones_out() -> None:
    turns = prompted(SMALL.free, 12, USUAL_MIX)
    assert {turn.problem for turn in turns} == {TWO_SUM, INVERT, THREE_SUM, KTH}


def test_a_pool_without_anything_of_the_mix_is_used_as_it_is() -> None:
    assert next_turn([PATH], [], USUAL_MIX, Random(1)).problem is PATH


def test_a_pool_without_free_problems_is_refused() -> None:
    with pytest.raises(NoProblemFits):
        next_turn([replace(PATH, paid=True)], [], USUAL_MIX, Random(1))


def test_what_another_pool_brought_waits_for_its_turn() -> None:
    assert next_turn([TWO_SUM, INVERT], ["two-sum", "gone"], {}, Random(1)).problem is INVERT


def test_a_group_goes_on_where_it_was_from_its_history_alone() -> None:
    whole = [turn.problem.key for turn in prompted(made(10), 10, {})]
    rest = {next_turn(made(10), whole[:9], {}, Random(seed)).problem.key for seed in range(20)}
    assert rest == {whole[9]}


POOLS = st.builds(
    lambda easy, medium, hard: made(easy) + made(medium, MEDIUM, 20) + made(hard, HARD, 40),
    st.integers(0, 7),
    st.integers(0, 7),
    st.integers(0, 7),
).filter(bool)
MIXES = st.dictionaries(st.sampled_from(Difficulty), st.integers(0, 3))


@given(POOLS, MIXES, st.integers(0, 1_000))
def test_nothing_comes_again_before_all_of_the_pool_had_their_turn(
    pool: list[Problem], mix: Mix, seed: int
) -> None:
    turns = prompted(pool, 50, mix, seed)
    size = turns[0].size
    for begin in range(0, 50 - size + 1, size):
        round_ = [turn.problem.key for turn in turns[begin : begin + size]]
        assert len({*round_}) == size


@given(POOLS, MIXES, st.integers(0, 1_000))
def test_a_new_round_does_not_begin_with_what_ended_the_last_one(
    pool: list[Problem], mix: Mix, seed: int
) -> None:
    turns = [turn.problem.key for turn in prompted(pool, 50, mix, seed)]
    gap = len({*turns}) // 2
    for at, key in enumerate(turns):
        assert key not in turns[max(0, at - gap) : at]


@given(MIXES.filter(lambda mix: any(mix.values())), st.integers(0, 1_000))
def test_every_row_holds_the_mix_while_the_pool_does(mix: Mix, seed: int) -> None:
    pool = made(40) + made(40, MEDIUM, 100) + made(40, HARD, 200)
    levels = [turn.problem.difficulty for turn in prompted(pool, 30, mix, seed)]
    row = sum(mix.values())
    wanted = Counter({level: amount for level, amount in mix.items() if amount})
    assert all(Counter(levels[at : at + row]) == wanted for at in range(30 - row + 1))


@given(POOLS, MIXES, st.lists(st.sampled_from([f"p-{number}" for number in range(60)]), max_size=80))
def test_whatever_happened_before_a_free_problem_of_the_pool_comes(
    pool: list[Problem], mix: Mix, history: list[str]
) -> None:
    paid = [
        replace(problem, number=problem.number + 500, slug=f"paid-{problem.slug}", paid=True)
        for problem in pool
    ]
    turn = next_turn([*paid, *pool], history, mix, Random(1))
    assert turn.problem in pool
    assert 1 <= turn.number <= turn.size
