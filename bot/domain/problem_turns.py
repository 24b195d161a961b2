"""Which problem a group gets next: each of its pool once before any comes again, in a mix of difficulties.

Pure. The history alone says where the group is, so it goes on after a pause as if there had been none.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.domain.problem_errors import NoProblemFits
from bot.domain.problem_needs import Week, closest, fits_week
from bot.domain.problems import Catalogue, Problem
from bot.domain.roadmap_claims import Difficulty

Mix = Mapping[Difficulty, int]
"""How many of each difficulty in a row of so many; 0 leaves one out, and an empty mix takes what comes."""

USUAL_MIX: Mix = {Difficulty.EASY: 2, Difficulty.MEDIUM: 2}


ENOUGH = 10
"""Problems at the heart of a week that last for its prompts, in any mix."""

LATELY = 30
"""Prompts: a month, or six weeks of weekdays."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The problem of a group prompt: `number` of `size` in round `round`, all counted from 1."""

    problem: Problem
    number: int
    size: int
    round: int


def pool_of(catalogue: Catalogue, problem_list: str = "", week: Week | None = None) -> tuple[Problem, ...]:
    """What a group draws from: a list, in a week only what it is about; free problems alone.

    Of a week what is at its heart, if that is enough; one that fits nothing leaves the whole.
    UnknownProblemList for another list's key.
    """
    held = catalogue.in_order(problem_list) if problem_list else catalogue.problems
    free = tuple(problem for problem in held if not problem.paid)
    touching = tuple(each for each in free if week and fits_week(catalogue, week, each))
    heart = tuple(closest(catalogue, week, touching)) if week else ()
    return (heart if len(heart) >= ENOUGH else touching) or free


def fitting(pool: Sequence[Problem], mix: Mix) -> int:
    """How many problems of a pool a group draws from in this mix: so many prompts pass before one repeats."""
    return len(_mixed([problem for problem in pool if not problem.paid], mix))


def came_lately(pool: Sequence[Problem], history: Sequence[str], mix: Mix) -> bool:
    """Whether the group had every one of these a short while ago, so that the next would be no news."""
    recent = set(history[-LATELY:])
    return all(problem.key in recent for problem in _mixed(pool, mix))


def next_turn(pool: Sequence[Problem], history: Sequence[str], mix: Mix, chance: Random) -> Turn:
    """The next prompt of a group whose prompts so far are `history`, oldest first, also of other pools.

    What was prompted least often is drawn, so nothing comes again before all of the pool had their turn;
    a new round does not begin with what ended the last one. While the pool has them, every row of as many
    prompts as the mix has holds exactly the mix. NoProblemFits for a pool without any free problem.
    """
    mixed = _mixed([problem for problem in pool if not problem.paid], mix)
    if not mixed:
        raise NoProblemFits
    keys = {problem.key for problem in mixed}
    turns = Counter(key for key in history if key in keys)
    least = min(turns[key] for key in keys)
    waiting = [problem for problem in mixed if turns[problem.key] == least]
    by_key = {problem.key: problem for problem in mixed}
    before = [by_key[key].difficulty for key in history if key in keys]
    chosen = chance.choice(_of_the_mix(_rested(waiting, history, len(mixed) // 2), before, mix))
    return Turn(chosen, len(mixed) - len(waiting) + 1, len(mixed), least + 1)


def _mixed(pool: Sequence[Problem], mix: Mix) -> Sequence[Problem]:
    """Without the difficulties that the mix leaves out, unless nothing else is there."""
    return [problem for problem in pool if mix.get(problem.difficulty)] or pool


def _rested(waiting: Sequence[Problem], history: Sequence[str], rest: int) -> Sequence[Problem]:
    recent = set(history[-rest:]) if rest else set[str]()
    return [problem for problem in waiting if problem.key not in recent] or waiting


def _of_the_mix(waiting: Sequence[Problem], before: Sequence[Difficulty], mix: Mix) -> Sequence[Problem]:
    """Those of the difficulty that the last prompts lack most; all of equally missing ones."""
    row = sum(mix.values()) - 1
    lately = Counter(before[-row:] if row > 0 else ())
    lacking = {each.difficulty: mix.get(each.difficulty, 0) - lately[each.difficulty] for each in waiting}
    most = max(lacking.values())
    return [problem for problem in waiting if lacking[problem.difficulty] == most]
