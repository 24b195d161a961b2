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
from bot.ui.language import _, ngettext
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
from bot.ui.text import capital, clip, full_date, safe

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

HISTORY_ROOM, WORDS_ROOM = 1200, 3500
"""Characters for the reports of a card, and for all below its heading; a message has 4,000 for everything."""


class ReportButton(Owned[ui.Button[Any]], template=template("report", WHICH)):
    """Asks for a number."""

    def __init__(self, guild_id: int, user_id: int, target: str) -> None:
        identity = custom_id("report", guild_id, user_id, target)
        button: ui.Button[Any] = ui.Button(
            label=_("Report a number…"), style=discord.ButtonStyle.primary, custom_id=identity
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
        super().__init__(title=_("Report a number"))
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
        self.add_item(ui.Label(text=_("A link as evidence, if you have one"), component=self.link))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it and show how it compares."""
        card = await services.targets.report(
            *self._owner, f"#{self._target}", self.number.value, self.link.value
        )
        await show(interaction, target_layout(card))


class UnreportButton(Owned[ui.Button[Any]], template=template("unreport", rf"{WHICH}:(?P<id>[0-9]{{1,18}})")):
    """Takes one report back."""

    def __init__(
        self, guild_id: int, user_id: int, target: str, report_id: int, number: str | None = None
    ) -> None:
        identity = custom_id("unreport", guild_id, user_id, target, report_id)
        label = _("Undo") if number is None else _("Take back {number}", number=number)
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
            placeholder=_("Report a number, or look closer…"),
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
    if hidden <= 0:
        return shown
    more = ngettext(
        "… and {count:,} more number: `/roadmap target`",
        "… and {count:,} more numbers: `/roadmap target`",
        hidden,
    )
    return f"{shown}\n{more}"


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
        number = f"{newest.value:,.10g} {standing.target.goal.unit}".rstrip()
        buttons.append(UnreportButton(*owner, where, newest.id, number))
    return layout(box, row(*buttons))


def _heading(standing: Standing) -> str:
    facts = [safe(place_text(standing.place), 100), duty_text(standing)]
    small = " · ".join(fact for fact in facts if fact)
    title = f"## {mark(standing)} {safe(standing.target.title, 200)}"
    return f"{title}\n-# {small}" if small else title


def _understood(understood: Understood, standing: Standing) -> str:
    unit = standing.target.goal.unit
    line = _("I understood **{number}**.", number=number_text(understood.value, unit))
    if not understood.share:
        return line
    share = f"{understood.value / 100:.10g}"
    return f"{line} {_('If you meant {share} %, write `{share}%`.', share=share)}"


def _words(standing: Standing) -> str:
    target = standing.target
    lines = [_("{sentence}.", sentence=capital(standing_text(standing))), _vouched(standing)]
    if target.basis:
        lines.append(_("Measured by: {basis}", basis=safe(target.basis, 300)))
    lines.append(deadline_text(standing))
    lines.extend(f"- {share_text(share, standing)}" for share in target.split[:MAX_SHARES])
    if target.detail:
        lines.append(safe(target.detail, 600))
    if standing.history:
        unit = target.goal.unit
        shown = [
            report_text(each.value, unit, each.day, each.evidence) for each in standing.history[:HISTORY]
        ]
        room = min(HISTORY_ROOM, WORDS_ROOM - sum(map(len, lines)))
        lines.append(fitted([(f"- {line}", f"- {line.partition(' · ')[0]}") for line in shown], room))
        if (hidden := len(standing.history) - HISTORY) > 0:
            more = ngettext("and {count:,} earlier report", "and {count:,} earlier reports", hidden)
            lines.append(f"-# {more}")
    return "\n".join(line for line in lines if line)


def _vouched(standing: Standing) -> str:
    """Who says so, and what becomes of the other number if there are two."""
    counted, history, unit = standing.counted, standing.history, standing.target.goal.unit
    voucher = voucher_text(standing)
    this_is = _("This is {voucher}.", voucher=voucher)
    if counted is None:
        own = _("Only you can vouch for this number: Cohort does not count it.")
        return this_is if standing.voucher else own
    if not history:
        if counted.logged:
            return _("This is {voucher}, `/leetcode progress` shows them.", voucher=voucher)
        return _("This is {voucher}, from the tasks you have done.", voucher=voucher)
    if standing.voucher is Voucher.MEMBER:
        number = number_text(counted.number, unit)
        return f"{this_is} {_('Cohort counted {number}; the larger counts.', number=number)}"
    newest = history[0]
    smaller = _(
        "You reported {number} on {date}, which is not more or not of this period.",
        number=number_text(newest.value, unit),
        date=full_date(newest.day),
    )
    return f"{this_is} {smaller}"
