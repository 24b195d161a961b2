"""The heat map: one cell per study day, a column per week, Monday on top; with the streak and this week."""

from bot.domain.progress import DayMark, HeatDay, ProgressChart
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, Canvas
from bot.ui.text import SHORT_MONTHS, SHORT_WEEKDAYS, hours_text, plural
from bot.ui.theme import PALETTE

HEIGHT = 390
CELLS_LEFT, CELLS_TOP = 112, 98
ACROSS, DOWN = 38, 32
WIDE, HIGH, CURVE = 32, 26, 6
MONTHS_BASE, LEGEND_BASE = 86, 362
MONTH_ROOM = 2
"""Columns that the name of a month needs."""


def draw_heat(canvas: Canvas, chart: ProgressChart, top: int) -> None:
    """Panel, streak, names of months and weekdays, the cells and what they mean."""
    canvas.panel(top, HEIGHT)
    _draw_streak(canvas, chart, top + 44)
    for weekday in (0, 2, 4, 6):
        base = top + CELLS_TOP + weekday * DOWN + HIGH // 2 + 9
        canvas.text(CELLS_LEFT - 12, base, SHORT_WEEKDAYS[weekday], PALETTE.quiet, anchor="rs")
    _draw_months(canvas, chart.heat, top + MONTHS_BASE)
    for index, day in enumerate(chart.heat):
        x, y = CELLS_LEFT + index // 7 * ACROSS, top + CELLS_TOP + index % 7 * DOWN
        _draw_cell(canvas, x, y, day.mark, day.level)
        if day.day == chart.today:
            canvas.frame(x - 3, y - 3, x + WIDE + 3, y + HIGH + 3, PALETTE.today, CURVE + 2, 2)
    _draw_legend(canvas, top + LEGEND_BASE)


def _draw_streak(canvas: Canvas, chart: ProgressChart, base: int) -> None:
    streak = f"Streak {plural(chart.streak.current, 'day')}"
    canvas.text(INNER_LEFT, base, streak, PALETTE.text, MIDDLE)
    after = INNER_LEFT + canvas.width_of(streak, MIDDLE) + 14
    canvas.text(after, base, f"longest {chart.streak.longest:,}", PALETTE.quiet)
    week = (
        f"this week {hours_text(chart.week_minutes).removesuffix(' h')} of {hours_text(chart.pace_minutes)}"
    )
    canvas.text(INNER_RIGHT, base, week, PALETTE.quiet, anchor="rs")


def _draw_months(canvas: Canvas, heat: tuple[HeatDay, ...], base: int) -> None:
    """A month's name stands over its first Monday, and over the first column if the next leaves room."""
    mondays = [day.day for day in heat[::7]]
    for column, monday in enumerate(mondays):
        crowded = any(later.day <= 7 for later in mondays[1 : MONTH_ROOM + 1])
        if monday.day <= 7 or (column == 0 and not crowded):
            name = SHORT_MONTHS[monday.month - 1]
            canvas.text(CELLS_LEFT + column * ACROSS, base, name, PALETTE.quiet)


def _draw_cell(canvas: Canvas, x: int, y: int, mark: DayMark, level: int) -> None:
    right, bottom = x + WIDE, y + HIGH
    if mark is DayMark.ACTIVE:
        canvas.box(x, y, right, bottom, PALETTE.levels[max(level, 1) - 1], CURVE)
    elif mark in {DayMark.MISSED, DayMark.OPEN}:
        colour = PALETTE.missed if mark is DayMark.MISSED else PALETTE.rest
        canvas.frame(x, y, right, bottom, colour, CURVE, 2)
    elif mark is DayMark.REST:
        canvas.box(
            x + WIDE // 2 - 4, y + HIGH // 2 - 4, x + WIDE // 2 + 4, y + HIGH // 2 + 4, PALETTE.rest, 4
        )
    elif mark is DayMark.PAUSED:
        for bar in (x + WIDE // 2 - 6, x + WIDE // 2 + 2):
            canvas.box(bar, y + 6, bar + 4, bottom - 6, PALETTE.pause, 1)
    elif mark is DayMark.AHEAD:
        canvas.box(x, y, right, bottom, PALETTE.future, CURVE)


def _draw_legend(canvas: Canvas, base: int) -> None:
    x, top = INNER_LEFT, base - HIGH + 4
    canvas.text(x, base, "less", PALETTE.quiet)
    x += round(canvas.width_of("less")) + 8
    for level in (1, 2, 3, 4):
        _draw_cell(canvas, x, top, DayMark.ACTIVE, level)
        x += WIDE + 4
    canvas.text(x + 4, base, "more", PALETTE.quiet)
    x += round(canvas.width_of("more")) + 26
    for mark in (DayMark.REST, DayMark.PAUSED, DayMark.MISSED):
        _draw_cell(canvas, x, top, mark, 0)
        canvas.text(x + WIDE + 6, base, mark.value, PALETTE.quiet)
        x += WIDE + round(canvas.width_of(mark.value)) + 24
