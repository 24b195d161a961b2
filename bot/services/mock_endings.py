"""How interviews end that do not take place, and how a third person takes a free place."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.domain.mock_now import orphaned
from bot.domain.mock_sessions import OBSERVER, EndedWhy, Seat, Session, SessionNotice, SessionState
from bot.services.mock_notices import MockNotices
from bot.store import mock_sessions
from bot.store.transaction import Tx

OnOrphan = Callable[[Tx, Session, int, datetime], Awaitable[None]]
"""Hears of a member whose partner will not come, within the same transaction."""

LIFE = timedelta(days=3)
"""How late news of an interview is still worth telling."""


async def reload(tx: Tx, session: Session) -> Session:
    """The interview as it stands now, held until the transaction ends."""
    found = await mock_sessions.find_to_change(tx, session.guild_id, session.id)
    return found or session


class Endings:
    """Ends interviews inside the transaction of whatever ends them."""

    def __init__(self, notices: MockNotices) -> None:
        self._notices = notices
        self.on_orphan: list[OnOrphan] = []

    async def end(self, tx: Tx, session: Session, why: EndedWhy, now: datetime) -> Session:
        """It does not take place; all who are still in it are told, and nothing of it is sent any more."""
        await self._notices.drop_reminders(tx, session, now)
        values = {"state": SessionState.CANCELLED, "ended_why": why, "ended_at": now}
        await mock_sessions.change(tx, session.id, now, **values, step=None, next_at=None)
        ended = await reload(tx, session)
        # Nobody has to read it side by side with the person they are not to meet.
        direct = ended.present if why is EndedWhy.APART else None
        await self._notices.owe(tx, ended, SessionNotice.OVER, now, now + LIFE, now, direct=direct)
        for seat in ended.present:
            if orphaned(ended, seat.user_id):
                for hear in self.on_orphan:
                    await hear(tx, ended, seat.member.key, now)
        return ended

    async def give_up(self, tx: Tx, session: Session, seat: Seat, why: EndedWhy, now: datetime) -> Session:
        """One person is out. Of three, two go on, the observer in the free place, and hear of it; else it is
        over.
        """
        key = seat.member.key
        await mock_sessions.change_seat(tx, session.id, key, gone_at=now)
        rest = session.others(seat.user_id)
        if len(rest) <= 1:
            return await self.end(tx, await reload(tx, session), why, now)
        observer = next((each for each in rest if each.position == OBSERVER), None)
        if observer is not None and seat.position != OBSERVER:
            await mock_sessions.change_seat(tx, session.id, observer.member.key, position=seat.position)
        left = await reload(tx, session)
        # Before the first message has left nobody knows of a third one.
        if left.thread_id is not None or left.thread_lost:
            await self._notices.owe(tx, left, SessionNotice.CHANGED, now, now + LIFE, now)
        return left
