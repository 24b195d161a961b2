"""How several people come to want the same time, inside the transaction of whatever one of them does."""

from datetime import datetime, timedelta

from bot.domain.mock_errors import BusyThen
from bot.domain.mock_notices import ref_of, reminders
from bot.domain.mock_sessions import Seat, Session, SessionNotice, SessionState, Step
from bot.domain.mock_times import NOTICE_TIME, QUIET_FOR, clashing
from bot.services.mock_endings import reload
from bot.services.mock_notices import MockNotices
from bot.store import mock_notices, mock_sessions
from bot.store.transaction import Tx

A_MOMENT = timedelta(minutes=2)
"""So long a tick may still be moved before the others are asked about it."""


class Agreements:
    """Takes a yes, asks the others about it, and fixes the time once all want the same."""

    def __init__(self, notices: MockNotices) -> None:
        self._notices = notices

    async def vote(self, tx: Tx, session: Session, seat: Seat, at: datetime, now: datetime) -> Session:
        """Say yes to a start. The others hear of it once it has stood for a moment. Raises BusyThen."""
        if (other := await self._busy(tx, session, seat, at)) is not None:
            raise BusyThen(other.starts_at or at)
        await mock_sessions.change_seat(tx, session.id, seat.member.key, vote=at)
        if seat.vote is None and session.step is Step.SILENCE:
            await mock_sessions.change(tx, session.id, now, next_at=now + QUIET_FOR)
        settled = await self.settle(tx, await reload(tx, session), now)
        if settled.state is SessionState.FINDING and seat.vote != at:
            if seat.vote is not None and all(each.vote != seat.vote for each in settled.present):
                await self._notices.drop_questions(tx, settled, [seat.vote], now)
            await self._ask_about(tx, settled, at, now)
        return settled

    async def _ask_about(self, tx: Tx, session: Session, at: datetime, now: datetime) -> None:
        """Once for each start: whoever comes back to it need not ask again."""
        notice = SessionNotice.PROPOSED
        if not await mock_notices.is_told(tx, session.guild_id, ref_of(session, notice, at)):
            await self._notices.owe(tx, session, notice, now + A_MOMENT, at, now, about=at)

    async def _busy(self, tx: Tx, session: Session, seat: Seat, at: datetime) -> Session | None:
        return clashing(await mock_sessions.of_member(tx, seat.member.key), session, at)

    async def settle(self, tx: Tx, session: Session, now: datetime) -> Session:
        """Fix the time if all want the same. A yes is taken back that has passed, or that somebody has given
        away to another interview.
        """
        if session.state is not SessionState.FINDING or (at := session.agreed) is None:
            return session
        passed = at < now + NOTICE_TIME
        stale = [
            seat for seat in session.present if passed or await self._busy(tx, session, seat, at) is not None
        ]
        for seat in stale:
            await mock_sessions.change_seat(tx, session.id, seat.member.key, vote=None)
        if stale:
            return await reload(tx, session)
        return await self._fix(tx, session, at, now)

    async def _fix(self, tx: Tx, session: Session, at: datetime, now: datetime) -> Session:
        step = {"step": Step.MISSED, "next_at": at + timedelta(minutes=session.minutes)}
        await mock_sessions.change(tx, session.id, now, state=SessionState.AGREED, starts_at=at, **step)
        await self._notices.drop_questions(tx, session, session.slots, now)
        await self._notices.owe(tx, session, SessionNotice.AGREED, now, at, now)
        for notice, due_at, ends_at in reminders(at, now):
            await self._notices.owe(tx, session, notice, due_at, ends_at, now)
        return await reload(tx, session)
