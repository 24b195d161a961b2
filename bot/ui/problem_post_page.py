"""What the post of a group's problem shows, and keeping that up to date.

Its buttons are here by their ids alone: what they do is in `problem_posts`, above the forms that end here.
"""

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.problem_needs import spoken
from bot.domain.problem_posts import DAILY, Solvers
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import layout, row
from bot.ui.problem_words import difficulty_text
from bot.ui.text import date_text, late_lines, link, safe

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostPlace, PostShown

TITLE = 150
TOPICS = 300
"""Characters, escapes included."""


def solved_button(marker: str, guild_id: int, post_id: int) -> ui.Button[Any]:
    """Opens the form. Its custom_id begins with the delivery's marker."""
    identity = f"{marker}lcpost:{guild_id}:{post_id}"
    return ui.Button(label="Solved", style=discord.ButtonStyle.primary, custom_id=identity)


def progress_button(marker: str, guild_id: int, post_id: int) -> ui.Button[Any]:
    """Shows one's own progress."""
    return ui.Button(label="My progress", custom_id=f"{marker}lcmine:{guild_id}:{post_id}")


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
    return layout(box, row(solved_button(*where), progress_button(*where), address))


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
    again = f", round {prompt.round}" if prompt.round > 1 else ""
    return f"{origin} · number {prompt.number:,} of the {prompt.size:,} that fit{again}"


def _topics(topics: tuple[str, ...]) -> list[str]:
    said = safe(", ".join(map(spoken, topics)), TOPICS)
    return [f"Topics: ||{said}||"] if said else []


def _solved(solvers: Solvers, shown: "PostShown") -> str:
    if solvers.last_day is None:
        return "-# Solved it? Press the button to write it down. Only how many did is shown here."
    said = f"{theme.CHECK} **{solvers.total:,} solved it**"
    if solvers.last_day == shown.day:
        return said
    last = f"on {date_text(solvers.last_day, shown.day)}"
    if solvers.on_last_day == solvers.total:
        return f"{said} {last}"
    return f"{said} · {solvers.on_last_day:,} {last}"


async def redraw_post(client: discord.Client, services: Services, guild_id: int, post_id: int) -> None:
    """Let a group's post show how many solved its problem by now.

    A post that is gone, or that may not be changed any more, stays as it is: what was solved is written down.
    """

    async def show(place: "PostPlace") -> bool:
        message = client.get_partial_messageable(place.channel_id).get_partial_message(place.message_id)
        with suppress(discord.DiscordException, OSError):
            await message.edit(view=post_layout(place.shown))
            return True
        return False

    await services.problem_posts.redraw(guild_id, post_id, show)


async def redraw_post_of(client: discord.Client, services: Services, guild_id: int, key: str) -> None:
    """The same for the guild's last post of a problem, if it ever had it."""
    post_id = await services.problem_posts.newest_of(guild_id, key)
    if post_id is not None:
        await redraw_post(client, services, guild_id, post_id)
