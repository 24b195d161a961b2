"""The weekly digest: what a group did, told to the group at its organiser's time."""

import asyncio
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import day_end, study_day
from bot.domain.delivery import Claim, Lateness, Reason, lateness, marker_of
from bot.domain.digests import WEEK_DAYS, DigestBrief, GroupWeek
from bot.domain.nudges import Quiet
from bot.domain.standings import consistency, last_day
from bot.store import checkins, digests, guilds, standings
from bot.store.transaction import Store, Tx

UTC = ZoneInfo("UTC")

BATCH = 500
"""Members counted before others get their turn."""

TASK, MOCK = "task", "mock"
"""Kinds of check-ins that are told; a mock is credited to both who held it."""


class DigestService:
    """Knows what the digest says at the moment it leaves."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def brief(self, claim: Claim, now: datetime) -> DigestBrief | Quiet:
        """The seven days before the one it is due on; nothing where nothing happened."""
        async with self._store.read() as tx:
            week = await _week(tx, claim.guild_id, claim.due_at)
        if week.silent:
            return Quiet(Reason.NOTHING_PLANNED)
        late = lateness(now, claim.due_at, claim.expires_at) is Lateness.LATE
        late_by = now - claim.due_at if late else timedelta(0)
        return DigestBrief(claim.guild_id, marker_of(claim.id), week, late_by)


async def _week(tx: Tx, guild_id: int, due_at: datetime) -> GroupWeek:
    settings = await guilds.find(tx, guild_id)
    zone = settings.zone if settings else UTC
    last = study_day(due_at, zone) - timedelta(days=1)
    first = last - timedelta(days=WEEK_DAYS - 1)
    since, until = day_end(first - timedelta(days=1), zone), day_end(last, zone)
    members = await digests.enrolled(tx, guild_id)
    kept = await _kept(tx, list(members), due_at)
    shown = await standings.on_board(tx, guild_id)
    done = await digests.done(tx, guild_id, first, last)
    return GroupWeek(
        first=first,
        last=last,
        kept=tuple(members[key] for key in kept if key in shown),
        kept_unnamed=sum(key not in shown for key in kept),
        wins=await digests.wins(tx, guild_id, since, until),
        moments=await digests.moments(tx, guild_id, since, until),
        moments_unnamed=await digests.unshared_moments(tx, guild_id, first, last),
        tasks=done.get(TASK, 0),
        mocks=done.get(MOCK, 0),
    )


async def _kept(tx: Tx, member_keys: list[int], due_at: datetime) -> list[int]:
    """Who kept all planned days of the last seven that were over for them."""
    kept: list[int] = []
    since = _before(due_at)
    for start in range(0, len(member_keys), BATCH):
        found = await checkins.streak_facts_of(tx, member_keys[start : start + BATCH], since)
        kept += [
            key
            for key, facts in found.items()
            if consistency(facts, last_day(facts.clock, due_at), WEEK_DAYS).whole
        ]
        await asyncio.sleep(0)
    return kept


def _before(due_at: datetime) -> date:
    # Wherever a member lives, their last seven days are not before that.
    return due_at.date() - timedelta(days=WEEK_DAYS + 2)
