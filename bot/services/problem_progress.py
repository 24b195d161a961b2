"""Looking at the log: by pattern, by list, and against what the roadmap asks for."""

from collections.abc import Iterable, Sequence

from bot.domain.calendar import monday_of
from bot.domain.claim_record import ClaimRecord
from bot.domain.clock import Clock
from bot.domain.errors import NotEnrolled
from bot.domain.problem_aims import AimProgress, aim_of, aim_progress
from bot.domain.problem_log import Solve
from bot.domain.problem_log_errors import ListDone
from bot.domain.problem_progress import ListProgress, list_progress, problem_progress
from bot.domain.problem_search import plain
from bot.domain.problems import Catalogue, Problem, ProblemKind, ProblemList
from bot.services.claim_records import ClaimRecords
from bot.services.problem_log import as_solve, pattern_called, solves_of
from bot.services.problem_results import (
    NextInSet,
    PatternBook,
    PatternLine,
    PatternNote,
    ProblemChart,
    SetPage,
    SetShelf,
)
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.streak_ledger import member_of
from bot.store import problem_reviews, problem_solves
from bot.store.transaction import Store, Tx

PAGE = 20
"""Problems of a list on one page."""

MAX_AIMS = 4

MAX_NOTES = 25
"""As many as can be chosen from."""


class ProblemProgressService:
    """Everything a member looks up in their log."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        problems: ProblemShelf,
        solves: ProblemSolves,
        records: ClaimRecords,
    ) -> None:
        self._store = store
        self._clock = clock
        self._problems = problems
        self._solves = solves
        self._records = records

    async def patterns(self, guild_id: int, user_id: int, wanted: str | None = None) -> PatternBook:
        """The log by pattern; with the notes of the pattern that `wanted` names. Raises UnknownPattern."""
        catalogue = await self._problems.catalogue()
        pattern = pattern_called(catalogue, wanted) if wanted else None
        async with self._store.read() as tx:
            member = await member_of(tx, guild_id, user_id)
            stored = await problem_solves.of(tx, member.key)
        log = [(each.id, as_solve(catalogue, each)) for each in stored]
        lines = _pattern_lines(catalogue, [solve for _, solve in log])
        noted = [
            PatternNote(solve_id, await self._problems.known(solve.kind, solve.key), solve)
            for solve_id, solve in reversed(log)
            if pattern and solve.note and solve.pattern == pattern.key
        ]
        return PatternBook(
            guild_id=guild_id,
            user_id=user_id,
            today=member.day(self._clock.now()),
            lines=lines,
            opened=next((each for each in lines if pattern and each.pattern.key == pattern.key), None),
            notes=tuple(noted[:MAX_NOTES]),
        )

    async def sets(self, guild_id: int, user_id: int) -> SetShelf:
        """How far the member is in every list."""
        catalogue = await self._problems.catalogue()
        solved = await self._solved(guild_id, user_id)
        lists = tuple(list_progress(catalogue, key, solved) for key in catalogue.lists)
        return SetShelf(guild_id, user_id, lists)

    async def set_page(self, guild_id: int, user_id: int, wanted: str, page: int | None = None) -> SetPage:
        """A part of the list that `wanted` names: the page of what comes next unless one is given.

        Raises UnknownProblemList.
        """
        catalogue = await self._problems.catalogue()
        solved = await self._solved(guild_id, user_id)
        progress = list_progress(catalogue, _list_called(catalogue, wanted).key, solved)
        problems = catalogue.in_order(progress.problem_list.key)
        pages = max(1, -(-len(problems) // PAGE))
        if page is None:
            page = problems.index(progress.next_up) // PAGE if progress.next_up else 0
        page = min(max(page, 0), pages - 1)
        first = page * PAGE
        shown = problems[first : first + PAGE]
        headings = {at - first: title for at, title in _headings(progress) if first <= at < first + PAGE}
        return SetPage(guild_id, user_id, progress, shown, headings, solved, page, pages)

    async def next_in(self, guild_id: int, user_id: int, wanted: str) -> NextInSet:
        """The next open free problem of a list. Raises UnknownProblemList or ListDone."""
        catalogue = await self._problems.catalogue()
        solved = await self._solved(guild_id, user_id)
        progress = list_progress(catalogue, _list_called(catalogue, wanted).key, solved)
        problem = progress.next_up
        if problem is None:
            raise ListDone(progress.problem_list.title, len(progress.paid))
        return NextInSet(
            guild_id=guild_id,
            user_id=user_id,
            progress=progress,
            problem=problem,
            pattern_title=catalogue.patterns[problem.pattern].title,
            heading=_heading_of(progress, problem),
            page=catalogue.in_order(progress.problem_list.key).index(problem) // PAGE,
        )

    async def suggest_sets(self, typed: str) -> tuple[ProblemList, ...]:
        """Lists whose title or author holds what was typed."""
        wanted = plain(typed)
        lists = (await self._problems.catalogue()).lists.values()
        return tuple(each for each in lists if wanted in plain(f"{each.title} {each.author}"))

    async def chart(self, guild_id: int, user_id: int) -> ProblemChart:
        """Everything the picture shows. Whoever is on no roadmap now still has a log."""
        catalogue, ml = await self._problems.catalogue(), await self._problems.ml()
        record = await self._record(guild_id, user_id)
        async with self._store.read() as tx:
            member = await member_of(tx, guild_id, user_id)
            solves = await solves_of(tx, catalogue, member.key)
            due = await problem_reviews.due_times(tx, member.key)
        now = self._clock.now()
        today = member.day(now)
        tasks = {solve.key for solve in solves if solve.kind is ProblemKind.ML_CODING}
        return ProblemChart(
            guild_id=guild_id,
            user_id=user_id,
            today=today,
            progress=problem_progress(catalogue, solves),
            aims=_aims(catalogue, record, solves) if record else (),
            ml_solved=len(tasks),
            ml_total=len(ml.all),
            due=sum(each <= now for each in due.values()),
            week=sum(monday_of(today) <= solve.day <= today for solve in solves),
        )

    async def _record(self, guild_id: int, user_id: int) -> ClaimRecord | None:
        try:
            return await self._records.of(guild_id, user_id)
        except NotEnrolled:
            return None

    async def _solved(self, guild_id: int, user_id: int) -> frozenset[str]:
        async with self._store.read() as tx:
            return await _solved_keys(tx, (await member_of(tx, guild_id, user_id)).key)


async def _solved_keys(tx: Tx, member_key: int) -> frozenset[str]:
    stored = await problem_solves.of(tx, member_key)
    return frozenset(each.key for each in stored if each.kind is ProblemKind.LEETCODE)


def _pattern_lines(catalogue: Catalogue, solves: Sequence[Solve]) -> tuple[PatternLine, ...]:
    progress = problem_progress(catalogue, solves).patterns
    lines = [PatternLine(each.pattern, each.tally.done, each.tally.total, each.record) for each in progress]
    return tuple(sorted(lines, key=_weakest_first))


def _weakest_first(line: PatternLine) -> tuple[bool, bool, float]:
    record = line.record
    return record is None, record is not None and not record.is_weak, -(record.weakness if record else 0)


def _list_called(catalogue: Catalogue, text: str) -> ProblemList:
    wanted = plain(text)
    named = (each for each in catalogue.lists.values() if wanted in {plain(each.key), plain(each.title)})
    return next(named, None) or catalogue.problem_list(text)


def _headings(progress: ListProgress) -> Iterable[tuple[int, str]]:
    """The headings of a list with the place of their first problem."""
    at = 0
    for group in progress.problem_list.groups:
        if group.title:
            yield at, group.title
        at += len(group.problems)


def _heading_of(progress: ListProgress, problem: Problem) -> str:
    groups = progress.problem_list.groups
    return next((group.title for group in groups if problem.number in group.problems), "")


def _aims(catalogue: Catalogue, record: ClaimRecord, solves: Sequence[Solve]) -> tuple[AimProgress, ...]:
    """What the roadmap asks for, nearest first: unmet before met."""
    found: list[AimProgress] = []
    for each in record.nearest_targets():
        aim = aim_of(each.target, record.course.start, each.due)
        members = catalogue.members(aim.of_list) if aim and aim.of_list else frozenset[str]()
        if aim is not None and (not aim.of_list or members):
            found.append(aim_progress(aim, solves, record.today, members))
    return tuple(sorted(found, key=lambda progress: progress.met)[:MAX_AIMS])
