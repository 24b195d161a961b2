"""/manage leetcode: when and where a group's problem of the day comes, from what, and the controls."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands, ui
from discord.utils import format_dt

from bot.domain.inputs import parse_time
from bot.domain.problem_posts import DAILY, MOST_OF_EACH, ROADMAP
from bot.domain.roadmap_claims import Difficulty
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, services_of, template
from bot.ui.chosen import chosen, the_one_chosen
from bot.ui.guilds import require_organiser, require_usable
from bot.ui.manage_rituals import NIGHT_ENDS
from bot.ui.permissions import missing_for_threads, missing_in
from bot.ui.problem_words import difficulty_text
from bot.ui.text import WEEKDAYS, clip, clock_text, human_join, link, plural, safe, weekdays_text

if TYPE_CHECKING:
    from bot.services.problem_post_results import PostBoard

NAMES = {ROADMAP: "The roadmap week of most members", DAILY: "LeetCode's own problem of the day"}
"""The sources that are no list."""

FEW = 10
"""Problems: two weeks of weekdays."""

AMOUNTS = range(MOST_OF_EACH + 1)

Choices = list[app_commands.Choice[str]]


class SourceSelect(Owned[ui.Select[Any]], template=template("lcdaysource")):
    """Chooses what the problems are drawn from."""

    def __init__(self, guild_id: int, user_id: int, board: "PostBoard | None" = None) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcdaysource", guild_id, user_id),
            placeholder="Drawn from…",
            options=[
                discord.SelectOption(
                    label=clip(name, 100), value=key, default=key == (board and board.setting.source)
                )
                for key, name in (_sources(board) if board else NAMES).items()
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice and redraw."""
        await require_organiser(interaction)
        offered = _sources(await services.problem_post_settings.board(self.guild_id))
        source = the_one_chosen(offered, self.item.values)
        await change_posts(interaction, services, source=source)


class PostSwitch(Owned[ui.Button[Any]], template=template("lcday", r"(?P<verb>on|off|time|mix)")):
    """Switches the problem of the day on or off, or asks for its time or its mix."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        labels = {"on": "Switch on", "off": "Switch off", "time": "Time and days…", "mix": "Difficulty…"}
        style = discord.ButtonStyle.success if verb == "on" else discord.ButtonStyle.secondary
        identity = custom_id("lcday", guild_id, user_id, verb)
        super().__init__(ui.Button(label=labels[verb], style=style, custom_id=identity), guild_id, user_id)
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
            placeholder="Its channel (none: the nudge channel)",
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
        super().__init__(title="Problem of the day")
        self.time: ui.TextInput[Any] = ui.TextInput(
            custom_id="time", default=clock_text(board.minute), max_length=10
        )
        self.add_item(ui.Label(text="Time, in the server's zone", component=self.time))
        options = [
            discord.SelectOption(label=name, value=str(number), default=number in board.weekdays)
            for number, name in enumerate(WEEKDAYS)
        ]
        self.days: ui.Select[Any] = ui.Select(custom_id="days", options=options, max_values=len(options))
        self.add_item(ui.Label(text="Days", component=self.days))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Move it and redraw."""
        weekdays = frozenset(chosen(range(len(WEEKDAYS)), self.days.values))
        minute = parse_time(self.time.value)
        await change_posts(interaction, services, minute=minute, weekdays=weekdays)


class MixForm(Form):
    """Asks how many of each difficulty come in a row."""

    def __init__(self, board: "PostBoard") -> None:
        super().__init__(title="How many of each, turn by turn")
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
        for key, name in _sources(board).items()
        if wanted in key or wanted in name.casefold()
    ][:25]


def posts_layout(interaction: discord.Interaction[Any], board: "PostBoard") -> ui.LayoutView:
    """The settings, what keeps it from coming, and the controls."""
    owner = board.guild_id, interaction.user.id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_words(board)))
    if problems := list(_problems(interaction, board)):
        box.add_item(ui.TextDisplay("\n".join(f"{theme.WARNING} {problem}" for problem in problems)))
    box.add_item(ui.Separator())
    switch = PostSwitch(*owner, "off" if board.on else "on")
    box.add_item(row(switch, PostSwitch(*owner, "time"), PostSwitch(*owner, "mix")))
    box.add_item(row(SourceSelect(*owner, board)))
    box.add_item(row(PostChannelSelect(*owner, board.channel_id)))
    return layout(box)


def _sources(board: "PostBoard") -> dict[str, str]:
    """What can be chosen, by key; LeetCode's own also while it is chosen already."""
    daily = board.daily_offered or board.setting.source == DAILY
    names = {key: name for key, name in NAMES.items() if daily or key != DAILY}
    return names | {key: each.title for key, each in board.lists.items()}


def _words(board: "PostBoard") -> str:
    where = f"<#{board.posts_in}>" if board.posts_in else "no channel"
    at = f"{weekdays_text(board.weekdays)} {clock_text(board.minute)}"
    state = f"next {format_dt(board.next_due_at, 'f')}" if board.next_due_at else "off"
    lines = [
        f"## {theme.SETTINGS} Problem of the day",
        f"One problem for the group, with a thread to talk about it, in {board.zone.key} time.",
        f"**When** {at} · **where** {where} · {state}",
        f"**Drawn from** {_source(board)}",
        f"**How hard** {_mix(board)}",
        *_pool(board),
        "-# Nothing comes twice before all of it had its turn. Paid problems never come.",
    ]
    if board.minute < NIGHT_ENDS:
        lines.append("-# A time before 03:00 falls in the night after its day.")
    return "\n".join(lines)


def _source(board: "PostBoard") -> str:
    source = board.setting.source
    if source == DAILY:
        return "LeetCode's own problem of the day; the roadmap week where that does not come"
    if (listed := board.lists.get(source)) is not None:
        return f"{link(listed.title, listed.url)} by {safe(listed.author, 100)}"
    return "the roadmap week that most members are in; the whole catalogue where it has no problems"


def _mix(board: "PostBoard") -> str:
    mix = board.setting.mix
    said = [f"{mix[level]} {difficulty_text(level)}" for level in Difficulty if mix.get(level)]
    if len(said) == 1:
        return f"only {difficulty_text(next(level for level in Difficulty if mix.get(level)))}"
    return f"out of every {sum(mix.values())}: {human_join(said)}" if said else "as it comes"


def _pool(board: "PostBoard") -> list[str]:
    """How many problems of a list come in this mix, and what that means where they are few."""
    if board.pool is None:
        return []
    told = f"**{plural(board.pool, 'problem')}** of this list {'fits' if board.pool == 1 else 'fit'}"
    if board.pool >= FEW:
        return [told]
    repeats = "the same one comes every time" if board.pool == 1 else f"they repeat after {board.pool} posts"
    return [f"{theme.WARNING} Only {told}: {repeats}. Another list or difficulty has more."]


def _problems(interaction: discord.Interaction[Any], board: "PostBoard") -> Iterator[str]:
    """What keeps it from coming, or from coming whole."""
    if board.setting.source == DAILY and not board.daily_offered:
        yield "Whoever hosts me has LeetCode switched off: the roadmap week takes its place."
    if not board.on:
        return
    if board.posts_in is None:
        yield "It has no channel: choose one below, or a nudge channel in `/setup`."
        return
    channel = interaction.guild.get_channel(board.posts_in) if interaction.guild else None
    if channel is None:
        yield f"<#{board.posts_in}> is gone or hidden from me: choose another channel."
        return
    if missing := missing_in(channel):
        yield f"In <#{channel.id}> I lack {human_join(missing)}, so nothing comes there. Allow it there."
    if missing := missing_for_threads(channel):
        yield f"In <#{channel.id}> I lack {human_join(missing)}: it comes there without its thread."
