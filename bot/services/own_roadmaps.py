"""Guilds' own roadmaps as they are read again and again: out of the database once, then out of memory."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from bot.catalog.upload import Checked, Checker, kept
from bot.domain.errors import BrokenFile, CheckFailed, CheckTooLong, Unavailable
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_index import RoadmapIndex
from bot.log import get_logger
from bot.store import roadmaps
from bot.store.roadmaps import Head, Key
from bot.store.transaction import Store, Tx

log = get_logger(__name__)

_KEPT = 32
"""Versions in memory; a long one takes a few MiB."""

_OLD_FORM = (ValueError, TypeError, KeyError, AttributeError)


class OwnRoadmaps:
    """Each question costs one statement that reads no text, unless the text is not in memory yet.

    What an earlier Cohort stored in another form is checked again and written back. When it does not pass any
    more, BrokenFile, CheckTooLong or CheckFailed are raised, without another check until the next start.
    """

    def __init__(self, store: Store, checker: Checker) -> None:
        self._store = store
        self._checker = checker
        self._known: OrderedDict[Key, RoadmapIndex] = OrderedDict()
        self._refused: dict[Key, BrokenFile | CheckTooLong | CheckFailed] = {}
        self._mending: set[asyncio.Task[None]] = set()

    async def offered(self, tx: Tx, guild_id: int) -> tuple[Roadmap, ...]:
        """What can be joined, by title; without what cannot be read, which must not hide the others."""
        read = [await self._readable(tx, head) for head in await roadmaps.offered(tx, guild_id)]
        return tuple(roadmap for roadmap in read if roadmap)

    async def newest(self, tx: Tx, guild_id: int, roadmap_id: str) -> RoadmapIndex | None:
        """The version that can be joined."""
        heads = await roadmaps.versions(tx, guild_id, roadmap_id)
        return await self._first(tx, (head for head in heads if not head.retired))

    async def followed(
        self, tx: Tx, guild_id: int, roadmap_id: str, version: str
    ) -> tuple[RoadmapIndex | None, bool]:
        """One certain version, and whether another one can be joined."""
        heads = await roadmaps.versions(tx, guild_id, roadmap_id)
        index = await self._first(tx, (head for head in heads if head.version == version))
        return index, any(not head.retired and head.version != version for head in heads)

    async def newer(self, tx: Tx, guild_id: int, roadmap_id: str, version: str) -> RoadmapIndex | None:
        """The version that can be joined, if it is another one."""
        heads = await roadmaps.versions(tx, guild_id, roadmap_id)
        return await self._first(tx, (head for head in heads if not head.retired and head.version != version))

    def forget(self, heads: Iterable[Head]) -> None:
        """Drop what was changed or deleted: SQLite may give a deleted row's id to the next one."""
        for head in heads:
            self._known.pop(head.key, None)
            self._refused.pop(head.key, None)

    async def close(self) -> None:
        """Let what is being written back be written."""
        await asyncio.gather(*self._mending)

    async def _first(self, tx: Tx, heads: Iterable[Head]) -> RoadmapIndex | None:
        head = next(iter(heads), None)
        return await self._index(tx, head) if head else None

    async def _readable(self, tx: Tx, head: Head) -> Roadmap | None:
        try:
            return (await self._index(tx, head)).roadmap
        except (BrokenFile, CheckTooLong, CheckFailed):
            log.warning("roadmap.unreadable", roadmap=head.roadmap_id, row=head.id)
            return None

    async def _index(self, tx: Tx, head: Head) -> RoadmapIndex:
        index = self._known.get(head.key) or RoadmapIndex.of(await self._read(tx, head))
        self._known[head.key] = index
        self._known.move_to_end(head.key)
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return index

    async def _read(self, tx: Tx, head: Head) -> Roadmap:
        stored = await roadmaps.text(tx, head.id)
        try:
            roadmap = await asyncio.to_thread(kept, stored.checked)
        except _OLD_FORM:
            roadmap = await self._checked_again(head, stored.source)
        # Members are on the version it was stored under, however a newer Cohort would call it.
        return replace(roadmap, version=head.version)

    async def _checked_again(self, head: Head, source: str) -> Roadmap:
        # The caller's transaction waits meanwhile, perhaps with everybody behind it: each text gets one try.
        if head.key in self._refused:
            raise self._refused[head.key].with_traceback(None)
        try:
            checked = await self._checker.check(source.encode())
        except (BrokenFile, CheckTooLong, CheckFailed) as refusal:
            self._refused[head.key] = refusal
            raise
        self._mend(head, checked)
        return checked.roadmap

    def _mend(self, head: Head, checked: Checked) -> None:
        """Write it back in a transaction of its own: the present one may be for reading only."""
        task = asyncio.create_task(self._write(head.key, checked.text))
        self._mending.add(task)
        task.add_done_callback(self._mending.discard)

    async def _write(self, key: Key, text: str) -> None:
        try:
            async with self._store.write() as tx:
                await roadmaps.recheck(tx, key, text)
        except Unavailable as error:
            log.warning("roadmap.not_mended", row=key[0], error=str(error))
