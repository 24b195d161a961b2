"""Where an interview takes place on Discord: its thread, and its event in the server's calendar."""

from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.delivery import Claim
from bot.domain.mock_sessions import Session, SessionNotice, SessionState
from bot.services.mock_endings import LIFE
from bot.services.mock_notices import MockNotices
from bot.store import deliveries, mock_sessions
from bot.store.transaction import Store

CARDS = {SessionState.FINDING: SessionNotice.MATCH, SessionState.AGREED: SessionNotice.AGREED}
"""What people need in their hands when the thread with it is gone."""


class MockRooms:
    """Remembers what was made on Discord, so that nothing is made twice."""

    def __init__(self, store: Store, clock: Clock, notices: MockNotices) -> None:
        self._store = store
        self._clock = clock
        self._notices = notices

    async def opened(self, claim: Claim, session: Session, thread_id: int) -> bool:
        """This message goes to that thread, also when it is tried again; False if it is no longer ours."""
        now = self._clock.now()
        async with self._store.write() as tx:
            if session.thread_id != thread_id:
                await mock_sessions.change(tx, session.id, now, thread_id=thread_id)
            return await deliveries.set_channel(tx, claim, thread_id)

    async def thread_gone(self, guild_id: int, thread_id: int) -> None:
        """Somebody deleted a thread: its people get by message what they need to go on."""
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await mock_sessions.of_thread(tx, guild_id, thread_id)
            session = await mock_sessions.find_to_change(tx, guild_id, found.id) if found else None
            if session is None or session.thread_lost:
                return
            await mock_sessions.change(tx, session.id, now, thread_lost=True)
            if (notice := CARDS.get(session.state)) is not None:
                ends_at = max(session.starts_at or now, now + LIFE)
                await self._notices.owe(tx, session, notice, now, ends_at, now, direct=session.present)

    async def event_is(self, session: Session, event_id: int | None, now: datetime) -> None:
        """The event in the server's calendar; None: there is none any more."""
        async with self._store.write() as tx:
            await mock_sessions.change(tx, session.id, now, event_id=event_id)
