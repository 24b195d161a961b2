"""What a group is prompted with: where its problem is drawn from, and what its post says of it. Pure."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from random import Random
from typing import Any

from bot.domain.leetcode import DailyProblem
from bot.domain.problem_needs import Week
from bot.domain.problem_prompts import list_called
from bot.domain.problem_references import address
from bot.domain.problem_search import plain
from bot.domain.problem_turns import USUAL_MIX, Mix, came_lately, next_turn, pool_of
from bot.domain.problems import Catalogue
from bot.domain.roadmap_claims import Difficulty

ROADMAP = "roadmap"
"""The source that follows the week of most members."""

DAILY = "daily"
"""The source that is LeetCode's own problem of the day."""

REF = "leetcode"
"""What the deliveries of a guild's prompts refer to."""

MOST_OF_EACH = 9
"""Of one difficulty in the mix."""

RESTING = 90
"""What the group had among so many prompts is no surprise as LeetCode's daily."""


@dataclass(frozen=True, slots=True)
class PostSetting:
    """What a guild's prompts are drawn from: ROADMAP, DAILY or the key of a list; and in which mix."""

    source: str = ROADMAP
    mix: Mix = field(default_factory=lambda: USUAL_MIX)


@dataclass(frozen=True, slots=True)
class GroupPrompt:
    """A problem as a group got it. It says the same ever after, whatever becomes of the catalogue.

    `source` is where it really comes from. `of_week` says whether it was drawn from what most members' week
    is about, `stand_in` that LeetCode's daily was wanted and did not come. It is the `number`-th of `size` in
    round `round`, all counted from 1; LeetCode's daily has 0 there.
    """

    key: str
    label: str
    difficulty: Difficulty | None
    topics: tuple[str, ...]
    source: str
    of_week: bool = False
    stand_in: bool = False
    number: int = 0
    size: int = 0
    round: int = 0

    @property
    def url(self) -> str:
        """Where it is read and solved."""
        return address(self.key)

    def to_json(self) -> str:
        """As it is stored beside its key and source."""
        kept = asdict(self)
        del kept["key"], kept["source"]
        return json.dumps(kept)

    @classmethod
    def from_json(cls, key: str, source: str, stored: str) -> "GroupPrompt":
        """What `to_json` wrote."""
        kept: dict[str, Any] = json.loads(stored)
        level, topics = kept.pop("difficulty"), kept.pop("topics")
        return cls(
            key=key,
            source=source,
            difficulty=Difficulty(level) if level else None,
            topics=tuple(topics),
            **kept,
        )


@dataclass(frozen=True, slots=True)
class Solvers:
    """How many of a group solved a post's problem since it came: on the day of the last one, and in all."""

    total: int = 0
    last_day: date | None = None
    on_last_day: int = 0


def solvers(days: Sequence[date]) -> Solvers:
    """From the day on which each of them first did."""
    if not days:
        return Solvers()
    return Solvers(len(days), max(days), days.count(max(days)))


def draw(
    catalogue: Catalogue,
    setting: PostSetting,
    history: Sequence[str],
    chance: Random,
    *,
    week: Week | None = None,
    daily: DailyProblem | None = None,
) -> GroupPrompt:
    """The next prompt of a group whose prompts so far are `history`, oldest first.

    A list that is gone and a daily that did not come, is paid or was just there give way to the week.
    """
    wants_daily = setting.source == DAILY
    if wants_daily and daily is not None and _is_welcome(catalogue, daily, history):
        return _of_leetcode(catalogue, daily)
    named = setting.source if setting.source in catalogue.lists else ""
    pool = pool_of(catalogue, named, None if named else week)
    if not named and came_lately(pool, history, setting.mix):
        # A week may fit fewer problems than it has days.
        pool = pool_of(catalogue)
    turn = next_turn(pool, history, setting.mix, chance)
    problem = turn.problem
    return GroupPrompt(
        key=problem.key,
        label=problem.label,
        difficulty=problem.difficulty,
        topics=problem.topics,
        source=named or ROADMAP,
        of_week=not named and len(pool) < len(catalogue.free),
        stand_in=wants_daily,
        number=turn.number,
        size=turn.size,
        round=turn.round,
    )


def _is_welcome(catalogue: Catalogue, daily: DailyProblem, history: Sequence[str]) -> bool:
    ours = catalogue.get(daily.slug)
    paid = daily.paid or (ours is not None and ours.paid)
    return not paid and daily.slug not in history[-RESTING:]


def _of_leetcode(catalogue: Catalogue, daily: DailyProblem) -> GroupPrompt:
    ours = catalogue.get(daily.slug)
    levels = {level.value: level for level in Difficulty}
    return GroupPrompt(
        key=daily.slug,
        label=ours.label if ours else f"{daily.number}. {daily.title}",
        difficulty=ours.difficulty if ours else levels.get(daily.difficulty),
        topics=ours.topics if ours else (),
        source=DAILY,
    )


def source_called(catalogue: Catalogue, text: str) -> str:
    """The source that a text names: ROADMAP, DAILY, or a list by its key or title.

    Raises UnknownProblemList.
    """
    wanted = plain(text)
    return wanted if wanted in {ROADMAP, DAILY} else list_called(catalogue, text).key
