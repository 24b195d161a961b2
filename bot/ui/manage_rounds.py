"""/manage rounds: how rounds of mock interviews are set, what they came to, and everything one can do."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.mock_round_errors import RoundOver
from bot.domain.mock_rounds import Round, RoundFigures, RoundState
from bot.domain.rates import Allowance
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, box, custom_id, layout, row, show, template
from bot.ui.chosen import the_one_chosen
from bot.ui.guilds import require_organiser, require_usable
from bot.ui.language import N_, _
from bot.ui.manage_round_answers import preview_text, question_text, replay_text
from bot.ui.manage_round_checks import problems, round_label
from bot.ui.manage_round_forms import RhythmForm, RulesForm, SeedForm
from bot.ui.manage_rounds_words import board_text, past_line
from bot.ui.mock_pool_words import week_text
from bot.ui.permissions import invite_url
from bot.ui.rates import spend
from bot.ui.slow import begin

if TYPE_CHECKING:
    from bot.services.mock_round_results import RoundBoard

GREY, GREEN = discord.ButtonStyle.secondary, discord.ButtonStyle.success
RED = discord.ButtonStyle.danger

LABELS = {
    # limit: 80
    "on": (N_("Switch on"), GREEN),
    # limit: 80
    "off": (N_("Switch off"), GREY),
    # limit: 80
    "when": (N_("When…"), GREY),
    # limit: 80
    "rules": (N_("Rules…"), GREY),
    # limit: 80
    "preview": (N_("Preview"), GREY),
    # limit: 80
    "run": (N_("Pair now…"), GREY),
    # limit: 80
    "runsure": (N_("Close and pair now"), RED),
    # limit: 80
    "cancel": (N_("Leave out…"), GREY),
    # limit: 80
    "cancelsure": (N_("Leave it out"), RED),
    # limit: 80
    "end": (N_("Call off…"), GREY),
    # limit: 80
    "endsure": (N_("Call it off"), RED),
    # limit: 80
    "replay": (N_("Match again"), GREY),
    # limit: 80
    "seed": (N_("With another seed…"), GREY),
    # limit: 80
    "show": (N_("Back"), GREY),
}


class RoundsButton(
    Owned[ui.Button[Any]],
    template=template("rounds", rf"(?P<verb>{'|'.join(LABELS)}):(?P<round>[0-9]{{1,18}})"),
):
    """One thing an organiser can do about rounds; `round_id` is 0 where it is about none in particular."""

    def __init__(self, guild_id: int, user_id: int, verb: str, round_id: int = 0) -> None:
        label, style = LABELS[verb]
        identity = custom_id("rounds", guild_id, user_id, verb, round_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb
        self.round_id = round_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "RoundsButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"], int(match["round"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the verb says, for organisers only."""
        await require_organiser(interaction)
        match self.verb:
            case "on" | "off":
                await change_rounds(interaction, services, enabled=self.verb == "on")
            case "when" | "rules":
                board = await services.mock_rounds.board(self.guild_id)
                form = RhythmForm if self.verb == "when" else RulesForm
                await interaction.response.send_modal(form(board.settings, change_rounds))
            case "preview":
                await preview_round(interaction, services)
            case "run" | "runsure":
                await run_round(interaction, services, self.round_id, confirmed=self.verb == "runsure")
            case "cancel" | "end":
                await cancel_round(interaction, services, self.round_id)
            case "cancelsure" | "endsure":
                await leave_out(interaction, services, self.round_id, upcoming=self.verb == "cancelsure")
            case "replay":
                await replay_round(interaction, services, self.round_id, None)
            case "seed":
                await interaction.response.send_modal(SeedForm(self.round_id, replay_round))
            case _:
                await show_rounds(interaction, services)


class RoundsPicker(Owned[ui.Select[Any]], template=template("roundpick")):
    """Chooses a round to look at."""

    def __init__(self, guild_id: int, user_id: int, offered: tuple[Round, ...] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("roundpick", guild_id, user_id),
            placeholder=_("Look at a round…"),
            options=[discord.SelectOption(label=round_label(each), value=str(each.id)) for each in offered],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it with what can be done about it."""
        await require_organiser(interaction)
        offered = await services.mock_rounds.offered(self.guild_id)
        number = the_one_chosen([each.id for each in offered], self.item.values)
        board = await services.mock_rounds.board(self.guild_id)
        found = await services.mock_rounds.find(self.guild_id, number)
        await show(interaction, round_layout(self.user_id, board, found))


class RoundsChannelSelect(Owned[ui.ChannelSelect[Any]], template=template("roundchan")):
    """Chooses where rounds are announced and threads opened; none is the nudge channel."""

    def __init__(self, guild_id: int, user_id: int, chosen: int | None = None) -> None:
        kind = discord.SelectDefaultValueType.channel
        select: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id=custom_id("roundchan", guild_id, user_id),
            channel_types=[discord.ChannelType.text],
            placeholder=_("Their channel (none: the nudge channel)"),
            min_values=0,
            max_values=1,
            default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Store the choice if the bot can write there, and redraw."""
        await change_rounds(
            interaction, services, channel_id=self.item.values[0].id if self.item.values else 0
        )


async def show_rounds(interaction: discord.Interaction[Any], services: Services) -> None:
    """The panel, for organisers only."""
    guild_id = (await require_organiser(interaction)).guild_id
    board = await services.mock_rounds.board(guild_id)
    await show(interaction, rounds_layout(interaction, board))


async def change_rounds(interaction: discord.Interaction[Any], services: Services, **changes: Any) -> None:
    """Change what is given (fields of RoundSettings; None keeps what there is) and show the panel."""
    guild_id = (await require_organiser(interaction)).guild_id
    given = {name: value for name, value in changes.items() if value is not None}
    if channel_id := given.get("channel_id"):
        require_usable(interaction, channel_id)
    board = await services.mock_rounds.change(guild_id, **given)
    await show(interaction, rounds_layout(interaction, board))


async def preview_round(interaction: discord.Interaction[Any], services: Services) -> None:
    """What the next round would come to now."""
    guild_id = (await require_organiser(interaction)).guild_id
    spend(interaction, Allowance.MATCHING)
    await begin(interaction)
    preview = await services.mock_rounds.preview(guild_id)
    back = RoundsButton(guild_id, interaction.user.id, "show")
    await show(interaction, layout(box(preview_text(preview)), row(back)))


async def run_round(
    interaction: discord.Interaction[Any],
    services: Services,
    round_id: int | None = None,
    *,
    confirmed: bool = False,
) -> None:
    """Close a round, the next one if none is named, and pair it now; asks first.

    Raises RoundsOff, NoSuchRound or RoundOver.
    """
    guild_id = (await require_organiser(interaction)).guild_id
    if confirmed:
        await begin(interaction)
    found = await _named(services, guild_id, round_id)
    if confirmed:
        found = await services.mock_rounds.run(guild_id, found.id)
        board = await services.mock_rounds.board(guild_id)
        await show(interaction, round_layout(interaction.user.id, board, found))
        return
    if not found.upcoming:
        raise RoundOver
    board = await services.mock_rounds.board(guild_id)
    await _ask(interaction, question_text(found, "run", board.pool), guild_id, "runsure", found.id)


async def replay_round(
    interaction: discord.Interaction[Any], services: Services, round_id: int, seed: int | None
) -> None:
    """Match a round again; nothing changes."""
    guild_id = (await require_organiser(interaction)).guild_id
    spend(interaction, Allowance.MATCHING)
    await begin(interaction)
    replay = await services.mock_rounds.replay(guild_id, round_id, seed)
    whose = guild_id, interaction.user.id
    buttons = RoundsButton(*whose, "seed", round_id), RoundsButton(*whose, "show")
    await show(interaction, layout(box(replay_text(replay)), row(*buttons)))


async def cancel_round(
    interaction: discord.Interaction[Any],
    services: Services,
    round_id: int | None,
    *,
    confirmed: bool = False,
) -> None:
    """Leave a round out, the next one if none is named; asks first."""
    if confirmed:
        await leave_out(interaction, services, round_id)
        return
    guild_id = (await require_organiser(interaction)).guild_id
    found = await _named(services, guild_id, round_id)
    verb = "cancelsure" if found.upcoming else "endsure"
    await _ask(interaction, question_text(found, "cancel", 0), guild_id, verb, found.id)


async def leave_out(
    interaction: discord.Interaction[Any],
    services: Services,
    round_id: int | None,
    *,
    upcoming: bool | None = None,
) -> None:
    """Leave a round out, or call off the rest of it, without asking; `upcoming` is what was asked about."""
    guild_id = (await require_organiser(interaction)).guild_id
    await begin(interaction)
    found = await _named(services, guild_id, round_id)
    await services.mock_rounds.cancel(guild_id, found.id, upcoming=upcoming)
    await show_rounds(interaction, services)


async def _named(services: Services, guild_id: int, round_id: int | None) -> Round:
    """The round of this number, the next one without. Raises NoSuchRound or RoundsOff."""
    if round_id:
        return await services.mock_rounds.find(guild_id, round_id)
    return await services.mock_rounds.upcoming(guild_id)


def rounds_layout(interaction: discord.Interaction[Any], board: "RoundBoard") -> ui.LayoutView:
    """The panel: how it is set, the next round, the last ones, and what is missing."""
    whose = board.settings.guild_id, interaction.user.id
    frame = box(board_text(board))
    if found := list(problems(interaction, board)):
        frame.add_item(ui.TextDisplay("\n".join(f"{theme.WARNING} {problem}" for problem in found)))
        link = invite_url(interaction.application_id, whose[0])
        frame.add_item(row(ui.Button(label=_("Repair permissions"), url=link)))
    frame.add_item(ui.Separator())
    verbs = ["off" if board.settings.enabled else "on", "when", "rules", "preview"]
    frame.add_item(row(*(RoundsButton(*whose, verb) for verb in verbs)))
    if board.upcoming is not None:
        coming = board.upcoming.id
        frame.add_item(row(RoundsButton(*whose, "run", coming), RoundsButton(*whose, "cancel", coming)))
    frame.add_item(row(RoundsChannelSelect(*whose, board.settings.channel_id)))
    if board.past:
        frame.add_item(row(RoundsPicker(*whose, tuple(each for each, _figures in board.past))))
    return layout(frame)


def round_layout(user_id: int, board: "RoundBoard", found: Round) -> ui.LayoutView:
    """One round, and what can be done about it."""
    figures = next((each for past, each in board.past if past.id == found.id), RoundFigures())
    words = past_line(found, figures) if not found.upcoming else f"**#{found.id}** {week_text(found.week)}"
    whose = found.guild_id, user_id
    verbs = ["replay", "seed"] if found.paired_at is not None else []
    if found.state is not RoundState.CANCELLED:
        verbs.append("cancel" if found.upcoming else "end")
    return layout(box(words), row(*(RoundsButton(*whose, verb, found.id) for verb in [*verbs, "show"])))


async def _ask(
    interaction: discord.Interaction[Any], words: str, guild_id: int, verb: str, round_id: int
) -> None:
    whose = guild_id, interaction.user.id
    buttons = RoundsButton(*whose, verb, round_id), RoundsButton(*whose, "show")
    await show(interaction, layout(box(words), row(*buttons)))
