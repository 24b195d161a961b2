"""Where a member is on the roadmap: what is ahead, left out or skipped, and that all dates agree."""

import pytest

from bot.domain.claim_errors import AmbiguousClaim, PartWithoutBoxes
from bot.domain.milestones import MilestoneState
from bot.services.claims import Milestones
from bot.ui import theme
from tests.journeys.world import World
from tests.simtools import text

CAREER, JUNIOR, INTENSIVE, CATEGORY_B = (
    "ml-career",
    "junior-to-job-ready",
    "production-intensive",
    "category-b",
)
EVERY = pytest.mark.parametrize("roadmap", ["deep-dive-16w", CAREER, JUNIOR, INTENSIVE, CATEGORY_B])


async def where(world: World) -> str:
    """What Ben sees."""
    return text(await world.ben.slash(world.channel, "roadmap where"))


async def stones(world: World) -> Milestones:
    """Ben's milestones, as the use case knows them."""
    return await world.app.services.claims.milestones(world.guild.id, world.ben.id)


async def ticked(world: World) -> int:
    """How many boxes are ticked in the database."""
    async with world.store() as tx:
        return int((await tx.exec_driver_sql("SELECT count(*) FROM claim")).scalar_one())


@EVERY
async def test_the_finish_is_the_same_as_that_of_the_day(world: World, roadmap: str) -> None:
    await world.join(world.ben, roadmap=roadmap)
    reading = await world.app.services.readings.where(world.guild.id, world.ben.id)
    today = await world.today(world.ben)

    assert reading.plan is not None
    assert reading.plan.finish == today.standing.finish


async def test_no_milestone_is_due_after_the_plan_and_those_of_another_path_have_no_day(world: World) -> None:
    await world.join(world.ben, roadmap=CAREER)
    before = await stones(world)
    await world.app.services.branches.decide(world.guild.id, world.ben.id, "path", "engineer")

    after = await stones(world)
    finish = (await world.today(world.ben)).standing.finish

    assert all(each.due for each in before.all)
    assert {each.milestone.key for each in after.all if each.due is None} == {
        "plan-months-13-15",
        "plan-months-16-18",
    }
    assert finish is not None
    assert all(each.due <= finish for each in after.all if each.due)
    shown = text(await world.ben.slash(world.channel, "roadmap milestones"))
    assert "by month 13–15 · not in your plan" in shown
    assert "by month 16–18 · not in your plan" in shown


async def test_what_optional_items_alone_lead_to_has_no_day_without_them(world: World) -> None:
    await world.join(world.ben, roadmap=INTENSIVE)
    assert (await stones(world)).all[-1].due is not None

    await world.ben.slash(world.channel, "plan replan", how="drop optional", apply=True)

    assert [each.due is None for each in (await stones(world)).all] == [False, False, False, True]
    assert "▫️ Month 4–6 · Advanced topics and interviews · left out" in await where(world)


async def test_a_milestone_after_the_last_week_is_due_when_the_plan_ends(world: World) -> None:
    await world.join(world.ben, roadmap=JUNIOR)
    finish = (await world.today(world.ben)).standing.finish

    last = (await stones(world)).all[-1]

    assert last.due == finish
    assert last.state is MilestoneState.AHEAD


async def test_a_path_that_was_left_is_left_out_however_much_of_it_is_done(world: World) -> None:
    await world.join(world.ben, roadmap=CAREER)
    await world.app.services.branches.decide(world.guild.id, world.ben.id, "path", "beginner")
    for task in (await world.app.services.tasks.today(world.guild.id, world.ben.id)).open_tasks:
        await world.app.services.tasks.done(world.guild.id, world.ben.id, task.id)
    async with world.store() as tx:
        await tx.exec_driver_sql(
            "UPDATE task SET state = 'done', settled_day = day WHERE item_key LIKE 'beginner%' AND id < 20"
        )
    await world.app.services.branches.decide(world.guild.id, world.ben.id, "path", "engineer")

    shown = await where(world)
    overview = text(await world.ben.slash(world.channel, "roadmap show"))

    assert "▫️ Path 1 · From complete beginner to ML engineer · left out" in shown
    assert f"{theme.CHECK} **Path 1" not in overview


async def test_a_skipped_task_is_shown_as_skipped_where_it_stands(world: World) -> None:
    await world.join(world.ben)
    while not (reading := await world.app.services.readings.where(world.guild.id, world.ben.id)).skipped:
        task = (await world.today(world.ben)).open_tasks[0]
        await world.app.services.tasks.skip(world.guild.id, world.ben.id, task.id)
    place = reading.book.index.places[min(reading.skipped)]

    shown = text(await world.ben.slash(world.channel, "roadmap show", section=place.path[-1].label))

    assert f"{theme.SKIP} {place.item.title}" in shown
    assert theme.CHECK not in shown


@pytest.mark.parametrize(
    ("roadmap", "parts"),
    [(CATEGORY_B, ["Stage 2", "Stage 5", "Stage 9", "Ready"]), (INTENSIVE, ["Month 3", "Month 4–6"])],
)
async def test_where_names_every_part_that_is_ahead(world: World, roadmap: str, parts: list[str]) -> None:
    await world.join(world.ben, roadmap=roadmap)

    shown = await where(world)

    assert all(part in shown for part in parts)
    assert "more part" not in shown


async def test_boxes_of_a_later_part_are_not_said_to_be_here(world: World) -> None:
    await world.join(world.ben)

    shown = text(await world.ben.slash(world.channel, "roadmap checkpoints"))

    assert "next with boxes" in shown
    assert "you are here" not in shown


async def test_words_that_fit_several_boxes_tick_none_and_name_them(world: World) -> None:
    await world.join(world.ben, roadmap=INTENSIVE)

    with pytest.raises(AmbiguousClaim) as refused:
        await world.app.services.claims.checkpoints(world.guild.id, world.ben.id, box="API")

    assert any(name.startswith("Predictions come back from the API · ") for name in refused.value.names)
    assert len(set(refused.value.names)) == len(refused.value.names) > 1
    assert await ticked(world) == 0


@pytest.mark.parametrize(
    ("roadmap", "wanted", "part", "following"),
    [
        (JUNIOR, "week 1", "Week 1–2 · Deep learning fundamentals", "Digit recogniser"),
        ("deep-dive-16w", "Week 1", "Week 1 · Python, arrays and strings", "Week 4 · "),
    ],
)
async def test_a_part_without_boxes_names_the_next_one_that_has_some(
    world: World, roadmap: str, wanted: str, part: str, following: str
) -> None:
    await world.join(world.ben, roadmap=roadmap)

    with pytest.raises(PartWithoutBoxes) as refused:
        await world.app.services.claims.board(world.guild.id, world.ben.id, wanted)

    assert refused.value.part == part
    assert (refused.value.next_one or "").startswith(following)
