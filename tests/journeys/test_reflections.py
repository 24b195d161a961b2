"""A member's own words in rituals: private, editable, posted by themselves, and harmless."""

import re
from datetime import UTC, datetime
from typing import Any

import discord
import pytest

from bot.domain.rituals import Ritual
from bot.store import reflections
from tests.journeys.rituals import MONDAY, defaults, open_group, post, room, switch_on, told, write
from tests.journeys.world import World
from tests.simtools import buttons, press, submit, text

_DAY = datetime(2026, 1, 9, tzinfo=UTC), datetime(2026, 1, 10, tzinfo=UTC)


@pytest.fixture
async def group(world: World) -> World:
    """A group with a channel, and ben in it."""
    return await open_group(world)


async def test_words_are_written_shown_and_posted_without_any_post_of_the_bot(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    nothing = await group.ben.slash(group.channel, "ritual post", which="goals")
    assert "You wrote nothing for" in text(nothing)
    empty = await write(group.ben, group.channel, "goals", "", " ", "")
    assert "You left everything empty" in text(empty)
    await write(group.ben, group.channel, "goals", "one", "two", "")
    form = await group.ben.slash(group.channel, "ritual write", which="goals")
    assert defaults(form) == ["one", "two", ""]

    public = await group.ben.slash(group.channel, "ritual post", which="goals")
    again = await group.ben.slash(group.channel, "ritual post", which="goals")

    assert not public.ephemeral
    assert f"<@{group.ben.id}>" in text(public)
    assert "is posted already" in text(again)
    await group.travel_to(f"{MONDAY} 10:05")
    await write(group.ben, group.channel, "goals", "one", "two", "three")
    shown = await group.ben.slash(group.channel, "ritual show")
    assert "changed since" in text(shown)
    assert "three" in text(shown)
    edited = await press(group.ben, shown, label="Edit goals…")
    assert defaults(edited) == ["one", "two", "three"]


async def test_the_card_posts_to_its_channel_and_says_so(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    card = await write(group.ben, group.channel, "goals", "one", "", "")
    await press(group.ben, card, label="Post to the channel")
    assert "Posted <t:" in text(card)
    assert "Post to the channel" not in [button.label for button in buttons(card)]
    newest = group.channel.last_message
    assert newest is not None
    assert "🎯 one" in text(newest)


async def test_who_may_not_write_in_a_channel_does_not_write_there_through_the_bot(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    card = await write(group.ben, group.channel, "goals", "one", "", "")
    for role in group.guild.roles.values():
        if role.name == "@everyone":
            few = discord.Permissions(view_channel=True, use_application_commands=True)
            group.env.backend.edit_role(group.guild.id, role.id, {"permissions": few.value})
    await group.env.settle()

    refused = await press(group.ben, card, label="Post to the channel")

    assert "You may not write in this channel" in told(refused)
    assert "Only you see this" in text(await group.ben.slash(group.channel, "ritual show", which="goals"))


async def test_wins_are_posted_here_where_their_thread_is_gone(group: World) -> None:
    await switch_on(group, Ritual.WINS)
    await group.travel_to("2026-01-09 16:00")
    friday = post(group)
    card = await write(group.ben, group.channel, "wins", "a first user")
    group.env.inject_error("POST", f"/channels/{friday.id}/messages", status=404, code=10003, times=None)
    await press(group.ben, card, label="Post to the channel")
    newest = group.channel.last_message
    assert newest is not None
    assert "a first user" in text(newest)


async def test_what_discord_refuses_counts_as_not_posted(group: World) -> None:
    await switch_on(group, Ritual.WINS)
    await group.travel_to("2026-01-09 16:00")
    friday = post(group)
    await write(group.ben, group.channel, "wins", "a first user")
    group.env.inject_error("POST", f"/channels/{friday.id}/messages", status=400, code=50035, times=1)
    group.expected = (discord.HTTPException,)
    await group.ben.slash(group.channel, "ritual post", which="wins")
    assert "Only you see this" in text(await group.ben.slash(group.channel, "ritual show", which="wins"))
    await group.ben.slash(group.channel, "ritual post", which="wins")
    assert "Posted <t:" in text(await group.ben.slash(group.channel, "ritual show", which="wins"))


HOSTILE = [
    "@everyone <@&1> <#2> @here",
    "[click](https://evil.example) <t:1:R>",
    "``` ```` ````` ``````",
    "\u202eevil\u2066 # heading",
    "||spoiler|| **bold** ~~x~~ \n# big",
]


SIGNS = ("@everyone", "@here", "](https", "```", "\u202e", "<#2>", "<t:1:R>", "\n# big", "**bold**")
"""What none of them may bring about, unless it is escaped."""


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_break_nothing_and_ping_nobody(group: World, words: str) -> None:
    await group.travel_to("2026-01-08 10:00")
    card = await write(group.ben, group.channel, "goals", words, f"2 {words}", f"3 {words}")
    await press(group.ben, card, label="Post to the channel")
    await write(group.ben, group.channel, "adjust", "keep", "change", "drop", words)
    await write(group.ben, group.channel, "wins", ["0"], words)
    form = await group.ben.slash(group.channel, "ritual write", which="plan")
    plan = {"Goals to take along": ["0"], "Next week": words, "What went well?": words}
    await submit(group.ben, form, plan)
    form = await group.ben.slash(group.channel, "ritual write", which="review", when="today")
    await submit(group.ben, form, [words] * 5)

    newest = group.channel.last_message
    week = text(await group.ben.slash(group.channel, "ritual show"))
    month = text(await group.ben.slash(group.channel, "ritual show", which="review"))

    assert newest is not None
    kept = group.env.backend.messages[group.channel.id][newest.id]
    assert not kept.ping_user_ids
    assert not kept.ping_role_ids
    assert not kept.mention_everyone
    assert [user.id for user in newest.mentions] == [group.ben.id]
    for shown in (text(newest), week, month):
        for sign in SIGNS:
            assert not re.search(rf"(?<!\\){re.escape(sign)}", shown)


async def test_the_longest_words_of_two_months_fit_one_message(group: World) -> None:
    longest = "_" * 350
    await group.travel_to("2026-01-31 17:30")
    await write(group.ben, group.channel, "review", *[longest] * 5)
    await group.travel_to("2026-02-28 17:30")

    card = await write(group.ben, group.channel, "review", *[longest] * 5)

    assert 3_000 < len(text(card)) <= 4_000


async def test_the_fullest_week_fits_one_message(group: World) -> None:
    await group.travel_to("2026-01-11 12:00")
    when = {"when": "2026-01-05"}
    goals = [f"{n}{'_' * 119}" for n in range(3)]
    forms: dict[str, Any] = {
        "goals": goals,
        "adjust": ["keep", "change", "keep", "_" * 350],
        "wins": [["0", "1"], "_" * 350],
        "plan": {"Goals to take along": ["0"], "Next week": "\n".join("12345"), "What went well?": "_" * 350},
    }
    for which, values in forms.items():
        form = await group.ben.slash(group.channel, "ritual write", which=which, **when)
        await submit(group.ben, form, values)
    shown = await group.ben.slash(group.channel, "ritual show", **when)
    assert "Goals for the week" in text(shown)
    assert "Plan for next week" in text(shown)
    assert len(text(shown)) <= 4_000


@pytest.mark.parametrize(
    "forged",
    [
        "n:1:s:ritual:{guild}:goals:9999-12-31",
        "n:1:s:ritual:{guild}:goals:2026-13-45",
        "n:1:s:ritual:{guild}:review:0001-01-01",
        "n:1:s:ritual:{guild}:goals:2020-01-06",
        "n:1:s:ritual:1:goals:2026-01-05",
        "c:refl:{guild}:{ben}:post:goals:2026-01-05",
        "c:refls:{guild}:{ben}:week:9999-12-27",
    ],
)
async def test_a_forged_press_is_answered_and_writes_nothing(group: World, forged: str) -> None:
    public = await group.post_raw(forged.format(guild=group.guild.id, ben=group.ben.id))
    answered = await press(group.ben, public, label="Press")
    assert answered.ephemeral
    assert "broke on my side" not in text(answered)


async def test_what_is_long_over_stays_as_it_is(group: World) -> None:
    refused = await group.ben.slash(group.channel, "ritual write", which="goals", when="2025-06-02")
    assert "not for the week of 2 Jun 2025" in text(refused)
    assert "Nothing is written here" in text(await group.ben.slash(group.channel, "ritual show"))


async def test_a_form_opened_before_a_restart_gives_every_answer_back(group: World) -> None:
    form = await group.ben.slash(group.channel, "ritual write", which="review")
    await group.restart()
    answered = text(await submit(group.ben, form, [f"{n} {'x' * 340}" for n in range(5)]))
    assert "I was restarted meanwhile" in answered
    assert all(f"> {n} x" in answered for n in range(5))
    assert len(answered) <= 2_000


async def test_ones_own_weeks_are_offered_while_typing(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    await write(group.ben, group.channel, "goals", "one", "", "")
    offered = await group.ben.autocomplete(group.channel, "ritual show", "when", "jan")
    assert [(each["name"], each["value"]) for each in offered] == [("week of 5 Jan 2026", MONDAY)]
    assert not await group.ada.autocomplete(group.channel, "ritual show", "when", "")


async def test_only_what_was_reached_is_posted(group: World) -> None:
    await group.travel_to("2026-01-09 10:00")
    await write(group.ben, group.channel, "goals", "ship the demo", "a missed goal", "")
    nothing = await write(group.ben, group.channel, "wins", [], "")
    assert "There is nothing to post" in text(nothing)
    refused = await group.ben.slash(group.channel, "ritual post", which="wins")
    assert "goals that are still on the way stay yours" in text(refused)
    await group.travel_to("2026-01-09 11:00")
    card = await write(group.ben, group.channel, "wins", ["0"], "")
    assert "Posting shows what you reached" in text(card)

    await press(group.ben, card, label="Post to the channel")

    newest = group.channel.last_message
    assert newest is not None
    assert "✅ ship the demo" in text(newest)
    assert "a missed goal" not in text(newest)


async def test_by_default_everything_of_today_is_shown_and_weeks_are_turned_over(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    await write(group.ben, group.channel, "goals", "the first week", "", "")
    await group.travel_to("2026-01-31 17:00")
    await write(group.ben, group.channel, "review", "a demo", "", "", "", "")
    await write(group.ben, group.channel, "wins", "a talk")
    await group.travel_to("2026-02-01 10:00")
    await write(group.ben, group.channel, "goals", "the week to come", "", "")

    shown = await group.ben.slash(group.channel, "ritual show")

    first = text(shown)
    assert "Your week of 26 Jan 2026" in first
    assert "Goals for the week · week of 2 Feb 2026\n🎯 the week to come" in first
    assert "a talk" in first
    assert "The month in review · Jan 2026" in first
    newer = await press(group.ben, shown, label="Newer")
    assert "Your week of 2 Feb 2026" in text(newer)
    assert "the week to come" in text(newer)
    older = await press(group.ben, await press(group.ben, newer, label="Older"), label="Older")
    assert "the first week" in text(older)
    assert [button.label for button in buttons(older)] == ["Newer"]
    which = await group.ben.slash(group.channel, "ritual show", which="wins")
    assert "a talk" in text(which)
    offered = await group.ben.autocomplete(group.channel, "ritual show", "when", "")
    assert [each["value"] for each in offered] == ["2026-02-02", "2026-01-26", MONDAY]


async def test_what_went_out_counts_as_posted_whatever_fails_afterwards(group: World) -> None:
    await group.travel_to(f"{MONDAY} 10:00")
    card = await write(group.ben, group.channel, "goals", "one", "", "")
    group.env.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=10008, times=None)
    await press(group.ben, card, label="Post to the channel")

    assert "Only you see this" in text(card)
    newest = group.channel.last_message
    assert newest is not None
    assert "🎯 one" in text(newest)
    again = await group.ben.slash(group.channel, "ritual post", which="goals")
    assert "is posted already" in text(again)


async def test_wins_go_to_their_thread_only_from_who_may_write_there(group: World) -> None:
    await switch_on(group, Ritual.WINS)
    await group.travel_to("2026-01-09 16:00")
    (thread,) = room(group).threads
    card = await write(group.ben, group.channel, "wins", "a first user")
    for role in group.guild.roles.values():
        if role.name == "@everyone":
            few = discord.Permissions(view_channel=True, use_application_commands=True, send_messages=True)
            group.env.backend.edit_role(group.guild.id, role.id, {"permissions": few.value})
    await group.env.settle()

    await press(group.ben, card, label="Post to the channel")

    assert thread.last_message is None or "a first user" not in text(thread.last_message)
    newest = group.channel.last_message
    assert newest is not None
    assert "a first user" in text(newest)
    async with group.store() as tx:
        (told,) = await reflections.posted(tx, group.guild.id, Ritual.WINS, *_DAY)
    assert told[1] == group.channel.id


async def test_wins_in_their_thread_are_told_where_the_thread_is(group: World) -> None:
    await switch_on(group, Ritual.WINS)
    await group.travel_to("2026-01-09 16:00")
    card = await write(group.ben, group.channel, "wins", "a first user")

    await press(group.ben, card, label="Post to the channel")

    async with group.store() as tx:
        (told,) = await reflections.posted(tx, group.guild.id, Ritual.WINS, *_DAY)
    assert told[1] == room(group).id
