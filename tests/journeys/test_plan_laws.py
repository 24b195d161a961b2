"""A plan through any sequence of what members do: nothing is lost, doubled, or put on the past."""

import random
from collections import Counter
from datetime import date

import pytest

from bot.app import ROADMAPS
from bot.catalog import Catalog
from bot.domain.errors import CohortError
from bot.domain.planning import work_of
from bot.domain.replans import ReplanKind, Wish
from bot.domain.roadmap import Roadmap
from tests.journeys.world import ROADMAP, World
from tests.rarely import mostly_in_soak
from tests.simtools import press, text

STEPS = 40
WAYS = [kind for kind in ReplanKind if kind is not ReplanKind.PACE]


async def act(world: World, rng: random.Random) -> None:
    """One thing a member may do, chosen at random; refusals are part of life."""
    services = world.app.services
    tasks, enrolments, replans = services.tasks, services.enrolments, services.replans
    whose = (world.guild.id, world.ben.id)
    today = await tasks.today(*whose)
    some = rng.choice(today.tasks).id if today.tasks else 0
    match rng.randrange(14):
        case 0 | 1:
            await tasks.done(*whose, some)
        case 2:
            await tasks.undo(*whose, some)
        case 3:
            await tasks.skip(*whose, some)
        case 4:
            await tasks.move(*whose, some, rng.choice(("next", "+1", "+3", "today")))
        case 5:
            await tasks.pull(*whose)
        case 6:
            await tasks.add(*whose, "Something else", rng.randrange(10, 90))
        case 7:
            days = frozenset(rng.sample(range(7), rng.randrange(1, 8)))
            await replans.change_pace(*whose, Wish(rng.randrange(60, 2400), days))
        case 8:
            await replans.apply(*whose, rng.choice(WAYS))
        case 9:
            await replans.undo(*whose)
        case 10:
            await (enrolments.pause(*whose) if rng.random() < 0.5 else enrolments.resume(*whose))
        case _:
            await world.sleep_until(rng.randrange(6, 23), days=rng.randrange(1, 4))


async def check(world: World, roadmap: Roadmap) -> None:
    """The laws."""
    today = await world.today(world.ben)
    async with world.store() as tx:
        rows = (await tx.exec_driver_sql("SELECT * FROM task WHERE item_key NOT LIKE 'own:%'")).all()
        optional = (await tx.exec_driver_sql("SELECT optional FROM enrolment")).scalar_one()
    work = work_of(roadmap, optional=bool(optional))
    minutes = Counter[str]()
    numbers: dict[str, list[int]] = {}
    for row in rows:
        minutes[row.item_key] += row.minutes
        numbers.setdefault(row.item_key, []).append(row.sitting)
    weekly = {thread.key for thread in work.threads}

    wanted = {item.key: item.minutes for item in work.items}
    assert {key: total for key, total in minutes.items() if key in wanted} == wanted
    left_out = minutes.keys() - wanted.keys() - weekly
    assert not [row for row in rows if row.item_key in left_out and row.state == "open"]
    assert not left_out or not optional
    for key, used in numbers.items():
        assert len(used) == len(set(used)), key
        if key not in weekly:
            assert sorted(used) == list(range(1, len(used) + 1)), key
    late = [row for row in rows if row.state == "open" and date.fromisoformat(row.day) < today.day]
    assert today.state.value == "paused" or not late


FOLLOWED = (ROADMAP, "production-intensive", "category-b", "ml-career", "junior-to-job-ready", ROADMAP)


@pytest.mark.parametrize(("seed", "followed"), mostly_in_soak(enumerate(FOLLOWED), 2))
async def test_any_walk_through_a_plan_keeps_its_laws(world: World, seed: int, followed: str) -> None:
    rng = random.Random(seed)
    await world.sleep_until(12, days=4)
    await world.join(world.ben, roadmap=followed)
    roadmap = Catalog.built_in(world.settings.data_dir / ROADMAPS).get(followed)

    for _ in range(STEPS):
        try:
            await act(world, rng)
        except CohortError:
            continue
        await check(world, roadmap)


async def test_what_was_missed_is_not_passed_over_by_an_old_button(world: World) -> None:
    await world.travel_to("2026-01-05 10:00")
    await world.join(world.ben)
    monday = await world.today(world.ben)
    await world.travel_to("2026-01-06 10:00")

    await world.app.services.tasks.skip(world.guild.id, world.ben.id, monday.tasks[0].id)

    tuesday = await world.today(world.ben)
    assert [task.id for task in tuesday.tasks[:3]] == [task.id for task in monday.tasks]


async def test_settling_the_second_part_first_keeps_the_first_parts_button(world: World) -> None:
    await world.join(world.ben)
    async with world.store() as tx:
        split = "SELECT item_key FROM task WHERE sitting = 2 AND sittings = 2 ORDER BY day LIMIT 1"
        key = (await tx.exec_driver_sql(split)).scalar_one()
        parts = f"SELECT id FROM task WHERE item_key = '{key}' ORDER BY sitting"  # noqa: S608 - our own key
        first, second = (await tx.exec_driver_sql(parts)).scalars().all()
    tasks = world.app.services.tasks

    await tasks.done(world.guild.id, world.ben.id, second)
    await world.sleep_until(12, days=5)
    await tasks.today(world.guild.id, world.ben.id)

    assert (await tasks.find(world.guild.id, world.ben.id, first)).sitting == 1


async def test_leaving_in_a_pause_does_not_protect_the_next_enrolment(world: World) -> None:
    await world.travel_to("2026-01-05 10:00")
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    await press(world.ben, panel, label="Done", nth=0)
    await world.ben.slash(world.channel, "pause", until="+30")
    await world.ben.slash(world.channel, "leave", confirm=True)
    await world.join(world.ben)

    await world.travel_to("2026-01-08 10:00")

    today = await world.today(world.ben)
    assert today.streak.current == 0
    assert today.planned


async def test_a_pause_that_ended_by_itself_is_not_stretched_by_resuming_late(world: World) -> None:
    await world.travel_to("2026-01-05 10:00")
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    await press(world.ben, panel, label="Done", nth=0)
    await world.ben.slash(world.channel, "pause", until="+2")
    await world.travel_to("2026-01-12 10:00")

    await world.ben.slash(world.channel, "resume")

    assert (await world.today(world.ben)).streak.current == 0


async def test_a_finished_roadmap_cannot_be_paused_and_stays_finished(world: World) -> None:
    await world.join(world.ben)
    async with world.store() as tx:
        await tx.exec_driver_sql("DELETE FROM task WHERE id NOT IN (SELECT min(id) FROM task)")
    panel = await world.ben.slash(world.channel, "today")
    await press(world.ben, panel, label="Done")

    refused = await world.ben.slash(world.channel, "pause")

    assert "You have finished" in text(refused)
    assert (await world.today(world.ben)).state.value == "finished"
