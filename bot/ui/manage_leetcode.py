"""/manage leetcode: when and where a group's problem of the day comes, from what, and the controls."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui

from bot.domain.inputs import parse_time
from bot.domain.problem_posts import MOST_OF_EACH
from bot.domain.roadmap_claims import Difficulty
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, services_of, template
from bot.ui.chosen import chosen, the_one_chosen
from bot.ui.guilds import require_organiser, require_usable
from bot.ui.language import N_, _
from bot.ui.manage_leetcode_words import NAMES, board_text, problems, sources
from bot.ui.problem_words import difficulty_text
from bot.ui.text import WEEKDAYS, clip, clock_text, weekday_name

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostBoard

SWITCHES = {
    # limit: 80
    "on": N_("Switch on"),
    # limit: 80
    "off": N_("Switch off"),
    # limit: 80
    "time": N_("Time and days…"),
    # limit: 80
    "mix": N_("Difficulty…"),
}

AMOUNTS = range(MOST_OF_EACH + 1)

Choices = list[app_commands.Choice[str]]


class SourceSelect(Owned[ui.Select[Any]], template=template("lcdaysource")):
    """Chooses what the problems are drawn from."""

    def __init__(self, guild_id: int, user_id: int, board: "PostBoard | None" = None) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcdaysource", guild_id, user_id),
            placeholder=_("Drawn from…"),
            options=[
                discord.SelectOption(
                    label=clip(name, 100), value=key, default=key == (board and board.setting.source)
                )
                for key, name in (sources(board) if board else NAMES).items()
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice and redraw."""
        await require_organiser(interaction)
        offered = sources(await services.problem_post_settings.board(self.guild_id))
        source = the_one_chosen(offered, self.item.values)
        await change_posts(interaction, services, source=source)


class PostSwitch(Owned[ui.Button[Any]], template=template("lcday", r"(?P<verb>on|off|time|mix)")):
    """Switches the problem of the day on or off, or asks for its time or its mix."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        style = discord.ButtonStyle.success if verb == "on" else discord.ButtonStyle.secondary
        identity = custom_id("lcday", guild_id, user_id, verb)
        super().__init__(
            ui.Button(label=_(SWITCHES[verb]), style=style, custom_id=identity), guild_id, user_id
        )
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PostSwitch":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, or do it and redraw."""
        if self.verb in {"on", "off"}:
            await change_posts(interaction, services, on=self.verb == "on")
            return
        await require_organiser(interaction)
        board = await services.problem_post_settings.board(self.guild_id)
        form = TimeForm(board) if self.verb == "time" else MixForm(board)
        await interaction.response.send_modal(form)


class PostChannelSelect(Owned[ui.ChannelSelect[Any]], template=template("lcdaychan")):
    """Chooses the channel; none is the nudge channel."""

    def __init__(self, guild_id: int, user_id: int, present: int | None = None) -> None:
        kind = discord.SelectDefaultValueType.channel
        select: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=custom_id("lcdaychan", guild_id, user_id),
            channel_types=[discord.ChannelType.text],
            placeholder=_("Its channel (none: the nudge channel)"),
            min_values=0,
            max_values=1,
            default_values=[discord.SelectDefaultValue(id=present, type=kind)] if present else [],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice if the bot can write there, and redraw."""
        channel_id = self.item.values[0].id if self.item.values else 0
        await change_posts(interaction, services, channel_id=channel_id)


class TimeForm(Form):
    """Asks when it should come."""

    def __init__(self, board: "PostBoard") -> None:
        super().__init__(title=_("Problem of the day"))
        self.time: ui.TextInput[Any] = ui.TextInput(
            custom_id="time", default=clock_text(board.minute), max_length=10
        )
        self.add_item(ui.Label(text=_("Time, in the server's zone"), component=self.time))
        options = [
            discord.SelectOption(
                label=weekday_name(number), value=str(number), default=number in board.weekdays
            )
            for number in range(len(WEEKDAYS))
        ]
        self.days: ui.Select[Any] = ui.Select(custom_id="days", options=options, max_values=len(options))
        self.add_item(ui.Label(text=_("Days"), component=self.days))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Move it and redraw."""
        weekdays = frozenset(chosen(range(len(WEEKDAYS)), self.days.values))
        minute = parse_time(self.time.value)
        await change_posts(interaction, services, minute=minute, weekdays=weekdays)


class MixForm(Form):
    """Asks how many of each difficulty come in a row."""

    def __init__(self, board: "PostBoard") -> None:
        super().__init__(title=_("How many of each, turn by turn"))
        self.amounts: dict[Difficulty, ui.Select[Any]] = {}
        for level in Difficulty:
            present = board.setting.mix.get(level, 0)
            options = [
                discord.SelectOption(label=str(amount), value=str(amount), default=amount == present)
                for amount in AMOUNTS
            ]
            self.amounts[level] = ui.Select(custom_id=level.value, options=options)
            self.add_item(ui.Label(text=difficulty_text(level), component=self.amounts[level]))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store it and redraw."""
        mix = {level: the_one_chosen(AMOUNTS, select.values) for level, select in self.amounts.items()}
        await change_posts(interaction, services, mix=mix)


async def change_posts(interaction: discord.Interaction[Any], services: Services, **changes: Any) -> None:
    """Change what is given, for organisers only, and show everything.

    Takes `on`, `minute`, `weekdays`, `channel_id`, `source` and `mix`; with none of them it only shows.
    """
    guild_id = (await require_organiser(interaction)).guild_id
    # Whoever comes first after a start waits until the problems are read.
    await interaction.response.defer(ephemeral=True)
    given = {name: value for name, value in changes.items() if value is not None}
    if channel_id := given.get("channel_id"):
        require_usable(interaction, channel_id)
    settings = services.problem_post_settings
    board = await (settings.change(guild_id, **given) if given else settings.board(guild_id))
    await interaction.edit_original_response(view=posts_layout(interaction, board))


def mix_of(easy: int | None, medium: int | None, hard: int | None) -> dict[Difficulty, int] | None:
    """What a command says about the mix; None when it says nothing."""
    said = zip(Difficulty, (easy, medium, hard), strict=True)
    return {level: amount for level, amount in said if amount is not None} or None


async def suggest_sources(interaction: discord.Interaction[Any], typed: str) -> Choices:
    """What problems can be drawn from here."""
    if interaction.guild_id is None:
        return []
    board = await services_of(interaction).problem_post_settings.board(interaction.guild_id)
    wanted = typed.casefold()
    return [
        app_commands.Choice(name=clip(name, 100), value=key)
        for key, name in sources(board).items()
        if wanted in key or wanted in name.casefold()
    ][:25]


def posts_layout(interaction: discord.Interaction[Any], board: "PostBoard") -> ui.LayoutView:
    """The settings, what keeps it from coming, and the controls."""
    owner = board.guild_id, interaction.user.id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(board_text(board)))
    if found := list(problems(interaction, board)):
        box.add_item(ui.TextDisplay("\n".join(f"{theme.WARNING} {problem}" for problem in found)))
    box.add_item(ui.Separator())
    switch = PostSwitch(*owner, "off" if board.on else "on")
    box.add_item(row(switch, PostSwitch(*owner, "time"), PostSwitch(*owner, "mix")))
    box.add_item(row(SourceSelect(*owner, board)))
    box.add_item(row(PostChannelSelect(*owner, board.channel_id)))
    return layout(box)
