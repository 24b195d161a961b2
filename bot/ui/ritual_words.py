"""What rituals say: their posts, and a member's own words as safe Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.reflections import Adjustment, Answers, Fate, Goals, Reflection, Review, WeekPlan, Wins
from bot.domain.rituals import Ritual
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.text import human_join, late_lines, minutes_text, safe, short_month

TITLES: Mapping[Ritual, str] = {
    # limit: 45
    Ritual.GOALS: N_("Goals for the week"),
    # limit: 45
    Ritual.ADJUST: N_("Halfway through the week"),
    # limit: 45
    Ritual.WINS: N_("Wins of the week"),
    # limit: 45
    Ritual.PLAN: N_("Plan for next week"),
    # limit: 45
    Ritual.REVIEW: N_("The month in review"),
    # limit: 45
    Ritual.DIGEST: N_("Weekly digest"),
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
    Ritual.GOALS: N_("What would make this a good week? One to three goals are plenty."),
    Ritual.ADJUST: N_("How do your goals look now? Keep them, change them, or let one go: it is your week."),
    Ritual.WINS: N_("What went right this week? Small things count. The thread below is for telling."),
    Ritual.PLAN: N_("A short look back, then what you want of the days ahead."),
    Ritual.REVIEW: N_("Five questions about your month. Your last answers stand beside them."),
}

BUTTONS: Mapping[Ritual, str] = {
    # limit: 80
    Ritual.GOALS: N_("Write my goals"),
    # limit: 80
    Ritual.ADJUST: N_("Look at my goals"),
    # limit: 80
    Ritual.WINS: N_("Write my wins"),
    # limit: 80
    Ritual.PLAN: N_("Plan my week"),
    # limit: 80
    Ritual.REVIEW: N_("Review my month"),
}

PRIVATE = N_("Only you see what you write, until you post it yourself.")

QUESTIONS: Mapping[str, str] = {
    # limit: 45
    "built": N_("What did you build?"),
    # limit: 45
    "learned": N_("What did you learn?"),
    # limit: 45
    "hard": N_("What was hard?"),
    # limit: 45
    "closer": N_("What brought you closer to your goal?"),
    # limit: 45
    "ahead": N_("What comes first next month?"),
}
"""Of the review, by answer."""

# limit: 45
WELL, BETTER = N_("What went well?"), N_("What would you do differently?")

FATES: Mapping[Fate, tuple[str, str]] = {
    # limit: 100
    Fate.KEEP: (N_("Keep it"), theme.CHECK),
    # limit: 100
    Fate.CHANGE: (N_("Change it"), "✏️"),
    # limit: 100
    Fate.DROP: (N_("Let it go"), theme.LATER),
}

CHOSEN: Mapping[Fate, str] = {
    Fate.KEEP: N_("keep it"),
    Fate.CHANGE: N_("change it"),
    Fate.DROP: N_("let it go"),
}
"""The same beside a goal."""

EDIT: Mapping[Ritual, str] = {
    # limit: 80
    Ritual.GOALS: N_("Edit goals…"),
    # limit: 80
    Ritual.ADJUST: N_("Edit midweek…"),
    # limit: 80
    Ritual.WINS: N_("Edit wins…"),
    # limit: 80
    Ritual.PLAN: N_("Edit plan…"),
    # limit: 80
    Ritual.REVIEW: N_("Edit review…"),
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
    month = short_month(period.month)
    if ritual.monthly:
        return _("{month} {year}", month=month, year=period.year)
    return _("week of {day} {month} {year}", day=period.day, month=month, year=period.year)


def title_text(ritual: Ritual, period: date) -> str:
    """`🎯 Goals for the week · week of 5 Jan 2026`."""
    return f"{MARKS[ritual]} {_(TITLES[ritual])} · {period_text(ritual, period)}"


def post_text(ritual: Ritual, late_by: timedelta) -> str:
    """What is posted to the group."""
    heading, private = f"## {MARKS[ritual]} {_(TITLES[ritual])}", f"-# {theme.LOCK} {_(PRIVATE)}"
    return "\n".join([heading, _(INVITATIONS[ritual]), private, *late_lines(late_by)])


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
        others = [ngettext("{count:,} more task", "{count:,} more tasks", more)] if more else []
        left = _("Still open this week: {tasks}.", tasks=human_join([*named, *others]))
        lines.append(f"{theme.CARRY} {left}")
    if moved_minutes:
        time = minutes_text(moved_minutes)
        moved = _("{time} of planned work find a place in later days.", time=time)
        lines.append(f"{theme.CARRY} {moved}")
    return "\n".join(lines) or f"{theme.CHECK} {_('Nothing is left over from this week.')}"


def _goals(mark: str, lines: tuple[str, ...], room: Room) -> Iterator[str]:
    yield from (f"{mark} {safe(line, room.goal)}" for line in lines)


def _adjustment(answers: Adjustment, room: Room) -> Iterator[str]:
    for goal, fate in answers.fates:
        mark = FATES[fate][1]
        yield f"{mark} {safe(goal, room.goal)} · *{_(CHOSEN[fate])}*"
    if answers.note:
        yield f"**{_('What changes')}** {safe(answers.note, room.answer)}"


def _wins(answers: Wins, room: Room) -> Iterator[str]:
    yield from _goals(theme.CHECK, answers.reached, room)
    on_the_way = _("still on the way")
    yield from (f"{line} · *{on_the_way}*" for line in _goals(theme.LATER, answers.missed, room))
    if answers.win:
        yield f"{theme.WIN} {safe(answers.win, room.answer)}"


def _plan(answers: WeekPlan, room: Room) -> Iterator[str]:
    yield from _goals(theme.CARRY, answers.carried, room)
    yield from _goals(theme.GOAL, answers.plan, room)
    if answers.well:
        yield f"**{_(WELL)}** {safe(answers.well, room.answer)}"
    if answers.better:
        yield f"**{_(BETTER)}** {safe(answers.better, room.answer)}"


def _review(answers: Review, previous: Review | None, room: Room) -> Iterator[str]:
    for name, question in QUESTIONS.items():
        answer, earlier = str(getattr(answers, name)), str(getattr(previous, name, ""))
        if answer or earlier:
            yield f"**{_(question)}** {safe(answer, room.compared) if answer else '–'}"
        if earlier:
            before = _("The month before: {answer}", answer=safe(earlier, room.previous))
            yield f"-# {before}"
