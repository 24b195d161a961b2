"""The burn-up: planned work against settled work over the whole time of a roadmap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.domain.progress import DAY, ProgressChart, minutes_at
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, LEFT, MIDDLE, RIGHT, SMALL, SPACE, Canvas, Point
from bot.ui.language import _
from bot.ui.text import date_text, hours_text, percent, short_month
from bot.ui.theme import PALETTE

HEIGHT = 290
PLOT_LEFT, PLOT_RIGHT = 146, 746
PLOT_TOP, PLOT_BOTTOM = 72, 238
"""Below the top of the panel."""
EDGE, BESIDE = LEFT + 16, 12
"""Where the words beside the plot may begin, and how far they stand from it."""
DATES_BASE, DATES_END, LABEL_ROOM = 273, RIGHT - 8, 104
KEY, APART = 32, 22
"""What the colour of a curve needs beside its name, and the room before the next."""
SHORT_PLAN = 70
NICE_HOURS = (1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1000, 2000, 5000)
FINEST = 3
"""Points of a curve nearer to each other than this many pixels are one."""


@dataclass(frozen=True, slots=True)
class Axes:
    """From days and minutes to pixels; a day's point lies at its end, so `start` has a width of its own."""

    top: int
    left: int
    start: date
    days: int
    minutes: int

    def x(self, day: date) -> float:
        """The end of `day`."""
        return self.left + (PLOT_RIGHT - self.left) * ((day - self.start).days + 1) / self.days

    def y(self, minutes: int) -> float:
        """The height of an amount of work."""
        return self.bottom - (PLOT_BOTTOM - PLOT_TOP) * minutes / self.minutes

    @property
    def bottom(self) -> int:
        """Where the hours begin."""
        return self.top + PLOT_BOTTOM


def draw_burnup(canvas: Canvas, chart: ProgressChart, top: int) -> None:
    """Panel, grid, both curves, today and the projection."""
    canvas.panel(top, HEIGHT)
    axes = _axes(canvas, chart, top)
    _draw_head(canvas, chart, top + 44)
    _draw_hours(canvas, axes)
    _draw_days(canvas, axes, chart.today)
    if chart.total_minutes:
        _draw_curves(canvas, axes, chart)
        _draw_today(canvas, axes, chart)
    else:
        middle = (axes.left + PLOT_RIGHT) / 2
        canvas.text(middle, axes.bottom - 74, _("No work is planned yet"), PALETTE.quiet, anchor="ms")


def _axes(canvas: Canvas, chart: ProgressChart, top: int) -> Axes:
    start = min(chart.start, chart.today)
    ends = [chart.today, start + 6 * DAY]
    ends += [chart.planned[-1].day] if chart.planned else []
    ends += [chart.finish] if chart.finish else []
    highest = max(chart.total_minutes, minutes_at(chart.planned, max(ends)), 60)
    widest = max(map(canvas.width_of, _hours(highest).values()))
    left = max(PLOT_LEFT, ceil(EDGE + widest) + BESIDE)
    return Axes(top, left, start, (max(ends) - start).days + 1, highest)


def _draw_head(canvas: Canvas, chart: ProgressChart, base: int) -> None:
    """How much is done, and from the right, so that it ends where the panel does, what the curves are."""
    share = percent(chart.settled_minutes, chart.total_minutes)
    curves = [(_("plan"), PALETTE.plan), (_("done"), PALETTE.done)]
    if chart.finish is not None and chart.finish > chart.today:
        curves.insert(0, (_("projected"), PALETTE.ahead))
    after = INNER_LEFT + round(canvas.width_of(share, MIDDLE)) + 10
    room = INNER_RIGHT - after - SPACE - len(curves) * (KEY + APART)
    total = _("of {total}", total=hours_text(chart.total_minutes))
    whole, *names = canvas.together(room, (total, SMALL), *((name, SMALL) for name, _colour in curves))
    canvas.text(INNER_LEFT, base, share, PALETTE.text, MIDDLE)
    canvas.text(after, base, whole, PALETTE.quiet)
    x = INNER_RIGHT
    for words, (_name, colour) in zip(names, curves, strict=True):
        canvas.text(x, base, words, PALETTE.quiet, anchor="rs")
        x -= round(canvas.width_of(words)) + KEY
        canvas.box(x, base - 12, x + 24, base - 5, colour, 3)
        x -= APART


def _hours(minutes: int) -> dict[int, str]:
    step = next((hours * 60 for hours in NICE_HOURS if minutes <= hours * 60 * 4), minutes)
    return {at: _("{hours} h", hours=f"{at // 60:,}") for at in range(0, minutes + 1, step)}


def _draw_hours(canvas: Canvas, axes: Axes) -> None:
    for minutes, words in _hours(axes.minutes).items():
        y = round(axes.y(minutes))
        canvas.rule((axes.left, y), (PLOT_RIGHT, y), PALETTE.grid)
        canvas.text(axes.left - BESIDE, y + 9, words, PALETTE.quiet, anchor="rs")


def _draw_curves(canvas: Canvas, axes: Axes, chart: ProgressChart) -> None:
    done = _settled_points(axes, chart)
    canvas.area([*done, (done[-1][0], axes.bottom), (axes.left, axes.bottom)], PALETTE.done_area)
    if chart.planned:
        canvas.line(_planned_points(axes, chart), PALETTE.plan, 3)
    canvas.line(done, PALETTE.done, 4)


def _settled_points(axes: Axes, chart: ProgressChart) -> list[Point]:
    """A curve that rises only on the days on which something was settled."""
    points = [(axes.x(axes.start - DAY), axes.y(0))]
    for point in chart.settled:
        points += [(axes.x(point.day - DAY), points[-1][1]), (axes.x(point.day), axes.y(point.minutes))]
    return _thinned([*points, (axes.x(chart.today), points[-1][1])])


def _planned_points(axes: Axes, chart: ProgressChart) -> list[Point]:
    """By week when the plan is long: single days would only make the line tremble."""
    last = chart.planned[-1].day
    step = 1 if axes.days <= SHORT_PLAN else 7
    days = [axes.start + offset * DAY for offset in range(-1, (last - axes.start).days, step)]
    return _thinned([(axes.x(day), axes.y(minutes_at(chart.planned, day))) for day in [*days, last]])


def _thinned(points: Sequence[Point]) -> list[Point]:
    """The points that can be told apart, and always the last."""
    kept = [points[0]]
    for point in points[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= FINEST:
            kept.append(point)
    return [*kept, points[-1]]


def _draw_today(canvas: Canvas, axes: Axes, chart: ProgressChart) -> None:
    here = (axes.x(chart.today), axes.y(chart.settled_minutes))
    x = round(here[0])
    canvas.rule((x, axes.top + PLOT_TOP - 6), (x, axes.bottom + 6), PALETTE.quiet, 2)
    if chart.finish and chart.finish > chart.today:
        there = (axes.x(chart.finish), axes.y(chart.total_minutes))
        canvas.dashes(here, there, PALETTE.ahead, 3)
        canvas.dot(*there, 7, PALETTE.ahead)
        canvas.dot(*there, 3.5, PALETTE.panel)
    canvas.dot(*here, 9, PALETTE.panel)
    canvas.dot(*here, 6.5, PALETTE.done)


def _draw_days(canvas: Canvas, axes: Axes, today: date) -> None:
    """Dates under the plot, wherever they stand clear of each other and of `today`."""
    base, name = axes.top + DATES_BASE, _("today")
    half = canvas.width_of(name) / 2
    here = min(max(axes.x(today), axes.left), PLOT_RIGHT - SMALL, DATES_END - half)
    canvas.text(here, base, name, PALETTE.today, anchor="ms")
    last, before = 0.0, 0.0
    for day, label in _day_labels(axes):
        x, wide = axes.x(day - DAY), canvas.width_of(label) / 2
        if (
            x - last >= max(LABEL_ROOM, before + wide + BESIDE)
            and abs(x - here) >= max(LABEL_ROOM, half + wide + BESIDE)
            and x <= min(PLOT_RIGHT - SMALL, DATES_END - wide)
        ):
            canvas.rule((round(x), axes.bottom), (round(x), axes.bottom + 6), PALETTE.quiet, 2)
            canvas.text(x, base, label, PALETTE.quiet, anchor="ms")
            last, before = x, wide


def _day_labels(axes: Axes) -> Iterator[tuple[date, str]]:
    """Mondays of a short plan, firsts of the month of a long one."""
    for offset in range(axes.days + 1):
        day = axes.start + offset * DAY
        if axes.days <= SHORT_PLAN and (day.weekday() == 0 or offset == 0):
            yield day, date_text(day, day)
        elif axes.days > SHORT_PLAN and day.day == 1:
            yield day, short_month(day.month) if day.month > 1 else str(day.year)
