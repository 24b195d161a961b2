"""What the schema of problem files cannot see: numbers, slugs and keys that come twice or lead nowhere."""

from collections.abc import Hashable, Iterable, Iterator

from bot.catalog.finding import Finding, error, warning
from bot.catalog.problem import YamlPath
from bot.catalog.schema_problems import MlProblemsFile, ProblemListNode, ProblemNode, ProblemsFile

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
            yield error(("problems", at, "pattern"), f"{problem.pattern} is no pattern of this file")
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
            said = f"has {size:,} characters in all; at most {TASK_SIZE:,} fit a message"
            yield error(("problems", at), said)


def _folded(problem: ProblemNode, name: str) -> Hashable:
    value = getattr(problem, name)
    return value.casefold() if isinstance(value, str) else value


def _twice(path: YamlPath, name: str, values: Iterable[tuple[int, Hashable]]) -> Iterator[Finding]:
    seen: set[Hashable] = set()
    for at, value in values:
        if value in seen:
            yield error((*path, at, name), f"{value} is the {name} of an earlier one")
        seen.add(value)


def _list(path: YamlPath, each: ProblemListNode, known: set[int]) -> Iterator[Finding]:
    seen: set[int] = set()
    for group_at, group in enumerate(each.groups):
        for at, number in enumerate(group.problems):
            here = (*path, "groups", group_at, "problems", at)
            if number in seen:
                yield error(here, f"{number} is in this list already")
            if number not in known:
                yield error(here, f"there is no problem {number} in this file")
            seen.add(number)


def _listless(file: ProblemsFile) -> Iterator[Finding]:
    listed = {number for each in file.lists for group in each.groups for number in group.problems}
    for at, problem in enumerate(file.problems):
        if problem.number not in listed:
            yield warning(("problems", at), f"{problem.number} is in none of the lists")
