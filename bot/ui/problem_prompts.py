"""A problem for one member: why this one, what to do with it, and the tasks of the day that it serves."""

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

import discord
from discord import ui

from bot.domain.problem_log import Solve
from bot.domain.roadmap_terms import Counted
from bot.domain.tasks import Task, TaskState, Today
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _, ngettext
from bot.ui.ml_prompts import MlPickButton
from bot.ui.problem_reason_words import why_text
from bot.ui.problem_sightings import SightingButton, seen_line
from bot.ui.problem_sittings import sitting_items
from bot.ui.problem_solves import open_solve_form
from bot.ui.problem_words import difficulty_text, felt_text, problem_link, rerolled_text, solved_day_text
from bot.ui.text import safe

if TYPE_CHECKING:
    from bot.services.problem_prompts import PromptShown

Verb = Literal["solved", "another", "had"]
VERB = rf"(?P<verb>{'|'.join(get_args(Verb))})"

LOOKS: dict[Verb, tuple[str, discord.ButtonStyle]] = {
    # limit: 80
    "solved": (N_("Solved…"), discord.ButtonStyle.success),
    # limit: 80
    "another": (N_("Another one"), discord.ButtonStyle.primary),
    # limit: 80
    "had": (N_("Already solved it"), discord.ButtonStyle.secondary),
}


class PromptButton(Owned[ui.Button[Any]], template=template("lcask", rf"{VERB}:(?P<prompt>[0-9]{{1,18}})")):
    """One thing to do with a problem that was shown."""

    def __init__(self, guild_id: int, user_id: int, verb: Verb, prompt_id: int) -> None:
        label, style = LOOKS[verb]
        identity = custom_id("lcask", guild_id, user_id, verb, prompt_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb: Verb = verb
        self.prompt_id = prompt_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PromptButton":
        """From the pressed custom_id."""
        verb: Any = match["verb"]
        return cls(int(match["guild"]), int(match["user"]), verb, int(match["prompt"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open the form, or show the next problem."""
        where = self.guild_id, self.user_id, self.prompt_id
        match self.verb:
            case "solved":
                key = await services.problem_prompts.key_of(*where)
                await open_solve_form(interaction, services, self.guild_id, key)
            case "another":
                await show(interaction, prompt_layout(await services.problem_prompts.another(*where)))
            case "had":
                await show(interaction, prompt_layout(await services.problem_prompts.had(*where)))


class PickButton(Owned[ui.Button[Any]], template=template("lcpick", r"(?P<task>[0-9]{1,18})")):
    """Opens a problem for a task of the plan; task 0 is none in particular."""

    def __init__(self, guild_id: int, user_id: int, task_id: int = 0) -> None:
        identity = custom_id("lcpick", guild_id, user_id, task_id)
        super().__init__(ui.Button(label=_("Pick a problem"), custom_id=identity), guild_id, user_id)
        self.task_id = task_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PickButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["task"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it in a message of its own: the day stays where it is."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        task_id = self.task_id or None
        shown = await services.problem_prompts.prompt(self.guild_id, self.user_id, task_id=task_id)
        await interaction.edit_original_response(view=prompt_layout(shown))


def picks(today: Today) -> list[ui.Item[Any]]:
    """The button that picks a problem, on a day whose tasks or habits ask for some."""
    whose = today.guild_id, today.user_id
    asking = next(iter(filter(asks_for_problems, today.open_tasks)), None)
    if asking is not None:
        return [PickButton(*whose, asking.id)]
    counted = {each.habit.counts for each in today.habits if not each.kept}
    if Counted.PROBLEMS in counted:
        return [PickButton(*whose)]
    return [MlPickButton(*whose)] if Counted.ML_PROBLEMS in counted else []


def asks_for_problems(task: Task) -> bool:
    """Whether a task is open and about coding problems."""
    return task.state is TaskState.OPEN and task.item is not None and task.item.problems is not None


def prompt_layout(shown: "PromptShown") -> ui.LayoutView:
    """The problem as a message."""
    owner = shown.guild_id, shown.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_words(shown)))
    if shown.sittings:
        box.add_item(ui.Separator())
    for item in sitting_items(owner, shown.sittings):
        box.add_item(item)
    verbs: tuple[Verb, ...] = ("solved", "another") if shown.last else ("solved", "another", "had")
    page: ui.Button[Any] = ui.Button(label=_("Open on LeetCode"), url=shown.problem.url)
    controls = [row(*(PromptButton(*owner, verb, shown.id) for verb in verbs), page)]
    if shown.unlogged:
        controls.append(row(SightingButton(*owner, "open")))
    return layout(box, *controls)


def _words(shown: "PromptShown") -> str:
    problem = shown.problem
    facts = [difficulty_text(problem.difficulty)]
    if shown.solved:
        facts.append(
            ngettext("{count:,} problem solved today", "{count:,} problems solved today", shown.solved)
        )
    lines = [*_noted(shown.noted), f"## {theme.GOAL} {problem_link(problem)}", f"-# {' · '.join(facts)}"]
    if why := why_text(shown.reasons):
        lines.append(safe(why, 400))
    if shown.last:
        lines.append(_last(shown.last, shown.today))
    if shown.topics:
        lines.append(_("Topics: {topics}", topics=f"||{safe(shown.topics, 300)}||"))
    if shown.rerolled:
        lines.append(f"-# {rerolled_text(shown.rerolled)}")
    if shown.unlogged:
        lines.append(seen_line(shown.unlogged))
    return "\n".join(lines)


def _noted(label: str) -> list[str]:
    if not label:
        return []
    return [f"{theme.CHECK} " + _("Noted as solved before: **{problem}**.", problem=safe(label, 150))]


def _last(solve: Solve, today: date) -> str:
    when = solved_day_text(solve, today)
    if solve.grade is None:
        return _("Last time: {day}.", day=when)
    return _("Last time: {day}, {felt}.", day=when, felt=felt_text(solve.grade))
