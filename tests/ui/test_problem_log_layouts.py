"""Cards of the log of solved problems fit their messages, whatever is in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, cast

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
OUTSIDE = known_as(PROBLEMS, TASKS, ProblemKind.LEETCODE, "some-weird-thing")
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


def due_task() -> DuePage:
    longest = max(TASKS.all, key=lambda each: len(each.build) + sum(map(len, each.checks)))
    task = replace(longest, title=longest.title + HOSTILE, build=(longest.build + HOSTILE)[:600])
    whose = replace(known_as(PROBLEMS, TASKS, ProblemKind.ML_CODING, task.key), label=task.title)
    lines = (DueLine(10**17, whose, TODAY), *due(30).due)
    back = dict.fromkeys(Grade, TODAY + timedelta(days=365))
    last = replace(solve(LONGEST[0], 400), kind=ProblemKind.ML_CODING)
    return DuePage(*OWNER, TODAY, DueCard(lines[0], last, "", 99, back, task), lines, 300, TODAY)


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
    "a task due": due_layout(due_task()),
    "a solve changed, with a time that says nothing": solved_layout(
        replace(shown(LONGEST[0]), changed=True), HOSTILE
    ),
    "taken back already": taken_back_layout(
        TakenBack(*OWNER, named(LONGEST[0]), TODAY, TODAY, STREAK, gone=True)
    ),
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


def words_of(view: ui.LayoutView) -> str:
    return "\n".join(item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_card_fits_its_message(name: str) -> None:
    view = LAYOUTS[name]
    ids = [getattr(item, "custom_id", "") or "" for item in view.walk_children()]

    assert view.content_length() <= MOST
    assert max(map(len, ids)) <= LONGEST_ID
    assert len({each for each in ids if each}) == len([each for each in ids if each])


@pytest.mark.parametrize("name", LAYOUTS)
def test_nothing_a_member_wrote_does_anything(name: str) -> None:
    words = words_of(LAYOUTS[name])

    assert "@everyone" not in words
    assert "<@1>" not in words
    assert "](https://example.org)" not in words


def test_a_task_of_our_own_is_marked_and_can_be_read_where_it_is_due() -> None:
    page = due_task()
    others = replace(page, card=due(1).card)

    assert page.card is not None
    assert page.card.task is not None
    assert "## 🔁 ML · " in words_of(due_layout(page))
    assert "**What has to hold**\n1. " in words_of(due_layout(page))
    assert "- ML · " in words_of(due_layout(others))


def test_the_next_of_a_list_hides_its_heading_with_its_pattern() -> None:
    assert "||Recursion and backtracking · Heading||" in words_of(next_layout(next_in("blind-75")))


@pytest.mark.parametrize(
    ("view", "says", "button"),
    [
        (solved_layout(shown(LONGEST[0])), "365-day streak", "Undo"),
        (solved_layout(replace(shown(LONGEST[0]), changed=True)), "it counts once", "Take the solve back"),
        (
            solved_layout(replace(shown(LONGEST[0]), named=OUTSIDE)),
            "It is not in my catalogue: I take your word for it.",
            "Undo",
        ),
        (solved_layout(shown(LONGEST[0]), "ages"), "I could not read **ages** as a length of time", "Undo"),
    ],
)
def test_a_solve_says_what_was_done_with_it(view: ui.LayoutView, says: str, button: str) -> None:
    (*_, buttons) = view.to_components()
    labels = [each["label"] for each in cast("Any", buttons)["components"]]

    assert says in words_of(view)
    assert labels == ["Change…", button]


def test_a_change_repeats_neither_streak_nor_numbers() -> None:
    assert "streak" not in words_of(solved_layout(replace(shown(LONGEST[0]), changed=True)))


def test_a_problem_that_is_overdue_comes_back_today() -> None:
    gone = TakenBack(*OWNER, named(LONGEST[0]), TODAY - timedelta(days=9), TODAY, STREAK)

    assert "it comes back today" in words_of(taken_back_layout(gone))
