"""Milestones: when each is due in the member's own plan, and what is reached of it."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.claims import token
from bot.domain.milestones import MilestoneState, StandingMilestone
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, show, template
from bot.ui.boxes import WHERE, BoxSelect, EvidenceSelect, box_lines, box_rows, page_of
from bot.ui.claims import tally_text
from bot.ui.language import _, ngettext, pgettext
from bot.ui.names import named
from bot.ui.target_words import nominal_text
from bot.ui.targets import target_lines, target_rows
from bot.ui.text import full_date, safe

if TYPE_CHECKING:
    from bot.services.claims import Milestones

SHOWN = 8
"""Milestones on one page: 3 of a message's 40 components each."""

FLAG = "🏁"

MARKS = {
    MilestoneState.DONE: theme.CHECK,
    MilestoneState.AHEAD: FLAG,
    MilestoneState.OVERDUE: theme.WARNING,
    MilestoneState.LEFT_OUT: "▫️",
}

BOXES_ROOM, TARGETS_ROOM = 2000, 1400
"""Characters for each; a message has 4,000 for everything."""


class MilestonesButton(Owned[ui.Button[Any]], template=template("stones", r"(?P<page>[0-9]{1,3})")):
    """Shows one page of all milestones."""

    def __init__(self, guild_id: int, user_id: int, page: int = 0, label: str | None = None) -> None:
        identity = custom_id("stones", guild_id, user_id, page)
        # limit: 80
        shown = _("All milestones") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MilestonesButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that page."""
        every = await services.claims.milestones(self.guild_id, self.user_id)
        await show(interaction, milestones_layout(every, self.page))


class MilestoneButton(Owned[ui.Button[Any]], template=template("stone", WHERE)):
    """Opens the card of one milestone."""

    def __init__(
        self, guild_id: int, user_id: int, where: str, page: int = 0, label: str | None = None
    ) -> None:
        identity = custom_id("stone", guild_id, user_id, where, page)
        # limit: 80
        shown = pgettext("button", "Open") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.where = where
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MilestoneButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["where"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it."""
        await show(interaction, await _card(services, self.guild_id, self.user_id, self.where, self.page))


class MilestoneBoxes(BoxSelect, template=template("reach", WHERE)):
    """Ticks boxes of a milestone."""

    verb = "reach"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same card as it is now."""
        return await _card(services, self.guild_id, self.user_id, self.where, self.page)


class MilestoneEvidence(EvidenceSelect, template=template("show", WHERE)):
    """Asks for a link for a box of a milestone."""

    verb = "show"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same card as it is now."""
        return await _card(services, self.guild_id, self.user_id, self.where, self.page)


async def _card(services: Services, guild_id: int, user_id: int, where: str, page: int) -> ui.LayoutView:
    return milestone_layout(await services.claims.milestones(guild_id, user_id), where, page)


def milestones_layout(shown: "Milestones", page: int = 0) -> ui.LayoutView:
    """All milestones, each with its date and how far it is."""
    owner = (shown.guild_id, shown.user_id)
    pages = -(-len(shown.all) // SHOWN)
    page = min(page, pages - 1)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    small = f"{safe(shown.roadmap_title, 150)} · {_('the dates follow your own plan')}"
    box.add_item(ui.TextDisplay(f"## {FLAG} {_('Milestones')}\n-# {small}"))
    box.add_item(ui.Separator())
    for each in shown.all[page * SHOWN : (page + 1) * SHOWN]:
        opener = MilestoneButton(*owner, token(each.milestone.key))
        box.add_item(section(_summary(each, shown.record.today), opener))
    ways = [
        # limit: 80
        *([MilestonesButton(*owner, page - 1, _("◀ Earlier"))] if page else []),
        # limit: 80
        *([MilestonesButton(*owner, page + 1, _("Later ▶"))] if page + 1 < pages else []),
    ]
    return layout(box, *([row(*ways)] if ways else []))


def _summary(each: StandingMilestone, today: date) -> str:
    head = f"{MARKS[each.state]} **{safe(each.milestone.title, 100)}** · {state_text(each, today)}"
    mine = _("{date} in your plan", date=full_date(each.due)) if each.due else _("not in your plan")
    return f"{head}\n-# {_('by {time}', time=nominal_text(each.milestone.by))} · {mine}"


def state_text(each: StandingMilestone, today: date) -> str:
    """`done`, `2 of 5, due in 12 days`, `2 of 5, overdue by 3 days`, `2 of 5` without a day."""
    if each.state is MilestoneState.DONE:
        return named(each.state)
    when = _when(each.due, today)
    if not each.tally.total:
        return when or named(MilestoneState.LEFT_OUT)
    reached = _("{done} of {total}", done=each.tally.done, total=each.tally.total)
    return _(", ").join(filter(None, (reached, when)))


def _when(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (due - today).days
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("overdue by {count:,} day", "overdue by {count:,} days", -days)
    return ngettext("due in {count:,} day", "due in {count:,} days", days)


def milestone_layout(shown: "Milestones", where: str, page: int = 0) -> ui.LayoutView:
    """The card of one milestone: its boxes to tick, and its numbers. Raises NoLongerAvailable."""
    owner, each, today = (shown.guild_id, shown.user_id), shown.find(where), shown.record.today
    boxes, page, pages = page_of(each.boxes, page)
    done = each.state is MilestoneState.DONE
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if done else theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {_summary(each, today)}\n{tally_text(each.tally)}"))
    if boxes:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(box_lines(boxes, room=BOXES_ROOM)))
    if each.targets:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(target_lines(each.targets, today, TARGETS_ROOM)))
    ways = [
        MilestonesButton(*owner, shown.all.index(each) // SHOWN),
        # limit: 80
        *([MilestoneButton(*owner, where, page - 1, _("◀ Boxes before"))] if page else []),
        # limit: 80
        *([MilestoneButton(*owner, where, page + 1, _("More boxes ▶"))] if page + 1 < pages else []),
    ]
    controls = box_rows(MilestoneBoxes, MilestoneEvidence, owner, where, page, boxes)
    return layout(box, *controls, *target_rows(owner, each.targets), row(*ways))
