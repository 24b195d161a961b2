"""How much one member can have Cohort keep: the last one fits, the next is refused with a next step."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from bot.domain.errors import QuotaReached
from bot.domain.replans import ReplanKind
from bot.domain.timelogs import TimeKind
from bot.services.blocks import MAX_BLOCKS
from bot.services.enrolments import MAX_JOINED, MAX_PAUSES
from bot.services.plans import OWN
from bot.services.tasks import MAX_OWN_EVER, MAX_OWN_TASKS
from bot.services.timelogs import MAX_ENTRIES
from bot.store import blocks, enrolments, members, replans, tasks, timelogs
from bot.store.tasks import NewTask
from bot.store.transaction import Tx
from bot.ui.sentences import sentence
from tests.journeys.world import ROADMAP, World

STRANGER = 10**17
Fill = Callable[[World, Tx], Awaitable[None]]
Again = Callable[[World], Awaitable[object]]


async def keys(world: World, tx: Tx) -> tuple[int, int, date]:
    """Ben's member key, his enrolment and his day."""
    found = await members.enrolled(tx, world.guild.id, world.ben.id)
    return found.member.key, found.enrolment.id, found.member.day(world.now())


async def own_tasks(world: World, tx: Tx, count: int) -> None:
    _, enrolment_id, today = await keys(world, tx)
    new = [NewTask(f"{OWN}{n}", 1, 1, today, n, 30, title=f"Task {n}") for n in range(count)]
    await tasks.insert_many(tx, enrolment_id, new)


async def almost_blocks(world: World, tx: Tx) -> None:
    for n in range(MAX_BLOCKS - 1):
        await blocks.add(tx, world.guild.id, world.ben.id, STRANGER + n, world.now())


async def almost_tasks(world: World, tx: Tx) -> None:
    await own_tasks(world, tx, MAX_OWN_TASKS - 1)


async def almost_tasks_ever(world: World, tx: Tx) -> None:
    await own_tasks(world, tx, MAX_OWN_EVER - 1)
    await tx.exec_driver_sql(f"UPDATE task SET state = 'done' WHERE item_key LIKE '{OWN}%'")  # noqa: S608 - ours


async def almost_entries(world: World, tx: Tx) -> None:
    key, _, today = await keys(world, tx)
    for _ in range(MAX_ENTRIES - 1):
        await timelogs.add(tx, key, today, 1, "study", None, world.now())


async def almost_joined(world: World, tx: Tx) -> None:
    key, _, today = await keys(world, tx)
    await tx.exec_driver_sql("UPDATE enrolment SET state = 'left'")
    for _ in range(MAX_JOINED - 2):
        await enrolments.add(tx, key, ROADMAP, "v", today, world.now())
        await tx.exec_driver_sql("UPDATE enrolment SET state = 'left'")


async def almost_pauses(world: World, tx: Tx) -> None:
    _, enrolment_id, today = await keys(world, tx)
    for _ in range(MAX_PAUSES - 1):
        await enrolments.open_pause(tx, enrolment_id, today, today)


async def block(world: World) -> object:
    somebody = STRANGER * 2 + int(world.now().timestamp())
    return await world.app.services.blocks.block(world.guild.id, world.ben.id, somebody)


async def add_task(world: World) -> object:
    return await world.app.services.tasks.add(world.guild.id, world.ben.id, "One more")


async def log_time(world: World) -> object:
    return await world.app.services.timelogs.log(world.guild.id, world.ben.id, 1, next(iter(TimeKind)))


async def join(world: World) -> object:
    joined = await world.app.services.enrolments.join(world.guild.id, world.ben.id, ROADMAP)
    async with world.store() as tx:
        await tx.exec_driver_sql("UPDATE enrolment SET state = 'left'")
    return joined


async def pause(world: World) -> object:
    paused = await world.app.services.enrolments.pause(world.guild.id, world.ben.id)
    await world.app.services.enrolments.resume(world.guild.id, world.ben.id)
    return paused


@pytest.mark.parametrize(
    ("fill", "again"),
    [
        (almost_blocks, block),
        (almost_tasks, add_task),
        (almost_tasks_ever, add_task),
        (almost_entries, log_time),
        (almost_joined, join),
        (almost_pauses, pause),
    ],
)
async def test_the_last_one_fits_and_the_next_is_refused(world: World, fill: Fill, again: Again) -> None:
    await world.join(world.ben)
    async with world.store() as tx:
        await fill(world, tx)

    await again(world)
    await world.env.advance_time(1)
    with pytest.raises(QuotaReached) as refused:
        await again(world)

    assert sentence(refused.value).endswith(".")
    assert refused.value.next_step in sentence(refused.value)


async def test_blocking_the_same_person_again_needs_no_room(world: World) -> None:
    async with world.store() as tx:
        await almost_blocks(world, tx)
        await blocks.add(tx, world.guild.id, world.ben.id, world.ada.id, world.now())

    await world.app.services.blocks.block(world.guild.id, world.ben.id, world.ada.id)

    async with world.store() as tx:
        assert len((await blocks.of(tx, world.guild.id, world.ben.id)).user_ids) == MAX_BLOCKS


async def test_old_pauses_and_joinings_make_room_with_time(world: World) -> None:
    await world.join(world.ben)
    async with world.store() as tx:
        await almost_pauses(world, tx)
        await almost_pauses(world, tx)
    await world.env.advance_time(timedelta(days=29).total_seconds())

    assert await pause(world) is None


async def test_only_so_many_replans_are_kept_to_be_taken_back(world: World) -> None:
    await world.join(world.ben)
    async with world.store() as tx:
        _, enrolment_id, _ = await keys(world, tx)
        added = [
            await replans.add(tx, enrolment_id, ReplanKind.SHIFT, "{}", world.now())
            for _ in range(replans.KEPT + 5)
        ]
        kept = (await tx.exec_driver_sql("SELECT count(*), min(id) FROM replan")).one()

    assert tuple(kept) == (replans.KEPT, added[5])
