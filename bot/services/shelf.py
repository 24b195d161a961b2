"""Every roadmap a guild's members can follow, with its nodes by key."""

from dataclasses import dataclass
from typing import NoReturn

from bot.catalog import Catalog
from bot.domain.errors import UnknownRoadmap
from bot.domain.members import Enrolment, Membership
from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_index import RoadmapIndex
from bot.services.own_roadmaps import OwnRoadmaps
from bot.store import members
from bot.store.transaction import Tx


@dataclass(frozen=True, slots=True)
class Following(Membership):
    """A membership with the roadmap it follows."""

    index: RoadmapIndex
    has_newer: bool = False
    """Whether there is a version that the member has not accepted; Cohort's own come by themselves."""

    @property
    def roadmap(self) -> Roadmap:
        """The version the member is on."""
        return self.index.roadmap


class Shelf:
    """Finds roadmaps: those Cohort ships, and each guild's own (nobody's, where `own` is not given).

    Only who is on a guild's own roadmap costs a statement more, and that one reads no text.
    """

    def __init__(self, catalog: Catalog, own: OwnRoadmaps | None = None) -> None:
        self._catalog = catalog
        self._own = own
        self._built_in = frozenset(roadmap.id for roadmap in catalog.all())
        self._indexed: dict[str, RoadmapIndex] = {}

    def is_built_in(self, roadmap_id: str) -> bool:
        """Whether Cohort ships a roadmap with this id; no guild can have one of its own under it."""
        return roadmap_id in self._built_in

    async def offered(self, tx: Tx, guild_id: int) -> tuple[Roadmap, ...]:
        """What members of this guild may join: their own first, then the built-in ones, in a fixed order."""
        own = await self._own.offered(tx, guild_id) if self._own else ()
        return (*own, *self._catalog.all())

    async def newest(self, tx: Tx, guild_id: int, roadmap_id: str) -> Roadmap:
        """The version that can be joined now. Raises UnknownRoadmap."""
        if self._own is None or self.is_built_in(roadmap_id):
            return self._catalog.get(roadmap_id)
        found = await self._own.newest(tx, guild_id, roadmap_id)
        return (found or await self._missing(tx, guild_id, roadmap_id)).roadmap

    async def follow(self, tx: Tx, found: Membership) -> Following:
        """What an enrolment follows: a built-in roadmap as shipped, a guild's own as it was joined."""
        guild_id, enrolment = found.member.guild_id, found.enrolment
        if self._own is None or self.is_built_in(enrolment.roadmap_id):
            index = self._shipped(enrolment.roadmap_id)
            return Following(found.member, enrolment, index, in_touch=found.in_touch)
        joined = enrolment.roadmap_id, enrolment.roadmap_version
        index, is_news = await self._own.followed(tx, guild_id, *joined)
        index = index or await self._missing(tx, guild_id, enrolment.roadmap_id)
        return Following(found.member, enrolment, index, is_news, in_touch=found.in_touch)

    async def newer(self, tx: Tx, guild_id: int, enrolment: Enrolment) -> RoadmapIndex | None:
        """What the member could follow instead of the version they joined.

        Costs built-in roadmaps no statement: their members get a new version by themselves.
        """
        if self._own is None or self.is_built_in(enrolment.roadmap_id):
            return None
        return await self._own.newer(tx, guild_id, enrolment.roadmap_id, enrolment.roadmap_version)

    async def membership(self, tx: Tx, guild_id: int, user_id: int) -> Following | None:
        """The person, their current enrolment and its roadmap; None when they are on no roadmap here."""
        found = await members.membership(tx, guild_id, user_id)
        return None if found is None else await self.follow(tx, found)

    async def enrolled(self, tx: Tx, guild_id: int, user_id: int) -> Following:
        """Like `membership`, for use cases that need one. Raises NotEnrolled."""
        return await self.follow(tx, await members.enrolled(tx, guild_id, user_id))

    def _shipped(self, roadmap_id: str) -> RoadmapIndex:
        if roadmap_id not in self._indexed:
            self._indexed[roadmap_id] = RoadmapIndex.of(self._catalog.get(roadmap_id))
        return self._indexed[roadmap_id]

    async def _missing(self, tx: Tx, guild_id: int, roadmap_id: str) -> NoReturn:
        raise UnknownRoadmap(roadmap_id, tuple(each.id for each in await self.offered(tx, guild_id)))
