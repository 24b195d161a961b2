"""Curated lists: how far a member is in each, its problems in order, and the next one."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.problem_progress import ListProgress
from bot.domain.problems import Problem, ProblemList
from bot.services.problem_results import NextInSet, SetPage, SetShelf
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, show, template
from bot.ui.language import _, ngettext
from bot.ui.problem_solves import open_solve_form
from bot.ui.problem_words import PAID, difficulty_text, problem_link
from bot.ui.text import clip, link, percent, progress_bar, safe

SET = r"(?P<list>[a-z0-9-]{1,32})"


class SetPicker(Owned[ui.Select[Any]], template=template("lcset")):
    """Opens a list."""

    def __init__(self, guild_id: int, user_id: int, lists: tuple[ProblemList, ...] = ()) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("lcset", guild_id, user_id),
            placeholder=_("Open a list…"),
            options=[discord.SelectOption(label=clip(each.title, 100), value=each.key) for each in lists],
        )
        super().__init__(select, guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the page of what comes next in it."""
        page = await services.problem_progress.set_page(self.guild_id, self.user_id, self.item.values[0])
        await show(interaction, set_layout(page))


class SetPageButton(Owned[ui.Button[Any]], template=template("lcpage", rf"{SET}:(?P<page>[0-9]{{1,3}})")):
    """Turns to another page of a list."""

    def __init__(self, guild_id: int, user_id: int, key: str, page: int, label: str = "▶") -> None:
        identity = custom_id("lcpage", guild_id, user_id, key, page)
        super().__init__(ui.Button(label=label, custom_id=identity), guild_id, user_id)
        self.key = key
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SetPageButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["list"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it."""
        page = await services.problem_progress.set_page(self.guild_id, self.user_id, self.key, self.page)
        await show(interaction, set_layout(page))


class NextButton(Owned[ui.Button[Any]], template=template("lcnext", SET)):
    """Shows the next problem of a list."""

    def __init__(self, guild_id: int, user_id: int, key: str) -> None:
        identity = custom_id("lcnext", guild_id, user_id, key)
        button: ui.Button[Any] = ui.Button(
            label=_("Next problem"), style=discord.ButtonStyle.primary, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.key = key

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "NextButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["list"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show it."""
        found = await services.problem_progress.next_in(self.guild_id, self.user_id, self.key)
        await show(interaction, next_layout(found))


class SolvedButton(Owned[ui.Button[Any]], template=template("lcsolved", r"(?P<number>[0-9]{1,5})")):
    """Asks how one of the catalogue's problems went."""

    def __init__(self, guild_id: int, user_id: int, number: int) -> None:
        identity = custom_id("lcsolved", guild_id, user_id, number)
        button: ui.Button[Any] = ui.Button(
            label=_("Solved…"), style=discord.ButtonStyle.success, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.number = number

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SolvedButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["number"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, then show the solve in place of the problem."""
        await open_solve_form(interaction, services, self.guild_id, str(self.number), in_place=True)


def sets_layout(shelf: SetShelf) -> ui.LayoutView:
    """Every list with its author, and how far the member is."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    lines = [f"## {theme.MAP} {_('Problem lists')}", *map(_overview, shelf.lists)]
    lines.append(f"-# {PAID} {_('needs a subscription at LeetCode: listed, but never next.')}")
    box.add_item(ui.TextDisplay("\n".join(lines)))
    lists = tuple(each.problem_list for each in shelf.lists)
    return layout(box, row(SetPicker(shelf.guild_id, shelf.user_id, lists)))


def _overview(progress: ListProgress) -> str:
    by, title = safe(progress.problem_list.author, 80), _title(progress.problem_list)
    return f"{_('**{title}** by {author}', title=title, author=by)}\n{_standing(progress)}"


def _standing(progress: ListProgress) -> str:
    done, total = progress.tally.done, progress.tally.total
    share = _("{done} of {total} ({share})", done=done, total=total, share=percent(done, total))
    paid = _("{count} {mark} not solved", count=len(progress.paid), mark=PAID) if progress.paid else ""
    return " · ".join(filter(None, (f"{progress_bar(done, total)} {share}", paid)))


def _title(problem_list: ProblemList) -> str:
    return link(problem_list.title, problem_list.url, 80)


def set_layout(page: SetPage) -> ui.LayoutView:
    """A part of a list, in its author's order."""
    owner, progress = (page.guild_id, page.user_id), page.progress
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    by = safe(progress.problem_list.author, 80)
    heading = f"## {theme.MAP} {_title(progress.problem_list)}"
    author = _("by {author}", author=by)
    box.add_item(ui.TextDisplay(f"{heading}\n{author}\n{_standing(progress)}"))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_problems(page)))
    key = progress.problem_list.key
    buttons: list[ui.Item[Any]] = [NextButton(*owner, key)] if progress.next_up else []
    if page.page:
        buttons.append(SetPageButton(*owner, key, page.page - 1, "◀"))
    if page.page + 1 < page.pages:
        buttons.append(SetPageButton(*owner, key, page.page + 1, "▶"))
    return layout(box, *([row(*buttons)] if buttons else []))


def _problems(page: SetPage) -> str:
    lines: list[str] = []
    for place, problem in enumerate(page.problems):
        if place in page.headings:
            lines.append(f"**{safe(page.headings[place], 80)}**")
        lines.append(_problem(problem, solved=problem.key in page.solved))
    if page.pages > 1:
        lines.append("-# " + _("Page {number} of {total}", number=page.page + 1, total=page.pages))
    return "\n".join(lines)


def _problem(problem: Problem, *, solved: bool) -> str:
    mark = theme.CHECK if solved else PAID if problem.paid else theme.LATER
    return f"{mark} {problem_link(problem)} · {difficulty_text(problem.difficulty)}"


def next_layout(found: NextInSet) -> ui.LayoutView:
    """The next problem, and what to do with it."""
    owner, problem = (found.guild_id, found.user_id), found.problem
    progress, key = found.progress, found.progress.problem_list.key
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    # The headings of a list are patterns too.
    hidden = " · ".join(each for each in (found.pattern_title, safe(found.heading, 80)) if each)
    facts = (difficulty_text(problem.difficulty), f"||{hidden}||" if hidden else "")
    done, total = progress.tally.done, progress.tally.total
    so_far = ngettext(
        "{done} of {count:,} problem of {list} by {author}",
        "{done} of {count:,} problems of {list} by {author}",
        total,
        done=done,
        list=_title(progress.problem_list),
        author=safe(progress.problem_list.author, 80),
    )
    lines = [
        f"## {theme.GOAL} {problem_link(problem)}",
        " · ".join(fact for fact in facts if fact),
        f"{progress_bar(done, total)} {so_far}",
    ]
    box.add_item(ui.TextDisplay("\n".join(lines)))
    read: ui.Button[Any] = ui.Button(label=_("Open on LeetCode"), url=problem.url)
    # limit: 80
    there = SetPageButton(*owner, key, found.page, _("The list"))
    return layout(box, row(SolvedButton(*owner, problem.number), read, there))
