"""The pool of mock interviews: joining and leaving it, and what one wants."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.clock import Clock
from bot.domain.inputs import check_day_range, parse_day
from bot.domain.members import Membership
from bot.domain.mock_history import weak_areas
from bot.domain.mock_pool import AS_BEFORE, PoolEntry, PoolShown, Wants, WantsChange
from bot.domain.mock_pool_errors import NotInPool, PoolNotPaused
from bot.domain.pairing.slots import starts
from bot.domain.questions import QuestionKind
from bot.domain.tasks import EnrolmentState
from bot.services.mock_availability import coming_round
from bot.services.mock_history import scored
from bot.store import blocks, members, mock_pool, mock_rounds, mock_rubrics, mock_sessions
from bot.store.transaction import Store, Tx

LONGEST_PAUSE = timedelta(days=365)


class Leaving(Protocol):
    """Whatever a member takes part in: it ends with them."""

    async def leave_all(self, tx: Tx, member_key: int, now: datetime) -> None: ...


class MockPool:
    """Everything about the pool. What is agreed with others stays until somebody ends it in so many words."""

    def __init__(self, store: Store, clock: Clock, interviews: Leaving) -> None:
        self._store = store
        self._clock = clock
        self._interviews = interviews

    async def show(self, guild_id: int, user_id: int) -> PoolShown:
        """Where the member stands. Raises NotEnrolled."""
        async with self._store.read() as tx:
            return await self._shown(tx, guild_id, user_id)

    async def join(self, guild_id: int, user_id: int, change: WantsChange = AS_BEFORE) -> PoolShown:
        """Put the member into the pool, or leave them in it; what is not given stays as it was.

        Raises NotEnrolled.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            known = await mock_pool.wants_of(tx, me.key)
            wants = change.applied(known or Wants())
            if await mock_pool.find(tx, me.key) is None:
                await mock_pool.join(tx, guild_id, me.key, wants, now)
            else:
                await mock_pool.set_wants(tx, me.key, wants, now)
            return replace(await self._shown(tx, guild_id, user_id), first=known is None)

    async def change(self, guild_id: int, user_id: int, change: WantsChange) -> PoolShown:
        """Want something else from now on. Raises NotEnrolled or NotInPool."""
        async with self._store.write() as tx:
            _, entry = await self._entry(tx, guild_id, user_id)
            wants = change.applied(entry.wants)
            await mock_pool.set_wants(tx, entry.member.key, wants, self._clock.now())
            return await self._shown(tx, guild_id, user_id)

    async def tick_kinds(
        self,
        guild_id: int,
        user_id: int,
        ticked: Collection[QuestionKind],
        unticked: Collection[QuestionKind],
    ) -> PoolShown:
        """Want some kinds more and some no longer; none is every kind. Raises NotEnrolled or NotInPool."""
        async with self._store.write() as tx:
            _, entry = await self._entry(tx, guild_id, user_id)
            change = WantsChange(kinds=(entry.kinds | frozenset(ticked)) - frozenset(unticked))
            wants = change.applied(entry.wants)
            await mock_pool.set_wants(tx, entry.member.key, wants, self._clock.now())
            return await self._shown(tx, guild_id, user_id)

    async def leave(self, guild_id: int, user_id: int, *, keep: bool = False) -> PoolShown:
        """Leave the pool and, unless they are to be kept, the interviews that there are.

        Raises NotEnrolled or NotInPool.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            me, _ = await self._entry(tx, guild_id, user_id)
            await mock_pool.leave(tx, me.member.key, now)
            if not keep:
                await self._interviews.leave_all(tx, me.member.key, now)
            return await self._shown(tx, guild_id, user_id)

    async def release(self, tx: Tx, member_key: int) -> None:
        """They leave the programme."""
        await mock_pool.leave(tx, member_key, self._clock.now())

    async def skip(self, guild_id: int, user_id: int, *, on: bool | None = None) -> PoolShown:
        """Leave out the next round, or take part in it after all; None turns it round.

        Raises NotEnrolled or NotInPool.
        """
        async with self._store.write() as tx:
            _, entry = await self._entry(tx, guild_id, user_id)
            week = await self._week(tx, guild_id)
            skips = entry.skip_week != week if on is None else on
            # Who leaves a round out has no gauntlet in it.
            dropped = {"gauntlet_week": None} if skips and entry.gauntlet_week == week else {}
            await self._change(tx, entry, skip_week=week if skips else None, **dropped)
            return await self._shown(tx, guild_id, user_id)

    async def gauntlet(self, guild_id: int, user_id: int, *, on: bool) -> PoolShown:
        """Want the three interviews of a gauntlet in the next round's week, or not.

        With it, that round is not left out.

        Raises NotEnrolled or NotInPool.
        """
        async with self._store.write() as tx:
            _, entry = await self._entry(tx, guild_id, user_id)
            week = await self._week(tx, guild_id)
            back = {"skip_week": None} if on and entry.skip_week == week else {}
            await self._change(tx, entry, gauntlet_week=week if on else None, **back)
            return await self._shown(tx, guild_id, user_id)

    async def pause(self, guild_id: int, user_id: int, until: str) -> PoolShown:
        """Take part in no round before the named day; what is agreed stays.

        Raises NotEnrolled, NotInPool, InvalidDate or DateOutOfRange.
        """
        async with self._store.write() as tx:
            me, entry = await self._entry(tx, guild_id, user_id)
            today = me.member.day(self._clock.now())
            first, last = today + timedelta(days=1), today + LONGEST_PAUSE
            await self._change(tx, entry, paused_until=check_day_range(parse_day(until, today), first, last))
            return await self._shown(tx, guild_id, user_id)

    async def resume(self, guild_id: int, user_id: int) -> PoolShown:
        """Take part again from now on. Raises NotEnrolled, NotInPool or PoolNotPaused."""
        async with self._store.write() as tx:
            me, entry = await self._entry(tx, guild_id, user_id)
            if entry.paused_until is None or entry.paused_until <= me.member.day(self._clock.now()):
                raise PoolNotPaused
            await self._change(tx, entry, paused_until=None)
            return await self._shown(tx, guild_id, user_id)

    async def _entry(self, tx: Tx, guild_id: int, user_id: int) -> tuple[Membership, PoolEntry]:
        me = await members.enrolled(tx, guild_id, user_id)
        entry = await mock_pool.find(tx, me.member.key)
        if entry is None:
            raise NotInPool
        return me, entry

    async def _change(self, tx: Tx, entry: PoolEntry, **values: object) -> None:
        await mock_pool.change(tx, entry.member.key, self._clock.now(), **values)

    async def _week(self, tx: Tx, guild_id: int) -> str:
        return (await coming_round(tx, guild_id, self._clock.now()))[1]

    async def _shown(self, tx: Tx, guild_id: int, user_id: int) -> PoolShown:
        me = await members.enrolled(tx, guild_id, user_id)
        now, key = self._clock.now(), me.member.key
        coming, week = await coming_round(tx, guild_id, now)
        entry = await mock_pool.find(tx, key)
        length = (await mock_rounds.settings(tx, guild_id)).length
        blocked = await blocks.of(tx, guild_id, user_id)
        return PoolShown(
            guild_id=guild_id,
            user_id=user_id,
            today=me.member.day(now),
            entry=entry,
            round=coming,
            week=week,
            interviews=await mock_sessions.of_member(tx, key),
            blocked=blocked.user_ids,
            blocked_left=blocked.left,
            resting=me.enrolment.state is EnrolmentState.PAUSED,
            plan_back=me.enrolment.paused_until,
            record=(await mock_rubrics.reliability_of(tx, [key], now))[key],
            long_enough=entry is None or bool(starts(entry.windows(week), length)),
            weak=weak_areas(await scored(tx, me.member)),
        )
