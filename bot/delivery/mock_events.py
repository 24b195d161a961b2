"""The agreed time in the server's calendar, where that is allowed. Everybody sees it: it names nobody."""

from dataclasses import replace
from datetime import datetime

from bot.delivery.messenger import SendFailed
from bot.delivery.rooms import Happening, Rooms
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_sessions import Session, SessionNotice
from bot.log import get_logger
from bot.services.mock_rooms import MockRooms
from bot.ui.mock_calendar import thread_url
from bot.ui.mock_notices import NO_EVENT
from bot.ui.mock_words import event_name

log = get_logger(__name__)

GIVEN_UP = frozenset({SessionNotice.MOVED, SessionNotice.OVER})

ABOUT = "Two or three people of this server practise together, in a thread of their own."


class MockEvents:
    """Keeps the calendar in step with what people are told."""

    def __init__(self, book: MockRooms, rooms: Rooms) -> None:
        self._book = book
        self._rooms = rooms

    async def keep(self, brief: SessionBrief, *, retried: bool) -> SessionBrief:
        """The brief after the calendar says the same; a refusal is a remark in it, nothing more."""
        session = brief.session
        if brief.notice in GIVEN_UP and session.event_id is not None:
            return await self._remove(brief, session, session.event_id)
        if brief.notice is SessionNotice.AGREED and brief.to is None and session.event_id is None:
            return await self._add(brief, session, retried=retried)
        return brief

    async def _add(self, brief: SessionBrief, session: Session, *, retried: bool) -> SessionBrief:
        what = _happening(session)
        if what is None or what.starts_at <= brief.now:
            return brief
        try:
            event_id = await self._made(session, what, retried=retried)
        except SendFailed as failed:
            if _passes(failed):
                raise
            log.info("mock.no_event", guild=session.guild_id, code=failed.failure.code)
            return replace(brief, extra=NO_EVENT)
        await self._book.event_is(session, event_id, brief.now)
        return replace(brief, session=replace(session, event_id=event_id))

    async def _made(self, session: Session, what: Happening, *, retried: bool) -> int:
        """Before a second try: the first may have made it and died before it was written down."""
        known = await self._rooms.find_event(session.guild_id, what.name, what.starts_at) if retried else None
        return known or await self._rooms.create_event(session.guild_id, what)

    async def _remove(self, brief: SessionBrief, session: Session, event_id: int) -> SessionBrief:
        try:
            await self._rooms.delete_event(session.guild_id, event_id)
        except SendFailed as failed:
            if _passes(failed):
                raise
            log.info("mock.event_stays", guild=session.guild_id, code=failed.failure.code)
        await self._book.event_is(session, None, brief.now)
        return replace(brief, session=replace(session, event_id=None))


def _passes(failed: SendFailed) -> bool:
    """Whether it may work later: no answer, an error of Discord's, or too many requests."""
    status = failed.failure.status
    return status is None or status >= 500 or status in (401, 408, 429)


def _happening(session: Session) -> Happening | None:
    starts_at: datetime | None = session.starts_at
    place = thread_url(session)
    if starts_at is None or session.ends_at is None or place is None:
        return None
    return Happening(event_name(session), starts_at, session.ends_at, place, ABOUT)
