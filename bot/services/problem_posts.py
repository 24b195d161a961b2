"""A guild's problem of the day as it leaves, who answers it, and how its message shows what became of it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from random import Random

from bot.domain.delivery import ON_TIME, Claim, Delivery, Reason, marker_of
from bot.domain.errors import NoLongerAvailable
from bot.domain.leetcode import DailyProblem, Found, LeetCode
from bot.domain.nudges import Quiet
from bot.domain.problem_posts import DAILY, REF, Solvers, draw, solvers
from bot.domain.problems import Catalogue
from bot.services.briefing import late_by, why_silent
from bot.services.latest import Latest
from bot.services.problem_post_results import Answering, PostPlace, PostShown
from bot.services.problem_post_settings import PROMPT
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_weeks import week_of_group
from bot.services.shelf import Shelf
from bot.store import delivery_log, enrolments, guilds, members, problem_posts, schedules
from bot.store.problem_posts import StoredPost
from bot.store.transaction import Store, Tx

DAILY_SECONDS = 15
"""As long as one answer of LeetCode may take: the sender holds the message for 50 seconds."""


MOST_DRAWN = 1_000
"""Posts that this process remembers as they stand."""


class ProblemPosts:
    """Without `leetcode` its daily gives way to the roadmap's week."""

    def __init__(
        self, store: Store, shelf: Shelf, problems: ProblemShelf, leetcode: LeetCode | None = None
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._problems = problems
        self._leetcode = leetcode
        self._redrawing = Latest()
        self._drawn: dict[int, PostPlace] = {}

    async def brief(self, claim: Claim, now: datetime) -> PostShown | Quiet:
        """What to post at this moment, or why to post nothing.

        The problem is chosen once and stored: another try says the same.
        """
        async with self._store.read() as tx:
            schedule = await schedules.find_of_guild(tx, claim.guild_id, claim.kind, claim.ref)
            anybody = await enrolments.any_current(tx, claim.guild_id)
            wants_daily = (await problem_posts.setting(tx, claim.guild_id)).source == DAILY
            day = schedule.rhythm.day_of(claim.due_at) if schedule else claim.due_at.date()
            known = await problem_posts.of_day(tx, claim.guild_id, day)
        reason = why_silent(schedule, claim, now)
        if reason or schedule is None or claim.ref != REF:
            return Quiet(reason or Reason.OFF)
        if not anybody:
            return Quiet(Reason.LEFT)
        daily = await self._daily() if wants_daily and known is None else None
        catalogue = await self._problems.catalogue()
        async with self._store.write() as tx:
            post = known or await self._chosen(tx, catalogue, claim.guild_id, day, daily, now)
            return await _shown(tx, catalogue, post, marker_of(claim.id), late_by(claim, now))

    async def answering(self, guild_id: int, user_id: int, post_id: int) -> Answering:
        """What somebody answers by pressing a post. Raises NotEnrolled or NoLongerAvailable."""
        async with self._store.read() as tx:
            post = await problem_posts.find(tx, guild_id, post_id)
            if post is None:
                raise NoLongerAvailable
            member = (await members.enrolled(tx, guild_id, user_id)).member
            mine = await problem_posts.answer(tx, member.key, post_id)
            return Answering(post.prompt.key, mine, post.prompt.difficulty)

    async def newest_of(self, guild_id: int, key: str) -> int | None:
        """The guild's last post of this problem."""
        async with self._store.read() as tx:
            post = await problem_posts.newest_of(tx, guild_id, key)
            return post.id if post else None

    async def redraw(self, guild_id: int, post_id: int, show: Callable[[PostPlace], Awaitable[bool]]) -> None:
        """Let a post's message show how many solved it by now, while it is known which message that is.

        One at a time: what is shown last is the newest. What `show` has shown before (it says whether it
        could) is not shown again.
        """

        async def work() -> None:
            place = await self._place(guild_id, post_id)
            if place is None or self._drawn.get(post_id) == place:
                return
            if len(self._drawn) >= MOST_DRAWN:
                self._drawn.clear()
            if await show(place):
                self._drawn[post_id] = place

        await self._redrawing.run(post_id, work)

    async def _place(self, guild_id: int, post_id: int) -> PostPlace | None:
        catalogue = await self._problems.catalogue()
        async with self._store.read() as tx:
            post = await problem_posts.find(tx, guild_id, post_id)
            sent = await _sent(tx, post) if post else None
            if post is None or sent is None or sent.channel_id is None or sent.message_id is None:
                return None
            late = (sent.settled_at or sent.due_at) - sent.due_at
            late = late if late > ON_TIME else timedelta(0)
            shown = await _shown(tx, catalogue, post, marker_of(sent.id), late)
            return PostPlace(shown, sent.channel_id, sent.message_id)

    async def _chosen(
        self,
        tx: Tx,
        catalogue: Catalogue,
        guild_id: int,
        day: date,
        daily: DailyProblem | None,
        now: datetime,
    ) -> StoredPost:
        setting = await problem_posts.setting(tx, guild_id)
        listed = setting.source in catalogue.lists
        prompt = draw(
            catalogue,
            setting,
            await problem_posts.history(tx, guild_id),
            Random(f"{guild_id} {day}"),  # noqa: S311 - chance, not a secret
            week=None if listed else await week_of_group(tx, self._shelf, guild_id, day),
            daily=daily,
        )
        return await problem_posts.add(tx, guild_id, day, prompt, now)

    async def _daily(self) -> DailyProblem | None:
        if self._leetcode is None:
            return None
        try:
            async with asyncio.timeout(DAILY_SECONDS):
                answer = await self._leetcode.daily()
        except TimeoutError:
            return None
        return answer.value if isinstance(answer, Found) else None


async def _shown(tx: Tx, catalogue: Catalogue, post: StoredPost, marker: str, late: timedelta) -> PostShown:
    return PostShown(
        guild_id=post.guild_id,
        marker=marker,
        post_id=post.id,
        day=post.day,
        prompt=post.prompt,
        drawn_from=catalogue.lists.get(post.prompt.source),
        solvers=await _solvers(tx, post),
        late_by=late,
    )


async def _solvers(tx: Tx, post: StoredPost) -> Solvers:
    """On the guild's own calendar."""
    zone = (await guilds.settings(tx, post.guild_id)).zone
    moments = await problem_posts.solved_at(tx, post)
    return solvers([moment.astimezone(zone).date() for moment in moments])


async def _sent(tx: Tx, post: StoredPost) -> Delivery | None:
    """The message of a post, while the log of deliveries still has it."""
    sent = await delivery_log.sent_to_guild(tx, post.guild_id, PROMPT, REF, post.day, post.day)
    return next(iter(sent), None)
