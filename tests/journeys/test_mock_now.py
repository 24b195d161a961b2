"""A partner at once, and another one for whoever was left alone."""

from datetime import timedelta

import discord
import pytest
from simcord import InteractionResult, MemberActor

from bot.domain.mock_now import BEGINS_IN, CALL_EVERY
from bot.domain.mock_sessions import EndedWhy, Session, SessionSource, SessionState
from bot.domain.questions import QuestionKind
from bot.store import mock_now, mock_sessions
from tests.journeys.mocks import (
    BERLIN,
    agreed,
    card,
    matched,
    said,
    session_of,
    settle_in,
    thread_of,
    threads,
)
from tests.journeys.world import World
from tests.simtools import buttons, find_button, press, text

CALL = "Somebody is looking for a partner"


@pytest.fixture
async def cyd(world: World) -> MemberActor:
    """Ada, Ben and a third one are on a roadmap; it is Monday 09:00 in Berlin."""
    await settle_in(world)
    third = world.guild.add_member(world.env.create_user("cyd"))
    await world.join(third, timezone=BERLIN)
    return third


async def look(world: World, who: MemberActor, **options: object) -> str:
    """`/mock now`, and what it answers to that person alone."""
    answer = await who.slash(world.channel, "mock now", **options)
    assert answer.ephemeral
    await world.tick()
    return text(answer)


async def newest(world: World) -> Session:
    """The interview that was made last."""
    async with world.store() as tx:
        rows = await tx.exec_driver_sql("SELECT max(id) AS id FROM mock_session")
        session_id = rows.scalar_one()
    return await session_of(world, session_id)


async def pass_time(world: World, minutes: float) -> None:
    """Time passes, and everything due happens."""
    await world.env.advance_time(minutes * 60)
    await world.tick()


def calls(world: World) -> list[discord.Message]:
    """The lines for the group."""
    return [message for message in world.channel.history() if CALL in text(message)]


async def press_message(
    world: World, who: MemberActor, message: discord.Message, label: str
) -> InteractionResult:
    """Press a button below a direct message."""
    found = find_button(message, label=label)
    pressed = await who.user.click(message, custom_id=found.custom_id)
    await world.tick()
    return pressed


async def lost(world: World, *, ben_comes: bool = False) -> Session:
    """Ada came to the agreed interview with Ben, who did not, and has said so."""
    session = await agreed(world, await matched(world, settle=False))
    assert session.starts_at is not None
    await world.env.advance_time((session.starts_at - world.now()).total_seconds())
    await world.tick()
    thread = thread_of(world, session)
    await world.ada.slash(thread, "mock here")
    await pass_time(world, 6)
    asked = await world.ada.slash(thread, "mock report")
    await press(world.ada, asked, label="They did not come")
    if ben_comes:
        await world.ben.slash(thread, "mock here")
    await world.tick()
    return await session_of(world, session.id)


async def test_who_waits_is_brought_together_with_whoever_comes_next_in_a_thread_of_their_own(
    world: World, cyd: MemberActor
) -> None:
    waiting = await look(world, world.ada, kinds="coding")
    assert "you wait until" in waiting
    assert "to practise coding" in waiting
    await world.restart()

    found = await look(world, world.ben)

    assert "There is somebody for you" in found
    session = await newest(world)
    assert (session.state, session.source) == (SessionState.AGREED, SessionSource.NOW)
    assert session.kind is QuestionKind.CODING
    assert session.starts_at is not None
    assert abs(session.starts_at - world.now() - BEGINS_IN) < timedelta(minutes=1)
    assert len(threads(world)) == 1
    assert f"<@{world.ada.id}>" in said(world, session)[0]
    assert {"I'm here", "Start"} <= {button.label for button in buttons(card(world, session))}
    async with world.store() as tx:
        assert await mock_now.waiting(tx, world.guild.id, world.now()) == ()

    await pass_time(world, 5)
    await press(world.ada, card(world, session, 0), label="I'm here")
    await press(world.ben, card(world, session, 0), label="Start")
    assert (await session_of(world, session.id)).state is SessionState.RUNNING


async def test_kinds_that_differ_and_blocks_keep_people_waiting(world: World, cyd: MemberActor) -> None:
    await look(world, world.ada, kinds="coding")
    await world.ben.slash(world.channel, "mock block", member=world.ada)

    assert "you wait until" in await look(world, world.ben, kinds="coding")
    assert "you wait until" in await look(world, cyd, kinds="behavioural")
    assert "There is somebody for you" in await look(world, cyd, kinds="any")

    session = await newest(world)
    assert {seat.user_id for seat in session.seats} == {world.ada.id, cyd.id}


async def test_the_same_two_are_not_brought_together_twice_within_a_day(
    world: World, cyd: MemberActor
) -> None:
    await look(world, world.ada)
    await look(world, world.ben)
    session = await newest(world)
    await world.ben.slash(thread_of(world, session), "mock cancel", confirm=True)
    await world.tick()

    assert "you wait until" in await look(world, world.ada)
    assert "you wait until" in await look(world, world.ben)
    await pass_time(world, 24 * 60 + 1)
    await look(world, world.ada)
    assert "There is somebody for you" in await look(world, world.ben)


async def test_waiting_can_be_stopped_and_ends_in_silence_by_itself(world: World, cyd: MemberActor) -> None:
    answer = await world.ada.slash(world.channel, "mock now", minutes=10)
    stopped = await press(world.ada, answer, label="Stop waiting")
    assert "You are not waiting" in text(stopped)
    assert "you wait until" in text(await press(world.ada, stopped, label="A partner now"))
    assert "You are not waiting" in await look(world, world.ada, stop=True)

    await look(world, world.ben, minutes=10)
    before = len(world.channel.history())
    await pass_time(world, 11)
    assert "you wait until" in await look(world, cyd)
    assert len(world.channel.history()) == before
    await world.app.services.mock_now.prune()
    async with world.store() as tx:
        assert len(await mock_now.waiting(tx, world.guild.id, world.now() - timedelta(hours=1))) == 1


async def test_the_group_hears_of_it_once_an_hour_without_a_name_where_rounds_are_on(
    world: World, cyd: MemberActor
) -> None:
    await look(world, world.ada, kinds="coding")
    assert calls(world) == []
    await look(world, world.ada, stop=True)
    await world.app.services.mock_rounds.change(world.guild.id, enabled=True)

    await look(world, world.ada, kinds="coding")
    await look(world, cyd, kinds="behavioural")
    (line,) = calls(world)
    assert "<@" not in text(line)
    await world.restart()
    joined = await press(world.ben, line, label="I have time now")
    assert "There is somebody for you" in text(joined)
    await pass_time(world, CALL_EVERY.total_seconds() / 60 + 1)
    await look(world, cyd)
    assert len(calls(world)) == 2


async def test_who_is_about_to_have_an_interview_is_told_so(world: World, cyd: MemberActor) -> None:
    session = await agreed(world, await matched(world, settle=False))
    assert session.starts_at is not None
    await world.env.advance_time((session.starts_at - world.now()).total_seconds() - 1200)
    await world.tick()

    assert "You have a mock interview about system design" in await look(world, world.ada)
    async with world.store() as tx:
        assert await mock_now.waiting(tx, world.guild.id, world.now()) == ()


async def test_whose_partner_does_not_come_is_offered_another_one_who_is_found_first(
    world: World, cyd: MemberActor
) -> None:
    session = await lost(world)
    assert session.ended_why is EndedWhy.NO_SHOW
    offer = world.ada.user.dm_channel.history()[-1]
    assert "that was not up to you" in text(offer)
    assert "that was not up to you" not in "".join(world.inbox(world.ben))
    await world.restart()

    dan = world.guild.add_member(world.env.create_user("dan"))
    await world.join(dan)
    await look(world, dan, kinds="coding")
    await world.ada.slash(world.channel, "mock join", kinds="system design")
    waiting = await press_message(world, world.ada, offer, "Look for another partner")
    assert "You go before others" in text(waiting)
    assert "There is somebody for you" in await look(world, cyd)

    rescue = await newest(world)
    assert rescue.source is SessionSource.RESCUE
    assert rescue.kind is QuestionKind.SYSTEM_DESIGN
    assert {seat.user_id for seat in rescue.seats} == {world.ada.id, cyd.id}
    assert len(threads(world)) == 2


async def test_who_was_missed_gets_no_rescue_and_ends_it_by_coming_after_all(
    world: World, cyd: MemberActor
) -> None:
    session = await lost(world)
    refused = await press(world.ben, card(world, session), label="How it stands")
    assert "Nobody is missing here" in text(await press(world.ben, refused, label="Look for another partner"))
    card_of_ada = await press(world.ada, card(world, session), label="How it stands")
    await press(world.ada, card_of_ada, label="Look for another partner")

    await world.ben.slash(thread_of(world, session), "mock here")

    async with world.store() as tx:
        assert await mock_now.waiting(tx, world.guild.id, world.now()) == ()
        back = await mock_sessions.find(tx, world.guild.id, session.id)
    assert back is not None
    assert back.state is SessionState.AGREED
