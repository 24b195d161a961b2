"""/streak board: the group's board as one member sees it."""

import re
from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands, ui

from bot.domain.standings import BOARD_DAYS, LEAST_PLANNED, Board, Place
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.inputs import Choices
from bot.ui.language import N_, _, ngettext, pgettext
from bot.ui.text import percent

# limit: 80
CHOICES = {"join": N_("Join the board"), "leave": N_("Leave the board")}

WHAT = N_(
    "It shows who keeps the days they planned, not who has the most hours. Whoever joins is seen by the "
    "group with their place and share, and may be named in the weekly digest. Leaving takes you off at once."
)

GAP = "⋯"


class StandingButton(Owned[ui.Button[Any]], template=template("standing", r"(?P<verb>join|leave)")):
    """Puts the member on the board, or takes them off."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        style = discord.ButtonStyle.success if verb == "join" else discord.ButtonStyle.secondary
        identity = custom_id("standing", guild_id, user_id, verb)
        label = _(CHOICES[verb])
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "StandingButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do it and redraw."""
        await show_board(interaction, services, self.guild_id, self.user_id, self.verb)


async def show_board(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int, verb: str = ""
) -> None:
    """Join or leave, if asked to, and show the board."""
    board = services.standings
    act = {"join": board.join, "leave": board.leave}.get(verb, board.board)
    await show(interaction, board_layout(await act(guild_id, user_id)))


def board_choices() -> Choices:
    """Joining and leaving as choices of a command."""
    return [app_commands.Choice(name=name, value=verb) for verb, name in CHOICES.items()]


def board_layout(board: Board) -> ui.LayoutView:
    """The member's place, the top and their neighbours, and the way on or off."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    heading = f"## {theme.CHART} " + _("The board")
    box.add_item(ui.TextDisplay(f"{heading}\n{_own(board)}"))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_lines(board)) or _nobody()))
    box.add_item(ui.TextDisplay(_footer()))
    verb = "join" if board.mine is None else "leave"
    return layout(box, row(StandingButton(board.guild_id, board.user_id, verb)))


def _own(board: Board) -> str:
    if board.mine is None:
        return f"{_('You are not on it.')} {_(WHAT)}"
    kept = ngettext(
        "{kept} of {count:,} planned day kept",
        "{kept} of {count:,} planned days kept",
        board.mine.planned,
        kept=board.mine.kept,
    )
    if board.own is None:
        return f"{_place_after()} {_('So far: {days}.', days=kept)}"
    share = percent(board.mine.kept, board.mine.planned)
    place = _("Your place: **{place}** of {total}", place=board.own.place, total=board.ranked)
    return f"{place} · **{share}** · {kept}"


def _place_after() -> str:
    return ngettext(
        "You get a place after {count:,} planned day.",
        "You get a place after {count:,} planned days.",
        LEAST_PLANNED,
    )


def _lines(board: Board) -> Iterator[str]:
    last = 0
    for each in board.places:
        if each.position > last + 1:
            yield GAP
        last = each.position
        yield _line(each, mine=each.user_id == board.user_id)
    if last < board.ranked:
        yield GAP


def _line(place: Place, *, mine: bool) -> str:
    share = percent(place.counted.kept, place.counted.planned)
    you = [pgettext("on the board", "you")] if mine else []
    return " · ".join([f"**{place.place}**", f"<@{place.user_id}>", share, *you])


def _nobody() -> str:
    return ngettext(
        "Nobody has a place yet: it takes {count:,} planned day.",
        "Nobody has a place yet: it takes {count:,} planned days.",
        LEAST_PLANNED,
    )


def _footer() -> str:
    words = _(
        "The share of planned days kept, over the last {days} days. Free days, rests and pauses do not "
        "count; equal shares have the same place.",
        days=BOARD_DAYS,
    )
    return f"-# {words}"
