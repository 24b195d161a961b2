"""One mock interview from joining the pool to feedback read, by two people in different zones."""

from simcord import MemberActor

from bot.domain.mock_sessions import SessionState
from tests.journeys.mock_group import CLOSES, OPENS, WEDNESDAY
from tests.journeys.mock_life import both_come, in_thread, to_start, wait, write_both
from tests.journeys.mocks import card, said, session_of
from tests.journeys.world import World
from tests.simtools import buttons, press, text

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


async def test_from_joining_the_pool_to_feedback_that_is_read(world: World) -> None:
    await world.travel_to(WEDNESDAY)
    await world.ada.slash(world.channel, "setup", nudges=world.channel, timezone=BERLIN)
    await world.ada.slash(world.channel, "manage rounds set", on=True)
    await comes_in(world, world.ada, BERLIN, "Mon-Fri 18-22")
    await comes_in(world, world.ben, NEW_YORK, "Mon-Fri 12-16")

    await world.travel_to(OPENS)
    await world.restart()
    await world.travel_to(CLOSES)
    await wait(world, 1)
    announced = [text(message) for message in world.channel.history() if buttons(message)]
    assert "I found 1 pair" in announced[-1]

    (session,) = (await world.app.services.mock_pool.show(world.guild.id, world.ada.id)).interviews
    first = card(world, session)
    assert "both want system design" in text(first)
    assert "in Berlin · " in text(first)
    assert "in New York" in text(first)
    label = next(each.label for each in buttons(first) if " · " in each.label or ":" in each.label)
    await press(world.ada, first, label=label)
    await world.restart()
    await press(world.ben, card(world, session), label=label)
    await world.tick()
    session = await session_of(world, session.id)
    assert session.state is SessionState.AGREED

    for minutes in (-24 * 60, -60, -10, 0):
        await to_start(world, session, minutes)
    assert sum("begins" in each for each in said(world, session)) == 3
    await both_come(world, session)
    asker = world.ada if session.seats[0].user_id == world.ada.id else world.ben
    assert "Ask further" in text(await in_thread(world, session, asker, "kit"))
    await wait(world, 30)
    assert "you swap roles" in said(world, session)[-1]
    await world.restart()
    await wait(world, 30)
    assert "That was your mock interview" in said(world, session)[-1]

    await write_both(world, session, world.ada, "A clear plan")
    await write_both(world, session, world.ben, "Calm and patient")
    await world.tick()
    read = await press(world.ada, card(world, session), label="Feedback")
    assert "“Calm and patient”" in text(read)
    history = await world.ben.slash(world.channel, "mock history")
    assert "system design" in text(history).lower()


async def comes_in(world: World, who: MemberActor, zone: str, hours: str) -> None:
    """Join a roadmap, the pool, and say when one can."""
    await world.join(who, timezone=zone)
    joined = await who.slash(world.channel, "mock join", kinds="system design", level=3)
    assert "You are in the pool" in text(joined)
    said_when = await who.slash(world.channel, "mock availability", hours=hours)
    assert hours.split(maxsplit=1)[0].split("-", maxsplit=1)[0] in text(said_when)
