"""Ways on after a slip: what they cost, a preview before one applies, and the way back."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.replans import Offer, ReplanKind
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _
from bot.ui.refresh import RefreshButton
from bot.ui.replan_words import TITLES, comparison_text, next_days_text, standing_line, way_line
from bot.ui.text import full_date

if TYPE_CHECKING:
    from bot.services.replans import Crossroads, Replanned

LABELS = {
    # limit: 80
    ReplanKind.CATCH_UP: N_("Catch up…"),
    # limit: 80
    ReplanKind.SHIFT: N_("Shift the end…"),
    # limit: 80
    ReplanKind.DROP_OPTIONAL: N_("Drop optional…"),
    # limit: 80
    ReplanKind.TAKE_OPTIONAL: N_("Take optional back…"),
}
NO_WAY = N_("Nothing has to change. `/plan pace` sets another pace.")


class ReplanButton(Owned[ui.Button[Any]], template=template("replan")):
    """Opens the ways on."""

    def __init__(self, guild_id: int, user_id: int, label: str | None = None) -> None:
        identity = custom_id("replan", guild_id, user_id)
        # limit: 80
        shown = _("Re-plan…") if label is None else label
        super().__init__(
            ui.Button(label=shown, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show them in place."""
        await show(
            interaction, crossroads_layout(await services.replans.crossroads(self.guild_id, self.user_id))
        )


class WayButton(
    Owned[ui.Button[Any]], template=template("way", r"(?P<step>see|take):(?P<kind>[a-z_]{1,16})")
):
    """Previews one way on, or takes it."""

    def __init__(self, guild_id: int, user_id: int, step: str, kind: str) -> None:
        known = kind in set(ReplanKind)
        # limit: 80
        label = _("Apply") if step == "take" else _(LABELS[ReplanKind(kind)]) if known else "?"
        style = discord.ButtonStyle.success if step == "take" else discord.ButtonStyle.primary
        identity = custom_id("way", guild_id, user_id, step, kind)
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.step = step
        self.kind = ReplanKind(kind) if known else None

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "WayButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["step"], match["kind"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show what it would do, or do it."""
        if self.kind is None or self.kind not in LABELS:
            raise NoLongerAvailable
        if self.step == "see":
            offer = await services.replans.preview(self.guild_id, self.user_id, self.kind)
            await show(interaction, preview_layout(self.guild_id, self.user_id, offer))
        else:
            done = await services.replans.apply(self.guild_id, self.user_id, self.kind)
            await show(interaction, replanned_layout(done))


class TakeBackButton(Owned[ui.Button[Any]], template=template("takeback", r"(?P<replan>[0-9]{1,18})")):
    """Takes a re-plan back."""

    def __init__(self, guild_id: int, user_id: int, replan_id: int) -> None:
        identity = custom_id("takeback", guild_id, user_id, replan_id)
        super().__init__(
            ui.Button(label=_("Undo"), style=discord.ButtonStyle.secondary, custom_id=identity),
            guild_id,
            user_id,
        )
        self.replan_id = replan_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "TakeBackButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["replan"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Put the former terms in force again."""
        undone = await services.replans.undo(self.guild_id, self.user_id, self.replan_id)
        await show(interaction, replanned_layout(undone))


def crossroads_layout(crossroads: "Crossroads") -> ui.LayoutView:
    """The slip, and each way on with what it takes."""
    guild_id, user_id = crossroads.guild_id, crossroads.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    lines = [f"## {_('Your plan and what has happened since')}", standing_line(crossroads.slip)]
    if crossroads.by_day:
        lines.append(_("You want to be done by **{date}**.", date=full_date(crossroads.by_day)))
    if crossroads.too_late:
        lines.append(_("No pace up to 80 hours a week keeps the promised finish."))
    box.add_item(ui.TextDisplay("\n".join(filter(None, lines))))
    box.add_item(ui.Separator())
    ways = [way_line(offer) for offer in crossroads.offers] or [_(NO_WAY)]
    box.add_item(ui.TextDisplay("\n".join(ways)))
    buttons = [WayButton(guild_id, user_id, "see", offer.kind) for offer in crossroads.offers]
    # limit: 80
    back = RefreshButton(guild_id, user_id, _("Back to today"))
    return layout(box, row(*buttons, back))


def preview_layout(guild_id: int, user_id: int, offer: Offer) -> ui.LayoutView:
    """What a way on would change, before it does."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    head = "## " + _("{way}: a preview", way=_(TITLES[offer.kind]))
    box.add_item(ui.TextDisplay(f"{head}\n{comparison_text(offer)}"))
    if offer.before.per_day != offer.after.per_day:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(next_days_text(offer)))
    small = _("Nothing has changed yet. What is done stays done either way.")
    box.add_item(ui.TextDisplay(f"-# {small}"))
    apply = WayButton(guild_id, user_id, "take", offer.kind)
    # limit: 80
    others = ReplanButton(guild_id, user_id, _("Other ways"))
    return layout(box, row(apply, others))


def replanned_layout(done: "Replanned") -> ui.LayoutView:
    """What has changed, and the way back."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    title = f"{theme.CHECK} {_(TITLES[done.offer.kind])}" if done.replan_id else f"↩️ {_('As it was before')}"
    box.add_item(ui.TextDisplay(f"## {title}\n{comparison_text(done.offer, undone=not done.replan_id)}"))
    # limit: 80
    buttons: list[ui.Item[Any]] = [RefreshButton(done.guild_id, done.user_id, _("Show me today"))]
    if done.replan_id:
        buttons.append(TakeBackButton(done.guild_id, done.user_id, done.replan_id))
    return layout(box, row(*buttons))
