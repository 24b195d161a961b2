"""The pool of mock interviews: the panel of `/mock status`, and leaving."""

import re
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands, ui

from bot.domain.mock_pool import PoolEntry, PoolShown, WantsChange, parse_kinds
from bot.domain.mock_pool_errors import UnknownKind
from bot.domain.mock_reliability import MOST_PER_WEEK
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.services.registry import Services
from bot.ui.base import Form, Owned, TickSelect, box, custom_id, layout, row, show, template
from bot.ui.chosen import chosen, the_one_chosen
from bot.ui.language import N_, _
from bot.ui.mock_availability import hours_layout
from bot.ui.mock_history import PastButton
from bot.ui.mock_leaving_words import leaving_text, left_text
from bot.ui.mock_now import NowButton
from bot.ui.mock_outside import LogButton
from bot.ui.mock_pool_words import LEVELS, ROLES, often_text, pool_text
from bot.ui.question_words import KINDS
from bot.ui.text import capital, clip

GREY, BLUE = discord.ButtonStyle.secondary, discord.ButtonStyle.primary
GREEN, RED = discord.ButtonStyle.success, discord.ButtonStyle.danger

LABELS = {
    # limit: 80
    "stay": (N_("Stay"), GREY),
    # limit: 80
    "join": (N_("Join the pool"), GREEN),
    # limit: 80
    "hours": (N_("When I can…"), BLUE),
    # limit: 80
    "skip": (N_("Skip the next round"), GREY),
    # limit: 80
    "unskip": (N_("Take part after all"), GREEN),
    # limit: 80
    "pause": (N_("Pause…"), GREY),
    # limit: 80
    "resume": (N_("Resume"), GREEN),
    # limit: 80
    "gauntlet": (N_("Gauntlet week"), GREY),
    # limit: 80
    "nogauntlet": (N_("No gauntlet"), GREY),
    # limit: 80
    "leave": (N_("Leave…"), GREY),
    # limit: 80
    "leavekeep": (N_("Leave, keep what is arranged"), GREY),
    # limit: 80
    "leaveall": (N_("Leave and cancel it"), RED),
}
OFTEN = range(1, MOST_PER_WEEK + 1)


class MockButton(Owned[ui.Button[Any]], template=template("mock", rf"(?P<verb>{'|'.join(LABELS)})")):
    """Does one thing about the member's part in the pool, and shows the panel again."""

    def __init__(self, guild_id: int, user_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = custom_id("mock", guild_id, user_id, verb)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MockButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do what the verb says."""
        whose = self.guild_id, self.user_id
        match self.verb:
            case "hours":
                await show(interaction, hours_layout(await services.mock_availability.show(*whose)))
            case "pause":
                await interaction.response.send_modal(PauseForm(*whose))
            case "leave":
                await show(interaction, await leave(services, *whose))
            case "leavekeep" | "leaveall":
                await show(interaction, await leave(services, *whose, keep=self.verb == "leavekeep"))
            case _:
                await show(interaction, pool_layout(await self._changed(services)))

    async def _changed(self, services: Services) -> PoolShown:
        whose = self.guild_id, self.user_id
        pool = services.mock_pool
        match self.verb:
            case "join":
                return await pool.join(*whose)
            case "skip" | "unskip":
                return await pool.skip(*whose, on=self.verb == "skip")
            case "gauntlet" | "nogauntlet":
                return await pool.gauntlet(*whose, on=self.verb == "gauntlet")
            case "resume":
                return await pool.resume(*whose)
            case _:
                return await pool.show(*whose)


class MockKindSelect(TickSelect, template=template("mockkinds")):
    """Ticks what the member wants to practise."""

    def __init__(self, guild_id: int, user_id: int, kinds: frozenset[QuestionKind] = frozenset()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("mockkinds", guild_id, user_id),
            placeholder=_("Any kind: tick some to narrow it down…"),
            options=[
                discord.SelectOption(label=capital(_(name)), value=kind.value, default=kind in kinds)
                for kind, name in KINDS.items()
            ],
            min_values=0,
            max_values=len(KINDS),
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep what changed, and show the panel again."""
        ticked, unticked = (chosen(QuestionKind, sorted(values)) for values in self.changes())
        shown = await services.mock_pool.tick_kinds(self.guild_id, self.user_id, ticked, unticked)
        await show(interaction, pool_layout(shown))


class MockChoice(Owned[ui.Select[Any]], template=template("mockset", r"(?P<what>level|week|role)")):
    """Chooses the level, how often, or what the member would rather do first."""

    def __init__(self, guild_id: int, user_id: int, what: str, entry: PoolEntry | None = None) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("mockset", guild_id, user_id, what), options=_options(what, entry)
        )
        super().__init__(select, guild_id, user_id)
        self.what = what

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MockChoice":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["what"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it, and show the panel again."""
        shown = await services.mock_pool.change(self.guild_id, self.user_id, self._wanted())
        await show(interaction, pool_layout(shown))

    def _wanted(self) -> WantsChange:
        values = self.item.values
        match self.what:
            case "level":
                return WantsChange(level=the_one_chosen(LEVELS, values))
            case "week":
                return WantsChange(per_week=the_one_chosen(OFTEN, values))
            case _:
                return WantsChange(role=the_one_chosen(Role, values))


class PauseForm(Form):
    """Asks until when."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        super().__init__(title=_("Pause mock interviews"))
        self._whose = (guild_id, user_id)
        self.until: ui.TextInput[Any] = ui.TextInput(
            custom_id="until", placeholder="mon, 1 Dec, +14", max_length=40
        )
        self.add_item(ui.Label(text=_("The first day you take part again"), component=self.until))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Pause, and show the panel again."""
        await show(interaction, pool_layout(await services.mock_pool.pause(*self._whose, self.until.value)))


async def leave(
    services: Services, guild_id: int, user_id: int, *, keep: bool | None = None
) -> ui.LayoutView:
    """Leave the pool; while something is arranged, the question what becomes of it, unless that is said."""
    whose = guild_id, user_id
    shown = await services.mock_pool.show(*whose)
    if shown.entry is not None and shown.interviews and keep is None:
        buttons = (MockButton(*whose, verb) for verb in ("leavekeep", "leaveall", "stay"))
        return layout(box(leaving_text(shown)), row(*buttons))
    left = await services.mock_pool.leave(*whose, keep=bool(keep))
    cancelled = len(shown.interviews) - len(left.interviews)
    return layout(box(left_text(left, cancelled)), row(MockButton(*whose, "join")))


def pool_layout(shown: PoolShown) -> ui.LayoutView:
    """Where a member stands, and everything they can change about it."""
    whose, entry = (shown.guild_id, shown.user_id), shown.entry
    frame = box(pool_text(shown))
    besides = row(NowButton(*whose, "look"), PastButton(*whose), LogButton(*whose))
    if entry is None:
        return layout(frame, row(MockButton(*whose, "join"), MockButton(*whose, "hours")), besides)
    frame.add_item(row(MockKindSelect(*whose, entry.kinds)))
    for what in ("level", "week", "role"):
        frame.add_item(row(MockChoice(*whose, what, entry)))
    paused = entry.paused_until is not None and entry.paused_until > shown.today
    verbs = (
        "hours",
        "unskip" if entry.skip_week == shown.week else "skip",
        "nogauntlet" if entry.gauntlet_week == shown.week else "gauntlet",
        "resume" if paused else "pause",
        "leave",
    )
    return layout(frame, row(*(MockButton(*whose, verb) for verb in verbs)), besides)


async def suggest_kinds(interaction: discord.Interaction[Any], text: str) -> list[app_commands.Choice[str]]:  # noqa: ARG001 - discord.py fixes the signature
    """What was typed so far with each kind that can come next."""
    # The whole text is typed on and read again, so these names stay English.
    before, _comma, begun = text.rpartition(",")
    try:
        taken = parse_kinds(before)
    except UnknownKind:
        return []
    earlier = f"{before.strip()}, " if taken else ""
    named = [name for kind, name in KINDS.items() if kind not in taken]
    fits = [name for name in named if begun.strip().casefold() in name.casefold()]
    return [
        app_commands.Choice(name=clip(f"{earlier}{name}", 100), value=f"{earlier}{name}"[:100])
        for name in fits
    ]


def _options(what: str, entry: PoolEntry | None) -> list[discord.SelectOption]:
    """What there is to choose, as it is."""
    match what:
        case "level":
            named: Mapping[Any, str] = {
                # limit: 100
                level: _("Level {number}: {name}", number=level, name=_(name))
                for level, name in LEVELS.items()
            }
            now: Any = entry and entry.level
        case "week":
            named = {count: capital(often_text(count)) for count in OFTEN}
            now = entry and entry.per_week
        case _:
            # limit: 100
            named = {role: _("First: {role}", role=_(name)) for role, name in ROLES.items()}
            now = entry and entry.role
    return [
        discord.SelectOption(label=label, value=str(value), default=value == now)
        for value, label in named.items()
    ]
