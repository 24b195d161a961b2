"""Screens around coding problems in somebody's language: each of them, in each of its states."""

from dataclasses import replace
from datetime import timedelta

import pytest
from discord import ui

from bot.domain.errors import CohortError
from bot.domain.leetcode import Submission
from bot.domain.leetcode_errors import InvalidUsername
from bot.domain.leetcode_links import Proof
from bot.domain.ml_problems import MlProblem
from bot.domain.problem_errors import (
    AllSolved,
    NoProblemFits,
    NothingSolvedYet,
    UnknownProblem,
    UnknownProblemList,
)
from bot.domain.problem_link_errors import LinkingOff, NameLinked, NothingToUnlink, NotLinked, OtherNameLinked
from bot.domain.problem_log_errors import ListDone, NotDueYet, NotInLog, UnknownPattern
from bot.domain.problem_names import Named, known_as
from bot.domain.problem_posts import DAILY, Solvers
from bot.domain.problem_prompt_errors import (
    AllTasksSolved,
    AlreadyInLog,
    NotedAsSolved,
    NothingElseFits,
    PromptGone,
    UnknownTopic,
)
from bot.domain.problem_reasons import Reason, Why
from bot.domain.problems import ProblemKind
from bot.domain.roadmap_claims import Difficulty
from bot.services.ml_prompts import MlPromptShown
from bot.services.problem_link_results import LinkShown, LinkState, Unlogged
from bot.services.problem_results import DuePage, PatternBook, TakenBack
from bot.ui import charts_problems_words, charts_words
from bot.ui.base import layout, row
from bot.ui.language import use
from bot.ui.ml_prompts import MlPickButton, boxes_layout, ml_layout
from bot.ui.problem_due import due_layout
from bot.ui.problem_links import link_layout
from bot.ui.problem_patterns import patterns_layout
from bot.ui.problem_post_page import post_layout
from bot.ui.problem_prompts import PickButton, prompt_layout
from bot.ui.problem_reason_words import why_text
from bot.ui.problem_sets import next_layout, set_layout, sets_layout
from bot.ui.problem_sightings import logged_layout, seen_layout
from bot.ui.problem_solves import solved_layout, taken_back_layout
from bot.ui.sentences import sentence
from tests.catalog.built_in_problems import TASKS
from tests.domain.problem_samples import FIRST
from tests.languages.problem_content import CONTENT
from tests.languages.pseudo import OPEN, untranslated
from tests.languages.seen import words_seen
from tests.ui import test_charts as progress
from tests.ui import test_charts_problems as charts
from tests.ui import test_problem_log_layouts as log
from tests.ui import test_problem_posts as posts
from tests.ui import test_problem_prompts as prompts

NOTE, HEADING = "my own words", "A heading as long as the longest there is"
OURS = [*CONTENT, NOTE, HEADING, "**[x](y)**", "Some weird thing", "ML", "Heading", "Solve *10* Easy"]
"""What people and authors wrote, and the mark of our own tasks."""

TASK = min(TASKS.all, key=lambda task: max(map(len, task.checks)))
"""One whose checks are not cut in a select."""
PROOF = Proof("cohort-ABCD2345", prompts.NOW)
AT_REST = DuePage(*log.OWNER, log.TODAY, None, (), 3, log.TODAY + timedelta(days=2))


def shown_task(task: MlProblem) -> MlPromptShown:
    return MlPromptShown(prompts.GUILD, prompts.USER, 10**17, task, 3, 2, 71, 72, 9)


def named_task(task: MlProblem) -> Named:
    return known_as(log.PROBLEMS, log.TASKS, ProblemKind.ML_CODING, task.key)


def screens() -> list[ui.LayoutView]:
    """Every kind of message around problems, in the language that is spoken."""
    first, page = log.PROBLEMS.problems[0], next(log.pages_of("neetcode-150"))
    done = log.shown(first)
    solve, task = replace(done, solve=replace(done.solve, note=NOTE)), shown_task(TASK)
    card, due, book = log.due(1).card, log.due(30), log.book()
    assert card is not None
    noted = replace(card, last=replace(card.last, note=NOTE))
    ml = log.due_task()
    assert ml.card is not None
    notes = tuple(replace(each, solve=replace(each.solve, note=NOTE)) for each in book.notes)
    outside = known_as(log.PROBLEMS, log.TASKS, ProblemKind.LEETCODE, "some-weird-thing")
    number = known_as(log.PROBLEMS, log.TASKS, ProblemKind.LEETCODE, "3483")
    back = TakenBack(*log.OWNER, log.named(first), log.TODAY, log.TODAY, log.STREAK)
    titled = Submission("two-sum", "**[x](y)**", prompts.NOW)
    prompt = replace(prompts.prompt(), reasons=(Reason(Why.WEAK, "", 3, 4), Reason(Why.NEW)))
    return [
        prompt_layout(prompt),
        prompt_layout(replace(prompt, last=None, reasons=())),
        layout(row(PickButton(1, 2), MlPickButton(1, 2))),
        ml_layout(task, checks=True),
        boxes_layout(task),
        boxes_layout(task, set(range(1, len(TASK.checks) + 1))),
        solved_layout(solve, "x"),
        solved_layout(replace(solve, changed=True)),
        solved_layout(replace(solve, verified=True)),
        solved_layout(replace(solve, named=outside, times=1)),
        solved_layout(replace(solve, named=number)),
        taken_back_layout(back),
        taken_back_layout(replace(back, gone=True)),
        due_layout(replace(due, card=noted, due=due.due[:1])),
        due_layout(replace(due, card=noted, graded=solve)),
        due_layout(
            replace(
                ml, due=(), card=replace(noted, line=replace(ml.card.line, named=named_task(TASK)), task=TASK)
            )
        ),
        due_layout(AT_REST),
        due_layout(replace(AT_REST, resting=0, next_day=None)),
        patterns_layout(PatternBook(*log.OWNER, log.TODAY, book.lines)),
        patterns_layout(replace(book, notes=notes)),
        sets_layout(log.sets()),
        set_layout(page),
        next_layout(log.next_in("blind-75")),
        seen_layout(Unlogged(1, 2, (titled,) * 20)),
        seen_layout(Unlogged(1, 2, ())),
        logged_layout((solve,) * 12),
        *(
            link_layout(LinkShown(1, 2, "ada", state, PROOF, at))
            for state in LinkState
            for at in (None, prompts.NOW)
        ),
        *(post_layout(replace(posts.SHOWN, prompt=each)) for each in group_prompts()),
        *(post_layout(replace(posts.SHOWN, solvers=each, late_by=timedelta(hours=1))) for each in solvers()),
        post_layout(replace(posts.SHOWN, drawn_from=FIRST)),
    ]


def group_prompts() -> list[object]:
    return [posts.PROMPT, *(replace(posts.PROMPT, **each) for each in CHANGES)]


CHANGES: tuple[dict[str, object], ...] = (
    {"of_week": True, "round": 1},
    {"source": DAILY},
    {"stand_in": True},
)


def solvers() -> list[Solvers]:
    before = posts.DAY - timedelta(days=2)
    return [Solvers(3, posts.DAY, 1), Solvers(3, before, 3), Solvers(3, before, 1)]


def test_no_word_of_any_screen_misses_the_catalogue_and_all_fits(pseudo: str) -> None:
    use(pseudo)
    for view in screens():
        assert view.content_length() <= log.MOST
        assert untranslated(words_seen(view), [*OURS, FIRST.title, FIRST.author, "ada"]) == [], words_seen(
            view
        )


def test_the_longest_cards_fit_in_a_longer_language_too(pseudo: str) -> None:
    use(pseudo)
    most = max(TASKS.all, key=lambda task: len(task.build) + sum(map(len, task.checks)))
    views = [
        prompt_layout(prompts.prompt()),
        ml_layout(shown_task(most), checks=True),
        solved_layout(log.shown(log.LONGEST[0]), log.HOSTILE),
        due_layout(log.due(400, graded=True)),
        due_layout(log.due_task()),
        patterns_layout(log.book()),
        sets_layout(log.sets()),
        *(set_layout(page) for key in log.PROBLEMS.lists for page in log.pages_of(key)),
    ]
    assert [view.content_length() for view in views if view.content_length() > log.MOST] == []
    assert [fault for view in views for fault in prompts.faults(view)] == []


REFUSALS: list[CohortError] = [
    *(
        NotInLog("x"),
        NotDueYet("x", log.TODAY),
        UnknownPattern("x", ("a", "b")),
        ListDone("x"),
        ListDone("x", 1),
    ),
    *(UnknownProblem("x"), UnknownProblem("x", ("a", "b")), UnknownProblemList("x", ("a",)), NoProblemFits()),
    *(NothingSolvedYet(), AllSolved(1), AllSolved(3, prompts.NOW), InvalidUsername("x"), PromptGone()),
    *(UnknownTopic("x"), UnknownTopic("x", ("a", "b")), NothingElseFits("x"), AlreadyInLog("x")),
    *(NotedAsSolved("x", AllSolved(1)), AllTasksSolved(3), AllTasksSolved(1, "x"), LinkingOff()),
    *(NameLinked("x"), OtherNameLinked("x"), NotLinked(), NothingToUnlink()),
]


def test_no_refusal_misses_the_catalogue(pseudo: str) -> None:
    use(pseudo)
    for error in REFUSALS:
        said = sentence(error)
        assert OPEN in said
        assert untranslated([said], ["leetcode.com"]) == []


@pytest.mark.parametrize("why", Why)
def test_why_a_problem_was_chosen_is_said_in_the_readers_language(why: Why, pseudo: str) -> None:
    use(pseudo)
    for days in range(3):
        said = why_text([Reason(why, "trees", days, 9, Difficulty.HARD), Reason(why, level=Difficulty.EASY)])
        assert untranslated([said], ["trees"]) == []


def test_pictures_are_described_in_the_readers_language(pseudo: str) -> None:
    use(pseudo)
    titles = [*CONTENT, *(each.aim.title.strip() for each in charts.CHARTS["everything"].aims)]
    for name, chart in charts.CHARTS.items():
        assert untranslated(charts_problems_words.summary(chart), titles) == [], name
        assert OPEN in charts_problems_words.alt_text(chart)
    for name, chart in progress.CHARTS.items():
        assert untranslated(charts_words.summary(chart)) == [], name
        assert charts_words.alt_text(chart).startswith(OPEN)
