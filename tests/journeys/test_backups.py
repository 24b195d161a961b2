"""The drill: a group goes on after a backup, the database is lost, and the backup is put in its place."""

from pathlib import Path

import pytest

from bot.app import open_app
from bot.cli.restoring import prepare
from bot.store.backup import backups_folder, make_in_thread
from bot.store.backup_copy import Watch
from bot.store.restore import restore
from tests.catalog.built_in import CATALOG
from tests.journeys.test_streaks import ask, study
from tests.journeys.world import World, open_world


@pytest.fixture
async def world(sqlite_url: str, data_dir: Path):
    async with open_world(sqlite_url, data_dir) as opened:
        yield opened


async def all_of_bens(world: World) -> list[str]:
    return [await ask(world, command) for command in ("streak show", "today", "week", "streak why")]


async def back_up(world: World) -> Path:
    database = world.settings.data_dir / "cohort.db"
    folder = backups_folder(world.settings.data_dir)
    return (await make_in_thread(database, folder, world.now(), Watch())).path


async def restore_and_start(world: World, file: Path) -> None:
    await world.env.settle()
    await world.stack.aclose()
    database = world.settings.data_dir / "cohort.db"

    async def ready(staged: Path) -> None:
        await prepare(world.settings, database, staged, world.clock)

    await restore(database, file, world.now(), ready, watch=Watch())
    world.app = await world.stack.enter_async_context(open_app(world.settings, world.clock, catalog=CATALOG))
    await world.env.restart_bot(world.app.client)


async def test_after_a_restore_everything_is_as_it_was_when_the_backup_was_made_but_the_erased_stay_erased(
    world: World,
) -> None:
    await world.travel_to("2026-01-05 17:00")
    await world.join(world.ben)
    await world.join(world.ada)
    await study(world, 5, 6, 7)
    await ask(world, "task add", title="Read about backups", minutes="30")
    before = await all_of_bens(world)
    file = await back_up(world)

    await world.travel_to("2026-01-07 19:00")
    added = await ask(world, "task add", title="Lost with the disk", minutes="30")
    assert "Lost with the disk" in added
    await world.app.services.erasure.erase(world.guild.id, world.ada.id)
    assert await all_of_bens(world) != before

    await restore_and_start(world, file)
    assert await all_of_bens(world) == before
    assert "/join" in await ask(world, "streak show", world.ada), "she left for good"

    await study(world, 8)
    assert "4" in (await ask(world, "streak show")), "the streak goes on where it was"
