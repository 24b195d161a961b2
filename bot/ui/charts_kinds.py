"""Hours by kind of work: a bar for what was done, and a mark where the budget so far ends."""

from bot.domain.hours_by_kind import Basis, HoursByKind, KindHours
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, Canvas
from bot.ui.text import hours_text
from bot.ui.theme import PALETTE

FIRST_ROW, PITCH, FOOT = 90, 44, 10
BAR_LEFT, BAR_RIGHT = 178, 536
THICK, MARK = 16, 28
SO_FAR = {Basis.BUDGET: "budget so far", Basis.PLAN: "planned so far", Basis.BOTH: "budget so far"}


def kinds_height(hours: HoursByKind) -> int:
    """How high the panel is: a row for each kind, and one for the words when there is none."""
    return FIRST_ROW + max(len(hours.kinds), 1) * PITCH - FOOT


def draw_kinds(canvas: Canvas, hours: HoursByKind, top: int) -> None:
    """Panel, legend and a row for each kind."""
    canvas.panel(top, kinds_height(hours))
    canvas.text(INNER_LEFT, top + 44, "Hours by kind", PALETTE.text, MIDDLE)
    _draw_legend(canvas, top + 44, SO_FAR[hours.basis])
    longest = max((max(row.done, row.due) for row in hours.kinds), default=0)
    for index, row in enumerate(hours.kinds):
        _draw_row(canvas, row, top + FIRST_ROW + index * PITCH, max(longest, 1))
    if not hours.kinds:
        canvas.text(INNER_LEFT, top + FIRST_ROW + 12, "No work is planned yet", PALETTE.quiet)


def _draw_legend(canvas: Canvas, base: int, words: str) -> None:
    canvas.text(INNER_RIGHT, base, words, PALETTE.quiet, anchor="rs")
    x = round(INNER_RIGHT - canvas.width_of(words)) - 14
    canvas.box(x - 4, base - 22, x, base + 4, PALETTE.today, 2)


def _draw_row(canvas: Canvas, row: KindHours, middle: int, longest: int) -> None:
    top, bottom = middle - THICK // 2, middle + THICK // 2
    length = BAR_RIGHT - BAR_LEFT
    canvas.text(INNER_LEFT, middle + 9, row.kind.value.capitalize(), PALETTE.text)
    canvas.box(BAR_LEFT, top, BAR_RIGHT, bottom, PALETTE.grid, 4)
    if row.done:
        end = BAR_LEFT + max(round(length * row.done / longest), 8)
        canvas.box(BAR_LEFT, top, end, bottom, PALETTE.done, 4)
    if row.due:
        at = BAR_LEFT + round(length * row.due / longest)
        canvas.box(at - 4, middle - MARK // 2, at, middle + MARK // 2, PALETTE.today, 2)
    canvas.text(INNER_RIGHT, middle + 9, _figures(row), PALETTE.quiet, anchor="rs")


def _figures(row: KindHours) -> str:
    if not row.done and not row.due:
        return "none yet"
    return f"{hours_text(row.done).removesuffix(' h')} of {hours_text(row.due)}"
