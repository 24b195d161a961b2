"""Mock interviews held elsewhere: logging them, changing them, taking them out."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.clock import Clock
from bot.domain.errors import QuotaReached
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.mock_outside import MOST, Outside, OutsideShown, OutsideWritten
from bot.domain.mock_outside_errors import KindMissing, NoSuchOutside
from bot.services.streak_ledger import member_of
from bot.store import checkins, members, mock_outside, standings
from bot.store.mock_history import CHECKIN
from bot.store.transaction import Store, Tx

SUGGESTED = 25


class MockOutside:
    """What is logged for the present study day counts for the streak; earlier days are filled in as such."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def log(self, guild_id: int, user_id: int, written: OutsideWritten) -> OutsideShown:
        """Keep one, of today unless it says another day.

        Raises NotEnrolled, KindMissing, InvalidDate, DateOutOfRange, TextTooLong or QuotaReached.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            me = (await members.enrolled(tx, guild_id, user_id)).member
            today = me.day(now)
            if written.kind is None:
                raise KindMissing
            new = written.applied(Outside(0, today, written.kind), today)
            if await mock_outside.count(tx, me.key) >= MOST:
                raise QuotaReached(N_("interviews held elsewhere"), MOST, N_("Take one out first."))
            new = replace(new, id=await mock_outside.add(tx, me.key, new, now))
            counts = await _credit(tx, me, new, today, now)
            return OutsideShown(guild_id, user_id, today, new, counts)

    async def find(self, guild_id: int, user_id: int, outside_id: int) -> OutsideShown:
        """One of the member's. Raises NotEnrolled or NoSuchOutside."""
        async with self._store.read() as tx:
            me, found = await _mine(tx, guild_id, user_id, outside_id)
            today = me.day(self._clock.now())
            credited = await checkins.of_day(tx, me.key, found.day)
        counts = any((each.kind, each.ref) == (CHECKIN, _ref(found)) for each in credited)
        return OutsideShown(guild_id, user_id, today, found, counts)

    async def change(
        self, guild_id: int, user_id: int, outside_id: int, written: OutsideWritten
    ) -> OutsideShown:
        """Write something of it anew.

        Raises NotEnrolled, NoSuchOutside, InvalidDate, DateOutOfRange or TextTooLong.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            me, before = await _mine(tx, guild_id, user_id, outside_id)
            today = me.day(now)
            after = written.applied(before, today)
            await mock_outside.change(tx, me.key, after)
            if after.day != before.day:
                await _discredit(tx, me, before, now)
                await _credit(tx, me, after, today, now)
        return await self.find(guild_id, user_id, outside_id)

    async def remove(self, guild_id: int, user_id: int, outside_id: int) -> OutsideShown:
        """Take it out, with all that it counted for. Raises NotEnrolled or NoSuchOutside."""
        now = self._clock.now()
        async with self._store.write() as tx:
            me, found = await _mine(tx, guild_id, user_id, outside_id)
            await mock_outside.remove(tx, me.key, found.id)
            await _discredit(tx, me, found, now)
            return OutsideShown(guild_id, user_id, me.day(now), None)

    async def suggest(self, guild_id: int, user_id: int) -> tuple[Outside, ...]:
        """The member's newest ones."""
        async with self._store.read() as tx:
            member = await members.find(tx, guild_id, user_id)
            return await mock_outside.newest(tx, member.key, SUGGESTED) if member else ()


async def _mine(tx: Tx, guild_id: int, user_id: int, outside_id: int) -> tuple[Member, Outside]:
    me = await member_of(tx, guild_id, user_id)
    found = await mock_outside.find(tx, me.key, outside_id)
    if found is None:
        raise NoSuchOutside
    return me, found


async def _credit(tx: Tx, me: Member, outside: Outside, today: date, now: datetime) -> bool:
    if outside.day == today:
        await checkins.add(tx, me.key, today, CHECKIN, _ref(outside), now)
    return outside.day == today


async def _discredit(tx: Tx, me: Member, outside: Outside, now: datetime) -> None:
    await checkins.revoke(tx, me.key, CHECKIN, _ref(outside), now)
    await standings.outdate(tx, me.guild_id, me.key)


def _ref(outside: Outside) -> str:
    """Unlike the id of any interview held here."""
    return f"o{outside.id}"
