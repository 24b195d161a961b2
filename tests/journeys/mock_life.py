"""What journeys through an interview share: its time has come, people come, ask, and write feedback."""

from datetime import timedelta

import discord
from simcord import InteractionResult, MemberActor

from bot.domain.mock_sessions import Session
from tests.journeys.mocks import thread_of
from tests.journeys.world import World
from tests.simtools import Seen, buttons, press, submit

GOOD = ["3"], ["4"], ["2"], ["3"]
KIND = ["4"], ["3"], ["4"]


async def to_start(world: World, session: Session, minutes: float = 0) -> None:
    """Move to so many minutes after the agreed time, and let everything due happen, also on the way: ten
    minutes before, the reminder brings the buttons."""
    assert session.starts_at is not None
    for stop in (min(minutes, -10), minutes):
        target = session.starts_at + timedelta(minutes=stop)
        if target > world.now():
            await world.env.advance_time((target - world.now()).total_seconds())
            await world.tick()


async def wait(world: World, minutes: float) -> None:
    """Time passes, and everything due happens."""
    await world.env.advance_time(minutes * 60)
    await world.tick()


def agreement(world: World, session: Session) -> discord.Message:
    """The message with the buttons to come and to begin."""
    history = thread_of(world, session).history()
    return next(each for each in history if any(button.label == "Start" for button in buttons(each)))


async def both_come(world: World, session: Session) -> None:
    """Ada presses that she is there, Ben presses Start."""
    await press(world.ada, agreement(world, session), label="I'm here")
    await press(world.ben, agreement(world, session), label="Start")
    await world.tick()


async def in_thread(world: World, session: Session, who: MemberActor, command: str) -> InteractionResult:
    """A command in the thread of the interview."""
    return await who.slash(thread_of(world, session), f"mock {command}")


async def write(world: World, who: MemberActor, seen: Seen, label: str, values: object) -> InteractionResult:
    """Fill in one form of feedback."""
    form = await press(who, seen, label=label)
    return await submit(who, form, values)  # pyright: ignore[reportArgumentType]


async def write_both(world: World, session: Session, who: MemberActor, words: str) -> InteractionResult:
    """Both forms of one person, one after the other."""
    panel = await in_thread(world, session, who, "feedback")
    panel = await write(world, who, panel, "Your candidate", [*GOOD, words])
    return await write(world, who, panel, "Your interviewer", [*KIND, f"{words} too"])
