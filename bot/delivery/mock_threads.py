"""Whatever is said about an interview: in its private thread, which is opened with the first word."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import discord

from bot.delivery.dispatcher import Lost
from bot.delivery.messenger import SendFailed
from bot.delivery.mock_events import MockEvents
from bot.delivery.rooms import Rooms
from bot.domain.delivery import Claim, Reason
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_sessions import EndedWhy, Session, SessionNotice
from bot.domain.nudges import Quiet
from bot.log import get_logger
from bot.services.mock_notices import MockNotices
from bot.services.mock_rooms import MockRooms
from bot.services.mock_sessions import MockSessions
from bot.ui.message import Message
from bot.ui.mock_words import thread_name, thread_names

log = get_logger(__name__)

COUNTED = frozenset({SessionNotice.MATCH, SessionNotice.HOUR})
"""Before these it is checked that everybody is still in the server: nobody tells the bot who leaves."""


class MockSpeaker:
    """A Speaker of all that people are told about interviews."""

    def __init__(
        self,
        notices: MockNotices,
        sessions: MockSessions,
        book: MockRooms,
        rooms: Rooms,
        render: Callable[[SessionBrief], Message],
    ) -> None:
        self._notices = notices
        self._sessions = sessions
        self._book = book
        self._rooms = rooms
        self._events = MockEvents(book, rooms)
        self._render = render

    async def say(self, claim: Claim, now: datetime) -> Message | Quiet:
        """The message as things stand, with its thread open and the server's calendar in step."""
        brief = await self._notices.brief(claim, now)
        if isinstance(brief, Quiet):
            return brief
        if brief.notice in COUNTED and not await self._all_here(brief.session):
            brief = await self._notices.brief(claim, now)  # of three, two may go on
            if isinstance(brief, Quiet):
                return Quiet(Reason.LEFT)
        if brief.to is None:
            return await self._in_thread(claim, brief, now)
        brief = await self._events.keep(claim, brief)
        await self._keep_apart(brief, brief.to)
        return self._render(brief)

    async def _in_thread(self, claim: Claim, brief: SessionBrief, now: datetime) -> Message | Quiet:
        session, first = brief.session, brief.notice is SessionNotice.MATCH
        if session.thread_lost or (session.thread_id is None and not first):
            await self._notices.divert(claim, now)
            return Quiet(Reason.GONE)
        if session.thread_id is None and claim.channel_id is None:
            return self._render(brief)  # it has nowhere to go, and everybody is written to instead
        thread_id = await self._thread(claim, session)
        if first and not await self._all_added(session, thread_id):
            there = await self._notices.brief(claim, now)
            if isinstance(there, Quiet):
                return Quiet(Reason.LEFT)
            brief, session = there, there.session
        here = replace(brief, session=replace(session, thread_id=thread_id))
        here = await self._events.keep(claim, here)
        return replace(self._render(here), channel_id=thread_id)

    async def _thread(self, claim: Claim, session: Session) -> int:
        """The interview's thread, opened if there is none, and remembered before anything is said in it."""
        thread_id = session.thread_id or await self._open(claim, session)
        if claim.channel_id != thread_id and not await self._book.opened(claim, session, thread_id):
            raise Lost
        return thread_id

    async def _open(self, claim: Claim, session: Session) -> int:
        name, channel_id = thread_name(session), claim.channel_id or 0
        found = None
        if claim.attempts > 1:
            names = thread_names(session)
            found = await self._rooms.find_thread(session.guild_id, channel_id, names)
        return found or await self._rooms.open_private_thread(channel_id, name)

    async def _all_here(self, session: Session) -> bool:
        gone = [
            user_id
            for user_id in session.user_ids
            if not await self._rooms.is_member(session.guild_id, user_id)
        ]
        return await self._without(session, gone)

    async def _all_added(self, session: Session, thread_id: int) -> bool:
        gone = [
            user_id for user_id in session.user_ids if not await self._rooms.add_to_thread(thread_id, user_id)
        ]
        return await self._without(session, gone)

    async def _without(self, session: Session, gone: Sequence[int]) -> bool:
        """Whether nobody is gone; who is gets out of everything."""
        for user_id in gone:
            await self._sessions.gone(session.guild_id, user_id)
        return not gone

    async def _keep_apart(self, brief: SessionBrief, user_id: int | None) -> None:
        """People who are not to meet do not stay in one thread."""
        session = brief.session
        apart = session.ended_why is EndedWhy.APART and not session.thread_lost
        if not apart or session.thread_id is None or user_id is None:
            return
        try:
            await self._rooms.remove_from_thread(session.thread_id, user_id)
        except SendFailed as failed:
            log.warning("mock.not_removed", session=session.id, code=failed.failure.code)


class ThreadWatch:
    """Hears of threads that somebody deletes."""

    def __init__(self, book: MockRooms) -> None:
        self._book = book

    async def deleted(self, payload: discord.RawThreadDeleteEvent) -> None:
        """For the client's event `on_raw_thread_delete`."""
        await self._book.thread_gone(payload.guild_id, payload.thread_id)
