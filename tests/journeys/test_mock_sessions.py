"""Two matched people in Berlin and New York: from the thread to the agreed time, and what can go wrong."""

from collections.abc import Sequence

import discord
import pytest
from icalendar import Calendar
from simcord import MemberActor
from simcord.backend.models import ScheduledEvent

from bot.domain.mock_sessions import EndedWhy, Session, SessionState
from bot.store import mock_pool
from tests.journeys.mocks import agreed, card, matched, said, session_of, settle_in, thread_of, threads
from tests.journeys.world import World
from tests.simtools import buttons, exact_rest, find_button, press, submit, text

FIRST = "Tue 19:00 Berlin · 13:00 New York"
DAY, HOUR, TEN = "2026-01-05 19:00:30", "2026-01-06 18:00:30", "2026-01-06 18:50:30"
"""When the reminders of the first slot are due, in Berlin."""


def events(world: World) -> list[ScheduledEvent]:
    """The server's calendar."""
    return list(world.env.backend.get_guild(world.guild.id).scheduled_events.values())


def in_thread(world: World, session: Session) -> set[int]:
    """Who can read the thread without being an organiser."""
    thread = world.env.backend.get_thread(thread_of(world, session).id)
    me = world.app.client.user
    return set(thread.thread_members) - ({me.id} if me else set())


async def calendar_of(message: discord.Message) -> Calendar:
    """The file of a message."""
    (file,) = message.attachments
    assert file.filename.endswith(".ics")
    found = Calendar.from_ical(await file.read())
    assert isinstance(found, Calendar)
    return found


def forbid(world: World, **forbidden: bool) -> None:
    """The bot may not do this any more."""
    me = world.guild.me
    assert me is not None
    taken = discord.Permissions(administrator=True, **forbidden)
    for role in me.roles:
        left = role.permissions.value & ~taken.value
        world.env.backend.edit_role(world.guild.id, role.id, {"permissions": left})


def fates(rows: Sequence[tuple[str, str, str | None]]) -> set[tuple[str, str | None]]:
    """State and reason of deliveries."""
    return {(state, reason) for _, state, reason in rows}


async def deliveries(world: World) -> list[tuple[str, str, str | None]]:
    """Ref, state and reason of all that was said about interviews, oldest first."""
    async with world.store() as tx:
        rows = await tx.exec_driver_sql(
            "SELECT ref, state, reason FROM delivery WHERE kind = 'reminder' ORDER BY id"
        )
        return [(row.ref, row.state, row.reason) for row in rows]


async def lose_thread(world: World) -> Session:
    """A match for which no thread can be opened; both have the card by message."""
    await settle_in(world)
    forbid(world, create_private_threads=True)
    session = await matched(world, settle=False)
    await world.tick()
    return await session_of(world, session.id)


def letter(world: World, who: MemberActor, nth: int = -1) -> discord.Message:
    """A direct message."""
    return who.user.dm_channel.history()[nth]


async def test_the_thread_is_theirs_and_its_card_says_all_there_is_to_know(world: World) -> None:
    session = await matched(world)

    thread = thread_of(world, session)
    (message,) = said(world, session)

    assert in_thread(world, session) == {world.ada.id, world.ben.id}
    assert thread.name == f"System design · 5–11 Jan · #{session.id}"
    for who in (world.ada, world.ben):
        assert f"<@{who.id}>" in message
    assert "system design" in message
    assert "both want system design · 5 h of common time · never met" in message
    assert f"<@{world.ada.id}> interviews first" in message
    assert "Organisers with Manage Threads can see this thread" in message
    assert "(Tue 19:00 in Berlin · 13:00 in New York)" in message
    assert {mention.id for mention in card(world, session).mentions} == {world.ada.id, world.ben.id}
    assert not [each for each in world.channel.history() if buttons(each)]


async def test_two_who_choose_the_same_time_are_reminded_of_it_once_each_time_through_restarts(
    world: World,
) -> None:
    session = await matched(world)
    first = card(world, session)

    chosen = await press(world.ada, first, label=FIRST)
    assert f"✓ <@{world.ada.id}>" in text(chosen)
    await world.restart()
    await press(world.ben, card(world, session), label=FIRST)
    await world.tick()
    await world.restart()
    for moment in (DAY, HOUR, TEN):
        await world.travel_to(moment)
        await world.restart()
        await world.tick()

    _, news, day, hour, ten = said(world, session)
    assert "Agreed" in news
    for reminder in (day, hour, ten):
        assert "Your mock interview about system design begins" in reminder
    assert "interviews first" not in day
    assert "interviews first" in hour
    assert fates(await deliveries(world)) == {("sent", None)}
    assert (await session_of(world, session.id)).state is SessionState.AGREED


async def test_the_agreed_time_is_a_file_and_an_event_that_names_nobody(world: World) -> None:
    session = await agreed(world, await matched(world))
    calendar = await calendar_of(card(world, session))

    (event,) = calendar.events
    assert calendar["method"] == "PUBLISH"
    assert event["uid"] == f"mock-{world.guild.id}-{session.id}@cohort"
    assert event["sequence"] == 0
    assert event["dtstart"].to_ical() == b"20260106T180000Z"
    assert event["dtend"].to_ical() == b"20260106T190000Z"
    (happening,) = events(world)
    assert happening.id == session.event_id
    assert happening.name == f"Mock interview #{session.id} (2 people)"
    names = {world.ada.user.name, world.ben.user.name, str(world.ada.id), str(world.ben.id)}
    shown = f"{happening.name} {happening.description} {calendar.to_ical().decode()}"
    assert not [name for name in names if name in shown]


async def test_another_time_is_proposed_in_ones_own_words_and_agreed_by_the_other(world: World) -> None:
    session = await matched(world)

    form = await press(world.ben, card(world, session), label="Propose another time…")
    proposed = await submit(world.ben, form, ["Thu 12:30"])

    assert "Thu 18:30 in Berlin · 12:30 in New York" in text(proposed)
    await press(world.ada, card(world, session), label="Thu 18:30 Berlin")
    assert (await session_of(world, session.id)).state is SessionState.AGREED


async def test_all_of_it_works_by_command_in_the_thread_and_outside(world: World) -> None:
    session = await matched(world)
    thread = thread_of(world, session)

    shown = await world.ben.slash(thread, "mock interview")
    assert shown.ephemeral
    assert FIRST in [button.label.split(" · ", 1)[-1] for button in buttons(shown)]
    await world.ben.slash(thread, "mock propose", time="Fri 13:00")
    await world.ada.slash(world.channel, "mock agree", time="Fri 19:00")
    assert (await session_of(world, session.id)).state is SessionState.AGREED
    file = await world.ada.slash(world.channel, "mock interview", interview="#1", calendar=True)
    assert file.ephemeral
    asked = await world.ada.slash(world.channel, "mock reschedule")
    assert "Another time?" in text(asked)
    await press(world.ada, asked, label="Look for another time")
    assert (await session_of(world, session.id)).state is SessionState.FINDING
    await world.ben.slash(thread, "mock decline", confirm=True)
    assert (await session_of(world, session.id)).ended_why is EndedWhy.DECLINED
    none = await world.ben.slash(world.channel, "mock cancel", reason="Too late")
    assert "You have no interview ahead" in text(none)


@pytest.mark.parametrize("label", [FIRST, "Propose another time…", "I cannot make it…"])
async def test_nobody_else_can_press_anything(world: World, label: str) -> None:
    session = await matched(world)
    cyd = world.guild.add_member(world.env.create_user("cyd"))

    button = find_button(card(world, session), label=label)
    forged = await world.post_raw(button.custom_id)
    refused = await cyd.click(forged, custom_id=button.custom_id)

    assert "no interview of yours" in text(refused)
    assert (await session_of(world, session.id)).state is SessionState.FINDING


async def test_a_moved_interview_leaves_the_calendar_and_comes_back_with_the_new_time(world: World) -> None:
    session = await agreed(world, await matched(world))

    asked = await press(world.ada, card(world, session), label="Another time…")
    assert asked.ephemeral
    await press(world.ada, asked, label="Look for another time")
    await world.tick()

    assert events(world) == []
    assert "The agreed time does not work out" in said(world, session)[-1]
    session = await agreed(world, session, session.slots[1])
    (event,) = (await calendar_of(card(world, session))).events
    assert (event["sequence"], event["dtstart"].to_ical()) == (2, b"20260107T180000Z")
    assert [each.scheduled_start_time for each in events(world)] == ["2026-01-07T18:00:00+00:00"]
    count = len(said(world, session))
    await world.travel_to(TEN)
    assert len(said(world, session)) == count
    await world.travel_to("2026-01-07 18:50:30")
    assert len(said(world, session)) == count + 1
    assert "begins" in said(world, session)[-1]


async def test_a_cancelled_interview_tells_why_and_takes_itself_out_of_calendars(world: World) -> None:
    session = await agreed(world, await matched(world))

    form = await press(world.ben, card(world, session), label="Cancel…")
    await submit(world.ben, form, ["A cold, **sorry** @everyone"])
    await world.tick()

    last = said(world, session)[-1]
    assert "This interview was cancelled" in last
    assert r"A cold, \*\*sorry\*\*" in last
    assert "@everyone" not in last
    calendar = await calendar_of(card(world, session))
    (event,) = calendar.events
    assert (calendar["method"], event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert events(world) == []
    count = len(said(world, session))
    await world.travel_to(TEN)
    assert len(said(world, session)) == count


async def test_declining_is_asked_first_and_kind(world: World) -> None:
    session = await matched(world)

    asked = await press(world.ben, card(world, session), label="I cannot make it…")
    kept = await press(world.ben, asked, label="Leave it as it is")
    assert "Press a time that suits you" in text(kept)
    asked = await press(world.ben, card(world, session), label="I cannot make it…")
    await press(world.ben, asked, label="Decline it")
    await world.tick()

    assert "Somebody cannot make it this time" in said(world, session)[-1]
    assert f"<@{world.ben.id}>" not in said(world, session)[-1]
    late = await press(world.ada, card(world, session, 0), label=FIRST)
    assert "does not take place" in text(late)


async def test_after_a_silent_day_one_is_asked_and_in_the_end_it_is_closed_without_blame(
    world: World,
) -> None:
    session = await matched(world)

    await world.travel_to("2026-01-06 09:01")
    assert f"<@{world.ada.id}>, would you write the first line?" in said(world, session)[-1]
    await world.restart()
    await world.travel_to("2026-01-09 09:02")

    assert "No time was found that suits you all" in said(world, session)[-1]
    assert len(said(world, session)) == 3


async def test_leaving_the_programme_ends_it_and_the_partner_is_told(world: World) -> None:
    session = await agreed(world, await matched(world))

    asked = await world.ben.slash(world.channel, "leave")
    await press(world.ben, asked, label="Leave")
    await world.tick()

    assert "Somebody is no longer here" in said(world, session)[-1]
    assert (await session_of(world, session.id)).ended_why is EndedWhy.LEFT
    assert events(world) == []


async def test_who_has_left_the_server_before_the_thread_opens_is_not_waited_for(world: World) -> None:
    await settle_in(world)
    await world.ben.slash(world.channel, "mock join")
    session = await matched(world, settle=False, tick=False)
    world.guild.remove_member(world.ben)

    await world.tick()
    await world.tick()

    assert threads(world) == []
    assert (await session_of(world, session.id)).ended_why is EndedWhy.LEFT
    assert "Somebody is no longer here" in world.inbox(world.ada)[-1]
    async with world.store() as tx:
        assert await mock_pool.entries(tx, world.guild.id) == ()


async def test_who_has_left_the_server_is_noticed_an_hour_before(world: World) -> None:
    session = await agreed(world, await matched(world))
    world.guild.remove_member(world.ada)

    await world.travel_to(HOUR)
    await world.tick()

    assert "Somebody is no longer here" in said(world, session)[-1]
    assert not [each for each in said(world, session) if "begins" in each and "answers;" in each]


async def test_a_block_parts_them_without_a_word_about_why(world: World) -> None:
    session = await matched(world)

    await world.ben.slash(world.channel, "buddy block", member=world.ada)
    await world.tick()

    for who in (world.ada, world.ben):
        told = world.inbox(who)[-1]
        assert "Somebody cannot make it this time" in told, "as if one of them had declined"
        assert f"#{session.id} system design" in told
    assert in_thread(world, session) == set()
    assert len(said(world, session)) == 1


async def test_a_thread_deleted_by_hand_costs_nothing(world: World) -> None:
    session = await agreed(world, await matched(world))
    thread = thread_of(world, session)

    world.env.backend.delete_channel(thread.id)
    await world.env.settle()
    await world.tick()

    for who in (world.ada, world.ben):
        assert "Agreed" in world.inbox(who)[-1]
    await world.travel_to(HOUR)
    await world.tick()
    for who, other in ((world.ada, world.ben), (world.ben, world.ada)):
        assert f"You have no thread: write to <@{other.id}>" in world.inbox(who)[-1]
    assert (await session_of(world, session.id)).thread_lost


async def test_a_thread_that_vanished_while_the_bot_was_away_is_noticed_when_it_speaks(world: World) -> None:
    session = await agreed(world, await matched(world))
    path = f"/channels/{session.thread_id}/messages"
    world.env.inject_error("POST", path, status=404, code=10003, times=1)

    await world.travel_to(DAY)
    await world.tick()

    for who in (world.ada, world.ben):
        assert "begins" in world.inbox(who)[-1]


async def test_without_leave_to_open_threads_the_card_comes_by_message_and_works_there(world: World) -> None:
    session = await lose_thread(world)
    assert (session.thread_lost, threads(world)) == (True, [])

    await world.ada.user.click(letter(world, world.ada), custom_id=slot_of(letter(world, world.ada)))
    await world.ben.user.click(letter(world, world.ben), custom_id=slot_of(letter(world, world.ben)))
    await world.tick()

    assert (await session_of(world, session.id)).state is SessionState.AGREED
    for who in (world.ada, world.ben):
        assert "Agreed" in world.inbox(who)[-1]
        assert "Manage Threads" not in world.inbox(who)[-1]
    assert await calendar_of(letter(world, world.ada))
    assert events(world) == []


async def test_closed_messages_become_a_call_in_the_channel_that_only_its_person_opens(world: World) -> None:
    path = f"/channels/{world.ben.user.dm_channel.id}/messages"
    world.env.inject_error("POST", path, status=403, code=50007, times=None)
    session = await lose_thread(world)
    await world.tick()

    call = world.channel.last_message
    assert call is not None
    assert f"<@{world.ben.id}>, there is something for you" in text(call)
    assert "interview" not in text(call)
    opened = await press(world.ben, call, label="Read it")
    assert opened.ephemeral
    await press(world.ben, opened, label=FIRST)
    assert (await session_of(world, session.id)).seats[1].vote == session.slots[0]
    assert "You are matched" in world.inbox(world.ada)[-1]


async def test_without_a_channel_everything_goes_by_message(world: World) -> None:
    await world.travel_to("2026-01-05 09:00")
    await world.join(world.ada)
    await world.join(world.ben, timezone="America/New_York")

    await matched(world, settle=False)
    await world.tick()

    for who in (world.ada, world.ben):
        assert "You are matched" in world.inbox(who)[-1]


async def test_without_leave_to_make_events_it_is_said_in_one_line_and_nothing_else_changes(
    world: World,
) -> None:
    session = await matched(world)
    forbid(world, create_events=True, manage_events=True)

    session = await agreed(world, session)

    assert "I may not make an event" in said(world, session)[-1]
    assert (session.event_id, events(world)) == (None, [])
    assert await calendar_of(card(world, session))


async def test_a_crash_between_opening_the_thread_and_noting_it_makes_no_second_one(world: World) -> None:
    session = await matched(world, tick=False)
    with exact_rest() as rest:
        rest.lose_reply("POST", f"/channels/{world.channel.id}/threads", TimeoutError())
        await world.tick()
        assert (await session_of(world, session.id)).thread_id is None
        await world.restart()
        await world.travel_to("2026-01-05 09:05")

    (thread,) = threads(world)
    assert (await session_of(world, session.id)).thread_id == thread.id
    assert len(said(world, session)) == 1


async def test_a_crash_between_making_the_event_and_noting_it_makes_no_second_one(world: World) -> None:
    session = await matched(world)
    with exact_rest() as rest:
        rest.lose_reply("POST", f"/guilds/{world.guild.id}/scheduled-events", TimeoutError())
        session = await agreed(world, session)
        assert session.event_id is None
        await world.travel_to("2026-01-05 09:05")

    (event,) = events(world)
    assert (await session_of(world, session.id)).event_id == event.id
    assert len(said(world, session)) == 2


def slot_of(message: discord.Message) -> str:
    """The button of the first offered time."""
    return find_button(message, label=FIRST).custom_id
