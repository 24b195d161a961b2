"""Checkpoints: the boxes for where a member is, and the lists before and after."""

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.claims import Board, BoardKind, Box, Tally, token
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.boxes import WHERE, BoxSelect, EvidenceSelect, box_lines, box_rows, page_of
from bot.ui.language import N_, _
from bot.ui.names import named
from bot.ui.text import clip, progress_bar, safe

if TYPE_CHECKING:
    from bot.services.claims import BoardPage

KINDS = {
    BoardKind.PATH: N_("What you bring along"),
    BoardKind.STEPS: N_("Steps of one task"),
    BoardKind.CHECKPOINT: N_("Checkpoint"),
    BoardKind.PROJECT: N_("What the project asks for"),
    BoardKind.THREAD: N_("Beside the weeks"),
    BoardKind.MILESTONE: N_("Milestone"),
    BoardKind.CHECKLIST: N_("Checklist"),
}


class BoardButton(Owned[ui.Button[Any]], template=template("boxes", WHERE)):
    """Turns to another list, or another page of a long one."""

    def __init__(
        self, guild_id: int, user_id: int, where: str, page: int = 0, label: str | None = None
    ) -> None:
        identity = custom_id("boxes", guild_id, user_id, where, page)
        shown = _("Boxes") if label is None else label
        super().__init__(ui.Button(label=clip(shown, 60), custom_id=identity), guild_id, user_id)
        self.where = where
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BoardButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["where"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that list."""
        await show(interaction, await _board(services, self.guild_id, self.user_id, self.where, self.page))


class BoardBoxes(BoxSelect, template=template("tick", WHERE)):
    """Ticks boxes of a checkpoint."""

    verb = "tick"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same page as it is now."""
        return await _board(services, self.guild_id, self.user_id, self.where, self.page)


class BoardEvidence(EvidenceSelect, template=template("proof", WHERE)):
    """Asks for a link for a box of a checkpoint."""

    verb = "proof"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same page as it is now."""
        return await _board(services, self.guild_id, self.user_id, self.where, self.page)


async def _board(services: Services, guild_id: int, user_id: int, where: str, page: int) -> ui.LayoutView:
    return board_layout(await services.claims.board(guild_id, user_id, f"#{where}"), page)


def board_layout(shown: "BoardPage", page: int = 0) -> ui.LayoutView:
    """One list with its controls, and ways to those around it."""
    owner, where = (shown.guild_id, shown.user_id), token(shown.board.key)
    boxes, page, pages = page_of(shown.boxes, page)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if shown.tally.complete else theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(shown)))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(box_lines(boxes)))
    ways = [
        *([BoardButton(*owner, where, page - 1, _("◀ Boxes before"))] if page else []),
        *([BoardButton(*owner, where, page + 1, _("More boxes ▶"))] if page + 1 < pages else []),
        *(
            [BoardButton(*owner, token(shown.before.key), 0, f"◀ {_short(shown.before)}")]
            if shown.before
            else []
        ),
        *(
            [BoardButton(*owner, token(shown.after.key), 0, f"{_short(shown.after)} ▶")]
            if shown.after
            else []
        ),
    ]
    rows = box_rows(BoardBoxes, BoardEvidence, owner, where, page, boxes)
    return layout(box, *rows, *([row(*ways)] if ways else []))


def _heading(shown: "BoardPage") -> str:
    board = shown.board
    around = [safe(section.label, 60) for section in board.path]
    if board.kind is BoardKind.CHECKPOINT:
        around = around[:-1]
    facts = [_(KINDS[board.kind]), *around, *([named(shown.nearness)] if shown.nearness else [])]
    return f"## {theme.MAP} {safe(board.name, 200)}\n-# {' · '.join(facts)}\n{tally_text(shown.tally)}"


def tally_text(tally: Tally) -> str:
    """`▰▰▰▱▱ 3 of 5`."""
    reached = _("**{done} of {total}**", done=tally.done, total=tally.total)
    return f"{progress_bar(tally.done, tally.total)} {reached}"


def _short(board: Board) -> str:
    """A list on a button: its week where it has one, else its title."""
    name = board.path[-1].label if board.kind is BoardKind.CHECKPOINT else board.title
    return clip(name, 50) or _("Boxes")


def board_choice(board: Board) -> str:
    """A list among others to choose from."""
    return clip(board.name, 100)


def box_choice(box: Box) -> str:
    """A box among others to choose from, with its present state."""
    return clip(f"{'☑' if box.tick else '☐'} {box.claim.title}", 100)
