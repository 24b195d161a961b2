"""When people can take part in mock interviews: in a usual week, or in one week alone."""

import asyncio
from collections.abc import Collection
from datetime import datetime

from bot.domain import availability, weeks
from bot.domain.availability import Preset, Windows
from bot.domain.clock import Clock
from bot.domain.members import Member, Membership
from bot.domain.mock_pool import USUAL, WEEKS_AHEAD, CanShown
from bot.domain.mock_pool_errors import NothingToCopy, WeekPassed
from bot.domain.mock_rounds import Round
from bot.domain.pairing.slots import starts
from bot.store import blocks, members, mock_pool, mock_rounds
from bot.store.transaction import Store, Tx

WEEKS_KEPT = 4
"""So long single weeks are remembered, to be copied."""


async def coming_round(tx: Tx, guild_id: int, now: datetime) -> tuple[Round | None, str]:
    """The round that comes next, if there is one, and the week that it is for, or could be for."""
    coming = await mock_rounds.upcoming(tx, guild_id)
    return coming, coming.week if coming else weeks.after(weeks.week_of(now))


class MockAvailability:
    """Kept as people say it, on their own clock.

    `week` is an ISO week, `USUAL`, or None for the week of the next round.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def show(self, guild_id: int, user_id: int, week: str | None = USUAL) -> CanShown:
        """When the member can, in a usual week or in one; None is the next round's.

        Raises NotEnrolled or WeekPassed.
        """
        async with self._store.read() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            return await self._can(tx, me, await self._known_week(tx, guild_id, week))

    async def set(self, guild_id: int, user_id: int, windows: Windows, week: str | None = USUAL) -> CanShown:
        """The member can just then. Raises NotEnrolled or WeekPassed."""
        async with self._store.write() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            known = await self._known_week(tx, guild_id, week)
            await self._keep(tx, me, known, windows)
        return await self.show(guild_id, user_id, known)

    async def change(
        self, guild_id: int, user_id: int, week: str | None, *, more: Windows = 0, fewer: Windows = 0
    ) -> CanShown:
        """The member can at some more times and no longer at others. Raises NotEnrolled or WeekPassed."""
        async with self._store.write() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            known = await self._known_week(tx, guild_id, week)
            held = await mock_pool.hours(tx, me.member.key)
            windows = held.get(known, held.get(USUAL, 0))
            await self._keep(tx, me, known, (windows | more) & ~fewer)
        return await self.show(guild_id, user_id, known)

    async def take_preset(
        self, guild_id: int, user_id: int, week: str | None, preset: Preset, *, on: bool = True
    ) -> CanShown:
        """The member can at the times of a ready-made week, or no longer.

        Raises NotEnrolled or WeekPassed.
        """
        async with self._store.read() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
        windows = availability.preset_windows(preset, me.enrolment.pace)
        given = {"more": windows} if on else {"fewer": windows}
        return await self.change(guild_id, user_id, week, **given)

    async def copy(self, guild_id: int, user_id: int, week: str | None) -> CanShown:
        """The member can as in the last week that had hours of its own.

        Raises NotEnrolled, WeekPassed or NothingToCopy.
        """
        async with self._store.write() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            known = await self._known_week(tx, guild_id, week)
            held = await mock_pool.hours(tx, me.member.key)
            before = _earlier(held, known or await self._known_week(tx, guild_id, None))
            if before is None:
                raise NothingToCopy
            await self._keep(tx, me, known, held[before])
        return await self.show(guild_id, user_id, known)

    async def as_usual(self, guild_id: int, user_id: int, week: str | None) -> CanShown:
        """In this week as usual after all. Raises NotEnrolled or WeekPassed."""
        async with self._store.write() as tx:
            me = await members.enrolled(tx, guild_id, user_id)
            known = await self._known_week(tx, guild_id, week)
            if known != USUAL:
                await mock_pool.drop_hours(tx, me.member.key, known)
        return await self.show(guild_id, user_id)

    async def _known_week(self, tx: Tx, guild_id: int, week: str | None) -> str:
        """The week that is meant, if anything can still be said about it. Raises WeekPassed."""
        now = self._clock.now()
        if week is None:
            return (await coming_round(tx, guild_id, now))[1]
        this = weeks.week_of(now)
        if week != USUAL and week not in [weeks.after(this, ahead) for ahead in range(WEEKS_AHEAD + 1)]:
            raise WeekPassed
        return week

    async def _keep(self, tx: Tx, me: Membership, week: str, windows: Windows) -> None:
        now = self._clock.now()
        await mock_pool.set_hours(tx, me.member.key, week, windows & availability.ALWAYS, now)
        oldest = weeks.after(weeks.week_of(now), -WEEKS_KEPT)
        await mock_pool.drop_hours_before(tx, me.member.key, oldest)

    async def _can(self, tx: Tx, me: Membership, week: str) -> CanShown:
        member = me.member
        held = await mock_pool.hours(tx, member.key)
        coming = await self._known_week(tx, member.guild_id, None)
        windows = held.get(week, held.get(USUAL, 0))
        length = (await mock_rounds.settings(tx, member.guild_id)).length
        return CanShown(
            guild_id=member.guild_id,
            user_id=member.user_id,
            zone=member.zone,
            week=week,
            round_week=coming,
            windows=windows,
            own_week=coming in held,
            others=await self._others(tx, member, windows, week or coming, length),
            earlier=_earlier(held, week or coming) is not None,
            in_pool=await mock_pool.find(tx, member.key) is not None,
            presets={each: availability.preset_windows(each, me.enrolment.pace) for each in Preset},
            long_enough=bool(starts(windows, length)),
        )

    async def _others(self, tx: Tx, me: Member, windows: Windows, week: str, length: int) -> int:
        """How many others in the pool have time for an interview when the member has.

        Only the member's own blocks are left out: the number must not tell who has blocked them.
        """
        mine = starts(availability.slots(windows, me.zone, week), length)
        if not mine:
            return 0
        apart = {me.user_id, *(await blocks.of(tx, me.guild_id, me.user_id)).user_ids}
        entries = await mock_pool.entries(tx, me.guild_id)

        def counted() -> int:
            rest = (entry for entry in entries if entry.member.user_id not in apart)
            return sum(bool(mine & starts(entry.slots(week), length)) for entry in rest)

        # A large pool would keep everybody else waiting.
        return await asyncio.to_thread(counted)


def _earlier(held: Collection[str], week: str) -> str | None:
    """The last week before this one that has hours of its own."""
    return max((each for each in held if each != USUAL and each < week), default=None)
