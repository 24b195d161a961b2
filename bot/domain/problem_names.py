"""One name for every kind of problem: what is stored, what is shown, where it is read. Pure."""

import re
from dataclasses import dataclass

from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problem_errors import UnknownProblem
from bot.domain.problem_references import OtherProblem, reference, stored
from bot.domain.problem_search import plain
from bot.domain.problems import SUGGESTIONS, Catalogue, Problem, ProblemKind
from bot.domain.roadmap_claims import Difficulty

ML_MARK = "ml:"
"""Before the key of a task where problems of both kinds are named."""

_TASKS_SUGGESTED = 8

_WRITTEN_MARK = re.compile(r"ml\s*[:·]\s*", re.IGNORECASE)
"""`ml:k-means`, and `ML · k-means …` as a suggestion shows it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A problem of either kind, known or not.

    `difficulty` and `pattern` (a key) are LeetCode's, and unknown outside the catalogue; `url` is None where
    there is no address.
    """

    kind: ProblemKind
    key: str
    label: str
    url: str | None = None
    difficulty: Difficulty | None = None
    pattern: str = ""
    paid: bool = False
    listed: bool = True
    """Whether it is one of ours."""

    @property
    def reference(self) -> str:
        """What finds it again, whatever its kind."""
        return f"{ML_MARK}{self.key}" if self.kind is ProblemKind.ML_CODING else self.key


def found_named(catalogue: Catalogue, ml: MlProblems, text: str, kind: ProblemKind | None = None) -> Named:
    """The problem that a text names: `ml:` and a key, a number, slug, address or title.

    Without a kind both are looked through, LeetCode's first; with LeetCode's any slug is taken at its word.
    Raises UnknownProblem.
    """
    written = text.strip()
    if mark := _WRITTEN_MARK.match(written):
        return _task(ml.find(written[mark.end() :]))
    match kind:
        case ProblemKind.ML_CODING:
            return _task(ml.find(written))
        case ProblemKind.LEETCODE:
            return _of_leetcode(catalogue.get(written) or _as_stored(written) or catalogue.reach(written))
        case None:
            return _either(catalogue, ml, written)


def _as_stored(written: str) -> OtherProblem | None:
    """A problem outside the catalogue by its bare slug."""
    named = reference(written)
    return OtherProblem(slug=named.slug) if named and named.slug and not named.linked else None


def _either(catalogue: Catalogue, ml: MlProblems, written: str) -> Named:
    if (ours := catalogue.find(written)) is not None:
        return _of_leetcode(ours)
    try:
        return _task(ml.find(written))
    except UnknownProblem:
        return _of_leetcode(catalogue.reach(written))


def known_as(catalogue: Catalogue, ml: MlProblems, kind: ProblemKind, key: str) -> Named:
    """The problem that is stored under this key, even if no file has it (any more)."""
    if kind is ProblemKind.LEETCODE:
        return _of_leetcode(catalogue.get(key) or stored(key))
    task = ml.get(key)
    return _task(task) if task else Named(kind, key, stored(key).label, listed=False)


def marked(catalogue: Catalogue, ml: MlProblems, typed: str) -> tuple[Named, ...]:
    """What a text may mean, at most 25: what has its words first, LeetCode's before tasks."""
    tasks = ml.search(typed, _TASKS_SUGGESTED) if plain(typed) else ()
    found = [*map(_of_leetcode, catalogue.search(typed)), *map(_task, tasks)]
    if tasks:
        words = plain(typed).split()
        found.sort(key=lambda each: not all(word in plain(each.label) for word in words))
    return tuple(found[:SUGGESTIONS])


def _of_leetcode(problem: Problem | OtherProblem) -> Named:
    kind, key, label, url = ProblemKind.LEETCODE, problem.key, problem.label, problem.url
    if isinstance(problem, OtherProblem):
        return Named(kind, key, label, url, listed=False)
    return Named(kind, key, label, url, problem.difficulty, problem.pattern, problem.paid)


def _task(task: MlProblem) -> Named:
    return Named(ProblemKind.ML_CODING, task.key, task.label)
