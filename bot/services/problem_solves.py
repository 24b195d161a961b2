"""Writing solved problems down, changing what was said of them, and taking them back.

A solve is a check-in for the streak. What is remembered of a problem is always counted anew from its solves,
so that a change or a take-back leaves no trace in it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable, QuotaReached
from bot.domain.languages import N_
from bot.domain.members import Member
from bot.domain.problem_log import Solve
from bot.domain.problem_log_errors import NotInLog
from bot.domain.problem_names import Named
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.domain.streaks import Streak, streak_on
from bot.services.claim_records import ClaimRecords
from bot.services.moments import reach_by_streak
from bot.services.problem_held import added_to, held_already
from bot.services.problem_log import as_solve, solves_of
from bot.services.problem_numbers import counting
from bot.services.problem_results import SolveSheet, SolveShown, TakenBack, Told
from bot.services.problem_reviews import returning, review_anew
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_time import forget_time, with_time
from bot.services.problem_told import as_told, checked
from bot.services.reviews import Spacing
from bot.services.shelf import Shelf
from bot.services.streak_ledger import PROBLEM, following
from bot.store import (
    checkins,
    problem_links,
    problem_prompts,
    problem_reviews,
    problem_solves,
    standings,
)
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Store, Tx

MAX_SOLVES = 5_000
"""Several a day for years; every look at the log reads all of it."""

CONFIRMED_AFTER = timedelta(minutes=1)
"""Whose LeetCode name is linked may log several at once: one look is enough for all."""


class ProblemSolves:
    """Everything a member does with their log."""

    def __init__(
        self, store: Store, clock: Clock, shelf: Shelf, problems: ProblemShelf, records: ClaimRecords
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._problems = problems
        self._records = records

    @cached_property
    def spacing(self) -> Spacing:
        """When problems come back."""
        return Spacing()

    async def log_of(self, tx: Tx, member_key: int) -> tuple[Solve, ...]:
        """A member's log, oldest first."""
        return await solves_of(tx, await self._problems.catalogue(), member_key)

    async def due_of(self, tx: Tx, member_key: int) -> Mapping[str, datetime]:
        """When each solved problem comes back, by its key."""
        return await problem_reviews.due_times(tx, member_key)

    async def solve(
        self,
        guild_id: int,
        user_id: int,
        text_or_key: str,
        *,
        kind: ProblemKind | None = ProblemKind.LEETCODE,
        minutes: int | None = None,
        grade: Grade | None = None,
        pattern: str | None = None,
        note: str = "",
        difficulty: Difficulty | None = None,
        post_id: int | None = None,
    ) -> SolveShown:
        """Write a solve down, by number, slug, address or title; with None as kind both are looked through.

        `post_id` is the group's prompt it answers. What is in today's log already, or answers the same
        prompt, is changed by what is said: a solve told twice is one. Raises UnknownProblem, UnknownPattern,
        OutOfRange, TextTooLong, QuotaReached, NotEnrolled or StreakWaits.
        """
        named = await self._problems.find(text_or_key, kind)
        told = checked(
            await self._problems.catalogue(), named, Told(minutes, grade, pattern or "", note, difficulty)
        )
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            if post_id is not None and not await problem_solves.has_post(tx, guild_id, post_id):
                post_id = None
            held = await held_already(tx, member, named, post_id, self._clock.now())
            if held is None:
                shown = await self._written(tx, member, named, told, post_id)
            else:
                await problem_prompts.mark_solved(tx, member.key, named.key)
                changed = replace(as_told(held, added_to(held, told)), post_id=held.post_id or post_id)
                shown = await self._changed(tx, member, named, held, changed)
        return replace(shown, targets=await counting(self._records, guild_id, user_id, named))

    async def redo(self, guild_id: int, user_id: int, solve_id: int, grade: Grade) -> SolveShown | None:
        """Write down that a problem was solved again; `solve_id` is its newest solve as the member saw it.

        None when there is a newer one: a second press changes nothing. Raises NoLongerAvailable when that
        solve was taken back.
        """
        await self._problems.ready()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            stored = await _found(tx, member, solve_id)
            if (await problem_solves.of_problem(tx, member.key, stored.key))[-1].id != solve_id:
                return None
            named = await self._problems.known(stored.kind, stored.key)
            told = Told(grade=grade, pattern=stored.pattern, difficulty=stored.difficulty)
            shown = await self._written(tx, member, named, told)
        return replace(shown, targets=await counting(self._records, guild_id, user_id, named))

    async def sheet(self, guild_id: int, user_id: int, solve_id: int) -> SolveSheet:
        """The form about a solve. Raises NoLongerAvailable when it was taken back."""
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            stored = await _found(tx, member, solve_id)
        return await self._sheet_of(guild_id, user_id, stored)

    async def new_sheet(
        self, guild_id: int, user_id: int, text_or_key: str, kind: ProblemKind | None, post_id: int | None
    ) -> SolveSheet:
        """The form about a solve to be written down, or about the one that `solve` would change.

        Raises UnknownProblem, NotEnrolled or StreakWaits.
        """
        named = await self._problems.find(text_or_key, kind)
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            held = await held_already(tx, member, named, post_id, self._clock.now())
        if held is not None:
            return await self._sheet_of(guild_id, user_id, held)
        patterns = tuple((await self._problems.catalogue()).patterns.values())
        return SolveSheet(guild_id, user_id, named, Told(pattern=named.pattern), patterns, post_id=post_id)

    async def amend(self, guild_id: int, user_id: int, solve_id: int, told: Told) -> SolveShown:
        """Keep what a member says about a solve in place of what they said before.

        When it comes back moves only with how it felt. Raises NoLongerAvailable when it was taken back, and
        what `solve` raises.
        """
        catalogue = await self._problems.ready()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            stored = await _found(tx, member, solve_id)
            named = await self._problems.known(stored.kind, stored.key)
            changed = as_told(stored, checked(catalogue, named, told))
            return await self._changed(tx, member, named, stored, changed)

    async def set_note(self, guild_id: int, user_id: int, text: str, note: str) -> SolveShown:
        """Keep a note on the newest solve of a problem; an empty one removes it. Raises NotInLog."""
        named = await self._problems.find(text)
        stored = await self._newest(guild_id, user_id, named)
        told = Told(stored.minutes, stored.grade, stored.pattern, note, stored.difficulty)
        return await self.amend(guild_id, user_id, stored.id, told)

    async def take_back(self, guild_id: int, user_id: int, solve_id: int) -> TakenBack:
        """Let a solve count no more: not for the streak, the numbers, the time log or what comes back.

        Once, however often it is pressed. Raises NoLongerAvailable for a solve that is none of theirs.
        """
        await self._problems.ready()
        now = self._clock.now()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            kind, key = (await problem_solves.names(tx, member.key, [solve_id])).get(solve_id, (None, ""))
            if kind is None:
                raise NoLongerAvailable
            named = await self._problems.known(kind, key)
            stored = await problem_solves.find(tx, member.key, solve_id)
            if stored is not None:
                await problem_solves.revoke(tx, member.key, solve_id, now)
                await forget_time(tx, member.key, stored)
                await checkins.revoke(tx, member.key, PROBLEM, str(solve_id), now)
                await standings.outdate(tx, guild_id, member.key)
                await review_anew(tx, self.spacing, member, named, now)
            returns_on = await returning(tx, member, named)
            today = member.day(now)
            streak = await _streak(tx, member, today)
        targets = await counting(self._records, guild_id, user_id, named)
        return TakenBack(guild_id, user_id, named, returns_on, today, streak, targets, gone=stored is None)

    async def take_back_newest(self, guild_id: int, user_id: int, text: str) -> TakenBack:
        """Take the newest solve of a problem back. Raises NotInLog or UnknownProblem."""
        stored = await self._newest(guild_id, user_id, await self._problems.find(text))
        return await self.take_back(guild_id, user_id, stored.id)

    async def warm(self) -> None:
        """Read the problems, so that nobody waits for them with the database in hand."""
        await self._problems.ready()

    async def log_seen(self, tx: Tx, member: Member, slug: str) -> SolveShown:
        """Write down what LeetCode has as accepted, in the caller's transaction. Raises QuotaReached."""
        named = await self._problems.known(ProblemKind.LEETCODE, slug)
        return await self._written(tx, member, named, Told())

    async def _written(
        self, tx: Tx, member: Member, named: Named, told: Told, post_id: int | None = None
    ) -> SolveShown:
        """Add a solve with all that it does. Raises QuotaReached."""
        await check_room(tx, member.key)
        now = self._clock.now()
        new = StoredSolve(named.kind, named.key, member.day(now), now, post_id=post_id)
        new = await with_time(tx, member.key, as_told(new, told), now)
        stored = await problem_solves.add(tx, member.key, new)
        await checkins.add(tx, member.key, stored.day, PROBLEM, str(stored.id), now)
        await problem_prompts.mark_solved(tx, member.key, named.key)
        await problem_links.look_by(tx, member.key, now + CONFIRMED_AFTER)
        await review_anew(tx, self.spacing, member, named, now)
        shown = await self._settled(tx, member, named, stored, now)
        reached = await reach_by_streak(tx, self._shelf, member, 0, shown.streak.current, now)
        return replace(shown, reached=reached)

    async def _changed(
        self, tx: Tx, member: Member, named: Named, stored: StoredSolve, changed: StoredSolve
    ) -> SolveShown:
        """Keep what is said of a solve now; a review that was put off stays so unless the grade moves it."""
        now = self._clock.now()
        if changed.minutes != stored.minutes:
            await forget_time(tx, member.key, stored)
            changed = await with_time(tx, member.key, replace(changed, timelog_id=None), now)
        await problem_solves.amend(tx, member.key, changed)
        if changed.grade is not stored.grade:
            await review_anew(tx, self.spacing, member, named, now)
        return replace(await self._settled(tx, member, named, changed, now), changed=True)

    async def _sheet_of(self, guild_id: int, user_id: int, stored: StoredSolve) -> SolveSheet:
        catalogue = await self._problems.catalogue()
        named = await self._problems.known(stored.kind, stored.key)
        pattern = as_solve(catalogue, stored).pattern
        told = Told(stored.minutes, stored.grade, pattern, stored.note, stored.difficulty)
        return SolveSheet(guild_id, user_id, named, told, tuple(catalogue.patterns.values()), stored.id)

    async def _newest(self, guild_id: int, user_id: int, named: Named) -> StoredSolve:
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            stored = await problem_solves.of_problem(tx, member.key, named.key)
        if not stored:
            raise NotInLog(named.label)
        return stored[-1]

    async def _settled(
        self, tx: Tx, member: Member, named: Named, stored: StoredSolve, now: datetime
    ) -> SolveShown:
        catalogue = await self._problems.catalogue()
        solve, today = as_solve(catalogue, stored), member.day(now)
        pattern = catalogue.patterns.get(solve.pattern)
        return SolveShown(
            guild_id=member.guild_id,
            user_id=member.user_id,
            id=stored.id,
            named=named,
            solve=solve,
            pattern_title=pattern.title if pattern else "",
            times=len(await problem_solves.of_problem(tx, member.key, named.key)),
            returns_on=await returning(tx, member, named) or today,
            today=today,
            streak=await _streak(tx, member, today),
            verified=stored.verified_at is not None,
        )


async def check_room(tx: Tx, member_key: int) -> None:
    """Raise QuotaReached when the log is full."""
    if await problem_solves.count(tx, member_key) >= MAX_SOLVES:
        step = N_("Take some back first: `/leetcode solved` with `take_back`.")
        raise QuotaReached(N_("problems in your log"), MAX_SOLVES, step)


async def _found(tx: Tx, member: Member, solve_id: int) -> StoredSolve:
    stored = await problem_solves.find(tx, member.key, solve_id)
    if stored is None:
        raise NoLongerAvailable
    return stored


async def _streak(tx: Tx, member: Member, today: date) -> Streak:
    return streak_on(await checkins.streak_facts(tx, member.key), today)
