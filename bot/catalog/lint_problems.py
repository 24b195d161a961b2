"""What the schema of problem files cannot see: numbers, slugs and keys that come twice or lead nowhere."""

from collections.abc import Hashable, Iterable, Iterator

from bot.catalog.finding import Finding, error, warning
from bot.catalog.problem import YamlPath
from bot.catalog.schema_problems import MlProblemsFile, ProblemListNode, ProblemNode, ProblemsFile
from bot.domain.languages import N_
from bot.domain.words import Words

TASK_SIZE = 2_400
"""Characters of a task in all; Discord takes 4,000 in a message, escapes and buttons included."""


def problem_findings(file: ProblemsFile) -> Iterator[Finding]:
    """Everything wrong or doubtful in a file of LeetCode's problems."""
    yield from _twice(("patterns",), "key", ((at, each.key) for at, each in enumerate(file.patterns)))
    for name in ("number", "slug", "title"):
        yield from _twice(
            ("problems",), name, ((at, _folded(each, name)) for at, each in enumerate(file.problems))
        )
    known = {pattern.key for pattern in file.patterns}
    for at, problem in enumerate(file.problems):
        if problem.pattern not in known:
            said = Words(N_("{key} is no pattern of this file"), key=problem.pattern)
            yield error(("problems", at, "pattern"), said)
    yield from _twice(("lists",), "key", ((at, each.key) for at, each in enumerate(file.lists)))
    numbers = {problem.number for problem in file.problems}
    for at, each in enumerate(file.lists):
        yield from _list(("lists", at), each, numbers)
    yield from _listless(file)


def ml_problem_findings(file: MlProblemsFile) -> Iterator[Finding]:
    """Everything wrong in a file of tasks."""
    for name in ("key", "title"):
        values = ((at, str(getattr(each, name)).casefold()) for at, each in enumerate(file.problems))
        yield from _twice(("problems",), name, values)
    for at, each in enumerate(file.problems):
        size = len(each.title) + len(each.build) + sum(len(check) + 4 for check in each.checks)
        if size > TASK_SIZE:
            said = N_("has {count:,} characters in all; at most {most:,} fit a message")
            yield error(("problems", at), Words(said, count=size, most=TASK_SIZE))


def _folded(problem: ProblemNode, name: str) -> Hashable:
    value = getattr(problem, name)
    return value.casefold() if isinstance(value, str) else value


def _twice(path: YamlPath, name: str, values: Iterable[tuple[int, Hashable]]) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    for at, value in values:
        if value in seen:
            said = Words(N_("{value} is the {name} of an earlier one"), value=str(value), name=name)
            yield error((*path, at, name), said)
        seen.add(value)


def _list(path: YamlPath, each: ProblemListNode, known: set[int]) -> Iterator[Finding]:
    seen: set[int] = set()
    for group_at, group in enumerate(each.groups):
        for at, number in enumerate(group.problems):
            here = (*path, "groups", group_at, "problems", at)
            if number in seen:
                yield error(here, Words(N_("{number} is in this list already"), number=number))
            if number not in known:
                yield error(here, Words(N_("there is no problem {number} in this file"), number=number))
            seen.add(number)


def _listless(file: ProblemsFile) -> Iterator[Finding]:
    listed = {number for each in file.lists for group in each.groups for number in group.problems}
    for at, problem in enumerate(file.problems):
        if problem.number not in listed:
            said = Words(N_("{number} is in none of the lists"), number=problem.number)
            yield warning(("problems", at), said)
