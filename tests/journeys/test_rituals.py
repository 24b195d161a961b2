"""The rituals of a group: the organiser's switches, and the posts that come by themselves."""

from typing import Any

import discord
import pytest
from discord import ui

from bot.domain.rituals import Ritual
from tests.journeys.rituals import (
    MONDAY,
    defaults,
    labels,
    open_group,
    post,
    posts,
    room,
    switch_on,
)
from tests.journeys.world import World
from tests.simtools import buttons, choose, fields, press, submit, text


@pytest.fixture
async def group(world: World) -> World:
    """A group with a channel, and ben in it."""
    return await open_group(world)


async def test_an_organiser_sees_and_sets_everything_by_the_controls(group: World) -> None:
    shown = await group.ada.slash(group.channel, "manage rituals")
    assert "Goals for the week** · off (Mon 09:00)" in text(shown)
    assert "What the group does together, in Europe/Berlin time." in text(shown)
    await choose(group.ada, shown, "wins", prefix="c:ritpick")
    await press(group.ada, shown, label="Switch on")
    form = await press(group.ada, shown, label="Time and day…")
    await submit(group.ada, form, ["8pm", ["3"]])
    other = group.guild.create_text_channel("wins")
    await choose(group.ada, shown, other, prefix="c:ritchan")

    assert f"Wins of the week** · Thu 20:00 · <#{other.id}> · next <t:" in text(shown)
    await group.restart()
    again = await group.ada.slash(group.channel, "manage rituals")
    assert f"Wins of the week** · Thu 20:00 · <#{other.id}>" in text(again)
    await choose(group.ada, again, "wins", prefix="c:ritpick")
    await press(group.ada, again, label="Switch off")
    assert "Wins of the week** · off (Thu 20:00)" in text(again)


async def test_the_same_by_command(group: World) -> None:
    shown = await group.ada.slash(
        group.channel, "manage rituals", ritual="goals", on=True, at="7:30", day="tue", channel=room(group)
    )
    assert f"Goals for the week** · Tue 07:30 · <#{room(group).id}>" in text(shown)
    refused = await group.ada.slash(group.channel, "manage rituals", ritual="goals", day="mon-wed")
    assert "Choose one day" in text(refused)
    monthly = await group.ada.slash(group.channel, "manage rituals", ritual="review", day="mon")
    assert "last day of each month" in text(monthly)
    unnamed = await group.ada.slash(group.channel, "manage rituals", on=True)
    assert "Say which ritual" in text(unnamed)


async def test_nobody_else_may_set_them(group: World) -> None:
    shown = await group.ada.slash(group.channel, "manage rituals", ritual="goals")
    pressed = next(each.custom_id for each in buttons(shown) if each.label == "Switch on")
    public = await group.post_raw(pressed.replace(str(group.ada.id), str(group.ben.id)))
    refused = await press(group.ben, public, label="Press")
    assert "Only an organiser" in text(refused)
    assert not (await group.app.services.rituals.board(group.guild.id)).of(Ritual.GOALS).on


async def test_without_a_channel_the_next_step_is_named(world: World) -> None:
    refused = await world.ada.slash(world.channel, "manage rituals", ritual="goals", on=True)
    assert "has no channel to go to" in text(refused)


async def test_the_panel_says_which_permission_is_missing(group: World) -> None:
    await switch_on(group, Ritual.GOALS, Ritual.WINS)
    assert "⚠️" not in text(await group.ada.slash(group.channel, "manage rituals"))
    for role in group.guild.roles.values():
        if role.name in ("TestBot", "@everyone"):
            few = discord.Permissions(view_channel=True, embed_links=True, attach_files=True)
            few.update(read_message_history=True, use_application_commands=True)
            group.env.backend.edit_role(group.guild.id, role.id, {"permissions": few.value})
    await group.env.settle()

    shown = text(await group.ada.slash(group.channel, "manage rituals"))

    # Without the right to send, Discord counts none of what belongs to it.
    lost = "Send Messages, Embed Links and Attach Files"
    assert f"In <#{room(group).id}> I lack {lost}, so nothing comes there" in shown
    assert "I lack Create Public Threads and Send Messages in Threads: wins come there without" in shown
    group.env.backend.delete_channel(room(group).id)
    await group.env.settle()
    gone = text(await group.ada.slash(group.channel, "manage rituals"))
    assert "is gone or hidden from me" in gone


async def test_a_week_from_monday_to_sunday(group: World) -> None:
    await switch_on(group, Ritual.GOALS, Ritual.ADJUST, Ritual.WINS, Ritual.PLAN)
    await group.travel_to(f"{MONDAY} 08:59")
    assert posts(group) == []
    await group.travel_to(f"{MONDAY} 09:00")
    await group.tick()
    (goals,) = posts(group)
    assert "Goals for the week" in goals
    assert "late" not in goals

    form = await press(group.ben, post(group), label="Write my goals")
    card = await submit(group.ben, form, ["ship the demo", "read two papers", "sleep"])
    assert card.ephemeral
    assert "ship the demo" in text(card)
    assert "Only you see this" in text(card)
    assert len(posts(group)) == 1
    await group.restart()

    await group.travel_to("2026-01-07 09:00")
    form = await press(group.ben, post(group), label="Look at my goals")
    assert [label for label in fields(form) if label.startswith("Goal")] == ["Goal 1", "Goal 2", "Goal 3"]
    assert [each["description"] for each in labels(form)[:3]] == [
        "ship the demo",
        "read two papers",
        "sleep",
    ]
    adjusted = await submit(group.ben, form, ["keep", "change", "drop", "one paper is enough"])
    assert "read two papers · *change it*" in text(adjusted)

    await group.travel_to("2026-01-09 16:00")
    friday = post(group)
    form = await press(group.ben, friday, label="Write my wins")
    (boxes,) = [each["component"] for each in labels(form) if each["component"]["type"] == 22]
    assert [option["label"] for option in boxes["options"]] == ["ship the demo", "read two papers"]
    wins = await submit(group.ben, form, [["0"], "a first user"])
    assert "✅ ship the demo" in text(wins)
    assert "read two papers · *still on the way*" in text(wins)
    await press(group.ben, wins, label="Post to the channel")
    (thread,) = room(group).threads
    assert (thread.id, thread.name) == (friday.id, "Wins of the week · week of 5 Jan 2026")
    assert thread.last_message is not None
    assert f"<@{group.ben.id}>" in text(thread.last_message)
    assert "a first user" in text(thread.last_message)
    assert "Posted <t:" in text(wins)

    await group.travel_to("2026-01-11 17:00")
    form = await press(group.ben, post(group), label="Plan my week")
    assert "Still open this week" in str(form.modal) or "find a place in later days" in str(form.modal)
    plan = await submit(
        group.ben, form, {"Goals to take along": ["0"], "Next week": "demo two\nwrite a post"}
    )
    assert "↪️ read two papers" in text(plan)

    await group.travel_to("2026-01-12 09:00")
    form = await press(group.ben, post(group), label="Write my goals")
    assert defaults(form) == ["read two papers", "demo two", "write a post"]
    assert len(posts(group)) == 5


async def test_months_are_compared(group: World) -> None:
    await switch_on(group, Ritual.REVIEW)
    await group.travel_to("2026-01-31 17:00")
    form = await press(group.ben, post(group), label="Review my month")
    first = await submit(group.ben, form, ["a demo", "backprop", "sleep", "two talks", "deploying"])
    assert "The month in review · Jan 2026" in text(first)
    await group.travel_to("2026-02-28 17:00")
    assert len(posts(group)) == 2
    form = await press(group.ben, post(group), label="Review my month")
    assert "The month before: backprop" in str(form.modal)

    second = await submit(group.ben, form, ["a service", "docker", "", "", ""])

    shown = text(second)
    assert "**What did you learn?** docker\n-# The month before: backprop" in shown
    assert "**What was hard?** –\n-# The month before: sleep" in shown
    older = await press(group.ben, second, label="Older")
    assert "Jan 2026" in text(older)
    newer = await press(group.ben, older, label="Newer")
    assert "Feb 2026" in text(newer)
    by_command = await group.ben.slash(group.channel, "ritual show", which="review", when="2026-01-15")
    assert "**What did you build?** a demo" in text(by_command)


@pytest.mark.parametrize("verb", ["ritpick", "members"])
async def test_a_choice_that_was_not_offered_is_answered(group: World, verb: str) -> None:
    select: ui.Select[Any] = ui.Select(
        custom_id=f"c:{verb}:{group.guild.id}:{group.ada.id}",
        options=[discord.SelectOption(label="Anything", value="anything")],
    )
    view = ui.View(timeout=None)
    view.add_item(select)
    view.stop()

    refused = await choose(group.ada, await group.post(view), "anything")

    assert "broke on my side" not in text(refused)
    assert refused.ephemeral


async def test_a_late_post_says_so_and_a_stale_one_is_left_out(group: World) -> None:
    await switch_on(group, Ritual.GOALS, Ritual.ADJUST)
    await group.travel_to(f"{MONDAY} 14:30")
    (late,) = posts(group)
    assert "5 h 30 min late: I was away" in late
    await group.travel_to("2026-01-07 15:01")
    assert len(posts(group)) == 1


async def test_nothing_is_posted_while_nobody_has_joined(group: World) -> None:
    await switch_on(group, Ritual.GOALS)
    left = await group.ben.slash(group.channel, "leave")
    await press(group.ben, left, label="Leave")
    await group.travel_to(f"{MONDAY} 09:05")
    assert posts(group) == []


async def test_whoever_has_not_joined_is_told_how(group: World) -> None:
    await switch_on(group, Ritual.GOALS)
    await group.travel_to(f"{MONDAY} 09:00")
    refused = await press(group.ada, post(group), label="Write my goals")
    assert refused.ephemeral
    assert "Start with `/join`" in text(refused)
    for command in ("ritual write", "ritual post"):
        assert "Start with `/join`" in text(await group.ada.slash(group.channel, command, which="goals"))


async def test_the_digest_is_switched_on_like_the_others_and_tells_its_own_words(group: World) -> None:
    await switch_on(group, Ritual.DIGEST)
    await group.travel_to(f"{MONDAY} 12:00")
    panel = await group.ben.slash(group.channel, "today")
    await press(group.ben, panel, label="Done", nth=0)
    await group.travel_to("2026-01-12 08:00")
    assert "Our week" in posts(group)[-1]
