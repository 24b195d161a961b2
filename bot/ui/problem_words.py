"""Coding problems in words: their names, how they felt, when they come back."""

from datetime import date

from bot.domain.problem_log import Solve
from bot.domain.problem_names import Named
from bot.domain.problems import Problem, ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.ui.text import clip, day_text, link, minutes_text, plural, safe

FELT: dict[Grade, tuple[str, str]] = {
    Grade.AGAIN: ("Again", "I needed the solution"),
    Grade.HARD: ("Hard", "I got there, with trouble"),
    Grade.GOOD: ("Good", "it went as it should"),
    Grade.EASY: ("Easy", "I could do it asleep"),
}
"""What each grade is called, and what it means."""

PAID = "🔒"
TASK_MARK = "ML"


def linked(named: Named) -> str:
    """A problem with its link, as Markdown; a task of our own has a mark in its place."""
    mark = f"{TASK_MARK} · " if named.kind is ProblemKind.ML_CODING else ""
    return f"{mark}{link(named.label, named.url, 150)}"


def problem_link(problem: Problem) -> str:
    """One of the catalogue's problems with its link, as Markdown."""
    return link(problem.label, problem.url, 150)


def suggestion(named: Named) -> str:
    """A problem in a list of suggestions, without Markdown."""
    mark = f"{TASK_MARK} · " if named.kind is ProblemKind.ML_CODING else ""
    level = f" · {difficulty_text(named.difficulty)}" if named.difficulty else ""
    return clip(f"{mark}{named.label}{level}{f' {PAID}' if named.paid else ''}", 100)


def difficulty_text(difficulty: Difficulty) -> str:
    """`Easy`."""
    return difficulty.value.capitalize()


def facts_text(solve: Solve, pattern_title: str) -> str:
    """`Easy · Hash maps · 35 min · felt hard`: what is known of a solve."""
    task = solve.kind is ProblemKind.ML_CODING
    facts = (
        "machine learning from scratch" if task else "",
        difficulty_text(solve.difficulty) if solve.difficulty else "",
        pattern_title,
        minutes_text(solve.minutes) if solve.minutes else "",
        felt_text(solve.grade) if solve.grade else "",
    )
    return " · ".join(fact for fact in facts if fact)


def solved_day_text(solve: Solve, today: date) -> str:
    """`today`, `Sat 21 Nov`, or what is known instead."""
    return "before your plan began" if solve.before else day_text(solve.day, today)


def felt_text(grade: Grade) -> str:
    """`felt hard`."""
    return "needed the solution" if grade is Grade.AGAIN else f"felt {grade.value}"


def note_text(note: str, limit: int = 700) -> str:
    """A member's own words, quoted."""
    return f"> {safe(note, limit)}"


def back_text(day: date, today: date) -> str:
    """`tomorrow`, `in 8 days, Sat 28 Nov`; what is overdue is for today."""
    days = (day - today).days
    if days <= 0:
        return "today"
    return day_text(day, today) if days == 1 else f"in {plural(days, 'day')}, {day_text(day, today)}"


def since_text(day: date, today: date) -> str:
    """How long a problem has been due."""
    days = (today - day).days
    return f"due for {plural(days, 'day')}" if days > 0 else "due today"


def rest_text(day: date, today: date) -> str:
    """A rest on a button: `1 day`, `8 days`, `3 months`."""
    days = (day - today).days
    return plural(days, "day") if days < 60 else plural(round(days / 30), "month")
