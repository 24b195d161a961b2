"""From a guild's pool to the pairs of a round, and from pairs to interviews."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain import weeks
from bot.domain.mock_reliability import MOST_PER_WEEK
from bot.domain.mock_round_pool import (
    People,
    RoundMatch,
    RoundPool,
    following,
    gather,
    together,
)
from bot.domain.mock_rounds import Round, RoundSettings, ahead
from bot.domain.mock_sessions import EndedWhy, NewSession, Session, SessionSource
from bot.domain.pairing import Pair, Pairing, Pool, instant, noted, starts, told
from bot.store import mock_pool, mock_round_people, mock_rubrics
from bot.store.transaction import Tx

Matcher = Callable[[Pool, int], Awaitable[Pairing]]
"""Pairs a pool with a seed, without keeping others waiting."""

REMEMBERED_WEEKS = 52
"""How far back it counts who met whom, unless the window is longer."""


class Interviews(Protocol):
    """Whoever opens and ends interviews, inside a transaction."""

    async def open_all(self, tx: Tx, news: Sequence[NewSession], now: datetime) -> object: ...
    async def end(self, tx: Tx, session: Session, why: EndedWhy, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class PoolCount:
    """How many take part in a week, and how many of them gave no time long enough."""

    pool: int = 0
    without_hours: int = 0


async def counts(tx: Tx, guild_id: int, week: str, length: int) -> PoolCount:
    """Of a guild's pool; `length` is half-hours of an interview."""
    entries = await mock_pool.entries(tx, guild_id)

    def counted() -> PoolCount:
        here = [entry for entry in entries if entry.takes_part(week)]
        return PoolCount(len(here), sum(not starts(entry.slots(week), length) for entry in here))

    # A large pool would keep everybody else waiting.
    return await asyncio.to_thread(counted)


async def gathered(tx: Tx, settings: RoundSettings, week: str, now: datetime) -> RoundPool:
    """Everybody to be matched for a week, as things stand."""
    entries = await mock_pool.entries(tx, settings.guild_id)
    keys = [entry.member.key for entry in entries]
    since = weeks.after(week, -max(REMEMBERED_WEEKS, (settings.window + 1) * settings.every_weeks))
    people = People(
        met=await mock_round_people.met(tx, settings.guild_id, since, week),
        apart=await mock_round_people.apart(tx, settings.guild_id),
        reliability=await mock_rubrics.reliability_of(tx, keys, now),
        ahead=ahead(week, now),
        taken=await mock_round_people.agreed(tx, settings.guild_id, week),
    )
    return await asyncio.to_thread(gather, settings, week, entries, people)


async def matched(pool: RoundPool, seed: int, match: Matcher) -> RoundMatch:
    """All pairs of a round: everybody's first, then those of whoever wants more; the seed decides ties."""
    turns = [await match(pool.pool, seed)]
    while len(turns) < MOST_PER_WEEK:
        rest = await asyncio.to_thread(following, pool, [pair for turn in turns for pair in turn.pairs])
        if len(rest.members) < 2 or not any(each.id in pool.more for each in rest.members):
            break
        turns.append(await match(rest, seed + len(turns)))
    return together(turns, seed)


async def still_fit(tx: Tx, guild_id: int, week: str, pairs: Iterable[Pair]) -> frozenset[Pair]:
    """Those pairs whose people have not left the pool or been parted since they were matched."""
    here = await mock_pool.taking_part(tx, guild_id, week)
    apart = await mock_round_people.apart(tx, guild_id)

    def fits(pair: Pair) -> bool:
        people = [here[int(key)] for key in pair.members if int(key) in here]
        if len(people) < len(pair.members):
            return False
        return not any((one, other) in apart for one in people for other in people)

    return frozenset(pair for pair in pairs if fits(pair))


async def opened(
    tx: Tx,
    interviews: Interviews,
    found: Round,
    settings: RoundSettings,
    pool: Pool,
    pairs: Iterable[Pair],
    now: datetime,
) -> None:
    """Make pairs interviews, and remember whose turn it was."""
    levels = {member.id: member.level for member in pool.members}
    made = await asyncio.to_thread(lambda: [_new(found, settings, levels, pair) for pair in pairs])
    await interviews.open_all(tx, made, now)
    for keys in _each_once(new.member_keys[0] for new in made):
        await mock_round_people.record_firsts(tx, keys, now)
    for keys in _each_once(key for new in made for key in new.member_keys[2:]):
        await mock_round_people.record_observed(tx, keys, now)


def _each_once(keys: Iterable[int]) -> Iterator[list[int]]:
    """The same keys in groups that name nobody twice."""
    counts = Counter(keys)
    while counts:
        yield sorted(counts)
        counts -= Counter(list(counts))


def _new(found: Round, settings: RoundSettings, levels: dict[str, int], pair: Pair) -> NewSession:
    return NewSession(
        guild_id=found.guild_id,
        round_id=found.id,
        source=SessionSource.ROUND,
        week=found.week,
        kind=pair.kind,
        level=sum(levels[key] for key in pair.members) // len(pair.members),
        minutes=settings.session_minutes,
        slots=tuple(instant(found.week, slot) for slot in pair.slots),
        reasons=tuple(map(noted, told(pair))),
        member_keys=tuple(int(key) for key in pair.members),
    )
