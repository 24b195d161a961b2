"""What people are told about their interview: where it goes, and whether it still holds when it leaves."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.delivery import Claim, DeliveryKind, Destination, Reason, marker_of
from bot.domain.mock_notices import (
    BEFORE,
    NoticeRef,
    SessionBrief,
    addressees,
    holds,
    read_ref,
    ref_of,
)
from bot.domain.mock_sessions import Seat, Session, SessionNotice
from bot.domain.nudges import Quiet
from bot.services.briefing import late_by
from bot.services.listeners import OnChange, unheard
from bot.store import mock_notices, mock_sessions, schedules
from bot.store.transaction import Store, Tx

REMINDER = DeliveryKind.REMINDER


class MockNotices:
    """Into the thread of the interview, or to each person where there is none. `on_change` hears of each.

    Whoever joined the pool has asked for these, so they come whether or not the daily nudge is on.
    """

    def __init__(self, store: Store, on_change: OnChange = unheard) -> None:
        self._store = store
        self._on_change = on_change

    async def owe(
        self,
        tx: Tx,
        session: Session,
        notice: SessionNotice,
        at: datetime,
        ends_at: datetime,
        now: datetime,
        *,
        direct: Sequence[Seat] | None = None,
        about: datetime | None = None,
    ) -> None:
        """Let a message fall due at `at`; from `ends_at` on it means nothing. One per notice, revision and
        start that it is `about`.

        With `direct` it goes to these people themselves even if there is a thread.
        """
        what = NoticeRef(session.id, notice, session.revision, about)
        ref = str(what)
        # The first message brings the thread; what is told before it has left goes without.
        has_thread = session.thread_id is not None or notice is SessionNotice.MATCH
        if direct is None and has_thread and not session.thread_lost:
            channel_id = session.thread_id or await mock_notices.channel_of(tx, session.guild_id)
            where = Destination.CHANNEL
            args = tx, session.guild_id, None, REMINDER, at, ends_at, where, now
            await schedules.put_once(*args, ref=ref, channel_id=channel_id)
        else:
            seats = addressees(session, what) if direct is None else direct
            await self._to_each(tx, seats, at, ends_at, now, ref)
        self._on_change(at)

    async def owe_matches(
        self, tx: Tx, guild_id: int, session_ids: Sequence[int], ends_at: datetime, now: datetime
    ) -> None:
        """Tell the people of new interviews of a guild that they are matched; this opens their threads."""
        channel_id = await mock_notices.channel_of(tx, guild_id)
        refs = (str(NoticeRef(session_id, SessionNotice.MATCH, 0)) for session_id in session_ids)
        them = (schedules.Once(guild_id, None, Destination.CHANNEL, ref, channel_id) for ref in refs)
        await schedules.put_many_once(tx, REMINDER, now, ends_at, now, them)
        self._on_change(now)

    async def drop_reminders(self, tx: Tx, session: Session, now: datetime) -> None:
        """Nothing of the agreed time is sent any more."""
        refs = [ref_of(session, notice) for notice in (*BEFORE, SessionNotice.AGREED)]
        await mock_notices.drop(tx, session.guild_id, refs, now)

    async def drop_questions(
        self, tx: Tx, session: Session, slots: Sequence[datetime], now: datetime
    ) -> None:
        """Nobody is asked any more whether these starts suit them."""
        refs = [ref_of(session, SessionNotice.PROPOSED, at) for at in slots]
        await mock_notices.drop(tx, session.guild_id, refs, now)

    async def lost(self, tx: Tx, claim: Claim, now: datetime) -> None:
        """A message could not reach the thread: it is owed to each person, and so is all that follows."""
        await self._owe_each(tx, claim, now, lost=True)

    async def divert(self, claim: Claim, now: datetime) -> None:
        """There is no thread to say this in: it is owed to each person instead."""
        async with self._store.write() as tx:
            await self._owe_each(tx, claim, now, lost=False)

    async def brief(self, claim: Claim, now: datetime) -> SessionBrief | Quiet:
        """What to say at this moment, or why to say nothing."""
        about = read_ref(claim.ref)
        if about is None:
            return Quiet(Reason.OFF)
        async with self._store.read() as tx:
            session = await mock_sessions.find(tx, claim.guild_id, about.session_id)
        if session is None or not holds(session, about):
            return Quiet(Reason.OFF)
        if claim.user_id is not None and session.seat_of(claim.user_id) is None:
            return Quiet(Reason.LEFT)
        if claim.user_id is not None and not _is_for(session, about, claim.user_id):
            return Quiet(Reason.OFF)
        return _brief(session, about, claim, now)

    async def _owe_each(self, tx: Tx, claim: Claim, now: datetime, *, lost: bool) -> None:
        about = read_ref(claim.ref)
        if about is None or claim.member_key is not None:
            return
        session = await mock_sessions.find_to_change(tx, claim.guild_id, about.session_id)
        if session is None or not holds(session, about):
            return
        if lost and not session.thread_lost:
            await mock_sessions.change(tx, session.id, now, thread_lost=True)
        if now < claim.expires_at:
            await self._to_each(tx, addressees(session, about), now, claim.expires_at, now, claim.ref)
            self._on_change(now)

    async def _to_each(
        self, tx: Tx, seats: Sequence[Seat], at: datetime, ends_at: datetime, now: datetime, ref: str
    ) -> None:
        for seat in seats:
            args = tx, seat.member.guild_id, seat.member.key, REMINDER, at, ends_at
            await schedules.put_once(*args, Destination.DM_OR_CHANNEL, now, ref=ref)


def _is_for(session: Session, about: NoticeRef, user_id: int) -> bool:
    return any(seat.user_id == user_id for seat in addressees(session, about))


def _brief(session: Session, about: NoticeRef, claim: Claim, now: datetime) -> SessionBrief:
    direct = claim.member_key is not None
    return SessionBrief(
        session=session,
        notice=about.notice,
        marker=marker_of(claim.id),
        to=claim.user_id if direct else None,
        in_channel=direct and not claim.direct,
        late_by=late_by(claim, now),
        now=now,
        fallback=claim.reason if direct else None,
        at=about.at,
    )
