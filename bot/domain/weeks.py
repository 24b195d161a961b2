"""ISO weeks in UTC, written as in 2026-W48: the weeks of mock-interview rounds. Pure."""

import re
from datetime import UTC, date, datetime, time, timedelta

WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
DAYS = 7


def week_of(instant: datetime) -> str:
    """The week an instant lies in, in UTC."""
    return named(instant.astimezone(UTC).date())


def named(day: date) -> str:
    """The week of a calendar day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def starts(week: str) -> datetime:
    """Monday 00:00 UTC of a week; ValueError for what is none."""
    found = WEEK.fullmatch(week)
    if found is None:
        raise ValueError(f"not a week: {week!r}")
    return datetime.combine(date.fromisocalendar(int(found[1]), int(found[2]), 1), time.min, UTC)


def ends(week: str) -> datetime:
    """The first instant after a week."""
    return starts(week) + timedelta(days=DAYS)


def after(week: str, count: int = 1) -> str:
    """The week `count` weeks later, or earlier if it is negative."""
    return week_of(starts(week) + timedelta(weeks=count))


def between(earlier: str, later: str) -> int:
    """How many weeks lie between two; negative if the second comes first."""
    return (starts(later) - starts(earlier)).days // DAYS
