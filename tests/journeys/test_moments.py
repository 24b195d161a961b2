"""Moments worth a picture: shown once, right after the tick, and shared by their member alone."""

import io

import discord
import pytest
from PIL import Image
from simcord import InteractionResult, ResponseMessage

from bot.domain.moments import Moment
from bot.ui import charts_card
from tests.journeys.own_roadmap import bring
from tests.journeys.world import World
from tests.simtools import Seen, buttons, choose, find_button, press, text

HOSTILE = "@everyone **ML** [x](https://example.org) ``````"

SMALL = f"""\
id: our-way
title: "{HOSTILE}"
summary: What our group does.
estimate_per_week: 10h
projects:
  - {{key: churn, title: "Churn, end to end"}}
sections:
  - key: week-1
    title: First
    weeks: 1
    items:
      - {{key: read, kind: reading, title: Read the book, estimate: 30m}}
      - {{key: build, kind: build, title: Build it, estimate: 30m, project: churn}}
      - {{key: write, kind: task, title: Write it up, estimate: 30m, project: churn}}
"""


async def study(world: World, *days: int) -> InteractionResult:
    """Ben ticks a task on each of these days of January; the last press is returned."""
    pressed = None
    for day in days:
        await world.travel_to(f"2026-01-{day:02} 10:00")
        pressed = await tick(world)
    assert pressed is not None
    return pressed


async def tick(world: World) -> InteractionResult:
    panel = await world.ben.slash(world.channel, "today")
    return await press(world.ben, panel, label="Done", nth=0)


async def picture(card: ResponseMessage | discord.Message) -> Image.Image:
    (attachment,) = card.attachments
    return Image.open(io.BytesIO(await attachment.read()))


def cards(seen: InteractionResult) -> list[str]:
    return [text(each) for each in seen.followups]


async def begin(world: World) -> None:
    """Ben is on the roadmap since Monday 5 January 2026."""
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben)


async def test_seven_days_bring_a_card_exactly_once(world: World) -> None:
    await begin(world)
    sixth = await study(world, 5, 6, 7, 8, 9, 10)
    assert cards(sixth) == []

    seventh = await study(world, 12)
    (card,) = seventh.followups
    assert card.ephemeral
    assert "A 7-day streak" in text(card)
    image = await picture(card)
    assert (image.format, image.width) == ("PNG", 800)

    await world.restart()
    undone = await world.ben.slash(world.channel, "today")
    await press(world.ben, undone, label="Undo", nth=0)
    assert (await world.today(world.ben)).streak.current == 6
    again = await tick(world)
    assert (await world.today(world.ben)).streak.current == 7
    more = await tick(world)
    await world.travel_to("2026-01-12 20:00")
    later = await world.ben.slash(world.channel, "today")
    assert [cards(each) for each in (again, more, later)] == [[], [], []]


async def test_a_command_and_a_task_card_bring_it_too(world: World) -> None:
    await begin(world)
    await study(world, 5, 6, 7, 8, 9, 10)
    await world.travel_to("2026-01-12 10:00")
    first = (await world.today(world.ben)).tasks[0]
    ticked = await world.ben.slash(world.channel, "task done", task=f"#{first.id}")
    assert "A 7-day streak" in cards(ticked)[0]

    await world.join(world.ada)
    for day in (13, 14, 15, 16, 17, 19):
        await world.travel_to(f"2026-01-{day:02} 10:00")
        await press(world.ada, await world.ada.slash(world.channel, "today"), label="Done", nth=0)
    await world.travel_to("2026-01-20 10:00")
    panel = await world.ada.slash(world.channel, "today")
    task = (await world.today(world.ada)).tasks[0]
    opened = await choose(world.ada, panel, str(task.id), prefix="c:pick")
    done = await press(world.ada, opened, label="Done")
    assert "A 7-day streak" in cards(done)[0]


async def test_a_day_filled_in_later_can_complete_the_seven(world: World) -> None:
    await begin(world)
    await study(world, 5, 6, 7, 8, 9, 10)
    await world.travel_to("2026-01-13 10:00")

    filled = await world.ben.slash(world.channel, "streak backfill", date="yesterday", note="On the train")

    assert "A 7-day streak" in cards(filled)[0]
    assert (await world.ben.slash(world.channel, "today")).followups == []


async def test_a_card_that_got_lost_comes_with_the_next_today(world: World) -> None:
    await begin(world)
    await study(world, 5, 6, 7, 8, 9, 10)
    await world.travel_to("2026-01-12 10:00")
    panel = await world.ben.slash(world.channel, "today")
    world.env.inject_error("POST", "/webhooks/*", status=500, times=1)
    lost = await press(world.ben, panel, label="Done", nth=0)
    assert cards(lost) == []
    assert (await world.today(world.ben)).streak.current == 7

    await world.restart()
    await world.travel_to("2026-01-12 10:05")
    found, after = [await world.ben.slash(world.channel, "today") for _ in range(2)]

    assert "A 7-day streak" in cards(found)[0]
    assert cards(after) == []


async def test_the_member_shares_it_and_nobody_else_can(world: World) -> None:
    await begin(world)
    (card,) = (await study(world, 5, 6, 7, 8, 9, 10, 12)).followups
    share = find_button(card, label="Share with the group").custom_id
    stranger = await press(world.ada, await world.post_raw(share), label="Press")
    assert "This belongs to" in text(stranger)

    shared = await press(world.ben, card, label="Share with the group")

    (public,) = shared.followups
    assert not public.ephemeral
    assert f"<@{world.ben.id}>: A 7-day streak" in text(public)
    assert (await picture(public)).width == 800
    assert buttons(public) == []
    assert "Shared with the group" in text(card)
    again = await press(world.ben, await world.post_raw(share), label="Press")
    assert "You have shared this one already" in text(again)


async def test_who_may_not_write_here_does_not_share_here_and_can_elsewhere(world: World) -> None:
    await begin(world)
    (card,) = (await study(world, 5, 6, 7, 8, 9, 10, 12)).followups
    for role in world.guild.roles.values():
        if role.name == "@everyone":
            few = discord.Permissions(view_channel=True, use_application_commands=True)
            world.env.backend.edit_role(world.guild.id, role.id, {"permissions": few.value})
    await world.env.settle()

    refused = await press(world.ben, card, label="Share with the group")

    assert "You may not write in this channel" in text(refused)
    assert "`/streak moments`" in text(refused)
    (moment,) = await world.app.services.moments.all(world.guild.id, world.ben.id)
    assert moment.shared_at is None
    assert world.channel.last_message is None


async def test_sharing_that_fails_can_be_done_again(world: World) -> None:
    await begin(world)
    (card,) = (await study(world, 5, 6, 7, 8, 9, 10, 12)).followups
    world.env.inject_error("POST", "/webhooks/*", status=403, times=1)
    await press(world.ben, card, label="Share with the group")
    assert "Share with the group" in [button.label for button in buttons(card)]

    shared = await press(world.ben, card, label="Share with the group")

    assert "A 7-day streak" in cards(shared)[0]
    assert "Shared with the group" in text(card)


async def test_a_card_that_cannot_be_drawn_is_not_shared(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(world)
    (card,) = (await study(world, 5, 6, 7, 8, 9, 10, 12)).followups

    def no_ink(_: Moment) -> bytes:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(charts_card, "moment_card", no_ink)
        world.expected = (*world.expected, MemoryError)
        await press(world.ben, card, label="Share with the group")
    (moment,) = await world.app.services.moments.all(world.guild.id, world.ben.id)
    assert moment.shared_at is None

    assert "A 7-day streak" in cards(await press(world.ben, card, label="Share with the group"))[0]


async def test_all_moments_are_listed_and_a_card_is_seen_again(world: World) -> None:
    await begin(world)
    assert "None yet" in text(await world.ben.slash(world.channel, "streak moments"))
    await study(world, 5, 6, 7, 8, 9, 10, 12)

    listed = await world.ben.slash(world.channel, "streak moments")
    assert "A 7-day streak** · Mon 12 Jan 2026" in text(listed)
    assert listed.ephemeral
    moment = (await world.app.services.moments.all(world.guild.id, world.ben.id))[0]
    seen = await choose(world.ben, listed, str(moment.id), prefix="c:moments")
    assert seen.ephemeral
    assert "Only you see this" in text(seen)
    await press(world.ben, seen, label="Share with the group")

    shared = await world.ben.slash(world.channel, "streak moments")
    assert "shared" in text(shared)
    once_more = await choose(world.ben, shared, str(moment.id), prefix="c:moments")
    assert buttons(once_more) == []


async def test_a_tick_in_a_direct_message_brings_the_card_there_without_the_button(world: World) -> None:
    await begin(world)
    await study(world, 5, 6, 7, 8, 9, 10)
    await world.ben.slash(world.channel, "nudges set", time="09:00")
    await world.travel_to("2026-01-12 09:01")
    nudge = world.ben.user.dm_channel.last_message
    assert nudge is not None
    done = next(button.custom_id for button in buttons(nudge) if button.label == "Done")

    await world.ben.user.click(nudge, custom_id=done)

    card = world.ben.user.dm_channel.last_message
    assert card is not None
    assert "A 7-day streak" in text(card)
    assert "`/streak moments` in the server shares it" in text(card)
    assert buttons(card) == []


async def test_the_first_project_and_the_end_of_a_groups_own_roadmap_with_a_hostile_title(
    world: World,
) -> None:
    await world.travel_to("2026-01-05 08:00")
    await bring(world, SMALL)
    await world.join(world.ben, roadmap="our-way", hours_per_week="20")
    reached = [cards(each) for each in [await tick(world) for _ in range(3)]]

    assert reached[:2] == [[], []]
    project, end = reached[2]
    assert "First project finished: Churn, end to end" in project
    assert "Finished: ＠everyone \\*\\*ML\\*\\*" in end
    listed = await world.ben.slash(world.channel, "streak moments")
    assert_harmless(listed)
    moments = await world.app.services.moments.all(world.guild.id, world.ben.id)
    for moment in moments:
        seen = await choose(world.ben, listed, str(moment.id), prefix="c:moments")
        shared = await press(world.ben, seen, label="Share with the group")
        assert_harmless(shared.followups[0])


def assert_harmless(seen: Seen) -> None:
    shown = text(seen)
    assert not any(trap in shown for trap in ("@everyone", "[x](", "```", " **ML**"))


async def test_finishing_by_leaving_out_the_last_task_is_celebrated_with_the_next_today(world: World) -> None:
    await world.travel_to("2026-01-05 08:00")
    await bring(world, SMALL)
    await world.join(world.ben, roadmap="our-way", hours_per_week="20")
    await tick(world)
    for task in (await world.today(world.ben)).open_tasks:
        await world.ben.slash(world.channel, "task skip", task=f"#{task.id}")
    await world.travel_to("2026-01-05 08:10")

    found = await world.ben.slash(world.channel, "today")

    (end,) = cards(found)
    assert "Finished:" in end
