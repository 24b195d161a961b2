"""What the picture of solved problems says, in words; they load without the library that draws."""

from datetime import date
from math import ceil

from bot.domain.problem_aims import AimProgress
from bot.domain.roadmap_claims import Difficulty
from bot.domain.roadmap_terms import Period
from bot.services.problem_results import ProblemChart
from bot.ui.charts_words import MAX_ALT_TEXT
from bot.ui.text import clip, date_text, human_join, plural

_PERIODS = {
    Period.DAY: "today",
    Period.WEEK: "this week",
    Period.MONTH: "this month",
    Period.YEAR: "this year",
}


def summary(chart: ProblemChart) -> tuple[str, ...]:
    """What the picture says, a sentence a line, roadmaps' titles not yet made safe."""
    aims = tuple(f"{each.aim.title}: {aim_text(each, chart.today)}." for each in chart.aims)
    return (_solved(chart), *aims, *_patterns(chart), *_tasks(chart))


def caption(chart: ProblemChart) -> str:
    """What stands beneath the picture: its description says the rest to whoever does not see it."""
    return _solved(chart)


def alt_text(chart: ProblemChart) -> str:
    """The description of the picture for those who do not see it."""
    return clip(" ".join(("Chart of solved problems.", *summary(chart))), MAX_ALT_TEXT)


def levels_text(chart: ProblemChart) -> str:
    """`24 easy, 16 medium, 2 hard`."""
    levels = chart.progress.by_difficulty
    named = [f"{levels[level]} {level.value}" for level in Difficulty]
    return ", ".join([*named, *([f"{chart.progress.unrated} unrated"] if chart.progress.unrated else [])])


def figure(progress: AimProgress) -> str:
    """`12 of 15`."""
    return f"{progress.done} of {progress.aim.total}"


def pace_text(progress: AimProgress, today: date) -> str:
    """When it is due, what it takes a week from now on, and how it went lately."""
    aim, pace = progress.aim, progress.pace
    if progress.met:
        return f"reached {_PERIODS[aim.per]}" if aim.per else "reached"
    left = f"{progress.left} to go"
    if aim.per:
        return f"{left} {_PERIODS[aim.per]}"
    recent = f"{_whole(round(pace.recent), pace.recent)} a week lately"
    if pace.needed is None or aim.due is None:
        return f"{left} · {recent}"
    if aim.due < today:
        return f"{left} · was due {date_text(aim.due, today)} · {recent}"
    return f"{ceil(pace.needed)} a week reach it by {date_text(aim.due, today)} · {recent}"


def aim_text(progress: AimProgress, today: date) -> str:
    """`12 of 15 (easy 7 of 10, medium 5 of 5) · 3 a week reach it by 4 Jan · 2 a week lately`."""
    aim = progress.aim
    parts = [
        f"{level.value} {min(wanted, progress.by_difficulty[level])} of {wanted}"
        for level, wanted in aim.parts
    ]
    split = f" ({', '.join(parts)})" if parts else ""
    return f"{figure(progress)}{split} · {pace_text(progress, today)}"


def _whole(rounded: int, value: float) -> str:
    """Problems come whole; never 0 for something."""
    return "less than 1" if value and not rounded else f"{rounded}"


def _solved(chart: ProblemChart) -> str:
    progress = chart.progress
    again = progress.solves - progress.solved
    redone = f", redone {plural(again, 'time')}" if again else ""
    due = f"; {chart.due} due to be repeated" if chart.due else ""
    return (
        f"{plural(progress.solved, 'problem')} solved ({levels_text(chart)}){redone}, "
        f"{chart.week} this week{due}."
    )


def _patterns(chart: ProblemChart) -> tuple[str, ...]:
    """One sentence; none before the first solve."""
    tried = [each for each in chart.progress.patterns if each.record]
    if not tried:
        return ()
    named = [f"{each.pattern.title} {each.tally.done} of {each.tally.total}" for each in tried]
    weak = [each.pattern.title for each in tried if each.record and each.record.is_weak]
    words = f"By pattern: {', '.join(named)}."
    return (f"{words} Often hard lately: {human_join(weak)}." if weak else words,)


def _tasks(chart: ProblemChart) -> tuple[str, ...]:
    if not chart.ml_solved:
        return ()
    return (f"Machine learning from scratch: {chart.ml_solved} of {plural(chart.ml_total, 'task')}.",)
