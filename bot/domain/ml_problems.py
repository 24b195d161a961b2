"""Machine learning from scratch: programming tasks of our own, solved in one's own editor. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from bot.domain.problem_errors import UnknownProblem
from bot.domain.problem_search import Entry, ProblemSearch, plain
from bot.domain.problems import SUGGESTIONS
from bot.domain.questions import Levels

_NEAREST = 3
_TELLING = 6
"""So many letters of a name tell it; fewer may be meant for a problem of LeetCode."""


@dataclass(frozen=True, slots=True)
class MlProblem:
    """One task. `build` says what to write, `checks` what must hold before it counts as solved.

    `minutes` is a first attempt without help, `questions` are the keys of interview questions on the same
    ground.
    """

    key: str
    title: str
    levels: Levels
    minutes: int
    build: str
    checks: tuple[str, ...]
    topics: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    source: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As it is written in a list."""
        return self.title


class MlProblems:
    """The tasks by key and title, in the order of their file."""

    def __init__(self, problems: Iterable[MlProblem]) -> None:
        self.all = tuple(problems)
        self._by_key = {problem.key: problem for problem in self.all}
        self._by_title = {plain(problem.title): problem for problem in self.all}
        self._words = {problem.key: f" {plain(problem.title)} {plain(problem.key)}" for problem in self.all}
        self._search = ProblemSearch(
            Entry(problem, problem.title, (*problem.topics, problem.key)) for problem in self.all
        )

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Every topic, in the order of its first task."""
        return tuple(dict.fromkeys(topic for problem in self.all for topic in problem.topics))

    def get(self, key: str) -> MlProblem | None:
        """The task stored under this key, if there is one."""
        return self._by_key.get(key)

    def find(self, text: str) -> MlProblem:
        """The task with this key or title, or the only one whose key or title begins so.

        UnknownProblem offers the nearest titles.
        """
        found = self.get(text.strip().casefold()) or self._by_title.get(plain(text)) or self._only(text)
        if found is None:
            near = self.search(text, _NEAREST) if plain(text) else ()
            raise UnknownProblem(text, tuple(problem.title for problem in near))
        return found

    def _only(self, text: str) -> MlProblem | None:
        typed = _joined(text)
        named = [each for each in self.all if _begins(each, typed)] if len(typed) >= _TELLING else []
        return named[0] if len(named) == 1 else None

    def _named(self, text: str) -> list[MlProblem]:
        """The tasks whose title or key has every word, from its beginning."""
        words = plain(text).split()
        held = [each for each in self.all if all(f" {word}" in self._words[each.key] for word in words)]
        return held if words else []

    def about(self, topic: str) -> tuple[MlProblem, ...]:
        """The tasks on a topic, or called like it; all for an empty one."""
        if not topic or topic in self.topics:
            return tuple(each for each in self.all if not topic or topic in each.topics)
        return tuple(self._named(topic))

    def search(self, query: str, limit: int = SUGGESTIONS) -> tuple[MlProblem, ...]:
        """What `query` may mean, best first; all in their order while nothing is typed."""
        return self._search.find(query, limit)

    def pick(
        self, level: int, passed: Collection[str], seen: Collection[str], chance: Random, topic: str = ""
    ) -> MlProblem | None:
        """A task that is not solved (`passed`), for the level or as near to it as any.

        Of those as near, what was not shown yet goes first. None when all (of the topic) are solved.
        """
        opened = [each for each in self.about(topic) if each.key not in passed]
        fresh = [each for each in opened if each.key not in seen] or opened
        nearest = min((each.levels.distance(level) for each in fresh), default=0)
        fitting = [each for each in fresh if each.levels.distance(level) == nearest]
        return chance.choice(fitting) if fitting else None


def _begins(task: MlProblem, typed: str) -> bool:
    return _joined(task.title).startswith(typed) or _joined(task.key).startswith(typed)


def _joined(text: str) -> str:
    return plain(text).replace(" ", "")
