"""What a prompt and an autocomplete of problems cost: 425 problems, a log of 1,000 solves.

CPU time of this process, each call by itself. Peers: a choice as one would first write it, which filters the
problems by scanning the log for each of them and knows neither week nor target nor weak patterns; difflib's
nearest titles for the autocomplete.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from random import Random
from time import process_time

from bot.catalog.problems import built_in_problems
from bot.domain.problem_choice import Situation, choose
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import Week, Wish
from bot.domain.problem_turns import USUAL_MIX, next_turn, pool_of
from bot.domain.problems import Catalogue, Problem
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from tests.bench.figure import Figure, median, percentile

NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
SOLVES = 1_000
SOLVED = 300
"""Problems in the log: the other solves are redos."""

CHOICE_MS = 2.0
SEARCH_MS = 5.0
QUERIES = (
    "", "1", "14", "two", "two sum", "tree medium", "binary search", "dp", "sliding window hard", "lru",
    "bineary serch", "longest substring without", "146. LRU Cache", "xyzzy plugh",
    "https://leetcode.com/problems/lru-cache/",
)  # fmt: skip


async def run(*, rounds: int = 400) -> list[Figure]:
    """Choices for a member and for a group, then what is typed."""
    catalogue = built_in_problems()
    situation, history = _situation(catalogue), [problem.key for problem in catalogue.free] * 3
    chance = Random(1)
    ours = _times(lambda: choose(catalogue, situation, Wish(), chance), rounds)
    peer = _times(lambda: _naive(catalogue.problems, situation, chance), rounds // 10)
    turns = _times(lambda: next_turn(pool_of(catalogue), history, USUAL_MIX, chance), rounds)
    titles = [problem.title for problem in catalogue.problems]
    typed, nearest = list[float](), list[float]()
    for query in QUERIES:
        typed += _times(lambda query=query: catalogue.search(query), rounds // 10)
        nearest += _times(lambda query=query: get_close_matches(query, titles, 25, 0.3), rounds // 100)
    return [
        Figure("choice for a member, p50", median(ours), "ms", median(peer)),
        Figure("choice for a member, p99", percentile(ours, 0.99), "ms", percentile(peer, 0.99), CHOICE_MS),
        Figure(f"group prompt, {len(history)} before, p99", percentile(turns, 0.99), "ms", goal=CHOICE_MS),
        Figure("autocomplete, p50", median(typed), "ms", median(nearest)),
        Figure("autocomplete, p99", percentile(typed, 0.99), "ms", percentile(nearest, 0.99), SEARCH_MS),
        Figure("reading and checking the catalogue", min(_times(built_in_problems, 5)), "ms"),
    ]


def _times(action: Callable[[], object], rounds: int) -> list[float]:
    action()
    return [_milliseconds(action) for _ in range(rounds)]


def _milliseconds(action: Callable[[], object]) -> float:
    begun = process_time()
    action()
    return (process_time() - begun) * 1000


def _situation(catalogue: Catalogue) -> Situation:
    """A member with most of a year behind them: everything graded, a part due, some prompts passed over."""
    chance = Random(20261121)
    known = chance.sample(catalogue.free, SOLVED)
    solves = [_solve(chance.choice(known), 8 * turn, chance) for turn in range(SOLVES, 0, -1)]
    return Situation(
        NOW,
        solves,
        {problem.key: NOW + timedelta(days=chance.randint(-10, 60)) for problem in known},
        [problem.key for problem in chance.sample(catalogue.free, 20)],
        Week(frozenset({"dynamic-programming", "heap-priority-queue"}), frozenset({"blind-75"})),
        {Difficulty.EASY: 12, Difficulty.MEDIUM: 20},
    )


def _solve(problem: Problem, hours_ago: int, chance: Random) -> Solve:
    day = (NOW - timedelta(hours=hours_ago)).date()
    return Solve(
        problem.key,
        day,
        difficulty=problem.difficulty,
        pattern=problem.pattern,
        grade=chance.choice([*Grade]),
    )


def _naive(problems: Sequence[Problem], situation: Situation, chance: Random) -> Problem:
    unsolved = [
        problem
        for problem in problems
        if not problem.paid and problem.key not in [solve.key for solve in situation.solves]
    ]
    return chance.choice(unsolved)
