"""What every button, select and modal of ours is built on.

All parts are DynamicItems: their whole state is in the custom_id, so they answer after a restart and after
days. No view may mix them with ordinary items: when such a view times out, discord.py 2.7.1 forgets the
DynamicItem's class for the whole bot (`ViewStore.remove_view`).
"""

import re
from abc import abstractmethod
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar, cast

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable, NotYours, Restarting
from bot.domain.languages import spoken
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.errors import report
from bot.ui.finished import LANGUAGE, finished
from bot.ui.language import current, speaking, use
from bot.ui.offered import require_enough, require_offered
from bot.ui.rates import admit
from bot.ui.stale import TAKEN, Unusable, pressed_in

ItemT = TypeVar("ItemT", bound=ui.Item[Any])

NEVER = r"(?!)"
"""Matches no custom_id: the template of a base class that is never registered."""

MAX_OPTIONS = 25
"""Of a select: https://discord.com/developers/docs/components/reference#string-select"""

MAX_ID = 2**63 - 1
"""The largest id a database column holds; a forged one may be larger."""


class HasServices(Protocol):
    """The client, as far as views know it."""

    services: Services
    draining: bool


def services_of(interaction: discord.Interaction[Any]) -> Services:
    """The use cases behind the client that received this interaction."""
    return cast("HasServices", interaction.client).services


async def speak(interaction: discord.Interaction[Any], guild_id: int | None = None) -> None:
    """Speak the person's language for the rest of this interaction; a direct message names its `guild_id`.

    Their own choice, or else the server's default, or else what Discord speaks with them.
    """
    where = guild_id or interaction.guild_id
    wishes = await services_of(interaction).languages.wishes(where, interaction.user.id)
    use(spoken(*wishes, interaction.locale.value))
    # Of a direct message only its part knows the server, and others may speak after it.
    if where or LANGUAGE not in interaction.extras:
        interaction.extras[LANGUAGE] = current()


def for_everybody(interaction: discord.Interaction[Any]) -> AbstractContextManager[None]:
    """Meanwhile the language of the whole server, for what a channel will read: the same as in what is sent
    there by the clock, so that no message changes its language when it is pressed."""
    return speaking(spoken(services_of(interaction).languages.default(interaction.guild_id)))


def template(verb: str, argument: str = "") -> str:
    """The custom_id pattern of one verb: `c:<verb>:<guild>:<user>[:<argument>]`."""
    tail = f":{argument}" if argument else ""
    return rf"c:{verb}:(?P<guild>[0-9]{{1,19}}):(?P<user>[0-9]{{1,19}}){tail}"


def custom_id(verb: str, guild_id: int, user_id: int, *argument: object) -> str:
    """The custom_id of one verb for one member."""
    return ":".join(("c", verb, str(guild_id), str(user_id), *map(str, argument)))


class Shared(ui.DynamicItem[ItemT], template=NEVER):
    """A part of a message that belongs to a whole guild: everybody there may press it.

    Its custom_id names the guild; whoever presses acts for themselves.
    """

    def __init__(self, item: ItemT, guild_id: int) -> None:
        super().__init__(item)
        self.guild_id = guild_id

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction[Any],
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> ui.DynamicItem[ItemT]:
        """Rebuild the part from what was pressed; of a custom_id from elsewhere nothing can be trusted."""
        try:
            part = cls.rebuild(match)
            part.meet(item)
        except Exception as error:  # noqa: BLE001 - the boundary: told and logged in one place
            # discord.py rebuilds parts in a task of its own, where nothing was said of the language yet.
            await speak(interaction, pressed_in(interaction))
            return Unusable(cast("ItemT", item), error)
        return part

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "Shared[ItemT]":
        """The part that the custom_id in `match` describes; here one that needs no more than its guild."""
        make: Any = cls
        return make(int(match["guild"]))

    def meet(self, item: ui.Item[Any]) -> None:
        """Look at what the message shows. Raises NoLongerAvailable for what is of another kind by now."""
        if item.type is not self.item.type:
            raise NoLongerAvailable

    @abstractmethod
    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the part is for."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Check who pressed and where, then do it; whatever fails ends in the one error path."""
        try:
            await speak(interaction, self.guild_id)
            admit(interaction)
            self._check(interaction)
            require_enough(self.item)
            await self._act(interaction, services_of(interaction))
        except Exception as error:  # noqa: BLE001 - the boundary: told and logged in one place
            await report(interaction, error)
        finally:
            finished(interaction, self)

    async def _act(self, interaction: discord.Interaction[Any], services: Services) -> None:
        await self.press(interaction, services)

    def _check(self, interaction: discord.Interaction[Any]) -> None:
        if cast("HasServices", interaction.client).draining:
            raise Restarting
        if self.guild_id > MAX_ID:
            raise NoLongerAvailable
        if interaction.guild_id is not None and interaction.guild_id != self.guild_id:
            raise NoLongerAvailable


class Owned(Shared[ItemT], template=NEVER):
    """A part of a message that belongs to one member of one guild."""

    def __init__(self, item: ItemT, guild_id: int, user_id: int) -> None:
        super().__init__(item, guild_id)
        self.user_id = user_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "Owned[ItemT]":
        """The part that the custom_id in `match` describes; here one that needs no more than its owner."""
        make: Any = cls
        return make(int(match["guild"]), int(match["user"]))

    def _check(self, interaction: discord.Interaction[Any]) -> None:
        super()._check(interaction)
        if self.user_id > MAX_ID:
            raise NoLongerAvailable
        if interaction.user.id != self.user_id:
            raise NotYours(self.user_id)


FORM_SECONDS = 900.0
"""How long a form waits; discord.py would otherwise keep abandoned ones for ever."""


class TickSelect(Owned[ui.Select[Any]], template=NEVER):
    """A select of things to tick. What changed against its message is what the member meant: another message
    may have changed since, and must not be undone."""

    before: frozenset[str] = frozenset()
    """The values its message showed as ticked."""

    def meet(self, item: ui.Item[Any]) -> None:
        """Notes what was ticked on it."""
        super().meet(item)
        options = cast("ui.Select[Any]", item).options
        self.before = frozenset(option.value for option in options if option.default)

    def changes(self) -> tuple[frozenset[str], frozenset[str]]:
        """The values ticked and those unticked by this press."""
        now = frozenset(self.item.values)
        return now - self.before, self.before - now


class Form(ui.Modal):
    """A modal; discord.py gives each its own random custom_id, so two people's forms never mix."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, timeout=FORM_SECONDS)
        self._language = current()

    @abstractmethod
    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the form is for."""

    async def interaction_check(self, interaction: discord.Interaction[Any]) -> bool:
        """Claim the interaction, before the listener for stale ones sees it; answer as the form was asked."""
        use(self._language)
        interaction.extras[LANGUAGE] = self._language
        interaction.extras[TAKEN] = True
        return True

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Hand over to `submitted`."""
        admit(interaction)
        if cast("HasServices", interaction.client).draining:
            raise Restarting
        require_offered(self.walk_children())
        await self.submitted(interaction, services_of(interaction))
        finished(interaction, self)

    async def on_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """The one error path."""
        await report(interaction, error)
        finished(interaction, self)


def layout(*items: ui.Item[Any]) -> ui.LayoutView:
    """A message of these parts, already stopped.

    discord.py would otherwise keep every sent view alive (an ephemeral one for 15 minutes); DynamicItems
    answer without it.
    """
    view = ui.LayoutView(timeout=None)
    for item in items:
        view.add_item(item)
    view.stop()
    return view


def row(*parts: ui.Item[Any]) -> ui.ActionRow[Any]:
    """One line of buttons, or one select."""
    children: Any = parts  # discord.py types an item by its view, which a part of any view cannot know
    return ui.ActionRow(*children)


def section(text: str, accessory: ui.Item[Any]) -> ui.Section[Any]:
    """Text with a button beside it."""
    beside: Any = accessory
    return ui.Section(ui.TextDisplay(text), accessory=beside)


def box(*lines: str) -> ui.Container[Any]:
    """Text in a frame."""
    frame: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    frame.add_item(ui.TextDisplay("\n".join(lines)))
    return frame


async def show(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Answer a press by redrawing its message, or a command by a private message; also after `slow.begin`."""
    if interaction.response.is_done():
        await interaction.edit_original_response(view=view)
    elif interaction.type is discord.InteractionType.component or interaction.message is not None:
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def show_privately(interaction: discord.Interaction[Any], view: ui.LayoutView) -> None:
    """Redraw a message that only the presser sees; below one of a channel, or after a command, answer them
    alone."""
    message = interaction.message
    if message is not None and (interaction.guild_id is None or message.flags.ephemeral):
        await interaction.response.edit_message(view=view)
    else:
        await interaction.response.send_message(view=view, ephemeral=True)


async def notice(interaction: discord.Interaction[Any], text: str) -> None:
    """A short private answer."""
    await interaction.response.send_message(text, ephemeral=True)
