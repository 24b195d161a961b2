"""Four kinds of work, and what a roadmap's budgets and items and a member's log call them. Pure.

Budgets are in the free words of their documents, items have a kind of doing, the log has its own list. To be
compared, all three are told in the few kinds that the documents themselves keep apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from enum import StrEnum

from bot.domain.roadmap import Item, Section, Thread
from bot.domain.roadmap_terms import ItemKind, Period
from bot.domain.roadmap_time import Budget
from bot.domain.timelogs import TimeKind

BUDGET_DAYS = 6
"""How many days a week a budget `per: day` counts on: the documents that give hours a day rest on one."""


class WorkKind(StrEnum):
    """What time goes into."""

    STUDY = "study"
    HANDS_ON = "hands-on"
    """Practice and projects: no document budgets them apart."""
    INTERVIEW = "interviews"
    """Preparing for interviews, and looking for a job."""
    OTHER = "other"
    """The member's own tasks, and what no other kind names."""


_INTERVIEW_WORDS = """
application applications apply behavioral behavioural design designs interview interviewing interviews job
jobs leetcode mock mocks networking offers problem problems resume stories
"""
_HANDS_ON_WORDS = """
assignments build building code coding deployment documentation exercises experiments hands hands-on
implementation implementing kaggle labs portfolio practical practice project projects testing tests
"""
_STUDY_WORDS = """
concepts course courses lecture lectures learning math mathematics maths papers reading review skill skills
studies study studying technical theory tutorial tutorials videos
"""
_WORDS = {
    WorkKind.INTERVIEW: frozenset(_INTERVIEW_WORDS.split()),
    WorkKind.HANDS_ON: frozenset(_HANDS_ON_WORDS.split()),
    WorkKind.STUDY: frozenset(_STUDY_WORDS.split()),
}
_TOTALS = frozenset({"whole", "total", "overall", "all", "everything"})
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

_LOGGED: dict[str, WorkKind] = {
    TimeKind.STUDY: WorkKind.STUDY,
    TimeKind.PRACTICE: WorkKind.HANDS_ON,
    TimeKind.PROJECT: WorkKind.HANDS_ON,
    TimeKind.INTERVIEW: WorkKind.INTERVIEW,
    TimeKind.OTHER: WorkKind.OTHER,
}
_LEARNING = (WorkKind.STUDY, WorkKind.INTERVIEW, WorkKind.HANDS_ON)
_MAKING = (WorkKind.HANDS_ON, WorkKind.STUDY, WorkKind.INTERVIEW)
_DOING = (WorkKind.HANDS_ON, WorkKind.INTERVIEW, WorkKind.STUDY)
_SOLVING = (WorkKind.INTERVIEW, WorkKind.HANDS_ON, WorkKind.STUDY)
_ITEMS = {
    ItemKind.TOPIC: _LEARNING,
    ItemKind.READING: _LEARNING,
    ItemKind.BUILD: _MAKING,
    ItemKind.PROJECT: _MAKING,
    ItemKind.DELIVERABLE: _MAKING,
    ItemKind.TASK: _DOING,
    ItemKind.REVIEW: _DOING,
    ItemKind.MOCK: (WorkKind.INTERVIEW,),
}
_TIMES_A_WEEK = {Period.DAY: BUDGET_DAYS, Period.WEEK: 1, Period.MONTH: 1 / 4, Period.YEAR: 1 / 52}


def kind_of_budget(words: str) -> WorkKind | None:
    """What a document's own words mean; None for a total over all kinds.

    Interview words win over hands-on words, and those over study words; unknown words are `other`.
    """
    found = set(_WORD.findall(words.lower()))
    if found & _TOTALS:
        return None
    return next((kind for kind, words in _WORDS.items() if found & words), WorkKind.OTHER)


def kind_of_log(kind: str) -> WorkKind:
    """What the log's word means; one that this version does not know is `other`."""
    return _LOGGED.get(kind, WorkKind.OTHER)


def kind_of_item(item: Item, budgeted: Set[WorkKind] = frozenset()) -> WorkKind:
    """What doing an item is: the likeliest of its kinds that the section around it has a budget for.

    A task in weeks of interviews and applications is part of those; without budgets it is hands-on.
    """
    likely = _SOLVING if item.problems and item.kind is not ItemKind.MOCK else _ITEMS[item.kind]
    return next((kind for kind in likely if kind in budgeted), likely[0])


def kind_of_thread(thread: Thread) -> WorkKind:
    """A thread on the member's own project is hands-on, any other is study."""
    return WorkKind.HANDS_ON if thread.own_project else WorkKind.STUDY


def budgets_by_section(paths: Iterable[Sequence[Section]]) -> dict[str, dict[WorkKind, int]]:
    """The minutes that sections state, by section key and kind, over the whole of the section.

    A path is a section with those around it, outermost first. A range counts with its middle. Budgets that
    say nothing about kinds are left out: totals, and rates in a section whose length nobody states.
    """
    stated = ((path[-1].key, _minutes_by_kind(path)) for path in paths)
    return {key: minutes for key, minutes in stated if minutes}


def _minutes_by_kind(path: Sequence[Section]) -> dict[WorkKind, int]:
    minutes: Counter[WorkKind] = Counter()
    for budget in path[-1].budgets:
        kind, weeks = kind_of_budget(budget.kind), _weeks(path)
        if kind is not None and (budget.per is None or weeks):
            minutes[kind] += _minutes(budget, weeks)
    return {kind: held for kind, held in minutes.items() if held}


def _weeks(path: Sequence[Section]) -> float:
    """How long the section takes by its own span or the nearest around it; 0 without an end."""
    for section in reversed(path):
        if section.span:
            first, last = section.span.first, section.span.last
            return 0 if last is None else (last - first + 1) * section.span.unit.days / 7
    return 0


def _minutes(budget: Budget, weeks: float) -> int:
    times = weeks * _TIMES_A_WEEK[budget.per] if budget.per else 1
    return round(budget.minutes.middle * times)
