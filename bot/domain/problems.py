"""Coding problems, the patterns they teach and the lists they stand in. Pure.

A problem is its number, title and link; its statement stays where it lives.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.problem_errors import UnknownProblem, UnknownProblemList
from bot.domain.problem_references import OtherProblem, address, other_problem, reference
from bot.domain.problem_search import Entry, ProblemSearch, plain
from bot.domain.roadmap_claims import Difficulty

SUGGESTIONS = 25
"""The most that Discord shows in an autocomplete."""

_NEAREST = 3
"""Titles that a refusal offers."""

_SHORT = {
    "binary-search-tree": "bst",
    "breadth-first-search": "bfs",
    "database": "sql",
    "depth-first-search": "dfs",
    "dynamic-programming": "dp",
}
"""What people type for a topic."""


class ProblemKind(StrEnum):
    """What sort of programming a problem asks for."""

    LEETCODE = "leetcode"
    ML_CODING = "ml_coding"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of LeetCode. `pattern` is the key of the one it teaches best.

    `topics` are LeetCode's slugs; a `paid` problem needs a subscription there.
    """

    number: int
    title: str
    slug: str
    difficulty: Difficulty
    pattern: str
    topics: tuple[str, ...] = ()
    paid: bool = False

    @property
    def key(self) -> str:
        """What it is stored under."""
        return self.slug

    @property
    def label(self) -> str:
        """As it is written in a list: `1. Two Sum`."""
        return f"{self.number}. {self.title}"

    @property
    def url(self) -> str:
        """Where it is read and solved."""
        return address(self.slug)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of solving that many problems share."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Numbers of a list under one heading, which may be empty."""

    problems: tuple[int, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ProblemList:
    """A list as its author put it in order, such as Blind 75; whoever shows it names the author."""

    key: str
    title: str
    author: str
    url: str
    groups: tuple[ProblemGroup, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its problems in its order."""
        return tuple(number for group in self.groups for number in group.problems)


class Catalogue:
    """Problems by number, slug, address and title; patterns and lists by key. `free` ones anybody can open.

    KeyError when a list holds a number that no problem has: the loader has told its author before.
    """

    def __init__(
        self, patterns: Iterable[Pattern], lists: Iterable[ProblemList], problems: Iterable[Problem]
    ) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.number))
        self.patterns = {pattern.key: pattern for pattern in patterns}
        self.lists = {each.key: each for each in lists}
        self._by_number = {problem.number: problem for problem in self.problems}
        self._by_slug = {problem.slug: problem for problem in self.problems}
        self._by_title = {plain(problem.title): problem for problem in self.problems}
        self._in_order = {
            each.key: tuple(self._by_number[number] for number in each.numbers)
            for each in self.lists.values()
        }
        self._members = {
            key: frozenset(problem.key for problem in held) for key, held in self._in_order.items()
        }
        self.free = tuple(problem for problem in self.problems if not problem.paid)
        self._search = ProblemSearch(map(self._entry, self.problems))

    def _entry(self, problem: Problem) -> Entry[Problem]:
        pattern = self.patterns.get(problem.pattern)
        short = (_SHORT[topic] for topic in problem.topics if topic in _SHORT)
        also = (*problem.topics, *short, pattern.title if pattern else "", problem.difficulty.value)
        return Entry(problem, problem.title, also, problem.number)

    def get(self, key: str) -> Problem | None:
        """The problem stored under this key, if it is one of ours."""
        return self._by_slug.get(key)

    def find(self, text: str) -> Problem | None:
        """The problem with this number (`1`, `#1`, `1. Two Sum`), slug, address or title, if it is ours."""
        named = self._by_title.get(plain(text))
        if named:
            return named
        meant = reference(text)
        if meant is None:
            return None
        return self._by_slug.get(meant.slug) if meant.slug else self._by_number.get(meant.number or 0)

    def reach(self, text: str) -> Problem | OtherProblem:
        """As `find`; any other problem by its number or address. UnknownProblem offers the nearest titles."""
        found = self.find(text) or other_problem(text)
        if found is None:
            near = self.search(text, _NEAREST) if plain(text) else ()
            raise UnknownProblem(text, tuple(problem.label for problem in near))
        return found

    def search(self, query: str, limit: int = SUGGESTIONS) -> tuple[Problem, ...]:
        """What `query` may mean, best first; everything by number while nothing is typed.

        An address finds its problem; otherwise every word has to fit, unless nothing does: then the most
        alike titles come. Case and accents do not matter.
        """
        exact = self.find(query)
        found = self._search.find(query, limit)
        if exact is None:
            return found
        return (exact, *(problem for problem in found if problem is not exact))[:limit]

    def problem_list(self, key: str) -> ProblemList:
        """The list with this key, or UnknownProblemList."""
        if key not in self.lists:
            raise UnknownProblemList(key, tuple(each.title for each in self.lists.values()))
        return self.lists[key]

    def in_order(self, key: str) -> tuple[Problem, ...]:
        """The problems of a list in its order, or UnknownProblemList."""
        return self._in_order[self.problem_list(key).key]

    def members(self, key: str) -> frozenset[str]:
        """The keys of a list's problems; empty for a list that is not ours, such as a roadmap's own."""
        return self._members.get(key, frozenset())
