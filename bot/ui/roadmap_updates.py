"""A new version of a member's roadmap: what it changes, and the button that accepts it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, box, custom_id, layout, row, section, show, template
from bot.ui.language import N_, _, ngettext
from bot.ui.refresh import RefreshButton
from bot.ui.text import full_date, hours_text, human_join, safe

if TYPE_CHECKING:
    from bot.services.roadmap_updates import Update

NAMED = 5
"""Tasks that come or go which are named; the others are counted."""

VERSION = r"(?P<version>[0-9a-f]{12})"
"""Of a roadmap, whole."""

OVERTAKEN = N_("Another version came in since you looked, so nothing is accepted yet. This one changes:")

_COMES, _GOES = N_("**New** {tasks}"), N_("**Gone** {tasks}")


class UpdateButton(Owned[ui.Button[Any]], template=template("mapupdate")):
    """Shows what the new version changes."""

    def __init__(self, guild_id: int, user_id: int, label: str | None = None) -> None:
        identity = custom_id("mapupdate", guild_id, user_id)
        # limit: 80
        shown = _("New version…") if label is None else label
        super().__init__(
            ui.Button(label=shown, style=discord.ButtonStyle.secondary, custom_id=identity), guild_id, user_id
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it in place."""
        await show(interaction, update_layout(await services.roadmaps.update(self.guild_id, self.user_id)))


class AcceptButton(Owned[ui.Button[Any]], template=template("mapaccept", VERSION)):
    """Follows the version it was shown with from now on."""

    def __init__(self, guild_id: int, user_id: int, version: str) -> None:
        identity = custom_id("mapaccept", guild_id, user_id, version)
        button: ui.Button[Any] = ui.Button(
            label=_("Accept it"), style=discord.ButtonStyle.success, custom_id=identity
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
        await show(interaction, accepted_layout(update) if accepted else update_layout(update, _(OVERTAKEN)))


def update_section(guild_id: int, user_id: int) -> ui.Section[Any]:
    """That a new version is there, with the button that shows what it changes."""
    hint = _("Your roadmap has a new version. `/plan update` shows what it changes.")
    return section(f"{theme.MAP} {hint}", UpdateButton(guild_id, user_id))


def update_layout(update: "Update", first: str = "") -> ui.LayoutView:
    """What accepting would change; `first` is said before."""
    frame = box(
        f"## {theme.MAP} " + _("A new version of {title}", title=safe(update.title, 100)),
        *([first] if first else []),
        *_changes(update),
        "-# " + _("What you have done stays done. Until you accept it, your plan stays as it is."),
    )
    # limit: 80
    later = RefreshButton(update.guild_id, update.user_id, _("Not now"))
    return layout(frame, row(AcceptButton(update.guild_id, update.user_id, update.version), later))


def accepted_layout(update: "Update") -> ui.LayoutView:
    """What has changed."""
    head = _("You are on the new version of {title}", title=safe(update.title, 100))
    frame = box(f"## {theme.CHECK} {head}", *_changes(update))
    # limit: 80
    back = RefreshButton(update.guild_id, update.user_id, _("Show me today"))
    return layout(frame, row(back))


def _changes(update: "Update") -> list[str]:
    lines = [*_titles(_COMES, update.added), *_titles(_GOES, update.gone)]
    if update.resized:
        lines.append(_resized(update.resized))
    return [*lines, _open_work(update), _("**Finish** {dates}", dates=_finish(update))]


def _resized(tasks: int) -> str:
    return ngettext("**Longer or shorter** {count:,} task", "**Longer or shorter** {count:,} tasks", tasks)


def _open_work(update: "Update") -> str:
    before, after = hours_text(update.minutes_before), hours_text(update.minutes_after)
    if before == after:
        return _("**Open work** {time}, as before", time=before)
    return _("**Open work** {before} → {after}", before=before, after=after)


def _titles(words: str, titles: Sequence[str]) -> list[str]:
    if not titles:
        return []
    shown = [safe(title, 80) for title in titles[:NAMED]]
    left = len(titles) - NAMED
    more = [ngettext("{count:,} more", "{count:,} more", left)] if left > 0 else []
    return [_(words, tasks=human_join([*shown, *more]))]


def _finish(update: "Update") -> str:
    days = [
        full_date(day) if day else _("nothing left to do")
        for day in (update.finish_before, update.finish_after)
    ]
    return " → ".join(dict.fromkeys(days))
