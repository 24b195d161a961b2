"""Prompts for one member: for the week or a wish, none twice by accident, re-rolls in the open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.errors import NotEnrolled, QuotaReached, TaskGone
from bot.domain.leetcode import Submission
from bot.domain.problem_errors import AllSolved, NoProblemFits, NothingSolvedYet, UnknownProblemList
from bot.domain.problem_needs import Wish
from bot.domain.problem_prompt_errors import (
    AlreadyInLog,
    NotedAsSolved,
    NothingElseFits,
    PromptGone,
    UnknownTopic,
)
from bot.domain.problems import ProblemKind
from bot.services.problem_log import as_solve
from bot.store import checkins, members, problem_links, problem_prompts, problem_solves
from bot.store.problem_prompts import StoredPrompt
from bot.store.transaction import Store
from bot.ui.problem_reason_words import why_text
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
    assert why_text(shown.reasons).startswith("This week's plan has trees; 5 more Easy to your target")
    assert shown.topics == "Trees · trees" or shown.topics.startswith("Trees · trees, ")
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
    assert why_text(shown.reasons).startswith("You have seen the rest of what fits")


async def test_a_reroll_keeps_the_wish(home: PromptHouse) -> None:
    shown = await home.prompts.prompt(GUILD, ADA, Wish(MEDIUM))
    other = await home.prompts.another(GUILD, ADA, shown.id)

    assert {shown.problem.key, other.problem.key} == {THREE_SUM.key, KTH.key}
    assert "you asked for Medium" in why_text(other.reasons).replace("You", "you")


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
    assert (other.id == first.id, other.rerolled) == (False, 1)


async def test_turning_between_wishes_is_told_as_the_rerolls_it_is(home: PromptHouse) -> None:
    for times, level in enumerate((EASY, MEDIUM, EASY, MEDIUM)):
        shown = await home.prompts.prompt(GUILD, ADA, Wish(level))
        same = await home.prompts.prompt(GUILD, ADA, Wish(level))
        assert (same.id, same.rerolled) == (shown.id, times)


async def test_a_redo_and_a_task_keep_their_own_problem_beside_the_open_one(home: PromptHouse) -> None:
    (task, *_) = (await home.tasks.today(GUILD, ADA)).tasks
    await home.solve(TWO_SUM)
    first = await home.prompts.prompt(GUILD, ADA, Wish(MEDIUM))
    for_task = [await home.prompts.prompt(GUILD, ADA, task_id=task.id)]
    again = await home.prompts.prompt(GUILD, ADA, Wish(again=True))
    for_task.append(await home.prompts.prompt(GUILD, ADA, task_id=task.id))
    back = await home.prompts.prompt(GUILD, ADA, Wish(MEDIUM))

    assert again.problem == TWO_SUM
    assert for_task[0].id == for_task[1].id
    assert (back.id, back.rerolled) == (first.id, 0)


async def test_a_redo_that_was_asked_for_is_not_shown_to_who_asks_for_a_problem(home: PromptHouse) -> None:
    await home.solve(TWO_SUM)
    again = await home.prompts.prompt(GUILD, ADA, Wish(again=True))

    shown = await home.prompt()

    assert again.problem == TWO_SUM
    assert shown.problem.key in EASY_TREES


async def test_another_redo_takes_turns_and_never_is_the_same(home: PromptHouse) -> None:
    for problem in TREES:
        await home.solve(problem)
    home.clock.pass_time(timedelta(hours=1))
    shown = await home.prompts.prompt(GUILD, ADA, Wish(again=True))
    keys = [shown.problem.key]
    for _ in range(5):
        shown = await home.prompts.another(GUILD, ADA, shown.id)
        keys.append(shown.problem.key)

    assert set(keys[:3]) == EASY_TREES
    assert keys[:3] == keys[3:]


async def test_the_only_one_that_fits_stays_and_counts_no_reroll(home: PromptHouse) -> None:
    only = await home.prompts.prompt(GUILD, ADA, Wish(topic="hash-table"))

    for _ in range(2):
        with pytest.raises(NothingElseFits):
            await home.prompts.another(GUILD, ADA, only.id)

    kept = await home.prompts.prompt(GUILD, ADA, Wish(topic="hash-table"))
    assert (kept.id, kept.rerolled) == (only.id, 0)


async def test_the_last_that_fits_is_noted_even_when_nothing_is_next(home: PromptHouse) -> None:
    only = await home.prompts.prompt(GUILD, ADA, Wish(topic="hash-table"))

    with pytest.raises(NotedAsSolved) as told:
        await home.prompts.had(GUILD, ADA, only.id)

    assert told.value.label == TWO_SUM.label
    assert isinstance(told.value.reason, AllSolved)
    assert (await home.due.page(GUILD, ADA)).resting == 1
    with pytest.raises(AllSolved):
        await home.prompts.had(GUILD, ADA, only.id)


async def test_what_is_in_the_log_is_not_noted_again_and_that_is_told(home: PromptHouse) -> None:
    await home.solve(TWO_SUM)
    await home.prompts.prompt(GUILD, ADA, Wish(again=True))

    with pytest.raises(AlreadyInLog):
        await home.prompts.instead(GUILD, ADA, None, had=True)


async def test_what_was_solved_before_needs_room_in_the_log(
    home: PromptHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.problem_solves.MAX_SOLVES", 0)
    shown = await home.prompt()

    with pytest.raises(QuotaReached):
        await home.prompts.had(GUILD, ADA, shown.id)


async def test_a_problem_that_left_the_catalogue_gives_way(home: PromptHouse) -> None:
    async with home.store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        gone = StoredPrompt(ProblemKind.LEETCODE, "gone-since", "", NOW.date(), NOW)
        await problem_prompts.add(tx, member.key, gone)

    assert (await home.prompt()).problem.key in EASY_TREES


async def test_what_was_logged_since_is_offered_no_more(home: PromptHouse) -> None:
    async with home.store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        await problem_links.ask(tx, GUILD, member.key, "ada", "code", NOW)
        seen = [Submission(each.slug, each.title, NOW) for each in (TWO_SUM, KTH)]
        await problem_links.keep_unlogged(tx, member.key, seen)
    assert (await home.prompt()).unlogged == 2

    await home.solve(TWO_SUM)

    assert (await home.prompt()).unlogged == 1


async def test_prompts_too_old_to_be_read_are_forgotten(
    home: PromptHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(problem_prompts, "MOST_READ", 3)
    async with home.store.write() as tx:
        member = (await members.enrolled(tx, GUILD, ADA)).member
        for number in range(6):
            new = StoredPrompt(ProblemKind.LEETCODE, f"p-{number}", "", NOW.date(), NOW)
            await problem_prompts.add(tx, member.key, new)
        monkeypatch.setattr(problem_prompts, "MOST_READ", 100)
        kept = await problem_prompts.of(tx, member.key, ProblemKind.LEETCODE)

    assert [each.key for each in kept] == ["p-3", "p-4", "p-5"]


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
    assert "due again" in why_text(due.reasons)


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
        assert (solve.key, solve.day) == (first.problem.key, date(2025, 12, 1))
        assert await checkins.of_day(tx, member.key, date(2026, 6, 1)) == ()
        assert as_solve(await home.problems.catalogue(), solve).before
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
