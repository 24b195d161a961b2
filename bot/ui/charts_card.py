"""The picture of one moment: the number large, the days that made it, the roadmap and the date."""

from dataclasses import dataclass
from datetime import date

from bot.domain.moments import Moment
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, LEFT, MIDDLE, WIDTH, Canvas, drawable
from bot.ui.charts_letters import legible
from bot.ui.language import _, pgettext
from bot.ui.text import full_date
from bot.ui.theme import PALETTE

HEIGHT = 480
TOP, PANEL_HEIGHT = 24, 432
NUMBER, NUMBER_BASE, NUMBER_ROOM = 190, 226, 400
UNIT, UNIT_BASE, WORDS, WORDS_BASE = 62, 160, MIDDLE + 5, 222
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


@legible()
def moment_card(moment: Moment) -> bytes:
    """The picture as PNG, readable at a phone's width. For any thread to draw."""
    canvas, look = Canvas(WIDTH, HEIGHT, PALETTE.page), _look(moment)
    canvas.panel(TOP, PANEL_HEIGHT)
    canvas.box(LEFT, TOP + 60, LEFT + 6, TOP + 200, look.colour, 3)
    size = canvas.size_for(look.number, NUMBER_ROOM, NUMBER)
    canvas.text(INNER_LEFT, NUMBER_BASE, look.number, PALETTE.text, size)
    after = INNER_LEFT + round(canvas.width_of(look.number, size)) + 26
    _draw_line(canvas, after, UNIT_BASE, look.unit, look.colour, UNIT)
    _draw_line(canvas, after, WORDS_BASE, look.words, PALETTE.quiet, WORDS)
    _draw_way(canvas, moment)
    _draw_foot(canvas, drawable(moment.title or ""), moment.day)
    return canvas.png()


def _draw_line(canvas: Canvas, left: int, base: int, words: str, colour: str, size: int) -> None:
    """Beside the number, smaller where a language needs more room."""
    size = canvas.size_for(words, INNER_RIGHT - left, size)
    canvas.text(left, base, canvas.fitting(words, INNER_RIGHT - left, size), colour, size)


def _look(moment: Moment) -> _Look:
    if moment.days is not None:
        return _Look(str(moment.days), pgettext("card", "days"), pgettext("card", "streak"), PALETTE.ahead)
    if moment.is_roadmap:
        return _Look("100", _("per cent"), _("roadmap finished"), PALETTE.done)
    return _Look(_("1st"), _("project"), _("finished"), PALETTE.pause)


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
