"""A task of machine learning from scratch: what to build, what has to hold, and saying that it does."""

import re
from collections.abc import Set
from typing import TYPE_CHECKING, Any, Literal, get_args

import discord
from discord import ui

from bot.domain.problem_needs import spoken
from bot.domain.problems import ProblemKind
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Owned, TickSelect, custom_id, layout, row, show, template
from bot.ui.boxes import OPEN
from bot.ui.language import N_, _, ngettext
from bot.ui.problem_solves import open_solve_form
from bot.ui.problem_words import rerolled_text
from bot.ui.text import clip, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.ml_prompts import MlPromptShown

Verb = Literal["task", "checks", "solved", "count", "another"]
VERB = rf"(?P<verb>{'|'.join(get_args(Verb))})"

LOOKS: dict[Verb, tuple[str, discord.ButtonStyle]] = {
    # limit: 80
    "task": (N_("Hide checks"), discord.ButtonStyle.secondary),
    # limit: 80
    "checks": (N_("Show checks"), discord.ButtonStyle.secondary),
    # limit: 80
    "solved": (N_("Solved…"), discord.ButtonStyle.success),
    # limit: 80
    "count": (N_("Count it as solved…"), discord.ButtonStyle.success),
    # limit: 80
    "another": (N_("Another one"), discord.ButtonStyle.primary),
}

PROMPT = r"(?P<prompt>[0-9]{1,18})"


class MlButton(Owned[ui.Button[Any]], template=template("lcml", f"{VERB}:{PROMPT}")):
    """One thing to do with a task that was shown."""

    def __init__(self, guild_id: int, user_id: int, verb: Verb, prompt_id: int, label: str = "") -> None:
        name, style = LOOKS[verb]
        identity = custom_id("lcml", guild_id, user_id, verb, prompt_id)
        button: ui.Button[Any] = ui.Button(label=label or _(name), style=style, custom_id=identity)
        super().__init__(button, guild_id, user_id)
        self.verb: Verb = verb
        self.prompt_id = prompt_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "MlButton":
        """From the pressed custom_id."""
        verb: Any = match["verb"]
        return cls(int(match["guild"]), int(match["user"]), verb, int(match["prompt"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Turn to the task, its checks, the boxes or the form; or to another task."""
        where = self.guild_id, self.user_id, self.prompt_id
        if self.verb == "another":
            await show(interaction, ml_layout(await services.ml_prompts.another(*where)))
            return
        shown = await services.ml_prompts.find(*where)
        match self.verb:
            case "count":
                ml = ProblemKind.ML_CODING
                await open_solve_form(interaction, services, self.guild_id, shown.task.key, kind=ml)
            case "solved":
                await show(interaction, boxes_layout(shown))
            case _:
                await show(interaction, ml_layout(shown, checks=self.verb == "checks"))


class MlPickButton(Owned[ui.Button[Any]], template=template("lcmlpick")):
    """Opens a task from the day."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("lcmlpick", guild_id, user_id)
        super().__init__(ui.Button(label=_("Pick an ML task"), custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it in a message of its own: the day stays where it is."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown = await services.ml_prompts.prompt(self.guild_id, self.user_id)
        await interaction.edit_original_response(view=ml_layout(shown))


class CheckTicks(TickSelect, template=template("lcchecks", PROMPT)):
    """Ticks the checks that hold. They stand in the message alone: the member vouches for them."""

    def __init__(
        self,
        guild_id: int,
        user_id: int,
        prompt_id: int,
        checks: tuple[str, ...] = (),
        held: Set[int] = frozenset(),
    ) -> None:
        options = [
            discord.SelectOption(
                label=clip(f"{number}. {check}", 100), value=str(number), default=number in held
            )
            for number, check in enumerate(checks[:MAX_OPTIONS], 1)
        ]
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcchecks", guild_id, user_id, prompt_id),
            placeholder=_("Which checks hold?"),
            options=options,
            min_values=0,
            max_values=max(1, len(options)),
        )
        super().__init__(select, guild_id, user_id)
        self.prompt_id = prompt_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "CheckTicks":
        """From the pressed custom_id; what was ticked comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), int(match["prompt"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Redraw the boxes."""
        shown = await services.ml_prompts.find(self.guild_id, self.user_id, self.prompt_id)
        held = {int(value) for value in self.item.values if value.isascii() and value.isdigit()}
        await show(interaction, boxes_layout(shown, held))


def ml_layout(shown: "MlPromptShown", *, checks: bool = False) -> ui.LayoutView:
    """The task as a message; the checks come when they are asked for."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_words(shown)))
    if checks:
        box.add_item(ui.Separator())
        box.add_item(
            ui.TextDisplay("\n".join([_("**What has to hold**"), *_numbered(shown, theme.LATER, set())]))
        )
    verbs: tuple[Verb, ...] = ("solved", "task" if checks else "checks", "another")
    return layout(box, row(*(_button(shown, verb) for verb in verbs)))


def boxes_layout(shown: "MlPromptShown", held: Set[int] = frozenset()) -> ui.LayoutView:
    """The checks to tick, and the button that counts the task when the member says so."""
    checks = shown.task.checks
    whole = len(held) == len(checks)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if whole else theme.ACCENT)
    heading = [f"### {safe(shown.task.title, 150)}", _("Which of these hold in your own code?")]
    box.add_item(ui.TextDisplay("\n".join([*heading, *_numbered(shown, OPEN, held)])))
    box.add_item(ui.TextDisplay(f"-# {_held(len(held), len(checks))}"))
    ticks = CheckTicks(shown.guild_id, shown.user_id, shown.id, checks, held)
    # limit: 80
    back = _button(shown, "task", _("Back to the task"))
    return layout(box, row(ticks), row(_button(shown, "count"), back))


def _held(held: int, checks: int) -> str:
    if held == checks:
        return _("All of them hold.")
    return ngettext(
        "{held} of {count:,} check: it counts as soon as you say so.",
        "{held} of {count:,} checks: it counts as soon as you say so.",
        checks,
        held=held,
    )


def _button(shown: "MlPromptShown", verb: Verb, label: str = "") -> MlButton:
    return MlButton(shown.guild_id, shown.user_id, verb, shown.id, label)


def _numbered(shown: "MlPromptShown", mark: str, held: Set[int]) -> list[str]:
    return [
        f"{theme.CHECK if number in held else mark} {number}. {safe(check, 200)}"
        for number, check in enumerate(shown.task.checks, 1)
    ]


def _words(shown: "MlPromptShown") -> str:
    task = shown.task
    facts = [
        _("level {level}", level=task.levels),
        _("about {time}", time=minutes_text(task.minutes)),
        *map(spoken, task.topics),
    ]
    lines = [
        f"## {theme.GOAL} {safe(task.title, 150)}",
        f"-# {_('Machine learning from scratch')} · {safe(' · '.join(facts), 200)}",
        safe(task.build, 1500),
        f"-# {_standing(shown)}",
    ]
    if shown.times:
        again = ngettext(
            "You have solved this one {count:,} time.",
            "You have solved this one {count:,} times.",
            shown.times,
        )
        lines.append(f"-# {again}")
    if shown.rerolled:
        lines.append(f"-# {rerolled_text(shown.rerolled)}")
    return "\n".join(lines)


def _standing(shown: "MlPromptShown") -> str:
    return _(
        "{done} of {total} solved; you are at level {level}.",
        done=shown.solved,
        total=shown.total,
        level=shown.level,
    )
