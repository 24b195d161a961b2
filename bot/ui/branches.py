"""Deciding what a roadmap leaves open: the list of decisions, and one of them with its options."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.branches import Branch, BranchKind
from bot.domain.errors import NoLongerAvailable
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.already_have import AlreadyHaveButton
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, layout, row, show, template
from bot.ui.branch_words import TAG, change_text, chosen_numbers
from bot.ui.roadmap_sheets import SHEET_CHARACTERS
from bot.ui.roadmap_words import choose_text, facts, lines
from bot.ui.text import clip, human_join, minutes_text, plural, safe

if TYPE_CHECKING:
    from bot.services.branches import Decided, Decisions

LISTED = 10
"""Decisions on one sheet of the list."""

NUMBER = r"(?P<number>[0-9]{1,4})"


class DecisionsButton(Owned[ui.Button[Any]], template=template("decide")):
    """Opens the decisions in a private message of their own; for messages about something else."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("decide", guild_id, user_id)
        super().__init__(ui.Button(label="Choose your options…", custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show all of them."""
        decisions = await services.branches.decisions(self.guild_id, self.user_id)
        await interaction.response.send_message(view=decisions_layout(decisions), ephemeral=True)


class BranchListButton(Owned[ui.Button[Any]], template=template("forks", NUMBER)):
    """Turns to a sheet of the decisions."""

    def __init__(self, guild_id: int, user_id: int, sheet: int, label: str = "All decisions") -> None:
        identity = custom_id("forks", guild_id, user_id, sheet)
        super().__init__(ui.Button(label=label, custom_id=identity), guild_id, user_id)
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

    def __init__(self, guild_id: int, user_id: int, tag: str, number: int, label: str = "Decide") -> None:
        identity = custom_id("fork", guild_id, user_id, tag, number)
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
            placeholder="Decide…",
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
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("branch", guild_id, user_id, tag, number),
            placeholder=_prompt(branch) if branch else None,
            min_values=min(branch.least, len(options)) if branch else 1,
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
    box.add_item(ui.TextDisplay(_heading(decisions)))
    if shown:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(_line(branch) for branch in shown)))
    rows: list[ui.Item[Any]] = []
    if shown:
        picker = BranchPicker(*whose, decisions.tag, [_entry(decisions, branch) for branch in shown])
        rows.append(row(picker))
    buttons: list[ui.Item[Any]] = [
        BranchListButton(*whose, number, label)
        for number, label in ((sheet - 1, "◀ Before"), (sheet + 1, "More ▶"))
        if 0 <= number <= last
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
        f"### 🔀 {safe(branch.title, 150)}",
        f"-# {safe(branch.where, 150)}" if branch.where else "",
        safe(branch.question, 250),
        _rule(branch),
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
        label = f"Next: {following.title} ▶"
        buttons.append(BranchButton(*whose, decisions.number(following), label))
    return layout(box, row(BranchSelect(*whose, number, branch)), row(*buttons))


def decided_layout(decided: "Decided") -> ui.LayoutView:
    """The decision as it is now, and what that changed in the plan."""
    if decided.branch is None:
        return decisions_layout(decided.decisions)
    return branch_layout(decided.decisions, decided.branch, change_text(decided))


def _heading(decisions: "Decisions") -> str:
    open_ones = sum(branch.shapes_plan and not branch.decided for branch in decisions.branches)
    if not decisions.branches:
        state = "This roadmap leaves you no choice: everybody does the same."
    elif open_ones:
        state = (
            f"{plural(open_ones, 'decision')} of your plan still open. Until then I assume the first options."
        )
    else:
        state = "Your plan is decided. You can change your mind at any time; what you did stays done."
    return lines(f"## 🔀 Your choices · {safe(decisions.title, 120)}", state)


def _line(branch: Branch) -> str:
    titles = {option.key: option.title for option in branch.options}
    taken = human_join([safe(titles[key], 60) for key in branch.taken])
    assumed = f"not decided, assumed: {taken}" if taken else "not decided"
    said = f"**{taken}**" if branch.decided else assumed
    mark = theme.CHECK if branch.decided else "▫️"
    where = f" · {safe(branch.where, 60)}" if branch.where else ""
    return f"{mark} {safe(branch.title, 80)}\n-# {said}{where}"


def _entry(decisions: "Decisions", branch: Branch) -> discord.SelectOption:
    return discord.SelectOption(
        label=clip(branch.title, 100) or "?",
        value=str(decisions.number(branch)),
        description=clip(branch.question, 100) or None,
    )


def _rule(branch: Branch) -> str:
    if branch.kind in {BranchKind.ROLE, BranchKind.INDUSTRY}:
        return "-# Pick any number, or none."
    return f"-# Pick {choose_text(branch.least, branch.most)} of {len(branch.options)}."


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


def _prompt(branch: Branch) -> str:
    if branch.kind in {BranchKind.ROLE, BranchKind.INDUSTRY}:
        return "Pick any number, or none…"
    return f"Pick {choose_text(branch.least, branch.most)}…"
