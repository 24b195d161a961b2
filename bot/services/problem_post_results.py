"""What the use cases around a group's problem of the day answer with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.problem_posts import GroupPrompt, PostSetting, Solvers
from bot.domain.problems import ProblemList
from bot.domain.roadmap_claims import Difficulty


@dataclass(frozen=True, slots=True)
class PostBoard:
    """A guild's problem of the day as its organisers have it. `channel_id` is its own, `posts_in` where it
    really goes; `lists` are those it can be drawn from, by key."""

    guild_id: int
    zone: ZoneInfo
    setting: PostSetting
    minute: int
    weekdays: frozenset[int]
    channel_id: int | None
    posts_in: int | None
    next_due_at: datetime | None
    """None while it is off."""
    lists: Mapping[str, ProblemList]
    daily_offered: bool
    """Whether LeetCode may be asked for its own."""
    pool: int | None = None
    """How many problems of the chosen list come in this mix; None for what is no list."""

    @property
    def on(self) -> bool:
        """Whether it comes."""
        return self.next_due_at is not None


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post as it reads at this moment. `drawn_from` is the list it is of; None for the other sources.

    `marker` begins the custom_id of one of its parts; `late_by` is zero when it came on time.
    """

    guild_id: int
    marker: str
    post_id: int
    day: date
    prompt: GroupPrompt
    drawn_from: ProblemList | None
    solvers: Solvers
    late_by: timedelta


@dataclass(frozen=True, slots=True)
class PostPlace:
    """A post and the message that shows it."""

    shown: PostShown
    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Answering:
    """What a member answers who presses a post; `solve_id` is what they answered before."""

    key: str
    solve_id: int | None
    difficulty: Difficulty | None = None
    """LeetCode's, as far as the post knew it."""
