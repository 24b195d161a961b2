"""/setup: what an organiser chose, and what the bot still lacks to do it."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.calendar import find_zone
from bot.domain.errors import ChannelUnusable, NotOrganiser
from bot.domain.guilds import GuildSettings
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, services_of, show, template
from bot.ui.language import N_, _
from bot.ui.languages import default_text
from bot.ui.permissions import NEEDED, invite_url, lacking, missing_in
from bot.ui.text import human_join

START = N_(
    "Members start with `/join`. `/manage rounds set` plans rounds of mock interviews; `/mock now` works "
    "without them."
)


async def require_organiser(interaction: discord.Interaction[Any]) -> GuildSettings:
    """The server's settings, only for somebody with Manage Server or the organiser role."""
    if interaction.guild_id is None:
        raise NotOrganiser
    settings = await services_of(interaction).guilds.settings(interaction.guild_id)
    roles = {role.id for role in getattr(interaction.user, "roles", [])}
    if not (interaction.permissions.manage_guild or settings.organiser_role_id in roles):
        raise NotOrganiser
    return settings


class SetupChannelSelect(Owned[ui.ChannelSelect[Any]], template=template("setchannel")):
    """Chooses the channel for nudges to members with closed direct messages; none switches it off."""

    def __init__(self, guild_id: int, user_id: int, chosen: int | None = None) -> None:
        select: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=custom_id("setchannel", guild_id, user_id),
            channel_types=[discord.ChannelType.text],
            placeholder=_("Channel for nudges when direct messages are closed"),
            min_values=0,
            max_values=1,
            default_values=_default(chosen, discord.SelectDefaultValueType.channel),
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice if the bot can write there, and redraw."""
        await require_organiser(interaction)
        channel_id = self.item.values[0].id if self.item.values else None
        if channel_id is not None:
            require_usable(interaction, channel_id)
        settings = await services.guilds.change(self.guild_id, nudge_channel_id=channel_id)
        await show(interaction, setup_layout(interaction, settings))


class SetupRoleSelect(Owned[ui.RoleSelect[Any]], template=template("setrole")):
    """Chooses the role whose members are organisers besides those with Manage Server."""

    def __init__(self, guild_id: int, user_id: int, chosen: int | None = None) -> None:
        select: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id=custom_id("setrole", guild_id, user_id),
            placeholder=_("Organiser role (besides Manage Server)"),
            min_values=0,
            max_values=1,
            default_values=_default(chosen, discord.SelectDefaultValueType.role),
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice and redraw."""
        await require_organiser(interaction)
        role_id = self.item.values[0].id if self.item.values else None
        # @everyone has the server's own id: choosing it would make everybody an organiser.
        role_id = None if role_id == self.guild_id else role_id
        settings = await services.guilds.change(self.guild_id, organiser_role_id=role_id)
        await show(interaction, setup_layout(interaction, settings))


class SetupZoneButton(Owned[ui.Button[Any]], template=template("setzone")):
    """Opens the form for the server's time zone."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("setzone", guild_id, user_id)
        super().__init__(
            ui.Button(label=_("Time zone…"), style=discord.ButtonStyle.secondary, custom_id=identity),
            guild_id,
            user_id,
        )

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask."""
        settings = await require_organiser(interaction)
        await interaction.response.send_modal(SetupZoneForm(settings))


class SetupZoneForm(Form):
    """Asks for the server's time zone."""

    def __init__(self, settings: GuildSettings) -> None:
        super().__init__(title=_("The server's time zone"))
        self.zone: ui.TextInput[Any] = ui.TextInput(
            default=settings.zone.key, max_length=64, custom_id="zone"
        )
        self.add_item(ui.Label(text=_("Time zone or city"), component=self.zone))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store it and redraw."""
        settings = await require_organiser(interaction)
        settings = await services.guilds.change(settings.guild_id, zone=find_zone(self.zone.value))
        await show(interaction, setup_layout(interaction, settings))


def _default(chosen: int | None, kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else []


def require_usable(interaction: discord.Interaction[Any], channel_id: int) -> None:
    """Raises ChannelUnusable when the bot could not post in this channel."""
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    missing = missing_in(channel) if channel is not None else ("View Channel",)
    if missing:
        raise ChannelUnusable(channel_id, missing)


def setup_layout(interaction: discord.Interaction[Any], settings: GuildSettings) -> ui.LayoutView:
    """The present settings, what to repair, and the controls."""
    user_id, guild_id = interaction.user.id, settings.guild_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_words(settings)))
    box.add_item(ui.TextDisplay(_health(interaction, settings)))
    box.add_item(ui.Separator())
    box.add_item(row(SetupChannelSelect(guild_id, user_id, settings.nudge_channel_id)))
    box.add_item(row(SetupRoleSelect(guild_id, user_id, settings.organiser_role_id)))
    link: ui.Button[Any] = ui.Button(
        label=_("Repair permissions"), url=invite_url(interaction.application_id, guild_id)
    )
    box.add_item(row(SetupZoneButton(guild_id, user_id), link))
    return layout(box)


def _words(settings: GuildSettings) -> str:
    channel = f"<#{settings.nudge_channel_id}>" if settings.nudge_channel_id else _("none yet")
    lines = [
        f"## {theme.SETTINGS} " + _("Set up Cohort"),
        _("**Nudge channel** {channel} · for members with closed direct messages", channel=channel),
        _("**Time zone** {zone} · for members who do not choose their own", zone=settings.zone.key),
        _(
            "**Language** {language} · for members who do not choose their own · `/setup language:` "
            "changes it",
            language=default_text(settings.language),
        ),
        *_organisers(settings),
        _(START),
    ]
    return "\n".join(lines)


def _organisers(settings: GuildSettings) -> list[str]:
    if not settings.organiser_role_id:
        return [_("**Organisers** whoever may Manage Server")]
    role = f"<@&{settings.organiser_role_id}>"
    # Discord hides the command from everybody without Manage Server until a server says otherwise.
    hint = _("To let that role see `/setup`: Server Settings → Integrations → this app → `/setup`.")
    return [_("**Organisers** {role} and whoever may Manage Server", role=role), f"-# {hint}"]


def _health(interaction: discord.Interaction[Any], settings: GuildSettings) -> str:
    problems = list(_problems(interaction, settings))
    if not problems:
        names = human_join([name for _attribute, name in NEEDED])
        return f"{theme.CHECK} " + _("I have the permissions I need ({permissions}).", permissions=names)
    return "\n".join(f"{theme.WARNING} {problem}" for problem in problems)


def _problems(interaction: discord.Interaction[Any], settings: GuildSettings) -> Iterator[str]:
    guild = interaction.guild
    everywhere = lacking(guild.me.guild_permissions) if guild else ()
    if everywhere:
        yield _(
            "In this server I lack {permissions}: repair it with the button below.",
            permissions=human_join(everywhere),
        )
    channel = guild.get_channel(settings.nudge_channel_id) if guild and settings.nudge_channel_id else None
    if settings.nudge_channel_id and channel is None:
        yield _(
            "{channel} is gone or hidden from me: choose another channel.",
            channel=f"<#{settings.nudge_channel_id}>",
        )
    elif channel is not None and (here := [name for name in missing_in(channel) if name not in everywhere]):
        yield _(
            "In {channel} I lack {permissions}: allow it in that channel's own permissions, where the button "
            "below cannot reach.",
            channel=f"<#{channel.id}>",
            permissions=human_join(here),
        )
    if guild and guild.me.guild_permissions.administrator:
        yield _("I have Administrator, which I never need: you can take it away.")
