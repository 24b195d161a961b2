"""What the picture of solved problems says, in words; they load without the library that draws."""

from datetime import date
from math import ceil

from bot.domain.problem_aims import AimProgress
from bot.domain.roadmap_claims import Difficulty
from bot.domain.roadmap_terms import Period
from bot.services.problem_results import ProblemChart
from bot.ui.charts_words import MAX_ALT_TEXT
from bot.ui.language import N_, _, ngettext
from bot.ui.names import named
from bot.ui.problem_words import share_text
from bot.ui.text import clip, date_text, human_join

_PERIODS = {
    Period.DAY: N_("today"),
    Period.WEEK: N_("this week"),
    Period.MONTH: N_("this month"),
    Period.YEAR: N_("this year"),
}
_REACHED = {
    Period.DAY: N_("reached today"),
    Period.WEEK: N_("reached this week"),
    Period.MONTH: N_("reached this month"),
    Period.YEAR: N_("reached this year"),
}


def summary(chart: ProblemChart) -> tuple[str, ...]:
    """What the picture says, a sentence a line, roadmaps' titles not yet made safe."""
    aims = tuple(
        _("{title}: {numbers}.", title=each.aim.title, numbers=aim_text(each, chart.today))
        for each in chart.aims
    )
    return (_solved(chart), *aims, *_patterns(chart), *_tasks(chart))


def caption(chart: ProblemChart) -> str:
    """What stands beneath the picture: its description says the rest to whoever does not see it."""
    return _solved(chart)


def alt_text(chart: ProblemChart) -> str:
    """The description of the picture for those who do not see it."""
    return clip(" ".join((_("Chart of solved problems."), *summary(chart))), MAX_ALT_TEXT)


def levels_text(chart: ProblemChart) -> str:
    """`24 easy, 16 medium, 2 hard`."""
    levels = chart.progress.by_difficulty
    counts = [_("{count} {difficulty}", count=levels[level], difficulty=named(level)) for level in Difficulty]
    if chart.progress.unrated:
        counts.append(_("{count} unrated", count=chart.progress.unrated))
    return _(", ").join(counts)


def figure(progress: AimProgress) -> str:
    """`12 of 15`."""
    return share_text(progress.done, progress.aim.total)


def pace_text(progress: AimProgress, today: date) -> str:
    """When it is due, what it takes a week from now on, and how it went lately."""
    aim, pace = progress.aim, progress.pace
    if progress.met:
        return _(_REACHED[aim.per]) if aim.per else _("reached")
    if aim.per:
        return _("{count} to go {period}", count=progress.left, period=_(_PERIODS[aim.per]))
    left = _("{count} to go", count=progress.left)
    recent = _recent(pace.recent)
    if pace.needed is None or aim.due is None:
        return f"{left} · {recent}"
    date = date_text(aim.due, today)
    if aim.due < today:
        return f"{left} · {_('was due {date}', date=date)} · {recent}"
    needed = ceil(pace.needed)
    reach = ngettext(
        "{count} a week reach it by {date}", "{count} a week reach it by {date}", needed, date=date
    )
    return f"{reach} · {recent}"


def aim_text(progress: AimProgress, today: date) -> str:
    """`12 of 15 (easy 7 of 10, medium 5 of 5) · 3 a week reach it by 4 Jan · 2 a week lately`."""
    aim = progress.aim
    parts = [_part(progress, level, wanted) for level, wanted in aim.parts]
    numbers = f"{figure(progress)} ({_(', ').join(parts)})" if parts else figure(progress)
    return f"{numbers} · {pace_text(progress, today)}"


def _part(progress: AimProgress, level: Difficulty, wanted: int) -> str:
    done = min(wanted, progress.by_difficulty[level])
    return _("{difficulty} {done} of {total}", difficulty=named(level), done=done, total=wanted)


def _recent(pace: float) -> str:
    """Problems come whole; never 0 for something."""
    whole = round(pace)
    if pace and not whole:
        return _("less than 1 a week lately")
    return ngettext("{count} a week lately", "{count} a week lately", whole)


def _solved(chart: ProblemChart) -> str:
    progress = chart.progress
    again = progress.solves - progress.solved
    facts = [
        ngettext(
            "{count:,} problem solved ({levels})",
            "{count:,} problems solved ({levels})",
            progress.solved,
            levels=levels_text(chart),
        )
    ]
    if again:
        facts.append(ngettext("redone {count:,} time", "redone {count:,} times", again))
    facts.append(_("{count} this week", count=chart.week))
    said = _(", ").join(facts)
    if not chart.due:
        return _("{facts}.", facts=said)
    return _("{facts}; {count} due to be repeated.", facts=said, count=chart.due)


def _patterns(chart: ProblemChart) -> tuple[str, ...]:
    """One sentence; none before the first solve."""
    tried = [each for each in chart.progress.patterns if each.record]
    if not tried:
        return ()
    each_of = [f"{each.pattern.title} {share_text(each.tally.done, each.tally.total)}" for each in tried]
    weak = [each.pattern.title for each in tried if each.record and each.record.is_weak]
    words = _("By pattern: {patterns}.", patterns=_(", ").join(each_of))
    if not weak:
        return (words,)
    return (f"{words} {_('Often hard lately: {patterns}.', patterns=human_join(weak))}",)


def _tasks(chart: ProblemChart) -> tuple[str, ...]:
    if not chart.ml_solved:
        return ()
    said = ngettext(
        "Machine learning from scratch: {done} of {count:,} task.",
        "Machine learning from scratch: {done} of {count:,} tasks.",
        chart.ml_total,
        done=chart.ml_solved,
    )
    return (said,)
