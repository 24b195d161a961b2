"""Rounds of mock interviews, for organisers and for the clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.domain.clock import Clock
from bot.domain.errors import OutOfRange
from bot.domain.languages import N_
from bot.domain.mock_round_book import read
from bot.domain.mock_round_errors import (
    NoRoundChannel,
    NoSuchRound,
    RoundNotReplayable,
    RoundOver,
    RoundsOff,
)
from bot.domain.mock_round_pool import digest, reported
from bot.domain.mock_rounds import (
    LEASE,
    LIMITS,
    POOL_KEPT,
    CancelWhy,
    Round,
    RoundFigures,
    RoundSettings,
    RoundState,
)
from bot.domain.mock_sessions import Session
from bot.services.listeners import OnChange, OnPaired, unheard
from bot.services.mock_pairing import pair_aside
from bot.services.mock_round_matching import Interviews, Matcher, counts, gathered, matched
from bot.services.mock_round_notices import RoundNotices
from bot.services.mock_round_pairs import RoundPairs
from bot.services.mock_round_plans import RoundPlans, next_dates
from bot.services.mock_round_rest import RoundRest
from bot.services.mock_round_results import Preview, Replay, RoundBoard
from bot.services.mock_round_steps import RoundSteps
from bot.store import guilds, mock_rounds, mock_sessions
from bot.store.transaction import Store, Tx

SHOWN = 5
"""Past rounds on the board."""

OFFERED = 24
"""Past rounds to choose from: Discord shows 25 in all."""


CALLED = {
    "minute": N_("the time of day"),
    "open_days": N_("how long before a round opens"),
    "remind_hours": N_("the reminder"),
    "every_weeks": N_("how often rounds come"),
    "session_minutes": N_("an interview"),
    "window": N_("how soon two may meet again"),
}
"""Settings as organisers know them."""


class MockRounds:
    """Everything about rounds. `on_change` hears when something falls due."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        interviews: Interviews,
        chance: Random,
        on_change: OnChange = unheard,
        *,
        match: Matcher = pair_aside,
    ) -> None:
        self._store = store
        self._clock = clock
        self._match = match
        self.notices = RoundNotices(store, on_change)
        self._plans = RoundPlans(self.notices, chance, on_change)
        self._pairs = RoundPairs(store, interviews, self.notices, self._plans, match, on_change)
        self._rest = RoundRest(store, interviews)
        self._steps = RoundSteps(store, self.notices, self._plans, self._pairs, self._rest, on_change)
        self._on_change = on_change

    async def tick(self, now: datetime) -> None:
        """Do all that is due now; what takes long is only begun."""
        await self._steps.tick(now)

    async def settled(self) -> bool:
        """Wait for all that was begun; False if nothing was under way."""
        return await self._steps.settled()

    async def close(self, limit: timedelta) -> None:
        """What is under way has `limit` to end."""
        await self._steps.close(limit)

    def when_paired(self, on_paired: OnPaired) -> None:
        """`on_paired` hears what each round came to."""
        self._pairs.on_paired = on_paired

    async def prune(self) -> None:
        """Forget what rounds of long ago were matched from."""
        async with self._store.write() as tx:
            await mock_rounds.forget_pools(tx, self._clock.now() - POOL_KEPT)

    async def next_due(self, now: datetime) -> datetime | None:
        """When a round is due next."""
        return await self._steps.next_due(now)

    async def orphaned(self, tx: Tx, session: Session, member_key: int, now: datetime) -> None:  # noqa: ARG002 - the whole round is looked at, whoever it is
        """Somebody of a round lost their partner: whoever waits is matched anew in some minutes."""
        await self._pairs.orphaned(tx, session, now)

    async def board(self, guild_id: int) -> RoundBoard:
        """How rounds are set, the next one and the last ones."""
        async with self._store.read() as tx:
            return await _board(tx, guild_id, self._clock.now())

    async def change(self, guild_id: int, **changes: Any) -> RoundBoard:
        """Change what is named of the settings; an open round keeps its dates.

        Switched off, no new round comes. `channel_id` 0 is the nudge channel. Raises OutOfRange or
        NoRoundChannel.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            before = await mock_rounds.settings(tx, guild_id)
            after = replace(before, **changes)
            after = replace(after, channel_id=after.channel_id or None)
            _check(after)
            if after.enabled and not (after.channel_id or await _nudge_channel(tx, guild_id)):
                raise NoRoundChannel
            await mock_rounds.save_settings(tx, after, now)
            await self._plans.follow(tx, after, now)
            return await _board(tx, guild_id, now)

    async def preview(self, guild_id: int) -> Preview:
        """What the next round would come to if it closed now."""
        now = self._clock.now()
        async with self._store.read() as tx:
            wanted = await mock_rounds.settings(tx, guild_id)
            coming = await mock_rounds.upcoming(tx, guild_id)
            week = coming.week if coming else (await next_dates(tx, wanted, now)).week
            pool = await gathered(tx, wanted, week, now)
        match = await matched(pool, coming.seed if coming else 0, self._match)
        return Preview(week, coming, reported(match, len(pool.pool.members)))

    async def upcoming(self, guild_id: int) -> Round:
        """The next round. Raises RoundsOff."""
        async with self._store.read() as tx:
            coming = await mock_rounds.upcoming(tx, guild_id)
        if coming is None:
            raise RoundsOff
        return coming

    async def run(self, guild_id: int, round_id: int) -> Round:
        """Close a round that is still to come now, and pair it. Raises NoSuchRound or RoundOver."""
        now = self._clock.now()
        async with self._store.write() as tx:
            coming = await _to_change(tx, guild_id, round_id)
            if not coming.upcoming:
                raise RoundOver
            closes_at = min(coming.closes_at, now)
            await mock_rounds.change(
                tx, round_id, state=RoundState.OPEN, closes_at=closes_at, next_at=now + LEASE
            )
        await self._pairs.pair(guild_id, round_id, now)
        self._on_change(now)
        return await self.find(guild_id, round_id)

    async def replay(self, guild_id: int, round_id: int, seed: int | None = None) -> Replay:
        """Match again what a round was matched from; nothing changes.

        Raises NoSuchRound or RoundNotReplayable.
        """
        async with self._store.read() as tx:
            found = await mock_rounds.find(tx, guild_id, round_id)
            text = await mock_rounds.pool(tx, round_id) if found else None
        if found is None:
            raise NoSuchRound
        if text is None:
            raise RoundNotReplayable
        pool = read(text)
        original = await matched(pool, found.seed, self._match)
        again = await matched(pool, found.seed if seed is None else seed, self._match)
        had = {frozenset(pair.members) for pair in original.pairs}
        return Replay(
            round=found,
            seed=again.seed,
            identical=digest(again.pairs) == found.report.digest,
            kept=sum(frozenset(pair.members) in had for pair in again.pairs),
            pairs=len(again.pairs),
            total=again.total,
            report=reported(again, len(pool.pool.members)),
        )

    async def cancel(self, guild_id: int, round_id: int, *, upcoming: bool | None = None) -> Round:
        """Leave a round out, or end what has not been held of one that was paired; people are told.

        `upcoming` is what whoever confirms it was asked about: one still to come, or one that was paired.
        Raises NoSuchRound or RoundOver.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await _to_change(tx, guild_id, round_id)
            if found.state is RoundState.CANCELLED or upcoming not in (None, found.upcoming):
                raise RoundOver
            ahead = await mock_sessions.unheld(tx, round_id)
            if not (found.upcoming or ahead):
                raise RoundOver
            await self._plans.leave_out(tx, found, CancelWhy.ORGANISER, len(ahead), now)
            if ahead:
                await mock_rounds.change(tx, round_id, next_at=now + LEASE)
        await self._rest.end(guild_id, round_id, now)
        return await self.find(guild_id, round_id)

    async def find(self, guild_id: int, round_id: int) -> Round:
        """One round. Raises NoSuchRound."""
        async with self._store.read() as tx:
            found = await mock_rounds.find(tx, guild_id, round_id)
        if found is None:
            raise NoSuchRound
        return found

    async def offered(self, guild_id: int) -> tuple[Round, ...]:
        """Rounds to choose from, the newest first."""
        async with self._store.read() as tx:
            coming = await mock_rounds.upcoming(tx, guild_id)
            past = await mock_rounds.newest(tx, guild_id, OFFERED)
        return (coming, *past) if coming else past


async def _to_change(tx: Tx, guild_id: int, round_id: int) -> Round:
    found = await mock_rounds.find_to_change(tx, guild_id, round_id)
    if found is None:
        raise NoSuchRound
    return found


def _check(wanted: RoundSettings) -> None:
    for name, (low, high, unit) in LIMITS.items():
        value = getattr(wanted, name)
        if not low <= value <= high:
            raise OutOfRange(CALLED.get(name, name), value, low, high, unit)


async def _nudge_channel(tx: Tx, guild_id: int) -> int | None:
    return (await guilds.settings(tx, guild_id)).nudge_channel_id


async def _board(tx: Tx, guild_id: int, now: datetime) -> RoundBoard:
    wanted, server = await mock_rounds.settings(tx, guild_id), await guilds.settings(tx, guild_id)
    coming = await mock_rounds.upcoming(tx, guild_id)
    week = coming.week if coming else (await next_dates(tx, wanted, now)).week
    counted = await counts(tx, guild_id, week, wanted.length)
    past = await mock_rounds.newest(tx, guild_id, SHOWN)
    figures = await mock_rounds.figures(tx, [each.id for each in past])
    return RoundBoard(
        zone=server.zone,
        settings=wanted,
        posts_in=wanted.channel_id or server.nudge_channel_id,
        upcoming=coming,
        pool=counted.pool,
        without_hours=counted.without_hours,
        past=tuple((each, figures.get(each.id, RoundFigures())) for each in past),
    )
