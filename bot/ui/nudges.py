"""The settings of one's own nudge and of the warning beside it."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.delivery import Destination
from bot.domain.errors import NoNudgeChannel
from bot.domain.inputs import parse_time
from bot.domain.schedules import QuietHours
from bot.domain.warnings import USUAL_MINUTE, parse_warning
from bot.services.nudge_shown import NudgeShown, NudgeStatus
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _
from bot.ui.nudge_words import settings_text
from bot.ui.text import clock_text

DESTINATIONS = {
    # limit: 100
    Destination.DM_OR_CHANNEL: N_("Direct message, or the server's channel if closed"),
    # limit: 100
    Destination.DM: N_("Direct message only"),
    # limit: 100
    Destination.CHANNEL: N_("The server's nudge channel"),
}
"""The places as choices."""

LABELS = {
    # limit: 80
    "on": N_("Switch on…"),
    # limit: 80
    "off": N_("Switch off"),
    # limit: 80
    "quiet": N_("Quiet hours…"),
    # limit: 80
    "warn": N_("Streak warning…"),
}


class NudgeButton(Owned[ui.Button[Any]], template=template("nudge", r"(?P<verb>on|off|quiet|warn)")):
    """Switches the nudge on (asking for the time) or off, or asks for quiet hours or the warning's time."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label = _(LABELS[verb])
        style = discord.ButtonStyle.success if verb == "on" else discord.ButtonStyle.secondary
        identity = custom_id("nudge", guild_id, user_id, verb)
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NudgeButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or do."""
        if self.verb == "on":
            await interaction.response.send_modal(NudgeForm(self.guild_id, self.user_id))
            return
        whose = self.guild_id, self.user_id
        if self.verb == "off":
            shown = await services.nudges.off(*whose)
            await show(interaction, nudge_settings_layout(*whose, shown))
            return
        shown = await services.nudges.show(*whose)
        if self.verb == "quiet":
            await interaction.response.send_modal(QuietForm(*whose, shown and shown.quiet))
        else:
            await interaction.response.send_modal(WarnForm(*whose, shown and shown.warn_minute))


class NudgeForm(Form):
    """Asks when and where to nudge."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Your daily nudge"))
        self._whose = (guild_id, user_id)
        self.time: ui.TextInput[Any] = ui.TextInput(
            placeholder="08:30, 7pm, 0730", max_length=10, custom_id="time"
        )
        self.where: ui.Select[Any] = ui.Select(custom_id="where", options=destination_options())
        self.add_item(ui.Label(text=_("Your local time"), component=self.time))
        self.add_item(ui.Label(text=_("Send it to"), component=self.where))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Switch it on and show it."""
        minute = parse_time(self.time.value)
        chosen = self.where.values[0] if self.where.values else Destination.DM_OR_CHANNEL.value
        shown = await switch_on(interaction, services, *self._whose, minute, Destination(chosen))
        await interaction.response.send_message(
            view=nudge_settings_layout(*self._whose, shown), ephemeral=True
        )


class QuietForm(Form):
    """Asks when nothing may come."""

    def __init__(self, guild_id: int, user_id: int, quiet: QuietHours | None) -> None:
        super().__init__(title=_("Your quiet hours"))
        self._whose = (guild_id, user_id)
        self.start = _time_input("from", "22:00", quiet and quiet.start)
        self.end = _time_input("to", "7:30", quiet and quiet.end)
        self.add_item(ui.Label(text=_("No nudge from"), component=self.start))
        empty = _("Leave both empty for no quiet hours")
        self.add_item(ui.Label(text=_("Until"), description=empty, component=self.end))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep them and show what they mean."""
        texts = [field.value.strip() for field in (self.start, self.end)]
        # The same time twice means no quiet hours.
        start, end = [parse_time(text or "nothing") for text in texts] if any(texts) else [0, 0]
        shown = await services.nudges.quiet(*self._whose, start, end)
        await show(interaction, nudge_settings_layout(*self._whose, shown))


class WarnForm(Form):
    """Asks when to warn of a streak at risk."""

    def __init__(self, guild_id: int, user_id: int, minute: int | None) -> None:
        super().__init__(title=_("When your streak is at risk"))
        self._whose = (guild_id, user_id)
        self.time = _time_input("at", clock_text(USUAL_MINUTE), minute)
        empty = _("Leave it empty for no warning")
        self.add_item(ui.Label(text=_("Warn me about"), description=empty, component=self.time))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it and show what it means."""
        minute = parse_warning(self.time.value.strip() or "off")
        shown = await services.nudges.warn(*self._whose, minute)
        await show(interaction, nudge_settings_layout(*self._whose, shown))


def _time_input(name: str, example: str, minute: int | None) -> ui.TextInput[Any]:
    default = None if minute is None else clock_text(minute)
    return ui.TextInput(custom_id=name, placeholder=example, default=default, required=False, max_length=10)


def destination_options() -> list[discord.SelectOption]:
    """The places a nudge can go."""
    return [
        discord.SelectOption(label=_(name), value=place.value, default=place is Destination.DM_OR_CHANNEL)
        for place, name in DESTINATIONS.items()
    ]


async def switch_on(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    user_id: int,
    minute: int,
    where: Destination,
) -> NudgeShown:
    """Set the nudge, opening the direct message now: Discord expects a person's action behind that."""
    channel_id = None
    if where is not Destination.CHANNEL:
        channel_id = (await interaction.user.create_dm()).id
    elif (await services.guilds.settings(guild_id)).nudge_channel_id is None:
        raise NoNudgeChannel
    return await services.nudges.set(guild_id, user_id, minute, where, channel_id)


def nudge_settings_layout(guild_id: int, user_id: int, shown: NudgeShown | None) -> ui.LayoutView:
    """A member's nudge, what will come next and what became of the last one."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(settings_text(shown)))
    on = shown is not None and shown.status in (NudgeStatus.ON, NudgeStatus.MUTED)
    verbs = ["off", "quiet", "warn"] if on else ["on"] if shown is None else ["on", "quiet"]
    box.add_item(row(*(NudgeButton(guild_id, user_id, verb) for verb in verbs)))
    return layout(box)
