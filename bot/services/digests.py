"""The weekly digest: what a group did, told to the group at its organiser's time."""

from contextlib import suppress
from datetime import date, datetime, timedelta

from bot.domain.calendar import day_end, study_day
from bot.domain.delivery import Claim, Reason, marker_of
from bot.domain.digests import WEEK_DAYS, DigestBrief, GroupWeek
from bot.domain.errors import UnknownRoadmap
from bot.domain.nudges import Quiet
from bot.domain.standings import consistency, first_day, last_day
from bot.services.briefing import late_by, silent
from bot.services.rituals import rooms
from bot.services.shelf import Shelf
from bot.store import checkins, digests, guilds, standings
from bot.store.transaction import Store, Tx

TASK, MOCK = "task", "mock"
"""Kinds of check-ins that are told; a mock is credited to both who held it."""


class DigestService:
    """Knows what the digest says at the moment it leaves."""

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf

    async def brief(self, claim: Claim, now: datetime) -> DigestBrief | Quiet:
        """The seven days before the one it is due on; nothing where nothing happened or it was switched off.

        What members showed is named only where the whole group may have read it: here, or where rituals go.
        """
        async with self._store.read() as tx:
            if reason := await silent(tx, claim, now):
                return Quiet(reason)
            week = await self._week(tx, claim)
        if week.silent:
            return Quiet(Reason.NOTHING_PLANNED)
        return DigestBrief(claim.guild_id, marker_of(claim.id), week, late_by(claim, now))

    async def _week(self, tx: Tx, claim: Claim) -> GroupWeek:
        guild_id = claim.guild_id
        zone = (await guilds.settings(tx, guild_id)).zone
        last = study_day(claim.due_at, zone) - timedelta(days=1)
        first = last - timedelta(days=WEEK_DAYS - 1)
        time = day_end(first - timedelta(days=1), zone), day_end(last, zone)
        read_by_all = await rooms(tx, guild_id) | {claim.channel_id or 0}
        people = await digests.enrolled(tx, guild_id)
        kept = await _kept(tx, list(people), claim.due_at)
        shown = await standings.on_board(tx, guild_id)
        wins, wins_elsewhere = await digests.wins(tx, guild_id, *time, read_by_all)
        moments, moments_elsewhere = await digests.moments(tx, guild_id, *time, read_by_all)
        done = await digests.done(tx, guild_id, first, last)
        return GroupWeek(
            first=first,
            last=last,
            kept=tuple(people[key] for key in kept if key in shown),
            kept_unnamed=sum(key not in shown for key in kept),
            wins=wins,
            wins_unnamed=wins_elsewhere,
            moments=moments,
            moments_unnamed=moments_elsewhere + await digests.unshared_moments(tx, guild_id, first, last),
            tasks=done.get(TASK, 0),
            mocks=done.get(MOCK, 0),
            milestones=await self._milestones(tx, guild_id, first, last),
        )

    async def _milestones(self, tx: Tx, guild_id: int, first: date, last: date) -> int:
        """How many boxes of milestones were ticked; those of a roadmap that is gone are no more known."""
        found = 0
        for roadmap_id, ticked in (await digests.ticked(tx, guild_id, first, last)).items():
            with suppress(UnknownRoadmap):
                roadmap = await self._shelf.newest(tx, guild_id, roadmap_id)
                boxes = {claim.key for stone in roadmap.milestones for claim in stone.claims}
                found += sum(count for key, count in ticked.items() if key in boxes)
        return found


async def _kept(tx: Tx, member_keys: list[int], due_at: datetime) -> list[int]:
    """Who kept all planned days of the last seven that were over for them."""
    kept: list[int] = []
    async for key, facts in checkins.streak_facts_of(tx, member_keys, first_day(due_at, WEEK_DAYS)):
        if consistency(facts, last_day(facts.clock, due_at), WEEK_DAYS).whole:
            kept.append(key)
    return kept
