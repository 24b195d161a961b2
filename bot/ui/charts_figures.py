"""The four figures beside the heat map."""

from dataclasses import dataclass

from bot.domain.progress import ProgressChart
from bot.ui.charts_canvas import Canvas
from bot.ui.text import date_text, hours_text, percent, plural
from bot.ui.theme import PALETTE

LEFT, TOP = 516, 316
WIDTH, HEIGHT, GAP, INSET = 222, 108, 16, 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A small word above, a large one, and a small one below; `share` from 0 to 1 adds a bar."""

    above: str
    large: str
    below: str
    share: float | None = None


def draw_figures(canvas: Canvas, chart: ProgressChart) -> None:
    """Streak, share done, finish and this week, two by two."""
    for index, figure in enumerate((_streak(chart), _done(chart), _finish(chart), _week(chart))):
        left = LEFT + index % 2 * (WIDTH + GAP)
        _draw(canvas, left, TOP + index // 2 * (HEIGHT + GAP), figure)


def slip_text(chart: ProgressChart) -> str:
    """How the member stands against the plan; half an hour either way is on plan."""
    if not chart.total_minutes:
        return "nothing planned yet"
    if chart.finished:
        return "finished"
    if abs(chart.slip_minutes) < 30:
        return "on plan"
    side = "behind" if chart.slip_minutes > 0 else "ahead of"
    return f"{hours_text(abs(chart.slip_minutes))} {side} plan"


def _draw(canvas: Canvas, left: float, top: float, figure: Figure) -> None:
    canvas.box(left, top, left + WIDTH, top + HEIGHT, PALETTE.panel, 14)
    rows = (
        (28, figure.above, 17, PALETTE.quiet),
        (62, figure.large, 32, PALETTE.text),
        (86, figure.below, 17, PALETTE.quiet),
    )
    for base, words, size, colour in rows:
        canvas.text(left + INSET, top + base, canvas.fitting(words, size, WIDTH - 2 * INSET), size, colour)
    if figure.share is not None:
        _draw_bar(canvas, left + INSET, top + HEIGHT - 13, figure.share)


def _draw_bar(canvas: Canvas, left: float, top: float, share: float) -> None:
    length = WIDTH - 2 * INSET
    canvas.box(left, top, left + length, top + 4, PALETTE.grid, 2)
    if share > 0:
        canvas.box(left, top, left + max(length * min(share, 1), 4), top + 4, PALETTE.done, 2)


def _streak(chart: ProgressChart) -> Figure:
    return Figure(
        "Streak", plural(chart.streak.current, "day"), f"longest {plural(chart.streak.longest, 'day')}"
    )


def _done(chart: ProgressChart) -> Figure:
    done, total = chart.settled_minutes, chart.total_minutes
    return Figure(
        "Done", percent(done, total), f"{hours_text(done)} of {hours_text(total)}", done / max(total, 1)
    )


def _finish(chart: ProgressChart) -> Figure:
    if chart.finished:
        return Figure("Finish", "reached", f"on {date_text(chart.settled[-1].day, chart.today)}")
    if chart.finish is None:
        return Figure("Finish", "open", "nothing planned yet")
    return Figure("Finish", date_text(chart.finish, chart.today), "projected")


def _week(chart: ProgressChart) -> Figure:
    done, pace = chart.week_minutes, chart.pace_minutes
    return Figure("This week", hours_text(done), f"of {hours_text(pace)}", done / max(pace, 1))
