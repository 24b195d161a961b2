"""The picture of /progress."""

from bot.domain.progress import ProgressChart
from bot.ui import charts_burnup, charts_heat
from bot.ui.charts_burnup import draw_burnup
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, SPACE, WIDTH, Canvas, drawable
from bot.ui.charts_heat import draw_heat
from bot.ui.charts_kinds import draw_kinds, kinds_height
from bot.ui.charts_letters import legible
from bot.ui.charts_words import slip_text
from bot.ui.language import _
from bot.ui.text import date_text
from bot.ui.theme import PALETTE

TITLE_BASE, STANDING_BASE = 52, 94
TITLE, LONG_TITLE, STANDING = 34, 29, 27
TOP, GAP, FOOT = 116, 14, 24


@legible()
def progress_chart(chart: ProgressChart) -> bytes:
    """The picture as PNG, upright for phones: burn-up, hours by kind, heat map. For any thread to draw."""
    kinds_top = TOP + charts_burnup.HEIGHT + GAP
    heat_top = kinds_top + kinds_height(chart.by_kind) + GAP
    canvas = Canvas(WIDTH, heat_top + charts_heat.HEIGHT + FOOT, PALETTE.page)
    _draw_title(canvas, chart)
    draw_burnup(canvas, chart, TOP)
    draw_kinds(canvas, chart.by_kind, kinds_top)
    draw_heat(canvas, chart, heat_top)
    return canvas.png()


def _draw_title(canvas: Canvas, chart: ProgressChart) -> None:
    title, room = drawable(chart.title) or _("Progress"), INNER_RIGHT - INNER_LEFT
    size = TITLE if canvas.width_of(title, TITLE) <= room else LONG_TITLE
    canvas.text(INNER_LEFT, TITLE_BASE, canvas.fitting(title, room, size), PALETTE.text, size)
    late = chart.slip_minutes >= 30
    colour = PALETTE.ahead if late else PALETTE.done if chart.total_minutes else PALETTE.quiet
    standing, end = slip_text(chart), _end(chart)
    size = canvas.same_size(room - SPACE, STANDING, standing, end)
    standing, end = canvas.together(room - SPACE, (standing, size), (end, size))
    canvas.text(INNER_LEFT, STANDING_BASE, standing, colour, size)
    canvas.text(INNER_RIGHT, STANDING_BASE, end, PALETTE.quiet, size, "rs")


def _end(chart: ProgressChart) -> str:
    if chart.finished:
        return _("on {date}", date=date_text(chart.settled[-1].day, chart.today))
    return _("finish {date}", date=date_text(chart.finish, chart.today)) if chart.finish else ""
