"""Erasing people and guilds, and keeping them erased."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.delivery import WINDOWS, DeliveryKind, Destination
from bot.domain.delivery_review import KEPT
from bot.domain.erasure import Erased, Trace
from bot.domain.errors import Unavailable
from bot.domain.members import Member
from bot.domain.private_errors import Unreadable
from bot.domain.tombstones import Scope, name_of_guild, name_of_member, name_of_person
from bot.log import get_logger
from bot.services.erasure_list import ErasureList
from bot.services.listeners import OnChange, unheard
from bot.store import departures, erasure, erasure_digests, members, private_rows, schedules, tombstones
from bot.store.erased_file import ErasedFile, ErasedList
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

NOBODY = ErasedList()

A_BATCH = 500
"""Rows of a guild that go in one transaction, so that others need not wait long for theirs."""

Farewell = Callable[[Tx, int], Awaitable[None]]
"""Ends, within the transaction, what a member shares with others; they are told as when somebody leaves."""


class ErasureService:
    """`file` is the list of the erased beside the database. `on_change` hears when somebody is to be told."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        leaving: Sequence[Farewell],
        file: ErasedFile | None = None,
        on_change: OnChange = unheard,
    ) -> None:
        self._store = store
        self._clock = clock
        self._leaving = leaving
        self._list = ErasureList(store, file)
        self._on_change = on_change
        self._begun = set[int]()

    async def erase(self, guild_id: int, user_id: int) -> Erased:
        """Erase one person in one guild, at once and for good; whoever counts on them is told that they left.

        Also for somebody of whom there is nothing. They may join again, from an empty page.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            is_known = any(each.guild_id == guild_id for each in await erasure.traces(tx, user_id))
            erased = await self._erase(tx, guild_id, user_id, now)
            name = name_of_member(guild_id, user_id)
            # Of whom there was nothing since the last time need not be written down once more.
            if is_known or not await tombstones.has(tx, name):
                await self._list.add(tx, Scope.MEMBER, name, now)
        await self._fold()
        self._on_change(now)
        log.info("erasure.member", guild=guild_id, rows=erased.total)
        return erased

    async def forget(self, user_id: int) -> tuple[Erased, ...]:
        """Erase one person in all guilds; empty if nothing was stored."""
        now = self._clock.now()
        async with self._store.write() as tx:
            # First: whatever happens now, the next start finishes it.
            await self._list.add(tx, Scope.PERSON, name_of_person(user_id), now)
            found = await erasure.traces(tx, user_id)
        erased = tuple([await self._erase_alone(trace, now) for trace in found])
        await self._fold()
        self._on_change(now)
        log.info("erasure.person", guilds=len(erased))
        return erased

    async def purge(self, guild_id: int, may_begin: Callable[[Tx], Awaitable[bool]] | None = None) -> int:
        """Erase a whole guild, some rows at a time, if `may_begin` says so; returns how many.

        Once begun it is finished, by the next call or the next start: whoever is invited back meanwhile
        begins with an empty page, and not with one that is erased later.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            if guild_id not in self._begun and may_begin is not None and not await may_begin(tx):
                return 0
            await self._list.add(tx, Scope.GUILD, name_of_guild(guild_id), now)
            self._begun.add(guild_id)
            first = await erasure.erase_some_of_guild(tx, guild_id, A_BATCH)
        total = first + await self._purge_on(guild_id)
        self._begun.discard(guild_id)
        await self._fold()
        log.info("erasure.guild", guild=guild_id, rows=total)
        return total

    @property
    def begun(self) -> frozenset[int]:
        """Guilds whose erasure was broken off by an error."""
        return frozenset(self._begun)

    async def again(self, also: ErasedList = NOBODY) -> int:
        """Erase everybody again who is on the list and older than their entry: the database was taken back to
        an older state, `also` is the list of the one before. To be called before anything is sent.

        Returns how many people and guilds that were.

        Raises ErasedListUnusable.
        """
        now = self._clock.now()
        known = await self._list.known(also)
        if known.nothing:
            return 0
        async with self._store.read() as tx:
            found = await erasure.traces(tx)
            stored = await departures.known(tx)
        guilds = {guild: known.against(since, _of_guild(guild)) for guild, since in stored.items()}
        gone = {guild: stones for guild, stones in guilds.items() if stones}
        listed = [(each, known.against(each.since, _of_trace(each))) for each in found]
        people = [(each, stones) for each, stones in listed if stones and each.guild_id not in gone]
        for guild_id in gone:
            await self._purge_on(guild_id)
        for each, _ in people:
            await self._erase_again(each, now)
        if gone or people:
            await self._fold()
            log.warning("erasure.again", guilds=len(gone), people=len(people))
        again = *gone.values(), *(stones for _, stones in people)
        await self._list.settle(known, [stone for stones in again for stone in stones], now)
        return len(gone) + len(people)

    async def _fold(self) -> None:
        """They are erased even if their traces in a log have to wait."""
        with suppress(Unavailable):
            await self._store.fold()

    async def _erase_alone(self, trace: Trace, now: datetime) -> Erased:
        async with self._store.write() as tx:
            return await self._erase(tx, trace.guild_id, trace.user_id, now)

    async def _erase_again(self, trace: Trace, now: datetime) -> None:
        try:
            await self._erase_alone(trace, now)
        except Unavailable:
            raise
        except Exception:
            # One whose rows are broken must keep neither the others stored nor the bot from starting.
            log.exception("erasure.again_failed", guild=trace.guild_id)

    async def _purge_on(self, guild_id: int) -> int:
        total, gone = 0, 1
        while gone:
            async with self._store.write() as tx:
                gone = await erasure.erase_some_of_guild(tx, guild_id, A_BATCH)
            total += gone
        return total

    async def _erase(self, tx: Tx, guild_id: int, user_id: int, now: datetime) -> Erased:
        member = await members.find(tx, guild_id, user_id)
        if member is not None:
            await erasure.hush(tx, guild_id, user_id)
            for leave in self._leaving:
                await _try(leave, tx, member)
        left = await erasure.left_on_discord(tx, guild_id, user_id)
        messages = await erasure.named_in_channels(tx, guild_id, user_id)
        if member is not None:
            messages += await erasure_digests.known(tx, member)
            left = replace(left, named=await erasure_digests.channels(tx, member, now - KEPT))
        for channel_id, message_id in messages:
            await _take_away(tx, guild_id, channel_id, message_id, now)
        rows = await erasure.erase(tx, guild_id, user_id)
        return Erased(guild_id, user_id, rows, len(messages), left)


async def _try(leave: Farewell, tx: Tx, member: Member) -> None:
    """Whatever is wrong with what others wrote keeps nobody stored: then it ends without a word to them."""
    try:
        async with tx.begin_nested():
            await leave(tx, member.key)
    except Unreadable as error:
        await private_rows.report(tx, error.sealed)
        log.warning("erasure.farewell_unreadable", guild=member.guild_id)


def _of_guild(guild_id: int) -> tuple[str, ...]:
    return (name_of_guild(guild_id),)


def _of_trace(trace: Trace) -> tuple[str, ...]:
    return name_of_member(trace.guild_id, trace.user_id), name_of_person(trace.user_id)


async def _take_away(tx: Tx, guild_id: int, channel_id: int, message_id: int, now: datetime) -> None:
    await schedules.put_once(
        tx,
        guild_id,
        None,
        DeliveryKind.REMOVAL,
        now,
        now + WINDOWS[DeliveryKind.REMOVAL],
        Destination.CHANNEL,
        now,
        ref=str(message_id),
        channel_id=channel_id,
    )
