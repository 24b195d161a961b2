"""The picture of /progress, and the same in words."""

from collections import Counter

from bot.domain.progress import WEEKS_SHOWN, DayMark, ProgressChart
from bot.ui.charts_burnup import draw_burnup
from bot.ui.charts_canvas import Canvas, drawable
from bot.ui.charts_figures import draw_figures, slip_text
from bot.ui.charts_heat import draw_heat
from bot.ui.text import clip, full_date, hours_text, percent, plural
from bot.ui.theme import PALETTE

WIDTH, HEIGHT = 1000, 572
MARGIN, TITLE_BASE = 28, 50
MAX_ALT_TEXT = 1024
"""https://discord.com/developers/docs/resources/message#attachment-object"""


def progress_chart(chart: ProgressChart) -> bytes:
    """The picture as PNG: burn-up, heat map and figures. Some 30 ms of work, for any thread to do."""
    canvas = Canvas(WIDTH, HEIGHT, PALETTE.page)
    title = drawable(chart.title) or "Progress"
    canvas.text(MARGIN, TITLE_BASE, canvas.fitting(title, 26, 660), 26, PALETTE.text)
    colour = (
        PALETTE.ahead if chart.slip_minutes >= 30 else PALETTE.done if chart.total_minutes else PALETTE.quiet
    )
    canvas.text(WIDTH - MARGIN, TITLE_BASE, slip_text(chart), 20, colour, "rs")
    draw_burnup(canvas, chart)
    draw_heat(canvas, chart)
    draw_figures(canvas, chart)
    return canvas.png()


def summary(chart: ProgressChart) -> tuple[str, ...]:
    """What the picture says, a sentence a line; nothing in it was written by a person."""
    return (_done(chart), _finish(chart), _streak(chart), _week(chart), _days(chart))


def alt_text(chart: ProgressChart) -> str:
    """The description of the picture for those who do not see it."""
    return clip(" ".join((f"Progress chart of {clip(chart.title, 200)}.", *summary(chart))), MAX_ALT_TEXT)


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


def _streak(chart: ProgressChart) -> str:
    return f"Streak: {plural(chart.streak.current, 'day')}, longest {plural(chart.streak.longest, 'day')}."


def _week(chart: ProgressChart) -> str:
    return f"This week: {hours_text(chart.week_minutes)} of {hours_text(chart.pace_minutes)}."


def _days(chart: ProgressChart) -> str:
    count = Counter(day.mark for day in chart.heat)
    studied, rest = plural(count[DayMark.ACTIVE], "day"), plural(count[DayMark.REST], "rest day")
    others = f"{count[DayMark.MISSED]} missed, {count[DayMark.PAUSED]} paused"
    return f"Last {WEEKS_SHOWN} weeks: {studied} studied, {others}, {rest}."
