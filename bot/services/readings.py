"""Reading a roadmap: what is offered here, its pages, and where a member stands in it."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.claim_scope import planned
from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable
from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_choices import UNDECIDED, Choices
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_progress import NO_PROGRESS, Progress, Sitting
from bot.domain.tasks import TaskState
from bot.services.shelf import Following, Shelf
from bot.store import choices, tasks
from bot.store.tasks import StoredTask
from bot.store.transaction import Store, Tx

MAX_BOOKS = 64
"""How many roadmaps are kept ready; the one longest unread goes first."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be joined here; `joined` is the id of the roadmap the member is on."""

    guild_id: int
    user_id: int
    books: tuple[Book, ...]
    joined: str | None


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The present study day, the first one of a plan, and the day of its last open item."""

    day: date
    start: date
    finish: date | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A roadmap as one person reads it; for whoever is not on it there is no plan and no progress."""

    guild_id: int
    user_id: int
    book: Book
    plan: PlanDays | None = None
    progress: Progress = NO_PROGRESS
    choices: Choices = UNDECIDED
    meant: frozenset[str] = frozenset()
    """The keys of the sections that are meant for the member."""
    skipped: frozenset[str] = frozenset()
    """The keys of items that are settled, but not wholly done."""

    def left_out(self, section: Section) -> bool:
        """Whether a section is none of the member's, by their path and choices."""
        return self.joined and section.key not in self.meant

    @property
    def joined(self) -> bool:
        """Whether the person follows this roadmap."""
        return self.plan is not None


class Books:
    """Keeps books ready, by the roadmap they were made of."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Book] = OrderedDict()

    def of(self, roadmap: Roadmap, index: RoadmapIndex | None = None) -> Book:
        """The book of a roadmap."""
        # By identity: hashing a whole roadmap costs more, and a book keeps its roadmap alive.
        book = self._kept.pop(id(roadmap), None) or Book(index or RoadmapIndex.of(roadmap))
        self._kept[id(roadmap)] = book
        while len(self._kept) > MAX_BOOKS:
            self._kept.popitem(last=False)
        return book


class ReadingService:
    """Everything about a roadmap that changes nothing."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf, books: Books) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._books = books

    async def offered(self, guild_id: int, user_id: int) -> Offer:
        """The roadmaps a member of this guild may join."""
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            books = tuple(self._books.of(roadmap) for roadmap in await self._shelf.offered(tx, guild_id))
        return Offer(guild_id, user_id, books, found.roadmap.id if found else None)

    async def open(self, guild_id: int, user_id: int, roadmap_id: str | None = None) -> Reading | None:
        """The roadmap with this id, else the one the member is on; None when they are on none.

        Raises UnknownRoadmap.
        """
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            if found is not None and roadmap_id in (None, found.roadmap.id):
                return await self._followed(tx, found)
            if roadmap_id is None:
                return None
            book = self._books.of(await self._shelf.newest(tx, guild_id, roadmap_id))
        return Reading(guild_id, user_id, book)

    async def reopen(self, guild_id: int, user_id: int, tag: str) -> Reading:
        """The roadmap printed with this tag. Raises NoLongerAvailable when there is a newer printing."""
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            if found is not None and self._books.of(found.roadmap, found.index).tag == tag:
                return await self._followed(tx, found)
            for roadmap in await self._shelf.offered(tx, guild_id):
                if (book := self._books.of(roadmap)).tag == tag:
                    return Reading(guild_id, user_id, book)
        raise NoLongerAvailable

    async def where(self, guild_id: int, user_id: int) -> Reading:
        """The roadmap the member is on. Raises NotEnrolled."""
        async with self._store.read() as tx:
            return await self._followed(tx, await self._shelf.enrolled(tx, guild_id, user_id))

    async def _followed(self, tx: Tx, found: Following) -> Reading:
        member, enrolment = found.member, found.enrolment
        rows = await tasks.all_of(tx, enrolment.id)
        day = member.day(self._clock.now())
        picked = await choices.of(tx, enrolment.id)
        sections, _ = planned(found.index, picked, optional=enrolment.optional)
        finish = (await tasks.ahead(tx, enrolment.id, day)).standing.finish
        return Reading(
            guild_id=member.guild_id,
            user_id=member.user_id,
            book=self._books.of(found.roadmap, found.index),
            plan=PlanDays(day, enrolment.start_day, finish),
            progress=Progress.of(Sitting(row.item_key, row.minutes, row.state) for row in rows),
            choices=picked,
            meant=sections,
            skipped=_skipped(rows),
        )


def _skipped(rows: Iterable[StoredTask]) -> frozenset[str]:
    states: dict[str, set[TaskState]] = {}
    for row in rows:
        states.setdefault(row.item_key, set()).add(row.state)
    return frozenset(
        key for key, held in states.items() if TaskState.SKIPPED in held and TaskState.OPEN not in held
    )
