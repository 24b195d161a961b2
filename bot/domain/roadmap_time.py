"""When things happen in a roadmap: spans, budgets, day templates, habits, threads' cadence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from fractions import Fraction

from bot.domain.roadmap_terms import Counted, DayPart, Lines, Period, Range, Weekday


class SpanUnit(StrEnum):
    """What a document counts in.

    Inside a document a month is four weeks, as in every roadmap that numbers its weeks; on a calendar it is
    the twelfth part of 52.
    """

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    @property
    def days(self) -> int:
        """The length of one unit in days."""
        return {SpanUnit.DAY: 1, SpanUnit.WEEK: 7, SpanUnit.MONTH: 28}[self]

    @property
    def calendar_weeks(self) -> Fraction:
        """The length of one unit on a calendar, in weeks."""
        return Fraction(52, 12) if self is SpanUnit.MONTH else Fraction(self.days, 7)


@dataclass(frozen=True, slots=True)
class Span:
    """Which days, weeks or months a section fills, counted from 1; `last` None means open-ended.

    `local` counts from the start of the section around it instead of from the start of the roadmap.
    """

    unit: SpanUnit
    first: int
    last: int | None
    local: bool = False


@dataclass(frozen=True, slots=True)
class DayRange:
    """Days since the start of the roadmap, the first being 0; `last` None means without end."""

    first: int
    last: int | None


def absolute(spans: Iterable[Span | None]) -> DayRange | None:
    """Where the innermost of nested spans lies, outermost given first; None when none of them has one."""
    found: DayRange | None = None
    for span in (span for span in spans if span):
        base = found.first if found and span.local else 0
        last = None if span.last is None else base + span.last * span.unit.days - 1
        found = DayRange(base + (span.first - 1) * span.unit.days, last)
    return found


def calendar_weeks(spans: Iterable[Span | None]) -> tuple[Fraction, Fraction] | None:
    """Calendar weeks until the innermost of nested spans begins and ends, outermost given first; None without
    any.

    One without an end counts with its first unit.
    """
    found: tuple[Fraction, Fraction] | None = None
    for span in (span for span in spans if span):
        base = found[0] if found and span.local else Fraction(0)
        first = base + (span.first - 1) * span.unit.calendar_weeks
        found = first, base + (span.last or span.first) * span.unit.calendar_weeks
    return found


@dataclass(frozen=True, slots=True)
class Duration:
    """How long the whole takes according to the source: 3-6 months, 16 weeks."""

    amount: Range
    unit: SpanUnit

    @property
    def calendar_weeks(self) -> Fraction:
        """The longest it takes, in weeks of the calendar."""
        return Fraction(self.amount.high or self.amount.low) * self.unit.calendar_weeks


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a unit a milestone or target is due by; month 4-5 has first 4 and last 5.

    A deadline without a unit is the end of the roadmap.
    """

    unit: SpanUnit | None = None
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Budget:
    """Minutes the source gives to one kind of work, for the whole span or a day or week of it."""

    kind: str
    minutes: Range
    per: Period | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a day template; it has a clock time, a part of the day or neither.

    `minutes` is None when the source gives no length. `study` is False for lunch, a walk or rest.
    `at_most` marks an upper limit rather than a promise.
    """

    title: str
    starts: time | None = None
    ends: time | None = None
    part: DayPart | None = None
    minutes: Range | None = None
    kind: str = ""
    study: bool = True
    at_most: bool = False
    source: tuple[Lines, ...] = ()


@dataclass(frozen=True, slots=True)
class DayTemplate:
    """What the days of these weekdays look like; `limit_minutes` is the most that day should hold."""

    weekdays: tuple[Weekday, ...]
    blocks: tuple[Block, ...]
    title: str = ""
    limit_minutes: float | None = None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """A pace with its week: full-time or part-time, and how long the roadmap takes at it.

    `factor` is how much longer than the nominal plan it takes, `days` may be empty.
    """

    key: str
    title: str
    minutes_per_week: Range | None = None
    duration: Duration | None = None
    factor: Range | None = None
    days: tuple[DayTemplate, ...] = ()
    detail: str = ""
    source: tuple[Lines, ...] = ()


ONCE = Range(1, 1)


@dataclass(frozen=True, slots=True)
class Habit:
    """Something done again every period. `during` names the sections it belongs to; empty means always."""

    key: str
    title: str
    every: Period
    times: Range = ONCE
    on: tuple[Weekday, ...] = ()
    part: DayPart | None = None
    minutes: Range | None = None
    counts: Counted | None = None
    during: tuple[str, ...] = ()
    optional: bool = False
    detail: str = ""
    source: tuple[Lines, ...] = ()
