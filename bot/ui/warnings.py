"""The warning of a streak at risk, as it goes out."""

from typing import Any

from discord import ui
from discord.utils import format_dt

from bot.domain.tasks import Task
from bot.domain.warnings import AtRisk
from bot.ui import theme
from bot.ui.base import layout, row, section
from bot.ui.language import _, ngettext
from bot.ui.message import Message
from bot.ui.nudge_messages import OPEN_CALL, NudgeOpenButton, call
from bot.ui.text import clock_text, late_lines
from bot.ui.today import DoneButton, task_lines


def warning_message(brief: AtRisk) -> Message:
    """What is at stake, with the shortest task at hand; one quiet line when several went unanswered.

    A channel learns nothing of it.
    """
    today = brief.today
    # limit: 80
    label = _(OPEN_CALL) if brief.in_channel else _("Open today")
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
    stake = ngettext(
        "**Your {count:,} day**: one task before {time} ({soon}) keeps them.",
        "**Your {count:,} days**: one task before {time} ({soon}) keeps them.",
        brief.today.streak.current,
        time=_until(brief),
        soon=format_dt(brief.ends_at, "R"),
    )
    return [f"{theme.STREAK} {stake}", f"-# {_otherwise(brief)}"]


def _otherwise(brief: AtRisk) -> str:
    """What happens if nothing is done: said as it is."""
    match brief.today.streak.freezes:
        case 0 if brief.can_fill_in:
            return _(
                "No freeze is left. A day that is only forgotten can still be filled in with "
                "`/streak backfill`; otherwise a new count starts."
            )
        case 0:
            return _("No freeze is left: otherwise a new count starts.")
        case 1:
            return _("Otherwise your last freeze keeps them.")
        case held:
            return _("Otherwise one of your {count} freezes keeps them.", count=held)


def _hint(brief: AtRisk) -> str:
    return f"{theme.STREAK} " + ngettext(
        "One task before {time} keeps your {count:,} day.",
        "One task before {time} keeps your {count:,} days.",
        brief.today.streak.current,
        time=_until(brief),
    )


def _until(brief: AtRisk) -> str:
    return clock_text(brief.today.cutoff_minutes)
