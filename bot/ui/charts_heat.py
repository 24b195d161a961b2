"""The heat map: one cell per study day, a column per week, Monday on top; with the streak and this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.domain.progress import DayMark, ProgressChart
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, SMALL, SPACE, Canvas
from bot.ui.charts_words import part_text, streak_text
from bot.ui.language import N_, _, pgettext
from bot.ui.text import hours_figure, hours_text, short_month, short_weekday
from bot.ui.theme import PALETTE

HEIGHT = 390
CURVE = 6
MONTHS_BASE, LEGEND_BASE = 86, 362
BESIDE_LEGEND = 330
"""What the cells of the legend need, and the gaps."""
FEWEST_WEEKS = 4
"""From the first Monday of a month to that of the next."""
WEEKDAYS_LEFT = INNER_LEFT - 6
MONTH_ROOM = 62
"""Pixels that the name of a month needs, or more where it is wider."""
NAMES = {DayMark.REST: N_("rest"), DayMark.PAUSED: N_("paused"), DayMark.MISSED: N_("missed")}
"""The days of the legend, after those that something was done on."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the cells of a heat map stand, and how large they are; `top` is that of the first row."""

    left: int = 112
    across: int = 38
    wide: int = 32
    down: int = 32
    high: int = 26

    def corner(self, index: int, top: int) -> tuple[int, int]:
        """The left and upper edge of a day's cell; day 0 is a Monday."""
        return self.left + index // 7 * self.across, top + index % 7 * self.down


GRID = Grid()
CELLS_TOP = 98


def draw_heat(canvas: Canvas, chart: ProgressChart, top: int) -> None:
    """Panel, streak, names of months and weekdays, the cells and what they mean."""
    canvas.panel(top, HEIGHT)
    _draw_streak(canvas, chart, top + 44)
    draw_weekdays(canvas, GRID, top + CELLS_TOP)
    draw_months(canvas, GRID, [day.day for day in chart.heat[::7]], top + MONTHS_BASE)
    for index, day in enumerate(chart.heat):
        x, y = GRID.corner(index, top + CELLS_TOP)
        draw_cell(canvas, GRID, x, y, day.mark, day.level)
        if day.day == chart.today:
            draw_today(canvas, GRID, x, y)
    _draw_legend(canvas, top + LEGEND_BASE)


def draw_weekdays(canvas: Canvas, grid: Grid, top: int) -> None:
    """The name of every other weekday, left of its row."""
    for weekday in (0, 2, 4, 6):
        base = top + weekday * grid.down + grid.high // 2 + 9
        name = canvas.fitting(short_weekday(weekday), grid.left - 12 - WEEKDAYS_LEFT)
        canvas.text(grid.left - 12, base, name, PALETTE.quiet, anchor="rs")


def draw_months(canvas: Canvas, grid: Grid, mondays: Sequence[date], base: int) -> None:
    """A month's name stands over its first Monday, and over the first column if the next leaves room.

    Where the picture ends before the name does, it is left out.
    """
    for column, monday in enumerate(mondays):
        name = canvas.fitting(short_month(monday.month), FEWEST_WEEKS * grid.across - 8)
        x, wide = grid.left + column * grid.across, canvas.width_of(name)
        room = ceil(max(MONTH_ROOM, wide + 8) / grid.across)
        crowded = any(later.day <= 7 for later in mondays[1 : room + 1])
        if (monday.day <= 7 or (column == 0 and not crowded)) and x + wide <= INNER_RIGHT:
            canvas.text(x, base, name, PALETTE.quiet)


def draw_today(canvas: Canvas, grid: Grid, x: int, y: int) -> None:
    """A frame around the cell of today."""
    canvas.frame(x - 3, y - 3, x + grid.wide + 3, y + grid.high + 3, PALETTE.today, CURVE + 2, 2)


def _draw_streak(canvas: Canvas, chart: ProgressChart, base: int) -> None:
    done, pace = hours_figure(chart.week_minutes), hours_text(chart.pace_minutes)
    streak, longest, week = canvas.together(
        INNER_RIGHT - INNER_LEFT - 14 - SPACE,
        (streak_text(chart.streak.current), MIDDLE),
        (_("longest {count:,}", count=chart.streak.longest), SMALL),
        (_("this week {part}", part=part_text(done, pace)), SMALL),
    )
    canvas.text(INNER_LEFT, base, streak, PALETTE.text, MIDDLE)
    after = INNER_LEFT + canvas.width_of(streak, MIDDLE) + 14
    canvas.text(after, base, longest, PALETTE.quiet)
    canvas.text(INNER_RIGHT, base, week, PALETTE.quiet, anchor="rs")


def draw_cell(canvas: Canvas, grid: Grid, x: int, y: int, mark: DayMark, level: int = 0) -> None:
    """What one day came to."""
    right, bottom = x + grid.wide, y + grid.high
    middle, centre = x + grid.wide // 2, y + grid.high // 2
    if mark is DayMark.ACTIVE:
        canvas.box(x, y, right, bottom, PALETTE.levels[max(level, 1) - 1], CURVE)
    elif mark in {DayMark.MISSED, DayMark.OPEN}:
        colour = PALETTE.missed if mark is DayMark.MISSED else PALETTE.rest
        canvas.frame(x, y, right, bottom, colour, CURVE, 2)
    elif mark is DayMark.REST:
        canvas.box(middle - 4, centre - 4, middle + 4, centre + 4, PALETTE.rest, 4)
    elif mark is DayMark.PAUSED:
        for bar in (middle - 6, middle + 2):
            canvas.box(bar, y + 6, bar + 4, bottom - 6, PALETTE.pause, 1)
    elif mark is DayMark.AHEAD:
        canvas.box(x, y, right, bottom, PALETTE.future, CURVE)


def _draw_legend(canvas: Canvas, base: int) -> None:
    x, top, wide = INNER_LEFT, base - GRID.high + 4, GRID.wide
    room = INNER_RIGHT - INNER_LEFT - BESIDE_LEGEND
    words = (pgettext("picture", "less"), pgettext("picture", "more"), *map(_, NAMES.values()))
    less, more, *names = canvas.together(room, *((each, SMALL) for each in words))
    canvas.text(x, base, less, PALETTE.quiet)
    x += round(canvas.width_of(less)) + 8
    for level in (1, 2, 3, 4):
        draw_cell(canvas, GRID, x, top, DayMark.ACTIVE, level)
        x += wide + 4
    canvas.text(x + 4, base, more, PALETTE.quiet)
    x += round(canvas.width_of(more)) + 26
    for mark, name in zip(NAMES, names, strict=True):
        draw_cell(canvas, GRID, x, top, mark)
        canvas.text(x + wide + 6, base, name, PALETTE.quiet)
        x += wide + round(canvas.width_of(name)) + 24
