"""Coding problems in words: their names, how they felt, when they come back."""

from datetime import date

from bot.domain.problem_log import Solve
from bot.domain.problem_names import Named
from bot.domain.problems import Problem, ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.ui import names
from bot.ui.language import N_, _, ngettext
from bot.ui.text import capital, clip, day_text, link, minutes_text, safe

FELT: dict[Grade, tuple[str, str]] = {
    # limit: 40
    Grade.AGAIN: (N_("Again"), N_("I needed the solution")),
    # limit: 40
    Grade.HARD: (N_("Hard"), N_("I got there, with trouble")),
    # limit: 40
    Grade.GOOD: (N_("Good"), N_("it went as it should")),
    # limit: 40
    Grade.EASY: (N_("Easy"), N_("I could do it asleep")),
}
"""What each grade is called, and what it means."""

_FELT_ONCE = {
    Grade.AGAIN: N_("needed the solution"),
    Grade.HARD: N_("felt hard"),
    Grade.GOOD: N_("felt good"),
    Grade.EASY: N_("felt easy"),
}

PAID = "🔒"
TASK_MARK = "ML"


def label_text(named: Named) -> str:
    """How a problem is written in a list; one that is only a number is called so."""
    if named.kind is ProblemKind.LEETCODE and not named.listed and named.key.isdigit():
        return _("Problem {number}", number=named.key)
    return named.label


def naming(words: str, limit: int, named: Named, **values: object) -> str:
    """These words with the problem's name as `{problem}`, cut so that all of it fits `limit` characters."""
    room = limit - len(_(words, problem="", **values))
    return _(words, problem=clip(label_text(named), max(room, 1)), **values)


def linked(named: Named) -> str:
    """A problem with its link, as Markdown; a task of our own has a mark in its place."""
    mark = f"{TASK_MARK} · " if named.kind is ProblemKind.ML_CODING else ""
    return f"{mark}{link(label_text(named), named.url, 150)}"


def problem_link(problem: Problem) -> str:
    """One of the catalogue's problems with its link, as Markdown."""
    return link(problem.label, problem.url, 150)


def suggestion(named: Named) -> str:
    """A problem in a list of suggestions, without Markdown."""
    mark = f"{TASK_MARK} · " if named.kind is ProblemKind.ML_CODING else ""
    level = f" · {difficulty_text(named.difficulty)}" if named.difficulty else ""
    return clip(f"{mark}{label_text(named)}{level}{f' {PAID}' if named.paid else ''}", 100)


def difficulty_text(difficulty: Difficulty) -> str:
    """`Easy`."""
    return capital(names.named(difficulty))


def facts_text(solve: Solve, pattern_title: str) -> str:
    """`Easy · Hash maps · 35 min · felt hard`: what is known of a solve."""
    task = solve.kind is ProblemKind.ML_CODING
    facts = (
        _("machine learning from scratch") if task else "",
        difficulty_text(solve.difficulty) if solve.difficulty else "",
        pattern_title,
        minutes_text(solve.minutes) if solve.minutes else "",
        felt_text(solve.grade) if solve.grade else "",
    )
    return " · ".join(fact for fact in facts if fact)


def solved_day_text(solve: Solve, today: date) -> str:
    """`today`, `Sat 21 Nov`, or what is known instead."""
    return _("before your plan began") if solve.before else day_text(solve.day, today)


def felt_text(grade: Grade) -> str:
    """`felt hard`."""
    return _(_FELT_ONCE[grade])


def note_text(note: str, limit: int = 700) -> str:
    """A member's own words, quoted."""
    return f"> {safe(note, limit)}"


def share_text(done: int, total: int) -> str:
    """`12 of 15`."""
    return _("{done} of {total}", done=done, total=total)


def rerolled_text(times: int) -> str:
    """How often another one was asked for."""
    return ngettext("Re-rolled {count:,} time today.", "Re-rolled {count:,} times today.", times)


def back_text(day: date, today: date) -> str:
    """`tomorrow`, `in 8 days, Sat 28 Nov`; what is overdue is for today."""
    days = (day - today).days
    if days <= 1:
        return day_text(max(day, today), today)
    return ngettext("in {count:,} day, {date}", "in {count:,} days, {date}", days, date=day_text(day, today))


def since_text(day: date, today: date) -> str:
    """How long a problem has been due."""
    days = (today - day).days
    if days <= 0:
        return _("due today")
    return ngettext("due for {count:,} day", "due for {count:,} days", days)


def rest_text(day: date, today: date) -> str:
    """A rest on a button: `1 day`, `8 days`, `3 months`."""
    days = (day - today).days
    if days < 60:
        return ngettext("{count:,} day", "{count:,} days", days)
    return ngettext("{count:,} month", "{count:,} months", round(days / 30))
