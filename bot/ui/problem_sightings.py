"""What LeetCode shows and the log lacks: offered quietly, logged only by the member."""

import re
from typing import Any, Literal, get_args

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.problem_references import address
from bot.services.problem_link_results import Unlogged
from bot.services.problem_results import SolveShown
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _, ngettext
from bot.ui.problem_effects import follow_up
from bot.ui.problem_words import linked
from bot.ui.text import link

Verb = Literal["open", "log", "leave"]
VERB = rf"(?P<verb>{'|'.join(get_args(Verb))})"

LOOKS: dict[Verb, tuple[str, discord.ButtonStyle]] = {
    # limit: 80
    "open": (N_("Log them…"), discord.ButtonStyle.secondary),
    # limit: 80
    "log": (N_("Log them"), discord.ButtonStyle.success),
    # limit: 80
    "leave": (N_("Leave them out"), discord.ButtonStyle.secondary),
}


MOST_SHOWN = 10
"""Titles and addresses from elsewhere can be long; a message has 4,000 characters."""

NOTHING_LACKS = N_("Everything that LeetCode shows is in your log.")


class SightingButton(Owned[ui.Button[Any]], template=template("lcseen", VERB)):
    """One answer to what LeetCode shows."""

    def __init__(self, guild_id: int, user_id: int, verb: Verb) -> None:
        label, style = LOOKS[verb]
        identity = custom_id("lcseen", guild_id, user_id, verb)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb: Verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SightingButton":
        """From the pressed custom_id."""
        verb: Any = match["verb"]
        return cls(int(match["guild"]), int(match["user"]), verb)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show them, log them, or offer them no more."""
        whose = self.guild_id, self.user_id
        match self.verb:
            case "open":
                view = seen_layout(await services.problem_links.unlogged(*whose))
                await interaction.response.send_message(view=view, ephemeral=True)
            case "log":
                await self._log(interaction, services)
            case "leave":
                await services.problem_links.leave_unlogged(*whose)
                await show(interaction, _said(_("Left out. They will not be offered again.")))

    async def _log(self, interaction: discord.Interaction[Any], services: Services) -> None:
        whose = self.guild_id, self.user_id
        await interaction.response.defer()
        logged = await services.problem_links.log_unlogged(*whose)
        await interaction.edit_original_response(view=logged_layout(logged))
        await follow_up(interaction, services, *logged)


def seen_line(count: int) -> str:
    """The quiet line."""
    said = ngettext(
        "LeetCode shows {count:,} solve you have not logged.",
        "LeetCode shows {count:,} solves you have not logged.",
        count,
    )
    return f"-# {theme.LATER} {said}"


def seen_layout(unlogged: Unlogged) -> ui.LayoutView:
    """What it shows, and what to do with it."""
    if not unlogged.solves:
        return _said(_(NOTHING_LACKS))
    owner = unlogged.guild_id, unlogged.user_id
    lines = [
        f"- {link(each.title, address(each.slug), 100)} · {format_dt(each.at, 'R')}"
        for each in unlogged.solves
    ]
    heading = _("Solved on LeetCode, not in your log")
    note = _("Logged now, they count for today. `/leetcode solved` logs one with your own words.")
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join([f"### {heading}", *_first(lines), f"-# {note}"])))
    return layout(box, row(SightingButton(*owner, "log"), SightingButton(*owner, "leave")))


def logged_layout(logged: tuple[SolveShown, ...]) -> ui.LayoutView:
    """What is in the log now."""
    if not logged:
        return _said(_(NOTHING_LACKS))
    lines = [f"- {linked(each.named)}" for each in logged]
    heading = ngettext("Logged {count:,} solve", "Logged {count:,} solves", len(logged))
    return _said("\n".join([f"### {theme.CHECK} {heading}", *_first(lines)]))


def _first(lines: list[str]) -> list[str]:
    hidden = len(lines) - MOST_SHOWN
    if hidden <= 0:
        return lines
    return [*lines[:MOST_SHOWN], ngettext("… and {count:,} more", "… and {count:,} more", hidden)]


def _said(text: str) -> ui.LayoutView:
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay(text))
    return layout(box)
