"""The final checklists: how ready a member is, what is missing, and which weeks cover it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.claims import token
from bot.domain.readiness import StandingChecklist
from bot.domain.roadmap import Section
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import MAX_OPTIONS, Owned, custom_id, layout, row, show, template
from bot.ui.boxes import WHERE, BoxSelect, EvidenceSelect, box_lines, box_rows, page_of
from bot.ui.claims import tally_text
from bot.ui.language import _, ngettext
from bot.ui.targets import target_lines, target_rows
from bot.ui.text import clip, human_join, percent, safe

if TYPE_CHECKING:
    from bot.services.claims import Readiness

BOXES_ROOM, TARGETS_ROOM = 1800, 1400
"""Characters for each; a message has 4,000 for everything."""

GRADUATE = "🎓"

MAX_COVERING = 4
"""Weeks named for one missing box."""


class ReadyButton(Owned[ui.Button[Any]], template=template("ready", WHERE)):
    """Turns to another checklist, or another page of a long one."""

    def __init__(
        self, guild_id: int, user_id: int, where: str, page: int = 0, label: str | None = None
    ) -> None:
        identity = custom_id("ready", guild_id, user_id, where, page)
        shown = _("List") if label is None else label
        super().__init__(ui.Button(label=clip(shown, 60), custom_id=identity), guild_id, user_id)
        self.where = where
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ReadyButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["where"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that list."""
        await show(interaction, await _list(services, self.guild_id, self.user_id, self.where, self.page))


class ReadyPicker(Owned[ui.Select[Any]], template=template("lists")):
    """Goes to any checklist."""

    def __init__(
        self, guild_id: int, user_id: int, lists: Sequence[StandingChecklist] = (), at: str = ""
    ) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lists", guild_id, user_id),
            placeholder=_("All lists"),
            options=[_list_option(each, at) for each in lists[:MAX_OPTIONS]],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that list."""
        await show(interaction, await _list(services, self.guild_id, self.user_id, self.item.values[0], 0))


class ReadyBoxes(BoxSelect, template=template("prove", WHERE)):
    """Ticks boxes of a checklist."""

    verb = "prove"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same page as it is now."""
        return await _list(services, self.guild_id, self.user_id, self.where, self.page)


class ReadyEvidence(EvidenceSelect, template=template("attach", WHERE)):
    """Asks for a link for a box of a checklist."""

    verb = "attach"

    async def redraw(self, services: Services) -> ui.LayoutView:
        """The same page as it is now."""
        return await _list(services, self.guild_id, self.user_id, self.where, self.page)


async def _list(services: Services, guild_id: int, user_id: int, where: str, page: int) -> ui.LayoutView:
    return ready_layout(await services.claims.ready(guild_id, user_id), where, page)


def ready_layout(ready: "Readiness", where: str | None = None, page: int = 0) -> ui.LayoutView:
    """One checklist under the sum of the final ones; the first one unless another is asked for.

    Raises NoLongerAvailable.
    """
    owner = (ready.guild_id, ready.user_id)
    each = ready.find(where) if where else ready.all[0]
    where = token(each.checklist.key)
    boxes, page, pages = page_of(each.boxes, page)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.DONE if ready.tally.complete else theme.ACCENT)
    box.add_item(ui.TextDisplay(_heading(ready)))
    box.add_item(ui.Separator())
    notes = {key: _covered(sections) for key, sections in each.covering.items() if sections}
    box.add_item(ui.TextDisplay(f"{_about(each)}\n{box_lines(boxes, notes, BOXES_ROOM)}"))
    if each.targets:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(target_lines(each.targets, ready.record.today, TARGETS_ROOM)))
    rows = [
        *box_rows(ReadyBoxes, ReadyEvidence, owner, where, page, boxes),
        *target_rows(owner, each.targets),
        *_ways(ready, each, page, pages),
    ]
    return layout(box, *rows)


def _heading(ready: "Readiness") -> str:
    tally = ready.tally
    head = f"## {GRADUATE} " + _("Ready: {share}", share=percent(tally.done, tally.total))
    return "\n".join([head, f"-# {safe(ready.roadmap_title, 150)}", _sum(ready)])


def _sum(ready: "Readiness") -> str:
    """How much of the final lists is ticked, and what is missing."""
    tally, final = ready.tally, sum(each.final for each in ready.all)
    if tally.complete:
        state = _("nothing is missing")
    else:
        state = _("{count} still missing", count=tally.total - tally.done)
    if final > 1:
        return _("{tally} over {count} lists, {state}", tally=tally_text(tally), count=final, state=state)
    return _("{tally}, {state}", tally=tally_text(tally), state=state)


def _about(each: StandingChecklist) -> str:
    done, total = each.tally.done, each.tally.total
    facts = [_("{share}, {done} of {total}", share=percent(done, total), done=done, total=total)]
    if each.checklist.self_test:
        facts.append(_("a self-test: you can try it from the first day"))
    elif not each.final:
        facts.append(_("does not count towards the sum above"))
    lines = [f"### {safe(each.checklist.title, 150)}", f"-# {' · '.join(facts)}"]
    if each.checklist.detail:
        lines.append(f"-# {safe(each.checklist.detail, 300)}")
    return "\n".join(lines)


def _covered(sections: Sequence[Section]) -> str:
    """The weeks that cover a missing box."""
    names = [safe(clip(_name(section), 50), 60) for section in sections[:MAX_COVERING]]
    if (hidden := len(sections) - MAX_COVERING) > 0:
        names.append(ngettext("{count:,} more", "{count:,} more", hidden))
    return f"→ {human_join(names)}"


def _name(section: Section) -> str:
    """A dated section by its label; one that is only numbered needs its title as well."""
    if section.span is not None or section.label == section.title:
        return section.label
    return f"{section.label} {section.title}"


def _ways(ready: "Readiness", each: StandingChecklist, page: int, pages: int) -> list[ui.Item[Any]]:
    owner, where, at = (ready.guild_id, ready.user_id), token(each.checklist.key), ready.all.index(each)
    rows: list[ui.Item[Any]] = []
    if len(ready.all) > 1:
        rows.append(row(ReadyPicker(*owner, ready.all, where)))
    before = token(ready.all[at - 1].checklist.key)
    after = token(ready.all[(at + 1) % len(ready.all)].checklist.key)
    ways = [
        *([ReadyButton(*owner, where, page - 1, _("◀ Boxes before"))] if page else []),
        *([ReadyButton(*owner, where, page + 1, _("More boxes ▶"))] if page + 1 < pages else []),
        *([ReadyButton(*owner, before, 0, _("◀ List before"))] if at else []),
        *([ReadyButton(*owner, after, 0, _("Next list ▶"))] if at + 1 < len(ready.all) else []),
    ]
    return [*rows, row(*ways)] if ways else rows


def _list_option(each: StandingChecklist, at: str) -> discord.SelectOption:
    where = token(each.checklist.key)
    reached = _("{done} of {total}", done=each.tally.done, total=each.tally.total)
    return discord.SelectOption(
        label=clip(each.checklist.title, 100),
        value=where,
        description=f"{reached} · {_list_kind(each)}",
        default=where == at,
    )


def _list_kind(each: StandingChecklist) -> str:
    if each.checklist.self_test:
        # limit: 80
        return _("self-test")
    # limit: 80
    return _("final") if each.final else _("other list")
