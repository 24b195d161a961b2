"""/manage rituals: what comes when and where, and the controls for it."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.inputs import parse_time
from bot.domain.ritual_errors import NoRitualNamed
from bot.domain.rituals import Ritual
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.chosen import the_one_chosen
from bot.ui.guilds import require_organiser, require_usable
from bot.ui.language import N_, _
from bot.ui.manage_rituals_words import board_text, problems
from bot.ui.ritual_words import TITLES
from bot.ui.text import clock_text, weekday_name

if TYPE_CHECKING:
    from bot.services.rituals import RitualBoard, RitualShown

RITUALS = "|".join(ritual.value for ritual in Ritual)

WEEK_DAYS = range(7)

LABELS = {
    # limit: 80
    "on": N_("Switch on"),
    # limit: 80
    "off": N_("Switch off"),
    # limit: 80
    "time": N_("Time and day…"),
}


class RitualPicker(Owned[ui.Select[Any]], template=template("ritpick")):
    """Chooses the ritual that the controls below are for."""

    def __init__(self, guild_id: int, user_id: int, chosen: Ritual | None = None) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("ritpick", guild_id, user_id),
            placeholder=_("Change which ritual?"),
            options=[
                discord.SelectOption(label=_(title), value=ritual.value, default=ritual is chosen)
                for ritual, title in TITLES.items()
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show its controls."""
        await require_organiser(interaction)
        board = await services.rituals.board(self.guild_id)
        await show(interaction, rituals_layout(interaction, board, the_one_chosen(Ritual, self.item.values)))


class RitualSwitch(
    Owned[ui.Button[Any]], template=template("ritset", rf"(?P<verb>on|off|time):(?P<ritual>{RITUALS})")
):
    """Switches a ritual on or off, or asks when it should come."""

    def __init__(self, guild_id: int, user_id: int, verb: str, ritual: Ritual) -> None:
        label = _(LABELS[verb])
        style = discord.ButtonStyle.success if verb == "on" else discord.ButtonStyle.secondary
        identity = custom_id("ritset", guild_id, user_id, verb, ritual.value)
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb
        self.ritual = ritual

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RitualSwitch":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"], Ritual(match["ritual"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or do it and redraw."""
        if self.verb == "time":
            await require_organiser(interaction)
            shown = (await services.rituals.board(self.guild_id)).of(self.ritual)
            await interaction.response.send_modal(RitualTimeForm(shown))
        else:
            await change_ritual(interaction, services, self.ritual, on=self.verb == "on")


class RitualChannelSelect(
    Owned[ui.ChannelSelect[Any]], template=template("ritchan", rf"(?P<ritual>{RITUALS})")
):
    """Chooses the channel of a ritual; none is the nudge channel."""

    def __init__(self, guild_id: int, user_id: int, ritual: Ritual, chosen: int | None = None) -> None:
        kind = discord.SelectDefaultValueType.channel
        select: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=custom_id("ritchan", guild_id, user_id, ritual.value),
            channel_types=[discord.ChannelType.text],
            placeholder=_("Its channel (none: the nudge channel)"),
            min_values=0,
            max_values=1,
            default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
        )
        super().__init__(select, guild_id, user_id)
        self.ritual = ritual

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RitualChannelSelect":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), Ritual(match["ritual"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice if the bot can write there, and redraw."""
        channel_id = self.item.values[0].id if self.item.values else 0
        await change_ritual(interaction, services, self.ritual, channel_id=channel_id)


class RitualTimeForm(Form):
    """Asks for the time of a ritual, and for its weekday if it has one."""

    def __init__(self, shown: "RitualShown") -> None:
        super().__init__(title=_(TITLES[shown.ritual]))
        self._ritual = shown.ritual
        self.time: ui.TextInput[Any] = ui.TextInput(
            custom_id="time", default=clock_text(shown.timing.minute), max_length=10
        )
        self.add_item(ui.Label(text=_("Time, in the server's zone"), component=self.time))
        self.day: ui.Select[Any] | None = None
        if shown.timing.weekday is not None:
            self.day = ui.Select(custom_id="day", options=_weekdays(shown.timing.weekday))
            self.add_item(ui.Label(text=_("Day"), component=self.day))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Move it and redraw."""
        weekdays = frozenset({the_one_chosen(WEEK_DAYS, self.day.values)}) if self.day else None
        minute = parse_time(self.time.value)
        await change_ritual(interaction, services, self._ritual, minute=minute, weekdays=weekdays)


def _weekdays(chosen: int) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=weekday_name(number), value=str(number), default=number == chosen)
        for number in WEEK_DAYS
    ]


def ritual_choices(*, of: tuple[Ritual, ...] = tuple(Ritual)) -> list[app_commands.Choice[str]]:
    """Rituals as choices of a command."""
    return [app_commands.Choice(name=TITLES[ritual], value=ritual.value) for ritual in of]


async def change_ritual(
    interaction: discord.Interaction[Any],
    services: Services,
    ritual: Ritual | None,
    **changes: Any,
) -> None:
    """Change what is given of a ritual, for organisers only, and show all of them.

    Takes `on`, `minute`, `weekdays` and `channel_id`; with none of them it only shows. Raises NoRitualNamed.
    """
    guild_id = (await require_organiser(interaction)).guild_id
    given = {name: value for name, value in changes.items() if value is not None}
    if given and ritual is None:
        raise NoRitualNamed
    if channel_id := given.get("channel_id"):
        require_usable(interaction, channel_id)
    if given and ritual:
        board = await services.rituals.change(guild_id, ritual, **given)
    else:
        board = await services.rituals.board(guild_id)
    await show(interaction, rituals_layout(interaction, board, ritual))


def rituals_layout(
    interaction: discord.Interaction[Any], board: "RitualBoard", chosen: Ritual | None = None
) -> ui.LayoutView:
    """All rituals, what keeps them from coming, and the controls of one."""
    guild_id, user_id = board.guild_id, interaction.user.id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(board_text(board)))
    if found := list(problems(interaction, board)):
        box.add_item(ui.TextDisplay("\n".join(f"{theme.WARNING} {problem}" for problem in found)))
    box.add_item(ui.Separator())
    box.add_item(row(RitualPicker(guild_id, user_id, chosen)))
    if chosen is not None:
        shown = board.of(chosen)
        switch = RitualSwitch(guild_id, user_id, "off" if shown.on else "on", chosen)
        box.add_item(row(switch, RitualSwitch(guild_id, user_id, "time", chosen)))
        box.add_item(row(RitualChannelSelect(guild_id, user_id, chosen, shown.channel_id)))
    return layout(box)
