"""The picture of solved problems: against what the roadmap asks for, by difficulty, by pattern."""

from datetime import date

from bot.domain.problem_aims import AimProgress
from bot.domain.problem_progress import PatternProgress
from bot.domain.roadmap_claims import Difficulty
from bot.services.problem_results import ProblemChart
from bot.ui.charts_canvas import INNER_LEFT, INNER_RIGHT, MIDDLE, SMALL, SPACE, WIDTH, Canvas, drawable
from bot.ui.charts_kinds import draw_heading
from bot.ui.charts_letters import legible
from bot.ui.charts_problems_words import pace_text
from bot.ui.charts_words import part_text
from bot.ui.language import _, ngettext
from bot.ui.names import named
from bot.ui.text import capital
from bot.ui.theme import PALETTE

TITLE, TITLE_BASE, SMALLER_BASE = 38, 58, 100
TOP, GAP, FOOT = 122, 14, 24
HEADING = 46
FIRST_ROW = 92
THICK, MARK = 16, 28
AIM_PITCH = 124
LEVEL_PITCH, PATTERN_PITCH = 44, 40
LEVEL_LEFT, PATTERN_LEFT, BARS_RIGHT = 160, 408, 596
LEVEL_ROOM, FIGURES_ROOM = LEVEL_LEFT - INNER_LEFT - 10, INNER_RIGHT - BARS_RIGHT - 10
PATTERN_ROOM = PATTERN_LEFT - INNER_LEFT - 34
BESIDE = INNER_RIGHT - INNER_LEFT - SPACE
"""The room of two that share a row."""
LEAST_BAR = 8
"""A bar that stands for anything at all can be seen."""


@legible()
def problems_chart(chart: ProblemChart) -> bytes:
    """The picture as PNG, upright for phones. For any thread to draw."""
    aims_top = TOP
    levels_top = aims_top + (_aims_height(chart) + GAP if chart.aims else 0)
    patterns_top = levels_top + _rows_height(len(Difficulty), LEVEL_PITCH) + GAP
    height = patterns_top + _rows_height(len(chart.progress.patterns), PATTERN_PITCH) + FOOT
    canvas = Canvas(WIDTH, height, PALETTE.page)
    _draw_numbers(canvas, chart)
    if chart.aims:
        _draw_aims(canvas, chart, aims_top)
    _draw_levels(canvas, chart, levels_top)
    _draw_patterns(canvas, chart, patterns_top)
    return canvas.png()


def _aims_height(chart: ProblemChart) -> int:
    return FIRST_ROW - 12 + len(chart.aims) * AIM_PITCH


def _rows_height(rows: int, pitch: int) -> int:
    return FIRST_ROW + rows * pitch - 8


def _draw_numbers(canvas: Canvas, chart: ProblemChart) -> None:
    solved = ngettext("{count:,} problem solved", "{count:,} problems solved", chart.progress.solved)
    week = _("{count} this week", count=chart.week)
    solved, week = canvas.together(BESIDE, (solved, TITLE), (week, MIDDLE))
    canvas.text(INNER_LEFT, TITLE_BASE, solved, PALETTE.text, TITLE)
    colour = PALETTE.done if chart.week else PALETTE.quiet
    canvas.text(INNER_RIGHT, TITLE_BASE, week, colour, MIDDLE, "rs")
    tasks = ngettext(
        "{done} of {count:,} ML task", "{done} of {count:,} ML tasks", chart.ml_total, done=chart.ml_solved
    )
    due = _("{count} due again", count=chart.due) if chart.due else _("nothing due")
    tasks, due = canvas.together(BESIDE, (tasks, MIDDLE), (due, MIDDLE))
    canvas.text(INNER_LEFT, SMALLER_BASE, tasks, PALETTE.quiet, MIDDLE)
    canvas.text(INNER_RIGHT, SMALLER_BASE, due, PALETTE.ahead if chart.due else PALETTE.quiet, MIDDLE, "rs")


def _draw_aims(canvas: Canvas, chart: ProblemChart, top: int) -> None:
    canvas.panel(top, _aims_height(chart))
    draw_heading(canvas, top + HEADING, _("Your roadmap asks for"), _("even pace"))
    for index, each in enumerate(chart.aims):
        _draw_aim(canvas, each, chart.today, top + FIRST_ROW + index * AIM_PITCH)


def _draw_aim(canvas: Canvas, progress: AimProgress, today: date, top: int) -> None:
    """Its title and numbers, a bar with a mark where an even pace would be, and the pace in words."""
    done = part_text(progress.done, progress.aim.total)
    room = INNER_RIGHT - INNER_LEFT - canvas.width_of(done) - 30
    title = canvas.fitting(drawable(progress.aim.title) or _("Problems"), room)
    canvas.text(INNER_LEFT, top + 8, title, PALETTE.text)
    canvas.text(INNER_RIGHT, top + 8, done, PALETTE.text, anchor="rs")
    middle, late = top + 34, progress.behind > 0
    _draw_bar(canvas, (INNER_LEFT, INNER_RIGHT), middle, progress.done, progress.aim.total)
    if progress.pace.expected and not progress.met:
        _draw_mark(canvas, (INNER_LEFT, INNER_RIGHT), middle, progress.pace.expected, progress.aim.total)
    colour = PALETTE.done if progress.met else PALETTE.ahead if late else PALETTE.quiet
    words = canvas.fitting(pace_text(progress, today), INNER_RIGHT - INNER_LEFT)
    canvas.text(INNER_LEFT, top + 76, words, colour)


def _draw_levels(canvas: Canvas, chart: ProblemChart, top: int) -> None:
    """A bar for each difficulty; its mark is what the roadmap asks for."""
    wanted = _wanted(chart)
    canvas.panel(top, _rows_height(len(Difficulty), LEVEL_PITCH))
    if wanted:
        draw_heading(canvas, top + HEADING, _("By difficulty"), _("asked for"))
    else:
        canvas.text(INNER_LEFT, top + HEADING, _("By difficulty"), PALETTE.text, MIDDLE)
    solved = chart.progress.by_difficulty
    longest = max(*solved.values(), *wanted.values(), 1)
    for index, level in enumerate(Difficulty):
        middle = top + FIRST_ROW + index * LEVEL_PITCH
        name = canvas.fitting(capital(named(level)), LEVEL_ROOM)
        canvas.text(INNER_LEFT, middle + 9, name, PALETTE.text)
        _draw_bar(canvas, (LEVEL_LEFT, BARS_RIGHT), middle, solved[level], longest)
        if level in wanted:
            _draw_mark(canvas, (LEVEL_LEFT, BARS_RIGHT), middle, wanted[level], longest)
        words = part_text(solved[level], wanted[level]) if level in wanted else f"{solved[level]}"
        canvas.text(INNER_RIGHT, middle + 9, canvas.fitting(words, FIGURES_ROOM), PALETTE.quiet, anchor="rs")


def _wanted(chart: ProblemChart) -> dict[Difficulty, int]:
    """The most that any number asks for of each difficulty; a rate says nothing about the whole log."""
    wanted: dict[Difficulty, int] = {}
    for each in chart.aims:
        for level, amount in () if each.aim.per else each.aim.parts:
            wanted[level] = max(amount, wanted.get(level, 0))
    return wanted


def _draw_patterns(canvas: Canvas, chart: ProblemChart, top: int) -> None:
    patterns = chart.progress.patterns
    canvas.panel(top, _rows_height(len(patterns), PATTERN_PITCH))
    room = INNER_RIGHT - INNER_LEFT - SPACE - 26
    title, words = canvas.together(room, (_("By pattern"), MIDDLE), (_("often hard lately"), SMALL))
    canvas.text(INNER_LEFT, top + HEADING, title, PALETTE.text, MIDDLE)
    canvas.text(INNER_RIGHT, top + HEADING, words, PALETTE.quiet, anchor="rs")
    canvas.dot(INNER_RIGHT - canvas.width_of(words) - 18, top + HEADING - 8, 8, PALETTE.ahead)
    longest = max((each.tally.total for each in patterns), default=1)
    for index, each in enumerate(patterns):
        _draw_pattern(canvas, each, top + FIRST_ROW + index * PATTERN_PITCH, longest)


def _draw_pattern(canvas: Canvas, each: PatternProgress, middle: int, longest: int) -> None:
    """As long as the pattern has problems, filled as far as they are solved."""
    title = canvas.fitting(drawable(each.pattern.title) or "?", PATTERN_ROOM)
    canvas.text(INNER_LEFT, middle + 9, title, PALETTE.text if each.record else PALETTE.quiet)
    if each.record and each.record.is_weak:
        canvas.dot(PATTERN_LEFT - 18, middle, 8, PALETTE.ahead)
    length = BARS_RIGHT - PATTERN_LEFT
    right = PATTERN_LEFT + max(round(length * each.tally.total / longest), 2 * LEAST_BAR)
    _draw_bar(canvas, (PATTERN_LEFT, right), middle, each.tally.done, each.tally.total)
    figures = canvas.fitting(part_text(each.tally.done, each.tally.total), FIGURES_ROOM)
    canvas.text(INNER_RIGHT, middle + 9, figures, PALETTE.quiet, anchor="rs")


def _draw_bar(canvas: Canvas, across: tuple[int, int], middle: int, done: int, whole: int) -> None:
    left, right = across
    top, bottom = middle - THICK // 2, middle + THICK // 2
    canvas.box(left, top, right, bottom, PALETTE.grid, 4)
    if done:
        end = min(left + max(round((right - left) * done / max(whole, 1)), LEAST_BAR), right)
        canvas.box(left, top, end, bottom, PALETTE.done, 4)


def _draw_mark(canvas: Canvas, across: tuple[int, int], middle: int, at: int, whole: int) -> None:
    left, right = across
    x = min(left + max(round((right - left) * at / max(whole, 1)), 4), right)
    canvas.box(x - 4, middle - MARK // 2, x, middle + MARK // 2, PALETTE.today, 2)
