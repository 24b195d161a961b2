"""A new version of a member's roadmap: what it changes, and the button that accepts it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, section, show, template
from bot.ui.refresh import RefreshButton
from bot.ui.text import full_date, hours_text, human_join, plural, safe

if TYPE_CHECKING:
    from bot.services.roadmap_updates import Update

NAMED = 5
"""Tasks that come or go which are named; the others are counted."""

HINT = f"{theme.MAP} Your roadmap has a new version. `/plan update` shows what it changes."


class UpdateButton(Owned[ui.Button[Any]], template=template("mapupdate")):
    """Shows what the new version changes."""

    def __init__(self, guild_id: int, user_id: int, label: str = "New version…") -> None:
        identity = custom_id("mapupdate", guild_id, user_id)
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it in place."""
        await show(interaction, update_layout(await services.roadmaps.update(self.guild_id, self.user_id)))


class AcceptButton(Owned[ui.Button[Any]], template=template("mapaccept")):
    """Follows the new version from now on."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("mapaccept", guild_id, user_id)
        button: ui.Button[Any] = ui.Button(
            label="Accept it", style=discord.ButtonStyle.success, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan the rest by it."""
        update = await services.roadmaps.accept(self.guild_id, self.user_id)
        await show(interaction, accepted_layout(update))


def update_section(guild_id: int, user_id: int) -> ui.Section[Any]:
    """That a new version is there, with the button that shows what it changes."""
    return section(HINT, UpdateButton(guild_id, user_id))


def update_layout(update: "Update") -> ui.LayoutView:
    """What accepting would change."""
    box = _box(
        f"## {theme.MAP} A new version of {safe(update.title, 100)}",
        *_changes(update),
        "-# What you have done stays done. Until you accept it, your plan stays as it is.",
    )
    later = RefreshButton(update.guild_id, update.user_id, "Not now")
    return layout(box, row(AcceptButton(update.guild_id, update.user_id), later))


def accepted_layout(update: "Update") -> ui.LayoutView:
    """What has changed."""
    box = _box(f"## {theme.CHECK} You are on the new version of {safe(update.title, 100)}", *_changes(update))
    return layout(box, row(RefreshButton(update.guild_id, update.user_id, "Show me today")))


def _changes(update: "Update") -> list[str]:
    lines = [*_named("New", update.added), *_named("Gone", update.gone)]
    if update.resized:
        lines.append(f"**Longer or shorter** {plural(update.resized, 'task')}")
    before, after = hours_text(update.minutes_before), hours_text(update.minutes_after)
    lines.append(f"**Open work** {before}" + (f" → {after}" if before != after else ", as before"))
    return [*lines, f"**Finish** {_finish(update)}"]


def _named(word: str, titles: Sequence[str]) -> list[str]:
    if not titles:
        return []
    shown = [safe(title, 80) for title in titles[:NAMED]]
    more = [f"{len(titles) - NAMED} more"] if len(titles) > NAMED else []
    return [f"**{word}** {human_join([*shown, *more])}"]


def _finish(update: "Update") -> str:
    days = [
        full_date(day) if day else "nothing left to do" for day in (update.finish_before, update.finish_after)
    ]
    return " → ".join(dict.fromkeys(days))


def _box(*lines: str) -> ui.Container[Any]:
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    return box
