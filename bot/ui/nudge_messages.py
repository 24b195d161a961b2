"""The daily nudge as it goes out."""

import re
from datetime import timedelta
from typing import Any

import discord
from discord import ui

from bot.domain.delivery import Reason
from bot.domain.nudges import Brief
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, layout, row, show_privately
from bot.ui.comebacks import comeback_line
from bot.ui.language import N_, _, ngettext
from bot.ui.message import Message
from bot.ui.problem_due import DueButton
from bot.ui.text import late_lines, minutes_text
from bot.ui.today import panel_items, today_layout

# limit: 80
OPEN_CALL = N_("Read it")
"""Behind such a call: to its member alone."""

ON_TIME = timedelta(0)


class NudgeOpenButton(
    Owned[ui.Button[Any]],
    template=r"n:(?P<delivery>[0-9]{1,18}):(?P<guild>[0-9]{1,19}):(?P<user>[0-9]{1,19})",
):
    """Opens the day from a nudge. Its custom_id begins with the delivery's marker (see `Brief`)."""

    def __init__(self, marker: str, guild_id: int, user_id: int, label: str) -> None:
        identity = f"{marker}{guild_id}:{user_id}"
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=identity), guild_id, user_id
        )

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NudgeOpenButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["user"]), _("Today"))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In a direct message redraw the nudge; in a channel show the day to its member alone."""
        view = today_layout(await services.tasks.today(self.guild_id, self.user_id))
        await show_privately(interaction, view)


def nudge_message(brief: Brief) -> Message:
    """The nudge as it goes out: the whole panel in a direct message, only a call by name in a channel.

    Whoever has not answered for a while gets the first line alone.
    """
    today = brief.today
    opener = NudgeOpenButton(brief.marker, today.guild_id, today.user_id, _("Open today"))
    words = [*(_call(brief) if brief.in_channel else _summons(brief)), *_last(brief)]
    if brief.light and today.comeback and not brief.in_channel:
        words.append(f"-# {comeback_line(today.comeback)}")
    head: ui.TextDisplay[Any] = ui.TextDisplay("\n".join(words))
    if brief.light or brief.in_channel:
        return Message(layout(head, row(opener)))
    return Message(layout(head, *panel_items(today, opener), *_due(brief)))


def _due(brief: Brief) -> list[ui.Item[Any]]:
    """Solved problems that come back, with the way to them."""
    if not brief.problems_due:
        return []
    due = ngettext("{count:,} problem due", "{count:,} problems due", brief.problems_due)
    return [row(DueButton(brief.today.guild_id, brief.today.user_id, f"{theme.HABIT} {due}"))]


def fallback_lines(fallback: Reason | None) -> list[str]:
    """Why it stands in a channel although it was meant for a direct message."""
    if fallback is not Reason.DM_CLOSED:
        return []
    why = _("Your direct messages are closed, so I write here. `/nudges set` chooses another place.")
    return [f"-# {why}"]


def call(user_id: int, fallback: Reason | None, late_by: timedelta = ON_TIME) -> str:
    """What a channel reads of a message that is one person's own: the same call, whatever it is about."""
    first = f"{theme.NUDGE} " + _("{member}, there is something for you.", member=f"<@{user_id}>")
    return "\n".join([first, *late_lines(late_by), *fallback_lines(fallback)])


def _summons(brief: Brief) -> list[str]:
    return [f"{theme.NUDGE} {_tasks(brief)}", *late_lines(brief.late_by)]


def _call(brief: Brief) -> list[str]:
    first = f"{theme.NUDGE} <@{brief.today.user_id}> {_tasks(brief)}"
    return [first, *late_lines(brief.late_by), *fallback_lines(brief.fallback)]


def _tasks(brief: Brief) -> str:
    tasks = brief.today.open_tasks
    return ngettext(
        "{count:,} task for you today · {time}",
        "{count:,} tasks for you today · {time}",
        len(tasks),
        time=minutes_text(sum(task.planned_minutes for task in tasks)),
    )


def _last(brief: Brief) -> list[str]:
    """Silence is announced: it is no unsubscribing."""
    words = _("I stay quiet from here on. With your next tick I am back.")
    return [f"-# {words}"] if brief.last else []
