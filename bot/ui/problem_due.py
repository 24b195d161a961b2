"""What spaced repetition brings back: one problem to redo at a time, and grades that say when it returns."""

import re
from datetime import date
from typing import Any

import discord
from discord import ui

from bot.domain.ml_problems import MlProblem
from bot.domain.reviews import Grade
from bot.services.problem_results import DueCard, DueLine, DuePage, SolveShown
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, layout, row, show, template
from bot.ui.language import N_, _, ngettext
from bot.ui.problem_effects import follow_up
from bot.ui.problem_solves import SOLVE, UndoSolveButton
from bot.ui.problem_words import (
    FELT,
    back_text,
    facts_text,
    linked,
    naming,
    rest_text,
    since_text,
    solved_day_text,
    suggestion,
)
from bot.ui.text import capital, safe

LISTED = 8
"""Problems named below the card."""


class GradeButton(
    Owned[ui.Button[Any]], template=template("lcgrade", rf"(?P<grade>again|hard|good|easy):{SOLVE}")
):
    """Says how a redo went."""

    def __init__(self, guild_id: int, user_id: int, grade: Grade, solve_id: int, rest: str = "") -> None:
        identity = custom_id("lcgrade", guild_id, user_id, grade.value, solve_id)
        felt = _(FELT[grade][0])
        label = f"{felt} · {rest}" if rest else felt
        style = discord.ButtonStyle.primary if grade is Grade.GOOD else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, user_id)
        self.grade = grade
        self.solve_id = solve_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "GradeButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), Grade(match["grade"]), int(match["solve"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Write the redo down and show what is due next."""
        whose = self.guild_id, self.user_id
        page = await services.problem_due.grade(*whose, self.solve_id, self.grade)
        await show(interaction, due_layout(page))
        if page.graded:
            await follow_up(interaction, services, page.graded)


class PutOffButton(Owned[ui.Button[Any]], template=template("lclater", SOLVE)):
    """Lets a problem come back tomorrow."""

    def __init__(self, guild_id: int, user_id: int, solve_id: int) -> None:
        identity = custom_id("lclater", guild_id, user_id, solve_id)
        super().__init__(ui.Button(label=_("Not today"), custom_id=identity), guild_id, user_id)
        self.solve_id = solve_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PutOffButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["solve"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Put it off and show what is due next."""
        page = await services.problem_due.put_off(self.guild_id, self.user_id, self.solve_id)
        await show(interaction, due_layout(page))


class DueButton(Owned[ui.Button[Any]], template=template("lcdue")):
    """Shows what is due."""

    def __init__(self, guild_id: int, user_id: int, label: str = "") -> None:
        identity = custom_id("lcdue", guild_id, user_id)
        # limit: 80
        shown = label or _("What is due")
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Answer with the page."""
        page = await services.problem_due.page(self.guild_id, self.user_id)
        await interaction.response.send_message(view=due_layout(page), ephemeral=True)


class DuePicker(Owned[ui.Select[Any]], template=template("lcduepick")):
    """Shows the card of another problem that is due."""

    def __init__(self, guild_id: int, user_id: int, lines: tuple[DueLine, ...] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcduepick", guild_id, user_id),
            placeholder=_("Another one…"),
            options=[
                discord.SelectOption(label=suggestion(each.named), value=str(each.solve_id))
                for each in lines[:MAX_OPTIONS]
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it; what is not due any more leads to the first."""
        chosen = self.item.values[0]
        solve_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
        page = await services.problem_due.page(self.guild_id, self.user_id, solve_id)
        await show(interaction, due_layout(page))


def due_layout(page: DuePage) -> ui.LayoutView:
    """What has just been done, the problem to redo, and what else is due."""
    owner = page.guild_id, page.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT if page.card else theme.DONE)
    if said := _said(page):
        box.add_item(ui.TextDisplay(said))
        box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_card_text(page.card, page.today) if page.card else _nothing(page)))
    rows: list[ui.Item[Any]] = []
    if page.card:
        others = tuple(each for each in page.due if each != page.card.line)
        box.add_item(ui.TextDisplay(_rest(page, others)))
        rows.extend(_controls(owner, page.card, page.today, others))
    if page.graded:
        rows.append(row(UndoSolveButton(*owner, page.graded.id, _undo(page.graded))))
    return layout(box, *rows)


def _undo(graded: SolveShown) -> str:
    felt = _(FELT[graded.solve.grade or Grade.GOOD][0])
    # limit: 80
    words = N_("Undo {grade} for {problem}")
    return naming(words, 80, graded.named, grade=felt)


def _controls(
    owner: tuple[int, int], card: DueCard, today: date, others: tuple[DueLine, ...]
) -> list[ui.Item[Any]]:
    solve_id = card.line.solve_id
    grades = [GradeButton(*owner, each, solve_id, rest_text(card.back[each], today)) for each in Grade]
    picker = [row(DuePicker(*owner, others))] if others else []
    return [row(*grades, PutOffButton(*owner, solve_id)), *picker]


def _said(page: DuePage) -> str:
    if graded := page.graded:
        back = back_text(graded.returns_on, page.today)
        said = _("{problem} comes back {when}.", problem=linked(graded.named), when=back)
        return f"{theme.CHECK} {said}"
    if not page.put_off:
        return ""
    return f"{theme.LATER} " + _("{problem} comes back tomorrow.", problem=linked(page.put_off))


def _card_text(card: DueCard, today: date) -> str:
    last, since = card.last, capital(since_text(card.line.day, today))
    solved = ngettext(
        "solved {count:,} time, last {day}",
        "solved {count:,} times, last {day}",
        card.times,
        day=solved_day_text(last, today),
    )
    facts = facts_text(last, card.pattern_title)
    noted = _("Last time: {facts}", facts=facts) if facts else _("Last time: nothing noted")
    lines = [f"## {theme.HABIT} {linked(card.line.named)}", f"{since} · {solved}", f"-# {noted}"]
    if last.note:
        # The note may hold the idea: whoever redoes the problem decides when to look.
        lines.append(_("Your note: {note}", note=f"||{safe(last.note, 600)}||"))
    lines.extend(_task_lines(card.task))
    lines.append(_("Solve it once more, then say how it went. Each button says when it comes back."))
    return "\n".join(lines)


def _task_lines(task: MlProblem | None) -> list[str]:
    """What to build and what has to hold: a task of our own is read nowhere else."""
    if task is None:
        return []
    checks = [f"{number}. {safe(check, 200)}" for number, check in enumerate(task.checks, 1)]
    return [safe(task.build, 600), _("**What has to hold**"), *checks]


def _rest(page: DuePage, others: tuple[DueLine, ...]) -> str:
    if not others:
        return f"-# {_('Nothing else is due.')} {_resting(page)}".rstrip()
    shown = [f"- {linked(each.named)} · {since_text(each.day, page.today)}" for each in others[:LISTED]]
    hidden = len(others) - LISTED
    more = ["- " + _("… and {count} more", count=hidden)] if hidden > 0 else []
    return "\n".join([_("**Also due ({count})**", count=len(others)), *shown, *more])


def _nothing(page: DuePage) -> str:
    if not page.resting:
        said = _("Log what you solve with `/leetcode solved`; it comes back here before you forget it.")
        return f"## {theme.HABIT} {_('Nothing to repeat yet')}\n{said}"
    return f"## {theme.CHECK} {_('Nothing is due today')}\n{_resting(page)}"


def _resting(page: DuePage) -> str:
    if page.next_day is None:
        return ""
    return ngettext(
        "{count:,} problem at rest; the next one comes back {when}.",
        "{count:,} problems at rest; the next one comes back {when}.",
        page.resting,
        when=back_text(page.next_day, page.today),
    )
