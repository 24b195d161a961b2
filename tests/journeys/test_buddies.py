"""Buddies as people live them: asked in private, agreed, nudged once a day, ended without a word."""

from collections.abc import AsyncGenerator

import pytest
from simcord import InteractionResult, MemberActor

from bot.domain.delivery import DeliveryState
from tests.delivery.world import utc
from tests.journeys.world import World
from tests.simtools import burst, buttons, choose, press, submit, text

OVER = utc("2026-01-12 09:00")
"""When a request of the first morning is over; it is 10:00 in Berlin."""

HOSTILE = "@everyone <@&1> [free](https://evil.example) ```` \u202eback <#5> **" + "z\u0301\u0302\u0303\u0304"


@pytest.fixture
async def pair(world: World) -> World:
    """Ada and Ben have joined on Monday 5 January 2026, both nudged at 09:00; it is 10:00."""
    await world.travel_to("2026-01-05 08:00")
    for who in (world.ada, world.ben):
        await world.join(who)
        await who.slash(world.channel, "nudges set", time="09:00")
    await world.travel_to("2026-01-05 10:00")
    return world


async def befriend(world: World, share: str = "checkin") -> None:
    """Ada asks, Ben says yes."""
    await world.ada.slash(world.channel, "buddy ask", member=world.ben, share=share)
    await world.tick()
    await world.ben.slash(world.channel, "buddy accept", member=world.ada)
    await world.tick()


async def check_in(world: World, who: MemberActor) -> None:
    """Tick the first task of today."""
    first = (await world.today(who)).open_tasks[0]
    await world.app.services.tasks.done(world.guild.id, who.id, first.id)


async def panel(world: World, who: MemberActor) -> InteractionResult:
    """What `/buddy show` answers."""
    return await who.slash(world.channel, "buddy show")


async def kinds(world: World) -> list[tuple[str, str, str | None]]:
    """Kind, state and reason of every delivery between buddies, oldest first."""
    async with world.store() as tx:
        rows = await tx.exec_driver_sql(
            "SELECT ref, state, reason FROM delivery WHERE kind = 'buddy' ORDER BY id"
        )
        return [(str(row.ref).split(":")[0], str(row.state), row.reason) for row in rows]


@pytest.fixture(autouse=True)
async def quiet_end(world: World) -> AsyncGenerator[None]:
    """Nothing may be left half sent, and nothing is ever posted in the group's channel."""
    yield
    assert not [state for _, state, _ in await kinds(world) if state == DeliveryState.SENDING]
    assert world.channel.last_message is None


async def test_a_request_comes_as_a_direct_message_and_its_buttons_answer_it(pair: World) -> None:
    asked = await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    assert asked.ephemeral
    assert "as a message of mine, or in their `/today`" in text(asked)
    await pair.tick()
    assert "asks whether you want to be buddies" in pair.inbox(pair.ben)[-1]
    request = pair.ben.user.dm_channel.last_message
    assert request is not None
    await pair.travel_to("2026-01-07 12:00")
    await pair.restart()

    chosen = next(each.custom_id for each in buttons(request) if each.label == "Accept")
    answered = await pair.ben.user.click(request, custom_id=chosen)
    await pair.tick()

    assert f"<@{pair.ada.id}>" in text(answered)
    assert f"<@{pair.ben.id}> said yes" in pair.inbox(pair.ada)[-1]
    assert "Your buddy" in text(await panel(pair, pair.ada))


async def test_each_reads_in_their_own_nudge_how_the_other_one_is_doing(pair: World) -> None:
    await befriend(pair, "streak")
    await pair.ben.slash(pair.channel, "nudges set", time="11:00")
    await pair.travel_to("2026-01-06 08:00")
    await check_in(pair, pair.ada)
    await pair.ben.slash(pair.channel, "buddy share", what="nothing")

    await pair.travel_to("2026-01-06 09:01")
    await pair.travel_to("2026-01-06 11:01")

    nudge = pair.inbox(pair.ben)[-1]
    assert f"<@{pair.ada.id}> has checked in today · 1-day streak" in nudge
    assert f"<@{pair.ben.id}>" not in pair.inbox(pair.ada)[-1]
    await pair.ben.slash(pair.channel, "buddy share", what="checkin")
    seen = text(await pair.ada.slash(pair.channel, "today"))
    assert f"<@{pair.ben.id}> still has today ahead" in seen
    assert "streak" not in seen.split(f"<@{pair.ben.id}>")[1]


async def test_who_has_no_nudges_finds_the_request_in_their_day(world: World) -> None:
    for who in (world.ada, world.ben):
        await world.join(who)

    asked = await world.ada.slash(world.channel, "buddy ask", member=world.ben)
    await world.tick()

    assert "as a message of mine, or in their `/today`" in text(asked)
    assert world.inbox(world.ben) == []
    day = await world.ben.slash(world.channel, "today")
    assert f"<@{world.ada.id}> asks whether you want to be buddies" in text(day)
    opened = await press(world.ben, day, label="Buddy…")
    assert opened.ephemeral
    accepted = await press(world.ben, opened, label="Accept")
    assert f"<@{world.ada.id}> still has today ahead" in text(accepted)
    seen = text(await world.ada.slash(world.channel, "today"))
    assert f"<@{world.ben.id}> still has today ahead" in seen


async def test_a_nudge_arrives_once_a_day_and_its_words_wait_until_the_check_in(pair: World) -> None:
    await befriend(pair)
    shown = await panel(pair, pair.ada)

    form = await press(pair.ada, shown, label="Nudge…")
    said = await submit(pair.ada, form, [["1"], ""])
    await pair.tick()

    assert "You have got this" in text(said)
    assert "You have got this" in pair.inbox(pair.ben)[-1]
    again = await pair.ada.slash(pair.channel, "buddy nudge", words="Now?")
    assert "You have nudged today already" in text(again)
    assert "Nudge…" not in [button.label for button in buttons(await panel(pair, pair.ada))]
    assert "You have got this" in text(await pair.ben.slash(pair.channel, "today"))
    await pair.travel_to("2026-01-05 12:00")
    await check_in(pair, pair.ben)
    assert "You have got this" not in text(await pair.ben.slash(pair.channel, "today"))
    done = await pair.ben.slash(pair.channel, "buddy nudge")
    await pair.tick()
    assert "shall we both tick one thing off" in text(done)
    assert "shall we both tick one thing off" in pair.inbox(pair.ada)[-1]


async def test_somebody_on_a_break_is_left_alone_and_back_on_the_day_they_named(pair: World) -> None:
    await befriend(pair)
    await pair.ben.slash(pair.channel, "pause", until="2026-01-08")
    before = len(pair.inbox(pair.ben))

    refused = await pair.ada.slash(pair.channel, "buddy nudge", words="Hello")
    await pair.tick()

    assert "is taking a break until Thu 8 Jan 2026" in text(refused)
    assert "is taking a break until Thu 8 Jan 2026" in text(await panel(pair, pair.ada))
    assert f"<@{pair.ben.id}>" not in text(await pair.ada.slash(pair.channel, "today"))
    assert len(pair.inbox(pair.ben)) == before
    await pair.travel_to("2026-01-08 10:00")
    welcome = await pair.ada.slash(pair.channel, "buddy nudge", words="Welcome back")
    assert "Welcome back" in text(welcome)


async def test_a_nudge_in_quiet_hours_waits_for_their_end(pair: World) -> None:
    await befriend(pair)
    await pair.ben.slash(pair.channel, "nudges quiet", **{"from": "9:30", "to": "15:00"})
    told = await pair.ada.slash(pair.channel, "buddy nudge", words="Later is fine")
    await pair.tick()

    assert "quiet hours now" in text(told)
    assert "Later is fine" not in pair.inbox(pair.ben)[-1]
    await pair.travel_to("2026-01-05 15:01")
    assert "Later is fine" in pair.inbox(pair.ben)[-1]


async def test_a_day_off_is_said_kindly(pair: World) -> None:
    await befriend(pair)
    await pair.travel_to("2026-01-11 10:00")  # a Sunday

    refused = await pair.ada.slash(pair.channel, "buddy nudge", words="Hello")

    assert f"<@{pair.ben.id}> has a day off" in text(refused)
    assert f"<@{pair.ben.id}> has a day off" in text(await panel(pair, pair.ada))


async def test_ending_is_silent_after_a_question_and_the_line_goes(pair: World) -> None:
    await befriend(pair)
    before = pair.inbox(pair.ben)
    asked = await press(pair.ada, await panel(pair, pair.ada), label="End…")
    assert "nobody has to explain" in text(asked)
    kept = await press(pair.ada, asked, label="Back")
    assert "Your buddy" in text(kept)

    ended = await press(pair.ada, await press(pair.ada, kept, label="End…"), label="End it")
    await pair.tick()

    assert "No buddy" in text(ended)
    assert pair.inbox(pair.ben) == before
    assert f"<@{pair.ada.id}>" not in text(await pair.ben.slash(pair.channel, "today"))
    assert "No buddy" in text(await panel(pair, pair.ben))


async def test_the_command_asks_first_and_says_what_has_ended(pair: World) -> None:
    await befriend(pair)
    asked = await pair.ada.slash(pair.channel, "buddy end")
    assert f"End it with <@{pair.ben.id}>?" in text(asked)
    assert "Your buddy" in text(await panel(pair, pair.ada))

    ended = await pair.ada.slash(pair.channel, "buddy end", confirm=True)

    assert f"you and <@{pair.ben.id}> are buddies no longer. They are not told." in text(ended)
    nothing = [await pair.ada.slash(pair.channel, "buddy end") for _ in range(2)]
    assert ["so there is nothing to end" in text(each) for each in nothing] == [True, True]
    unanswered = await pair.ada.slash(pair.channel, "buddy nudge", words="Hi")
    assert text(unanswered).startswith("You have no buddy at present. ")


async def test_a_request_is_taken_back_by_command_at_once(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    taken_back = await pair.ada.slash(pair.channel, "buddy end")
    assert f"Your request to <@{pair.ben.id}> is taken back." in text(taken_back)
    await pair.tick()
    assert not any("asks whether" in message for message in pair.inbox(pair.ben))


async def test_who_has_checked_in_is_congratulated_and_not_nagged(pair: World) -> None:
    await befriend(pair)
    await check_in(pair, pair.ben)

    nagged = await pair.ada.slash(pair.channel, "buddy nudge")
    assert "has checked in today already. `/buddy nudge` with “Well done”" in text(nagged)
    said = await press(pair.ada, await panel(pair, pair.ada), label="Well done")
    await pair.tick()

    assert said.ephemeral
    assert f"<@{pair.ada.id}>: “Well done”" in pair.inbox(pair.ben)[-1]
    again = await pair.ada.slash(pair.channel, "buddy nudge", words="Well done")
    assert "You have nudged today already" in text(again)
    left = [button.label for button in buttons(await panel(pair, pair.ada))]
    assert "Well done" not in left


async def test_an_unanswered_request_stands_in_one_nudge_only(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    line = f"<@{pair.ada.id}> asks whether you want to be buddies."
    await pair.travel_to("2026-01-06 09:01")
    assert line in pair.inbox(pair.ben)[-1]

    await pair.travel_to("2026-01-07 09:01")

    assert "for you today" in pair.inbox(pair.ben)[-1]
    assert line not in pair.inbox(pair.ben)[-1]
    assert line in text(await pair.ben.slash(pair.channel, "today"))
    assert f"<@{pair.ada.id}> asks" in text(await panel(pair, pair.ben))


@pytest.mark.parametrize("theirs", ["as usual", "quiet", "off"])
async def test_asking_tells_the_same_of_everybody(pair: World, theirs: str) -> None:
    """Whether they have quiet hours or no nudges at all is theirs."""
    if theirs == "quiet":
        await pair.ben.slash(pair.channel, "nudges quiet", **{"from": "9:30", "to": "15:00"})
    elif theirs == "off":
        await pair.ben.slash(pair.channel, "nudges off")

    told = text(await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben))

    until = int(OVER.timestamp())
    assert told == (
        f"🤝 You asked <@{pair.ben.id}>. It reaches them as they have chosen: as a message of mine, or in "
        "their `/today`; in a channel I only say that there is something for them. It stays open until "
        f"<t:{until}:D>; `/buddy end` takes it back."
    )


async def test_leaving_the_roadmap_or_the_server_ends_it_too(pair: World) -> None:
    await befriend(pair)
    await pair.ben.slash(pair.channel, "leave", confirm=True)
    assert "No buddy" in text(await panel(pair, pair.ada))
    await pair.join(pair.ben)
    await befriend(pair)
    assert "Your buddy" in text(await panel(pair, pair.ada))

    pair.guild.remove_member(pair.ben)

    nudge = await pair.ada.slash(pair.channel, "buddy nudge", words="Hello?")
    assert "You have no buddy at present" in text(nudge)
    assert "No buddy" in text(await panel(pair, pair.ada))


async def test_decline_and_block_looks_to_the_other_one_like_no_answer(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    await pair.tick()
    request = pair.ben.user.dm_channel.last_message
    assert request is not None
    before = text(await panel(pair, pair.ada))
    chosen = next(each.custom_id for each in buttons(request) if each.label == "Decline and block")

    answered = await pair.ben.user.click(request, custom_id=chosen)

    assert f"not told: <@{pair.ada.id}>" in text(answered)
    assert text(await panel(pair, pair.ada)) == before
    await press(pair.ada, await panel(pair, pair.ada), label="Take back")
    await pair.travel_to("2026-01-27 10:00")
    refused = await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    assert "takes no requests at the moment" in text(refused)
    own = await pair.ben.slash(pair.channel, "buddy ask", member=pair.ada)
    assert "You have blocked" in text(own)
    unblocked = await pair.ben.slash(pair.channel, "buddy unblock", member=pair.ada)
    assert "Blocked by you" not in text(unblocked)
    asked = await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    assert "You asked" in text(asked)


async def test_a_block_ends_the_partnership_and_stops_words_on_their_way(pair: World) -> None:
    await befriend(pair)
    await pair.ada.slash(pair.channel, "buddy nudge", words="Do not arrive")

    blocked = await pair.ben.slash(pair.channel, "buddy block", member=pair.ada)
    await pair.tick()

    assert "is blocked" in text(blocked)
    assert not any("Do not arrive" in message for message in pair.inbox(pair.ben))
    assert "Do not arrive" not in text(await pair.ben.slash(pair.channel, "today"))
    assert "No buddy" in text(await panel(pair, pair.ada))


async def test_two_who_ask_each_other_at_once_are_buddies(pair: World) -> None:
    one, other = await burst(
        pair.env,
        pair.ada.slash(pair.channel, "buddy ask", member=pair.ben),
        pair.ben.slash(pair.channel, "buddy ask", member=pair.ada),
    )

    assert sorted("you are buddies now" in text(seen) for seen in (one, other)) == [False, True]
    for who, partner in ((pair.ada, pair.ben), (pair.ben, pair.ada)):
        assert f"<@{partner.id}> still has today ahead" in text(await panel(pair, who))


async def test_a_channel_only_calls_and_shows_the_rest_to_its_member_alone(pair: World) -> None:
    nudges = pair.guild.create_text_channel("nudges")
    await pair.ada.slash(pair.channel, "setup", nudges=nudges)
    await pair.ben.slash(pair.channel, "nudges set", time="09:00", where="channel")

    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    await pair.tick()

    call = nudges.last_message
    assert call is not None
    assert text(call) == f"🔔 <@{pair.ben.id}>, there is something for you."
    assert str(pair.ada.id) not in text(call)
    refused = await press(pair.ada, call, label="Read it")
    assert "This belongs to" in text(refused)
    opened = await press(pair.ben, call, label="Read it")
    assert opened.ephemeral
    declined = await press(pair.ben, opened, label="Decline")
    assert "No buddy" in text(declined)
    assert "No answer so far" in text(await panel(pair, pair.ada))


async def test_what_one_shares_is_chosen_in_the_panel(pair: World) -> None:
    await befriend(pair)

    chosen = await choose(pair.ben, await panel(pair, pair.ben), "nothing", prefix="c:share:")

    assert "you share nothing" in text(chosen)
    hidden = text(await panel(pair, pair.ada))
    assert "They share nothing" in hidden
    assert "checked in today" not in hidden


@pytest.mark.parametrize("words", [HOSTILE, "``````", "<t:0:R> # head\n> quote", "https://evil.example"])
async def test_hostile_words_break_nothing_and_ping_nobody(pair: World, words: str) -> None:
    await befriend(pair)

    told = await pair.ada.slash(pair.channel, "buddy nudge", words=words)
    await pair.tick()

    message = pair.ben.user.dm_channel.last_message
    assert message is not None
    day = text(await pair.ben.slash(pair.channel, "today"))
    for shown in (text(told), text(message), day, text(await panel(pair, pair.ben))):
        assert "@everyone" not in shown.replace("\\@everyone", "")
        assert "](https://" not in shown
        assert "```" not in shown
        assert "\u202e" not in shown
        assert "\n> quote" not in shown
    assert not message.mention_everyone
    assert message.role_mentions == []


async def test_only_people_who_have_joined_can_be_asked_and_nobody_asks_themselves(world: World) -> None:
    stranger = world.guild.add_member(world.env.create_user("cyd"))
    machine = world.guild.add_member(world.env.create_user("robot", bot=True))
    refused = await world.ada.slash(world.channel, "buddy ask", member=world.ben)
    assert "You are not on a roadmap here. Start" in text(refused)
    await world.join(world.ada)

    told = [
        text(await world.ada.slash(world.channel, "buddy ask", member=whom))
        for whom in (stranger, machine, world.ada)
    ]

    assert "follows no roadmap here yet" in told[0]
    assert "A bot has no days to share" in told[1]
    assert "That is you" in told[2]
    await world.ada.slash(world.channel, "buddy block", member=stranger)
    assert f"<@{stranger.id}>" in text(await panel(world, world.ada))


async def test_a_late_press_on_a_request_that_is_over_says_so(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    await pair.tick()
    request = pair.ben.user.dm_channel.last_message
    assert request is not None
    await pair.travel_to("2026-01-13 10:00")

    for label in ("Accept", "Decline"):
        chosen = next(each.custom_id for each in buttons(request) if each.label == label)
        answered = await pair.ben.user.click(request, custom_id=chosen)
        assert "has no open request to you" in text(answered)

    opened = await pair.ben.user.click(
        request, custom_id=next(each.custom_id for each in buttons(request) if each.label == "My buddy")
    )
    assert "No buddy" in text(opened)


async def test_taking_a_request_back_too_late_ends_nothing(pair: World) -> None:
    await pair.ada.slash(pair.channel, "buddy ask", member=pair.ben)
    waits = await panel(pair, pair.ada)
    await pair.ben.slash(pair.channel, "buddy accept", member=pair.ada)

    late = await press(pair.ada, waits, label="Take back")

    assert "This is no longer so" in text(late)
    assert "Your buddy" in text(await panel(pair, pair.ada))


@pytest.mark.parametrize(
    "forged",
    [
        "c:answer:{guild}:{ben}:accept:9999999999999999999",
        "c:answer:{guild}:{ben}:block:9999999999999999999",
        "c:answer:{guild}:{ben}:accept:{ada}",
        "c:answer:{guild}:{ada}:accept:{ben}",
        "c:part:{guild}:{ben}:end:9999999999999999999",
        "c:buddy:{guild}:{ben}:explode",
        "c:buddy:{guild}:{ada}:show",
        "n:1:buddy:{guild}:{ada}",
    ],
)
async def test_a_forged_press_is_answered_and_changes_nothing(world: World, forged: str) -> None:
    await world.join(world.ada)
    await world.join(world.ben)
    room = world.guild.create_text_channel("elsewhere")
    identity = forged.format(guild=world.guild.id, ben=world.ben.id, ada=world.ada.id)
    public = await world.post_raw(identity, room)

    answered = await world.ben.click(public, custom_id=identity)

    assert answered.ephemeral
    assert "broke on my side" not in text(answered)
    assert "No buddy" in text(await panel(world, world.ben))
