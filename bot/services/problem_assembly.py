"""The use cases of coding problems, put together."""

from dataclasses import dataclass

from bot.domain.clock import Clock
from bot.domain.leetcode import LeetCode
from bot.services.claim_records import ClaimRecords
from bot.services.listeners import OnChange
from bot.services.ml_prompts import MlPrompts
from bot.services.plans import Planner
from bot.services.problem_due import ProblemDue
from bot.services.problem_links import ProblemLinks
from bot.services.problem_post_settings import ProblemPostSettings
from bot.services.problem_posts import ProblemPosts
from bot.services.problem_progress import ProblemProgressService
from bot.services.problem_prompts import ProblemPrompts
from bot.services.problem_shelf import ProblemShelf
from bot.services.problem_solves import ProblemSolves
from bot.services.shelf import Shelf
from bot.store.transaction import Store


@dataclass(frozen=True, slots=True)
class Outside:
    """What problems have to do with LeetCode itself: its client, None while it is switched off, and who hears
    that somebody waits to be looked at there."""

    leetcode: LeetCode | None
    on_look: OnChange


@dataclass(frozen=True, slots=True)
class Problems:
    """One attribute for each."""

    due: ProblemDue
    links: ProblemLinks
    ml_prompts: MlPrompts
    post_settings: ProblemPostSettings
    posts: ProblemPosts
    progress: ProblemProgressService
    prompts: ProblemPrompts
    shelf: ProblemShelf
    solves: ProblemSolves


def assemble_problems(
    store: Store,
    clock: Clock,
    shelf: Shelf,
    planner: Planner,
    records: ClaimRecords,
    problems: ProblemShelf,
    outside: Outside,
    on_change: OnChange,
) -> Problems:
    """All of them on one store; `on_change` hears when something falls due."""
    leetcode = outside.leetcode
    solves = ProblemSolves(store, clock, shelf, problems, records)
    return Problems(
        due=ProblemDue(store, clock, problems, solves),
        links=ProblemLinks(store, clock, solves, leetcode, outside.on_look),
        ml_prompts=MlPrompts(store, clock, problems),
        post_settings=ProblemPostSettings(
            store, clock, problems, on_change, daily_offered=leetcode is not None
        ),
        posts=ProblemPosts(store, shelf, problems, leetcode),
        progress=ProblemProgressService(store, clock, problems, solves, records),
        prompts=ProblemPrompts(store, clock, shelf, planner, records, problems),
        shelf=problems,
        solves=solves,
    )
