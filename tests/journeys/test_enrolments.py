"""The life of an enrolment."""

from datetime import timedelta

import pytest

from tests.journeys.world import World
from tests.simtools import choose, press, submit, text

OFFERED = "category-b, deep-dive-16w, junior-to-job-ready, ml-career or production-intensive"


async def test_the_follow_up_questions_change_the_plan(world: World) -> None:
    joined = await world.join(world.ben)
    before = await world.app.services.enrolments.current(world.guild.id, world.ben.id)

    await submit(world.ben, await press(world.ben, joined, label="Hours a week…"), ["25"])
    assert "25 h a week" in text(joined)
    days = await press(world.ben, joined, label="Study days…")
    await choose(world.ben, joined, "0", "2", "4", prefix="c:days")
    assert "Mon, Wed and Fri" in text(joined)
    await submit(world.ben, await press(world.ben, joined, label="Time zone…"), ["dhaka"])
    assert "Asia/Dhaka" in text(joined)
    nudge = await submit(world.ben, await press(world.ben, joined, label="Daily nudge…"), ["7pm", ["dm"]])

    assert days.acknowledged
    assert "19:00" in text(nudge)
    after = await world.app.services.enrolments.current(world.guild.id, world.ben.id)
    assert after.finish is not None
    assert before.finish is not None
    assert after.finish < before.finish
    assert after.nudge_minute == 19 * 60


async def test_the_pace_changes_by_command_too(world: World) -> None:
    await world.join(world.ben)
    before = await world.app.services.enrolments.current(world.guild.id, world.ben.id)

    changed = await world.ben.slash(world.channel, "plan pace", hours_per_week="25", days="mo-we, sa")
    shown = await world.ben.slash(world.channel, "plan show")

    assert "25 h a week, Mon, Tue, Wed and Sat" in text(shown)
    assert "**Pace** 12.5 h a week, Mon–Sat → **25 h a week, Mon, Tue, Wed and Sat**" in text(changed)
    after = await world.app.services.enrolments.current(world.guild.id, world.ben.id)
    assert after.finish is not None
    assert before.finish is not None
    assert after.finish < before.finish
    refused = await world.ben.slash(world.channel, "plan pace", hours_per_week="10", days="someday")
    assert "as weekdays" in text(refused)


async def test_the_time_zone_changes_by_command_too(world: World) -> None:
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="10:00")

    changed = await world.ben.slash(world.channel, "plan timezone", zone="dhaka")

    assert changed.ephemeral
    assert "**Time zone** Asia/Dhaka" in text(changed)
    assert "now counts until <t:" in text(changed)
    assert "**Time zone** Asia/Dhaka" in text(await world.ben.slash(world.channel, "plan show"))
    refused = await world.ben.slash(world.channel, "plan timezone", zone="Mars/Phobos")
    assert "is no time zone I know" in text(refused)
    stranger = await world.ada.slash(world.channel, "plan timezone", zone="dhaka")
    assert "not on a roadmap" in text(stranger)


async def test_a_plan_may_start_later_and_nothing_is_owed_before(world: World) -> None:
    joined = await world.join(world.ben, start="+10")
    assert "starting" in text(joined)

    today = await world.today(world.ben)

    assert not today.planned
    assert today.tasks == ()
    assert today.next_day is not None
    assert today.next_day >= today.day + timedelta(days=10)


async def test_a_pause_is_neutral_and_ends_by_itself(world: World) -> None:
    await world.sleep_until(12, days=4)
    await world.join(world.ben)
    panel = await world.ben.slash(world.channel, "today")
    await press(world.ben, panel, label="Done", nth=0)
    paused = await world.ben.slash(world.channel, "pause", until="+5")
    assert "your streak waits" in text(paused)
    again = await world.ben.slash(world.channel, "pause")
    assert "`/resume` brings it back" in text(again)

    await world.sleep_until(12, days=3)
    assert "Paused until" in text(await world.ben.slash(world.channel, "today"))
    await world.sleep_until(12, days=2)
    back = await world.today(world.ben)

    assert back.state.value == "active"
    assert back.streak.current == 1


async def test_resuming_plans_what_is_left_from_today(world: World) -> None:
    await world.join(world.ben)
    await world.ben.slash(world.channel, "pause")
    await world.sleep_until(12, days=30)

    resumed = await world.ben.slash(world.channel, "resume")

    assert "planned again from today" in text(resumed)
    today = await world.today(world.ben)
    assert all(task.day >= today.day for task in today.tasks)
    assert "Your plan is not paused" in text(await world.ben.slash(world.channel, "resume"))


async def test_leaving_keeps_the_history_and_joining_again_keeps_the_streak(world: World) -> None:
    await world.join(world.ben)
    await world.ben.slash(world.channel, "nudges set", time="9")
    panel = await world.ben.slash(world.channel, "today")
    await press(world.ben, panel, label="Done", nth=0)

    left = await world.ben.slash(world.channel, "leave", confirm=True)
    assert "Your 1-day streak and your history (1 done task) stay here" in text(left)
    assert "not on a roadmap" in text(await world.ben.slash(world.channel, "today"))
    assert "Nudge off" in text(await world.ben.slash(world.channel, "nudges show"))
    await world.sleep_until(12, days=20)
    await world.join(world.ben)

    assert (await world.today(world.ben)).streak.current == 1


async def test_guilds_do_not_know_of_each_other(world: World) -> None:
    other = world.env.create_guild("Another group")
    room = other.create_text_channel("general")
    twin = other.add_member(world.ben.user)
    await world.join(world.ben)

    refused = await twin.slash(room, "today")

    assert "not on a roadmap here. Start with `/join`" in text(refused)


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ({"roadmap": "nope"}, f"There is no roadmap called **nope** here. Pick one of: {OFFERED}."),
        ({"timezone": "Mars/Phobos"}, "is no time zone I know"),
        ({"timezone": "EST"}, "is no time zone I know"),
        ({"hours_per_week": "0"}, "takes 1 to 80 hours a week"),
        ({"hours_per_week": "81"}, "takes 1 to 80 hours a week"),
        ({"hours_per_week": "lots"}, "I cannot read **lots**"),
        ({"start": "2026-02-30"}, "I cannot read **2026-02-30** as a date"),
        ({"start": "2020-01-01"}, "does not work here. Choose a day from"),
        ({"start": "2031-01-01"}, "does not work here. Choose a day from"),
    ],
)
async def test_bad_input_is_answered_with_the_next_step_and_changes_nothing(
    world: World, options: dict[str, str], answer: str
) -> None:
    refused = await world.join(world.ben, **options)

    assert answer in text(refused)
    assert "not on a roadmap" in text(await world.ben.slash(world.channel, "today"))


@pytest.mark.parametrize(
    ("command", "options", "answer"),
    [
        ("nudges set", {"time": "25:00"}, "as a time of day"),
        ("nudges mute", {"until": "tomorrow"}, "You have no daily nudge"),
        ("nudges off", {}, "You have no daily nudge"),
        ("task done", {"task": "no such thing"}, "I find no open task called"),
        ("task done", {"task": "#999999999999999999"}, "no longer in your plan"),
        ("task move", {"task": "two pointers", "to": "yesterday"}, "does not work here"),
        ("task move", {"task": "two pointers", "to": "soon"}, "as a date"),
        ("task add", {"title": "\u200b\u200b"}, "The title is empty"),
        ("log", {"minutes": "-5"}, "cannot read"),
        ("log", {"minutes": "5000"}, "out of range"),
        ("pause", {"until": "yesterday"}, "does not work here"),
        ("resume", {}, "Your plan is not paused"),
    ],
)
async def test_every_refusal_is_one_sentence_with_the_next_step(
    world: World, command: str, options: dict[str, str], answer: str
) -> None:
    await world.join(world.ben)

    refused = await world.ben.slash(world.channel, command, **options)

    assert answer in text(refused)
    assert refused.ephemeral


async def test_leaving_asks_first(world: World) -> None:
    await world.join(world.ben)
    question = await world.ben.slash(world.channel, "leave")
    assert "begins the plan afresh" in text(question)
    assert (await world.today(world.ben)).tasks
    await press(world.ben, question, label="Leave")
    assert "You left" in text(question)
    assert "not on a roadmap" in text(await world.ben.slash(world.channel, "today"))
