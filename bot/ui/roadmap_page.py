"""What stands on a page of a roadmap, and which pages a reader can turn to from there."""

from typing import TYPE_CHECKING

from bot.domain.roadmap_book import Book
from bot.domain.roadmap_pages import MORE, WHERE, Address, PageKind
from bot.ui.language import _
from bot.ui.roadmap_items import item_page, project_page, thread_page
from bot.ui.roadmap_lists import LISTS, category_page, list_page, more_page, resource_page
from bot.ui.roadmap_sheets import Page, Sheet
from bot.ui.roadmap_tree import overview_page, section_page
from bot.ui.roadmap_where import where_page
from bot.ui.text import clip

if TYPE_CHECKING:
    from bot.services.readings import Reading

Ways = tuple[tuple[Address, str], ...]
"""Pages, and what the buttons to them say."""


def page_of(reading: "Reading", address: Address) -> Page:
    """What stands on a page that is there."""
    match address.kind:
        case PageKind.OVERVIEW:
            return overview_page(reading)
        case PageKind.SECTION:
            return section_page(reading, address.number)
        case PageKind.ITEM:
            return item_page(reading, address.number)
        case PageKind.THREAD:
            return thread_page(reading, address.number)
        case PageKind.PROJECT:
            return project_page(reading, address.number)
        case PageKind.RESOURCE:
            return resource_page(reading, address.number)
        case PageKind.CATEGORY:
            return category_page(reading, address.number)
        case PageKind.MORE:
            return more_page(reading)
        case PageKind.WHERE:
            return where_page(reading)
        case _:
            return list_page(reading, address.kind)


def around(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The numbers of the sheets before and after that there are, and what the buttons to them say."""
    # limit: 78
    before = _("Back")
    # limit: 78
    after = _("Read on")
    both = ((sheet.number - 1, f"◀ {before}"), (sheet.number + 1, f"{after} ▶"))
    return tuple((number, label) for number, label in both if 0 <= number < sheet.count)


def turns(address: Address, sheet: Sheet) -> Ways:
    """The sheets before and after."""
    return tuple((Address(address.kind, address.number, number), label) for number, label in around(sheet))


def ways(reading: "Reading", address: Address) -> Ways:
    """The pages above and beside, each once, and the side doors of the overview."""
    book = reading.book
    before, after = book.beside(address)
    found: dict[Address, str] = {}
    if (above := book.above(address)) is not None:
        found[above] = f"▲ {_name(book, above)}"
    if before is not None:
        found.setdefault(before, f"◀ {_name(book, before)}")
    if after is not None:
        found.setdefault(after, f"{_name(book, after)} ▶")
    if address.kind is PageKind.OVERVIEW:
        # limit: 60
        found[MORE] = _("More: projects, advice, facts…")
    present = reading.progress.here(book.index)
    if address.kind is PageKind.OVERVIEW and reading.joined:
        # limit: 60
        found[WHERE] = _("Where am I?")
    if address.kind is PageKind.WHERE and present:
        # limit: 60
        found[book.page(PageKind.SECTION, present[-1].key)] = _("Open this part")
    return tuple(found.items())


def _name(book: Book, page: Address) -> str:
    """What a button calls a page."""
    roadmap = book.roadmap
    match page.kind:
        case PageKind.OVERVIEW:
            name = _("Overview")
        case PageKind.SECTION:
            name = book.sections[page.number][-1].label
        case PageKind.ITEM:
            name = book.places[page.number].item.title
        case PageKind.THREAD:
            name = roadmap.threads[page.number].title
        case PageKind.PROJECT:
            name = roadmap.projects[page.number].title
        case PageKind.RESOURCE:
            name = book.resources[page.number].title
        case PageKind.CATEGORY:
            name = book.categories[page.number][0]
        case kind:
            name = _(LISTS[kind][0]) if kind in LISTS else _("More")
    return clip(name, 30)
