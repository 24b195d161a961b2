"""What spaced repetition brings back: looking at it, grading a redo, and putting one off."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable
from bot.domain.members import Member
from bot.domain.problem_log_errors import NotDueYet, NotInLog
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.services.problem_log import as_solve, remembered
from bot.services.problem_results import DueCard, DueLine, DuePage
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.streak_ledger import following
from bot.store import problem_reviews, problem_solves
from bot.store.problem_reviews import StoredReview
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Store, Tx


class ProblemDue:
    """Everything a member does with problems that are due."""

    def __init__(self, store: Store, clock: Clock, problems: ProblemShelf, solves: ProblemSolves) -> None:
        self._store = store
        self._clock = clock
        self._problems = problems
        self._solves = solves

    async def page(self, guild_id: int, user_id: int, solve_id: int | None = None) -> DuePage:
        """What is due today, longest due first, with the card of the first, or of the one that is chosen by
        its newest solve."""
        await self._problems.ready()
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            return await self._page(tx, member, solve_id)

    async def grade(self, guild_id: int, user_id: int, solve_id: int, grade: Grade) -> DuePage:
        """Write down that a problem was redone, and how it went; what is due next follows.

        Once, however often it is pressed. Raises NoLongerAvailable.
        """
        graded = await self._solves.redo(guild_id, user_id, solve_id, grade)
        return replace(await self.page(guild_id, user_id), graded=graded)

    async def put_off(self, guild_id: int, user_id: int, solve_id: int) -> DuePage:
        """Let a problem that is due come back tomorrow; nothing changes for one that is not due any more."""
        await self._problems.ready()
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            stored = await _of_member(tx, member, solve_id)
            until = member.day_ends(member.day(now))
            await problem_reviews.put_off(tx, member.key, stored.key, until, now)
            page = await self._page(tx, member)
        return replace(page, put_off=await self._problems.known(stored.kind, stored.key))

    async def put_off_named(self, guild_id: int, user_id: int, text: str) -> DuePage:
        """The same for a problem that somebody names. Raises UnknownProblem, NotInLog or NotDueYet."""
        named = await self._problems.find(text)
        now = self._clock.now()
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            due = (await problem_reviews.due_times(tx, member.key)).get(named.key)
            solves = await problem_solves.of_problem(tx, member.key, named.key)
        if due is None or not solves:
            raise NotInLog(named.label)
        if due > now:
            raise NotDueYet(named.label, member.clock.day(due))
        return await self.put_off(guild_id, user_id, solves[-1].id)

    async def _page(self, tx: Tx, member: Member, solve_id: int | None = None) -> DuePage:
        now = self._clock.now()
        # What is due on one day is due from its beginning: the states know in which order.
        reviews = sorted(await problem_reviews.of(tx, member.key), key=_order)
        newest = {each.key: each for each in await problem_solves.of(tx, member.key)}
        due = [each for each in reviews if each.due_at <= now and each.key in newest]
        lines = [await self._line(member, each, newest[each.key]) for each in due]
        chosen = next((line for line in lines if line.solve_id == solve_id), lines[0] if lines else None)
        resting = [each for each in reviews if each.due_at > now]
        return DuePage(
            guild_id=member.guild_id,
            user_id=member.user_id,
            today=member.day(now),
            card=await self._card(tx, member, chosen, now) if chosen else None,
            due=tuple(lines),
            resting=len(resting),
            next_day=member.clock.day(resting[0].due_at) if resting else None,
        )

    async def _line(self, member: Member, review: StoredReview, newest: StoredSolve) -> DueLine:
        named = await self._problems.known(review.kind, review.key)
        return DueLine(newest.id, named, member.clock.day(review.due_at))

    async def _card(self, tx: Tx, member: Member, line: DueLine, now: datetime) -> DueCard:
        catalogue = await self._problems.catalogue()
        solves = await problem_solves.of_problem(tx, member.key, line.named.key)
        last = as_solve(catalogue, solves[-1])
        pattern = catalogue.patterns.get(last.pattern)
        back = self._solves.spacing.choices(remembered(self._solves.spacing, solves), now)
        days: dict[Grade, date] = {grade: member.clock.day(due) for grade, due in back.items()}
        task = (await self._problems.ml()).get(last.key) if last.kind is ProblemKind.ML_CODING else None
        return DueCard(line, last, pattern.title if pattern else "", len(solves), days, task)


def _order(review: StoredReview) -> tuple[datetime, datetime, datetime]:
    """Longest due first; what is due on one day is due from its beginning, so the states decide."""
    return review.due_at, review.state.due, review.state.last


async def _of_member(tx: Tx, member: Member, solve_id: int) -> StoredSolve:
    stored = await problem_solves.find(tx, member.key, solve_id)
    if stored is None:
        raise NoLongerAvailable
    return stored
