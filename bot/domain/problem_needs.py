"""What a choice of problems goes by: the week of a roadmap, and what a member asks for. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.problems import Catalogue, Problem
from bot.domain.roadmap_claims import Difficulty, Problems

_SPOKEN = {
    "heap-priority-queue": "heaps",
    "database": "SQL",
    "depth-first-search": "depth-first search",
    "breadth-first-search": "breadth-first search",
    "0-1-knapsack": "0/1 knapsack",
    "graph": "graphs",
    "tree": "trees",
    "array": "arrays",
    "string": "strings",
    "stack": "stacks",
    "queue": "queues",
    "linked-list": "linked lists",
    "hash-table": "hash tables",
    "binary-tree": "binary trees",
    "binary-search-tree": "binary search trees",
}


_HOMES = {
    "array": "arrays-strings",
    "string": "arrays-strings",
    "hash-table": "hash-maps",
    "two-pointers": "two-pointers",
    "sliding-window": "sliding-window",
    "stack": "stacks",
    "queue": "queues",
    "linked-list": "linked-lists",
    "binary-search": "binary-search",
    "tree": "trees",
    "binary-tree": "trees",
    "binary-search-tree": "trees",
    "graph": "graphs",
    "heap-priority-queue": "heaps",
    "recursion": "recursion-backtracking",
    "backtracking": "recursion-backtracking",
    "dynamic-programming": "dynamic-programming",
    "greedy": "greedy",
    "bit-manipulation": "bit-manipulation",
    "math": "math",
    "database": "sql",
}
"""The pattern that teaches a topic. LeetCode says `array` of half its problems, whatever they teach."""

DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Week:
    """What the items of a week ask for: LeetCode's topics, and whole lists by key. Empty fits nothing."""

    topics: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.topics or self.lists)


NO_WEEK = Week()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member asks for; `topic` is a topic's slug or a pattern's key, `problem_list` a list's key.

    `again` asks for something solved before, whether it is due or not.
    """

    difficulty: Difficulty | None = None
    topic: str = ""
    problem_list: str = ""
    again: bool = False

    @property
    def names_a_place(self) -> bool:
        """Whether it says where to look, so that the week says nothing."""
        return bool(self.topic or self.problem_list)


def week_of(asked: Iterable[Problems]) -> Week:
    """The week whose items ask for these problems. An item with a list is about the list alone."""
    every = tuple(asked)
    lists = frozenset(each.set for each in every if each.set)
    return Week(frozenset(tag for each in every if not each.set for tag in each.tags), lists)


def asked_of_each(asked: Iterable[Problems]) -> dict[Difficulty, int]:
    """How many of each difficulty these items ask for together: what is wanted where no target says it."""
    amounts = Counter[Difficulty]()
    for each in asked:
        amounts.update(
            {Difficulty.EASY: each.easy, Difficulty.MEDIUM: each.medium, Difficulty.HARD: each.hard}
        )
    return {level: amount for level, amount in amounts.items() if amount}


def week_of_most(weeks: Iterable[Week]) -> Week | None:
    """The week that most members are in; weeks without problems do not count. Of equals the first one."""
    counted = Counter(week for week in weeks if week)
    return counted.most_common(1)[0][0] if counted else None


def fits_week(catalogue: Catalogue, week: Week, problem: Problem) -> bool:
    """Whether a problem is one of those that the week is about."""
    if not week.topics.isdisjoint(problem.topics):
        return True
    return any(problem.key in catalogue.members(key) for key in week.lists)


def is_at_heart(catalogue: Catalogue, week: Week, problem: Problem) -> bool:
    """Whether it teaches what the week is about, rather than touching it: its pattern is the topic's own.

    A topic without a pattern of its own (depth-first search, sorting) is taught by all that have it.
    """
    shared = week.topics.intersection(problem.topics)
    if any(_HOMES.get(topic, problem.pattern) == problem.pattern for topic in shared):
        return True
    return any(problem.key in catalogue.members(key) for key in week.lists)


def closest(catalogue: Catalogue, week: Week, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Those at the heart of the week; all of them where there is none."""
    return [each for each in problems if is_at_heart(catalogue, week, each)] or problems


def without_sql(problems: Sequence[Problem]) -> Sequence[Problem]:
    """For who asked for nothing in particular: a language of its own is no surprise to make. All of them
    where nothing else is left."""
    return [each for each in problems if DATABASE not in each.topics] or problems


def fits_wish(catalogue: Catalogue, wish: Wish, problem: Problem) -> bool:
    """Whether a problem is what was asked for, `again` aside. UnknownProblemList for another list's key."""
    if wish.difficulty and problem.difficulty is not wish.difficulty:
        return False
    if wish.topic and wish.topic != problem.pattern and wish.topic not in problem.topics:
        return False
    return not wish.problem_list or problem.key in catalogue.members(
        catalogue.problem_list(wish.problem_list).key
    )


def spoken(slug: str) -> str:
    """A topic in words: `two-pointers` is two pointers."""
    return _SPOKEN.get(slug) or slug.replace("-", " ")
