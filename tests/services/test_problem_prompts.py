"""Prompts for one member: for the week or a wish, none twice by accident, re-rolls in the open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.errors import NotEnrolled, TaskGone
from bot.domain.problem_errors import AllSolved, NoProblemFits, NothingSolvedYet, UnknownProblemList
from bot.domain.problem_needs import Wish
from bot.domain.problem_prompt_errors import PromptGone, UnknownTopic
from bot.domain.problems import ProblemKind
from bot.store import checkins, members, problem_prompts, problem_solves
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.domain.problem_samples import EASY, INVERT, KTH, MEDIUM, THREE_SUM, TWO_SUM
from tests.services.prompt_house import ARRAYS, DAILY, NOW, ON_TREES, TREES, PromptHouse, roadmap

BEN = 2
EASY_TREES = {problem.key for problem in TREES}


@pytest.fixture
async def home(store: Store) -> PromptHouse:
    """Ada's week is about trees."""
    await enrol(store, HandClock(NOW))
    return PromptHouse(store, HandClock(NOW), roadmap(ON_TREES))


async def test_a_prompt_is_of_the_week_and_says_why(home: PromptHouse) -> None:
    shown = await home.prompt()

    assert shown.problem.key in EASY_TREES
    assert shown.why.startswith("This week's plan has trees; 5 more Easy to your target")
    assert (shown.rerolled, shown.solved, shown.last) == (0, 0, None)


async def test_asking_again_shows_what_is_still_open(home: PromptHouse) -> None:
    first = await home.prompt()
    again = [await home.prompt() for _ in range(5)]

    assert {shown.id for shown in again} == {first.id}


async def test_tomorrow_it_is_another_one(home: PromptHouse) -> None:
    first = await home.prompt()
    home.clock.pass_time(timedelta(days=1))

    assert (await home.prompt()).problem != first.problem


async def test_a_reroll_shows_something_else_and_is_counted(home: PromptHouse) -> None:
    shown = await home.prompt()
    keys = [shown.problem.key]
    for times in (1, 2):
        shown = await home.prompts.another(GUILD, ADA, shown.id)
        keys.append(shown.problem.key)
        assert shown.rerolled == times

    assert set(keys) == EASY_TREES


async def test_a_button_pressed_twice_rerolls_once(home: PromptHouse) -> None:
    first = await home.prompt()
    second = await home.prompts.another(GUILD, ADA, first.id)
    late = await home.prompts.another(GUILD, ADA, first.id)

    assert (late.id, late.rerolled) == (second.id, 1)


async def test_the_next_one_after_a_solve_is_no_reroll(home: PromptHouse) -> None:
    first = await home.prompt()
    await home.solve(first.problem)

    following = await home.prompts.another(GUILD, ADA, first.id)

    assert following.problem != first.problem
    assert (following.rerolled, following.solved) == (0, 1)


async def test_when_all_was_shown_the_longest_ago_comes_again_and_is_told_so(home: PromptHouse) -> None:
    wish = Wish(EASY, "tree")
    first = await home.prompts.prompt(GUILD, ADA, wish)
    shown = first
    for _ in TREES:
        shown = await home.prompts.another(GUILD, ADA, shown.id)

    assert shown.problem == first.problem
    assert shown.why.startswith("You have seen the rest of what fits")


async def test_a_reroll_keeps_the_wish(home: PromptHouse) -> None:
    shown = await home.prompts.prompt(GUILD, ADA, Wish(MEDIUM))
    other = await home.prompts.another(GUILD, ADA, shown.id)

    assert {shown.problem.key, other.problem.key} == {THREE_SUM.key, KTH.key}
    assert "you asked for Medium" in other.why.replace("You", "you")


@pytest.mark.parametrize(
    ("wish", "fitting"),
    [
        (Wish(topic="Trees", difficulty=MEDIUM), {KTH.key}),
        (Wish(topic="two pointers"), {THREE_SUM.key}),
        (Wish(topic="hash-table"), {TWO_SUM.key}),
        (Wish(problem_list="the four", difficulty=EASY), {TWO_SUM.key, INVERT.key}),
    ],
)
async def test_wishes_are_understood_by_key_and_by_title(
    home: PromptHouse, wish: Wish, fitting: set[str]
) -> None:
    assert (await home.prompts.prompt(GUILD, ADA, wish)).problem.key in fitting


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (Wish(topic="knitting"), UnknownTopic),
        (Wish(problem_list="blind 7500"), UnknownProblemList),
        (Wish(MEDIUM, "hash-table"), NoProblemFits),
        (Wish(again=True), NothingSolvedYet),
    ],
)
async def test_a_wish_that_cannot_be_met_is_refused(
    home: PromptHouse, wish: Wish, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await home.prompts.prompt(GUILD, ADA, wish)


async def test_a_wish_replaces_what_is_open_unless_that_fits_it(home: PromptHouse) -> None:
    first = await home.prompt()
    fitting = await home.prompts.prompt(GUILD, ADA, Wish(EASY))
    other = await home.prompts.prompt(GUILD, ADA, Wish(MEDIUM))

    assert fitting.id == first.id
    assert (other.id == first.id, other.rerolled) == (False, 0)


async def test_a_solved_problem_comes_back_only_when_asked_or_due(home: PromptHouse) -> None:
    for problem in TREES:
        await home.solve(problem)
    with pytest.raises(AllSolved):
        await home.prompts.prompt(GUILD, ADA, Wish(EASY, "tree"))

    again = await home.prompts.prompt(GUILD, ADA, Wish(EASY, "tree", again=True))
    assert again.problem.key in EASY_TREES
    assert again.last is not None
    home.clock.pass_time(timedelta(days=30))
    due = await home.prompts.prompt(GUILD, ADA, Wish(EASY, "tree"))
    assert "due again" in due.why


async def test_paid_problems_are_never_shown(home: PromptHouse) -> None:
    shown = await home.prompts.prompt(GUILD, ADA, Wish(problem_list="four"))
    seen = {shown.problem.key}
    for _ in range(6):
        shown = await home.prompts.another(GUILD, ADA, shown.id)
        seen.add(shown.problem.key)

    assert seen == {TWO_SUM.key, THREE_SUM.key, INVERT.key}


async def test_what_was_solved_before_cohort_rests_counts_and_makes_no_day(home: PromptHouse) -> None:
    first = await home.prompt()
    following = await home.prompts.had(GUILD, ADA, first.id)
    late = await home.prompts.had(GUILD, ADA, first.id)

    assert following.noted == first.problem.label
    assert (following.problem == first.problem, following.rerolled, following.solved) == (False, 0, 0)
    assert (late.id, late.noted) == (following.id, "")
    async with home.store.read() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        (solve,) = await problem_solves.of(tx, member.key)
        assert (solve.key, solve.day) == (first.problem.key, date(2025, 12, 31))
        assert await checkins.of_day(tx, member.key, date(2026, 6, 1)) == ()
    page = await home.due.page(GUILD, ADA)
    assert page.resting == 1


async def test_a_task_asks_for_its_own_problems(store: Store) -> None:
    await enrol(store, HandClock(NOW))
    home = PromptHouse(store, HandClock(NOW), roadmap(ARRAYS))
    (task, *_) = (await home.tasks.today(GUILD, ADA)).tasks

    shown = await home.prompts.prompt(GUILD, ADA, task_id=task.id)

    assert shown.problem.key in {TWO_SUM.key, THREE_SUM.key}
    assert shown.sittings == ()
    with pytest.raises(TaskGone):
        await home.prompts.prompt(GUILD, ADA, task_id=task.id + 1_000)


@pytest.mark.parametrize(("daily", "asked"), [(False, 2), (True, 1)])
async def test_a_sitting_tells_its_share_and_what_is_solved_of_it(
    store: Store, *, daily: bool, asked: int
) -> None:
    """Five problems in three sittings; a number for a day limits it."""
    await enrol(store, HandClock(NOW))
    goal = replace(DAILY.goal, upper=None) if daily else DAILY.goal
    home = PromptHouse(store, HandClock(NOW), roadmap(ON_TREES, targets=(replace(DAILY, goal=goal),)))
    await home.tasks.today(GUILD, ADA)

    (before,) = await home.prompts.sittings(GUILD, ADA)
    await home.solve(TWO_SUM)
    await home.solve(TREES[0])
    await home.solve(TREES[0])
    (after,) = await home.prompts.sittings(GUILD, ADA)

    assert (before.asked, before.solved, before.enough) == (asked, 0, False)
    assert (after.solved, after.enough) == (1, daily)


async def test_a_prompt_of_somebody_else_cannot_be_used(home: PromptHouse) -> None:
    shown = await home.prompt()
    await enrol(home.store, home.clock, user_id=BEN)

    for use_case in (home.prompts.another, home.prompts.had, home.prompts.key_of):
        with pytest.raises(PromptGone):
            await use_case(GUILD, BEN, shown.id)
    with pytest.raises(NotEnrolled):
        await home.prompts.prompt(GUILD, 99)


async def test_every_prompt_is_kept_with_what_became_of_it(home: PromptHouse) -> None:
    first = await home.prompt()
    second = await home.prompts.another(GUILD, ADA, first.id)
    await home.solve(second.problem)

    async with home.store.read() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        kept = await problem_prompts.of(tx, member.key, ProblemKind.LEETCODE)
    assert [(each.key, each.state.value) for each in kept] == [
        (first.problem.key, "rerolled"),
        (second.problem.key, "solved"),
    ]


async def test_topics_are_suggested_by_what_is_typed(home: PromptHouse) -> None:
    assert ("two-pointers", "Two pointers") in await home.prompts.suggest_topics("two")
    assert await home.prompts.suggest_topics("knit") == ()
