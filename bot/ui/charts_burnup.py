"""The burn-up: planned work against settled work over the whole time of a roadmap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.progress import DAY, ProgressChart, minutes_at
from bot.ui.charts_canvas import Canvas, Point
from bot.ui.text import SHORT_MONTHS
from bot.ui.theme import PALETTE

LEFT, TOP, RIGHT, BOTTOM = 24, 76, 976, 300
PLOT_LEFT, PLOT_TOP, PLOT_RIGHT, PLOT_BOTTOM = 98, 130, 948, 262
SMALL = 17
LABEL_ROOM = 74
SHORT_PLAN = 70
LABEL_BASE = BOTTOM - 13
NICE_HOURS = (1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Axes:
    """From days and minutes to pixels; a day's point lies at its end, so `start` has a width of its own."""

    start: date
    days: int
    minutes: int

    def x(self, day: date) -> float:
        """The end of `day`."""
        return PLOT_LEFT + (PLOT_RIGHT - PLOT_LEFT) * ((day - self.start).days + 1) / self.days

    def y(self, minutes: int) -> float:
        """The height of an amount of work."""
        return PLOT_BOTTOM - (PLOT_BOTTOM - PLOT_TOP) * minutes / self.minutes


def draw_burnup(canvas: Canvas, chart: ProgressChart) -> None:
    """Panel, grid, both curves, today and the projection."""
    canvas.box(LEFT, TOP, RIGHT, BOTTOM, PALETTE.panel, 14)
    axes = _axes(chart)
    projected = chart.finish is not None and chart.finish > chart.today
    _draw_hours(canvas, axes)
    _draw_days(canvas, axes, chart.today)
    _draw_legend(canvas, projected=projected)
    if chart.total_minutes:
        _draw_curves(canvas, axes, chart)
        _draw_today(canvas, axes, chart)
    else:
        middle = ((PLOT_LEFT + PLOT_RIGHT) / 2, (PLOT_TOP + PLOT_BOTTOM) / 2)
        canvas.text(*middle, "No work is planned yet", 20, PALETTE.quiet, "ms")


def _axes(chart: ProgressChart) -> Axes:
    start = min(chart.start, chart.today)
    ends = [chart.today, start + 6 * DAY]
    ends += [chart.planned[-1].day] if chart.planned else []
    ends += [chart.finish] if chart.finish else []
    highest = max(chart.total_minutes, minutes_at(chart.planned, max(ends)), 60)
    return Axes(start, (max(ends) - start).days + 1, highest)


def _draw_hours(canvas: Canvas, axes: Axes) -> None:
    step = next((hours * 60 for hours in NICE_HOURS if axes.minutes <= hours * 60 * 4), axes.minutes)
    for minutes in range(0, axes.minutes + 1, step):
        y = axes.y(minutes)
        canvas.line([(PLOT_LEFT, y), (PLOT_RIGHT, y)], PALETTE.grid, 1)
        canvas.text(PLOT_LEFT - 12, y + 6, f"{minutes // 60:,} h", SMALL, PALETTE.quiet, "rs")


def _draw_curves(canvas: Canvas, axes: Axes, chart: ProgressChart) -> None:
    done = _settled_points(axes, chart)
    canvas.area([*done, (done[-1][0], PLOT_BOTTOM), (PLOT_LEFT, PLOT_BOTTOM)], PALETTE.done_area)
    if chart.planned:
        canvas.line(_planned_points(axes, chart), PALETTE.plan, 2)
    canvas.line(done, PALETTE.done, 3)


def _settled_points(axes: Axes, chart: ProgressChart) -> list[Point]:
    """A curve that rises only on the days on which something was settled."""
    points = [(axes.x(axes.start - DAY), axes.y(0))]
    for point in chart.settled:
        points += [(axes.x(point.day - DAY), points[-1][1]), (axes.x(point.day), axes.y(point.minutes))]
    return [*points, (axes.x(chart.today), points[-1][1])]


def _planned_points(axes: Axes, chart: ProgressChart) -> list[Point]:
    """By week when the plan is long: single days would only make the line tremble."""
    last = chart.planned[-1].day
    step = 1 if axes.days <= SHORT_PLAN else 7
    days = [axes.start + offset * DAY for offset in range(-1, (last - axes.start).days, step)]
    return [(axes.x(day), axes.y(minutes_at(chart.planned, day))) for day in [*days, last]]


def _draw_today(canvas: Canvas, axes: Axes, chart: ProgressChart) -> None:
    here = (axes.x(chart.today), axes.y(chart.settled_minutes))
    canvas.line([(here[0], PLOT_TOP - 4), (here[0], PLOT_BOTTOM + 4)], PALETTE.quiet, 1)
    if chart.finish and chart.finish > chart.today:
        there = (axes.x(chart.finish), axes.y(chart.total_minutes))
        canvas.dashes(here, there, PALETTE.ahead, 2.5)
        canvas.dot(*there, 6, PALETTE.ahead)
        canvas.dot(*there, 3, PALETTE.panel)
    canvas.dot(*here, 7, PALETTE.panel)
    canvas.dot(*here, 5, PALETTE.done)


def _draw_days(canvas: Canvas, axes: Axes, today: date) -> None:
    """Dates under the plot, wherever they stand clear of each other and of `today`."""
    here = min(max(axes.x(today), PLOT_LEFT + 20), PLOT_RIGHT - 8)
    canvas.text(here, LABEL_BASE, "today", SMALL, PALETTE.today, "ms")
    last = 0.0
    for day, label in _day_labels(axes):
        x = axes.x(day - DAY)
        if x - last >= LABEL_ROOM and abs(x - here) >= LABEL_ROOM and x <= PLOT_RIGHT:
            canvas.line([(x, PLOT_BOTTOM), (x, PLOT_BOTTOM + 5)], PALETTE.quiet, 1)
            canvas.text(x, LABEL_BASE, label, SMALL, PALETTE.quiet, "ms")
            last = x


def _day_labels(axes: Axes) -> Iterator[tuple[date, str]]:
    """Mondays of a short plan, firsts of the month of a long one."""
    for offset in range(axes.days + 1):
        day = axes.start + offset * DAY
        if axes.days <= SHORT_PLAN and (day.weekday() == 0 or offset == 0):
            yield day, f"{day.day} {SHORT_MONTHS[day.month - 1]}"
        elif axes.days > SHORT_PLAN and day.day == 1:
            yield day, SHORT_MONTHS[day.month - 1] if day.month > 1 else str(day.year)


def _draw_legend(canvas: Canvas, *, projected: bool) -> None:
    base, x = TOP + 31, LEFT + 22.0
    entries = [(PALETTE.done, "done"), (PALETTE.plan, "plan"), (PALETTE.ahead, "projected")]
    for colour, words in entries if projected else entries[:2]:
        canvas.box(x, base - 9, x + 18, base - 4, colour, 2.5)
        canvas.text(x + 26, base, words, SMALL, PALETTE.quiet)
        x += 26 + canvas.width_of(words, SMALL) + 26
