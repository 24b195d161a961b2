"""A week of the plan."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.streaks import DayMark as StreakMark
from bot.domain.tasks import Task, TaskState, Week
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _, ngettext
from bot.ui.text import clip, full_date, minutes_text, progress_bar, safe

MAX_OFFSET = 520
"""Ten years: nobody presses that often."""

MARKS = {TaskState.OPEN: "▫️", TaskState.DONE: theme.CHECK, TaskState.SKIPPED: theme.SKIP}

KEPT = {
    StreakMark.FROZEN: (N_("kept by a freeze"), f" {theme.FREEZE}"),
    StreakMark.AMNESTY: (N_("forgiven"), f" {theme.FORGIVEN}"),
    StreakMark.OUTAGE: (N_("forgiven"), f" {theme.OUTAGE}"),
    StreakMark.TRAVEL: (N_("forgiven"), f" {theme.TRAVEL}"),
    StreakMark.BACKFILLED: (N_("filled in"), f" {theme.FILLED}"),
    StreakMark.PAUSED: (N_("paused"), ""),
}
"""What is said about a day without tasks for which the streak knows more."""

DAY_CHARACTERS = 500
"""Seven days of this many fit the 4,000 characters of a message."""


class WeekButton(Owned[ui.Button[Any]], template=template("week", r"(?P<offset>-?[0-9]{1,3})")):
    """Turns to another week; `offset` counts from the present one."""

    def __init__(self, guild_id: int, user_id: int, offset: int, label: str) -> None:
        identity = custom_id("week", guild_id, user_id, offset)
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )
        self.offset = offset

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "WeekButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["offset"]), _("Week"))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that week."""
        await show(
            interaction, week_layout(await services.tasks.week(self.guild_id, self.user_id, self.offset))
        )


def week_layout(week: Week) -> ui.LayoutView:
    """The week day by day, with buttons to the weeks around it."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(week)))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_day(week, index) for index in range(7))))
    around = {
        # limit: 80
        week.offset - 1: _("◀ Week before"),
        # limit: 80
        week.offset + 1: _("Week after ▶"),
    }
    if week.offset != 0:
        # limit: 80
        around[0] = _("This week")
    buttons = [
        WeekButton(week.guild_id, week.user_id, offset, label)
        for offset, label in sorted(around.items())
        if abs(offset) <= MAX_OFFSET
    ]
    return layout(box, row(*buttons))


def _heading(week: Week) -> str:
    name = {-1: _("Last week"), 0: _("This week"), 1: _("Next week")}.get(week.offset, _("Week"))
    lines = [f"## {theme.WEEK} {name} · {full_date(week.monday)}"]
    if week.where:
        lines.append(f"**{safe(week.where[-1], 150)}**")
    tasks = [task for tasks in week.days for task in tasks]
    planned = sum(task.planned_minutes for task in tasks)
    settled = sum(task.planned_minutes for task in tasks if task.state is not TaskState.OPEN)
    done = _("{done} of {total}", done=minutes_text(settled), total=minutes_text(planned))
    pace = _("pace {time}", time=minutes_text(week.pace_minutes))
    lines.append(f"{progress_bar(settled, planned, 10)} · {done} · {pace}")
    return "\n".join(lines)


def _day(week: Week, index: int) -> str:
    day, tasks = week.day(index), week.days[index]
    now = f" · **{_('today')}**" if day == week.today else ""
    if not tasks:
        return f"**{full_date(day)}**{now}\n-# {_why_empty(week, index)}"
    lines = [f"**{full_date(day)}**{now}"]
    for number, task in enumerate(tasks):
        line = _task(task)
        if len("\n".join([*lines, line])) > DAY_CHARACTERS:
            hidden = len(tasks) - number
            lines.append(ngettext("… and {count:,} more task", "… and {count:,} more tasks", hidden))
            break
        lines.append(line)
    return "\n".join(lines)


def _why_empty(week: Week, index: int) -> str:
    day = week.day(index)
    if day < week.start:
        return _("before your start")
    if day in week.marks and (told := KEPT.get(week.marks[day])):
        words, mark = told
        return f"{_(words)}{mark}"
    if not week.planned[index]:
        return _("rest day")
    return _("nothing done") if day < week.today else _("nothing planned")


def _task(task: Task) -> str:
    part = f" ({task.sitting}/{task.sittings})" if task.sittings > 1 else ""
    return (
        f"{MARKS[task.state]} {safe(clip(task.title, 70), 90)}{part} · {minutes_text(task.planned_minutes)}"
    )
