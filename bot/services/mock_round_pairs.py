"""A round is paired, and looked after: everything between the pool and the interviews.

Matching takes its time, so it happens between two transactions. The second one looks whether the round still
waits for it: of several that match the same round one wins, and whoever is killed does it again, with the
same seed.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.mock_rematch import (
    Changes,
    Standing,
    changes,
    concerned,
    lost_since,
    rematch,
    standing_of,
)
from bot.domain.mock_round_book import written
from bot.domain.mock_round_notices import RoundNotice
from bot.domain.mock_round_pool import RoundMatch, RoundPool, owed, reported
from bot.domain.mock_rounds import (
    LOOK_EVERY,
    LOOK_REST,
    LOOK_SOON,
    Round,
    RoundSettings,
    RoundState,
    in_time,
)
from bot.domain.mock_sessions import EndedWhy, Session
from bot.domain.pairing import Pair
from bot.services.listeners import OnChange, OnPaired, uncounted, unheard
from bot.services.mock_round_matching import Interviews, Matcher, gathered, matched, opened, still_fit
from bot.services.mock_round_notices import RoundNotices
from bot.services.mock_round_plans import RoundPlans
from bot.store import mock_round_people, mock_rounds, mock_sessions
from bot.store.transaction import Store, Tx

TRIES = 3
"""How often a pool that changes while it is matched is matched anew."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a matching started from; `booked` have an interview this week that the round did not arrange.

    `standings` is how the round's interviews stood.
    """

    round: Round
    settings: RoundSettings
    pool: RoundPool
    sessions: tuple[Session, ...]
    booked: frozenset[int]
    standings: Mapping[int, Standing]


class Settled(Enum):
    """What became of a matching: it was written down, is no longer asked for, or has to be done anew."""

    PAIRED = auto()
    OTHERWISE = auto()
    NOT_YET = auto()


class RoundPairs:
    """`on_change` hears when a round falls due."""

    def __init__(
        self,
        store: Store,
        interviews: Interviews,
        notices: RoundNotices,
        plans: RoundPlans,
        match: Matcher,
        on_change: OnChange = unheard,
    ) -> None:
        self._store = store
        self._interviews = interviews
        self._notices = notices
        self._plans = plans
        self._match = match
        self._on_change = on_change
        self.on_paired: OnPaired = uncounted
        """Told after the transaction; a round is paired once, however often that is tried."""

    async def pair(self, guild_id: int, round_id: int, now: datetime) -> None:
        """Match everybody and open their interviews, unless the round was paired or left out meanwhile."""
        for left in reversed(range(TRIES)):
            basis = await self._basis(guild_id, round_id, now)
            if basis is None or not basis.round.upcoming:
                return
            match = await matched(basis.pool, basis.round.seed, self._match)
            text = await asyncio.to_thread(written, basis.pool)
            async with self._store.write() as tx:
                settled = await self._settle(tx, basis, match, text, now, whatever=not left)
            if settled is not Settled.NOT_YET:
                if settled is Settled.PAIRED:
                    self._tell(match, len(basis.pool.pool.members))
                return

    def _tell(self, match: RoundMatch, members: int) -> None:
        report = reported(match, members)
        byes = {"left_over": sum(report.byes.values())}
        self.on_paired({"pair": report.pairs + report.more, "trio": report.trios, **byes})

    async def look(self, guild_id: int, round_id: int, now: datetime) -> None:
        """Match those anew whose partner is gone, and whoever waits beside them."""
        basis = await self._basis(guild_id, round_id, now)
        if basis is None:
            return
        found = await self._rematched(basis, now)
        async with self._store.write() as tx:
            held = await mock_rounds.find_to_change(tx, guild_id, round_id)
            if held is None or held.state is not RoundState.PAIRED:
                return
            standings = await mock_sessions.standings(tx, round_id)
            done = not found.pairs or await self._mend(tx, basis, held, standings, found, now)
            # Who lost a partner while it was matched does not wait for hours.
            calm = done and not lost_since(basis.standings, standings)
            await self._look_again(tx, held, now, LOOK_EVERY if calm else LOOK_SOON)

    async def _rematched(self, basis: Basis, now: datetime) -> Changes:
        before = None
        if in_time(basis.round.week, now):
            before = await asyncio.to_thread(rematch, basis.pool, basis.sessions, basis.booked)
        if before is None:
            return Changes((), ())
        seed = basis.round.seed + len(basis.sessions)
        return changes(before, await self._match(before.pool, seed))

    async def _look_again(self, tx: Tx, held: Round, now: datetime, wait: timedelta) -> None:
        at = now + wait
        next_at = at if in_time(held.week, at) else None
        await mock_rounds.change(tx, held.id, next_at=next_at)
        if next_at is not None:
            self._on_change(next_at)

    async def orphaned(self, tx: Tx, session: Session, now: datetime) -> None:
        """Somebody lost their partner: the round is looked at soon, but not all the time."""
        if session.round_id is None:
            return
        found = await mock_rounds.find_to_change(tx, session.guild_id, session.round_id)
        if found is None or found.state is not RoundState.PAIRED or found.next_at is None:
            return
        soon = max(now + LOOK_SOON, found.next_at - LOOK_EVERY + LOOK_REST)
        if soon < found.next_at:
            await mock_rounds.change(tx, found.id, next_at=soon)
            self._on_change(soon)

    async def _basis(self, guild_id: int, round_id: int, now: datetime) -> Basis | None:
        async with self._store.read() as tx:
            found = await mock_rounds.find(tx, guild_id, round_id)
            if found is None:
                return None
            settings = await mock_rounds.settings(tx, guild_id)
            sessions = await mock_sessions.of_round(tx, round_id)
            booked = await mock_round_people.booked(tx, guild_id, found.week, round_id)
            pool = await gathered(tx, settings, found.week, now)
            standings = await mock_sessions.standings(tx, round_id)
            return Basis(found, settings, pool, sessions, booked, standings)

    async def _settle(
        self, tx: Tx, basis: Basis, match: RoundMatch, text: str, now: datetime, *, whatever: bool
    ) -> Settled:
        """Write down what was matched, unless it no longer fits and is to be matched anew."""
        found = basis.round
        held = await mock_rounds.find_to_change(tx, found.guild_id, found.id)
        if held is None or not held.upcoming or held.closes_at > now:
            return Settled.OTHERWISE
        fit = await still_fit(tx, found.guild_id, found.week, match.pairs)
        if len(fit) < len(match.pairs) and not whatever:
            return Settled.NOT_YET
        await self._open(tx, basis, [pair for pair in match.pairs if pair in fit], now)
        await self._keep(tx, basis, match, text, now)
        await self._plans.plan_next(tx, basis.settings, now)
        return Settled.PAIRED

    async def _open(self, tx: Tx, basis: Basis, pairs: Collection[Pair], now: datetime) -> None:
        await opened(tx, self._interviews, basis.round, basis.settings, basis.pool.pool, pairs, now)

    async def _keep(self, tx: Tx, basis: Basis, match: RoundMatch, text: str | None, now: datetime) -> None:
        found, report = basis.round, reported(match, len(basis.pool.pool.members))
        here = await mock_round_people.known(tx, found.guild_id)
        if gone := {int(each.id) for each in basis.pool.pool.members} - here:
            # Somebody was erased meanwhile: nothing may be written down about them any more.
            text, left = None, {key: why for key, why in report.bye_keys.items() if key not in gone}
            report = replace(report, bye_keys=left)
        await mock_round_people.record_byes(tx, owed(report.bye_keys), found.week, now)
        values = {"pool": text, "report": report, "total": match.total, "bound": match.bound}
        next_at = now + LOOK_EVERY
        await mock_rounds.change(
            tx, found.id, state=RoundState.PAIRED, paired_at=now, next_at=next_at, **values
        )
        self._on_change(next_at)
        if report.members:
            await self._notices.owe(tx, found, RoundNotice.PAIRED, now)
            await self._notices.owe_byes(tx, found, report.bye_keys, now)

    async def _mend(
        self,
        tx: Tx,
        basis: Basis,
        held: Round,
        standings: Mapping[int, Standing],
        found: Changes,
        now: datetime,
    ) -> bool:
        """Do it if nothing has changed for those whom it concerns; False if they are to be matched anew."""
        about = concerned(found)
        fit = await still_fit(tx, held.guild_id, held.week, found.pairs)
        booked = await mock_round_people.booked(tx, held.guild_id, held.week, held.id)
        same = standing_of(about, standings) == standing_of(about, basis.standings)
        if not same or len(fit) < len(found.pairs) or about & (booked - basis.booked):
            return False
        for session in found.ended:
            await self._interviews.end(tx, session, EndedWhy.REMATCHED, now)
        await self._open(tx, basis, found.pairs, now)
        served = {int(key) for pair in found.pairs for key in pair.members}
        await mock_round_people.forgive_byes(tx, served, held.week, now)
        left = {key: why for key, why in held.report.bye_keys.items() if key not in served}
        await mock_rounds.change(tx, held.id, report=replace(held.report, bye_keys=left))
        return True
