"""What journeys about mock interviews share: two people who were matched, their thread, and what it says."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

import discord
from simcord import ChannelHandle, MemberActor

from bot.domain import weeks
from bot.domain.mock_sessions import NewSession, Session, SessionSource
from bot.domain.questions import QuestionKind
from bot.store import members, mock_sessions
from bot.ui.mock_words import thread_name
from tests.journeys.world import World
from tests.simtools import buttons, text

BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"

MONDAY = "2026-01-05 09:00"
"""When a match is told, in Berlin; it is the week 2026-W02."""


def hours_from(now: datetime, *hours: float) -> tuple[datetime, ...]:
    """Starts so many hours later."""
    return tuple(now + timedelta(hours=each) for each in hours)


async def settle_in(world: World) -> None:
    """It is Monday morning in Berlin; ada lives there, ben in New York, and messages have a channel."""
    await world.travel_to(MONDAY)
    await world.ada.slash(world.channel, "setup", nudges=world.channel, timezone=BERLIN)
    await world.join(world.ada, timezone=BERLIN)
    await world.join(world.ben, timezone=NEW_YORK)


async def matched(
    world: World,
    *people: MemberActor,
    slots: Sequence[datetime] | None = None,
    kind: QuestionKind = QuestionKind.SYSTEM_DESIGN,
    minutes: int = 60,
    settle: bool = True,
    tick: bool = True,
) -> Session:
    """An interview between ada (who interviews first) and ben, or these people, without a round.

    Without `slots` they are on Tuesday, Wednesday and Thursday at 19:00 and on Friday at 20:00 in Berlin, if
    it is Monday 09:00. With `tick` its thread is open.
    """
    if settle:
        await settle_in(world)
    now = world.now()
    async with world.store() as tx:
        found = [await members.find(tx, world.guild.id, who.id) for who in people or (world.ada, world.ben)]
        new = NewSession(
            guild_id=world.guild.id,
            round_id=None,
            source=SessionSource.ROUND,
            week=weeks.week_of(now),
            kind=kind,
            level=3,
            minutes=minutes,
            slots=tuple(slots) if slots is not None else hours_from(now, 34, 58, 82, 107),
            reasons=("both want system design", "5 h of common time", "never met"),
            member_keys=tuple(member.key for member in found if member is not None),
        )
        session_id = await world.app.services.mock_sessions.open(tx, new, now)
    if tick:
        await world.tick()
    return await session_of(world, session_id)


async def session_of(world: World, session_id: int) -> Session:
    """How an interview stands."""
    async with world.store() as tx:
        found = await mock_sessions.find(tx, world.guild.id, session_id)
    assert found is not None
    return found


async def agreed(world: World, session: Session, at: datetime | None = None) -> Session:
    """All of them say yes to a start, the first one if none is given; the news is out."""
    for seat in session.seats:
        start = at or session.slots[0]
        await world.app.services.mock_sessions.agree(session.guild_id, seat.user_id, session.id, start)
    await world.tick()
    return await session_of(world, session.id)


def threads(world: World) -> list[ChannelHandle]:
    """The threads of interviews."""
    return [each for each in world.channel.threads if re.search(r" · #\d+$", each.name or "")]


def thread_of(world: World, session: Session) -> ChannelHandle:
    """The thread of this interview."""
    return next(each for each in threads(world) if each.name == thread_name(session))


def said(world: World, session: Session) -> list[str]:
    """What the bot wrote in the thread, oldest first; what Discord says of who was added is left out."""
    return [text(message) for message in thread_of(world, session).history() if buttons(message)]


def card(world: World, session: Session, nth: int = -1) -> discord.Message:
    """One of the bot's messages in the thread, the newest unless told otherwise."""
    return [message for message in thread_of(world, session).history() if buttons(message)][nth]
