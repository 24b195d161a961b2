"""Lists of boxes: their lines, the select that ticks them, and the link that proves one."""

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import discord
from discord import ui

from bot.domain.claims import Box, token
from bot.domain.links import MAX_LINK
from bot.domain.roadmap_claims import Evidence, EvidenceKind
from bot.domain.roadmap_terms import Obligation
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, NEVER, Form, Owned, TickSelect, custom_id, row, show
from bot.ui.language import N_, _
from bot.ui.text import clip, human_join, link, safe

OPEN = "⬜"

BOXES_TEXT = 2800
"""Characters for the boxes of one page; a message has 4,000 for everything."""

WHERE = r"(?P<where>[0-9a-f]{10}):(?P<page>[0-9]{1,3})"
"""Which list, and which page of it."""

SHOWN_BY = {
    EvidenceKind.URL: N_("a link"),
    EvidenceKind.REPO: N_("a repository"),
    EvidenceKind.APP: N_("a running app"),
    EvidenceKind.API: N_("a running API"),
    EvidenceKind.FILE: N_("a file"),
    EvidenceKind.VIDEO: N_("a video"),
    EvidenceKind.POST: N_("a post"),
    EvidenceKind.NUMBER: N_("a number"),
    EvidenceKind.TEXT: N_("a text"),
}


class BoxSelect(TickSelect, template=NEVER):
    """Ticks the boxes of one page of a list."""

    verb: ClassVar[str]

    def __init__(self, guild_id: int, user_id: int, where: str, page: int, shown: Sequence[Box] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id(self.verb, guild_id, user_id, where, page),
            placeholder=_("Tick what is true, untick what is not…"),
            options=[_option(box, ticked=box.tick is not None) for box in shown],
            min_values=0,
            max_values=max(1, len(shown)),
        )
        super().__init__(select, guild_id, user_id)
        self.where = where
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "BoxSelect":
        """From the pressed custom_id; what was ticked comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["where"], int(match["page"]))

    @abstractmethod
    async def redraw(self, services: Services) -> ui.LayoutView:
        """The message as it is now."""

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Tick and untick, and redraw the list."""
        await services.claims.change(self.guild_id, self.user_id, *self.changes())
        await show(interaction, await self.redraw(services))


class EvidenceSelect(Owned[ui.Select[Any]], template=NEVER):
    """Asks for a link for one of the boxes that want one."""

    verb: ClassVar[str]

    def __init__(self, guild_id: int, user_id: int, where: str, page: int, shown: Sequence[Box] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id(self.verb, guild_id, user_id, where, page),
            placeholder=_("Add a link as evidence…"),
            options=[_option(box, ticked=False) for box in shown],
        )
        super().__init__(select, guild_id, user_id)
        self.where = where
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "EvidenceSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["where"], int(match["page"]))

    @abstractmethod
    async def redraw(self, services: Services) -> ui.LayoutView:
        """The message as it is now."""

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open the form with what is kept."""
        box = await services.claims.claim(self.guild_id, self.user_id, self.item.values[0])
        await interaction.response.send_modal(EvidenceForm(self, box))


class EvidenceForm(Form):
    """Asks for the link; leaving it empty removes the one that is kept."""

    def __init__(self, opened_by: EvidenceSelect, box: Box) -> None:
        super().__init__(title=_("A link as evidence"))
        self._opened_by = opened_by
        self._claim = token(box.claim.key)
        self.link: ui.TextInput[Any] = ui.TextInput(
            default=(box.tick.evidence or "") if box.tick else "",
            placeholder="https://…",
            max_length=MAX_LINK,
            required=False,
            custom_id="link",
        )
        self.add_item(ui.Label(text=clip(box.claim.title, 45), component=self.link))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it, which ticks the box, and redraw the list."""
        opened_by = self._opened_by
        await services.claims.attach(opened_by.guild_id, opened_by.user_id, self._claim, self.link.value)
        await show(interaction, await opened_by.redraw(services))


def box_rows(
    select: type[BoxSelect],
    evidence: type[EvidenceSelect],
    owner: tuple[int, int],
    where: str,
    page: int,
    shown: Sequence[Box],
) -> list[ui.Item[Any]]:
    """The controls of one page of boxes."""
    rows: list[ui.Item[Any]] = [row(select(*owner, where, page, shown))] if shown else []
    if provable := [box for box in shown if box.claim.evidence]:
        rows.append(row(evidence(*owner, where, page, provable)))
    return rows


def page_of(shown: Sequence[Box], page: int) -> tuple[Sequence[Box], int, int]:
    """The boxes of one page, its number within bounds, and how many pages there are."""
    pages = max(1, -(-len(shown) // MAX_OPTIONS))
    page = min(page, pages - 1)
    return shown[page * MAX_OPTIONS : (page + 1) * MAX_OPTIONS], page, pages


def box_lines(shown: Sequence[Box], notes: Mapping[str, str] | None = None, room: int = BOXES_TEXT) -> str:
    """A line for each box, with what fits of its evidence, detail and note (safe Markdown, by key)."""
    least = min(80, room // max(1, len(shown)) - len(OPEN) - len(" \n"))
    return fitted([_lines(box, (notes or {}).get(box.claim.key, ""), least) for box in shown], room)


def fitted(lines: Sequence[tuple[str, str]], room: int) -> str:
    """For each (full, short) pair the full text while there is room for all others in short."""
    left = room - sum(len(short) + 1 for _, short in lines)
    shown: list[str] = []
    for full, short in lines:
        growth = len(full) - len(short)
        shown.append(full if growth <= left else short)
        left -= growth if growth <= left else 0
    return "\n".join(shown)


def _lines(box: Box, note: str, least: int) -> tuple[str, str]:
    mark = theme.CHECK if box.tick else OPEN
    facts = [fact for fact in (_evidence(box), _duty(box), note) if fact]
    full = " · ".join((f"{mark} {safe(box.claim.title, 150)}", *facts))
    if box.claim.detail:
        full += f"\n-# {safe(box.claim.detail, 200)}"
    return full, f"{mark} {safe(box.claim.title, least)}"


def _evidence(box: Box) -> str:
    if box.tick and box.tick.evidence:
        return link(_("evidence"), box.tick.evidence)
    if not box.claim.evidence:
        return ""
    if box.tick:
        return _("*no evidence yet*")
    return _("*shown by {evidence}*", evidence=_wanted(box.claim.evidence))


def _wanted(asked: Sequence[Evidence]) -> str:
    return human_join([_one_wanted(each) for each in asked])


def _one_wanted(asked: Evidence) -> str:
    what = _(SHOWN_BY[asked.kind])
    return _("{evidence} on {place}", evidence=what, place=safe(asked.where, 40)) if asked.where else what


def _duty(box: Box) -> str:
    if box.tick and box.tick.had:
        return _("from the start")
    return "" if box.claim.obligation is Obligation.REQUIRED else _("optional")


def _option(box: Box, *, ticked: bool) -> discord.SelectOption:
    return discord.SelectOption(
        label=clip(box.claim.title, 100) or _("Box"),
        value=token(box.claim.key),
        description=clip(box.claim.detail, 100) or None,
        default=ticked,
    )
