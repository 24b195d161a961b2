"""Everything a member claimed and measured, read in one go for whichever card needs it."""

from collections.abc import Sequence
from datetime import date

from bot.domain.claim_record import ClaimRecord
from bot.domain.claim_scope import planned
from bot.domain.clock import Clock
from bot.domain.counting import Sat, known
from bot.domain.deadlines import Course
from bot.domain.problem_aims import aim_of
from bot.domain.problem_log import Solve
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.tasks import TaskState
from bot.services.plans import Planner
from bot.services.problem_log import as_solve
from bot.services.problem_shelf import ProblemShelf
from bot.services.shelf import Following, Shelf
from bot.store import choices, claims, measurements, mock_history, problem_solves, tasks, timelogs
from bot.store.tasks import StoredTask
from bot.store.transaction import Store, Tx


class ClaimRecords:
    """Reads records, each on a plan that is up to date: dates follow it."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        shelf: Shelf,
        planner: Planner,
        problems: ProblemShelf | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._problems = problems or ProblemShelf()

    async def find(self, guild_id: int, user_id: int) -> ClaimRecord | None:
        """The stored record as it is, for suggestions; None for whoever is on no roadmap here."""
        async with self._store.read() as tx:
            found = await self._shelf.membership(tx, guild_id, user_id)
            if found is None:
                return None
            return await self._read(tx, found, found.member.day(self._clock.now()))

    async def of(self, guild_id: int, user_id: int) -> ClaimRecord:
        """The record on the present study day. Raises NotEnrolled."""
        async with self._planner.present(self._store, guild_id, user_id, self._clock.now()) as now:
            return await self._read(now.tx, now.found, now.day)

    async def _read(self, tx: Tx, found: Following, day: date) -> ClaimRecord:
        enrolment, index = found.enrolment, found.index
        rows = await tasks.all_of(tx, enrolment.id)
        picked = await choices.of(tx, enrolment.id)
        on_map = [row for row in rows if row.item_key in index.places]
        sittings = [Sat(row.item_key, row.state, row.settled_day or row.day) for row in on_map]
        minutes = await timelogs.by_day(tx, found.member.key)
        held = await mock_history.practised(tx, found.member)
        sections, items = planned(index, picked, optional=enrolment.optional)
        solves, lists = await self._log(tx, found)
        return ClaimRecord(
            index=index,
            today=day,
            ticks=await claims.of(tx, enrolment.id),
            history=await measurements.of(tx, enrolment.id),
            feats=known(index, sittings, minutes, enrolment.start_day, held),
            course=_course(index, sittings, enrolment.start_day),
            path=found.roadmap.known(picked).path,
            sections=sections,
            items=items,
            here=_here(on_map),
            solves=solves,
            lists=lists,
        )

    async def _log(self, tx: Tx, found: Following) -> tuple[tuple[Solve, ...], dict[str, frozenset[str]]]:
        """The member's solved problems, and the lists that numbers count; nothing where no number asks."""
        asking = [
            place.target for place in found.index.claims.targets.values() if aim_of(place.target) is not None
        ]
        stored = await problem_solves.of(tx, found.member.key) if asking else ()
        if not stored:
            return (), {}
        catalogue = await self._problems.catalogue()
        lists = {each.problem_set: catalogue.members(each.problem_set) for each in asking if each.problem_set}
        return tuple(as_solve(catalogue, each) for each in stored), lists


def _course(index: RoadmapIndex, sittings: Sequence[Sat], start: date) -> Course:
    days: dict[str, date] = {}
    for each in sittings:
        days[each.item_key] = max(days.get(each.item_key, each.day), each.day)
    return Course.of(index, start, days)


def _here(rows: Sequence[StoredTask]) -> str | None:
    """The first open item; when all is settled, the last one."""
    opened = (row.item_key for row in rows if row.state is TaskState.OPEN)
    return next(opened, rows[-1].item_key if rows else None)
