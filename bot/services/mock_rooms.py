"""Where an interview takes place on Discord: its thread, and its event in the server's calendar."""

from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.delivery import Claim
from bot.domain.mock_sessions import Session, SessionNotice, SessionState
from bot.services.mock_endings import LIFE, reload
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
        """This message goes to that thread, also when it is tried again.

        False, and nothing changes, if it is no longer ours, or if the interview has another thread by now.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            held = await reload(tx, session)
            if held.thread_id not in (None, thread_id):
                return False
            if not await deliveries.set_channel(tx, claim, thread_id):
                return False
            if held.thread_id is None:
                await mock_sessions.change(tx, session.id, now, thread_id=thread_id)
            return True

    async def thread_gone(self, guild_id: int, thread_id: int) -> None:
        """Somebody deleted a thread: its people get by message what they need to go on."""
        now = self._clock.now()
        async with self._store.read() as tx:  # most threads are none of ours
            found = await mock_sessions.of_thread(tx, guild_id, thread_id)
        if found is None:
            return
        async with self._store.write() as tx:
            session = await mock_sessions.find_to_change(tx, guild_id, found.id)
            if session is None or session.thread_lost:
                return
            await mock_sessions.change(tx, session.id, now, thread_lost=True)
            if (notice := CARDS.get(session.state)) is not None:
                ends_at = max(session.starts_at or now, now + LIFE)
                await self._notices.owe(tx, session, notice, now, ends_at, now, direct=session.present)

    async def event_is(self, claim: Claim, session: Session, event_id: int | None, now: datetime) -> bool:
        """The event in the server's calendar; None: there is none any more. False if the claim is lost."""
        async with self._store.write() as tx:
            if not await deliveries.is_held(tx, claim):
                return False
            await mock_sessions.change(tx, session.id, now, event_id=event_id)
            return True
