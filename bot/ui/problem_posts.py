"""A group's problem of the day: its post, the buttons below it, and how many solved it since."""

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.problem_needs import spoken
from bot.domain.problem_posts import DAILY, Solvers
from bot.domain.problems import ProblemKind
from bot.services.problem_results import SolveSheet
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Shared, layout, row
from bot.ui.message import Message
from bot.ui.problem_progress import problems_message
from bot.ui.problem_solves import SolveForm
from bot.ui.problem_words import difficulty_text
from bot.ui.text import clip, date_text, late_lines, link, safe

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostPlace, PostShown

TITLE = 150
TOPICS = 300
"""Characters, escapes included."""

THREAD_NAME = 100
"""Characters that Discord takes: https://discord.com/developers/docs/resources/channel#start-thread-from-message"""

DELIVERY = r"n:(?P<delivery>[0-9]{1,18})"
GUILD = r"(?P<guild>[0-9]{1,19})"
POST = r"(?P<post>[0-9]{1,18})"


class PostSolvedButton(Shared[ui.Button[Any]], template=rf"{DELIVERY}:lcpost:{GUILD}:{POST}"):
    """Opens the form about the post's problem for whoever presses it."""

    def __init__(self, marker: str, guild_id: int, post_id: int) -> None:
        identity = f"{marker}lcpost:{guild_id}:{post_id}"
        style = discord.ButtonStyle.primary
        super().__init__(ui.Button(label="Solved", style=style, custom_id=identity), guild_id)
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
        else:
            sheet = await services.problem_solves.sheet(*whose, answering.solve_id)
        await interaction.response.send_modal(PostSolveForm(sheet, self.post_id))


class PostSolveForm(SolveForm):
    """The form about a solve, after which the post counts anew."""

    def __init__(self, sheet: SolveSheet, post_id: int) -> None:
        super().__init__(sheet)
        self._post_id = post_id

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Write it down, answer the member, then redraw the post."""
        await super().submitted(interaction, services)
        await redraw_post(interaction.client, services, self.sheet.guild_id, self._post_id)


class PostProgressButton(Shared[ui.Button[Any]], template=rf"{DELIVERY}:lcmine:{GUILD}:{POST}"):
    """Shows whoever presses it their own progress."""

    def __init__(self, marker: str, guild_id: int, post_id: int) -> None:
        identity = f"{marker}lcmine:{guild_id}:{post_id}"
        super().__init__(ui.Button(label="My progress", custom_id=identity), guild_id)
        self.post_id = post_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PostProgressButton":
        """From the pressed custom_id."""
        return cls(f"n:{match['delivery']}:", int(match["guild"]), int(match["post"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """For that person alone; the post catches up with what was told by command or taken back."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        chart = await services.problem_progress.chart(self.guild_id, interaction.user.id)
        drawn, view = await problems_message(chart)
        await interaction.edit_original_response(view=view, attachments=[drawn])
        await redraw_post(interaction.client, services, self.guild_id, self.post_id)


def post_message(shown: "PostShown") -> Message:
    """The post as it goes out, with the name of the thread below it."""
    name = f"{shown.prompt.label} · {date_text(shown.day, shown.day)}"
    return Message(post_layout(shown), thread=clip(name, THREAD_NAME))


def post_layout(shown: "PostShown") -> ui.LayoutView:
    """The problem, where it is from, its topics hidden, and how many solved it. Nobody is named or ranked."""
    prompt = shown.prompt
    level = f" · {difficulty_text(prompt.difficulty)}" if prompt.difficulty else ""
    lines = [
        f"## {theme.GOAL} Problem of the day",
        f"**{link(prompt.label, prompt.url, TITLE)}**{level}",
        _origin(shown),
        *_topics(prompt.topics),
        *(["-# LeetCode's own did not come through today; this one takes its place."] * prompt.stand_in),
        *late_lines(shown.late_by),
    ]
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    box.add_item(ui.TextDisplay(_solved(shown.solvers, shown)))
    address: ui.Button[Any] = ui.Button(label="Open on LeetCode", url=prompt.url)
    where = shown.marker, shown.guild_id, shown.post_id
    return layout(box, row(PostSolvedButton(*where), PostProgressButton(*where), address))


def _origin(shown: "PostShown") -> str:
    prompt, drawn_from = shown.prompt, shown.drawn_from
    if prompt.source == DAILY:
        return "LeetCode's own problem of the day"
    if drawn_from is not None:
        origin = f"From {link(drawn_from.title, drawn_from.url)} by {safe(drawn_from.author, 100)}"
    elif prompt.of_week:
        origin = "Fits the roadmap week that most of you are in"
    else:
        origin = "From the whole catalogue"
    return f"{origin} · {prompt.number} of {prompt.size}, round {prompt.round}"


def _topics(topics: tuple[str, ...]) -> list[str]:
    said = safe(", ".join(map(spoken, topics)), TOPICS)
    return [f"Topics: ||{said}||"] if said else []


def _solved(solvers: Solvers, shown: "PostShown") -> str:
    if solvers.last_day is None:
        return "-# Solved it? Press the button to write it down. Only how many did is shown here."
    said = f"{theme.CHECK} **{solvers.total:,} solved it**"
    if solvers.last_day == shown.day:
        return said
    return f"{said} · {solvers.on_last_day:,} on {date_text(solvers.last_day, shown.day)}"


async def redraw_post(client: discord.Client, services: Services, guild_id: int, post_id: int) -> None:
    """Let a group's post show how many solved its problem by now.

    A post that is gone, or that may not be changed any more, stays as it is: what was solved is written down.
    """

    async def show(place: "PostPlace") -> None:
        message = client.get_partial_messageable(place.channel_id).get_partial_message(place.message_id)
        with suppress(discord.DiscordException, OSError):
            await message.edit(view=post_layout(place.shown))

    await services.problem_posts.redraw(guild_id, post_id, show)


async def redraw_post_of(client: discord.Client, services: Services, guild_id: int, key: str) -> None:
    """The same for the guild's last post of a problem, if it ever had it: after a solve by any other way."""
    post_id = await services.problem_posts.newest_of(guild_id, key)
    if post_id is not None:
        await redraw_post(client, services, guild_id, post_id)
