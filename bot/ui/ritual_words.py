"""What rituals say: their posts, and a member's own words as safe Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Reflection, Review, WeekPlan, Wins
from bot.domain.rituals import Ritual
from bot.ui import theme
from bot.ui.text import SHORT_MONTHS, human_join, late_lines, minutes_text, plural, safe

TITLES: Mapping[Ritual, str] = {
    Ritual.GOALS: "Goals for the week",
    Ritual.ADJUST: "Halfway through the week",
    Ritual.WINS: "Wins of the week",
    Ritual.PLAN: "Plan for next week",
    Ritual.REVIEW: "The month in review",
    Ritual.DIGEST: "Weekly digest",
}

MARKS: Mapping[Ritual, str] = {
    Ritual.GOALS: theme.GOAL,
    Ritual.ADJUST: theme.COMPASS,
    Ritual.WINS: theme.WIN,
    Ritual.PLAN: theme.WEEK,
    Ritual.REVIEW: theme.REVIEW,
    Ritual.DIGEST: theme.CHART,
}

INVITATIONS: Mapping[Ritual, str] = {
    Ritual.GOALS: "What would make this a good week? One to three goals are plenty.",
    Ritual.ADJUST: "How do your goals look now? Keep them, change them, or let one go: it is your week.",
    Ritual.WINS: "What went right this week? Small things count. The thread below is for telling.",
    Ritual.PLAN: "A short look back, then what you want of the days ahead.",
    Ritual.REVIEW: "Five questions about your month. Your last answers stand beside them.",
}

BUTTONS: Mapping[Ritual, str] = {
    Ritual.GOALS: "Write my goals",
    Ritual.ADJUST: "Look at my goals",
    Ritual.WINS: "Write my wins",
    Ritual.PLAN: "Plan my week",
    Ritual.REVIEW: "Review my month",
}

PRIVATE = "Only you see what you write, until you post it yourself."

QUESTIONS: Mapping[str, str] = {
    "built": "What did you build?",
    "learned": "What did you learn?",
    "hard": "What was hard?",
    "closer": "What brought you closer to your goal?",
    "ahead": "What comes first next month?",
}
"""Of the review, by answer."""

WELL, BETTER = "What went well?", "What would you do differently?"

FATES: Mapping[Fate, tuple[str, str]] = {
    Fate.KEEP: ("Keep it", theme.CHECK),
    Fate.CHANGE: ("Change it", "✏️"),
    Fate.DROP: ("Let it go", theme.LATER),
}

EDIT: Mapping[Ritual, str] = {
    Ritual.GOALS: "Edit goals…",
    Ritual.ADJUST: "Edit midweek…",
    Ritual.WINS: "Edit wins…",
    Ritual.PLAN: "Edit plan…",
    Ritual.REVIEW: "Edit review…",
}
"""Buttons, as they stand beside one another."""


@dataclass(frozen=True, slots=True)
class Room:
    """Characters shown of each text, escapes included; of a review beside another one `compared` and
    `previous`."""

    goal: int
    answer: int
    compared: int
    previous: int


WIDE = Room(goal=180, answer=500, compared=380, previous=240)
"""Five answers of two months fit 4,000."""

ROOMS = (WIDE, Room(120, 240, 240, 0), Room(80, 140, 140, 0), Room(50, 70, 70, 0))
"""From wide to narrow: in the last one all rituals of a week fit."""

_SHOWN_TASKS = 5


def period_text(ritual: Ritual, period: date) -> str:
    """`week of 5 Jan 2026`, or `Jan 2026`."""
    month = f"{SHORT_MONTHS[period.month - 1]} {period.year}"
    return month if ritual.monthly else f"week of {period.day} {month}"


def title_text(ritual: Ritual, period: date) -> str:
    """`🎯 Goals for the week · week of 5 Jan 2026`."""
    return f"{MARKS[ritual]} {TITLES[ritual]} · {period_text(ritual, period)}"


def post_text(ritual: Ritual, late_by: timedelta) -> str:
    """What is posted to the group."""
    lines = [f"## {MARKS[ritual]} {TITLES[ritual]}", INVITATIONS[ritual], f"-# {theme.LOCK} {PRIVATE}"]
    return "\n".join([*lines, *late_lines(late_by)])


def answers_text(answers: Answers, previous: Reflection | None = None, room: Room = WIDE) -> str:
    """Somebody's words as they are shown; a review beside that of the month before, if there is one."""
    match answers:
        case Goals(goals=goals):
            return "\n".join(_goals(theme.GOAL, goals, room))
        case Adjustment():
            return "\n".join(_adjustment(answers, room))
        case Wins():
            return "\n".join(_wins(answers, room))
        case WeekPlan():
            return "\n".join(_plan(answers, room))
        case Review():
            earlier = previous.answers if previous else None
            return "\n".join(_review(answers, earlier if isinstance(earlier, Review) else None, room))


def carry_text(tasks: tuple[str, ...], moved_minutes: int) -> str:
    """What a week leaves to the next one."""
    lines: list[str] = []
    if tasks:
        named = [safe(title, 80) for title in tasks[:_SHOWN_TASKS]]
        more = len(tasks) - len(named)
        others = [plural(more, "more task")] if more else []
        lines.append(f"{theme.CARRY} Still open this week: {human_join([*named, *others])}.")
    if moved_minutes:
        lines.append(
            f"{theme.CARRY} {minutes_text(moved_minutes)} of planned work find a place in later days."
        )
    return "\n".join(lines) or f"{theme.CHECK} Nothing is left over from this week."


def _goals(mark: str, lines: tuple[str, ...], room: Room) -> Iterator[str]:
    yield from (f"{mark} {safe(line, room.goal)}" for line in lines)


def _adjustment(answers: Adjustment, room: Room) -> Iterator[str]:
    for goal, fate in answers.fates:
        name, mark = FATES[fate]
        yield f"{mark} {safe(goal, room.goal)} · *{name.lower()}*"
    if answers.note:
        yield f"**What changes** {safe(answers.note, room.answer)}"


def _wins(answers: Wins, room: Room) -> Iterator[str]:
    yield from _goals(theme.CHECK, answers.reached, room)
    yield from (f"{line} · *still on the way*" for line in _goals(theme.LATER, answers.missed, room))
    if answers.win:
        yield f"{theme.WIN} {safe(answers.win, room.answer)}"


def _plan(answers: WeekPlan, room: Room) -> Iterator[str]:
    yield from _goals(theme.CARRY, answers.carried, room)
    yield from _goals(theme.GOAL, answers.plan, room)
    if answers.well:
        yield f"**{WELL}** {safe(answers.well, room.answer)}"
    if answers.better:
        yield f"**{BETTER}** {safe(answers.better, room.answer)}"


def _review(answers: Review, previous: Review | None, room: Room) -> Iterator[str]:
    for name, question in QUESTIONS.items():
        answer, earlier = str(getattr(answers, name)), str(getattr(previous, name, ""))
        if answer or earlier:
            yield f"**{question}** {safe(answer, room.compared) if answer else '–'}"
        if earlier:
            yield f"-# The month before: {safe(earlier, room.previous)}"
