"""The heat map: one cell per study day, a column per week, Monday on top."""

from bot.domain.progress import DayMark, HeatDay, ProgressChart
from bot.ui.charts_canvas import Canvas
from bot.ui.text import SHORT_MONTHS, SHORT_WEEKDAYS
from bot.ui.theme import PALETTE

LEFT, TOP, RIGHT, BOTTOM = 24, 316, 500, 548
CELLS_LEFT, CELLS_TOP = 92, 354
PITCH, CELL, ROUND = 22.5, 18.5, 4.5
SMALL = 16
LEGEND_BASE = BOTTOM - 15


def draw_heat(canvas: Canvas, chart: ProgressChart) -> None:
    """Panel, names of months and weekdays, the cells and what they mean."""
    canvas.box(LEFT, TOP, RIGHT, BOTTOM, PALETTE.panel, 14)
    for weekday in (0, 2, 4, 6):
        base = CELLS_TOP + weekday * PITCH + CELL / 2 + 5.5
        canvas.text(CELLS_LEFT - 12, base, SHORT_WEEKDAYS[weekday], SMALL, PALETTE.quiet, "rs")
    _draw_months(canvas, chart.heat)
    for index, day in enumerate(chart.heat):
        x, y = CELLS_LEFT + index // 7 * PITCH, CELLS_TOP + index % 7 * PITCH
        _draw_cell(canvas, x, y, day.mark, day.level)
        if day.day == chart.today:
            canvas.frame(x - 2.5, y - 2.5, x + CELL + 2.5, y + CELL + 2.5, PALETTE.today, ROUND + 2, 2)
    _draw_legend(canvas)


def _draw_months(canvas: Canvas, heat: tuple[HeatDay, ...]) -> None:
    """A month's name stands over its first Monday, and over the first column if the next leaves room."""
    for column, monday in enumerate(heat[::7]):
        if monday.day.day <= 7 or (column == 0 and heat[7].day.day > 7):
            name = SHORT_MONTHS[monday.day.month - 1]
            canvas.text(CELLS_LEFT + column * PITCH, TOP + 27, name, SMALL, PALETTE.quiet)


def _draw_cell(canvas: Canvas, x: float, y: float, mark: DayMark, level: int) -> None:
    middle = (x + CELL / 2, y + CELL / 2)
    if mark is DayMark.ACTIVE:
        canvas.box(x, y, x + CELL, y + CELL, PALETTE.levels[max(level, 1) - 1], ROUND)
    elif mark in {DayMark.MISSED, DayMark.OPEN}:
        colour = PALETTE.missed if mark is DayMark.MISSED else PALETTE.rest
        canvas.frame(x + 1, y + 1, x + CELL - 1, y + CELL - 1, colour, ROUND, 1.5)
    elif mark is DayMark.REST:
        canvas.dot(*middle, 3, PALETTE.rest)
    elif mark is DayMark.PAUSED:
        for bar in (middle[0] - 4, middle[0] + 1.5):
            canvas.box(bar, y + 4.5, bar + 2.5, y + CELL - 4.5, PALETTE.pause, 1)
    elif mark is DayMark.AHEAD:
        canvas.box(x, y, x + CELL, y + CELL, PALETTE.future, ROUND)


def _draw_legend(canvas: Canvas) -> None:
    x, top = LEFT + 22.0, LEGEND_BASE - 15
    canvas.text(x, LEGEND_BASE, "less", SMALL, PALETTE.quiet)
    x += canvas.width_of("less", SMALL) + 7
    for level in (1, 2, 3, 4):
        _draw_cell(canvas, x, top, DayMark.ACTIVE, level)
        x += PITCH
    canvas.text(x + 3, LEGEND_BASE, "more", SMALL, PALETTE.quiet)
    x += canvas.width_of("more", SMALL) + 22
    for mark in (DayMark.REST, DayMark.PAUSED, DayMark.MISSED):
        _draw_cell(canvas, x, top, mark, 0)
        canvas.text(x + CELL + 5, LEGEND_BASE, mark.value, SMALL, PALETTE.quiet)
        x += CELL + canvas.width_of(mark.value, SMALL) + 19
