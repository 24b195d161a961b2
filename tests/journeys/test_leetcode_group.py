"""The problem of the day of a group: the organiser's settings, the post, and what comes of it."""

import re
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult

from bot.services.rates import Rates
from bot.store import problem_posts
from tests.journeys.world import World
from tests.simtools import burst, buttons, choose, press, submit, text

MONDAY = "2026-01-05"


@pytest.fixture
async def group(world: World) -> World:
    """Berlin; ben joined on Sunday 4 January 2026, and there is a channel for problems."""
    await world.travel_to("2026-01-04 12:00")
    await world.ada.slash(world.channel, "setup", timezone="Europe/Berlin")
    world.guild.create_text_channel("problems")
    await world.join(world.ben)
    return world


def room(world: World) -> ChannelHandle:
    """Where the problems go."""
    return next(each for each in world.guild.channels.values() if each.name == "problems")


def posts(world: World) -> list[discord.Message]:
    """All of them, oldest first; a thread leaves a line of Discord's own."""
    return [message for message in room(world).history() if buttons(message)]


def post(world: World) -> discord.Message:
    """The newest one."""
    return posts(world)[-1]


async def switch_on(world: World, **options: Any) -> InteractionResult:
    """As an organiser."""
    return await world.ada.slash(world.channel, "manage leetcode", on=True, channel=room(world), **options)


async def monday(world: World, **options: Any) -> discord.Message:
    """The first post."""
    await switch_on(world, **options)
    await world.travel_to(f"{MONDAY} 09:00")
    return post(world)


def allow(world: World, **changes: bool) -> None:
    """What the bot may do in this server."""
    for role in world.guild.roles.values():
        if role.name in ("TestBot", "@everyone"):
            few = discord.Permissions(view_channel=True, embed_links=True, attach_files=True)
            few.update(read_message_history=True, use_application_commands=True, **changes)
            world.env.backend.edit_role(world.guild.id, role.id, {"permissions": few.value})


def titled(message: discord.Message) -> str:
    """The problem's name in a post."""
    found = re.search(r"\*\*\[(.+?)\]\(<https://leetcode\.com/problems/", text(message))
    assert found is not None
    return found[1]


# ---------------------------------------------------------------- settings


async def test_an_organiser_sees_and_sets_everything_by_the_controls(group: World) -> None:
    shown = await group.ada.slash(group.channel, "manage leetcode")
    assert "**When** Mon–Fri 09:00 · **where** no channel · off" in text(shown)
    assert "**Drawn from** the roadmap week that most members are in" in text(shown)
    await choose(group.ada, shown, room(group), prefix="c:lcdaychan")
    await press(group.ada, shown, label="Switch on")
    form = await press(group.ada, shown, label="Time and days…")
    await submit(group.ada, form, ["7:30", ["0", "2", "4"]])
    form = await press(group.ada, shown, label="Difficulty…")
    await submit(group.ada, form, [["3"], ["0"], ["1"]])
    await choose(group.ada, shown, "blind-75", prefix="c:lcdaysource")

    await group.restart()
    again = text(await group.ada.slash(group.channel, "manage leetcode"))

    assert again == text(shown)
    assert f"**When** Mon, Wed and Fri 07:30 · **where** <#{room(group).id}> · next <t:" in again
    assert "**Drawn from** [Blind 75](<https://" in again
    assert "by Yangshun Tay" in again
    assert "**How hard** out of every 4: 3 Easy and 1 Hard" in again
    await press(group.ada, shown, label="Switch off")
    assert "· off" in text(shown)


async def test_the_same_by_command(group: World) -> None:
    shown = await switch_on(group, at="8pm", days="sat, sun", source="NeetCode 150", easy=0, medium=0, hard=0)
    assert "**When** Sat and Sun 20:00" in text(shown)
    assert "NeetCode 150" in text(shown)
    assert "**How hard** as it comes" in text(shown)
    offered = await group.ada.autocomplete(group.channel, "manage leetcode", "source", "top")
    assert [choice["name"] for choice in offered] == ["Top Interview 150", "Top SQL 50", "Top 100 Liked"]
    wrong = await group.ada.slash(group.channel, "manage leetcode", source="Blind 76")
    assert "There is no list **Blind 76**" in text(wrong)


@pytest.mark.parametrize(
    ("source", "mix", "told"),
    [
        ("top-sql-50", (0, 0, 1), "Only **1 problem** of this list fits: the same one comes every time"),
        ("blind-75", (1, 0, 0), "**How hard** only Easy"),
    ],
)
async def test_the_settings_tell_how_many_problems_fit(
    group: World, source: str, mix: tuple[int, int, int], told: str
) -> None:
    easy, medium, hard = mix
    shown = await switch_on(group, source=source, easy=easy, medium=medium, hard=hard)
    assert told in text(shown)
    assert re.search(r"\*\*\d+ problems?\*\* of this list fit", text(shown))


async def test_leetcodes_daily_is_not_offered_while_the_hoster_has_it_off(group: World) -> None:
    offered = await group.ada.autocomplete(group.channel, "manage leetcode", "source", "")
    assert [choice["value"] for choice in offered][:2] == ["roadmap", "blind-75"]
    refused = await group.ada.slash(group.channel, "manage leetcode", source="daily")
    assert "has not switched LeetCode on" in text(refused)


async def test_nobody_else_may_set_it(group: World) -> None:
    shown = await switch_on(group)
    pressed = next(each.custom_id for each in buttons(shown) if each.label == "Switch off")
    public = await group.post_raw(pressed.replace(str(group.ada.id), str(group.ben.id)))
    refused = await press(group.ben, public, label="Press")
    assert "Only an organiser" in text(refused)
    assert (await group.app.services.problem_post_settings.board(group.guild.id)).on


async def test_without_a_channel_the_next_step_is_named(world: World) -> None:
    refused = await world.ada.slash(world.channel, "manage leetcode", on=True)
    assert "has no channel to go to" in text(refused)


async def test_the_panel_says_which_permission_is_missing(group: World) -> None:
    assert "⚠️" not in text(await switch_on(group))
    allow(group, send_messages=True)
    await group.env.settle()
    shown = text(await group.ada.slash(group.channel, "manage leetcode"))
    lost = "Create Public Threads and Send Messages in Threads"
    assert f"In <#{room(group).id}> I lack {lost}: it comes there without its thread" in shown
    allow(group)
    await group.env.settle()
    refused = await switch_on(group)
    assert "I cannot use" in text(refused)
    group.env.backend.delete_channel(room(group).id)
    await group.env.settle()
    assert "is gone or hidden from me" in text(await group.ada.slash(group.channel, "manage leetcode"))


# ---------------------------------------------------------------- the post


async def test_it_comes_at_its_time_with_hidden_topics_and_a_thread(group: World) -> None:
    await switch_on(group)
    await group.travel_to(f"{MONDAY} 08:59")
    assert posts(group) == []
    await group.travel_to(f"{MONDAY} 09:00")
    await group.tick()
    (message,) = posts(group)
    shown = text(message)
    assert re.search(
        r"\*\*\[\d+\\\. .+\]\(<https://leetcode\.com/problems/[a-z0-9-]+/>\)\*\* · (Easy|Medium)", shown
    )
    # Ben's first week is about arrays, strings, two pointers and sliding windows.
    assert re.search(r"Fits the roadmap week that most of you are in · number 1 of the \d+ that fit", shown)
    assert re.search(r"Topics: \|\|.*(array|string|two pointers|sliding window)", shown)
    assert "late" not in shown
    (thread,) = room(group).threads
    assert thread.id == message.id
    assert str(thread.name).endswith("· 5 Jan")


async def test_days_go_by_with_restarts_and_nothing_comes_twice(group: World) -> None:
    await switch_on(group, source="top-sql-50", days="every day", easy=0, medium=0, hard=0)
    for day in range(5, 12):
        await group.travel_to(f"2026-01-{day:02} 09:00")
        await group.restart()
        await group.tick()
    names = [titled(message) for message in posts(group)]
    assert len({*names}) == len(names) == 7
    assert (
        "From [Top SQL 50](<https://leetcode.com/studyplan/top-sql-50/>) by LeetCode · number 7 of"
        in text(post(group))
    )
    assert len(room(group).threads) == 7


async def test_a_late_post_says_so_and_a_stale_one_is_left_out(group: World) -> None:
    await switch_on(group)
    await group.travel_to(f"{MONDAY} 14:30")
    assert "5 h 30 min late: I was away" in text(post(group))
    form = await press(group.ben, post(group), label="Solved")
    await submit(group.ben, form, {})
    assert "5 h 30 min late: I was away" in text(post(group))
    assert "**1 solved it**" in text(post(group))
    await group.travel_to("2026-01-06 15:01")
    assert len(posts(group)) == 1


async def test_without_the_right_to_open_threads_it_comes_without_one(group: World) -> None:
    await switch_on(group)
    allow(group, send_messages=True)
    await group.env.settle()
    await group.travel_to(f"{MONDAY} 09:00")
    assert "Problem of the day" in text(post(group))
    assert list(room(group).threads) == []


async def test_nothing_is_posted_while_nobody_has_joined(group: World) -> None:
    await switch_on(group)
    left = await group.ben.slash(group.channel, "leave")
    await press(group.ben, left, label="Leave")
    await group.travel_to(f"{MONDAY} 09:05")
    assert posts(group) == []


# ---------------------------------------------------------------- what comes of it


async def test_two_people_solve_it_and_the_post_counts_without_names(group: World) -> None:
    await group.join(group.ada)
    message = await monday(group)
    form = await press(group.ben, message, label="Solved")
    told = await submit(group.ben, form, {"How long did it take?": "20", "How did it feel?": "hard"})
    assert told.ephemeral
    assert "20 min" in text(told)
    assert "**1-day streak**" in text(told)
    assert "**1 solved it**" in text(post(group))
    await group.restart()

    await group.travel_to("2026-01-06 08:00")
    form = await press(group.ada, post(group), label="Solved")
    await submit(group.ada, form, {})

    shown = text(post(group))
    assert "✅ **2 solved it** · 1 on 6 Jan" in shown
    assert not re.search(rf"{group.ben.id}|{group.ada.id}|ben|ada", shown)
    assert len(posts(group)) == 1
    assert len(room(group).threads) == 1


async def test_both_at_once_leave_the_right_number(group: World) -> None:
    await group.join(group.ada)
    message = await monday(group)
    forms = [await press(who, message, label="Solved") for who in (group.ben, group.ada)]
    await burst(
        group.env,
        *(who.submit_modal(form, {}) for who, form in zip((group.ben, group.ada), forms, strict=True)),
    )
    assert "**2 solved it**" in text(post(group))


async def test_a_second_press_changes_what_was_said_and_counts_nobody_twice(group: World) -> None:
    message = await monday(group)
    await submit(
        group.ben, await press(group.ben, message, label="Solved"), {"A note to yourself": "sort first"}
    )
    form = await press(group.ben, post(group), label="Solved")
    assert "sort first" in str(form.modal)
    changed = await submit(group.ben, form, {"How long did it take?": "35"})
    assert changed.ephemeral
    assert "35 min" in text(changed)
    assert "**1 solved it**" in text(post(group))


async def test_a_solve_by_command_counts_and_one_taken_back_does_not(group: World) -> None:
    await monday(group)
    async with group.store() as tx:
        (key,) = await problem_posts.history(tx, group.guild.id)
    for _ in range(2):
        solved = await group.ben.slash(group.channel, "leetcode solved", problem=key)
        assert "**1 solved it**" in text(post(group))
        await press(group.ben, solved, label="Undo")
        assert "Only how many did is shown here" in text(post(group))
    await group.ben.slash(group.channel, "leetcode solved", problem=key)
    await group.ben.slash(group.channel, "leetcode solved", problem=key, take_back=True)
    assert "Only how many did is shown here" in text(post(group))


async def test_everybodys_own_progress_is_theirs_alone_and_the_post_catches_up(group: World) -> None:
    message = await monday(group)
    async with group.store() as tx:
        (key,) = await problem_posts.history(tx, group.guild.id)
    # Told to the use case alone, as by a process that died before it could redraw the post.
    await group.app.services.problem_solves.solve(group.guild.id, group.ben.id, key)
    assert "Only how many did is shown here" in text(post(group))

    mine = await press(group.ben, message, label="My progress")

    assert mine.ephemeral
    assert "1 problem solved" in text(mine)
    assert "**1 solved it**" in text(post(group))


async def test_the_picture_of_the_post_is_drawn_no_more_often_than_by_command(group: World) -> None:
    message = await monday(group)
    group.app.client.rates = Rates()
    await group.ben.slash(group.channel, "leetcode progress")
    await press(group.ben, message, label="My progress")

    refused = await press(group.ben, message, label="My progress")

    assert "You have just had this picture" in text(refused)


async def test_a_problem_outside_the_catalogue_keeps_the_difficulty_that_leetcode_gave_it(
    group: World,
) -> None:
    message = await monday(group)
    async with group.store() as tx:
        await tx.exec_driver_sql("UPDATE problem_post SET problem_key = 'some-daily'")
    form = await press(group.ben, message, label="Solved")
    assert form.modal is not None
    levels = str(form.modal).split("'level'")[-1]
    assert "'default': True" in levels


async def test_whoever_has_not_joined_is_told_how(group: World) -> None:
    message = await monday(group)
    for label in ("Solved", "My progress"):
        refused = await press(group.ada, message, label=label)
        assert refused.ephemeral
        assert "Start with `/join`" in text(refused)


async def test_another_servers_post_is_no_longer_available(group: World) -> None:
    message = await monday(group)
    pressed = next(each.custom_id for each in buttons(message) if each.label == "Solved")
    elsewhere = await group.post_raw(pressed.replace(str(group.guild.id), str(10**17)))
    gone = await group.post_raw(f"{pressed}9")
    for forged in (elsewhere, gone):
        refused = await press(group.ben, forged, label="Press")
        assert "no longer available" in text(refused)


async def test_a_solve_is_kept_when_the_post_is_gone(group: World) -> None:
    message = await monday(group)
    form = await press(group.ben, message, label="Solved")
    group.env.inject_error("PATCH", f"/channels/{room(group).id}/messages/*", status=404, code=10008, times=1)
    told = await submit(group.ben, form, {})
    assert "1-day streak" in text(told)
    assert "broke on my side" not in text(told)
    assert not told.followups
    assert "Only how many did is shown here" in text(post(group))


async def test_a_lost_answer_of_discord_posts_it_once(group: World) -> None:
    await switch_on(group)
    group.env.inject_error("POST", f"/channels/{room(group).id}/messages", status=500, code=0, times=1)
    await group.travel_to(f"{MONDAY} 09:00")
    await group.travel_to(f"{MONDAY} 09:20")
    async with group.store() as tx:
        history = await problem_posts.history(tx, group.guild.id)
    assert len(posts(group)) == len(history) == 1
