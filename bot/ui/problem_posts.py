"""A group's problem of the day as it goes out, and what the buttons below it do."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.problems import ProblemKind
from bot.domain.rates import Allowance
from bot.services.registry import Services
from bot.ui.base import Shared
from bot.ui.message import Message
from bot.ui.problem_post_page import post_layout, progress_button, redraw_post, solved_button
from bot.ui.problem_progress import PROBLEMS, problems_message
from bot.ui.problem_solves import SolveForm
from bot.ui.rates import spend
from bot.ui.text import clip, date_text

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostShown

THREAD_NAME = 100
"""Characters that Discord takes: https://discord.com/developers/docs/resources/channel#start-thread-from-message"""

DELIVERY = r"n:(?P<delivery>[0-9]{1,18})"
GUILD = r"(?P<guild>[0-9]{1,19})"
POST = r"(?P<post>[0-9]{1,18})"


class PostSolvedButton(Shared[ui.Button[Any]], template=rf"{DELIVERY}:lcpost:{GUILD}:{POST}"):
    """Opens the form about the post's problem for whoever presses it."""

    def __init__(self, marker: str, guild_id: int, post_id: int) -> None:
        super().__init__(solved_button(marker, guild_id, post_id), guild_id)
        self.post_id = post_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PostSolvedButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["post"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask about it; who has answered before sees what they said, to change it."""
        whose = self.guild_id, interaction.user.id
        answering = await services.problem_posts.answering(*whose, self.post_id)
        if answering.solve_id is None:
            kind = ProblemKind.LEETCODE
            sheet = await services.problem_solves.new_sheet(*whose, answering.key, kind, self.post_id)
            level = sheet.told.difficulty or answering.difficulty
            sheet = replace(sheet, told=replace(sheet.told, difficulty=level))
        else:
            sheet = await services.problem_solves.sheet(*whose, answering.solve_id)
        await interaction.response.send_modal(SolveForm(sheet))


class PostProgressButton(Shared[ui.Button[Any]], template=rf"{DELIVERY}:lcmine:{GUILD}:{POST}"):
    """Shows whoever presses it their own progress."""

    def __init__(self, marker: str, guild_id: int, post_id: int) -> None:
        super().__init__(progress_button(marker, guild_id, post_id), guild_id)
        self.post_id = post_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PostProgressButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["post"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """For that person alone; the post catches up with what was told by command or taken back.

        As often as by command: both draw the same picture.
        """
        spend(interaction, Allowance.PICTURE, PROBLEMS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        chart = await services.problem_progress.chart(self.guild_id, interaction.user.id)
        drawn, view = await problems_message(chart)
        await interaction.edit_original_response(view=view, attachments=[drawn])
        await redraw_post(interaction.client, services, self.guild_id, self.post_id)


def post_message(shown: "PostShown") -> Message:
    """The post as it goes out, with the name of the thread below it."""
    name = f"{shown.prompt.label} · {date_text(shown.day, shown.day)}"
    return Message(post_layout(shown), thread=clip(name, THREAD_NAME))
