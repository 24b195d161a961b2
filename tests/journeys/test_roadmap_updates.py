"""A new version of a group's roadmap: members stay on theirs until they accept it, and lose nothing then."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from simcord import InteractionResult

from bot.catalog import Catalog
from bot.catalog.upload import Checker
from bot.domain.errors import NoNewVersion
from bot.domain.tasks import TaskState
from bot.services.own_roadmaps import OwnRoadmaps
from bot.services.plans import Planner
from bot.services.roadmaps import RoadmapService
from bot.services.shelf import Shelf
from bot.store import roadmaps, tasks
from bot.store.engine import open_store
from bot.store.tasks import StoredTask
from tests.journeys.own_roadmap import OWN, bring
from tests.journeys.world import World, open_world
from tests.keys import VAULT
from tests.services.test_tasks import counted
from tests.simtools import find_button, press, text

TALK = "{key: talk, kind: task, title: Talk about it, estimate: 1h}"
SHOW = "{key: show, kind: task, title: Show it, estimate: 5h}"
NEWER = OWN.replace("estimate: 2h", "estimate: 4h").replace(TALK, SHOW)
"""Reading takes longer, talking is gone, showing is new."""


async def joined(world: World) -> None:
    """Ben follows the first version."""
    await bring(world)
    await world.join(world.ben, roadmap="our-way", hours_per_week="6")


async def rows(world: World) -> tuple[StoredTask, ...]:
    """Ben's whole plan."""
    async with world.store() as tx:
        (ben,) = await _enrolments(tx, world.ben.id)
        return await tasks.all_of(tx, ben)


async def _enrolments(tx: Any, user_id: int) -> list[int]:
    found = await tx.exec_driver_sql(
        f"SELECT e.id FROM enrolment e JOIN member m ON m.id = e.member_key WHERE m.user_id = {user_id}"  # noqa: S608
    )
    return [row[0] for row in found]


async def finish(world: World, key: str) -> None:
    """Ben does everything of an item."""
    for row in await rows(world):
        if row.item_key == key:
            await world.app.services.tasks.done(world.guild.id, world.ben.id, row.id)


async def minutes_of(world: World, key: str, state: TaskState) -> int:
    return sum(row.minutes for row in await rows(world) if row.item_key == key and row.state is state)


async def offer(world: World) -> InteractionResult:
    return await world.ben.slash(world.channel, "plan update")


async def test_a_member_stays_on_the_version_they_joined(world: World) -> None:
    await joined(world)
    before = await rows(world)

    answer = await bring(world, NEWER)
    await world.sleep_until(12)
    await world.restart()

    assert "1 member stays on an older one until they accept" in text(answer)
    assert {row.item_key for row in await rows(world)} == {row.item_key for row in before}
    assert "1 member (1 on an older version)" in text(
        await world.ada.slash(world.channel, "manage roadmaps list")
    )
    assert await world.app.services.roadmaps.newer(world.guild.id, world.ben.id)


async def test_who_joins_now_joins_the_new_version(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)

    await world.join(world.ada, roadmap="our-way")

    async with world.store() as tx:
        (ada,) = await _enrolments(tx, world.ada.id)
        assert {row.item_key for row in await tasks.all_of(tx, ada)} == {"read", "build", "show"}
    assert not await world.app.services.roadmaps.newer(world.guild.id, world.ada.id)


async def test_the_offer_says_what_changes_and_changes_nothing(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)
    before = await rows(world)

    shown = text(await offer(world))

    assert "**New** Show it" in shown
    assert "**Gone** Talk about it" in shown
    assert "**Longer or shorter** 1 task" in shown
    assert "**Open work** 6 h → 12 h" in shown
    assert "**Finish** " in shown
    assert " → " in shown.split("**Finish**")[1]
    assert await rows(world) == before


async def test_the_plan_says_that_a_version_waits_and_opens_it(world: World) -> None:
    await joined(world)
    before = await world.ben.slash(world.channel, "plan show")
    await bring(world, NEWER)

    shown = await world.ben.slash(world.channel, "plan show")
    assert "has a new version" not in text(before)
    assert "has a new version. `/plan update` shows what it changes" in text(shown)
    await press(world.ben, shown, label="New version…")

    assert "**New** Show it" in text(shown)
    await press(world.ben, shown, label="Not now")
    assert "Read the book" in text(shown)
    assert "talk" in {row.item_key for row in await rows(world)}


async def test_accepting_plans_the_rest_by_the_new_version(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)
    offered = await offer(world)
    promised = text(offered).split("→ ")[-1].split("\n")[0]

    await press(world.ben, offered, label="Accept it")

    assert "You are on the new version of Our way" in text(offered)
    assert {row.item_key for row in await rows(world)} == {"read", "build", "show"}
    assert await minutes_of(world, "read", TaskState.OPEN) == 240
    assert promised in text(await world.ben.slash(world.channel, "plan show"))
    assert "newest version of your roadmap" in text(await offer(world))


async def test_what_is_done_stays_done_also_when_it_takes_longer_now(world: World) -> None:
    await joined(world)
    await finish(world, "read")
    await bring(world, NEWER)

    await press(world.ben, await offer(world), label="Accept it")
    for _ in range(3):
        await world.sleep_until(12)
        await world.today(world.ben)

    assert await minutes_of(world, "read", TaskState.OPEN) == 0
    assert await minutes_of(world, "read", TaskState.DONE) == 240


async def test_what_is_half_done_counts_as_far_as_it_went(world: World) -> None:
    await bring(world)
    await world.join(world.ben, roadmap="our-way", hours_per_week="3")
    first = next(row for row in await rows(world) if row.item_key == "build")
    others = [row for row in await rows(world) if row.item_key == "build" and row.id != first.id]
    assert others
    await world.app.services.tasks.done(world.guild.id, world.ben.id, first.id)
    await bring(world, NEWER.replace("estimate: 3h", "estimate: 6h"))

    await press(world.ben, await offer(world), label="Accept it")

    assert await minutes_of(world, "build", TaskState.DONE) == first.minutes
    assert await minutes_of(world, "build", TaskState.OPEN) == 360 - first.minutes


async def test_a_skipped_task_and_one_of_the_members_own_keep_their_places(world: World) -> None:
    await joined(world)
    await world.ben.slash(world.channel, "task skip", task="Talk about it")
    await world.ben.slash(world.channel, "task add", title="Buy pens", minutes="20")
    await bring(world, NEWER)

    await press(world.ben, await offer(world), label="Accept it")

    after = await rows(world)
    assert [row.state for row in after if row.item_key == "talk"] == [TaskState.SKIPPED]
    assert [row.title for row in after if row.title] == ["Buy pens"]


async def test_a_task_moved_by_hand_goes_with_its_item(world: World) -> None:
    await joined(world)
    await world.ben.slash(world.channel, "task move", task="Talk about it", to="+9")
    await bring(world, NEWER)

    await press(world.ben, await offer(world), label="Accept it")

    assert "talk" not in {row.item_key for row in await rows(world)}


async def test_a_finished_roadmap_goes_on_with_what_is_new(world: World) -> None:
    await joined(world)
    for key in ("read", "build", "talk"):
        await finish(world, key)
    assert (await world.today(world.ben)).state.value == "finished"
    await bring(world, NEWER)

    await press(world.ben, await offer(world), label="Accept it")

    assert (await world.today(world.ben)).state.value == "active"
    assert {row.item_key for row in await rows(world) if row.state is TaskState.OPEN} == {"show"}


async def test_new_words_reach_everybody_at_once_and_leave_every_plan_alone(world: World) -> None:
    await joined(world)
    before = await rows(world)

    answer = await bring(world, OWN.replace("Read the book", "Read chapter 1"))

    assert "Only words changed" in text(answer)
    assert (await world.today(world.ben)).tasks[0].title == "Read chapter 1"
    assert await rows(world) == before
    assert "newest version of your roadmap" in text(await offer(world))
    assert "exactly this file already" in text(
        await bring(world, OWN.replace("Read the book", "Read chapter 1"))
    )


async def test_new_words_reach_a_second_process_on_the_same_database(
    postgres_url: str, data_dir: Path
) -> None:
    async with open_world(postgres_url, data_dir) as world, second_process(world) as second:
        await joined(world)
        await world.today(world.ben)
        words = OWN.replace("Read the book", "Read chapter 1").encode()

        await second.import_(world.guild.id, "ours.yaml", words)

        assert (await world.today(world.ben)).tasks[0].title == "Read chapter 1"


@asynccontextmanager
async def second_process(world: World) -> AsyncGenerator[RoadmapService]:
    """What another process has: its own connections and its own memory."""
    store, checker = await open_store(world.settings.store_url, vault=VAULT), Checker()
    own = OwnRoadmaps(store, checker)
    shelf = Shelf(Catalog([]), own)
    try:
        yield RoadmapService(store, world.clock, shelf, own, Planner(shelf), checker)
    finally:
        await store.close()


async def test_going_back_to_an_earlier_version_is_a_new_version_too(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)
    await press(world.ben, await offer(world), label="Accept it")

    answer = await bring(world, OWN)

    assert "This is the version to `/join` from now on" in text(answer)
    await press(world.ben, await offer(world), label="Accept it")
    assert {row.item_key for row in await rows(world)} == {"read", "build", "talk"}


async def test_versions_nobody_follows_are_not_kept(world: World) -> None:
    await joined(world)
    for hours in range(4, 9):
        await bring(world, OWN.replace("estimate: 2h", f"estimate: {hours}h"))

    async with world.store() as tx:
        assert [head.retired for head in await roadmaps.versions(tx, world.guild.id, "our-way")] == [
            True,
            False,
        ]


async def test_a_press_after_somebody_accepted_elsewhere_is_answered(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)
    offered = await offer(world)
    accept = find_button(offered, label="Accept it").custom_id
    await press(world.ben, offered, label="Accept it")

    again = await world.ben.click(await world.post_raw(accept), custom_id=accept)

    assert "newest version of your roadmap" in text(again)


async def test_an_offer_overtaken_by_another_version_is_shown_anew_and_not_accepted(world: World) -> None:
    await joined(world)
    await bring(world, NEWER)
    offered = await offer(world)
    await bring(world, NEWER.replace("estimate: 5h", "estimate: 50h"))
    before = await rows(world)

    await press(world.ben, offered, label="Accept it")
    assert "Another version came in since you looked, so nothing is accepted yet" in text(offered)
    assert "**Open work** 6 h → 57 h" in text(offered)
    assert await rows(world) == before

    await press(world.ben, offered, label="Accept it")
    assert "You are on the new version" in text(offered)
    assert await minutes_of(world, "show", TaskState.OPEN) == 3000


PATHS = """paths:
  - {key: novice, title: Novice}
  - {key: expert, title: Expert}
sections:
  - {key: basics, title: Basics, weeks: 1, for: {path: [novice]}, items: [
      {key: start, kind: task, title: Start, estimate: 1h}]}
"""
TWO_WAYS = OWN.replace("sections:\n", PATHS)


async def test_whoever_is_on_a_path_that_is_renamed_gets_what_the_panel_assumes(world: World) -> None:
    await bring(world, TWO_WAYS)
    await world.join(world.ben, roadmap="our-way")
    await world.ben.slash(world.channel, "roadmap branch", branch="path", option="novice")
    await bring(world, TWO_WAYS.replace("novice", "beginner").replace("Novice", "Beginner"))

    await press(world.ben, await offer(world), label="Accept it")

    panel = text(await world.ben.slash(world.channel, "roadmap branch"))
    assert "not decided, assumed: Beginner" in panel
    assert "start" in {row.item_key for row in await rows(world)}


async def test_built_in_roadmaps_have_nothing_to_accept_and_cost_no_statement_for_it(world: World) -> None:
    await world.join(world.ben)
    with pytest.raises(NoNewVersion):
        await world.app.services.roadmaps.update(world.guild.id, world.ben.id)

    with counted() as statements:
        await world.today(world.ben)

    assert [statement for statement in statements if "guild_roadmap" in statement] == []


async def test_an_own_roadmap_costs_one_statement_that_reads_no_text(world: World) -> None:
    await joined(world)
    await world.today(world.ben)

    with counted() as statements:
        await world.today(world.ben)

    (only,) = [statement for statement in statements if "guild_roadmap" in statement]
    assert "checked" not in only


async def test_what_an_earlier_cohort_stored_is_checked_again_and_written_back(world: World) -> None:
    await joined(world)
    before = await world.today(world.ben)
    async with world.store() as tx:
        (head,) = await roadmaps.versions(tx, world.guild.id, "our-way")
        good = (await roadmaps.text(tx, head.id)).checked
        await roadmaps.recheck(tx, head.key, '{"id": "our-way", "chapters": []}')
    await world.restart()

    assert await world.today(world.ben) == before
    await world.restart()

    async with world.store() as tx:
        assert (await roadmaps.text(tx, head.id)).checked == good


async def test_a_roadmap_that_cannot_be_read_any_more_hides_no_other(world: World) -> None:
    await joined(world)
    async with world.store() as tx:
        await tx.exec_driver_sql("UPDATE guild_roadmap SET checked = '{}', source = 'id: our-way'")
    await world.restart()

    listed = await world.ben.autocomplete(world.channel, "join", "roadmap", "")
    today = await world.ben.slash(world.channel, "today")

    assert "deep-dive-16w" in [choice["value"] for choice in listed]
    assert "broke on my side" not in text(today)
    assert "it has" in text(today)
