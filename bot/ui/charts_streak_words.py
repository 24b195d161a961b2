"""What the picture of a streak says, in words; they load without the library that draws."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import dropwhile

from bot.domain.calendar import monday_of
from bot.domain.streaks import DayMark, Streak, StreakDay
from bot.ui.text import human_join, plural

FEWEST_WEEKS, WEEKS_SHOWN = 8, 26
"""A picture holds as many weeks as there are, between these."""


class Shown(StrEnum):
    """What the picture tells apart, in the order of its legend."""

    DONE = "done"
    FILLED_IN = "filled in"
    FROZEN = "frozen"
    FORGIVEN = "forgiven"
    FREE = "free"
    PAUSED = "paused"
    MISSED = "missed"
    OPEN = "open"


SHOWN = {
    DayMark.DONE: Shown.DONE,
    DayMark.BACKFILLED: Shown.FILLED_IN,
    DayMark.FROZEN: Shown.FROZEN,
    DayMark.AMNESTY: Shown.FORGIVEN,
    DayMark.OUTAGE: Shown.FORGIVEN,
    DayMark.TRAVEL: Shown.FORGIVEN,
    DayMark.FREE: Shown.FREE,
    DayMark.REST: Shown.FREE,
    DayMark.PAUSED: Shown.PAUSED,
    DayMark.MISSED: Shown.MISSED,
    DayMark.OPEN: Shown.OPEN,
}


def days_shown(days: Sequence[StreakDay], today: date) -> tuple[StreakDay, ...]:
    """The days of the last weeks, this one included, from the first that was not free."""
    monday = monday_of(today) - timedelta(weeks=WEEKS_SHOWN - 1)
    recent = (day for day in days if monday <= day.day <= today)
    return tuple(dropwhile(lambda day: day.mark is DayMark.FREE, recent))


def weeks_shown(shown: Sequence[StreakDay], today: date) -> int:
    """How many weeks the picture of these days has."""
    first = shown[0].day if shown else today
    weeks = (monday_of(today) - monday_of(first)).days // 7 + 1
    return min(max(weeks, FEWEST_WEEKS), WEEKS_SHOWN)


def today_text(streak: Streak) -> str:
    """How today stands."""
    if streak.today_done:
        return "today counts"
    if streak.today_forgiven:
        return "today is forgiven"
    return "today is open" if streak.today_planned else "today is free"


def freezes_text(streak: Streak) -> str:
    """How many are held, and when one more is earned."""
    if streak.next_freeze_in is None:
        return f"{plural(streak.freezes, 'freeze')} held"
    held = plural(streak.freezes, "freeze") if streak.freezes else "no freeze"
    return f"{held} held, next in {plural(streak.next_freeze_in, 'day')}"


def streak_alt_text(days: Sequence[StreakDay], streak: Streak, today: date) -> str:
    """The description of the picture for those who do not see it."""
    shown = days_shown(days, today)
    count = Counter(SHOWN[day.mark] for day in shown)
    told = human_join([f"{count[each]} {each.value}" for each in Shown if count[each]])
    numbers = f"{plural(streak.current, 'day')}, longest {plural(streak.longest, 'day')}"
    standing = f"Streak: {numbers}; {freezes_text(streak)}; {today_text(streak)}."
    if not shown:
        return standing
    return f"{standing} The last {plural(len(shown), 'day')}: {told}."
