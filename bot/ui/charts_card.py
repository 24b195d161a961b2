"""The picture of one moment: the number large, the days that made it, the roadmap and the date."""

from dataclasses import dataclass
from datetime import date

from bot.domain.moments import Moment
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, LEFT, MIDDLE, WIDTH, Canvas, drawable
from bot.ui.text import full_date
from bot.ui.theme import PALETTE

HEIGHT = 480
TOP, PANEL_HEIGHT = 24, 432
NUMBER, NUMBER_BASE = 190, 226
UNIT, UNIT_BASE, WORDS_BASE = 62, 160, 222
CELLS_TOP, CELLS_BOTTOM = 268, 372
FOOT_BASE = 424

COLUMNS = {7: 7, 30: 15, 100: 25, 365: 73}
"""How many days of a streak stand side by side."""


@dataclass(frozen=True, slots=True)
class _Look:
    number: str
    unit: str
    words: str
    colour: str


def moment_card(moment: Moment) -> bytes:
    """The picture as PNG, readable at a phone's width. For any thread to draw."""
    canvas, look = Canvas(WIDTH, HEIGHT, PALETTE.page), _look(moment)
    canvas.panel(TOP, PANEL_HEIGHT)
    canvas.box(LEFT, TOP + 60, LEFT + 6, TOP + 200, look.colour, 3)
    canvas.text(INNER_LEFT, NUMBER_BASE, look.number, PALETTE.text, NUMBER)
    after = INNER_LEFT + round(canvas.width_of(look.number, NUMBER)) + 26
    canvas.text(after, UNIT_BASE, look.unit, look.colour, UNIT)
    canvas.text(after, WORDS_BASE, look.words, PALETTE.quiet, MIDDLE + 5)
    _draw_way(canvas, moment)
    _draw_foot(canvas, drawable(moment.title or ""), moment.day)
    return canvas.png()


def _look(moment: Moment) -> _Look:
    if moment.days is not None:
        return _Look(str(moment.days), "days", "streak", PALETTE.ahead)
    if moment.is_roadmap:
        return _Look("100", "per cent", "roadmap finished", PALETTE.done)
    return _Look("1st", "project", "finished", PALETTE.pause)


def _draw_way(canvas: Canvas, moment: Moment) -> None:
    """A cell for each day of a streak, from the first to the last; for the rest one full bar."""
    if moment.days is None:
        middle = (CELLS_TOP + CELLS_BOTTOM) // 2
        canvas.box(INNER_LEFT, middle - 16, INNER_RIGHT, middle + 16, PALETTE.levels[2], 16)
        return
    columns = COLUMNS.get(moment.days, 25)
    rows = -(-moment.days // columns)
    for index in range(moment.days):
        row, column = divmod(index, columns)
        left, right = _part(INNER_LEFT, INNER_RIGHT, column, columns)
        top, bottom = _part(CELLS_TOP, CELLS_BOTTOM, row, rows)
        canvas.box(
            left, top, right, bottom, PALETTE.levels[index * 4 // moment.days], min(6, (right - left) // 3)
        )


def _part(start: int, end: int, number: int, count: int) -> tuple[int, int]:
    """Where one of `count` equal parts begins and ends, a gap between it and the next."""
    gap = max(2, min(10, (end - start) // count // 5))
    whole = end + gap - start
    return start + whole * number // count, start + whole * (number + 1) // count - gap


def _draw_foot(canvas: Canvas, title: str, day: date) -> None:
    when = full_date(day)
    room = INNER_RIGHT - INNER_LEFT - canvas.width_of(when) - 30
    canvas.text(INNER_LEFT, FOOT_BASE, canvas.fitting(title, room, MIDDLE), PALETTE.text, MIDDLE)
    canvas.text(INNER_RIGHT, FOOT_BASE, when, PALETTE.quiet, anchor="rs")
