"""Prompts, tasks and links as messages: Discord takes whatever the catalogue and the log hold."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from discord import ui

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.leetcode import Submission
from bot.domain.leetcode_links import Proof
from bot.domain.ml_problems import MlProblem
from bot.domain.problem_errors import AllSolved
from bot.domain.problem_link_errors import LinkingOff, NameLinked, NotLinked, OtherNameLinked
from bot.domain.problem_log import Solve
from bot.domain.problem_prompt_errors import (
    AllTasksSolved,
    AlreadyInLog,
    NotedAsSolved,
    NothingElseFits,
    PromptGone,
    UnknownTopic,
)
from bot.domain.problem_prompts import ProblemSitting
from bot.domain.problem_reasons import Reason, Why
from bot.domain.reviews import Grade
from bot.domain.roadmap import Item, ItemKind
from bot.domain.roadmap_claims import Difficulty, Problems
from bot.domain.roadmap_terms import Counted, Period
from bot.domain.roadmap_time import Habit
from bot.domain.slips import Slip
from bot.domain.tasks import HabitToday
from bot.services.ml_prompts import MlPromptShown
from bot.services.problem_link_results import LinkShown, LinkState, Unlogged
from bot.services.problem_prompts import PromptShown
from bot.ui.ml_prompts import boxes_layout, ml_layout
from bot.ui.problem_links import link_layout
from bot.ui.problem_prompt_sentences import about_links, about_prompts
from bot.ui.problem_prompts import prompt_layout
from bot.ui.problem_sightings import seen_layout
from bot.ui.sentences import sentence
from bot.ui.task_card import card_layout
from bot.ui.today import today_layout
from tests.catalog.built_in_problems import PROBLEMS, TASKS
from tests.discord_api.checker import check
from tests.ui.test_today import COMPONENTS_V2, TASK, TODAY

GUILD, USER = 10**18, 2 * 10**18
NOW = datetime(2026, 11, 21, 18, tzinfo=UTC)
SITTINGS = tuple(ProblemSitting(number, "Solve *10* Easy", 3, number) for number in range(2, 9))


def faults(view: ui.LayoutView) -> list[object]:
    """What Discord would say."""
    body = {"flags": COMPONENTS_V2, "components": view.to_components()}
    return list(check("POST", "/channels/1/messages", body))


def prompt(problem_key: str = "two-sum") -> PromptShown:
    """A prompt with everything there is to say."""
    problem = PROBLEMS.get(problem_key)
    assert problem is not None
    last = Solve(problem_key, date(2026, 11, 3), grade=Grade.AGAIN)
    return PromptShown(
        GUILD,
        USER,
        10**17,
        problem,
        "arrays",
        tuple(Reason(why, "x" * 90, 99, 99, Difficulty.MEDIUM) for why in Why),
        7,
        3,
        last,
        SITTINGS,
        20,
        NOW.date(),
        noted="1. Two Sum",
    )


def test_the_fullest_prompt_fits_a_message() -> None:
    assert faults(prompt_layout(prompt())) == []
    assert faults(prompt_layout(replace(prompt(), last=None))) == []


@pytest.mark.parametrize(
    ("day", "before", "words"),
    [
        (date(2026, 11, 21), False, "Last time: today, needed the solution."),
        (date(2026, 11, 3), False, "Last time: Tue 3 Nov, needed the solution."),
        (date(2026, 11, 3), True, "Last time: before your plan began, needed the solution."),
    ],
)
def test_when_it_was_solved_last_is_told_as_far_as_it_is_known(day: date, before: bool, words: str) -> None:
    shown = replace(prompt(), last=Solve("two-sum", day, grade=Grade.AGAIN, before=before))

    assert words in str(prompt_layout(shown).to_components())


def test_only_complete_sittings_can_be_ticked() -> None:
    shown = replace(prompt(), sittings=SITTINGS[:2])
    drawn = str(prompt_layout(shown).to_components())

    assert drawn.count("c:lcsit:") == 1
    assert "2 of 3 problems today" in drawn
    assert "3 of 3 problems today" in drawn


@pytest.mark.parametrize("task", TASKS.all, ids=lambda task: task.key)
def test_every_task_of_machine_learning_fits_with_its_checks(task: MlProblem) -> None:
    shown = MlPromptShown(GUILD, USER, 10**17, task, 3, 2, 71, 72, 9)

    assert faults(ml_layout(shown)) == []
    assert faults(ml_layout(shown, checks=True)) == []
    assert faults(boxes_layout(shown)) == []
    assert faults(boxes_layout(shown, set(range(1, len(task.checks) + 1)))) == []


@pytest.mark.parametrize("state", list(LinkState))
def test_every_state_of_a_link_fits_a_message(state: LinkState) -> None:
    proof = None if state in {LinkState.PROVED, LinkState.GONE} else Proof("cohort-ABCD2345", NOW)

    assert faults(link_layout(LinkShown(GUILD, USER, "a" * 40, state, proof, NOW))) == []


def test_offers_fit_a_message_and_titles_from_elsewhere_stay_plain() -> None:
    solves = tuple(Submission(f"{'a-' * 40}{n}", "**[x](y)** @everyone " * 9, NOW) for n in range(20))
    view = seen_layout(Unlogged(GUILD, USER, solves))

    assert faults(view) == []
    assert "@everyone" not in str(view.to_components())
    assert "… and 10 more" in str(view.to_components())
    assert faults(seen_layout(Unlogged(GUILD, USER, ()))) == []


def test_the_fullest_day_with_problems_fits_a_message() -> None:
    item = Item("w1.a", ItemKind.TASK, "Arrays", 60, problems=Problems(easy=3, tags=("array",)))
    tasks = tuple(replace(TASK, id=number, item=item) for number in range(1, 12))
    habits = tuple(
        HabitToday(Habit(f"h{number}", "Practice", Period.DAY, counts=Counted.PROBLEMS), kept=False)
        for number in range(6)
    )
    slip = Slip(900, 5, date(2026, 4, 1), date(2026, 4, 20))
    full = replace(TODAY, tasks=tasks, habits=habits, slip=slip, newer_version=True)

    assert faults(today_layout(full)) == []
    assert "c:lcpick:" in str(today_layout(full).to_components())
    assert faults(card_layout(GUILD, USER, tasks[0])) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            NotedAsSolved("1. Two Sum", AllSolved(1)),
            r"Noted as solved before: **1\. Two Sum**. You have solved",
        ),
        (NothingElseFits("933. Recent *Calls*"), "is the only one that fits, so it stays"),
        (AlreadyInLog("1. Two Sum"), "`/leetcode solved` writes down that you solved it again"),
        (
            UnknownTopic("*x*", ("Trees", "Graphs")),
            r"no topic **\*x\***. Did you mean **Trees** or **Graphs**?",
        ),
        (UnknownTopic("zzz"), "I know no topic **zzz**. Choose a suggestion."),
        (PromptGone(), "`/leetcode prompt` picks another one."),
        (AllTasksSolved(72), "You have solved all 72 tasks. Redo one: `/leetcode due`"),
        (AllTasksSolved(3, "trees"), "all 3 tasks about trees. Ask for another topic."),
        (LinkingOff(), "whoever hosts it can switch it on. Nothing is missing"),
        (NameLinked("ada_99"), r"Somebody else here has proved that **ada\_99** is theirs"),
        (OtherNameLinked("ada"), "`/leetcode unlink` gives that up"),
        (NotLinked(), "`/leetcode link` with your name begins."),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in sentence(error)


def test_other_errors_are_not_their_business() -> None:
    assert about_prompts(NoLongerAvailable()) is None
    assert about_links(NoLongerAvailable()) is None


@pytest.mark.parametrize(
    ("counts", "kept", "button"),
    [
        (Counted.PROBLEMS, False, "c:lcpick:"),
        (Counted.ML_PROBLEMS, False, "c:lcmlpick:"),
        (Counted.ML_PROBLEMS, True, ""),
        (None, False, ""),
    ],
)
def test_a_habit_that_counts_problems_leads_to_one(
    counts: Counted | None, button: str, *, kept: bool
) -> None:
    habit = HabitToday(Habit("h", "Practice", Period.DAY, counts=counts), kept=kept)
    drawn = str(today_layout(replace(TODAY, habits=(habit,))).to_components())

    assert [found for found in ("c:lcpick:", "c:lcmlpick:") if found in drawn] == [button][: bool(button)]
