"""The card of one number: its goal, what is reported and counted, and reporting more."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.claims import token
from bot.domain.links import MAX_LINK
from bot.domain.target_values import Understood
from bot.domain.targets import Standing, Voucher
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Form, Owned, custom_id, layout, row, show, template
from bot.ui.boxes import fitted
from bot.ui.target_words import (
    choice_text,
    deadline_text,
    duty_text,
    mark,
    number_text,
    place_text,
    report_text,
    share_text,
    standing_text,
    target_line,
    voucher_text,
)
from bot.ui.text import clip, full_date, plural, safe

if TYPE_CHECKING:
    from bot.services.targets import TargetCard

WHICH = r"(?P<target>[0-9a-f]{10})"

MAX_VALUE = 60
"""Characters of a number as it is typed, unit included."""

MAX_LINES = 12
"""Targets in full on one card; more are in the list to choose from."""

HISTORY = 5
"""Reports shown on a card; a longer history counts its earlier ones."""

MAX_SHARES = 6


class ReportButton(Owned[ui.Button[Any]], template=template("report", WHICH)):
    """Asks for a number."""

    def __init__(self, guild_id: int, user_id: int, target: str) -> None:
        identity = custom_id("report", guild_id, user_id, target)
        button: ui.Button[Any] = ui.Button(
            label="Report a number…", style=discord.ButtonStyle.primary, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.target = target

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ReportButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["target"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open the form."""
        card = await services.targets.card(self.guild_id, self.user_id, f"#{self.target}")
        await interaction.response.send_modal(ReportForm(card))


class ReportForm(Form):
    """Asks for a number in the goal's unit, and for a link if there is one."""

    def __init__(self, card: "TargetCard") -> None:
        target = card.standing.target
        super().__init__(title="Report a number")
        self._owner = (card.guild_id, card.user_id)
        self._target = token(target.key)
        goal = target.goal
        self.number: ui.TextInput[Any] = ui.TextInput(
            placeholder=clip(f"{goal.value:,.10g} {goal.unit}", 100), max_length=MAX_VALUE, custom_id="number"
        )
        self.link: ui.TextInput[Any] = ui.TextInput(
            placeholder="https://…", max_length=MAX_LINK, required=False, custom_id="link"
        )
        self.add_item(ui.Label(text=clip(target.title, 45), component=self.number))
        self.add_item(ui.Label(text="A link as evidence, if you have one", component=self.link))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it and show how it compares."""
        card = await services.targets.report(
            *self._owner, f"#{self._target}", self.number.value, self.link.value
        )
        await show(interaction, target_layout(card))


class UnreportButton(Owned[ui.Button[Any]], template=template("unreport", rf"{WHICH}:(?P<id>[0-9]{{1,18}})")):
    """Takes one report back."""

    def __init__(self, guild_id: int, user_id: int, target: str, report_id: int, label: str = "Undo") -> None:
        identity = custom_id("unreport", guild_id, user_id, target, report_id)
        super().__init__(ui.Button(label=clip(label, 80), custom_id=identity), guild_id, user_id)
        self.target = target
        self.report_id = report_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "UnreportButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["target"], int(match["id"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Remove it and show what counts now."""
        where = (self.guild_id, self.user_id, f"#{self.target}")
        await show(interaction, target_layout(await services.targets.take_back(*where, self.report_id)))


class TargetPicker(Owned[ui.Select[Any]], template=template("number")):
    """Opens the card of one of the numbers of a milestone or checklist."""

    def __init__(self, guild_id: int, user_id: int, targets: Sequence[Standing] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("number", guild_id, user_id),
            placeholder="Report a number, or look closer…",
            options=[
                discord.SelectOption(label=choice_text(each), value=token(each.target.key))
                for each in targets[:MAX_OPTIONS]
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the card privately."""
        card = await services.targets.card(self.guild_id, self.user_id, f"#{self.item.values[0]}")
        await interaction.response.send_message(view=target_layout(card), ephemeral=True)


def target_rows(owner: tuple[int, int], targets: Sequence[Standing]) -> list[ui.Item[Any]]:
    """The control for the numbers on a card."""
    return [row(TargetPicker(*owner, targets))] if targets else []


def target_lines(targets: Sequence[Standing], today: date, room: int) -> str:
    """A line for each number, cut where a card has very many."""
    shown = fitted([target_line(each, today) for each in targets[:MAX_LINES]], room)
    hidden = len(targets) - MAX_LINES
    return f"{shown}\n… and {plural(hidden, 'more number')}: `/roadmap target`" if hidden > 0 else shown


def target_layout(card: "TargetCard") -> ui.LayoutView:
    """The card as a message."""
    owner, standing = (card.guild_id, card.user_id), card.standing
    where = token(standing.target.key)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if standing.met else theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(standing)))
    if card.understood:
        box.add_item(ui.TextDisplay(_understood(card.understood, standing)))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_words(standing)))
    buttons: list[ui.Item[Any]] = [ReportButton(*owner, where)]
    if standing.history:
        newest = standing.history[0]
        label = f"Take back {newest.value:,.10g} {standing.target.goal.unit}".rstrip()
        buttons.append(UnreportButton(*owner, where, newest.id, label))
    return layout(box, row(*buttons))


def _heading(standing: Standing) -> str:
    facts = [safe(place_text(standing.place), 100), duty_text(standing)]
    small = " · ".join(fact for fact in facts if fact)
    title = f"## {mark(standing)} {safe(standing.target.title, 200)}"
    return f"{title}\n-# {small}" if small else title


def _understood(understood: Understood, standing: Standing) -> str:
    unit = standing.target.goal.unit
    line = f"I understood **{number_text(understood.value, unit)}**."
    if understood.share:
        share = f"{understood.value / 100:.10g}"
        line += f" If you meant {share} %, write `{share}%`."
    return line


def _words(standing: Standing) -> str:
    target = standing.target
    text = standing_text(standing)
    lines = [f"{text[0].upper()}{text[1:]}.", _vouched(standing)]
    if target.basis:
        lines.append(f"Measured by: {safe(target.basis, 300)}")
    lines.append(deadline_text(standing))
    lines.extend(f"- {share_text(share, standing)}" for share in target.split[:MAX_SHARES])
    if target.detail:
        lines.append(safe(target.detail, 600))
    if standing.history:
        unit = target.goal.unit
        shown = [
            report_text(each.value, unit, each.day, each.evidence) for each in standing.history[:HISTORY]
        ]
        lines.append(fitted([(f"- {line}", f"- {line.partition(' · ')[0]}") for line in shown], 1200))
        if (hidden := len(standing.history) - HISTORY) > 0:
            lines.append(f"-# and {plural(hidden, 'earlier report')}")
    return "\n".join(line for line in lines if line)


def _vouched(standing: Standing) -> str:
    """Who says so, and what becomes of the other number if there are two."""
    counted, history, unit = standing.counted, standing.history, standing.target.goal.unit
    if counted is None:
        own = "Only you can vouch for this number: Cohort does not count it."
        return f"This is {voucher_text(standing)}." if standing.voucher else own
    if not history:
        source = "`/leetcode progress` shows them" if counted.logged else "from the tasks you have done"
        return f"This is {voucher_text(standing)}, {source}."
    if standing.voucher is Voucher.MEMBER:
        own = number_text(counted.number, unit)
        return f"This is {voucher_text(standing)}. Cohort counted {own}; the larger counts."
    newest = history[0]
    reported = f"{number_text(newest.value, unit)} on {full_date(newest.day)}"
    return (
        f"This is {voucher_text(standing)}. You reported {reported}, which is not more or not of this period."
    )
