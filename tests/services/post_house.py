"""A guild with a problem of the day, over a small roadmap and a small catalogue."""

from collections.abc import Sequence
from datetime import date

from bot.catalog import Catalog
from bot.domain.delivery import Claim
from bot.domain.leetcode import (
    Answer,
    DailyProblem,
    Found,
    LeetCode,
    Profile,
    Reason,
    Submission,
    Unavailable,
)
from bot.domain.ml_problems import MlProblems
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Sent
from bot.domain.roadmap import Item, Roadmap, Section
from bot.domain.roadmap_claims import Problems
from bot.domain.roadmap_terms import ItemKind
from bot.services.claim_records import ClaimRecords
from bot.services.deliveries import DeliveryService
from bot.services.plans import Planner
from bot.services.problem_post_results import PostShown
from bot.services.problem_post_settings import ProblemPostSettings
from bot.services.problem_posts import ProblemPosts
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.shelf import Shelf
from bot.store import members, tasks
from bot.store.tasks import NewTask
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, NUDGE_CHANNEL, HandClock, enrol, open_channel, utc
from tests.domain.problem_samples import SMALL

SUNDAY = utc("2026-05-31 10:00")
MONDAY = date(2026, 6, 1)
NINE = utc("2026-06-01 07:00")
"""Nine o'clock in Berlin on Monday."""

MESSAGE = 900
"""Where the post can be read."""

TODAY = DailyProblem(MONDAY, "some-daily", 4000, "Some Daily", "hard", paid=False)


def _week(key: str, **tags: str) -> Section:
    items = tuple(
        Item(name, ItemKind.TOPIC, name, 30, problems=Problems(tags=(tag,)) if tag else None)
        for name, tag in tags.items()
    )
    return Section(key, key, key, items)


ROADMAP = Roadmap(
    "deep-dive-16w",
    "v1",
    "A roadmap",
    "",
    600,
    (_week("week-1", arrays="array", reading=""), _week("week-2", trees="tree", nodes="binary-search-tree")),
)


class Site(LeetCode):
    """LeetCode with one problem of the day, or without an answer."""

    def __init__(self, today: DailyProblem | None) -> None:
        self.today = today
        self.asked = 0

    async def profile(self, username: str) -> Answer[Profile]:
        return Unavailable(Reason.NETWORK, NINE)

    async def solved(self, username: str) -> Answer[tuple[Submission, ...]]:
        return Unavailable(Reason.NETWORK, NINE)

    async def daily(self) -> Answer[DailyProblem]:
        self.asked += 1
        return Found(self.today) if self.today else Unavailable(Reason.NETWORK, NINE)


class PostHouse:
    """One process over a store; another one on the same store is a restart."""

    def __init__(self, store: Store, clock: HandClock, leetcode: LeetCode | None = None) -> None:
        self.store = store
        self.clock = clock
        self.heard: list[object] = []
        shelf, problems = Shelf(Catalog([ROADMAP])), ProblemShelf(lambda: SMALL, lambda: MlProblems([]))
        daily = leetcode is not None
        self.settings = ProblemPostSettings(store, clock, problems, self.heard.append, daily_offered=daily)
        self.posts = ProblemPosts(store, shelf, problems, leetcode)
        records = ClaimRecords(store, clock, shelf, Planner(shelf), problems)
        self.solves = ProblemSolves(store, clock, shelf, problems, records)
        self.outbox = DeliveryService(store, owner="here")

    async def open(self, **settings: object) -> "PostHouse":
        """Ada has joined, there is a nudge channel, and the problem of the day is on."""
        await enrol(self.store, self.clock)
        await open_channel(self.store, self.clock)
        await self.settings.change(GUILD, on=True, **settings)  # pyright: ignore[reportArgumentType]
        return self

    async def plan(self, *keys: str, user_id: int = ADA, day: date = MONDAY) -> None:
        """Somebody has these items on this day."""
        async with self.store.write() as tx:
            enrolment = (await members.enrolled(tx, GUILD, user_id)).enrolment
            await tasks.insert_many(
                tx, enrolment.id, [NewTask(key, 1, 1, day, at, 30) for at, key in enumerate(keys)]
            )

    async def claims(self) -> Sequence[Claim]:
        """What is due and may be sent at this moment."""
        await self.outbox.tick(self.clock.now())
        return await self.outbox.next_batch(self.clock.now())

    async def said(self) -> PostShown:
        """What is posted at this moment."""
        (claim,) = await self.claims()
        shown = await self.posts.brief(claim, self.clock.now())
        assert not isinstance(shown, Quiet)
        await self.outbox.settle(claim, Sent(NUDGE_CHANNEL, MESSAGE), self.clock.now())
        return shown
