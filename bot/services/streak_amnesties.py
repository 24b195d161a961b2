"""Days that organisers forgive: granted with a note, listed, and taken back only visibly."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain.clock import Clock
from bot.domain.day_clock import DayClock
from bot.domain.errors import NoLongerAvailable, QuotaReached
from bot.domain.inputs import check_day_range, clean_text, parse_day
from bot.domain.languages import N_
from bot.domain.streak_entries import MAX_NOTE, Entry, EntryKind, NewEntry
from bot.domain.streak_errors import AlreadyForgiven, NeverMet, NotChosen
from bot.domain.streaks import StreakFacts, streak_on
from bot.log import get_logger
from bot.services.streak_results import Amnesties, AmnestyQuestion
from bot.store import checkins, guilds, members, standings, streaks
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

REACH_BACK = timedelta(days=90)
REACH_AHEAD = timedelta(days=28)
"""A holiday of the whole group can be forgiven beforehand."""

MOST, PERIOD = 100, timedelta(days=28)
"""Every streak looks at its guild's amnesties, so there is an end to them."""

LISTED = 10

MOST_COUNTED = 1_000
"""Members whose streaks are looked at before an amnesty is taken back."""


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
        words, now = clean_text(note, N_("note"), MAX_NOTE), self._clock.now()
        async with self._store.write() as tx:
            today = await _today(tx, guild_id, now)
            forgiven = check_day_range(parse_day(day, today), today - REACH_BACK, today + REACH_AHEAD)
            if await streaks.count_amnesties(tx, guild_id, now - PERIOD) >= MOST:
                step = N_("Older ones make room with time.")
                raise QuotaReached(N_("amnesties in four weeks"), MOST, step)
            member_key = await _key(tx, guild_id, user_id)
            new = NewEntry(EntryKind.AMNESTY, forgiven, by_user_id, now, words)
            if not await streaks.add(tx, guild_id, member_key, new):
                raise AlreadyForgiven(forgiven)
            await standings.outdate(tx, guild_id, member_key)
            shown = await self._shown(tx, guild_id, now)
        log.info("amnesty.granted", guild=guild_id, by=by_user_id, day=str(forgiven), member=user_id)
        return shown

    async def question_day(self, guild_id: int, day: str, user_id: int | None = None) -> AmnestyQuestion:
        """What `revoke_day` would do. Raises InvalidDate, NeverMet or NotChosen."""
        now = self._clock.now()
        async with self._store.read() as tx:
            entry = await _of_day(tx, guild_id, day, user_id, now)
            return AmnestyQuestion(guild_id, entry, await _ended(tx, guild_id, entry, now))

    async def question(self, guild_id: int, entry_id: int) -> AmnestyQuestion:
        """What `revoke` would do. Raises NoLongerAvailable when it is none in force."""
        async with self._store.read() as tx:
            entry = await _of_id(tx, guild_id, entry_id)
            return AmnestyQuestion(guild_id, entry, await _ended(tx, guild_id, entry, self._clock.now()))

    async def revoke_day(
        self, guild_id: int, by_user_id: int, day: str, user_id: int | None = None
    ) -> Amnesties:
        """Take an amnesty back by its day and whom it was for. Raises InvalidDate, NeverMet or NotChosen."""
        now = self._clock.now()
        return await self._revoke(
            guild_id, by_user_id, lambda tx: _of_day(tx, guild_id, day, user_id, now), now
        )

    async def revoke(self, guild_id: int, by_user_id: int, entry_id: int) -> Amnesties:
        """Take an amnesty back; it stays listed. Raises NoLongerAvailable when it is none in force."""
        return await self._revoke(
            guild_id, by_user_id, lambda tx: _of_id(tx, guild_id, entry_id), self._clock.now()
        )

    async def _revoke(
        self, guild_id: int, by_user_id: int, find: Callable[[Tx], Awaitable[Entry]], now: datetime
    ) -> Amnesties:
        async with self._store.write() as tx:
            entry = await find(tx)
            await streaks.revoke_amnesty(tx, guild_id, entry.id, now)
            await standings.outdate(tx, guild_id, await _key(tx, guild_id, entry.user_id))
            shown = await self._shown(tx, guild_id, now)
        day, member = str(entry.day), entry.user_id
        log.info("amnesty.revoked", guild=guild_id, by=by_user_id, entry=entry.id, day=day, member=member)
        return shown

    async def _shown(self, tx: Tx, guild_id: int, now: datetime) -> Amnesties:
        entries = await streaks.amnesties(tx, guild_id, LISTED)
        return Amnesties(guild_id, await _today(tx, guild_id, now), entries)


async def _of_day(tx: Tx, guild_id: int, day: str, user_id: int | None, now: datetime) -> Entry:
    meant = parse_day(day, await _today(tx, guild_id, now))
    entry = await streaks.amnesty_of(tx, guild_id, await _key(tx, guild_id, user_id), meant)
    if entry is None:
        raise NotChosen(meant, EntryKind.AMNESTY)
    return entry


async def _of_id(tx: Tx, guild_id: int, entry_id: int) -> Entry:
    entry = await streaks.amnesty(tx, guild_id, entry_id)
    if entry is None:
        raise NoLongerAvailable
    return entry


async def _ended(tx: Tx, guild_id: int, entry: Entry, now: datetime) -> int | None:
    """How many streaks would be shorter without an amnesty; None where too many members would be counted."""
    forgiven = await streaks.forgiven_keys(tx, guild_id, entry.day)
    if entry.user_id is not None:
        key = await _key(tx, guild_id, entry.user_id)
        affected = [key] if key is not None and None not in forgiven else []
    else:
        keys = await streaks.some_member_keys(tx, guild_id, MOST_COUNTED + 1)
        if len(keys) > MOST_COUNTED:
            return None
        affected = [key for key in keys if key not in forgiven]
    ended = 0
    async for _, facts in checkins.streak_facts_of(tx, affected):
        ended += _is_shorter_without(facts, entry.day, facts.clock.day(now))
    return ended


def _is_shorter_without(facts: StreakFacts, day: date, today: date) -> bool:
    # Whoever did something, or was free, needs no amnesty; most did.
    if facts.counts(day) or not facts.expects(day) or day > today:
        return False
    without = replace(facts, amnesties=facts.amnesties - {day})
    return streak_on(without, today).current < streak_on(facts, today).current


async def _today(tx: Tx, guild_id: int, now: datetime) -> date:
    """The study day in the server's zone."""
    return DayClock((await guilds.settings(tx, guild_id)).zone).day(now)


async def _key(tx: Tx, guild_id: int, user_id: int | None) -> int | None:
    if user_id is None:
        return None
    member = await members.find(tx, guild_id, user_id)
    if member is None:
        raise NeverMet(user_id)
    return member.key
