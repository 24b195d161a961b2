"""A solve as a message: what was written down and what it did, the form for the rest, and taking it back."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.errors import InvalidDuration, OutOfRange
from bot.domain.inputs import parse_minutes
from bot.domain.problems import ProblemKind
from bot.domain.reviews import Grade
from bot.domain.roadmap_claims import Difficulty
from bot.services.problem_results import SolveSheet, SolveShown, TakenBack, Told
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, show, show_privately, template
from bot.ui.chosen import the_one_chosen
from bot.ui.language import N_, _
from bot.ui.problem_effects import follow_up, redraw
from bot.ui.problem_solve_words import (
    CHANGE,
    effect_text,
    is_unlisted,
    taken_back_text,
    told_text,
    unread_lines,
)
from bot.ui.problem_words import FELT, difficulty_text, naming
from bot.ui.text import clip

MAX_NOTE_TYPED = 500
MAX_MINUTES_TYPED = 12
MODAL_TITLE = 45
"""Characters: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-modal"""

SOLVE = r"(?P<solve>[0-9]{1,18})"


class SolveForm(Form):
    """Asks for minutes, how it felt, the pattern and a note; nothing of it has to be filled in."""

    def __init__(self, sheet: SolveSheet, *, in_place: bool = False) -> None:
        super().__init__(title=_form_title(sheet))
        self.sheet = sheet
        self._in_place = in_place
        told = sheet.told
        self.minutes: ui.TextInput[Any] = ui.TextInput(
            custom_id="minutes",
            placeholder=_("35, 1h10 or 45m"),
            default=str(told.minutes) if told.minutes else None,
            required=False,
            max_length=MAX_MINUTES_TYPED,
        )
        self.add_item(ui.Label(text=_("How long did it take?"), component=self.minutes))
        self.felt = self._felt(told.grade)
        self.pattern = self._pattern(told.pattern) if sheet.named.kind is ProblemKind.LEETCODE else None
        self.note: ui.TextInput[Any] = ui.TextInput(
            custom_id="note",
            style=discord.TextStyle.paragraph,
            default=told.note or None,
            required=False,
            max_length=MAX_NOTE_TYPED,
        )
        # limit: 100
        about = _("Only you see it, when the problem comes back.")
        self.add_item(ui.Label(text=_("A note to yourself"), component=self.note, description=about))
        self.level = self._level(told.difficulty) if is_unlisted(sheet.named) else None

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Write it down, or keep what changed. A time that cannot be read costs nothing of the rest."""
        told, unread = self.told()
        shown = await self._kept(services, told)
        view = solved_layout(shown, unread)
        if self._in_place:
            await show_privately(interaction, view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
        await follow_up(interaction, services, shown)

    async def _kept(self, services: Services, told: Told) -> SolveShown:
        sheet = self.sheet
        if sheet.solve_id is not None:
            return await services.problem_solves.amend(sheet.guild_id, sheet.user_id, sheet.solve_id, told)
        return await services.problem_solves.solve(
            sheet.guild_id,
            sheet.user_id,
            sheet.named.key,
            kind=sheet.named.kind,
            minutes=told.minutes,
            grade=told.grade,
            pattern=told.pattern,
            note=told.note,
            difficulty=told.difficulty,
            post_id=sheet.post_id,
        )

    def told(self) -> tuple[Told, str]:
        """What was filled in, and the text that should have been a time. Raises NoLongerAvailable."""
        minutes, unread = self._minutes()
        level = self.level.value if self.level else None
        patterns = [each.key for each in self.sheet.patterns]
        picked = self.pattern.values if self.pattern else []
        told = Told(
            minutes=minutes,
            grade=the_one_chosen(Grade, [self.felt.value]) if self.felt.value else None,
            pattern=the_one_chosen(patterns, picked) if picked else "",
            note=self.note.value,
            difficulty=the_one_chosen(Difficulty, [level]) if level else None,
        )
        return told, unread

    def _minutes(self) -> tuple[int | None, str]:
        """As read; what cannot be read is given back, and the time stays as it was."""
        text = self.minutes.value.strip()
        try:
            return (parse_minutes(text) if text else None), ""
        except (InvalidDuration, OutOfRange):
            return self.sheet.told.minutes, text

    def _felt(self, chosen: Grade | None) -> "ui.RadioGroup[Any]":
        options = [
            discord.RadioGroupOption(
                label=_(name), value=grade.value, description=_(about), default=grade is chosen
            )
            for grade, (name, about) in FELT.items()
        ]
        group: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="felt", options=options, required=False)
        self.add_item(ui.Label(text=_("How did it feel?"), component=group))
        return group

    def _pattern(self, chosen: str) -> "ui.Select[Any]":
        options = [
            discord.SelectOption(label=clip(each.title, 100), value=each.key, default=each.key == chosen)
            for each in self.sheet.patterns
        ]
        select: ui.Select[Any] = ui.Select(custom_id="pattern", options=options, required=False)
        self.add_item(ui.Label(text=_("Which pattern solved it?"), component=select))
        return select

    def _level(self, chosen: Difficulty | None) -> "ui.RadioGroup[Any]":
        options = [
            discord.RadioGroupOption(label=difficulty_text(each), value=each.value, default=each is chosen)
            for each in Difficulty
        ]
        group: ui.RadioGroup[Any] = ui.RadioGroup(custom_id="level", options=options, required=False)
        # limit: 100
        about = _("It is not in the catalogue, so only you can say.")
        self.add_item(ui.Label(text=_("LeetCode's difficulty"), component=group, description=about))
        return group


def _form_title(sheet: SolveSheet) -> str:
    # limit: 45
    words = N_("Solved: {problem}") if sheet.solve_id is None else N_("Change: {problem}")
    return naming(words, MODAL_TITLE, sheet.named)


async def open_solve_form(
    interaction: discord.Interaction[Any],
    services: Services,
    guild_id: int,
    key: str,
    post_id: int | None = None,
    *,
    kind: ProblemKind = ProblemKind.LEETCODE,
    in_place: bool = False,
) -> None:
    """Ask whoever pressed about a problem they solved; `post_id` is the group's prompt it answers.

    The answer is a message of its own, or with `in_place` takes the place of what was pressed.
    """
    sheet = await services.problem_solves.new_sheet(guild_id, interaction.user.id, key, kind, post_id)
    await interaction.response.send_modal(SolveForm(sheet, in_place=in_place))


class TellMoreButton(Owned[ui.Button[Any]], template=template("lcmore", SOLVE)):
    """Opens the form about a solve."""

    def __init__(self, guild_id: int, user_id: int, solve_id: int, label: str = "") -> None:
        identity = custom_id("lcmore", guild_id, user_id, solve_id)
        shown = label or _(CHANGE)
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.solve_id = solve_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "TellMoreButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["solve"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask."""
        sheet = await services.problem_solves.sheet(self.guild_id, self.user_id, self.solve_id)
        await interaction.response.send_modal(SolveForm(sheet, in_place=True))


class UndoSolveButton(Owned[ui.Button[Any]], template=template("lcundo", SOLVE)):
    """Takes a solve back."""

    def __init__(self, guild_id: int, user_id: int, solve_id: int, label: str = "") -> None:
        identity = custom_id("lcundo", guild_id, user_id, solve_id)
        # limit: 80
        shown = label or _("Undo")
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.solve_id = solve_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "UndoSolveButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["solve"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Take it back and say what that means."""
        gone = await services.problem_solves.take_back(self.guild_id, self.user_id, self.solve_id)
        await show(interaction, taken_back_layout(gone))
        await redraw(interaction, services, self.guild_id, gone.named.key)


def solved_layout(shown: SolveShown, unread: str = "") -> ui.LayoutView:
    """What was written down, what it did, and the ways to change it; `unread` was meant as a time."""
    owner = shown.guild_id, shown.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE)
    box.add_item(ui.TextDisplay("\n".join([told_text(shown), *unread_lines(unread)])))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(effect_text(shown)))
    says_more = shown.solve.minutes or shown.solve.grade or shown.solve.note or unread
    # limit: 80
    more = TellMoreButton(*owner, shown.id, "" if says_more else _("Add time, how it felt, a note…"))
    # An undo of the change alone would be expected behind the usual name.
    # limit: 80
    undo = UndoSolveButton(*owner, shown.id, _("Take the solve back") if shown.changed else "")
    return layout(box, row(more, undo))


def taken_back_layout(gone: TakenBack) -> ui.LayoutView:
    """What no longer counts."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.PAUSED)
    box.add_item(ui.TextDisplay(taken_back_text(gone)))
    return layout(box)
