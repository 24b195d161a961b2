"""What a newcomer has already: lists to tick, so that the plan leaves out what they cover."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.already_have import HEADING, Had, HadList
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, TickSelect, custom_id, layout, row, show, template
from bot.ui.branch_words import TAG, change_text, chosen_numbers
from bot.ui.language import _, ngettext
from bot.ui.text import clip, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.branches import Decided, Decisions

LISTED = 5
"""Lists on one sheet."""

NUMBER = r"(?P<number>[0-9]{1,3})"


class AlreadyHaveButton(Owned[ui.Button[Any]], template=template("have")):
    """Opens the lists in a private message of their own."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("have", guild_id, user_id)
        super().__init__(ui.Button(label=_("What you already have…"), custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show them."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id)
        await interaction.response.send_message(view=had_layout(decisions), ephemeral=True)


class HadSheetButton(Owned[ui.Button[Any]], template=template("haves", NUMBER)):
    """Turns to a sheet of the lists."""

    def __init__(self, guild_id: int, user_id: int, sheet: int, label: str | None = None) -> None:
        identity = custom_id("haves", guild_id, user_id, sheet)
        # limit: 80
        shown = _("Lists") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.sheet = sheet

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HadSheetButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that sheet."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id)
        await show(interaction, had_layout(decisions, self.sheet))


class HadSelect(TickSelect, template=template("had", f"{TAG}:{NUMBER}")):
    """Says which entries of one list the member has."""

    def __init__(
        self,
        guild_id: int,
        user_id: int,
        tag: str,
        number: int,
        options: list[discord.SelectOption] | None = None,
    ) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("had", guild_id, user_id, tag, number),
            placeholder=_("Tick what you have…"),
            min_values=0,
            max_values=len(options) if options else 1,
            options=options or [],
        )
        super().__init__(select, guild_id, user_id)
        self.tag = tag
        self.number = number

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "HadSelect":
        """From the pressed custom_id; what was ticked comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"], int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan without what is covered, and show what that changed."""
        got, lost = (frozenset(chosen_numbers(values)) for values in self.changes())
        decided = await services.branches.change_had(
            self.guild_id, self.user_id, self.tag, self.number, got, lost
        )
        await show(interaction, had_changed_layout(decided, self.number))


def had_changed_layout(decided: "Decided", number: int = 0) -> ui.LayoutView:
    """The sheet with the list of this number, and what a tick changed in the plan."""
    lists = [each.number for each in decided.decisions.had_lists]
    sheet = lists.index(number) // LISTED if number in lists else 0
    return had_layout(decided.decisions, sheet, change_text(decided))


def had_layout(decisions: "Decisions", sheet: int = 0, change: str = "") -> ui.LayoutView:
    """The lists of one sheet, each with its select; `change` says what the last tick did."""
    whose, last = (decisions.guild_id, decisions.user_id), max(0, len(decisions.had_lists) - 1) // LISTED
    sheet = min(sheet, last)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(decisions)))
    for each in decisions.had_lists[sheet * LISTED : (sheet + 1) * LISTED]:
        options = [_option(number, had, decisions) for number, had in enumerate(each.entries)]
        box.add_item(ui.TextDisplay(_list_text(each, decisions)))
        box.add_item(row(HadSelect(*whose, decisions.tag, each.number, options)))
    if change:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(change))
    around = (
        # limit: 80
        (sheet - 1, _("◀ Before")),
        # limit: 80
        (sheet + 1, _("More ▶")),
    )
    turns = [HadSheetButton(*whose, number, label) for number, label in around if 0 <= number <= last]
    return layout(box, *([row(*turns)] if turns else []))


def _heading(decisions: "Decisions") -> str:
    if not decisions.had_lists:
        said = _(
            "This roadmap has no list of what you may have already. `/task skip` leaves out single tasks."
        )
    else:
        said = _("What you tick is left out of your plan. Take a tick back and it is planned again.")
    return f"## 🎒 {_(HEADING)} · {safe(decisions.title, 120)}\n{said}"


def _list_text(shown: HadList, decisions: "Decisions") -> str:
    ticked = sum(had.claim.key in decisions.had for had in shown.entries)
    reached = _("{done} of {total}", done=ticked, total=len(shown.entries))
    return f"**{safe(shown.title, 150)}** · {reached} {theme.CHECK}"


def _option(number: int, had: Had, decisions: "Decisions") -> discord.SelectOption:
    return discord.SelectOption(
        label=clip(had.claim.title, 100) or "?",
        value=str(number),
        description=clip(_saved(had) or had.claim.detail, 100) or None,
        default=had.claim.key in decisions.had,
    )


def _saved(had: Had) -> str:
    """What ticking it saves; empty where it covers nothing."""
    if had.tasks:
        return ngettext(
            "leaves out {count:,} task, {time}",
            "leaves out {count:,} tasks, {time}",
            had.tasks,
            time=minutes_text(had.minutes),
        )
    # limit: 100
    return _("leaves out nothing: your path has no such task") if had.claim.covers else ""
