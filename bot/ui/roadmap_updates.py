"""A new version of a member's roadmap: what it changes, and the button that accepts it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, box, custom_id, layout, row, section, show, template
from bot.ui.refresh import RefreshButton
from bot.ui.text import full_date, hours_text, human_join, plural, safe

if TYPE_CHECKING:
    from bot.services.roadmap_updates import Update

NAMED = 5
"""Tasks that come or go which are named; the others are counted."""

VERSION = r"(?P<version>[0-9a-f]{12})"
"""Of a roadmap, whole."""

OVERTAKEN = "Another version came in since you looked, so nothing is accepted yet. This one changes:"

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


class AcceptButton(Owned[ui.Button[Any]], template=template("mapaccept", VERSION)):
    """Follows the version it was shown with from now on."""

    def __init__(self, guild_id: int, user_id: int, version: str) -> None:
        identity = custom_id("mapaccept", guild_id, user_id, version)
        button: ui.Button[Any] = ui.Button(
            label="Accept it", style=discord.ButtonStyle.success, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.version = version

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "AcceptButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["version"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Plan the rest by it; when there is a newer one by now, show what that would change instead."""
        update = await services.roadmaps.accept(self.guild_id, self.user_id, self.version)
        accepted = update.version == self.version
        await show(interaction, accepted_layout(update) if accepted else update_layout(update, OVERTAKEN))


def update_section(guild_id: int, user_id: int) -> ui.Section[Any]:
    """That a new version is there, with the button that shows what it changes."""
    return section(HINT, UpdateButton(guild_id, user_id))


def update_layout(update: "Update", first: str = "") -> ui.LayoutView:
    """What accepting would change; `first` is said before."""
    frame = box(
        f"## {theme.MAP} A new version of {safe(update.title, 100)}",
        *([first] if first else []),
        *_changes(update),
        "-# What you have done stays done. Until you accept it, your plan stays as it is.",
    )
    later = RefreshButton(update.guild_id, update.user_id, "Not now")
    return layout(frame, row(AcceptButton(update.guild_id, update.user_id, update.version), later))


def accepted_layout(update: "Update") -> ui.LayoutView:
    """What has changed."""
    frame = box(
        f"## {theme.CHECK} You are on the new version of {safe(update.title, 100)}", *_changes(update)
    )
    return layout(frame, row(RefreshButton(update.guild_id, update.user_id, "Show me today")))


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
