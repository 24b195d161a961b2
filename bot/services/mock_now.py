"""A partner at once: waiting for one, and another one for whoever was left alone."""

from datetime import datetime, timedelta

from bot.domain import weeks
from bot.domain.clock import Clock
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.mock_now import (
    APART_FOR,
    BEGINS_IN,
    DEFAULT_WAIT,
    RESCUE_WITHIN,
    NowShown,
    Wait,
    begins_at,
    check_wait,
    choose,
    in_order,
    kind_for,
    offers_rescue,
    orphaned,
    owed_rescue,
)
from bot.domain.mock_now_errors import BookedEnough, BusyNow, NoRescue
from bot.domain.mock_pool import Wants
from bot.domain.mock_reliability import MOST_PER_WEEK, limit_of
from bot.domain.mock_sessions import NewSession, Session, SessionNotice, SessionSource, SessionState, Step
from bot.domain.questions import QuestionKind
from bot.services.mock_calls import MockCalls
from bot.services.mock_notices import MockNotices
from bot.store import (
    blocks,
    members,
    mock_history,
    mock_now,
    mock_pool,
    mock_round_people,
    mock_rounds,
    mock_rubrics,
    mock_sessions,
)
from bot.store.transaction import Store, Tx

EVERY_STATE = tuple(state.value for state in SessionState)

TOGETHER = N_("you both have time now")
RESCUED = N_("a partner could not come")


class MockNow:
    """Brings people together who want to practise now; whose partner did not come goes first."""

    def __init__(self, store: Store, clock: Clock, notices: MockNotices, calls: MockCalls) -> None:
        self._store = store
        self._clock = clock
        self._notices = notices
        self._calls = calls

    async def look(
        self,
        guild_id: int,
        user_id: int,
        kinds: frozenset[QuestionKind] | None = None,
        minutes: int = DEFAULT_WAIT,
    ) -> NowShown:
        """An interview with somebody who waits, or wait so many minutes; `kinds` None is what they want.

        Raises NotEnrolled, OutOfRange, BusyNow or BookedEnough.
        """
        waits, now = check_wait(minutes), self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            lost = owed_rescue(await _lately(tx, me), user_id, now)
            return await self._look(tx, me, kinds, lost, waits, now)

    async def rescue(self, guild_id: int, user_id: int, session_id: int) -> NowShown:
        """The same in place of an interview whose partner was not there.

        Raises NotEnrolled, NoRescue, BusyNow or BookedEnough.
        """
        waits, now = check_wait(DEFAULT_WAIT), self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            session = await mock_sessions.find(tx, guild_id, session_id)
            if session is None or not orphaned(session, user_id):
                raise NoRescue
            lost = owed_rescue(await _lately(tx, me), user_id, now)
            return await self._look(tx, me, None, lost, waits, now)

    async def stop(self, guild_id: int, user_id: int) -> NowShown:
        """Wait no longer; who does not wait is told the same."""
        async with self._store.write() as tx:
            if (member := await members.find(tx, guild_id, user_id)) is not None:
                await mock_now.remove(tx, [member.key])
        return NowShown(guild_id, user_id)

    async def orphaned(self, tx: Tx, session: Session, member_key: int, now: datetime) -> None:
        """Somebody was left alone: close to the agreed time they are offered another partner, in private."""
        if not offers_rescue(session, now):
            return
        direct = tuple(seat for seat in session.present if seat.member.key == member_key)
        await self._notices.owe(
            tx, session, SessionNotice.RESCUE, now, now + RESCUE_WITHIN, now, direct=direct
        )

    async def release(self, tx: Tx, member_key: int) -> None:
        """A member leaves the programme."""
        await mock_now.remove(tx, [member_key])

    async def prune(self) -> None:
        """Forget those whose waiting is over."""
        async with self._store.write() as tx:
            await mock_now.prune(tx, self._clock.now())

    async def _look(
        self,
        tx: Tx,
        me: Member,
        kinds: frozenset[QuestionKind] | None,
        lost: Session | None,
        waits: timedelta,
        now: datetime,
    ) -> NowShown:
        length = timedelta(minutes=(await mock_rounds.settings(tx, me.guild_id)).session_minutes)
        await _check_free(tx, me, length, now)
        if lost is None:
            await _check_limit(tx, me, now)
        wanted = await _wanted(tx, me, lost) if kinds is None else kinds
        rescues = lost.id if lost else None
        await mock_now.put(tx, me.guild_id, me.key, wanted, now, now + waits, rescues)
        found = await mock_now.waiting(tx, me.guild_id, now)
        mine = next(each for each in found if each.member.key == me.key)
        met = await mock_now.met_since(tx, me.key, now - APART_FOR)
        barred = await _barred(tx, me, found, length, now)
        partner = choose(mine, found, met | barred)
        if partner is None:
            await self._calls.call(tx, me.guild_id, now)
            waits_too = choose(mine, found, barred) is not None
            return NowShown(me.guild_id, me.user_id, mine, met=waits_too)
        session = await self._open(tx, mine, partner, length, now)
        return NowShown(me.guild_id, me.user_id, session=session)

    async def _open(
        self, tx: Tx, mine: Wait, partner: Wait, length: timedelta, now: datetime
    ) -> Session | None:
        """Agreed at once, so that its thread opens with everything in it."""
        guild_id, at = mine.member.guild_id, begins_at(now)
        new = await _new(tx, mine, partner, length, at)
        session_id = await mock_sessions.add(tx, new, Step.MISSED, at + length, now)
        await mock_sessions.change(tx, session_id, now, state=SessionState.AGREED, starts_at=at)
        for key in new.member_keys:
            await mock_sessions.change_seat(tx, session_id, key, vote=at)
        await mock_now.remove(tx, new.member_keys)
        await mock_round_people.record_firsts(tx, new.member_keys[:1], now)
        session = await mock_sessions.find(tx, guild_id, session_id)
        if session is not None:
            await self._notices.owe(tx, session, SessionNotice.MATCH, now, at + length, now)
        return session


async def _new(tx: Tx, mine: Wait, partner: Wait, length: timedelta, at: datetime) -> NewSession:
    first, second = in_order(mine, partner)
    keys, guild_id = (first.member.key, second.member.key), mine.member.guild_id
    rescued = [each.rescues for each in (mine, partner) if each.rescues is not None]
    lost = [await mock_sessions.find(tx, guild_id, session_id) for session_id in rescued]
    prepared = [session.kind for session in lost if session is not None]
    return NewSession(
        guild_id=guild_id,
        round_id=None,
        source=SessionSource.RESCUE if rescued else SessionSource.NOW,
        week=weeks.week_of(at),
        kind=kind_for(first, second, prepared, await mock_history.held_by_kind(tx, keys)),
        level=(first.level + second.level) // 2,
        minutes=int(length.total_seconds() // 60),
        slots=(at,),
        reasons=(TOGETHER, RESCUED) if rescued else (TOGETHER,),
        member_keys=keys,
    )


async def _lately(tx: Tx, me: Member) -> tuple[Session, ...]:
    return await mock_sessions.of_member(tx, me.key, states=EVERY_STATE, limit=10)


async def _wanted(tx: Tx, me: Member, lost: Session | None) -> frozenset[QuestionKind]:
    """What they want in rounds, and what they were prepared for."""
    kinds = (await mock_pool.wants_of(tx, me.key) or Wants()).kinds
    return kinds | {lost.kind} if kinds and lost else kinds


async def _check_free(tx: Tx, me: Member, length: timedelta, now: datetime) -> None:
    busy = await mock_now.engaged(tx, [me.key], *_around(length, now))
    session = await mock_sessions.find(tx, me.guild_id, busy[0][1]) if busy else None
    if session is not None:
        raise BusyNow(session)


async def _check_limit(tx: Tx, me: Member, now: datetime) -> None:
    """Only for those whose record limits them: everybody else may practise as often as they like."""
    record = (await mock_rubrics.reliability_of(tx, [me.key], now))[me.key]
    most = limit_of(record).per_week
    if most < MOST_PER_WEEK and await mock_now.booked(tx, me.key, weeks.week_of(now)) >= most:
        raise BookedEnough(most)


async def _barred(
    tx: Tx, me: Member, found: tuple[Wait, ...], length: timedelta, now: datetime
) -> frozenset[int]:
    """Who is blocked either way, or is about to be busy."""
    apart = await blocks.around(tx, me.guild_id, me.user_id)
    busy = await mock_now.engaged(tx, [each.member.key for each in found], *_around(length, now))
    blocked = {each.member.key for each in found if each.member.user_id in apart}
    return frozenset(blocked | {key for key, _ in busy})


def _around(length: timedelta, now: datetime) -> tuple[datetime, datetime]:
    """Between which starts another interview would get in the way of one that begins now."""
    return now - length, now + BEGINS_IN + length
