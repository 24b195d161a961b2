"""A member's tasks: what /today and /week show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.buddies import BuddyLine
from bot.domain.comebacks import Comeback
from bot.domain.moments import Moment
from bot.domain.pace import Stretch
from bot.domain.roadmap import Item
from bot.domain.roadmap_time import Habit
from bot.domain.slips import Slip
from bot.domain.streaks import DayMark, Streak


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"


class EnrolmentState(StrEnum):
    """Where a member stands on a roadmap."""

    ACTIVE = "active"
    PAUSED = "paused"
    FINISHED = "finished"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Task:
    """One sitting on one study day. `item` is None for a task of the member's own or of a thread."""

    id: int
    title: str
    detail: str
    item: Item | None
    own: bool
    thread: bool
    sitting: int
    sittings: int
    day: date
    planned_minutes: int
    state: TaskState
    at: Stretch | None = None
    """The stretch of the day it begins in, for a member whose days have them."""


@dataclass(frozen=True, slots=True)
class HabitToday:
    """A habit that holds on a day, and whether it was kept on it."""

    habit: Habit
    kept: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a member is: minutes of planned work done or skipped, out of all, and when it should end.

    `finish` is the day of the roadmap's last open item, or of the last weekly or own task once only those are
    left; None when nothing is.
    """

    done_minutes: int
    total_minutes: int
    finish: date | None


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the panel of one study day shows. `where` is the roadmap's own words, outermost first."""

    guild_id: int
    user_id: int
    day: date
    zone: ZoneInfo
    cutoff_minutes: int
    roadmap_title: str
    state: EnrolmentState
    start: date
    """The first day of the plan."""
    paused_until: date | None
    planned: bool
    """Whether `day` is one of the member's study days."""
    tasks: tuple[Task, ...]
    where: tuple[str, ...]
    standing: Standing
    streak: Streak
    next_day: date | None
    """The next study day with open tasks after `day`, None when nothing is left."""
    slip: Slip | None = None
    """Against the promised finish."""
    habits: tuple[HabitToday, ...] = ()
    newer_version: bool = False
    """Whether the member's roadmap has a version they have not accepted."""
    set_aside: bool = False
    """Whether the member set a freeze aside for `day`: then nobody reminds them of it."""
    kept_by_freeze: date | None = None
    """The last day that asked for something, if a freeze kept it."""
    buddy: BuddyLine | None = None
    """What there is to say about the member's buddy, or about who asks to become one."""
    comeback: Comeback | None = None
    """What is said to a member who is back, or whose count starts again."""
    reached: tuple[Moment, ...] = ()
    """What the member reached just now."""

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """What is still to do today."""
        return tuple(task for task in self.tasks if task.state is TaskState.OPEN)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from `monday`, each with its tasks; `offset` counts weeks from the present one."""

    guild_id: int
    user_id: int
    offset: int
    monday: date
    today: date
    start: date
    """The first day of the plan."""
    where: tuple[str, ...]
    days: tuple[tuple[Task, ...], ...]
    planned: tuple[bool, ...]
    """Whether each day is a study day of the member."""
    pace_minutes: int
    marks: Mapping[date, DayMark] = field(default_factory=dict[date, DayMark])
    """What the days up to today came to for the streak."""

    def day(self, index: int) -> date:
        """The date of day `index`, 0 is Monday."""
        return self.monday + timedelta(days=index)
