"""Tasks of machine learning from scratch for one member: choosing one at their level, and another one."""

import secrets
from dataclasses import dataclass
from random import Random

from bot.domain.clock import Clock
from bot.domain.members import Member
from bot.domain.ml_levels import level_of
from bot.domain.ml_problems import MlProblem, MlProblems
from bot.domain.problem_needs import Wish, spoken
from bot.domain.problem_prompt_errors import AllTasksSolved, NothingElseFits, PromptGone, UnknownTopic
from bot.domain.problem_prompts import Asked, PromptState, capitalised, find_topics, named_topic
from bot.domain.problem_search import plain
from bot.domain.problems import ProblemKind
from bot.services.problem_log import solves_of
from bot.services.problem_shelf import ProblemShelf
from bot.services.streak_ledger import following
from bot.store import problem_prompts
from bot.store.problem_prompts import StoredPrompt
from bot.store.transaction import Store, Tx

ML = ProblemKind.ML_CODING


@dataclass(frozen=True, slots=True)
class MlPromptShown:
    """A task for a member; `level` is theirs, `solved` of `total` tasks are done."""

    guild_id: int
    user_id: int
    id: int
    task: MlProblem
    level: int
    times: int
    """How often this task is in the log."""
    solved: int
    total: int
    rerolled: int


class MlPrompts:
    """Everything about a member's tasks of machine learning. `chance` decides among what fits equally."""

    def __init__(
        self, store: Store, clock: Clock, problems: ProblemShelf, chance: Random | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._problems = problems
        self._chance = chance or secrets.SystemRandom()

    async def prompt(
        self, guild_id: int, user_id: int, topic: str = "", *, another: bool = False
    ) -> MlPromptShown:
        """A task that is not solved; the one that is still open from today if it is about the topic.

        With `another` that one is kept as re-rolled, and a new one takes its place.
        Raises NotEnrolled, StreakWaits, UnknownTopic or AllTasksSolved.
        """
        tasks = await self._problems.ml()
        asked = Asked(Wish(topic=_topic_called(tasks, topic) if topic else ""))
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            prompts = await problem_prompts.of(tx, member.key, ML)
            kept = self._open(tasks, member, prompts, asked)
            if kept is not None and another:
                return await self._another(tx, member, kept, asked)
            if kept is None:
                for each in self._open_today(tasks, member, prompts):
                    # Wishing for something else is a re-roll too.
                    await problem_prompts.reroll(tx, member.key, each.id)
            return await self._shown(tx, member, kept or await self._choose(tx, member, asked))

    async def another(self, guild_id: int, user_id: int, prompt_id: int) -> MlPromptShown:
        """Another task in place of this one; pressed twice it changes once.

        Raises also PromptGone, and NothingElseFits: then nothing counts as re-rolled.
        """
        tasks = await self._problems.ml()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            pressed = await _find(tx, member, prompt_id)
            prompts = await problem_prompts.of(tx, member.key, ML)
            others = tuple(each for each in prompts if each.id != prompt_id)
            if (kept := self._open(tasks, member, others, pressed.asked)) is not None:
                await problem_prompts.reroll(tx, member.key, prompt_id)
                return await self._shown(tx, member, kept)
            return await self._another(tx, member, pressed, pressed.asked)

    async def find(self, guild_id: int, user_id: int, prompt_id: int) -> MlPromptShown:
        """The task of an earlier prompt. Raises PromptGone."""
        async with self._store.read() as tx:
            member = await following(tx, guild_id, user_id)
            return await self._shown(tx, member, await _find(tx, member, prompt_id))

    async def suggest_topics(self, typed: str) -> tuple[tuple[str, str], ...]:
        """Keys and titles of topics that hold what was typed, at most 25."""
        return find_topics(_topics(await self._problems.ml()), typed)

    def _open(
        self, tasks: MlProblems, member: Member, prompts: tuple[StoredPrompt, ...], asked: Asked
    ) -> StoredPrompt | None:
        fitting = {task.key for task in tasks.about(asked.wish.topic)}
        opened = self._open_today(tasks, member, prompts)
        return next((each for each in reversed(opened) if each.key in fitting), None)

    def _open_today(
        self, tasks: MlProblems, member: Member, prompts: tuple[StoredPrompt, ...]
    ) -> list[StoredPrompt]:
        today = member.day(self._clock.now())
        shown = (each for each in prompts if each.state is PromptState.SHOWN and each.day == today)
        return [each for each in shown if tasks.get(each.key) is not None]

    async def _another(self, tx: Tx, member: Member, old: StoredPrompt, asked: Asked) -> MlPromptShown:
        await problem_prompts.reroll(tx, member.key, old.id)
        stored = await self._choose(tx, member, asked)
        if stored.key == old.key:
            task = (await self._problems.ml()).get(old.key)
            raise NothingElseFits(task.label if task else old.key)
        return await self._shown(tx, member, stored)

    async def _choose(self, tx: Tx, member: Member, asked: Asked) -> StoredPrompt:
        tasks, now = await self._problems.ml(), self._clock.now()
        solves = await solves_of(tx, await self._problems.catalogue(), member.key)
        passed = {solve.key for solve in solves if solve.kind is ML}
        seen = [each.key for each in await problem_prompts.of(tx, member.key, ML)]
        level, topic = level_of(tasks, solves), asked.wish.topic
        task = tasks.pick(level, passed, seen, self._chance, topic)
        if task is None:
            raise AllTasksSolved(len(tasks.about(topic)), spoken(topic))
        new = StoredPrompt(ML, task.key, "", member.day(now), now, asked)
        return await problem_prompts.add(tx, member.key, new)

    async def _shown(self, tx: Tx, member: Member, stored: StoredPrompt) -> MlPromptShown:
        tasks = await self._problems.ml()
        task = tasks.get(stored.key)
        if task is None:
            raise PromptGone
        solves = await solves_of(tx, await self._problems.catalogue(), member.key)
        today = member.day(self._clock.now())
        prompts = await problem_prompts.of(tx, member.key, ML)
        return MlPromptShown(
            guild_id=member.guild_id,
            user_id=member.user_id,
            id=stored.id,
            task=task,
            level=level_of(tasks, solves),
            times=sum(solve.kind is ML and solve.key == task.key for solve in solves),
            solved=len({solve.key for solve in solves if solve.kind is ML}),
            total=len(tasks.all),
            rerolled=sum(each.state is PromptState.REROLLED and each.day == today for each in prompts),
        )


async def _find(tx: Tx, member: Member, prompt_id: int) -> StoredPrompt:
    for each in await problem_prompts.of(tx, member.key, ML):
        if each.id == prompt_id:
            return each
    raise PromptGone


def _topic_called(tasks: MlProblems, text: str) -> str:
    """A topic's key, or words that tasks are called by. Raises UnknownTopic."""
    try:
        return named_topic(_topics(tasks), text)
    except UnknownTopic:
        words = plain(text)
        if not tasks.about(words):
            raise
        return words


def _topics(tasks: MlProblems) -> dict[str, str]:
    return {topic: capitalised(spoken(topic)) for topic in tasks.topics}
