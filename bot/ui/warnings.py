"""The warning of a streak at risk, as it goes out."""

from typing import Any

from discord import ui
from discord.utils import format_dt

from bot.domain.tasks import Task
from bot.domain.warnings import AtRisk
from bot.ui import theme
from bot.ui.base import layout, row, section
from bot.ui.message import Message
from bot.ui.nudge_messages import OPEN_CALL, NudgeOpenButton, call
from bot.ui.text import clock_text, late_lines, plural
from bot.ui.today import DoneButton, task_lines


def warning_message(brief: AtRisk) -> Message:
    """What is at stake, with the shortest task at hand; one quiet line when several went unanswered.

    A channel learns nothing of it.
    """
    today = brief.today
    label = OPEN_CALL if brief.in_channel else "Open today"
    opener = NudgeOpenButton(brief.marker, today.guild_id, today.user_id, label)
    if brief.in_channel:
        words = call(today.user_id, brief.fallback, brief.late_by)
        return Message(layout(ui.TextDisplay(words), row(opener)))
    if brief.light:
        words = [_hint(brief), *late_lines(brief.late_by)]
        return Message(layout(ui.TextDisplay("\n".join(words)), row(opener)))
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join([*_stake(brief), *late_lines(brief.late_by)])))
    if (task := _shortest(brief)) is not None:
        done = DoneButton(today.guild_id, today.user_id, task.id)
        box.add_item(section(task_lines(task, today, links=False), done))
    return Message(layout(box, row(opener)))


def _shortest(brief: AtRisk) -> Task | None:
    return min(brief.today.open_tasks, key=lambda task: task.planned_minutes, default=None)


def _stake(brief: AtRisk) -> list[str]:
    days = plural(brief.today.streak.current, "day")
    until = f"{_until(brief)} ({format_dt(brief.ends_at, 'R')})"
    return [f"{theme.STREAK} **Your {days}**: one task before {until} keeps them.", f"-# {_otherwise(brief)}"]


def _otherwise(brief: AtRisk) -> str:
    """What happens if nothing is done: said as it is."""
    match brief.today.streak.freezes:
        case 0 if brief.can_fill_in:
            return (
                "No freeze is left. A day that is only forgotten can still be filled in with "
                "`/streak backfill`; otherwise a new count starts."
            )
        case 0:
            return "No freeze is left: otherwise a new count starts."
        case 1:
            return "Otherwise your last freeze keeps them."
        case held:
            return f"Otherwise one of your {held} freezes keeps them."


def _hint(brief: AtRisk) -> str:
    days = plural(brief.today.streak.current, "day")
    return f"{theme.STREAK} One task before {_until(brief)} keeps your {days}."


def _until(brief: AtRisk) -> str:
    return clock_text(brief.today.cutoff_minutes)
