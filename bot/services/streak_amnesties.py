"""Days that organisers forgive: granted with a note, listed, and taken back only visibly."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clock import Clock
from bot.domain.day_clock import DayClock
from bot.domain.errors import NoLongerAvailable, QuotaReached
from bot.domain.inputs import check_day_range, clean_text, parse_day
from bot.domain.streak_entries import MAX_NOTE, EntryKind, NewEntry
from bot.domain.streak_errors import AlreadyForgiven, NeverMet, NotChosen
from bot.log import get_logger
from bot.services.streak_results import Amnesties
from bot.store import guilds, members, standings, streaks
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

REACH_BACK = timedelta(days=90)
REACH_AHEAD = timedelta(days=28)
"""A holiday of the whole group can be forgiven beforehand."""

MOST, PERIOD = 100, timedelta(days=28)
"""Every streak looks at its guild's amnesties, so there is an end to them."""

LISTED = 10


class AmnestyService:
    """What organisers forgive."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def show(self, guild_id: int) -> Amnesties:
        """The last amnesties, those taken back included."""
        async with self._store.read() as tx:
            return await self._shown(tx, guild_id, self._clock.now())

    async def grant(
        self, guild_id: int, by_user_id: int, day: str, note: str, user_id: int | None = None
    ) -> Amnesties:
        """Forgive a day to everybody, or to one member; `note` tells why.

        Raises InvalidDate, DateOutOfRange, NeverMet, AlreadyForgiven, QuotaReached, TextEmpty or TextTooLong.
        """
        words, now = clean_text(note, "note", MAX_NOTE), self._clock.now()
        async with self._store.write() as tx:
            today = await _today(tx, guild_id, now)
            forgiven = check_day_range(parse_day(day, today), today - REACH_BACK, today + REACH_AHEAD)
            if await streaks.count_amnesties(tx, guild_id, now - PERIOD) >= MOST:
                raise QuotaReached("amnesties in four weeks", MOST, "Older ones make room with time.")
            member_key = await _key(tx, guild_id, user_id)
            new = NewEntry(EntryKind.AMNESTY, forgiven, by_user_id, now, words)
            if not await streaks.add(tx, guild_id, member_key, new):
                raise AlreadyForgiven(forgiven)
            await standings.outdate(tx, guild_id, member_key)
            shown = await self._shown(tx, guild_id, now)
        log.info("amnesty.granted", guild=guild_id, by=by_user_id, day=str(forgiven), member=user_id)
        return shown

    async def revoke_day(
        self, guild_id: int, by_user_id: int, day: str, user_id: int | None = None
    ) -> Amnesties:
        """Take an amnesty back by its day and whom it was for. Raises InvalidDate, NeverMet or NotChosen."""
        now = self._clock.now()
        async with self._store.write() as tx:
            meant = parse_day(day, await _today(tx, guild_id, now))
            member_key = await _key(tx, guild_id, user_id)
            if not await streaks.revoke(tx, guild_id, member_key, EntryKind.AMNESTY, meant, now):
                raise NotChosen(meant, EntryKind.AMNESTY)
            shown = await self._shown(tx, guild_id, now)
        log.info("amnesty.revoked", guild=guild_id, by=by_user_id, day=str(meant), member=user_id)
        return shown

    async def revoke(self, guild_id: int, by_user_id: int, entry_id: int) -> Amnesties:
        """Take an amnesty back; it stays listed. Raises NoLongerAvailable when it is none in force."""
        now = self._clock.now()
        async with self._store.write() as tx:
            if not await streaks.revoke_amnesty(tx, guild_id, entry_id, now):
                raise NoLongerAvailable
            await standings.outdate(tx, guild_id)
            shown = await self._shown(tx, guild_id, now)
        log.info("amnesty.revoked", guild=guild_id, by=by_user_id, entry=entry_id)
        return shown

    async def _shown(self, tx: Tx, guild_id: int, now: datetime) -> Amnesties:
        entries = await streaks.amnesties(tx, guild_id, LISTED)
        return Amnesties(guild_id, await _today(tx, guild_id, now), entries)


async def _today(tx: Tx, guild_id: int, now: datetime) -> date:
    """The study day in the server's zone."""
    settings = await guilds.find(tx, guild_id)
    return DayClock(settings.zone if settings else ZoneInfo("UTC")).day(now)


async def _key(tx: Tx, guild_id: int, user_id: int | None) -> int | None:
    if user_id is None:
        return None
    member = await members.find(tx, guild_id, user_id)
    if member is None:
        raise NeverMet(user_id)
    return member.key
