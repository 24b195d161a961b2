"""The heat map: one cell per study day, a column per week, Monday on top; with the streak and this week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from bot.domain.progress import DayMark, ProgressChart
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, Canvas
from bot.ui.text import SHORT_MONTHS, SHORT_WEEKDAYS, hours_text, plural
from bot.ui.theme import PALETTE

HEIGHT = 390
CURVE = 6
MONTHS_BASE, LEGEND_BASE = 86, 362
MONTH_ROOM = 62
"""Pixels that the name of a month needs."""


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
        canvas.text(grid.left - 12, base, SHORT_WEEKDAYS[weekday], PALETTE.quiet, anchor="rs")


def draw_months(canvas: Canvas, grid: Grid, mondays: Sequence[date], base: int) -> None:
    """A month's name stands over its first Monday, and over the first column if the next leaves room.

    Where the picture ends before the name does, it is left out.
    """
    room = ceil(MONTH_ROOM / grid.across)
    for column, monday in enumerate(mondays):
        crowded = any(later.day <= 7 for later in mondays[1 : room + 1])
        if monday.day <= 7 or (column == 0 and not crowded):
            name, x = SHORT_MONTHS[monday.month - 1], grid.left + column * grid.across
            if x + canvas.width_of(name) <= INNER_RIGHT:
                canvas.text(x, base, name, PALETTE.quiet)


def draw_today(canvas: Canvas, grid: Grid, x: int, y: int) -> None:
    """A frame around the cell of today."""
    canvas.frame(x - 3, y - 3, x + grid.wide + 3, y + grid.high + 3, PALETTE.today, CURVE + 2, 2)


def _draw_streak(canvas: Canvas, chart: ProgressChart, base: int) -> None:
    streak = f"Streak {plural(chart.streak.current, 'day')}"
    canvas.text(INNER_LEFT, base, streak, PALETTE.text, MIDDLE)
    after = INNER_LEFT + canvas.width_of(streak, MIDDLE) + 14
    canvas.text(after, base, f"longest {chart.streak.longest:,}", PALETTE.quiet)
    week = (
        f"this week {hours_text(chart.week_minutes).removesuffix(' h')} of {hours_text(chart.pace_minutes)}"
    )
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
    canvas.text(x, base, "less", PALETTE.quiet)
    x += round(canvas.width_of("less")) + 8
    for level in (1, 2, 3, 4):
        draw_cell(canvas, GRID, x, top, DayMark.ACTIVE, level)
        x += wide + 4
    canvas.text(x + 4, base, "more", PALETTE.quiet)
    x += round(canvas.width_of("more")) + 26
    for mark in (DayMark.REST, DayMark.PAUSED, DayMark.MISSED):
        draw_cell(canvas, GRID, x, top, mark)
        canvas.text(x + wide + 6, base, mark.value, PALETTE.quiet)
        x += wide + round(canvas.width_of(mark.value)) + 24
