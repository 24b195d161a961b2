"""The group's board: joining, leaving, one's place on it, and keeping it counted."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.day_clock import DayClock
from bot.domain.errors import NotEnrolled
from bot.domain.members import Member
from bot.domain.standings import BOARD_DAYS, Board, Consistency, consistency, first_day, last_day
from bot.store import checkins, members, standings
from bot.store.transaction import Store, Tx

A_RING = 1_000
"""Counted at most before others get their turn."""

NEXT_RING = timedelta(seconds=5)


class StandingService:
    """The board of each guild."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def board(self, guild_id: int, user_id: int) -> Board:
        """The board around a member, their own standing counted up to yesterday. Raises NotEnrolled."""
        now = self._clock.now()
        async with self._store.read() as tx:
            member = await _member(tx, guild_id, user_id)
            held = await standings.find(tx, member.key)
            if held is None or held.day >= last_day(member.clock, now):
                return await _board(tx, member, held.counted if held else None)
        async with self._store.write() as tx:
            await self._count(tx, [member.key], now)
            held = await standings.find(tx, member.key)
            return await _board(tx, member, held.counted if held else None)

    async def join(self, guild_id: int, user_id: int) -> Board:
        """Take part: from now on the group sees the member's share. Raises NotEnrolled, also for who left."""
        now = self._clock.now()
        async with self._store.write() as tx:
            member = (await members.enrolled(tx, guild_id, user_id)).member
            facts = await checkins.streak_facts(tx, member.key)
            day = last_day(member.clock, now)
            counted = consistency(facts, day)
            await standings.put(tx, guild_id, member.key, day, counted, now)
            return await _board(tx, member, counted)

    async def leave(self, guild_id: int, user_id: int) -> Board:
        """Take part no more: the row is gone at once. Raises NotEnrolled."""
        async with self._store.write() as tx:
            member = await _member(tx, guild_id, user_id)
            await standings.remove(tx, member.key)
            return await _board(tx, member, None)

    async def refresh(self) -> datetime | None:
        """Count what a finished day has outdated, over all guilds; returns when to go on with the rest."""
        now, counted = self._clock.now(), 0
        while counted < A_RING:
            async with self._store.read() as tx:
                last_days = _by_last_day(await standings.clocks(tx), now)
                behind = await standings.outdated(tx, last_days, checkins.BATCH)
            if not behind:
                return None
            async with self._store.write() as tx:
                await self._count(tx, behind, now)
            counted += len(behind)
            await asyncio.sleep(0)
        return now + NEXT_RING

    async def _count(self, tx: Tx, member_keys: Sequence[int], now: datetime) -> None:
        since = first_day(now, BOARD_DAYS)
        counts: dict[int, tuple[date, Consistency]] = {}
        async for key, facts in checkins.streak_facts_of(tx, member_keys, since):
            day = last_day(facts.clock, now)
            counts[key] = day, consistency(facts, day)
        await standings.recount(tx, counts, now)


async def _member(tx: Tx, guild_id: int, user_id: int) -> Member:
    member = await members.find(tx, guild_id, user_id)
    if member is None:
        raise NotEnrolled
    return member


async def _board(tx: Tx, member: Member, mine: Consistency | None) -> Board:
    places, ranked = await standings.board(tx, member.guild_id, member.key)
    own = next((each for each in places if each.user_id == member.user_id), None)
    return Board(member.guild_id, member.user_id, mine, own, places, ranked)


def _by_last_day(clocks: Sequence[DayClock], now: datetime) -> dict[date, list[DayClock]]:
    days: defaultdict[date, list[DayClock]] = defaultdict(list)
    for clock in clocks:
        days[last_day(clock, now)].append(clock)
    return dict(days)
