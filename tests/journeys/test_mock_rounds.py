"""Rounds of mock interviews: announced, paired, left out, and what organisers can do about them."""

import discord
import pytest

from tests.journeys.mock_group import CLOSES, JUST_AFTER, OPENS, REMINDS, post, posts, room, settle_in
from tests.journeys.world import World
from tests.simtools import buttons, choose, press, submit, text


async def switch_on(world: World, **options: object) -> str:
    shown = await world.ada.slash(world.channel, "manage rounds set", on=True, **options)
    return text(shown)


async def test_a_dozen_people_are_paired_and_the_bot_may_stop_at_any_time(world: World) -> None:
    people = await settle_in(world, others=10)
    late = world.guild.add_member(world.env.create_user("late"))
    await world.join(late)
    shown = await switch_on(world)
    assert "**On** · every week · closes Sun 12:00 (Europe/Berlin) · opens 3 days before" in shown
    assert "**Next** #1, the week of Mon 12 Jan 2026: opens <t:" in shown
    assert shown.count("11 people in the pool") == 1
    assert "without hours" not in shown
    await world.restart()

    await world.travel_to(OPENS)
    (opening,) = posts(world)
    assert "Mock interviews in the week of Mon 12 Jan 2026" in opening
    assert "11 people in the pool so far" in opening
    assert not any(f"<@{who.id}>" in opening for who in people)
    await world.restart()
    joined = await press(late, post(world), label="Join")
    assert joined.ephemeral
    assert "You are in the pool" in text(joined)
    skipped = await press(people[3], post(world), label="Skip this one")
    assert skipped.ephemeral
    assert "You leave this one out" in text(skipped)

    await world.travel_to(REMINDS)
    reminder = posts(world)[-1]
    assert "1 person in the pool has given no time for that week yet" in reminder
    when = await press(late, post(world), label="When I can")
    assert when.ephemeral
    await press(late, when, label=next(each.label for each in buttons(when) if "vening" in each.label))
    await world.restart()

    await world.travel_to(CLOSES)
    await world.restart()
    await world.travel_to(JUST_AFTER)
    told = posts(world)[-1]
    assert "I found 4 pairs and 1 trio. Each has a private thread" in told
    assert "The next round, for the week of Mon 19 Jan 2026, closes <t:" in told
    assert len(room(world).threads) == 5
    assert len([each for each in posts(world) if "I found" in each]) == 1
    assert not any(f"<@{who.id}>" in each for each in posts(world)[:3] for who in people)

    shown = text(await world.ada.slash(world.channel, "manage rounds show"))
    assert "**#1** the week of Mon 12 Jan 2026 · 4 pairs and 1 trio · 5 to come · " in shown
    assert "bye" not in shown


async def test_who_is_alone_is_told_in_private_what_comes_next(world: World) -> None:
    people = await settle_in(world, others=2)
    await switch_on(world, trios=False)
    await world.travel_to(CLOSES)
    assert "1 person found no partner this time. They come first in the next round" in posts(world)[-1]
    inboxes = {who.id: "\n".join(world.inbox(who)) for who in people}
    (alone,) = [who for who in people if "I found no partner for you" in inboxes[who.id]]
    assert "an odd number this round" in inboxes[alone.id]
    assert "You come first in the next round" in inboxes[alone.id]
    message = alone.user.dm_channel.last_message
    assert message is not None
    panel = await alone.user.click(message, label="My interviews")
    assert "Mock interviews" in text(panel)


async def test_with_closed_messages_the_channel_reads_nothing_but_a_call(world: World) -> None:
    people = await settle_in(world, others=2)
    await switch_on(world, trios=False)
    for who in people:
        world.refuse_once(who)
    await world.travel_to(CLOSES)
    calls = [message for message in room(world).history() if "there is something for you" in text(message)]
    (call,) = calls
    assert "partner" not in text(call)
    (alone,) = [who for who in people if f"<@{who.id}>" in text(call)]
    opened = await press(alone, call, label="Read it")
    assert opened.ephemeral


async def test_an_organiser_previews_pairs_at_once_and_matches_again(world: World) -> None:
    await settle_in(world, others=5)
    await switch_on(world)
    preview = await world.ada.slash(world.channel, "manage rounds preview")
    assert "If the round for the week of Mon 12 Jan 2026 closed now" in text(preview)
    assert "6 people in the pool: **3 pairs**" in text(preview)
    assert room(world).threads == []
    asked = await world.ada.slash(world.channel, "manage rounds run")
    assert "Close round #1, the week of Mon 12 Jan 2026, now and pair 6 people?" in text(asked)
    await press(world.ada, asked, label="Close and pair now")
    assert "**#1** the week of Mon 12 Jan 2026 · 3 pairs · 3 to come · " in text(asked)
    await world.tick()
    assert len(room(world).threads) == 3

    again = await world.ada.slash(world.channel, "manage rounds replay", round=1)
    assert "**Identical** to what was matched." in text(again)
    assert "worth the same." in text(again)
    other = await world.ada.slash(world.channel, "manage rounds replay", round=1, seed=4)
    assert "once more, with seed 4" in text(other)
    form = await press(world.ada, again, label="With another seed…")
    await submit(world.ada, form, ["5"])
    assert "once more, with seed 5" in text(again)
    form = await press(world.ada, again, label="With another seed…")
    refused = await submit(world.ada, form, ["five"])
    assert "I cannot read **five** as a number" in text(refused)


async def test_a_round_is_left_out_and_what_is_left_of_one_is_called_off(world: World) -> None:
    await settle_in(world, others=3)
    await switch_on(world)
    await world.travel_to(OPENS)
    asked = await world.ada.slash(world.channel, "manage rounds cancel")
    assert "Leave out round #1" in text(asked)
    await press(world.ada, asked, label="Leave it out")
    await world.tick()
    assert "The round for the week of Mon 12 Jan 2026 is left out." in posts(world)[-1]
    gone = await press(world.ben, next(m for m in room(world).history() if buttons(m)), label="Skip this one")
    assert "This round is over" in text(gone)
    await world.travel_to("2026-01-18 12:00")
    assert "I found 2 pairs" in posts(world)[-1]

    shown = await world.ada.slash(world.channel, "manage rounds show")
    assert "left out by an organiser" in text(shown)
    await choose(world.ada, shown, "2", prefix="c:roundpick")
    await press(world.ada, shown, label="Call off…")
    assert "Call off what is left of round #2" in text(shown)
    done = await press(world.ada, shown, label="Call it off")
    assert done.deferred
    await world.tick()
    assert "2 interviews not held yet will not take place" in posts(world)[-1]
    twice = await world.ada.slash(world.channel, "manage rounds cancel", round=2, confirm=True)
    assert "This round is over" in text(twice)


async def test_a_stale_question_does_nothing_to_another_round(world: World) -> None:
    await settle_in(world, others=3)
    await switch_on(world)
    to_pair = await world.ada.slash(world.channel, "manage rounds run")
    to_pair_too = await world.ada.slash(world.channel, "manage rounds run")
    to_leave_out = await world.ada.slash(world.channel, "manage rounds cancel")
    await press(world.ada, to_pair, label="Close and pair now")
    for question, label in ((to_pair_too, "Close and pair now"), (to_leave_out, "Leave it out")):
        late = await press(world.ada, question, label=label)
        assert "This round is over: it was paired or left out already" in text(late.followups[-1])
    shown = text(await world.ada.slash(world.channel, "manage rounds show"))
    assert "**Next** #2, the week of Mon 19 Jan 2026: opens <t:" in shown
    assert "**#1** the week of Mon 12 Jan 2026 · 2 pairs · 2 to come · " in shown


async def test_settings_that_fit_no_round_are_named_as_people_know_them(world: World) -> None:
    await settle_in(world, others=0)
    shown = await world.ada.slash(world.channel, "manage rounds show")
    form = await press(world.ada, shown, label="When…")
    refused = await submit(world.ada, form, [["4"], "6pm", "2", "1", "500"])
    assert "500 hours is out of range: the reminder takes 0 to 72 hours" in text(refused)


async def test_everything_is_set_by_buttons_too(world: World) -> None:
    await settle_in(world, others=0)
    shown = await world.ada.slash(world.channel, "manage rounds show")
    assert "**Off**" in text(shown)
    assert "**Next** none is planned" in text(shown)
    await press(world.ada, shown, label="Switch on")
    assert "**On**" in text(shown)
    form = await press(world.ada, shown, label="When…")
    await submit(world.ada, form, [["4"], "6pm", "2", "1", "0"])
    assert "every 2 weeks · closes Fri 18:00 (Europe/Berlin) · opens 1 day before · no reminder" in text(
        shown
    )
    form = await press(world.ada, shown, label="Rules…")
    await submit(world.ada, form, ["45", "3", ["False"]])
    assert "45 minutes each · no repeat within 3 rounds" in text(shown)
    assert "no trios: an odd one waits" in text(shown)
    other = world.guild.create_text_channel("practice")
    await choose(world.ada, shown, other, prefix="c:roundchan")
    assert f"in <#{other.id}>" in text(shown)
    await press(world.ada, shown, label="Switch off")
    assert "**Off** · every 2 weeks · closes Fri 18:00" in text(shown)


async def test_the_same_by_one_command(world: World) -> None:
    await settle_in(world, others=0)
    shown = await switch_on(
        world, day=4, at="18:00", every=2, minutes=45, opens=1, reminder=0, window=0, trios=False
    )
    assert "every 2 weeks · closes Fri 18:00 (Europe/Berlin) · opens 1 day before · no reminder" in shown
    assert "45 minutes each · repeats are no matter" in shown


async def test_only_organisers_look_after_rounds(world: World) -> None:
    await settle_in(world, others=0)
    shown = await world.ada.slash(world.channel, "manage rounds show")
    pressed = next(each.custom_id for each in buttons(shown) if each.label == "Switch on")
    public = await world.post_raw(pressed.replace(str(world.ada.id), str(world.ben.id)))
    assert "Only an organiser" in text(await press(world.ben, public, label="Press"))
    assert not (await world.app.services.mock_rounds.board(world.guild.id)).settings.enabled


@pytest.mark.parametrize("command", ["run", "cancel"])
async def test_where_rounds_are_off_the_next_step_is_named(world: World, command: str) -> None:
    refused = await world.ada.slash(world.channel, f"manage rounds {command}")
    assert "`/manage rounds set on:True`" in text(refused)


async def test_without_any_channel_rounds_are_not_switched_on(world: World) -> None:
    refused = await world.ada.slash(world.channel, "manage rounds set", on=True)
    assert "Choose one in the menu of `/manage rounds show`" in text(refused)
    shown = await world.ada.slash(world.channel, "manage rounds show")
    assert "no channel yet: choose one below" in text(shown)
    assert "Nobody is in the pool yet" in text(shown)


async def test_the_panel_says_which_permission_is_missing_and_has_the_link(world: World) -> None:
    await settle_in(world, others=0)
    assert "⚠️" not in await switch_on(world)
    for role in world.guild.roles.values():
        if role.name in ("TestBot", "@everyone"):
            few = discord.Permissions(view_channel=True, send_messages=True, embed_links=True)
            few.update(attach_files=True, read_message_history=True, use_application_commands=True)
            world.env.backend.edit_role(world.guild.id, role.id, {"permissions": few.value})
    await world.env.settle()
    shown = await world.ada.slash(world.channel, "manage rounds show")
    assert (
        f"In <#{room(world).id}> I lack Send Messages in Threads and Create Private Threads, so pairs get"
    ) in text(shown)
    assert "I lack Create Events" in text(shown)
    (link,) = [each for each in buttons(shown) if each.url]
    assert "permissions=" in link.url


async def test_a_round_is_found_by_its_week(world: World) -> None:
    await settle_in(world, others=1)
    await switch_on(world)
    await world.ada.slash(world.channel, "manage rounds run", confirm=True)
    found = await world.ada.autocomplete(world.channel, "manage rounds replay", "round", "12 jan")
    assert found == [{"name": "#1 · the week of Mon 12 Jan 2026 · paired", "value": 1}]


async def test_a_bot_that_was_away_too_long_says_so(world: World) -> None:
    await settle_in(world, others=1)
    await switch_on(world)
    await world.travel_to("2026-01-16 12:00")
    left_out, opening = posts(world)
    assert "The round for the week of Mon 12 Jan 2026 is left out." in left_out
    assert "I was away when it should have closed" in left_out
    assert "Mock interviews in the week of Mon 19 Jan 2026" in opening
