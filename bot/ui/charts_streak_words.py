"""What the picture of a streak says, in words; they load without the library that draws."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import dropwhile

from bot.domain.calendar import monday_of
from bot.domain.streaks import DayMark, Streak, StreakDay
from bot.ui.language import N_, _, ngettext
from bot.ui.text import human_join

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


TOLD = {
    Shown.DONE: N_("{count} done"),
    Shown.FILLED_IN: N_("{count} filled in"),
    Shown.FROZEN: N_("{count} frozen"),
    Shown.FORGIVEN: N_("{count} forgiven"),
    Shown.FREE: N_("{count} free"),
    Shown.PAUSED: N_("{count} paused"),
    Shown.MISSED: N_("{count} missed"),
    Shown.OPEN: N_("{count} open"),
}
"""So many days of each, in words."""


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
        return _("today counts")
    if streak.today_forgiven:
        return _("today is forgiven")
    return _("today is open") if streak.today_planned else _("today is free")


def freezes_text(streak: Streak) -> str:
    """How many are held, and when one more is earned."""
    held = ngettext("{count:,} freeze held", "{count:,} freezes held", streak.freezes)
    if streak.next_freeze_in is None:
        return held
    coming = ngettext("next in {count:,} day", "next in {count:,} days", streak.next_freeze_in)
    return _(", ").join([held if streak.freezes else _("no freeze held"), coming])


def streak_alt_text(days: Sequence[StreakDay], streak: Streak, today: date) -> str:
    """The description of the picture for those who do not see it."""
    shown = days_shown(days, today)
    count = Counter(SHOWN[day.mark] for day in shown)
    told = human_join([_(TOLD[each], count=count[each]) for each in Shown if count[each]])
    standing = _(
        "Streak: {days}, longest {longest}; {freezes}; {today}.",
        days=_days(streak.current),
        longest=_days(streak.longest),
        freezes=freezes_text(streak),
        today=today_text(streak),
    )
    if not shown:
        return standing
    last = ngettext(
        "The last {count:,} day: {told}.", "The last {count:,} days: {told}.", len(shown), told=told
    )
    return f"{standing} {last}"


def _days(count: int) -> str:
    return ngettext("{count:,} day", "{count:,} days", count)
