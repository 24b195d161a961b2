"""The card of one task: read it, tick it, skip it, move it."""

import re
from typing import Any, Literal, get_args

import discord
from discord import ui

from bot.domain.comebacks import Comeback
from bot.domain.errors import NoLongerAvailable
from bot.domain.tasks import Task, TaskState, Today
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, template
from bot.ui.comebacks import comeback_line
from bot.ui.language import N_, _
from bot.ui.moments import celebrate
from bot.ui.problem_prompts import PickButton, asks_for_problems
from bot.ui.text import full_date, link, minutes_text, safe

Verb = Literal["done", "skip", "undo", "tomorrow", "move"]

LOOKS: dict[Verb, tuple[str, discord.ButtonStyle]] = {
    # limit: 80
    "done": (N_("Done"), discord.ButtonStyle.success),
    # limit: 80
    "skip": (N_("Skip"), discord.ButtonStyle.secondary),
    # limit: 80
    "undo": (N_("Undo"), discord.ButtonStyle.secondary),
    # limit: 80
    "tomorrow": (N_("Move to next study day"), discord.ButtonStyle.secondary),
    # limit: 80
    "move": (N_("Choose a day…"), discord.ButtonStyle.secondary),
}

_PLANNED = {
    TaskState.OPEN: N_("planned for {date}"),
    TaskState.DONE: N_("done, planned for {date}"),
    TaskState.SKIPPED: N_("skipped, planned for {date}"),
}


class CardButton(
    Owned[ui.Button[Any]], template=template("card", r"(?P<verb>[a-z]{1,10}):(?P<task>[0-9]{1,18})")
):
    """One thing to do with the task of a card."""

    def __init__(self, guild_id: int, user_id: int, verb: Verb, task_id: int) -> None:
        label, style = LOOKS[verb]
        identity = custom_id("card", guild_id, user_id, verb, task_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, user_id)
        self.verb: Verb = verb
        self.task_id = task_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "CardButton":
        """From the pressed custom_id; an unknown verb is refused when pressed."""
        verb: Any = match["verb"] if match["verb"] in get_args(Verb) else "undo"
        task_id = int(match["task"]) if match["verb"] in get_args(Verb) else 0
        return cls(int(match["guild"]), int(match["user"]), verb, task_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Do it and redraw the card; moving to a chosen day asks for it first."""
        if self.task_id == 0:
            raise NoLongerAvailable
        if self.verb == "move":
            await interaction.response.send_modal(MoveForm(self.guild_id, self.user_id, self.task_id))
            return
        ticked = await self._settle(services)
        task = await services.tasks.find(self.guild_id, self.user_id, self.task_id)
        comeback = ticked.comeback if ticked else None
        await show(interaction, card_layout(self.guild_id, self.user_id, task, comeback))
        await celebrate(interaction, services, self.guild_id, self.user_id, ticked.reached if ticked else ())

    async def _settle(self, services: Services) -> Today | None:
        """Returns the day after a tick."""
        where = (self.guild_id, self.user_id, self.task_id)
        match self.verb:
            case "done":
                return await services.tasks.done(*where)
            case "skip":
                await services.tasks.skip(*where)
            case "undo":
                await services.tasks.undo(*where)
            case _:
                await services.tasks.move(*where, "next")
        return None


class MoveForm(Form):
    """Asks for the day a task should move to."""

    def __init__(self, guild_id: int, user_id: int, task_id: int) -> None:
        super().__init__(title=_("Move this task"))
        self._where = (guild_id, user_id, task_id)
        self.day: ui.TextInput[Any] = ui.TextInput(
            placeholder="tomorrow, sat, 2026-12-01, 1 Dec, +3", max_length=40, custom_id="day"
        )
        self.add_item(ui.Label(text=_("To which day?"), component=self.day))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Move it and redraw the card."""
        task = await services.tasks.move(*self._where, self.day.value)
        await show(interaction, card_layout(*self._where[:2], task))


def card_layout(guild_id: int, user_id: int, task: Task, comeback: Comeback | None = None) -> ui.LayoutView:
    """The card as a message, with what the tick that was made on it came back from."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_words(task)))
    if comeback:
        box.add_item(ui.TextDisplay(comeback_line(comeback)))
    box.add_item(ui.Separator())
    verbs: tuple[Verb, ...] = (
        ("done", "skip", "tomorrow", "move") if task.state is TaskState.OPEN else ("undo",)
    )
    buttons: list[ui.Item[Any]] = [CardButton(guild_id, user_id, verb, task.id) for verb in verbs]
    if asks_for_problems(task):
        buttons.append(PickButton(guild_id, user_id, task.id))
    box.add_item(row(*buttons))
    return layout(box)


def _words(task: Task) -> str:
    planned = _(_PLANNED[task.state], date=full_date(task.day))
    lines = [f"### {safe(task.title, 200)}", f"-# {minutes_text(task.planned_minutes)} · {planned}"]
    if task.detail:
        lines.append(safe(task.detail, 1500))
    resources = task.item.resources if task.item else ()
    lines.extend(f"- {link(resource.title, resource.url)}" for resource in resources)
    return "\n".join(lines)
