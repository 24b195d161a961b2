"""When life happens: falling behind, seeing what it costs, and choosing how to go on."""

from dataclasses import replace
from datetime import date

import pytest

from bot.app import ROADMAPS
from bot.catalog import Catalog
from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.planning import work_of
from bot.domain.tasks import EnrolmentState, Task
from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text

MONDAY, THURSDAY = "2026-01-05 09:00", "2026-01-08 09:00"


@pytest.fixture
async def behind(world: World) -> World:
    """Ben promised a finish on Monday and has done nothing for three study days."""
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    await world.travel_to(THURSDAY)
    return world


async def finish(world: World) -> date:
    today = await world.today(world.ben)
    assert today.standing.finish is not None
    return today.standing.finish


async def hours(world: World) -> float:
    enrolled = await world.app.services.enrolments.current(world.guild.id, world.ben.id)
    return enrolled.minutes_per_week / 60


async def test_on_time_nothing_is_said_about_it(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    assert "behind" not in text(panel)
    assert "Re-plan…" not in [button.label for button in buttons(panel)]


async def test_after_missed_days_today_says_how_far_behind_in_one_line(behind: World) -> None:
    panel = await behind.ben.slash(behind.channel, "today")
    lines = [line for line in text(panel).splitlines() if "behind" in line]
    assert len(lines) == 1
    assert "3 study days behind" in lines[0]
    assert "the finish moved from" in lines[0]


async def test_catching_up_is_previewed_applied_and_taken_back(behind: World) -> None:
    panel = await behind.ben.slash(behind.channel, "today")
    slip = (await behind.today(behind.ben)).slip
    late, pace = await finish(behind), await hours(behind)
    assert slip is not None

    await press(behind.ben, panel, label="Re-plan…")
    assert "Catch up" in text(panel)
    assert "Shift the end" in text(panel)
    await press(behind.ben, panel, label="Catch up…")
    assert "Nothing has changed yet" in text(panel)
    assert (await finish(behind), await hours(behind)) == (late, pace)

    await press(behind.ben, panel, label="Apply")
    assert slip.promised is not None
    assert await finish(behind) <= slip.promised
    assert await hours(behind) > pace
    assert "behind" not in text(await behind.ben.slash(behind.channel, "today"))

    await behind.restart()
    await press(behind.ben, panel, label="Undo")
    assert (await finish(behind), await hours(behind)) == (late, pace)
    assert "3 study days behind" in text(await behind.ben.slash(behind.channel, "today"))


async def test_shifting_the_end_keeps_the_pace_and_renews_the_promise(behind: World) -> None:
    late, pace = await finish(behind), await hours(behind)
    shifted = await behind.ben.slash(behind.channel, "plan replan", how="shift the end", apply=True)
    assert "not behind any more" in text(shifted)
    assert (await finish(behind), await hours(behind)) == (late, pace)
    assert "behind" not in text(await behind.ben.slash(behind.channel, "today"))

    undone = await behind.ben.slash(behind.channel, "plan replan", how="undo")
    assert "As it was before" in text(undone)
    assert "3 study days behind" in text(await behind.ben.slash(behind.channel, "today"))


async def test_optional_items_can_be_dropped_and_taken_back(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="production-intensive")
    whole = await finish(world)

    dropped = await world.ben.slash(world.channel, "plan replan", how="drop optional", apply=True)
    assert "Drop optional items" in text(dropped)
    short = await finish(world)
    assert short < whole
    assert "left out" in text(await world.ben.slash(world.channel, "plan show"))

    await world.restart()
    await world.ben.slash(world.channel, "plan replan", how="take optional back", apply=True)
    assert await finish(world) == whole


async def test_a_preview_changes_nothing(behind: World) -> None:
    before = await behind.today(behind.ben)
    for how in ("catch up", "shift the end"):
        preview = await behind.ben.slash(behind.channel, "plan replan", how=how)
        assert "Nothing has changed yet" in text(preview)
    assert await behind.today(behind.ben) == before


async def test_a_way_that_is_not_open_says_so(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    refused = await world.ben.slash(world.channel, "plan replan", how="catch up")
    assert "already is as that would make it" in text(refused)
    none = await world.ben.slash(world.channel, "plan replan")
    assert "Nothing has to change" in text(none)


async def test_a_pause_is_no_slip(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    promised = await finish(world)
    await world.ben.slash(world.channel, "pause", until="mon")
    refused = await world.ben.slash(world.channel, "plan replan")
    assert "paused" in text(refused)

    await world.travel_to("2026-01-13 09:00")
    today = await world.today(world.ben)
    assert today.slip is not None
    assert today.slip.days == 1, "Monday was the first day after the pause, and nothing was done on it"
    assert today.slip.promised is not None
    assert today.slip.promised > promised


async def test_an_old_undo_is_no_longer_available_after_a_newer_change(behind: World) -> None:
    behind.expected = (CohortError, NoLongerAvailable)
    first = await behind.ben.slash(behind.channel, "plan replan", how="shift the end", apply=True)
    await behind.ben.slash(behind.channel, "plan pace", hours_per_week="20")
    refused = await press(behind.ben, first, label="Undo")
    assert "no longer available" in text(refused)
    assert await hours(behind) == 20


async def test_plan_show_says_what_would_move_the_finish(behind: World) -> None:
    shown = text(await behind.ben.slash(behind.channel, "plan show"))
    assert "What would move the finish" in shown
    assert "13.5 h a week" in shown
    assert "earlier" in shown
    assert "later" in shown
    assert "3 study days behind" in shown


async def test_a_date_to_be_done_by_says_the_hours_it_takes(world: World) -> None:
    await world.travel_to(MONDAY)
    joined = await world.join(world.ben, by="2026-06-01")
    assert "to be done by Mon 1 Jun 2026" in text(joined)
    assert await finish(world) <= date(2026, 6, 1)
    needed = await hours(world)

    earlier = await world.ben.slash(world.channel, "plan pace", by="2026-04-20")
    assert "to be done by Mon 20 Apr 2026" in text(earlier)
    assert await hours(world) > needed
    assert await finish(world) <= date(2026, 4, 20)

    await press(world.ben, earlier, label="Undo")
    assert await hours(world) == needed


async def test_a_date_nobody_can_keep_is_refused_and_changes_nothing(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    before = await finish(world)
    refused = await world.ben.slash(world.channel, "plan pace", by="2026-01-09")
    assert "Even 80 hours a week are not enough" in text(refused)
    both = await world.ben.slash(world.channel, "plan pace", by="2026-06-01", hours_per_week="9")
    assert "only one of them" in text(both)
    assert await finish(world) == before


async def test_the_form_for_a_date_does_the_same(world: World) -> None:
    await world.travel_to(MONDAY)
    joined = await world.join(world.ben)
    form = await press(world.ben, joined, label="Be done by…")
    answer = await submit(world.ben, form, ["1 Jun"])
    assert "to be done by Mon 1 Jun 2026" in text(answer)


async def slip_days(world: World) -> int:
    slip = (await world.today(world.ben)).slip
    assert slip is not None
    return slip.days


async def test_a_pause_keeps_what_was_owed_and_the_way_to_catch_up(behind: World) -> None:
    await behind.ben.slash(behind.channel, "pause", until="+1")
    await behind.travel_to("2026-01-09 09:00")
    assert await slip_days(behind) == 3
    panel = await behind.ben.slash(behind.channel, "plan replan")
    assert "3 study days behind" in text(panel)
    assert "the finish moved from" in text(panel)
    assert "Catch up" in text(panel)


async def test_changing_the_plan_while_paused_owes_nothing_for_the_pause(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    await world.ben.slash(world.channel, "pause", until="2026-01-26")
    await world.ben.slash(world.channel, "plan pace", hours_per_week="10")
    await world.travel_to("2026-01-26 09:00")
    assert await slip_days(world) == 0


async def test_days_after_a_pause_owe_what_the_plan_held_and_no_more(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    await world.ben.slash(world.channel, "pause", until="+1")
    await world.travel_to("2027-01-04 09:00")
    slip = (await world.today(world.ben)).slip
    assert slip is not None
    work = sum(task.planned_minutes for task in await open_items(world))
    assert slip.minutes == work


async def open_items(world: World) -> list[Task]:
    tasks = await world.app.services.tasks.suggest(world.guild.id, world.ben.id, "")
    found = [task for task in tasks if task.item is not None]
    async with world.store() as tx:
        query = "SELECT id, minutes FROM task WHERE state = 'open' AND sittings > 0 AND title IS NULL"
        rows = (await tx.exec_driver_sql(query)).all()
    first = found[0]
    return [replace(first, id=row.id, planned_minutes=row.minutes) for row in rows]


async def test_undo_after_a_pause_does_not_owe_the_pause(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    changed = await world.ben.slash(world.channel, "plan pace", hours_per_week="15")
    await world.ben.slash(world.channel, "pause", until="2026-01-15")
    await world.travel_to("2026-01-15 09:00")
    await press(world.ben, changed, label="Undo")
    assert await hours(world) == 12.5
    assert await slip_days(world) == 0


async def test_whoever_drops_the_last_open_task_has_finished(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="production-intensive")
    roadmap = Catalog.built_in(world.settings.data_dir / ROADMAPS).get("production-intensive")
    required = ", ".join(f"'{item.key}'" for item in work_of(roadmap, optional=False).items)
    async with world.store() as tx:
        done = f"UPDATE task SET state = 'done', settled_day = '2026-01-05' WHERE item_key IN ({required})"  # noqa: S608
        await tx.exec_driver_sql(done)
    assert (await world.today(world.ben)).state is EnrolmentState.ACTIVE
    await world.ben.slash(world.channel, "plan replan", how="drop optional", apply=True)
    assert (await world.today(world.ben)).state is EnrolmentState.FINISHED
    await world.ben.slash(world.channel, "plan replan", how="undo")
    assert (await world.today(world.ben)).state is EnrolmentState.ACTIVE


async def test_a_wish_that_changes_nothing_or_contradicts_itself_keeps_the_date(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, by="2026-06-01")
    for options in ({}, {"days": "mon-sat"}):
        refused = await world.ben.slash(world.channel, "plan pace", **options)
        assert "already is as that would make it" in text(refused)
    both = await world.ben.slash(world.channel, "plan pace", week="mon-fri: 2h", days="sat")
    assert "only one of them" in text(both)
    weekdays = await world.ben.slash(world.channel, "plan pace", days="mon-fri")
    assert "Mon–Fri, to be done by Mon 1 Jun 2026" in text(weekdays)
    assert await finish(world) <= date(2026, 6, 1)


async def test_no_day_is_planned_longer_than_sixteen_hours(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    refused = await world.ben.slash(world.channel, "plan pace", hours_per_week="40", days="sat")
    assert "a study day takes 0 to 16 hours" in text(refused)
    impossible = await world.ben.slash(world.channel, "plan pace", by="2026-03-01", days="sat")
    assert "not enough" in text(impossible)
