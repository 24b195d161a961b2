"""What stands in the files of coding problems: titles, lists, topics and tasks, which no catalogue holds."""

from collections.abc import Iterator

from bot.domain.problem_needs import spoken
from bot.ui.text import clip
from tests.catalog.built_in_problems import PROBLEMS, TASKS


def _content() -> Iterator[str]:
    for problem in PROBLEMS.problems:
        yield from (problem.title, *map(spoken, problem.topics))
    for pattern in PROBLEMS.patterns.values():
        yield from (pattern.title, f"{pattern.title[:1].lower()}{pattern.title[1:]}")
    for each in PROBLEMS.lists.values():
        yield from (each.title, each.author, *(group.title for group in each.groups))
    for task in TASKS.all:
        yield from (task.title, task.build, *task.checks, *map(spoken, task.topics))
        yield from (clip(check, 100 - len("1. ")) for check in task.checks)


CONTENT = tuple({" ".join(each.replace("[", "(").replace("]", ")").split()) for each in _content() if each})
"""As it is shown: in one line, with round brackets in links; checks also as far as an option has room."""
