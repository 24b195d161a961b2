"""The log by pattern: what is solved of each, which ones are weak, and the member's own notes."""

from datetime import date
from typing import Any

import discord
from discord import ui

from bot.domain.problem_log import PatternRecord
from bot.services.problem_results import PatternBook, PatternLine, PatternNote
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import _, ngettext
from bot.ui.problem_solves import SolveForm
from bot.ui.problem_words import facts_text, linked, note_text, share_text, solved_day_text, suggestion
from bot.ui.text import clip, day_text, human_join

NOTES_ROOM = 3_000
"""Characters of notes in one message."""

NOTE = 330
"""Of one note in a list, escapes included; the form has all of it."""


class PatternPicker(Owned[ui.Select[Any]], template=template("lcpattern")):
    """Opens the notes of a pattern."""

    def __init__(self, guild_id: int, user_id: int, lines: tuple[PatternLine, ...] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcpattern", guild_id, user_id),
            placeholder=_("Open a pattern…"),
            options=[
                discord.SelectOption(label=clip(each.pattern.title, 100), value=each.pattern.key)
                for each in lines
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show them."""
        book = await services.problem_progress.patterns(self.guild_id, self.user_id, self.item.values[0])
        await show(interaction, patterns_layout(book))


class NotePicker(Owned[ui.Select[Any]], template=template("lcnote")):
    """Opens the form in which a note is changed."""

    def __init__(self, guild_id: int, user_id: int, notes: tuple[PatternNote, ...] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcnote", guild_id, user_id),
            placeholder=_("Change a note…"),
            options=[
                discord.SelectOption(label=suggestion(each.named), value=str(each.solve_id)) for each in notes
            ],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask."""
        chosen = self.item.values[0]
        solve_id = int(chosen) if chosen.isascii() and chosen.isdigit() else 0
        sheet = await services.problem_solves.sheet(self.guild_id, self.user_id, solve_id)
        await interaction.response.send_modal(SolveForm(sheet))


def patterns_layout(book: PatternBook) -> ui.LayoutView:
    """All patterns, or one of them with its notes."""
    owner = book.guild_id, book.user_id
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    if book.opened:
        box.add_item(ui.TextDisplay(_opened(book, book.opened)))
    else:
        box.add_item(ui.TextDisplay(_overview(book)))
    rows: list[ui.Item[Any]] = [row(PatternPicker(*owner, book.lines))]
    if book.notes:
        rows.append(row(NotePicker(*owner, book.notes)))
    return layout(box, *rows)


def _overview(book: PatternBook) -> str:
    known = [each for each in book.lines if each.record]
    weak = [each.pattern.title for each in known if each.record and each.record.is_weak]
    lines = [f"## {theme.REVIEW} {_('Patterns')}"]
    if weak:
        said = _("Worth a look: {patterns}. Prompts choose these more often.", patterns=human_join(weak))
        lines.append(f"{theme.COMPASS} {said}")
    elif not known:
        lines.append(
            _("Log what you solve with `/leetcode solved`; how it felt shows here which patterns sit.")
        )
    lines.extend(map(_line, book.lines))
    return "\n".join(lines)


def _line(line: PatternLine) -> str:
    record = line.record
    mark = theme.LATER if record is None else theme.COMPASS if record.is_weak else theme.CHECK
    words = [f"{mark} **{line.pattern.title}** {share_text(line.solved, line.total)}"]
    if record and record.is_weak:
        words.append(_("{count} of the last {total} were hard", count=record.troubled, total=record.graded))
    if record and record.notes:
        words.append(ngettext("{count:,} note", "{count:,} notes", len(record.notes)))
    return " · ".join(words)


def _opened(book: PatternBook, line: PatternLine) -> str:
    lines = [f"## {theme.REVIEW} {line.pattern.title}", _line(line)]
    if line.record:
        lines.append(f"-# {_solves(line.record, book.today)}")
    if not book.notes:
        lines.append(
            _("No notes here yet. `/leetcode note` keeps one with a problem: the idea, in a sentence.")
        )
    room = NOTES_ROOM
    for each in book.notes:
        small = " · ".join(
            part for part in (solved_day_text(each.solve, book.today), facts_text(each.solve, "")) if part
        )
        block = f"**{linked(each.named)}** · {small}\n{note_text(each.solve.note, NOTE)}"
        room -= len(block)
        if room < 0:
            lines.append(f"-# {_('Older notes: choose one below.')}")
            break
        lines.append(block)
    return "\n".join(lines)


def _solves(record: PatternRecord, today: date) -> str:
    if record.last is None:
        return ngettext("{count:,} solve in all", "{count:,} solves in all", record.solves)
    return ngettext(
        "{count:,} solve in all, last {day}",
        "{count:,} solves in all, last {day}",
        record.solves,
        day=day_text(record.last, today),
    )
