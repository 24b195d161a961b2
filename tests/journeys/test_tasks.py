"""Everything a member does with tasks."""

import pytest

from bot.domain.errors import TaskGone
from bot.domain.tasks import EnrolmentState, TaskState
from bot.ui.today import today_layout
from tests.journeys.world import World
from tests.simtools import burst, buttons, choose, message_of, press, submit, text


@pytest.fixture
async def joined(world: World) -> World:
    """Ben is on the roadmap."""
    await world.join(world.ben)
    return world


async def test_fifty_presses_at_once_tick_once(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    first = next(button.custom_id for button in buttons(panel) if button.label == "Done")

    await burst(joined.env, *(joined.ben.click(message_of(panel), custom_id=first) for _ in range(50)))

    today = await joined.today(joined.ben)
    assert [task.state for task in today.tasks].count(TaskState.DONE) == 1
    assert today.streak.current == 1
    async with joined.store() as tx:
        assert (await tx.exec_driver_sql("SELECT count(*) FROM checkin")).scalar_one() == 1


async def test_nobody_else_can_press_my_buttons(joined: World) -> None:
    public = await joined.post(today_layout(await joined.today(joined.ben)))

    refused = await press(joined.ada, public, label="Done", nth=0)

    assert f"This belongs to <@{joined.ben.id}>" in text(refused)
    assert refused.ephemeral
    assert all(task.state is TaskState.OPEN for task in (await joined.today(joined.ben)).tasks)


async def test_undo_takes_the_tick_and_the_streak_day_back(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    await press(joined.ben, panel, label="Done", nth=0)
    assert (await joined.today(joined.ben)).streak.current == 1

    await press(joined.ben, panel, label="Undo")

    assert (await joined.today(joined.ben)).streak.current == 0
    assert "No streak now" in text(panel)


async def test_skipping_moves_later_work_up_and_leaves_today_alone(joined: World) -> None:
    before = await joined.today(joined.ben)
    finish = before.standing.finish

    skipped = await joined.ben.slash(joined.channel, "task skip", task=f"#{before.tasks[0].id}")

    after = await joined.today(joined.ben)
    assert "skipped" in text(skipped)
    assert [task.id for task in after.tasks] == [task.id for task in before.tasks]
    assert finish is not None
    assert after.standing.finish is not None
    assert after.standing.finish <= finish


async def test_a_card_skips_and_takes_it_back(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    task = (await joined.today(joined.ben)).tasks[0]
    card = await choose(joined.ben, panel, str(task.id), prefix="c:pick")
    assert task.title in text(card)

    await press(joined.ben, card, label="Skip")
    await press(joined.ben, card, label="Undo")

    assert (await joined.today(joined.ben)).tasks[0].state is TaskState.OPEN


async def test_a_card_moves_a_task_to_a_chosen_day(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    task = (await joined.today(joined.ben)).tasks[0]
    card = await choose(joined.ben, panel, str(task.id), prefix="c:pick")
    form = await press(joined.ben, card, label="Choose a day…")

    await submit(joined.ben, form, ["+3"])

    moved = await joined.app.services.tasks.find(joined.guild.id, joined.ben.id, task.id)
    assert (moved.day - task.day).days == 3
    assert task.id not in [each.id for each in (await joined.today(joined.ben)).tasks]


async def test_a_moved_task_stays_where_it_was_put_when_the_rest_is_planned_again(joined: World) -> None:
    first, second, *_ = (await joined.today(joined.ben)).tasks
    await joined.ben.slash(joined.channel, "task move", task=f"#{first.id}", to="+5")
    moved = await joined.app.services.tasks.find(joined.guild.id, joined.ben.id, first.id)

    await joined.ben.slash(joined.channel, "task skip", task=f"#{second.id}")

    assert (await joined.app.services.tasks.find(joined.guild.id, joined.ben.id, first.id)).day == moved.day


async def test_what_was_missed_comes_first_on_the_next_day(joined: World) -> None:
    missed = (await joined.today(joined.ben)).tasks[0]

    await joined.sleep_until(10, days=2)
    later = await joined.today(joined.ben)

    assert later.day > missed.day
    assert later.tasks[0].id == missed.id
    assert later.streak.current == 0


async def test_done_work_never_moves(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    day = (await joined.today(joined.ben)).day
    await press(joined.ben, panel, label="Done", nth=0)
    done = next(task for task in (await joined.today(joined.ben)).tasks if task.state is TaskState.DONE)

    await joined.sleep_until(10, days=4)
    await joined.ben.slash(joined.channel, "today")

    assert (await joined.app.services.tasks.find(joined.guild.id, joined.ben.id, done.id)).day == day


async def test_a_task_of_ones_own_shows_what_was_typed_and_nothing_else(joined: World) -> None:
    title = "Read [this](https://evil.example) @everyone **now**"

    added = await joined.ben.slash(joined.channel, "task add", title=title, minutes="45")
    panel = await joined.ben.slash(joined.channel, "today")

    for shown in (added, panel):
        assert "(https://evil" not in text(shown)
        assert "@everyone" not in text(shown)
    assert "45 min · your own" in text(panel)


async def test_tasks_are_found_by_typing_part_of_their_title(joined: World) -> None:
    found = await joined.ben.autocomplete(joined.channel, "task done", "task", "pointers")

    assert found
    assert all("pointers" in choice["name"].casefold() for choice in found)

    done = await joined.ben.slash(joined.channel, "task done", task="two pointers")

    assert "✅ ~~Two pointers~~" in text(done)


async def test_another_members_task_is_as_gone_as_an_erased_one(joined: World) -> None:
    await joined.join(joined.ada)
    foreign = (await joined.today(joined.ben)).tasks[0].id

    for command in ("task done", "task skip"):
        refused = await joined.ada.slash(joined.channel, command, task=f"#{foreign}")
        assert "no longer in your plan" in text(refused)
    with pytest.raises(TaskGone):
        await joined.app.services.tasks.undo(joined.guild.id, joined.ada.id, foreign)


async def test_a_panel_still_answers_after_its_fifteen_minutes(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")

    await joined.env.advance_time(16 * 60)
    await press(joined.ben, panel, label="Done", nth=0)

    assert [task.state for task in (await joined.today(joined.ben)).tasks].count(TaskState.DONE) == 1


async def test_the_week_can_be_turned(joined: World) -> None:
    shown = await joined.ben.slash(joined.channel, "week")
    assert "This week" in text(shown)

    await press(joined.ben, shown, label="Week after ▶")
    assert "Next week" in text(shown)
    await press(joined.ben, shown, label="This week")
    assert "**today**" in text(shown)


async def test_time_is_logged_and_a_day_has_twenty_four_hours(joined: World) -> None:
    logged = await joined.ben.slash(joined.channel, "log", minutes="1h30", kind="project")
    assert "**1 h 30 min** logged" in text(logged)

    refused = await joined.ben.slash(joined.channel, "log", minutes="23h")

    assert "out of range" in text(refused)


async def test_progress_comes_as_a_picture_with_the_same_facts_in_words(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    await press(joined.ben, panel, label="Done", nth=0)

    shown = await joined.ben.slash(joined.channel, "progress")

    assert shown.response is not None
    assert "Streak: 1 day" in text(shown)
    (picture,) = shown.response.attachments
    assert (await picture.read()).startswith(b"\x89PNG")


async def test_the_last_task_finishes_the_roadmap_and_undo_reopens_it(joined: World) -> None:
    async with joined.store() as tx:
        await tx.exec_driver_sql("DELETE FROM task WHERE id NOT IN (SELECT min(id) FROM task)")
    panel = await joined.ben.slash(joined.channel, "today")

    await press(joined.ben, panel, label="Done")
    assert "You finished the roadmap" in text(panel)
    await joined.sleep_until(12, days=9)
    assert (await joined.today(joined.ben)).streak.current == 1

    await press(joined.ben, panel, label="Undo")

    assert (await joined.today(joined.ben)).state.value == "active"


async def test_who_has_time_left_pulls_the_next_task_to_today(joined: World) -> None:
    panel = await joined.ben.slash(joined.channel, "today")
    for _ in (await joined.today(joined.ben)).tasks:
        await press(joined.ben, panel, label="Done", nth=0)
    assert "All done for today" in text(panel)

    await press(joined.ben, panel, label="One more")

    assert len((await joined.today(joined.ben)).open_tasks) == 1


async def test_a_tiny_pace_owes_nothing_on_study_days_without_tasks(world: World) -> None:
    await world.join(world.ben, hours_per_week="1")
    panel = await world.ben.slash(world.channel, "today")
    if "Done" in {button.label for button in buttons(panel)}:
        await press(world.ben, panel, label="Done", nth=0)

    seen: list[bool] = []
    for _ in range(7):
        await world.sleep_until(12)
        today = await world.today(world.ben)
        seen.append(today.planned)
        assert today.planned == bool(today.tasks)

    assert 0 < sum(seen) < 6


async def test_the_last_item_finishes_the_roadmap_and_what_ran_beside_it(joined: World) -> None:
    await joined.travel_to("2026-02-02 10:00", "Europe/Berlin")
    today = await joined.today(joined.ben)
    last = today.tasks[0].id
    async with joined.store() as tx:
        done = (
            f"UPDATE task SET state = 'done', settled_day = '2026-02-02' WHERE sittings > 0 AND id <> {last}"  # noqa: S608
        )
        await tx.exec_driver_sql(done)
        assert (await tx.exec_driver_sql("SELECT count(*) FROM task WHERE state = 'open'")).scalar_one() > 1

    await joined.ben.slash(joined.channel, "task done", task=f"#{last}")

    panel = await joined.ben.slash(joined.channel, "today")
    assert "You finished the roadmap" in text(panel)
    await joined.travel_to("2026-02-04 10:00", "Europe/Berlin")
    later = await joined.ben.slash(joined.channel, "today")
    assert "You finished the roadmap" in text(later)
    assert "today is free" in text(later)
    await joined.app.services.tasks.undo(joined.guild.id, joined.ben.id, last)
    assert (await joined.today(joined.ben)).state is EnrolmentState.ACTIVE
