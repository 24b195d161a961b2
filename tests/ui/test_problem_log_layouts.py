"""Cards of the log of solved problems fit their messages, whatever is in them."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from discord import ui

from bot.domain.problem_log import Solve
from bot.domain.problem_names import Named, known_as
from bot.domain.problem_progress import list_progress, problem_progress
from bot.domain.problems import Problem, ProblemKind
from bot.domain.reviews import Grade
from bot.domain.streaks import Streak
from bot.services.problem_results import (
    DueCard,
    DueLine,
    DuePage,
    NextInSet,
    PatternBook,
    PatternLine,
    PatternNote,
    SetPage,
    SetShelf,
    SolveShown,
    TakenBack,
)
from bot.ui.problem_due import due_layout
from bot.ui.problem_patterns import patterns_layout
from bot.ui.problem_sets import next_layout, set_layout, sets_layout
from bot.ui.problem_solves import solved_layout, taken_back_layout
from tests.catalog.built_in_problems import PROBLEMS, TASKS

TODAY = date(2026, 11, 21)
MOST = 4_000
LONGEST_ID = 100
OWNER = (2**63 - 1, 2**63 - 1)
HOSTILE = ("**@everyone** <@1> ||x|| `a` [a](https://example.org) # " * 20)[:500]
PAGE = 20


def named(problem: Problem) -> Named:
    return known_as(PROBLEMS, TASKS, ProblemKind.LEETCODE, problem.key)


LONGEST = sorted(PROBLEMS.problems, key=lambda each: -len(each.title + each.slug))
STREAK = Streak(365, 365, today_done=True, today_planned=True)


def solve(problem: Problem, back: int = 0) -> Solve:
    return Solve(
        problem.key,
        TODAY - timedelta(days=back),
        difficulty=problem.difficulty,
        pattern="trees",
        grade=Grade.HARD,
        minutes=1439,
        note=HOSTILE,
    )


def shown(problem: Problem) -> SolveShown:
    back = TODAY + timedelta(days=365)
    return SolveShown(*OWNER, 10**17, named(problem), solve(problem), "Trees", 99, back, TODAY, STREAK)


def due(number: int, *, graded: bool = False) -> DuePage:
    lines = tuple(
        DueLine(10**17 + place, named(each), TODAY - timedelta(days=300))
        for place, each in enumerate(LONGEST[:number])
    )
    back = dict.fromkeys(Grade, TODAY + timedelta(days=365))
    card = DueCard(lines[0], solve(LONGEST[0], 400), "Recursion and backtracking", 99, back)
    return DuePage(*OWNER, TODAY, card, lines, 300, TODAY, shown(LONGEST[0]) if graded else None)


def book() -> PatternBook:
    log = [solve(each, back) for back, each in enumerate(LONGEST[:25])]
    patterns = problem_progress(PROBLEMS, log).patterns
    lines = tuple(PatternLine(each.pattern, 99, 99, each.record) for each in patterns)
    opened = next(line for line in lines if line.record)
    notes = tuple(PatternNote(10**17 + place, named(LONGEST[place]), each) for place, each in enumerate(log))
    return PatternBook(*OWNER, TODAY, lines, opened, notes)


def pages_of(key: str) -> Iterator[SetPage]:
    progress = list_progress(PROBLEMS, key, frozenset())
    problems = PROBLEMS.in_order(key)
    headings = dict.fromkeys(range(0, PAGE, 2), "A heading as long as the longest there is")
    for first in range(0, len(problems), PAGE):
        shown_now = problems[first : first + PAGE]
        yield SetPage(*OWNER, progress, shown_now, headings, frozenset(), first // PAGE, 20)


def sets() -> SetShelf:
    return SetShelf(*OWNER, tuple(list_progress(PROBLEMS, key, frozenset()) for key in PROBLEMS.lists))


def next_in(key: str) -> NextInSet:
    progress = list_progress(PROBLEMS, key, frozenset())
    return NextInSet(*OWNER, progress, LONGEST[0], "Recursion and backtracking", "Heading", 12)


LAYOUTS: dict[str, ui.LayoutView] = {
    "a solve": solved_layout(shown(LONGEST[0])),
    "taken back": taken_back_layout(TakenBack(*OWNER, named(LONGEST[0]), TODAY, TODAY, STREAK)),
    "one due": due_layout(due(1)),
    "many due": due_layout(due(400, graded=True)),
    "patterns": patterns_layout(PatternBook(*OWNER, TODAY, book().lines)),
    "notes": patterns_layout(book()),
    "lists": sets_layout(sets()),
    **{f"next in {key}": next_layout(next_in(key)) for key in PROBLEMS.lists},
    **{
        f"{key} page {number}": set_layout(page)
        for key in PROBLEMS.lists
        for number, page in enumerate(pages_of(key))
    },
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_card_fits_its_message(name: str) -> None:
    view = LAYOUTS[name]
    ids = [getattr(item, "custom_id", "") or "" for item in view.walk_children()]

    assert view.content_length() <= MOST
    assert max(map(len, ids)) <= LONGEST_ID
    assert len({each for each in ids if each}) == len([each for each in ids if each])


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_a_member_wrote_does_anything(name: str) -> None:
    words = "\n".join(
        item.content for item in LAYOUTS[name].walk_children() if isinstance(item, ui.TextDisplay)
    )

    assert "@everyone" not in words
    assert "<@1>" not in words
    assert "](https://example.org)" not in words
