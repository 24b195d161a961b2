"""The agreed time in the server's calendar, where that is allowed. Everybody sees it: it names nobody."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.dispatcher import Lost
from bot.delivery.messenger import SendFailed
from bot.delivery.rooms import Happening, Rooms
from bot.domain.delivery import Claim
from bot.domain.mock_notices import SessionBrief
from bot.domain.mock_sessions import Session, SessionNotice
from bot.log import get_logger
from bot.services.mock_rooms import MockRooms
from bot.ui.language import N_, _
from bot.ui.mock_calendar import thread_url
from bot.ui.mock_notices import FULL, NO_EVENT
from bot.ui.mock_words import event_name

log = get_logger(__name__)

GIVEN_UP = frozenset({SessionNotice.MOVED, SessionNotice.OVER})

TRIES = 2
"""So often a calendar that does not answer holds back what people are to be told."""

CALENDAR_FULL = 30038
"""Discord's code for a server that has as many events as it can."""

REST = timedelta(hours=6)
"""So long nothing is put into a full calendar."""

ABOUT = N_("Two or three people of this server practise together, in a thread of their own.")


class MockEvents:
    """Keeps the calendar in step with what people are told."""

    def __init__(self, book: MockRooms, rooms: Rooms) -> None:
        self._book = book
        self._rooms = rooms
        self._full_until: dict[int, datetime] = {}

    async def keep(self, claim: Claim, brief: SessionBrief) -> SessionBrief:
        """The brief after the calendar says the same; a refusal is a remark in it, nothing more."""
        session = brief.session
        if brief.notice in GIVEN_UP and session.event_id is not None:
            return await self._without(claim, brief, session, session.event_id)
        if brief.notice is SessionNotice.AGREED and brief.to is None:
            return await self._with(claim, brief, session)
        return brief

    async def _with(self, claim: Claim, brief: SessionBrief, session: Session) -> SessionBrief:
        what = _happening(session)
        if what is None or what.starts_at <= brief.now:
            return brief
        if session.event_id is None and self._is_full(session.guild_id, brief.now):
            return replace(brief, extra=FULL)
        try:
            event_id = await self._made(claim, session, what)
        except SendFailed as failed:
            if _passes(failed) and claim.attempts <= TRIES:
                raise
            log.info("mock.no_event", guild=session.guild_id, code=failed.failure.code)
            return replace(brief, extra=self._remark(session.guild_id, failed, brief.now))
        return await self._noted(claim, brief, session, event_id)

    def _is_full(self, guild_id: int, now: datetime) -> bool:
        until = self._full_until.get(guild_id)
        return until is not None and now < until

    def _remark(self, guild_id: int, failed: SendFailed, now: datetime) -> str:
        if failed.failure.code != CALENDAR_FULL:
            return NO_EVENT
        self._full_until[guild_id] = now + REST
        return FULL

    async def _made(self, claim: Claim, session: Session, what: Happening) -> int:
        """Our event of this time. Nobody may have been told that an earlier agreement was given up: its
        event is taken out first. Before a second try: the first may have made it and died before it was
        written down.
        """
        old = session.event_id
        if old is not None and not session.revision:
            return old
        known = None
        if old is not None or claim.attempts > 1:
            known = await self._rooms.find_event(session.guild_id, session.id, what.starts_at)
        if old is not None and old != known:
            await self._rooms.delete_event(session.guild_id, old)
        return known or await self._rooms.create_event(session.guild_id, what)

    async def _without(
        self, claim: Claim, brief: SessionBrief, session: Session, event_id: int
    ) -> SessionBrief:
        try:
            await self._rooms.delete_event(session.guild_id, event_id)
        except SendFailed as failed:
            if _passes(failed) and claim.attempts <= TRIES:
                raise
            log.info("mock.event_stays", guild=session.guild_id, code=failed.failure.code)
        return await self._noted(claim, brief, session, None)

    async def _noted(
        self, claim: Claim, brief: SessionBrief, session: Session, event_id: int | None
    ) -> SessionBrief:
        if event_id == session.event_id:
            return brief
        if not await self._book.event_is(claim, session, event_id, brief.now):
            raise Lost
        return replace(brief, session=replace(session, event_id=event_id))


def _passes(failed: SendFailed) -> bool:
    """Whether it may work later: no answer, an error of Discord's, or too many requests."""
    status = failed.failure.status
    return status is None or status >= 500 or status in (401, 408, 429)


def _happening(session: Session) -> Happening | None:
    starts_at: datetime | None = session.starts_at
    place = thread_url(session)
    if starts_at is None or session.ends_at is None or place is None:
        return None
    return Happening(event_name(session), starts_at, session.ends_at, place, _(ABOUT))
