"""What a member has solved of the catalogue: by list, by difficulty, by pattern. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.claims import Tally
from bot.domain.problem_log import PatternRecord, Solve, completed, first_solves, pattern_log
from bot.domain.problems import Catalogue, Pattern, Problem, ProblemKind, ProblemList
from bot.domain.roadmap_claims import Difficulty


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """One heading of a list."""

    title: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class ListProgress:
    """A list: what is solved of all of it, its headings, and what comes next in its order.

    `paid` are the open problems that need a subscription: they are never next. `next_up` is None when only
    those are left, or nothing.
    """

    problem_list: ProblemList
    tally: Tally
    groups: tuple[GroupProgress, ...]
    paid: tuple[Problem, ...]
    next_up: Problem | None


@dataclass(frozen=True, slots=True)
class PatternProgress:
    """A pattern: what is solved of its free problems, and what the log says; None before the first solve."""

    pattern: Pattern
    tally: Tally
    record: PatternRecord | None


@dataclass(frozen=True, slots=True)
class ProblemProgress:
    """Everything solved. `by_difficulty` holds distinct problems, those outside the catalogue included.

    `outside` says how many of them those are; `unrated` have no difficulty.
    """

    solved: int
    solves: int
    by_difficulty: Mapping[Difficulty, int]
    unrated: int
    outside: int
    patterns: tuple[PatternProgress, ...]
    days: tuple[tuple[date, int], ...]
    """Study days with the problems that were new on them, in order."""


def next_in_list(catalogue: Catalogue, key: str, solved: Collection[str]) -> Problem | None:
    """The first open problem of a list that is free, or None; UnknownProblemList for another key."""
    return next((each for each in catalogue.in_order(key) if not each.paid and each.key not in solved), None)


def list_progress(catalogue: Catalogue, key: str, solved: Collection[str]) -> ListProgress:
    """How far a member is in a list, or UnknownProblemList."""
    problem_list, problems = catalogue.problem_list(key), catalogue.in_order(key)
    by_number = {problem.number: problem for problem in problems}
    groups = tuple(
        GroupProgress(group.title, _tally((by_number[number] for number in group.problems), solved))
        for group in problem_list.groups
    )
    paid = tuple(problem for problem in problems if problem.paid and problem.key not in solved)
    return ListProgress(
        problem_list, _tally(problems, solved), groups, paid, next_in_list(catalogue, key, solved)
    )


def problem_progress(catalogue: Catalogue, solves: Sequence[Solve]) -> ProblemProgress:
    """The whole of a member's log of LeetCode problems, oldest first; other kinds are left out."""
    coded = [each for each in completed(catalogue, solves) if each.kind is ProblemKind.LEETCODE]
    first = first_solves(coded)
    levels = [solve.difficulty for solve in first.values()]
    days: dict[date, int] = {}
    for solve in first.values():
        days[solve.day] = days.get(solve.day, 0) + 1
    return ProblemProgress(
        solved=len(first),
        solves=len(coded),
        by_difficulty={level: levels.count(level) for level in Difficulty},
        unrated=levels.count(None),
        outside=sum(catalogue.get(key) is None for key in first),
        patterns=_patterns(catalogue, coded, first),
        days=tuple(sorted(days.items())),
    )


def _patterns(
    catalogue: Catalogue, solves: Iterable[Solve], solved: Collection[str]
) -> tuple[PatternProgress, ...]:
    records = {record.pattern: record for record in pattern_log(solves)}
    held: dict[str, list[Problem]] = {key: [] for key in catalogue.patterns}
    for problem in catalogue.free:
        held[problem.pattern].append(problem)
    return tuple(
        PatternProgress(pattern, _tally(held[key], solved), records.get(key))
        for key, pattern in catalogue.patterns.items()
    )


def _tally(problems: Iterable[Problem], solved: Collection[str]) -> Tally:
    every = tuple(problems)
    return Tally(sum(problem.key in solved for problem in every), len(every))
