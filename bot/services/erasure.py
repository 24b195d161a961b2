"""Erasing people and guilds, and keeping them erased."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from datetime import datetime

from bot.domain.clock import Clock
from bot.domain.delivery import WINDOWS, DeliveryKind, Destination
from bot.domain.erasure import Erased, Trace
from bot.domain.tombstones import (
    KEPT,
    Scope,
    Tombstone,
    name_of_guild,
    name_of_member,
    name_of_person,
    united,
)
from bot.log import get_logger
from bot.services.listeners import OnChange, unheard
from bot.store import departures, erasure, members, schedules, tombstones
from bot.store.erased_file import ErasedFile
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

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
        self._file = file
        self._on_change = on_change

    async def erase(self, guild_id: int, user_id: int) -> Erased:
        """Erase one person in one guild, at once and for good; whoever counts on them is told that they left.

        Also for somebody of whom there is nothing. They may join again, from an empty page.
        """
        now = self._clock.now()
        async with self._store.write() as tx:
            erased = await self._erase(tx, guild_id, user_id, now)
            name = name_of_member(guild_id, user_id)
            await self._bury(tx, tombstones.stone(tx, Scope.MEMBER, name, now))
        self._on_change(now)
        log.info("erasure.member", guild=guild_id, rows=erased.total)
        return erased

    async def forget(self, user_id: int) -> tuple[Erased, ...]:
        """Erase one person in all guilds; empty if nothing was stored."""
        now = self._clock.now()
        async with self._store.write() as tx:
            # First: whatever happens now, the next start finishes it.
            await self._bury(tx, tombstones.stone(tx, Scope.PERSON, name_of_person(user_id), now))
            found = await erasure.traces(tx, user_id)
        erased = tuple([await self._erase_alone(trace, now) for trace in found])
        self._on_change(now)
        log.info("erasure.person", guilds=len(erased))
        return erased

    async def purge(self, guild_id: int, go_on: Callable[[Tx], Awaitable[bool]] | None = None) -> int:
        """Erase a whole guild, some rows at a time, as long as `go_on` says so; returns how many."""
        now, total = self._clock.now(), 0
        while True:
            async with self._store.write() as tx:
                if go_on is not None and not await go_on(tx):
                    return total
                if not total:
                    name = name_of_guild(guild_id)
                    await self._bury(tx, tombstones.stone(tx, Scope.GUILD, name, now))
                gone = await erasure.erase_some_of_guild(tx, guild_id, A_BATCH)
            total += gone
            if not gone:
                log.info("erasure.guild", guild=guild_id, rows=total)
                return total

    async def again(self) -> int:
        """Erase everybody again who is on the list and older than their entry: the database was taken back to
        an older state. To be called before anything is sent. Returns how many people and guilds that were.
        """
        now = self._clock.now()
        stones = {stone.mark: stone for stone in await self._list(now)}
        if not stones:
            return 0
        async with self._store.read() as tx:
            found = await erasure.traces(tx)
            guilds = await departures.known(tx)
            gone = [guild for guild, since in guilds.items() if _is_gone(stones, since, _of_guild(tx, guild))]
            people = [each for each in found if _is_gone(stones, each.since, _of_trace(tx, each))]
        for guild_id in gone:
            await self._purge_again(guild_id)
        people = [each for each in people if each.guild_id not in gone]
        for each in people:
            await self._erase_alone(each, now)
        if gone or people:
            log.warning("erasure.again", guilds=len(gone), people=len(people))
        return len(gone) + len(people)

    async def _erase_alone(self, trace: Trace, now: datetime) -> Erased:
        async with self._store.write() as tx:
            return await self._erase(tx, trace.guild_id, trace.user_id, now)

    async def _purge_again(self, guild_id: int) -> None:
        gone = 1
        while gone:
            async with self._store.write() as tx:
                gone = await erasure.erase_some_of_guild(tx, guild_id, A_BATCH)

    async def _erase(self, tx: Tx, guild_id: int, user_id: int, now: datetime) -> Erased:
        member = await members.find(tx, guild_id, user_id)
        if member is not None:
            for leave in self._leaving:
                await leave(tx, member.key)
        left = await erasure.left_on_discord(tx, guild_id, user_id)
        messages = await erasure.named_in_channels(tx, guild_id, user_id)
        for channel_id, message_id in messages:
            await _take_away(tx, guild_id, channel_id, message_id, now)
        rows = await erasure.erase(tx, guild_id, user_id)
        return Erased(guild_id, user_id, rows, len(messages), left)

    async def _bury(self, tx: Tx, stone: Tombstone) -> None:
        """On the disk before the erasure is: whoever was promised it is erased even if we are killed now."""
        await tombstones.put(tx, [stone])
        await self._keep(stone)

    async def _keep(self, *stones: Tombstone) -> None:
        if self._file is None:
            return
        try:
            await asyncio.to_thread(self._file.append, stones)
        except OSError as error:
            # Nobody stays in the database because a disk is full: the list in the database still names them.
            log.warning("erasure.file_unwritable", error=str(error))

    async def _list(self, now: datetime) -> tuple[Tombstone, ...]:
        """The list of the erased, the same in the database and beside it."""
        beside = await self._read()
        async with self._store.write() as tx:
            stored = await tombstones.every(tx)
            stones = united((*stored, *beside), now)
            await tombstones.put(tx, set(stones) - set(stored))
            await tombstones.forget_before(tx, now - KEPT)
        if set(stones) != set(beside):
            await self._replace(stones)
        return stones

    async def _read(self) -> Collection[Tombstone]:
        return await asyncio.to_thread(self._file.read) if self._file else ()

    async def _replace(self, stones: Iterable[Tombstone]) -> None:
        if self._file is None:
            return
        try:
            await asyncio.to_thread(self._file.replace, tuple(stones))
        except OSError as error:
            log.warning("erasure.file_unwritable", error=str(error))


def _of_guild(tx: Tx, guild_id: int) -> Iterable[str]:
    return (tombstones.mark(tx, name_of_guild(guild_id)),)


def _of_trace(tx: Tx, trace: Trace) -> Iterable[str]:
    names = name_of_member(trace.guild_id, trace.user_id), name_of_person(trace.user_id)
    return (tombstones.mark(tx, name) for name in names)


def _is_gone(stones: dict[str, Tombstone], since: datetime, marks: Iterable[str]) -> bool:
    return any(mark in stones and since < stones[mark].erased_at for mark in marks)


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
