"""Tasks of the day that ask for problems: how many are solved, and ticking one once they are."""

import re
from collections.abc import Collection, Iterable
from typing import Any

import discord
from discord import ui

from bot.domain.errors import CohortError
from bot.domain.problem_prompts import ProblemSitting
from bot.log import get_logger
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, section, template
from bot.ui.language import _, ngettext
from bot.ui.moments import celebrate
from bot.ui.refresh import show_today
from bot.ui.text import safe

log = get_logger(__name__)

MOST_SHOWN = 3


class SittingDoneButton(Owned[ui.Button[Any]], template=template("lcsit", r"(?P<task>[0-9]{1,18})")):
    """Ticks a task whose problems are solved; nothing ticks it by itself."""

    def __init__(self, guild_id: int, user_id: int, task_id: int) -> None:
        identity = custom_id("lcsit", guild_id, user_id, task_id)
        button: ui.Button[Any] = ui.Button(
            label=_("Done"), style=discord.ButtonStyle.success, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.task_id = task_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SittingDoneButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["task"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Tick it and show the day; then what that reached."""
        today = await services.tasks.done(self.guild_id, self.user_id, self.task_id)
        await show_today(interaction, today)
        await celebrate(interaction, services, self.guild_id, self.user_id, today.reached)


def sitting_items(owner: tuple[int, int], sittings: Iterable[ProblemSitting]) -> list[ui.Item[Any]]:
    """A line for each task, with a button once its problems are solved."""
    shown = sorted(sittings, key=lambda each: not each.enough)[:MOST_SHOWN]
    return [_item(owner, each) for each in shown]


def _item(owner: tuple[int, int], sitting: ProblemSitting) -> ui.Item[Any]:
    title = safe(sitting.title, 150)
    if sitting.enough:
        return section(
            f"{theme.CHECK} {_count(sitting)}: **{title}**", SittingDoneButton(*owner, sitting.task_id)
        )
    return ui.TextDisplay(f"{theme.LATER} {_count(sitting)}: **{title}**")


def _count(sitting: ProblemSitting) -> str:
    return ngettext(
        "{done} of {count:,} problem today",
        "{done} of {count:,} problems today",
        sitting.asked,
        done=sitting.solved,
    )


async def offer_done(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    user_id: int,
    solved: Collection[str],
) -> None:
    """After these problems were solved: offer to tick the tasks that this completed, once.

    The solves are kept by now: what keeps the offer from being made is no error of theirs.
    """
    try:
        complete = await services.problem_prompts.sittings(guild_id, user_id, solved)
    except CohortError as error:
        log.warning("sitting.not_read", error=repr(error))
        return
    if not complete:
        return
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    for item in sitting_items((guild_id, user_id), complete):
        box.add_item(item)
    try:
        await interaction.followup.send(view=layout(box), ephemeral=interaction.guild_id is not None)
    except (discord.HTTPException, OSError) as error:
        # The solve is kept, and the next prompt shows the offer as well.
        log.warning("sitting.not_offered", error=str(error))
