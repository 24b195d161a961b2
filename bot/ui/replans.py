"""Ways on after a slip: what they cost, a preview before one applies, and the way back."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.replans import Offer, Outlook, ReplanKind
from bot.domain.slips import Slip
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.refresh import RefreshButton
from bot.ui.text import SHORT_WEEKDAYS, full_date, hours_text, minutes_text, plural, weekdays_text

if TYPE_CHECKING:
    from bot.services.replans import Crossroads, Replanned

LABELS = {
    ReplanKind.CATCH_UP: "Catch up…",
    ReplanKind.SHIFT: "Shift the end…",
    ReplanKind.DROP_OPTIONAL: "Drop optional…",
    ReplanKind.TAKE_OPTIONAL: "Take optional back…",
}
NO_WAY = "Nothing has to change. `/plan pace` sets another pace."
TITLES = {
    ReplanKind.CATCH_UP: "Catch up",
    ReplanKind.SHIFT: "Shift the end",
    ReplanKind.DROP_OPTIONAL: "Drop optional items",
    ReplanKind.TAKE_OPTIONAL: "Take optional items back",
    ReplanKind.PACE: "New pace",
}


class ReplanButton(Owned[ui.Button[Any]], template=template("replan")):
    """Opens the ways on."""

    def __init__(self, guild_id: int, user_id: int, label: str = "Re-plan…") -> None:
        identity = custom_id("replan", guild_id, user_id)
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
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
        label = "Apply" if step == "take" else LABELS[ReplanKind(kind)] if known else "?"
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
            ui.Button(label="Undo", style=discord.ButtonStyle.secondary, custom_id=identity),
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


def slip_line(slip: Slip | None) -> str:
    """One honest line for whoever is behind; empty otherwise."""
    if slip is None or slip.days <= 0:
        return ""
    behind = f"{theme.BEHIND} **{plural(slip.days, 'study day')} behind** ({minutes_text(slip.minutes)})"
    if slip.promised is None or slip.finish is None or slip.finish <= slip.promised:
        return f"{behind}; the finish has not moved yet."
    return f"{behind}: the finish moved from {full_date(slip.promised)} to **{full_date(slip.finish)}**."


def standing_line(slip: Slip | None) -> str:
    """Where a member stands, also when on time or ahead."""
    if slip is None or slip.finish is None:
        return ""
    if slip.days > 0:
        return slip_line(slip)
    if slip.days == 0:
        return f"{theme.CHECK} On time: you finish on {full_date(slip.finish)}."
    return f"{theme.CHECK} **{plural(-slip.days, 'study day')} ahead** of what you promised."


def crossroads_layout(crossroads: "Crossroads") -> ui.LayoutView:
    """The slip, and each way on with what it takes."""
    guild_id, user_id = crossroads.guild_id, crossroads.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    lines = ["## Your plan and what has happened since", standing_line(crossroads.slip)]
    if crossroads.by_day:
        lines.append(f"You want to be done by **{full_date(crossroads.by_day)}**.")
    if crossroads.too_late:
        lines.append("No pace up to 80 hours a week keeps the promised finish.")
    box.add_item(ui.TextDisplay("\n".join(filter(None, lines))))
    box.add_item(ui.Separator())
    ways = [_way(offer) for offer in crossroads.offers] or [NO_WAY]
    box.add_item(ui.TextDisplay("\n".join(ways)))
    buttons = [WayButton(guild_id, user_id, "see", offer.kind) for offer in crossroads.offers]
    return layout(box, row(*buttons, RefreshButton(guild_id, user_id, "Back to today")))


def preview_layout(guild_id: int, user_id: int, offer: Offer) -> ui.LayoutView:
    """What a way on would change, before it does."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(f"## {TITLES[offer.kind]}: a preview\n{comparison_text(offer)}"))
    if offer.before.per_day != offer.after.per_day:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(_next_days(offer)))
    box.add_item(ui.TextDisplay("-# Nothing has changed yet. What is done stays done either way."))
    apply = WayButton(guild_id, user_id, "take", offer.kind)
    return layout(box, row(apply, ReplanButton(guild_id, user_id, "Other ways")))


def replanned_layout(done: "Replanned") -> ui.LayoutView:
    """What has changed, and the way back."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    title = f"{theme.CHECK} {TITLES[done.offer.kind]}" if done.replan_id else "↩️ As it was before"
    box.add_item(ui.TextDisplay(f"## {title}\n{comparison_text(done.offer, undone=not done.replan_id)}"))
    buttons: list[ui.Item[Any]] = [RefreshButton(done.guild_id, done.user_id, "Show me today")]
    if done.replan_id:
        buttons.append(TakeBackButton(done.guild_id, done.user_id, done.replan_id))
    return layout(box, row(*buttons))


def moves_text(now: Outlook | None, outlooks: tuple[Outlook, ...]) -> str:
    """What would move the finish, a line each."""
    if now is None or now.finish is None:
        return ""
    lines = [line for outlook in outlooks if (line := _move(now, outlook))]
    return "\n".join(["**What would move the finish**", *lines]) if lines else ""


def _move(now: Outlook, other: Outlook) -> str:
    if now.finish is None or other.finish is None or other.tasks == now.tasks == 0:
        return ""
    days = (other.finish - now.finish).days
    if other.terms.optional != now.terms.optional:
        if other.minutes == now.minutes:
            return ""
        what = "with the optional items" if other.terms.optional else "without the optional items"
        what = f"{what} ({hours_text(abs(other.minutes - now.minutes))})"
    else:
        what = f"{hours_text(other.terms.pace.minutes_per_week)} a week"
    moved = "no change" if days == 0 else f"{plural(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"
    return f"- {what}: {full_date(other.finish)} ({moved})"


def _way(offer: Offer) -> str:
    before, after = offer.before, offer.after
    finish = f"finish **{full_date(after.finish)}**" if after.finish else "nothing left to do"
    hours = hours_text(after.terms.pace.minutes_per_week)
    tasks, minutes = abs(after.tasks - before.tasks), abs(after.minutes - before.minutes)
    work = f"{plural(tasks, 'task')}, {hours_text(minutes)}"
    was = hours_text(before.terms.pace.minutes_per_week)
    what = {
        ReplanKind.CATCH_UP: f"**{hours} a week** instead of {was}, ",
        ReplanKind.SHIFT: f"stay at {hours} a week, ",
        ReplanKind.DROP_OPTIONAL: f"leave out {work}; ",
        ReplanKind.TAKE_OPTIONAL: f"plan {work} again; ",
        ReplanKind.PACE: f"{hours} a week, ",
    }[offer.kind]
    return f"- **{TITLES[offer.kind]}**: {what}{finish}."


def comparison_text(offer: Offer, *, undone: bool = False) -> str:
    before, after = offer.before, offer.after
    lines = [
        _changed("Finish", _finish_text(before), _finish_text(after)),
        _changed("Pace", _pace_text(before), _pace_text(after)),
        _changed("Still to do", _work_text(before), _work_text(after)),
    ]
    if offer.kind is ReplanKind.SHIFT and not undone:
        lines.append("Your promise moves along: you are not behind any more.")
    return "\n".join(lines)


def _finish_text(outlook: Outlook) -> str:
    return full_date(outlook.finish) if outlook.finish else "nothing left"


def _work_text(outlook: Outlook) -> str:
    return f"{plural(outlook.tasks, 'task')}, {hours_text(outlook.minutes)}"


def _pace_text(outlook: Outlook) -> str:
    terms = outlook.terms
    by = f", to be done by {full_date(terms.by_day)}" if terms.by_day else ""
    return f"{hours_text(terms.pace.minutes_per_week)} a week, {weekdays_text(terms.pace.study_days)}{by}"


def _changed(what: str, before: str, after: str) -> str:
    return f"**{what}** {after}" if before == after else f"**{what}** {before} → **{after}**"


def _next_days(offer: Offer) -> str:
    lines = ["**The next seven days**"]
    for (day, before), (_, after) in zip(offer.before.per_day, offer.after.per_day, strict=True):
        same = before == after
        change = minutes_text(after) if same else f"{minutes_text(before)} → **{minutes_text(after)}**"
        lines.append(f"{SHORT_WEEKDAYS[day.weekday()]} {day.day}: {change}")
    return "\n".join(lines)
