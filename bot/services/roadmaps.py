"""A guild's own roadmaps: bringing them in, giving them out, and following their new versions."""

import asyncio
from datetime import date

from bot.catalog import IMPORT_LIMITS
from bot.catalog.builtin import folder
from bot.catalog.upload import Checked, Checker, check_name_and_size, packed, unpacked
from bot.domain.clock import Clock
from bot.domain.errors import BuiltInRoadmap, NoNewVersion, QuotaReached, UnknownRoadmap
from bot.domain.languages import N_
from bot.domain.roadmap_notes import remarks
from bot.services.own_roadmaps import OwnRoadmaps
from bot.services.plans import Planner
from bot.services.roadmap_results import (
    Exported,
    Imported,
    Listed,
    Notes,
    Outcome,
    Removal,
    own_listed,
    shipped_listed,
)
from bot.services.roadmap_updates import Update, VersionChange
from bot.services.shelf import Shelf
from bot.store import roadmaps
from bot.store.roadmaps import Head, Text
from bot.store.transaction import Store, Tx

MAX_ROADMAPS = 10
MAX_VERSIONS = 20


class RoadmapService:
    """Import, export, removal, new versions. Who may do it is for the caller to check."""

    def __init__(
        self, store: Store, clock: Clock, shelf: Shelf, own: OwnRoadmaps, planner: Planner, checker: Checker
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._own = own
        self._planner = planner
        self._checker = checker

    def expect(self, name: str, size: int) -> None:
        """Before a byte is read. Raises WrongFileType or FileTooLarge."""
        check_name_and_size(name, size)

    async def import_(self, guild_id: int, name: str, raw: bytes) -> Imported:
        """Bring a file in as a new roadmap or a new version; members stay on the version they joined.

        Raises what `unpacked`, `Checker.alone` and `Checker.check` raise, BuiltInRoadmap and QuotaReached.
        """
        source = unpacked(raw, name)
        with self._checker.alone(guild_id):
            checked = await self._checker.check(source)
        if self._shelf.is_built_in(checked.roadmap.id):
            raise BuiltInRoadmap(checked.roadmap.id)
        async with self._store.write() as tx:
            return await self._put(tx, guild_id, source.decode(), checked)

    async def export(self, guild_id: int, roadmap_id: str) -> Exported:
        """The file of a roadmap that can be joined here. Raises UnknownRoadmap."""
        async with self._store.read() as tx:
            await self._shelf.newest(tx, guild_id, roadmap_id)
            if self._shelf.is_built_in(roadmap_id):
                plain = await asyncio.to_thread((folder() / f"{roadmap_id}.yaml").read_bytes)
            else:
                newest = await self._newest(tx, guild_id, roadmap_id)
                plain = (await roadmaps.text(tx, newest.id)).source.encode()
        large = len(plain) > IMPORT_LIMITS.size
        return Exported(roadmap_id, plain, await asyncio.to_thread(packed, plain) if large else None)

    async def removal(self, guild_id: int, roadmap_id: str) -> Removal:
        """What removing would mean. Raises BuiltInRoadmap or UnknownRoadmap."""
        async with self._store.read() as tx:
            return await self._removal(tx, guild_id, roadmap_id)

    async def remove(self, guild_id: int, roadmap_id: str) -> Removal:
        """Nobody joins it any more; who is on it stays until they leave or finish."""
        async with self._store.write() as tx:
            removal = await self._removal(tx, guild_id, roadmap_id)
            await roadmaps.retire(tx, guild_id, roadmap_id, self._clock.now())
            await self._prune(tx, guild_id, roadmap_id)
        return removal

    async def listing(self, guild_id: int) -> tuple[Listed, ...]:
        """The guild's own roadmaps, then the built-in ones; removed ones as long as somebody is on them."""
        async with self._store.read() as tx:
            heads = await roadmaps.every(tx, guild_id)
            followers = await roadmaps.followers(tx, guild_id)
            offered = await self._shelf.offered(tx, guild_id)
        own = dict.fromkeys(head.roadmap_id for head in heads)
        return (
            *(own_listed([head for head in heads if head.roadmap_id == key], followers) for key in own),
            *(shipped_listed(each, followers) for each in offered if self._shelf.is_built_in(each.id)),
        )

    async def notes(self, guild_id: int, roadmap_id: str) -> Notes:
        """The editor's remarks on what can be joined here. Raises UnknownRoadmap."""
        async with self._store.read() as tx:
            roadmap = await self._shelf.newest(tx, guild_id, roadmap_id)
        return Notes(roadmap.id, roadmap.title, remarks(roadmap))

    async def newer(self, guild_id: int, user_id: int) -> bool:
        """Whether a new version of the member's roadmap waits for them."""
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            return found is not None and found.has_newer

    async def update(self, guild_id: int, user_id: int) -> Update:
        """What accepting the new version would change. Raises NotEnrolled or NoNewVersion."""
        async with self._store.write() as tx:
            return (await self._change(tx, guild_id, user_id))[0].update()

    async def accept(self, guild_id: int, user_id: int, version: str) -> Update:
        """Follow this new version: done work is carried over by the items' keys, the rest is planned again.

        When another one is the newest by now, nothing is accepted, and the answer is what that would change.
        Raises NotEnrolled or NoNewVersion.
        """
        async with self._store.write() as tx:
            change, today = await self._change(tx, guild_id, user_id)
            update = change.update()
            if update.version != version:
                return update
            await self._planner.relay(tx, change.followed, today, start=today)
            changed = await self._shelf.enrolled(tx, guild_id, user_id)
            await self._planner.finish_or_reopen(tx, changed, today, self._clock.now())
            await self._prune(tx, guild_id, changed.enrolment.roadmap_id)
        return update

    async def close(self) -> None:
        """Let what is being written be written."""
        await self._own.close()

    async def _put(self, tx: Tx, guild_id: int, source: str, checked: Checked) -> Imported:
        roadmap, now = checked.roadmap, self._clock.now()
        brought = Text(roadmap.title, source, checked.text)
        heads = await roadmaps.versions(tx, guild_id, roadmap.id)
        newest = next((head for head in heads if not head.retired), None)
        same = next((head for head in heads if head.version == roadmap.version), None)
        outcome = await self._outcome(tx, guild_id, newest, same, source)
        if outcome in (Outcome.ADDED, Outcome.NEW_VERSION):
            await roadmaps.retire(tx, guild_id, roadmap.id, now)
        if same is None:
            await roadmaps.add(tx, guild_id, roadmap.id, roadmap.version, brought, now)
        elif outcome is not Outcome.UNCHANGED:
            await roadmaps.replace(tx, same, brought, now)
        await self._prune(tx, guild_id, roadmap.id)
        if len(await roadmaps.versions(tx, guild_id, roadmap.id)) > MAX_VERSIONS:
            what = N_("versions of this roadmap that members follow")
            step = N_("Ask its members to accept the newest with /plan update.")
            raise QuotaReached(what, MAX_VERSIONS, step)
        on = await roadmaps.followers(tx, guild_id)
        staying = sum(on[key] for key in on if key[0] == roadmap.id and key[1] != roadmap.version)
        return Imported(roadmap, outcome, staying, checked.doubts)

    async def _outcome(
        self, tx: Tx, guild_id: int, newest: Head | None, same: Head | None, source: str
    ) -> Outcome:
        if newest is None:
            if len(await roadmaps.offered(tx, guild_id)) >= MAX_ROADMAPS:
                step = N_("Remove one first, with /manage roadmaps remove.")
                raise QuotaReached(N_("roadmaps of your own"), MAX_ROADMAPS, step)
            return Outcome.ADDED
        if same is not newest:
            return Outcome.NEW_VERSION
        stored = await roadmaps.text(tx, newest.id)
        return Outcome.UNCHANGED if stored.source == source else Outcome.REWORDED

    async def _prune(self, tx: Tx, guild_id: int, roadmap_id: str) -> None:
        self._own.forget(await roadmaps.versions(tx, guild_id, roadmap_id))
        await roadmaps.prune(tx, guild_id, roadmap_id)

    async def _newest(self, tx: Tx, guild_id: int, roadmap_id: str) -> Head:
        heads = await roadmaps.offered(tx, guild_id)
        found = next((head for head in heads if head.roadmap_id == roadmap_id), None)
        if found is None:
            raise UnknownRoadmap(roadmap_id, tuple(head.roadmap_id for head in heads))
        return found

    async def _removal(self, tx: Tx, guild_id: int, roadmap_id: str) -> Removal:
        if self._shelf.is_built_in(roadmap_id):
            raise BuiltInRoadmap(roadmap_id)
        head = await self._newest(tx, guild_id, roadmap_id)
        on = await roadmaps.followers(tx, guild_id)
        return Removal(head.roadmap_id, head.title, sum(on[key] for key in on if key[0] == roadmap_id))

    async def _change(self, tx: Tx, guild_id: int, user_id: int) -> tuple[VersionChange, date]:
        found, today = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
        newer = await self._shelf.newer(tx, guild_id, found.enrolment)
        if newer is None:
            raise NoNewVersion
        draft = await self._planner.draft(tx, found, today, start=today)
        return VersionChange(found, draft, newer), today
