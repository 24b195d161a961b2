"""What rituals say: their posts, and a member's own words as safe Markdown."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Reflection, Review, WeekPlan, Wins
from bot.domain.rituals import Ritual
from bot.ui import theme
from bot.ui.text import SHORT_MONTHS, human_join, minutes_text, plural, safe

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

_GOAL, _ANSWER, _COMPARED, _PREVIOUS = 180, 500, 380, 240
"""Characters shown, escapes included: five answers of two months have to fit 4,000."""

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
    if minutes := int(late_by.total_seconds() // 60):
        lines.append(f"-# {theme.LOG} {minutes_text(minutes)} late: I was away.")
    return "\n".join(lines)


def answers_text(answers: Answers, previous: Reflection | None = None) -> str:
    """Somebody's words as they are shown; a review beside that of the month before, if there is one."""
    match answers:
        case Goals(goals=goals):
            return _listed(theme.GOAL, goals)
        case Adjustment():
            return "\n".join(_adjustment(answers))
        case Wins():
            return "\n".join(_wins(answers))
        case WeekPlan():
            return "\n".join(_plan(answers))
        case Review():
            earlier = previous.answers if previous else None
            return "\n".join(_review(answers, earlier if isinstance(earlier, Review) else None))


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


def _listed(mark: str, lines: tuple[str, ...]) -> str:
    return "\n".join(f"{mark} {safe(line, _GOAL)}" for line in lines)


def _adjustment(answers: Adjustment) -> Iterator[str]:
    for goal, fate in answers.fates:
        name, mark = FATES[fate]
        yield f"{mark} {safe(goal, _GOAL)} · *{name.lower()}*"
    if answers.note:
        yield f"**What changes** {safe(answers.note, _ANSWER)}"


def _wins(answers: Wins) -> Iterator[str]:
    yield from (f"{theme.CHECK} {safe(goal, _GOAL)}" for goal in answers.reached)
    yield from (f"{theme.LATER} {safe(goal, _GOAL)} · *still on the way*" for goal in answers.missed)
    if answers.win:
        yield f"{theme.WIN} {safe(answers.win, _ANSWER)}"


def _plan(answers: WeekPlan) -> Iterator[str]:
    yield from (f"{theme.CARRY} {safe(goal, _GOAL)}" for goal in answers.carried)
    yield from (f"{theme.GOAL} {safe(line, _GOAL)}" for line in answers.plan)
    if answers.well:
        yield f"**{WELL}** {safe(answers.well, _ANSWER)}"
    if answers.better:
        yield f"**{BETTER}** {safe(answers.better, _ANSWER)}"


def _review(answers: Review, previous: Review | None) -> Iterator[str]:
    for name, question in QUESTIONS.items():
        answer, earlier = str(getattr(answers, name)), str(getattr(previous, name, ""))
        if answer or earlier:
            yield f"**{question}** {safe(answer, _COMPARED) if answer else '–'}"
        if earlier:
            yield f"-# The month before: {safe(earlier, _PREVIOUS)}"
