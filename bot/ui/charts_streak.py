"""The picture of a streak: its numbers, and what each day of the last half year came to.

Each kind of day has a shape of its own: colour is never the only sign.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import cos, pi, sin

from bot.domain.calendar import monday_of
from bot.domain.progress import DayMark as HeatMark
from bot.domain.streaks import Streak, StreakDay
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, WIDTH, Canvas
from bot.ui.charts_heat import CURVE, Grid, draw_cell, draw_months, draw_today, draw_weekdays
from bot.ui.charts_streak_words import SHOWN, WEEKS_SHOWN, Shown, days_shown, freezes_text, today_text
from bot.ui.text import plural
from bot.ui.theme import PALETTE

TITLE, TITLE_BASE, FREEZES_BASE = 38, 58, 100
TOP, PANEL_HEIGHT, FOOT = 122, 390, 24
GRID = Grid(left=108, across=25, wide=21, down=32, high=27)
MONTHS_BASE, CELLS_TOP = 40, 54
LEGEND_BASES, LEGEND_COLUMNS = (320, 362), (INNER_LEFT, 228, 410, 592)

_LIKE_PROGRESS = {
    Shown.FREE: HeatMark.REST,
    Shown.PAUSED: HeatMark.PAUSED,
    Shown.MISSED: HeatMark.MISSED,
    Shown.OPEN: HeatMark.OPEN,
}


def streak_chart(days: Sequence[StreakDay], streak: Streak, today: date) -> bytes:
    """The picture as PNG, for phones, of the last weeks of `days`, which end with `today`."""
    canvas = Canvas(WIDTH, TOP + PANEL_HEIGHT + FOOT, PALETTE.page)
    _draw_numbers(canvas, streak)
    canvas.panel(TOP, PANEL_HEIGHT)
    _draw_days(canvas, days_shown(days, today), today)
    _draw_legend(canvas)
    return canvas.png()


def _draw_numbers(canvas: Canvas, streak: Streak) -> None:
    canvas.text(INNER_LEFT, TITLE_BASE, f"Streak {plural(streak.current, 'day')}", PALETTE.text, TITLE)
    longest = f"longest {plural(streak.longest, 'day')}"
    canvas.text(INNER_RIGHT, TITLE_BASE, longest, PALETTE.quiet, MIDDLE, "rs")
    canvas.text(INNER_LEFT, FREEZES_BASE, freezes_text(streak), PALETTE.frozen)
    colour = PALETTE.done if streak.today_done else PALETTE.quiet
    canvas.text(INNER_RIGHT, FREEZES_BASE, today_text(streak), colour, anchor="rs")


def _draw_days(canvas: Canvas, days: Sequence[StreakDay], today: date) -> None:
    """Whole weeks; a streak younger than the picture has its first week left, and room ahead."""
    first = monday_of(days[0].day if days else today)
    marks = {day.day: SHOWN[day.mark] for day in days}
    draw_weekdays(canvas, GRID, TOP + CELLS_TOP)
    mondays = [first + timedelta(weeks=week) for week in range(WEEKS_SHOWN)]
    draw_months(canvas, GRID, mondays, TOP + MONTHS_BASE)
    for index in range(WEEKS_SHOWN * 7):
        day = first + timedelta(days=index)
        x, y = GRID.corner(index, TOP + CELLS_TOP)
        if day > today:
            draw_cell(canvas, GRID, x, y, HeatMark.AHEAD)
        elif day in marks:
            _draw_day(canvas, x, y, marks[day])
        if day == today:
            draw_today(canvas, GRID, x, y)


def _draw_day(canvas: Canvas, x: int, y: int, shown: Shown) -> None:
    right, bottom = x + GRID.wide, y + GRID.high
    middle, centre = (x + right) / 2, (y + bottom) / 2
    match shown:
        case Shown.DONE:
            canvas.box(x, y, right, bottom, PALETTE.done, CURVE)
        case Shown.FILLED_IN:
            canvas.frame(x, y, right, bottom, PALETTE.done, CURVE, 2.5)
            canvas.box(x + 5, y + GRID.high // 2, right - 5, bottom - 5, PALETTE.done, 2)
        case Shown.FROZEN:
            canvas.box(x, y, right, bottom, PALETTE.frozen, CURVE)
            _draw_flake(canvas, middle, centre)
        case Shown.FORGIVEN:
            diamond = [(middle, y + 3), (right - 1, centre), (middle, bottom - 3), (x + 1, centre)]
            canvas.area(diamond, PALETTE.ahead)
        case _:
            draw_cell(canvas, GRID, x, y, _LIKE_PROGRESS[shown])


def _draw_flake(canvas: Canvas, x: float, y: float) -> None:
    """Three strokes that cross, as a snowflake has."""
    for third in range(3):
        across, down = 7 * sin(third * pi / 3), 7 * cos(third * pi / 3)
        canvas.line([(x - across, y - down), (x + across, y + down)], PALETTE.panel, 2.5)


def _draw_legend(canvas: Canvas) -> None:
    shown = [each for each in Shown if each is not Shown.OPEN]
    for number, each in enumerate(shown):
        x = LEGEND_COLUMNS[number % len(LEGEND_COLUMNS)]
        base = TOP + LEGEND_BASES[number // len(LEGEND_COLUMNS)]
        _draw_day(canvas, x, base - GRID.high + 4, each)
        canvas.text(x + GRID.wide + 10, base, each.value, PALETTE.quiet)
