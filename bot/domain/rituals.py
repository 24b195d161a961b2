"""What a group does together in a week and a month: when, and about which period. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.calendar import DEFAULT_CUTOFF_MINUTES, EVERY_DAY, monday_of
from bot.domain.ritual_errors import RitualClosed
from bot.domain.schedules import Rhythm


class Ritual(StrEnum):
    """What a group does together. Members write for all but the digest, which the bot tells by itself."""

    GOALS = "goals"
    ADJUST = "adjust"
    WINS = "wins"
    PLAN = "plan"
    REVIEW = "review"
    DIGEST = "digest"

    @property
    def monthly(self) -> bool:
        """Whether it comes on the last day of a month instead of on a weekday."""
        return self is Ritual.REVIEW


WRITTEN = tuple(ritual for ritual in Ritual if ritual is not Ritual.DIGEST)
WEEKLY = tuple(ritual for ritual in WRITTEN if not ritual.monthly)


@dataclass(frozen=True, slots=True)
class Timing:
    """Minutes after midnight in the guild's zone, on a weekday or (None) on the last day of a month."""

    weekday: int | None
    minute: int

    def rhythm(self, zone: ZoneInfo) -> Rhythm:
        """The same as a rhythm of the guild's days."""
        weekdays = EVERY_DAY if self.weekday is None else frozenset({self.weekday})
        return Rhythm(self.minute, weekdays, zone, DEFAULT_CUTOFF_MINUTES, month_end=self.weekday is None)


USUAL: Mapping[Ritual, Timing] = {
    Ritual.GOALS: Timing(0, 9 * 60),
    Ritual.ADJUST: Timing(2, 9 * 60),
    Ritual.WINS: Timing(4, 16 * 60),
    Ritual.PLAN: Timing(6, 17 * 60),
    Ritual.REVIEW: Timing(None, 17 * 60),
    Ritual.DIGEST: Timing(0, 8 * 60),
}
"""Until an organiser chooses otherwise."""

_LEAN = {Ritual.GOALS: 1, Ritual.WINS: -1, Ritual.PLAN: -3, Ritual.REVIEW: -7}
"""Days by which a ritual looks ahead or back: goals on Sunday are the next week's, a plan made by Wednesday
still looks back on the last week, and a review in the first week of a month is about the month before."""


def period_of(ritual: Ritual, day: date) -> date:
    """The period that `day` lies in: a week by its Monday, a month by its first day."""
    return day.replace(day=1) if ritual.monthly else monday_of(day)


def present_period(ritual: Ritual, day: date) -> date:
    """What somebody who takes part on `day` writes about."""
    return period_of(ritual, day + timedelta(days=_LEAN.get(ritual, 0)))


def before(ritual: Ritual, period: date) -> date:
    """The period just before."""
    return period_of(ritual, period - timedelta(days=1))


def after(ritual: Ritual, period: date) -> date:
    """The period just after."""
    return period_of(ritual, period + timedelta(days=32 if ritual.monthly else 7))


def week_of(ritual: Ritual, period: date) -> date:
    """The Monday of the week in which a period is looked at: of a month, the one that its last day is in."""
    return monday_of(after(ritual, period) - timedelta(days=1)) if ritual.monthly else period


def month_of(monday: date) -> date | None:
    """The month that is looked at in this week, by its first day; None for most weeks."""
    month = monday.replace(day=1)
    return month if week_of(Ritual.REVIEW, month) == monday else None


def is_open(ritual: Ritual, period: date, day: date) -> bool:
    """Whether it may be written for: the present period, and those beside it."""
    present = present_period(ritual, day)
    return period in (before(ritual, present), present, after(ritual, present))


def check_open(ritual: Ritual, period: date, day: date) -> date:
    """The period itself while it is open.

    A guild's day can be ahead of a member's, and last week's post still has its button. Raises RitualClosed.
    """
    if not is_open(ritual, period, day):
        raise RitualClosed(ritual.value, period)
    return period
