"""The panel of one study day: what /today and the daily nudge show."""

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.tasks import EnrolmentState, Task, TaskState, Today
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, layout, row, section, show, template
from bot.ui.buddies import BuddyButton
from bot.ui.buddy_words import buddy_lines
from bot.ui.comebacks import comeback_line
from bot.ui.habits import HabitPicker
from bot.ui.language import N_, _, ngettext
from bot.ui.moments import celebrate
from bot.ui.names import named
from bot.ui.problem_prompts import picks
from bot.ui.refresh import RefreshButton
from bot.ui.replan_words import slip_line
from bot.ui.replans import ReplanButton
from bot.ui.roadmap_updates import UpdateButton
from bot.ui.streak_words import streak_line
from bot.ui.task_card import card_layout
from bot.ui.text import (
    clip,
    clock_text,
    day_text,
    full_date,
    link,
    minutes_text,
    percent,
    progress_bar,
    safe,
)

MAX_SHOWN = 8
"""Ten sections fit the 40 components of a message; eight leave room for what comes around them."""

MOST_BUTTONS = 4
"""Below the tasks, for the same reason."""

HARMLESS = N_("A rest day never breaks your streak.")

TASKS_TEXT = 2400
"""Characters for the tasks; a message has 4,000 for everything."""


class DoneButton(Owned[ui.Button[Any]], template=template("done", r"(?P<task>[0-9]{1,18})")):
    """Ticks one task."""

    def __init__(self, guild_id: int, user_id: int, task_id: int) -> None:
        identity = custom_id("done", guild_id, user_id, task_id)
        super().__init__(
            ui.Button(label=_("Done"), style=discord.ButtonStyle.success, custom_id=identity),
            guild_id,
            user_id,
        )
        self.task_id = task_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "DoneButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["task"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Tick it and redraw the day; then show what that reached."""
        today = await services.tasks.done(self.guild_id, self.user_id, self.task_id)
        await show(interaction, today_layout(today))
        await celebrate(interaction, services, self.guild_id, self.user_id, today.reached)


class UndoButton(Owned[ui.Button[Any]], template=template("undo", r"(?P<task>[0-9]{1,18})")):
    """Takes a tick or a skip back."""

    def __init__(self, guild_id: int, user_id: int, task_id: int) -> None:
        identity = custom_id("undo", guild_id, user_id, task_id)
        super().__init__(
            ui.Button(label=_("Undo"), style=discord.ButtonStyle.secondary, custom_id=identity),
            guild_id,
            user_id,
        )
        self.task_id = task_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "UndoButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["task"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open it again and redraw the day."""
        await show(
            interaction, today_layout(await services.tasks.undo(self.guild_id, self.user_id, self.task_id))
        )


class PullButton(Owned[ui.Button[Any]], template=template("pull")):
    """Brings the next task to today."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("pull", guild_id, user_id)
        super().__init__(
            ui.Button(label=_("One more"), style=discord.ButtonStyle.primary, custom_id=identity),
            guild_id,
            user_id,
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Bring it and redraw the day."""
        await show(interaction, today_layout(await services.tasks.pull(self.guild_id, self.user_id)))


class TaskPicker(Owned[ui.Select[Any]], template=template("pick")):
    """Opens the card of one of today's tasks, to skip, move or read it."""

    def __init__(self, guild_id: int, user_id: int, options: list[discord.SelectOption]) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("pick", guild_id, user_id),
            placeholder=_("Skip, move or look closer…"),
            options=options,
        )
        super().__init__(select, guild_id, user_id)

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "TaskPicker":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), [])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the card privately."""
        chosen = self.item.values[0]
        task_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
        task = await services.tasks.find(self.guild_id, self.user_id, task_id)
        await interaction.response.send_message(
            view=card_layout(self.guild_id, self.user_id, task), ephemeral=True
        )


def today_layout(today: Today) -> ui.LayoutView:
    """The whole panel."""
    return layout(_panel(today), *_controls(today))


def panel_items(today: Today, opener: ui.Item[Any]) -> list[ui.Item[Any]]:
    """The panel's parts for a nudge, with its own button in place of the one that redraws."""
    return [_panel(today), *_controls(today, opener)]


def _panel(today: Today) -> ui.Container[Any]:
    box: ui.Container[Any] = ui.Container(accent_colour=_accent(today))
    box.add_item(ui.TextDisplay(_heading(today)))
    box.add_item(ui.Separator())
    shown = today.tasks[:MAX_SHOWN]
    for task, lines in zip(shown, _task_texts(shown, today), strict=True):
        box.add_item(_task_section(today, task, lines))
    if note := _note(today, len(today.tasks) - len(shown)):
        box.add_item(ui.TextDisplay(note))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_footer(today)))
    return box


def _accent(today: Today) -> int:
    if today.state is EnrolmentState.PAUSED:
        return theme.PAUSED
    return theme.DONE if today.tasks and not today.open_tasks else theme.ACCENT


def _heading(today: Today) -> str:
    lines = [f"## {theme.TODAY} " + _("Today · {date}", date=full_date(today.day))]
    if today.where:
        *outer, inner = (safe(part, 120) for part in today.where)
        lines.append(f"**{inner}**")
        lines.append("-# " + " · ".join([*outer, safe(today.roadmap_title, 80)]))
    else:
        lines.append(f"-# {safe(today.roadmap_title, 80)}")
    if today.comeback:
        lines.append(comeback_line(today.comeback))
    return "\n".join(lines)


def _task_texts(shown: Sequence[Task], today: Today) -> list[str]:
    """The lines of each task; the links only as long as all fit, because addresses can be long."""
    short = [task_lines(task, today, links=False) for task in shown]
    left = TASKS_TEXT - sum(map(len, short))
    texts: list[str] = []
    for task, bare in zip(shown, short, strict=True):
        full = task_lines(task, today)
        texts.append(full if len(full) - len(bare) <= left else bare)
        left -= len(texts[-1]) - len(bare)
    return texts


def _task_section(today: Today, task: Task, lines: str) -> ui.Section[Any]:
    accessory = (
        DoneButton(today.guild_id, today.user_id, task.id)
        if task.state is TaskState.OPEN
        else UndoButton(today.guild_id, today.user_id, task.id)
    )
    return section(lines, accessory)


def task_lines(task: Task, today: Today, *, links: bool = True) -> str:
    """Two lines: what it is, and what it takes, with or without `links`."""
    title = safe(task.title, 150)
    head = {
        TaskState.OPEN: f"**{title}**",
        TaskState.DONE: f"{theme.CHECK} ~~{title}~~",
        TaskState.SKIPPED: f"{theme.SKIP} ~~{title}~~ · {named(TaskState.SKIPPED)}",
    }[task.state]
    facts = [*_when(task), minutes_text(task.planned_minutes), *_kind(task)]
    if task.sittings > 1:
        facts.append(_("part {number} of {total}", number=task.sitting, total=task.sittings))
    if task.state is TaskState.OPEN and task.day < today.day:
        facts.append(_("from {day}", day=day_text(task.day, today.day)))
    facts.extend(
        link(clip(resource.title, 60), resource.url)
        for resource in (task.item.resources if task.item and links else ())[:2]
    )
    return f"{head}\n-# {' · '.join(facts)}"


def _when(task: Task) -> list[str]:
    """The part of the day, for a member whose days have parts."""
    if task.at is None:
        return []
    part = named(task.at.part) if task.at.part else ""
    if task.at.starts is None:
        return [part] if part else []
    clock = clock_text(task.at.starts)
    return [_("{part} from {clock}", part=part, clock=clock) if part else _("from {clock}", clock=clock)]


def _kind(task: Task) -> list[str]:
    if task.own:
        return [_("your own")]
    if task.thread:
        return [_("every week")]
    return [named(task.item.kind)] if task.item else []


def _note(today: Today, hidden: int) -> str:
    """A line where the list of tasks is empty, cut, or finished."""
    if today.state is EnrolmentState.PAUSED:
        return f"{theme.PAUSE} {_paused(today)}"
    if today.state is EnrolmentState.FINISHED:
        return f"{theme.PARTY} " + _(
            "**You finished the roadmap.** `/progress` shows the whole way, `/roadmap ready` what you can "
            "say of yourself now; `/leave`, then `/join` begins another one."
        )
    if hidden > 0:
        return ngettext(
            "… and {count:,} more task: `/week` shows all.",
            "… and {count:,} more tasks: `/week` shows all.",
            hidden,
        )
    if today.day < today.start:
        return f"{theme.REST} " + _("Your plan starts on **{date}**.", date=full_date(today.start))
    if not today.tasks:
        return f"{theme.REST} {' '.join([_empty(today), *_following(today), _(HARMLESS)])}"
    if not today.open_tasks:
        return f"{theme.PARTY} {' '.join([_('**All done for today.**'), *_following(today)])}"
    return ""


def _paused(today: Today) -> str:
    if today.paused_until is None:
        return _("Paused. Nothing is due and your streak waits. `/resume` ends it.")
    return _(
        "Paused until {date}. Nothing is due and your streak waits. `/resume` ends it.",
        date=full_date(today.paused_until),
    )


def _empty(today: Today) -> str:
    return _("Nothing is planned.") if today.planned else _("A rest day.")


def _following(today: Today) -> list[str]:
    return [_("Next: **{day}**.", day=day_text(today.next_day, today.day))] if today.next_day else []


def _footer(today: Today) -> str:
    standing = today.standing
    done, total = standing.done_minutes, standing.total_minutes
    lines = [f"{progress_bar(done, total, 12)} {percent(done, total)}"]
    if standing.finish:
        lines[0] += " · " + _("finish {date}", date=full_date(standing.finish))
    if today.tasks:
        lines.append(_day_sum(today))
    if today.state is EnrolmentState.ACTIVE and (behind := slip_line(today.slip)):
        lines.append(behind)
    if today.habits:
        lines.append(f"{theme.HABIT} {_habits(today)}")
    if today.newer_version:
        lines.append(f"{theme.MAP} " + _("Your roadmap has a new version."))
    lines.append(streak_line(today))
    if today.buddy is not None:
        lines.extend(buddy_lines(today.buddy))
    return "\n".join(lines)


def _habits(today: Today) -> str:
    return ngettext(
        "{kept} of {count:,} habit kept today",
        "{kept} of {count:,} habits kept today",
        len(today.habits),
        kept=sum(each.kept for each in today.habits),
    )


def _day_sum(today: Today) -> str:
    planned = sum(task.planned_minutes for task in today.tasks)
    left = sum(task.planned_minutes for task in today.open_tasks)
    return _("{done} of {planned} today", done=minutes_text(planned - left), planned=minutes_text(planned))


def _controls(today: Today, opener: ui.Item[Any] | None = None) -> list[ui.Item[Any]]:
    rows: list[ui.Item[Any]] = []
    if options := [_option(task) for task in today.tasks[:MAX_OPTIONS]]:
        rows.append(row(TaskPicker(today.guild_id, today.user_id, options)))
    buttons: list[ui.Item[Any]] = [opener or RefreshButton(today.guild_id, today.user_id)]
    if not today.open_tasks and today.next_day and today.state is EnrolmentState.ACTIVE:
        buttons.insert(0, PullButton(today.guild_id, today.user_id))
    if today.slip is not None and today.slip.days > 0 and today.state is EnrolmentState.ACTIVE:
        buttons.append(ReplanButton(today.guild_id, today.user_id))
    if today.newer_version:
        buttons.append(UpdateButton(today.guild_id, today.user_id))
    if today.buddy is not None and today.buddy.asking:
        buttons.append(BuddyButton(today.guild_id, today.user_id, "open"))
    if len(buttons) < MOST_BUTTONS:
        buttons.extend(picks(today))
    if today.habits:
        rows.append(row(HabitPicker.of(today)))
    rows.append(row(*buttons))
    return rows


def _option(task: Task) -> discord.SelectOption:
    described = f"{minutes_text(task.planned_minutes)} · {named(task.state)}"
    return discord.SelectOption(
        label=clip(task.title, 100) or _("Task"), value=str(task.id), description=described
    )
