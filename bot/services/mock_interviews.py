"""The interview itself: coming, beginning, swapping the roles, ending, and somebody who does not come."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.mock_interview_errors import BackTooLate, HalfOver
from bot.domain.mock_interviews import (
    HALVES,
    absentees,
    arriving_seat,
    awaited,
    check_open,
    check_return,
    check_running,
    half,
)
from bot.domain.mock_reliability import Limit, Reliability, limit_of
from bot.domain.mock_sessions import OBSERVER, EndedWhy, Seat, Session, SessionNotice, SessionState, Step
from bot.services.listeners import OnChange, unheard
from bot.services.mock_clock import StepTaker
from bot.services.mock_endings import LIFE, reload
from bot.services.mock_kits import held, seated
from bot.services.mock_notices import MockNotices
from bot.services.mock_rubrics import MockRubrics
from bot.store import blocks, checkins, members, mock_interviews, mock_rubrics, mock_sessions
from bot.store.mock_history import CHECKIN
from bot.store.transaction import Store, Tx

PROMPT = timedelta(minutes=30)
"""After so long nobody needs to be told that a half has begun, or that somebody has come."""


class Ending(Protocol):
    """Whoever ends interviews that do not take place."""

    async def end(self, tx: Tx, session: Session, why: EndedWhy, now: datetime) -> None: ...


class MockInterviews:
    """From the agreed time to the end. `on_change` hears when a half will be over."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        sessions: Ending,
        notices: MockNotices,
        rubrics: MockRubrics,
        on_change: OnChange = unheard,
    ) -> None:
        self._store = store
        self._clock = clock
        self._sessions = sessions
        self._notices = notices
        self._rubrics = rubrics
        self._on_change = on_change

    def steps(self) -> Mapping[Step, StepTaker]:
        """What the clock brings to an interview once it has begun."""
        return {Step.SWAP: self._swap_due, Step.END: self._end_due, Step.FEEDBACK: self._rubrics.ask_again}

    async def here(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """The member is there. Who was reported absent moments ago may still come, and it goes on.

        Raises NotYourInterview, NothingAgreed, TooEarly, BackTooLate or InterviewOver.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            return await self._arrive(tx, await held(tx, guild_id, session_id), user_id, now)

    async def start(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """The member is there; the first half begins if the other one is too. Starting again changes nothing.

        Raises as `here` does.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            session = await self._arrive(tx, await held(tx, guild_id, session_id), user_id, now)
            if session.state is not SessionState.AGREED or awaited(session):
                return session
            values = {"state": SessionState.RUNNING, "turn": 1, "started_at": now, "turned_at": now}
            session = await self._go_on(
                tx, session, now, step=Step.SWAP, next_at=now + half(session), **values
            )
            await self._notices.owe(tx, session, SessionNotice.STARTED, now, now + PROMPT, now)
            return session

    async def swap(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """The second half begins now. Raises NotYourInterview, NotStarted, HalfOver or InterviewOver."""
        now = self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            check_running(session)
            if session.turn >= HALVES:
                raise HalfOver
            return await self._swap(tx, session, now, now)

    async def finish(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """It is over now, also after one half. Raises NotYourInterview, NotStarted or InterviewOver."""
        now = self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            check_running(session)
            return await self._finish(tx, session, now, now)

    async def close(self, tx: Tx, session: Session, now: datetime) -> Session:
        """It is over now, because one of them leaves: what was held counts."""
        return await self._finish(tx, session, now, now)

    async def absent(self, guild_id: int, user_id: int, session_id: int) -> tuple[Seat, ...]:
        """Whom the member could report. Raises NotYourInterview and what `absentees` raises."""
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            return absentees(session, user_id, self._clock.now())

    async def report(self, guild_id: int, user_id: int, session_id: int) -> Session:
        """Somebody has not come: it does not take place, unless an observer who is there takes their place.

        Raises as `absent` does.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            session = await seated(tx, guild_id, user_id, session_id)
            missing = absentees(session, user_id, now)
            for seat in missing:
                await mock_sessions.change_seat(tx, session.id, seat.member.key, absent=True)
            observer = next((seat for seat in session.present if seat.position == OBSERVER), None)
            if observer is not None and observer.arrived_at is not None and len(missing) == 1:
                await _step_in(tx, session, observer, missing[0], now)
                left = await reload(tx, session)
                await self._notices.owe(tx, left, SessionNotice.CHANGED, now, now + PROMPT, now)
            else:
                await self._sessions.end(tx, await reload(tx, session), EndedWhy.NO_SHOW, now)
            return await reload(tx, session)

    async def limit_of(self, guild_id: int, user_id: int) -> Limit:
        """How many interviews a week the member may book, and why; for their own eyes only."""
        async with self._store.read() as tx:
            if (member := await members.find(tx, guild_id, user_id)) is None:
                return limit_of(Reliability())
            records = await mock_rubrics.reliability_of(tx, [member.key], self._clock.now())
        return limit_of(records[member.key])

    async def _arrive(self, tx: Tx, session: Session, user_id: int, now: datetime) -> Session:
        seat = arriving_seat(session, user_id)
        if seat.absent:
            return await self._return(tx, session, seat, now)
        check_open(session, now)
        if seat.arrived_at is None:
            await mock_sessions.change_seat(tx, session.id, seat.member.key, arrived_at=now)
        return await reload(tx, session)

    async def _return(self, tx: Tx, session: Session, seat: Seat, now: datetime) -> Session:
        """Nobody minds any more: the two begin, or who had to be replaced watches.

        Raises BackTooLate, also if one of the others does not want to meet them any more.
        """
        back, reopened = {"absent": False, "arrived_at": now}, session.state.over
        others = session.others(seat.user_id)
        if reopened:
            check_return(session, seat, now)
        if await blocks.around(tx, session.guild_id, seat.user_id) & {each.user_id for each in others}:
            raise BackTooLate
        if reopened:
            await self._reopen(tx, session, now)
        elif seat.gone is not None:
            back |= {"gone_at": None, "position": OBSERVER}
        await mock_sessions.change_seat(tx, session.id, seat.member.key, **back)
        session = await reload(tx, session)
        owed = tx, session, SessionNotice.ARRIVED, now, now + PROMPT, now
        await self._notices.owe(*owed)
        if reopened:
            # They were told in private, too, that it does not take place.
            await self._notices.owe(*owed, direct=[each for each in others if not each.absent])
        return session

    async def _reopen(self, tx: Tx, session: Session, now: datetime) -> None:
        """Raises BackTooLate if one of the others has found somebody else meanwhile."""
        since = session.ended_at or now
        others = [seat.member.key for seat in session.present if not seat.absent]
        if await mock_interviews.taken(tx, others, since):
            raise BackTooLate
        await mock_interviews.stop_looking(tx, session.id)
        values = {"state": SessionState.AGREED, "ended_why": None, "ended_at": None}
        step = {"step": Step.MISSED, "next_at": now + timedelta(minutes=session.minutes)}
        await self._go_on(tx, session, now, **values, **step, revision=session.revision + 1)

    async def _swap_due(self, tx: Tx, session: Session, now: datetime) -> None:
        """By the clock; if I was away for both halves, all that is left is to end it."""
        due = session.next_at or now
        if session.state is not SessionState.RUNNING:
            return
        if now < due + half(session):
            await self._swap(tx, session, due, now)
        else:
            await mock_sessions.change(tx, session.id, now, turn=HALVES, turned_at=due)
            await self._finish(tx, await reload(tx, session), due + half(session), now)

    async def _end_due(self, tx: Tx, session: Session, now: datetime) -> None:
        if session.state is SessionState.RUNNING:
            await self._finish(tx, session, session.next_at or now, now)

    async def _swap(self, tx: Tx, session: Session, at: datetime, now: datetime) -> Session:
        values = {"turn": HALVES, "turned_at": at, "step": Step.END, "next_at": at + half(session)}
        session = await self._go_on(tx, session, now, **values)
        await self._notices.owe(tx, session, SessionNotice.SWAP, at, at + half(session), now)
        return session

    async def _finish(self, tx: Tx, session: Session, at: datetime, now: datetime) -> Session:
        values = {"state": SessionState.FINISHED, "ended_at": at}
        session = await self._go_on(tx, session, now, **values, **self._rubrics.first_step(at))
        for seat in session.present:
            if seat.arrived_at is not None:
                day = seat.member.day(at)
                await checkins.add(tx, seat.member.key, day, CHECKIN, str(session.id), now)
        await self._notices.owe(tx, session, SessionNotice.END, at, at + LIFE, now)
        return session

    async def _go_on(self, tx: Tx, session: Session, now: datetime, **values: object) -> Session:
        await mock_sessions.change(tx, session.id, now, **values)
        session = await reload(tx, session)
        if session.next_at is not None:
            self._on_change(session.next_at)
        return session


async def _step_in(tx: Tx, session: Session, observer: Seat, missing: Seat, now: datetime) -> None:
    await mock_sessions.change_seat(tx, session.id, missing.member.key, gone_at=now)
    await mock_sessions.change_seat(tx, session.id, observer.member.key, position=missing.position)
