"""The picture of a streak: its numbers, and what each day of the last half year came to.

Each kind of day has a shape of its own: colour is never the only sign.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import cos, pi, sin

from bot.domain.calendar import monday_of
from bot.domain.progress import DayMark as HeatMark
from bot.domain.streaks import Streak, StreakDay
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, SPACE, WIDTH, Canvas
from bot.ui.charts_heat import CURVE, Grid, draw_cell, draw_months, draw_today, draw_weekdays
from bot.ui.charts_letters import legible
from bot.ui.charts_streak_words import SHOWN, Shown, days_shown, freezes_text, today_text, weeks_shown
from bot.ui.charts_words import streak_text
from bot.ui.language import ngettext
from bot.ui.names import named
from bot.ui.theme import PALETTE

TITLE, TITLE_BASE, FREEZES_BASE = 38, 58, 100
SUBTITLE = LEGEND = 27
"""As large as the smaller words of /progress, or larger."""
TOP, FOOT = 122, 24
CELLS_LEFT, WIDEST, GAP = 108, 64, 4
MONTHS_BASE, CELLS_TOP = 40, 54
LEGEND_BELOW, LEGEND_COLUMNS = (42, 88), (INNER_LEFT, 226, 412, 598)
LEGEND_GAP = 8
LEGEND_GRID = Grid(left=0, across=0, wide=25, down=0, high=27)
BELOW = 116
"""From the last row of cells to the end of the panel."""

_LIKE_PROGRESS = {
    Shown.PAUSED: HeatMark.PAUSED,
    Shown.MISSED: HeatMark.MISSED,
    Shown.OPEN: HeatMark.OPEN,
}


@legible()
def streak_chart(days: Sequence[StreakDay], streak: Streak, today: date) -> bytes:
    """The picture as PNG, for phones, of the last weeks of `days`, which end with `today`."""
    shown = days_shown(days, today)
    weeks = weeks_shown(shown, today)
    grid = grid_of(weeks)
    legend_top = TOP + CELLS_TOP + 7 * grid.down
    canvas = Canvas(WIDTH, legend_top + BELOW + FOOT, PALETTE.page)
    _draw_numbers(canvas, streak)
    canvas.panel(TOP, legend_top + BELOW - TOP)
    _draw_days(canvas, grid, shown, weeks, today)
    _draw_legend(canvas, legend_top)
    return canvas.png()


def grid_of(weeks: int) -> Grid:
    """Cells as large as so many weeks leave room for, up to a size at which they still look like days."""
    across = min((INNER_RIGHT - CELLS_LEFT + GAP) // weeks, WIDEST)
    down = 32 + (across - 25) // 4
    return Grid(left=CELLS_LEFT, across=across, wide=across - GAP, down=down, high=down - 5)


def _draw_numbers(canvas: Canvas, streak: Streak) -> None:
    room = INNER_RIGHT - INNER_LEFT - SPACE
    longest = ngettext("longest {count:,} day", "longest {count:,} days", streak.longest)
    current, longest = canvas.together(room, (streak_text(streak.current), TITLE), (longest, MIDDLE))
    canvas.text(INNER_LEFT, TITLE_BASE, current, PALETTE.text, TITLE)
    canvas.text(INNER_RIGHT, TITLE_BASE, longest, PALETTE.quiet, MIDDLE, "rs")
    freezes, today = freezes_text(streak), today_text(streak)
    size = canvas.same_size(room, SUBTITLE, freezes, today)
    freezes, today = canvas.together(room, (freezes, size), (today, size))
    canvas.text(INNER_LEFT, FREEZES_BASE, freezes, PALETTE.frozen, size)
    colour = PALETTE.done if streak.today_done else PALETTE.quiet
    canvas.text(INNER_RIGHT, FREEZES_BASE, today, colour, size, "rs")


def _draw_days(canvas: Canvas, grid: Grid, days: Sequence[StreakDay], weeks: int, today: date) -> None:
    """Whole weeks; a streak younger than the picture has its first week left, and room ahead."""
    first = monday_of(days[0].day if days else today)
    marks = {day.day: SHOWN[day.mark] for day in days}
    draw_weekdays(canvas, grid, TOP + CELLS_TOP)
    mondays = [first + timedelta(weeks=week) for week in range(weeks)]
    draw_months(canvas, grid, mondays, TOP + MONTHS_BASE)
    for index in range(weeks * 7):
        day = first + timedelta(days=index)
        x, y = grid.corner(index, TOP + CELLS_TOP)
        if day > today:
            draw_cell(canvas, grid, x, y, HeatMark.AHEAD)
        elif day in marks:
            _draw_day(canvas, grid, x, y, marks[day])
        if day == today:
            draw_today(canvas, grid, x, y)


def _draw_day(canvas: Canvas, grid: Grid, x: int, y: int, shown: Shown) -> None:
    right, bottom = x + grid.wide, y + grid.high
    middle, centre = (x + right) / 2, (y + bottom) / 2
    match shown:
        case Shown.DONE:
            canvas.box(x, y, right, bottom, PALETTE.done, CURVE)
        case Shown.FILLED_IN:
            canvas.frame(x, y, right, bottom, PALETTE.done, CURVE, 2.5)
            canvas.box(x + 5, y + grid.high // 2, right - 5, bottom - 5, PALETTE.done, 2)
        case Shown.FROZEN:
            canvas.box(x, y, right, bottom, PALETTE.frozen, CURVE)
            _draw_flake(canvas, middle, centre)
        case Shown.FORGIVEN:
            half = min(grid.wide / 2, grid.high / 2 + 2)
            diamond = [
                (middle, y + 3),
                (middle + half, centre),
                (middle, bottom - 3),
                (middle - half, centre),
            ]
            canvas.area(diamond, PALETTE.ahead)
        case Shown.FREE:
            canvas.dot(middle, centre, grid.high / 4, PALETTE.quiet)
        case _:
            draw_cell(canvas, grid, x, y, _LIKE_PROGRESS[shown])


def _draw_flake(canvas: Canvas, x: float, y: float) -> None:
    """Three strokes that cross, as a snowflake has."""
    for third in range(3):
        across, down = 7 * sin(third * pi / 3), 7 * cos(third * pi / 3)
        canvas.line([(x - across, y - down), (x + across, y + down)], PALETTE.panel, 2.5)


def _draw_legend(canvas: Canvas, top: int) -> None:
    shown = [each for each in Shown if each is not Shown.OPEN]
    for number, each in enumerate(shown):
        x = LEGEND_COLUMNS[number % len(LEGEND_COLUMNS)]
        base = top + LEGEND_BELOW[number // len(LEGEND_COLUMNS)]
        _draw_day(canvas, LEGEND_GRID, x, base - LEGEND_GRID.high + 4, each)
        x += LEGEND_GRID.wide + 10
        end = next((right for right in LEGEND_COLUMNS if right > x), INNER_RIGHT + LEGEND_GAP)
        name = canvas.fitting(named(each), end - LEGEND_GAP - x, LEGEND)
        canvas.text(x, base, name, PALETTE.text, LEGEND)
