"""Local days and local times. The only module that does arithmetic with time zones."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

DEFAULT_CUTOFF_MINUTES = 180
"""A study day ends at 03:00 local time, not at midnight."""


def study_day(now: datetime, zone: ZoneInfo, cutoff_minutes: int = DEFAULT_CUTOFF_MINUTES) -> date:
    """The local date that counts at `now` (aware): it lasts until the cut-off of the next morning."""
    raise NotImplementedError


def local_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time: first instant after a gap, first of two in a repeated hour."""
    raise NotImplementedError


def next_occurrence(after: datetime, at: time, zone: ZoneInfo, weekdays: frozenset[int]) -> datetime:
    """The first UTC instant strictly later than `after` at local `at` on one of `weekdays` (Monday is 0)."""
    raise NotImplementedError
