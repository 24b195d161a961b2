"""What the picture of /progress says, in words; they load without the library that draws."""

from collections import Counter

from bot.domain.hours_by_kind import Basis, KindHours
from bot.domain.progress import WEEKS_SHOWN, DayMark, ProgressChart
from bot.ui.text import clip, full_date, hours_text, percent, plural

MAX_ALT_TEXT = 1024
"""https://discord.com/developers/docs/resources/message#attachment-object"""

_BASIS = {
    Basis.BUDGET: "against the budget so far",
    Basis.PLAN: "against what was planned so far",
    Basis.BOTH: "against the budget so far (what was planned where the roadmap states none)",
}


def summary(chart: ProgressChart) -> tuple[str, ...]:
    """What the picture says, a sentence a line; nothing in it was written by a person."""
    return (_done(chart), _finish(chart), *_kinds(chart), _streak(chart), _week(chart), _days(chart))


def alt_text(chart: ProgressChart) -> str:
    """The description of the picture for those who do not see it."""
    return clip(" ".join((f"Progress chart of {clip(chart.title, 200)}.", *summary(chart))), MAX_ALT_TEXT)


def slip_text(chart: ProgressChart) -> str:
    """How the member stands against the plan; half an hour either way is on plan."""
    if not chart.total_minutes:
        return "nothing planned yet"
    if chart.finished:
        return "finished"
    if abs(chart.slip_minutes) < 30:
        return "on plan"
    side = "behind" if chart.slip_minutes > 0 else "ahead of"
    return f"{hours_text(abs(chart.slip_minutes))} {side} plan"


def _done(chart: ProgressChart) -> str:
    done, total = hours_text(chart.settled_minutes), hours_text(chart.total_minutes)
    skipped = f", {hours_text(chart.skipped_minutes)} of it skipped" if chart.skipped_minutes else ""
    return f"{percent(chart.settled_minutes, chart.total_minutes)} done: {done} of {total}{skipped}."


def _finish(chart: ProgressChart) -> str:
    if chart.finished:
        return f"Finished on {full_date(chart.settled[-1].day)}."
    standing = slip_text(chart).capitalize()
    return (
        f"{standing}, projected to finish on {full_date(chart.finish)}." if chart.finish else f"{standing}."
    )


def _kinds(chart: ProgressChart) -> tuple[str, ...]:
    """One sentence, none when there is nothing to tell."""
    hours = chart.by_kind
    return (f"By kind, {_BASIS[hours.basis]}: {'; '.join(map(_kind, hours.kinds))}.",) if hours.kinds else ()


def _kind(row: KindHours) -> str:
    return (
        f"{row.kind.value} {hours_text(row.done)} of {hours_text(row.due)} ({hours_text(row.whole)} in all)"
    )


def _streak(chart: ProgressChart) -> str:
    return f"Streak: {plural(chart.streak.current, 'day')}, longest {plural(chart.streak.longest, 'day')}."


def _week(chart: ProgressChart) -> str:
    return f"This week: {hours_text(chart.week_minutes)} of {hours_text(chart.pace_minutes)}."


def _days(chart: ProgressChart) -> str:
    count = Counter(day.mark for day in chart.heat)
    studied, rest = plural(count[DayMark.ACTIVE], "day"), plural(count[DayMark.REST], "rest day")
    others = f"{count[DayMark.MISSED]} missed, {count[DayMark.PAUSED]} paused"
    return f"Last {WEEKS_SHOWN} weeks: {studied} studied, {others}, {rest}."
