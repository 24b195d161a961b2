"""What people are offered and told around the agreed time: buttons that work now, and words that are true."""

import pytest
from simcord import MemberActor

from bot.domain.mock_sessions import Session, SessionState
from tests.journeys.mock_life import agreement, both_come, in_thread, to_start, wait, write_both
from tests.journeys.mocks import agreed, card, matched, said, session_of, settle_in
from tests.journeys.world import World
from tests.simtools import buttons, press, text


@pytest.fixture
async def cyd(world: World) -> MemberActor:
    """A third person."""
    return world.guild.add_member(world.env.create_user("cyd"))


async def trio(world: World, cyd: MemberActor) -> Session:
    """Ada asks Ben first and Cyd watches; the time is agreed."""
    await settle_in(world)
    await world.join(cyd)
    return await agreed(world, await matched(world, world.ada, world.ben, cyd, settle=False))


def labels(world: World, session: Session) -> set[str]:
    """The buttons of the newest message."""
    return {button.label for button in buttons(card(world, session))}


async def test_the_buttons_come_with_the_reminders_from_which_on_they_work(world: World) -> None:
    session = await agreed(world, await matched(world))
    early = {"I'm here", "Start", "Report absence", "Interviewer's kit"}
    assert not labels(world, session) & early
    assert "ten minutes before" in said(world, session)[-1]

    await to_start(world, session, -60)
    assert labels(world, session) & early == {"Interviewer's kit"}
    await to_start(world, session, -10)
    assert labels(world, session) >= early
    first = await press(world.ada, card(world, session), label="I'm here")
    assert f"Once <@{world.ben.id}> is here too, press Start." in text(
        first.followups[-1] if first.followups else first
    )


async def test_who_is_not_wanted_any_more_cannot_come_back(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    await press(world.ada, agreement(world, session), label="I'm here")
    await wait(world, 5)
    await press(world.ada, await in_thread(world, session, world.ada, "report"), label="They did not come")
    await world.ada.slash(world.channel, "mock block", member=world.ben)
    await world.tick()

    refused = await in_thread(world, session, world.ben, "here")

    assert "closed without you" in text(refused)
    assert (await session_of(world, session.id)).state is SessionState.CANCELLED


async def test_who_was_told_in_private_that_it_is_off_is_told_there_that_it_is_on_again(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    await press(world.ada, agreement(world, session), label="I'm here")
    await wait(world, 5)
    await press(world.ada, await in_thread(world, session, world.ada, "report"), label="They did not come")
    await world.tick()

    await in_thread(world, session, world.ben, "here")
    await world.tick()

    last = world.inbox(world.ada)[-1]
    assert "You can begin after all" in last
    assert f"<@{world.ben.id}>" in last
    assert f"#{session.id}" in last
    assert not [each for each in world.inbox(world.ben) if "You can begin after all" in each]


async def test_the_reminder_of_feedback_names_the_interview_and_the_other_one(world: World) -> None:
    session = await agreed(world, await matched(world))
    await to_start(world, session)
    await both_come(world, session)
    await wait(world, 60)
    await wait(world, 24 * 60)

    asked = world.inbox(world.ben)[-1]

    assert f"#{session.id}" in asked
    assert f"You and <@{world.ada.id}> read each other's" in asked
    assert f"<t:{int((session.starts_at or world.now()).timestamp())}" in asked
    panel = await world.ben.slash(world.channel, "mock feedback")
    assert f"system design with <@{world.ada.id}>" in text(panel)


async def test_who_watches_is_told_the_truth_from_the_card_to_the_history(
    world: World, cyd: MemberActor
) -> None:
    session = await trio(world, cyd)
    assert f"<@{cyd.id}> watches this time" in said(world, session)[-1]
    await to_start(world, session)
    await in_thread(world, session, cyd, "here")
    await both_come(world, session)
    await wait(world, 60)

    ended = said(world, session)[-1]
    assert f"for <@{cyd.id}>, who watched this time, not as an interview held" in ended
    panel = await in_thread(world, session, cyd, "feedback")
    assert "You watched this time, so nobody writes about you." in text(panel)
    assert "Yours is sent" not in text(panel)
    history = text(await cyd.slash(world.channel, "mock history"))
    assert "**0** held here" in history
    assert "you watched" in history
    assert "✅ held" not in history
    assert "held" in text(await world.ada.slash(world.channel, "mock history"))

    await write_both(world, session, world.ada, "A clear plan")
    await write_both(world, session, world.ben, "Calm")
    await world.tick()
    told = said(world, session)[-1]
    assert f"<@{world.ada.id}> and <@{world.ben.id}> can read what was written about them" in told


async def test_who_was_replaced_is_asked_to_come_before_they_do_anything(
    world: World, cyd: MemberActor
) -> None:
    session = await trio(world, cyd)
    await to_start(world, session)
    await in_thread(world, session, cyd, "here")
    await in_thread(world, session, world.ada, "here")
    await wait(world, 5)
    await press(world.ada, await in_thread(world, session, world.ada, "report"), label="They did not come")
    await in_thread(world, session, world.ada, "start")

    for verb in ("swap", "finish"):
        assert "Say first that you are there" in text(await in_thread(world, session, world.ben, verb))
    stands = await session_of(world, session.id)
    assert (stands.state, stands.turn) == (SessionState.RUNNING, 1)
    await in_thread(world, session, world.ben, "here")
    assert [seat.user_id for seat in (await session_of(world, session.id)).present][-1] == world.ben.id
