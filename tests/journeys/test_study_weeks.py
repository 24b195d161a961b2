"""A week with days and parts of its own, and the habits of a day."""

import pytest

from bot.domain.roadmap_terms import DayPart
from tests.journeys.world import World
from tests.simtools import buttons, choose, press, submit, text

MONDAY = "2026-01-05 09:00"


async def test_a_week_of_the_roadmap_can_be_taken_at_joining(world: World) -> None:
    await world.travel_to(MONDAY)
    joined = await world.join(world.ben, roadmap="production-intensive", week="part-time")
    assert "**Pace** 20 h a week" in text(joined)
    assert "mon-fri: evening 2h" in text(joined)
    assert "6–9 months" in text(joined)

    today = await world.today(world.ben)
    assert {task.at and task.at.part for task in today.tasks} == {DayPart.EVENING}
    assert "evening ·" in text(await world.ben.slash(world.channel, "today"))
    assert sum(task.planned_minutes for task in today.tasks) <= 120


async def test_a_full_time_day_tells_which_part_each_task_begins_in(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="production-intensive", week="full-time")
    starts = [task.at.starts for task in (await world.today(world.ben)).tasks if task.at]
    assert len(starts) > 1
    assert starts == sorted(starts, key=lambda start: start or 0)
    assert "from 08:00" in text(await world.ben.slash(world.channel, "today"))


async def test_the_week_can_be_chosen_edited_and_taken_back(world: World) -> None:
    await world.travel_to(MONDAY)
    joined = await world.join(world.ben, roadmap="production-intensive")
    before = text(await world.ben.slash(world.channel, "plan show"))

    await press(world.ben, joined, label="My week…")
    assert "What does your week look like?" in text(joined)
    chosen = await choose(world.ben, joined, "part-time", prefix="c:studyweek")
    assert "20 h a week" in text(chosen)

    await press(world.ben, chosen, label="My week…")
    form = await press(world.ben, chosen, label="Write my own…")
    edited = await submit(world.ben, form, ["mon-wed: morning 1h, evening 30m\nsat: 9:00 3h"])
    assert "**Pace** 7.5 h a week, Mon, Tue, Wed and Sat" in text(edited)
    await world.travel_to("2026-01-10 08:00")
    assert "from 09:00" in text(await world.ben.slash(world.channel, "today"))

    await world.travel_to(MONDAY.replace("05", "10", 1))
    await world.ben.slash(world.channel, "plan pace", hours_per_week="40", days="mon-sat")
    assert "mon-wed" not in text(await world.ben.slash(world.channel, "plan show"))
    assert "40 h a week" in before


@pytest.mark.parametrize(
    "week", ["mon-fri", "someday: 2h", "mon: 25h", "mon: evening", "mon 2h", ": 2h", "mon-sun: 16h"]
)
async def test_a_week_that_cannot_be_read_is_refused_with_the_line(world: World, week: str) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben)
    before = await world.today(world.ben)
    refused = await world.ben.slash(world.channel, "plan pace", week=week)
    assert refused.ephemeral
    assert "Write e.g." in text(refused) or "out of range" in text(refused)
    assert await world.today(world.ben) == before


async def test_habits_of_the_day_are_ticked_in_the_panel_and_by_command(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="junior-to-job-ready")
    panel = await world.ben.slash(world.channel, "today")
    habits = [each.habit.key for each in (await world.today(world.ben)).habits]
    assert {"coding-practice", "flashcards", "monday-goals"} <= set(habits)
    assert "linkedin-post" not in habits, "it belongs to the last weeks"
    assert f"0 of {len(habits)} habits kept today" in text(panel)

    await choose(world.ben, panel, "coding-practice", "flashcards", prefix="c:habits")
    assert f"2 of {len(habits)} habits kept today" in text(panel)
    await world.restart()
    by_command = await world.ben.slash(world.channel, "task habit", habit="monday-goals")
    assert f"3 of {len(habits)} habits kept today" in text(by_command)
    await world.ben.slash(world.channel, "task habit", habit="monday-goals")

    await world.travel_to("2026-01-06 09:00")
    assert not any(each.kept for each in (await world.today(world.ben)).habits)
    refused = await world.ben.slash(world.channel, "task habit", habit="monday-goals")
    assert "no habit called" in text(refused)


async def test_two_panels_tick_habits_without_losing_each_others(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="junior-to-job-ready")
    first = await world.ben.slash(world.channel, "today")
    second = await world.ben.slash(world.channel, "today")
    await choose(world.ben, first, "coding-practice", prefix="c:habits")
    await choose(world.ben, second, "flashcards", prefix="c:habits")
    kept = {each.habit.key for each in (await world.today(world.ben)).habits if each.kept}
    assert kept == {"coding-practice", "flashcards"}

    await world.travel_to("2026-01-06 09:00")
    refused = await choose(world.ben, first, "upkeep", prefix="c:habits")
    assert "no longer available" in text(refused)
    assert not any(each.kept for each in (await world.today(world.ben)).habits)


async def test_habits_never_count_for_the_streak(world: World) -> None:
    await world.travel_to(MONDAY)
    await world.join(world.ben, roadmap="junior-to-job-ready")
    await world.ben.slash(world.channel, "task habit", habit="flashcards")
    assert (await world.today(world.ben)).streak.current == 0


async def test_a_roadmap_without_templates_offers_ones_own_words(world: World) -> None:
    await world.travel_to(MONDAY)
    joined = await world.join(world.ben)
    await press(world.ben, joined, label="My week…")
    assert [button.label for button in buttons(joined)] == ["Write my own…"]


async def test_a_refused_week_gives_the_words_back(world: World) -> None:
    joined = await world.join(world.ben)
    await press(world.ben, joined, label="My week…")
    form = await press(world.ben, joined, label="Write my own…")
    refused = text(
        await submit(world.ben, form, ["mon-wed: morning 1h, evening 30m\nsunday-ish: 9:00 three hours"])
    )
    assert "You wrote:\n> mon-wed: morning 1h, evening 30m\n> sunday-ish" in refused
