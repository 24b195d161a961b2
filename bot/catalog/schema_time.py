"""The format of time: budgets, day templates, schedules, habits."""

from datetime import time
from typing import Annotated, ClassVar

from pydantic import Field, PlainValidator, WithJsonSchema

from bot.catalog import scalars
from bot.catalog.schema_base import (
    Days,
    DurationText,
    Flag,
    HoursText,
    Key,
    Line,
    LinesText,
    MinutesText,
    Names,
    Node,
    RangeText,
    RefTo,
    Text,
    Title,
    made,
)
from bot.domain.roadmap_terms import Counted, DayPart, Period
from bot.domain.roadmap_time import ONCE, Block, Budget, DayTemplate, Habit, Schedule

ClockText = Annotated[
    tuple[time, time],
    PlainValidator(lambda value: scalars.clock(str(value).strip())),
    WithJsonSchema({"type": "string", "examples": ["06:00-08:00"]}),
]


class BudgetNode(Node):
    """Hours the source gives to one kind of work, for the whole span or each day or week of it."""

    kind: Title
    hours: HoursText
    per: Period | None = None

    def domain(self) -> Budget:
        """The budget."""
        return made(Budget, self, minutes=self.hours)


class BlockNode(Node):
    """A stretch of a day: `at` a clock time, or in a `part` of the day, or just a `length`."""

    title: Line
    at: ClockText | None = None
    part: DayPart | None = None
    length: MinutesText | None = None
    kind: Title | None = None
    study: Flag = True
    at_most: Flag = False
    source: LinesText | None = None

    def domain(self) -> Block:
        """The block."""
        starts, ends = self.at or (None, None)
        return made(Block, self, starts=starts, ends=ends, minutes=self.length)


class DayTemplateNode(Node):
    """What these weekdays look like."""

    weekdays: Days
    title: Title | None = None
    blocks: tuple[BlockNode, ...] = ()
    at_most: MinutesText | None = None
    rest: Flag = False

    def domain(self) -> DayTemplate:
        """The template."""
        limit = self.at_most.high if self.at_most else None
        return made(DayTemplate, self, limit_minutes=limit)


class ScheduleNode(Node):
    """A pace with its week, such as full-time and part-time."""

    noun: ClassVar[str] = "schedule"
    key: Key
    title: Title
    hours_per_week: HoursText | None = None
    duration: DurationText | None = None
    factor: RangeText | None = None
    days: tuple[DayTemplateNode, ...] = ()
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> Schedule:
        """The schedule."""
        return made(Schedule, self, minutes_per_week=self.hours_per_week)


class HabitNode(Node):
    """Something done again every day, week, month or year; `during` limits it to some sections."""

    noun: ClassVar[str] = "habit"
    key: Key
    title: Line
    every: Period
    times: RangeText | None = None
    on: Days = Field(default=())
    part: DayPart | None = None
    length: MinutesText | None = None
    counts: Counted | None = None
    during: Annotated[Names, RefTo(("section",))] = ()
    optional: Flag = False
    detail: Text | None = None
    source: LinesText | None = None

    def domain(self) -> Habit:
        """The habit."""
        return made(Habit, self, times=self.times or ONCE, minutes=self.length)
