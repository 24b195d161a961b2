"""Deciding what a roadmap leaves open: the list of decisions, and one of them with its options."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.branches import Branch
from bot.domain.errors import NoLongerAvailable
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.already_have import AlreadyHaveButton
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, layout, row, show, template
from bot.ui.branch_words import (
    TAG,
    branch_line,
    branch_question,
    branch_title,
    change_text,
    chosen_numbers,
    heading_text,
    prompt_text,
    rule_text,
)
from bot.ui.language import _
from bot.ui.roadmap_sheets import SHEET_CHARACTERS
from bot.ui.roadmap_words import facts, lines
from bot.ui.text import clip, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.branches import Decided, Decisions

LISTED = 10
"""Decisions on one sheet of the list."""

NUMBER = r"(?P<number>[0-9]{1,4})"


class DecisionsButton(Owned[ui.Button[Any]], template=template("decide")):
    """Opens the decisions in a private message of their own; for messages about something else."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("decide", guild_id, user_id)
        super().__init__(ui.Button(label=_("Choose your options…"), custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show all of them."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id)
        await interaction.response.send_message(view=decisions_layout(decisions), ephemeral=True)


class BranchListButton(Owned[ui.Button[Any]], template=template("forks", NUMBER)):
    """Turns to a sheet of the decisions."""

    def __init__(self, guild_id: int, user_id: int, sheet: int, label: str | None = None) -> None:
        identity = custom_id("forks", guild_id, user_id, sheet)
        # limit: 80
        shown = _("All decisions") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.sheet = sheet

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BranchListButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that sheet."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id)
        await show(interaction, decisions_layout(decisions, self.sheet))


class BranchButton(Owned[ui.Button[Any]], template=template("fork", f"{TAG}:{NUMBER}")):
    """Opens one decision."""

    def __init__(self, guild_id: int, user_id: int, tag: str, number: int, following: str = "") -> None:
        identity = custom_id("fork", guild_id, user_id, tag, number)
        label = _("Next: {title} ▶", title=following) if following else _("Decide")
        super().__init__(ui.Button(label=clip(label, 60), custom_id=identity), guild_id, user_id)
        self.tag = tag
        self.number = number

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BranchButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"], int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show its options."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id, self.tag)
        await show(interaction, branch_layout(decisions, decisions.branch(self.number)))


class BranchPicker(Owned[ui.Select[Any]], template=template("forkpick", TAG)):
    """Opens one of the listed decisions."""

    def __init__(
        self, guild_id: int, user_id: int, tag: str, options: list[discord.SelectOption] | None = None
    ) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("forkpick", guild_id, user_id, tag),
            placeholder=_("Decide…"),
            options=options or [],
        )
        super().__init__(select, guild_id, user_id)
        self.tag = tag

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BranchPicker":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show its options."""
        (number,) = chosen_numbers(self.item.values) or (-1,)
        decisions = await services.branches.decisions(self.guild_id, self.user_id, self.tag)
        if number < 0:
            raise NoLongerAvailable
        await show(interaction, branch_layout(decisions, decisions.branch(number)))


class BranchSelect(Owned[ui.Select[Any]], template=template("branch", f"{TAG}:{NUMBER}")):
    """Picks options of one decision, as many as it takes."""

    def __init__(
        self, guild_id: int, user_id: int, tag: str, number: int, branch: Branch | None = None
    ) -> None:
        options = _options(branch) if branch else []
        # Rebuilt it does not know its branch: the service says whether as many may be chosen.
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("branch", guild_id, user_id, tag, number),
            placeholder=prompt_text(branch) if branch else None,
            min_values=min(branch.least, len(options)) if branch else 0,
            max_values=min(branch.most, len(options)) if branch else 1,
            options=options,
        )
        super().__init__(select, guild_id, user_id)
        self.tag = tag
        self.number = number

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BranchSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"], int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan with these options, and show what that changed."""
        picked = chosen_numbers(self.item.values)
        decided = await services.branches.pick(self.guild_id, self.user_id, self.tag, self.number, picked)
        await show(interaction, decided_layout(decided))


def decisions_layout(decisions: "Decisions", sheet: int = 0) -> ui.LayoutView:
    """What is decided and what is assumed, what shapes the plan first, with a way into each decision."""
    whose = (decisions.guild_id, decisions.user_id)
    found = sorted(decisions.branches, key=lambda branch: not branch.shapes_plan)
    last = max(0, len(found) - 1) // LISTED
    sheet = min(sheet, last)
    shown = found[sheet * LISTED : (sheet + 1) * LISTED]
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(heading_text(decisions)))
    if shown:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(branch_line(branch) for branch in shown)))
    rows: list[ui.Item[Any]] = []
    if shown:
        picker = BranchPicker(*whose, decisions.tag, [_entry(decisions, branch) for branch in shown])
        rows.append(row(picker))
    around = (
        # limit: 80
        (sheet - 1, _("◀ Before")),
        # limit: 80
        (sheet + 1, _("More ▶")),
    )
    buttons: list[ui.Item[Any]] = [
        BranchListButton(*whose, number, label) for number, label in around if 0 <= number <= last
    ]
    if decisions.had_lists:
        buttons.append(AlreadyHaveButton(*whose))
    if buttons:
        rows.append(row(*buttons))
    return layout(box, *rows)


def branch_layout(decisions: "Decisions", branch: Branch, change: str = "") -> ui.LayoutView:
    """One decision with its options; `change` says what the last pick did."""
    whose = (decisions.guild_id, decisions.user_id, decisions.tag)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    head = lines(
        f"### 🔀 {safe(branch_title(branch), 150)}",
        f"-# {safe(branch.where, 150)}" if branch.where else "",
        safe(branch_question(branch), 250),
        rule_text(branch),
    )
    box.add_item(ui.TextDisplay(head))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_option_lines(branch)))
    if change:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(change))
    number = decisions.number(branch)
    buttons: list[ui.Item[Any]] = [BranchListButton(decisions.guild_id, decisions.user_id, 0)]
    following = decisions.after(branch)
    if following is not None and following.key != branch.key:
        buttons.append(BranchButton(*whose, decisions.number(following), branch_title(following)))
    return layout(box, row(BranchSelect(*whose, number, branch)), row(*buttons))


def decided_layout(decided: "Decided") -> ui.LayoutView:
    """The decision as it is now, and what that changed in the plan."""
    if decided.branch is None:
        return decisions_layout(decided.decisions)
    return branch_layout(decided.decisions, decided.branch, change_text(decided))


def _entry(decisions: "Decisions", branch: Branch) -> discord.SelectOption:
    return discord.SelectOption(
        label=clip(branch_title(branch), 100) or "?",
        value=str(decisions.number(branch)),
        description=clip(branch_question(branch), 100) or None,
    )


def _option_lines(branch: Branch) -> str:
    """Each option with its mark, effort and words; many options share the room."""
    room = SHEET_CHARACTERS // max(1, len(branch.options))
    return "\n".join(
        lines(
            f"{_mark(branch, option.key)} **{safe(option.title, max(20, min(120, room // 2)))}**",
            facts(
                minutes_text(option.minutes) if option.minutes is not None else "",
                safe(option.detail, min(250, room // 3)) if room > 90 else "",
            ),
        )
        # Of more entry paths, roles or industries the others are picked by command.
        for option in branch.options[:MAX_OPTIONS]
    )


def _mark(branch: Branch, key: str) -> str:
    if key in branch.picked:
        return theme.CHECK
    return "◽" if not branch.picked and key in branch.assumed else "▫️"


def _options(branch: Branch) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(
            label=clip(option.title, 100) or "?",
            value=str(number),
            description=minutes_text(option.minutes) if option.minutes is not None else None,
            default=option.key in branch.picked,
        )
        for number, option in enumerate(branch.options[:MAX_OPTIONS])
    ]
