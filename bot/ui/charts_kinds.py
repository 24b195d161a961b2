"""Hours by kind of work: a bar for what was done, and a mark where the budget so far ends."""

from math import ceil

from bot.domain.hours_by_kind import Basis, HoursByKind, KindHours
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, SMALL, SPACE, Canvas
from bot.ui.charts_words import part_text
from bot.ui.language import N_, _
from bot.ui.names import named
from bot.ui.text import capital, hours_figure, hours_text
from bot.ui.theme import PALETTE

FIRST_ROW, PITCH, FOOT = 90, 44, 10
BAR_LEFT, BAR_RIGHT, SHORTEST_RIGHT = 178, 536, 400
THICK, MARK = 16, 28
SO_FAR = {
    Basis.BUDGET: N_("budget so far"),
    Basis.PLAN: N_("planned so far"),
    Basis.BOTH: N_("budget so far"),
}
BESIDE = 10
"""Between a bar and the words beside it, at least."""
KIND_ROOM = BAR_LEFT - BESIDE - INNER_LEFT


def kinds_height(hours: HoursByKind) -> int:
    """How high the panel is: a row for each kind, and one for the words when there is none."""
    return FIRST_ROW + max(len(hours.kinds), 1) * PITCH - FOOT


def draw_kinds(canvas: Canvas, hours: HoursByKind, top: int) -> None:
    """Panel, legend and a row for each kind."""
    canvas.panel(top, kinds_height(hours))
    draw_heading(canvas, top + 44, _("Hours by kind"), _(SO_FAR[hours.basis]))
    right = _bars_right(canvas, hours)
    longest = max((max(row.done, row.due) for row in hours.kinds), default=0)
    for index, row in enumerate(hours.kinds):
        _draw_row(canvas, row, top + FIRST_ROW + index * PITCH, right, max(longest, 1))
    if not hours.kinds:
        canvas.text(INNER_LEFT, top + FIRST_ROW + 12, _("No work is planned yet"), PALETTE.quiet)


def _bars_right(canvas: Canvas, hours: HoursByKind) -> int:
    """Where the longest bar ends: long figures take of its room, though not all."""
    widest = max((canvas.width_of(_figures(row)) for row in hours.kinds), default=0)
    return max(min(BAR_RIGHT, INNER_RIGHT - BESIDE - ceil(widest)), SHORTEST_RIGHT)


def draw_heading(canvas: Canvas, base: int, title: str, mark: str) -> None:
    """The title of a panel with bars, and what the mark beside them means."""
    room = INNER_RIGHT - INNER_LEFT - SPACE - 18
    title, mark = canvas.together(room, (title, MIDDLE), (mark, SMALL))
    canvas.text(INNER_LEFT, base, title, PALETTE.text, MIDDLE)
    canvas.text(INNER_RIGHT, base, mark, PALETTE.quiet, anchor="rs")
    x = round(INNER_RIGHT - canvas.width_of(mark)) - 14
    canvas.box(x - 4, base - 22, x, base + 4, PALETTE.today, 2)


def _draw_row(canvas: Canvas, row: KindHours, middle: int, right: int, longest: int) -> None:
    top, bottom = middle - THICK // 2, middle + THICK // 2
    length = right - BAR_LEFT
    canvas.text(INNER_LEFT, middle + 9, canvas.fitting(capital(named(row.kind)), KIND_ROOM), PALETTE.text)
    canvas.box(BAR_LEFT, top, right, bottom, PALETTE.grid, 4)
    if row.done:
        end = BAR_LEFT + max(round(length * row.done / longest), 8)
        canvas.box(BAR_LEFT, top, end, bottom, PALETTE.done, 4)
    if row.due:
        at = BAR_LEFT + round(length * row.due / longest)
        canvas.box(at - 4, middle - MARK // 2, at, middle + MARK // 2, PALETTE.today, 2)
    figures = canvas.fitting(_figures(row), INNER_RIGHT - BESIDE - right)
    canvas.text(INNER_RIGHT, middle + 9, figures, PALETTE.quiet, anchor="rs")


def _figures(row: KindHours) -> str:
    if not row.done and not row.due:
        return _("none yet")
    return part_text(hours_figure(row.done), hours_text(row.due))
