"""Problems for one member: choosing, choosing another one, and what was solved before Cohort knew."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from random import Random

from bot.domain.clock import Clock
from bot.domain.errors import TaskGone
from bot.domain.members import Member
from bot.domain.problem_aims import day_unmeasured
from bot.domain.problem_choice import choose
from bot.domain.problem_errors import AllSolved, NoProblemFits, NothingSolvedYet
from bot.domain.problem_log import Solve
from bot.domain.problem_needs import Wish
from bot.domain.problem_prompt_errors import AlreadyInLog, NotedAsSolved, NothingElseFits, PromptGone
from bot.domain.problem_prompts import (
    ANYTHING,
    Asked,
    ProblemSitting,
    PromptState,
    find_topics,
    topics_of,
    topics_text,
    understood,
)
from bot.domain.problem_reasons import Reason, from_json, to_json
from bot.domain.problem_sightings import still_lacking
from bot.domain.problems import Catalogue, Problem, ProblemKind
from bot.services.claim_records import ClaimRecords
from bot.services.plans import Planner
from bot.services.problem_desk import Desk, read_desk
from bot.services.problem_log import begins, remembered
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import check_room
from bot.services.reviews import Spacing
from bot.services.shelf import Shelf
from bot.store import problem_links, problem_prompts, problem_reviews, problem_solves, tasks
from bot.store.problem_prompts import StoredPrompt
from bot.store.problem_reviews import StoredReview
from bot.store.problem_solves import StoredSolve
from bot.store.transaction import Store, Tx

LEETCODE = ProblemKind.LEETCODE


@dataclass(frozen=True, slots=True)
class PromptShown:
    """A problem for a member, with why. `rerolled` counts today's re-rolls, `solved` today's problems."""

    guild_id: int
    user_id: int
    id: int
    problem: Problem
    topics: str
    reasons: tuple[Reason, ...]
    rerolled: int
    solved: int
    last: Solve | None
    """How it went last time, if it was solved before."""
    sittings: tuple[ProblemSitting, ...]
    unlogged: int
    """Solves that LeetCode shows and the log lacks."""
    today: date
    noted: str = ""
    """The problem that was just written down as solved before."""


class ProblemPrompts:
    """Everything about a member's own prompts. `chance` decides among what fits equally."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        shelf: Shelf,
        planner: Planner,
        records: ClaimRecords,
        problems: ProblemShelf,
        chance: Random | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._records = records
        self._problems = problems
        self._chance = chance or secrets.SystemRandom()

    @cached_property
    def _spacing(self) -> Spacing:
        return Spacing()

    async def prompt(
        self, guild_id: int, user_id: int, wish: Wish | None = None, task_id: int | None = None
    ) -> PromptShown:
        """A problem; the one that is still open from today when that is what is asked for.

        With `task_id` one for that task of the plan. Raises NotEnrolled, UnknownTopic, UnknownProblemList,
        TaskGone, and what `choose` raises.
        """
        catalogue = await self._problems.catalogue()
        asked = Asked(understood(catalogue, wish)) if wish else ANYTHING
        record = await self._records.of(guild_id, user_id)
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            desk = await read_desk(tx, self._planner, catalogue, found, record, now)
            if task_id is not None:
                asked = Asked(item=await _item_of(tx, desk, task_id))
            kept = desk.open_prompt(asked)
            if kept is None:
                desk, kept = await self._replaced(tx, desk, asked)
            return await self._shown(tx, desk, kept)

    async def another(self, guild_id: int, user_id: int, prompt_id: int) -> PromptShown:
        """Another problem in place of this one, which is kept as re-rolled; what was asked for stays.

        Pressed twice it changes once. Raises PromptGone, NothingElseFits (then nothing counts as re-rolled)
        and what `choose` raises.
        """
        return await self._next(guild_id, user_id, prompt_id, had=False)

    async def had(self, guild_id: int, user_id: int, prompt_id: int) -> PromptShown:
        """Write down that a problem was solved before Cohort knew, and choose another one.

        It counts for the numbers of the roadmap and comes back for review, but makes no day count. Raises
        PromptGone, QuotaReached, AlreadyInLog, or NotedAsSolved: then it is written down, with nothing next.
        """
        return await self._next(guild_id, user_id, prompt_id, had=True)

    async def instead(self, guild_id: int, user_id: int, wish: Wish | None, *, had: bool) -> PromptShown:
        """What `another` and `had` do, for the problem that is open from today; without one as `prompt`."""
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            prompts = await problem_prompts.of(tx, found.member.key, LEETCODE)
        newest, day = prompts[-1] if prompts else None, found.member.day(self._clock.now())
        if newest is None or newest.state is not PromptState.SHOWN or newest.day != day:
            return await self.prompt(guild_id, user_id, wish)
        return await self._next(guild_id, user_id, newest.id, wish, had=had)

    async def key_of(self, guild_id: int, user_id: int, prompt_id: int) -> str:
        """The problem of an earlier prompt. Raises PromptGone or NotEnrolled."""
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            prompts = await problem_prompts.of(tx, found.member.key, LEETCODE)
        keys = (each.key for each in prompts if each.id == prompt_id)
        key = next(keys, None)
        if key is None:
            raise PromptGone
        return key

    async def sittings(
        self, guild_id: int, user_id: int, solved: Collection[str] | None = None
    ) -> tuple[ProblemSitting, ...]:
        """Today's open tasks that ask for problems, with how many are solved. Raises NotEnrolled.

        With `solved` those alone that the newest solves of these problems completed.
        """
        catalogue = await self._problems.catalogue()
        now = self._clock.now()
        async with self._planner.present(self._store, guild_id, user_id, now) as present:
            desk = await read_desk(present.tx, self._planner, catalogue, present.found, None, now)
        return desk.sittings() if solved is None else desk.completed_by(solved)

    async def suggest_topics(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Keys and titles of topics that hold what was typed, at most 25."""
        return find_topics(topics_of(await self._problems.catalogue()), typed)

    async def _next(
        self, guild_id: int, user_id: int, prompt_id: int, wish: Wish | None = None, *, had: bool
    ) -> PromptShown:
        catalogue = await self._problems.catalogue()
        wanted = Asked(understood(catalogue, wish)) if wish else ANYTHING
        record = await self._records.of(guild_id, user_id)
        now = self._clock.now()
        async with self._store.write() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            desk = await read_desk(tx, self._planner, catalogue, found, record, now)
            pressed = next((each for each in desk.prompts if each.id == prompt_id), None)
            if pressed is None:
                raise PromptGone
            asked = wanted or pressed.asked
            if not had:
                return await self._another(tx, desk, pressed, asked)
            noted = await self._note_as_solved(tx, desk, pressed)
            if noted:
                desk = await read_desk(tx, self._planner, catalogue, found, record, now)
            try:
                stored = desk.open_prompt(asked) or await self._choose(tx, desk, asked)
            except (AllSolved, NoProblemFits, NothingSolvedYet) as refusal:
                if not noted:
                    raise
                nothing = NotedAsSolved(noted, refusal)
            else:
                return replace(await self._shown(tx, desk, stored), noted=noted)
        # What is noted stays noted: the transaction is through.
        raise nothing

    async def _another(self, tx: Tx, desk: Desk, pressed: StoredPrompt, asked: Asked) -> PromptShown:
        if await problem_prompts.reroll(tx, desk.found.member.key, pressed.id):
            desk = await _with_prompts(tx, desk)
        stored = desk.open_prompt(asked)
        if stored is None:
            stored = await self._choose(tx, desk, asked)
            if stored.key == pressed.key:
                raise NothingElseFits(_title(desk.catalogue, pressed.key))
        return await self._shown(tx, desk, stored)

    async def _replaced(self, tx: Tx, desk: Desk, asked: Asked) -> tuple[Desk, StoredPrompt]:
        for each in desk.replaced(asked):
            await problem_prompts.reroll(tx, desk.found.member.key, each.id)
        desk = await _with_prompts(tx, desk)
        return desk, await self._choose(tx, desk, asked)

    async def _choose(self, tx: Tx, desk: Desk, asked: Asked) -> StoredPrompt:
        choice = choose(desk.catalogue, desk.situation(asked), asked.wish, self._chance)
        new = StoredPrompt(LEETCODE, choice.problem.key, to_json(choice.reasons), desk.day, desk.now, asked)
        return await problem_prompts.add(tx, desk.found.member.key, new)

    async def _note_as_solved(self, tx: Tx, desk: Desk, pressed: StoredPrompt) -> str:
        """The label of what is noted; empty for a second press. Raises AlreadyInLog or QuotaReached."""
        key, member = pressed.key, desk.found.member
        label = _title(desk.catalogue, key)
        if key in desk.solved_at:
            if pressed.state is PromptState.SHOWN:
                raise AlreadyInLog(label)
            return ""
        await check_room(tx, member.key)
        day = day_unmeasured(min(desk.found.enrolment.start_day, desk.day))
        solve = StoredSolve(LEETCODE, key, day, desk.now)
        await problem_solves.add(tx, member.key, solve)
        await problem_prompts.mark_solved(tx, member.key, key)
        await self._remember(tx, member, solve, desk.now)
        return label

    async def _remember(self, tx: Tx, member: Member, solve: StoredSolve, now: datetime) -> None:
        state = remembered(self._spacing, [solve])
        if state is not None:
            review = StoredReview(solve.kind, solve.key, begins(member, state.due), state)
            await problem_reviews.put(tx, member.key, review, now)

    async def _shown(self, tx: Tx, desk: Desk, stored: StoredPrompt) -> PromptShown:
        problem = desk.catalogue.get(stored.key)
        if problem is None:
            raise PromptGone
        member = desk.found.member
        today = {each.key for each in desk.solves if each.day == desk.day and each.kind is LEETCODE}
        return PromptShown(
            guild_id=member.guild_id,
            user_id=member.user_id,
            id=stored.id,
            problem=problem,
            topics=" · ".join((desk.catalogue.patterns[problem.pattern].title, *_topics(problem))),
            reasons=from_json(stored.why),
            rerolled=desk.rerolled,
            solved=len(today),
            last=desk.last_solve(problem.key),
            sittings=desk.sittings(),
            unlogged=await _unlogged(tx, member.key),
            today=desk.day,
        )


async def _with_prompts(tx: Tx, desk: Desk) -> Desk:
    """The desk with its prompts as they are now."""
    return replace(desk, prompts=await problem_prompts.of(tx, desk.found.member.key, LEETCODE))


async def _unlogged(tx: Tx, member_key: int) -> int:
    link = await problem_links.find(tx, member_key)
    if link is None or not link.unlogged:
        return 0
    return len(still_lacking(link.unlogged, await problem_links.logged(tx, member_key)))


def _topics(problem: Problem) -> tuple[str, ...]:
    said = topics_text(problem)
    return (said,) if said else ()


async def _item_of(tx: Tx, desk: Desk, task_id: int) -> str:
    """The item of a task of the member's. Raises TaskGone."""
    member = desk.found.member
    row = await tasks.owned(tx, member.guild_id, member.user_id, task_id)
    if row is None:
        raise TaskGone
    return row.item_key


def _title(catalogue: Catalogue, key: str) -> str:
    problem = catalogue.get(key)
    return problem.label if problem else key
