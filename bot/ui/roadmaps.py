"""Reading roadmaps: the list of those offered, and their pages with the ways between them."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.already_have import had_lists
from bot.domain.branches import branches
from bot.domain.errors import NoLongerAvailable
from bot.domain.inputs import clean_text
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_pages import ADDRESS, OVERVIEW, Address, PageKind
from bot.domain.roadmap_search import MAX_QUERY
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, Owned, custom_id, layout, row, section, show, template
from bot.ui.branch_words import TAG
from bot.ui.branches import BranchListButton
from bot.ui.claims import board_layout
from bot.ui.language import N_, _
from bot.ui.roadmap_claim_words import choice_facts
from bot.ui.roadmap_page import around, page_of, turns, ways
from bot.ui.roadmap_search import search_page
from bot.ui.roadmap_sheets import Sheet, sheet_of
from bot.ui.roadmap_words import facts, lines, tasks_text, weeks_text
from bot.ui.text import ELLIPSIS, clip, safe

if TYPE_CHECKING:
    from bot.services.readings import Offer, Reading

MAX_SHEETS = 100
"""Of what was found: two digits fit the button."""

EXAMPLES = "attention, docker, Andrew Ng"
"""Of what one may look for: roadmaps are in English."""

LISTED = 5
"""Roadmaps on one sheet of the list: with their texts they fit the 4,000 characters of a message."""


class ListButton(Owned[ui.Button[Any]], template=template("maps", r"(?P<sheet>[0-9]{1,3})")):
    """Shows the roadmaps offered here."""

    def __init__(self, guild_id: int, user_id: int, sheet: int = 0, label: str | None = None) -> None:
        identity = custom_id("maps", guild_id, user_id, sheet)
        # limit: 80
        shown = _("All roadmaps") if label is None else label
        super().__init__(ui.Button(label=shown, custom_id=identity), guild_id, user_id)
        self.sheet = sheet

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ListButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["sheet"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that sheet of the list."""
        offer = await services.readings.offered(self.guild_id, self.user_id)
        await show(interaction, list_layout(offer, self.sheet))


class PageButton(Owned[ui.Button[Any]], template=template("page", f"{TAG}:(?P<page>{ADDRESS})")):
    """Turns to a page of the roadmap printed with `tag`."""

    def __init__(self, guild_id: int, user_id: int, tag: str, page: str, label: str = ELLIPSIS) -> None:
        identity = custom_id("page", guild_id, user_id, tag, page)
        super().__init__(ui.Button(label=clip(label, 60), custom_id=identity), guild_id, user_id)
        self.tag = tag
        self.page = page

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PageButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"], match["page"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that page."""
        reading = await services.readings.reopen(self.guild_id, self.user_id, self.tag)
        await show(interaction, page_layout(reading, Address.parse(self.page)))


class PageSelect(Owned[ui.Select[Any]], template=template("pages", TAG)):
    """Goes down to one of the pages below."""

    def __init__(
        self,
        guild_id: int,
        user_id: int,
        tag: str,
        options: list[discord.SelectOption] | None = None,
        prompt: str = "",
    ) -> None:
        select: ui.Select[Any] = ui.Select(
            custom_id=custom_id("pages", guild_id, user_id, tag), placeholder=prompt, options=options or []
        )
        super().__init__(select, guild_id, user_id)
        self.tag = tag

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "PageSelect":
        """From the pressed custom_id; what was chosen comes with the press."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show the chosen page."""
        reading = await services.readings.reopen(self.guild_id, self.user_id, self.tag)
        await show(interaction, page_layout(reading, Address.parse(self.item.values[0])))


class SearchButton(Owned[ui.Button[Any]], template=template("seek", TAG)):
    """Asks what to look for."""

    def __init__(self, guild_id: int, user_id: int, tag: str) -> None:
        identity = custom_id("seek", guild_id, user_id, tag)
        super().__init__(ui.Button(label=_("Search…"), custom_id=identity), guild_id, user_id)
        self.tag = tag

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SearchButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), match["tag"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Open the form."""
        reading = await services.readings.reopen(self.guild_id, self.user_id, self.tag)
        await interaction.response.send_modal(SearchForm(reading))


class SearchForm(Form):
    """Asks for the words to look for."""

    def __init__(self, reading: "Reading") -> None:
        super().__init__(title=_("Search the roadmap"))
        self._reading = reading
        self.words: ui.TextInput[Any] = ui.TextInput(
            placeholder=EXAMPLES, max_length=MAX_QUERY, custom_id="words"
        )
        self.add_item(ui.Label(text=_("What are you looking for?"), component=self.words))

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show what is found."""
        whose = (self._reading.guild_id, self._reading.user_id)
        reading = await services.readings.reopen(*whose, self._reading.book.tag)
        await show(interaction, search_layout(reading, self.words.value))


class SearchSheetButton(
    Owned[ui.Button[Any]],
    template=template("find", rf"{TAG}:(?P<sheet>[0-9]{{1,2}}):(?P<query>.{{1,{MAX_QUERY}}})"),
):
    """Turns to a sheet of what was found."""

    def __init__(
        self, guild_id: int, user_id: int, tag: str, sheet: int, query: str, label: str = ELLIPSIS
    ) -> None:
        identity = custom_id("find", guild_id, user_id, tag, sheet, query)
        super().__init__(ui.Button(label=label, custom_id=identity), guild_id, user_id)
        self.tag = tag
        self.sheet = sheet
        self.query = query

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SearchSheetButton":
        """From the pressed custom_id."""
        sheet, query = int(match["sheet"]), match["query"]
        return cls(int(match["guild"]), int(match["user"]), match["tag"], sheet, query)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show that sheet."""
        reading = await services.readings.reopen(self.guild_id, self.user_id, self.tag)
        await show(interaction, search_layout(reading, self.query, self.sheet))


class CheckpointsButton(Owned[ui.Button[Any]], template=template("boxeshere")):
    """Opens the boxes for where the member is."""

    def __init__(self, guild_id: int, user_id: int) -> None:
        identity = custom_id("boxeshere", guild_id, user_id)
        super().__init__(ui.Button(label=_("Checkpoints"), custom_id=identity), guild_id, user_id)

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Show them."""
        page = await services.claims.checkpoints(self.guild_id, self.user_id)
        await show(interaction, board_layout(page))


def list_layout(offer: "Offer", sheet: int = 0) -> ui.LayoutView:
    """The roadmaps offered here, each with a button to look inside."""
    whose, last = (offer.guild_id, offer.user_id), max(0, len(offer.books) - 1) // LISTED
    sheet = min(sheet, last)
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    head = f"## {theme.MAP} {_('Roadmaps')}\n{_('`/join` puts you on one of them.')}"
    box.add_item(ui.TextDisplay(head))
    # limit: 60
    inside = _("Look inside")
    for book in offer.books[sheet * LISTED : (sheet + 1) * LISTED]:
        opener = PageButton(*whose, book.tag, str(OVERVIEW), inside)
        box.add_item(section(_offer_text(book, joined=book.roadmap.id == offer.joined), opener))
    # limit: 78
    before = _("Before")
    # limit: 78
    after = _("More")
    turns = [
        ListButton(*whose, number, label)
        for number, label in ((sheet - 1, f"◀ {before}"), (sheet + 1, f"{after} ▶"))
        if 0 <= number <= last
    ]
    return layout(box, *([row(*turns)] if turns else []))


def _offer_text(book: Book, *, joined: bool) -> str:
    roadmap = book.roadmap
    items = sum(1 for _place in roadmap.places())
    return lines(
        f"**{safe(roadmap.title, 120)}**" + (f" · {theme.CHECK} {_('you are on it')}" if joined else ""),
        safe(roadmap.summary, 320),
        facts(weeks_text(roadmap), tasks_text(items)),
        facts(*choice_facts(roadmap)),
    )


def page_layout(reading: "Reading", address: Address | None) -> ui.LayoutView:
    """A page with the ways to others. Raises NoLongerAvailable where there is no such page."""
    if address is None or not reading.book.has(address):
        raise NoLongerAvailable
    page = page_of(reading, address)
    sheet = sheet_of(page, address.sheet)
    others = [_button(reading, other, label) for other, label in ways(reading, address)]
    if address.kind is PageKind.OVERVIEW:
        others.append(SearchButton(reading.guild_id, reading.user_id, reading.book.tag))
        others.append(ListButton(reading.guild_id, reading.user_id))
    if reading.joined and address.kind is PageKind.WHERE:
        others.extend(_own_ways(reading))
    back_and_on = [_button(reading, other, label) for other, label in turns(address, sheet)]
    return sheet_layout(reading, sheet, page.prompt, [back_and_on, others])


def _own_ways(reading: "Reading") -> Iterator[ui.Item[Any]]:
    """To the boxes and the decisions, where the roadmap has any."""
    book = reading.book
    if any(board.on_the_way for board in book.index.claims.boards.values()):
        yield CheckpointsButton(reading.guild_id, reading.user_id)
    if branches(book.roadmap, reading.choices) or had_lists(book.roadmap, reading.choices):
        # limit: 80
        yield BranchListButton(reading.guild_id, reading.user_id, 0, _("Your choices"))


def show_layout(reading: "Reading", section: str | None = None, words: str | None = None) -> ui.LayoutView:
    """What was asked for: words to search, a part, or the overview. Raises NoSuchSection, TextEmpty."""
    if words is not None:
        return search_layout(reading, words)
    return page_layout(reading, reading.book.find_section(section) if section else OVERVIEW)


def search_layout(reading: "Reading", words: str, number: int = 0) -> ui.LayoutView:
    """What was found for `words`, best first. Raises TextEmpty and TextTooLong."""
    query = clean_text(words, N_("search"), MAX_QUERY)
    page = search_page(reading, query)
    sheet = sheet_of(page, number)
    whose = (reading.guild_id, reading.user_id, reading.book.tag)
    back_and_on: list[ui.Item[Any]] = [
        SearchSheetButton(*whose, other, query, label) for other, label in around(sheet) if other < MAX_SHEETS
    ]
    # limit: 58
    top = f"▲ {_('Overview')}"
    others: list[ui.Item[Any]] = [PageButton(*whose, str(OVERVIEW), top), SearchButton(*whose)]
    return sheet_layout(reading, sheet, page.prompt, [back_and_on, others])


def _button(reading: "Reading", page: Address, label: str) -> ui.Item[Any]:
    return PageButton(reading.guild_id, reading.user_id, reading.book.tag, str(page), label)


def sheet_layout(
    reading: "Reading", sheet: Sheet, prompt: str, ways: list[list[ui.Item[Any]]]
) -> ui.LayoutView:
    """A sheet with a select of the pages below it, and rows of buttons."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(sheet.heading))
    if sheet.text:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(sheet.text))
    rows: list[ui.Item[Any]] = [row(*buttons) for buttons in ways if buttons]
    if options := _options(sheet):
        # limit: 150
        usual = _("Look closer…")
        select = PageSelect(reading.guild_id, reading.user_id, reading.book.tag, options, prompt or usual)
        rows.insert(0, row(select))
    return layout(box, *rows)


def _options(sheet: Sheet) -> list[discord.SelectOption]:
    """Each page once, although two lines may lead to it."""
    entries = {str(entry.page): entry for entry in sheet.entries}
    return [
        discord.SelectOption(
            label=clip(entry.label, 100) or "?", value=value, description=clip(entry.description, 100) or None
        )
        for value, entry in entries.items()
    ]
