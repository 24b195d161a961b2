"""Tasks of machine learning from scratch: at the member's level, another one, and until all are solved."""

import pytest

from bot.domain.problem_prompt_errors import AllTasksSolved, NothingElseFits, PromptGone, UnknownTopic
from bot.domain.problems import ProblemKind
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.services.prompt_house import NOW, ON_TREES, TASKS, PromptHouse, roadmap


@pytest.fixture
async def home(store: Store) -> PromptHouse:
    """Ada begins."""
    await enrol(store, HandClock(NOW))
    return PromptHouse(store, HandClock(NOW), roadmap(ON_TREES))


async def solve(home: PromptHouse, key: str) -> None:
    """Ada solves a task."""
    await home.solves.solve(GUILD, ADA, key, kind=ProblemKind.ML_CODING)


async def test_a_beginner_gets_a_first_task_and_the_same_until_tomorrow(home: PromptHouse) -> None:
    shown = await home.ml.prompt(GUILD, ADA)
    again = await home.ml.prompt(GUILD, ADA)

    assert (shown.level, str(shown.task.levels)) == (1, "1")
    assert (again.id, again.solved, again.total) == (shown.id, 0, 5)


async def test_three_solved_tasks_open_the_next_level(home: PromptHouse) -> None:
    for key in ("means", "lines", "votes"):
        await solve(home, key)

    shown = await home.ml.prompt(GUILD, ADA)

    assert (shown.level, shown.task.key, shown.solved) == (2, "forests", 3)


async def test_another_one_is_counted_and_pressed_twice_counts_once(home: PromptHouse) -> None:
    first = await home.ml.prompt(GUILD, ADA)
    second = await home.ml.another(GUILD, ADA, first.id)
    late = await home.ml.another(GUILD, ADA, first.id)

    assert second.task != first.task
    assert (late.id, late.rerolled) == (second.id, 1)


async def test_wishing_for_another_topic_is_told_as_the_reroll_it_is(home: PromptHouse) -> None:
    for times, topic in enumerate(("clustering", "regression", "clustering")):
        shown = await home.ml.prompt(GUILD, ADA, topic)
        again = await home.ml.prompt(GUILD, ADA, topic)
        assert (again.id, again.rerolled) == (shown.id, times)


async def test_the_only_task_on_a_topic_stays_and_counts_no_reroll(home: PromptHouse) -> None:
    only = await home.ml.prompt(GUILD, ADA, "clustering")

    with pytest.raises(NothingElseFits):
        await home.ml.another(GUILD, ADA, only.id)
    with pytest.raises(NothingElseFits):
        await home.ml.prompt(GUILD, ADA, "clustering", another=True)
    assert (await home.ml.prompt(GUILD, ADA)).rerolled == 0


async def test_a_word_that_tasks_are_called_by_is_a_topic_too(home: PromptHouse) -> None:
    assert (await home.ml.prompt(GUILD, ADA, "Attention")).task.key == "attention"


async def test_a_topic_is_kept_to_and_unknown_ones_are_refused(home: PromptHouse) -> None:
    shown = await home.ml.prompt(GUILD, ADA, "Transformers")

    assert shown.task.key == "attention"
    assert ("clustering", "Clustering") in await home.ml.suggest_topics("clus")
    with pytest.raises(UnknownTopic):
        await home.ml.prompt(GUILD, ADA, "knitting")


async def test_when_all_are_solved_it_says_so(home: PromptHouse) -> None:
    for task in TASKS.all:
        await solve(home, task.key)

    with pytest.raises(AllTasksSolved) as refused:
        await home.ml.prompt(GUILD, ADA)
    assert refused.value.count == 5
    with pytest.raises(AllTasksSolved):
        await home.ml.prompt(GUILD, ADA, "trees")


async def test_an_earlier_task_can_be_looked_at_again_by_its_member_alone(home: PromptHouse) -> None:
    shown = await home.ml.prompt(GUILD, ADA)
    await solve(home, shown.task.key)
    await enrol(home.store, home.clock, user_id=2)

    assert (await home.ml.find(GUILD, ADA, shown.id)).times == 1
    with pytest.raises(PromptGone):
        await home.ml.find(GUILD, 2, shown.id)
