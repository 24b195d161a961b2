"""The marks before sections and items of a roadmap, and the share of a section that is settled."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.domain.roadmap import Item, Section
from bot.ui import theme
from bot.ui.language import _
from bot.ui.text import percent

if TYPE_CHECKING:
    from bot.services.readings import Reading

OPEN, HERE = "▫️", "▶️"


def items_in(section: Section) -> Iterator[Item]:
    """Every item in a section, also in those inside it."""
    yield from section.items
    for child in section.sections:
        yield from items_in(child)


def item_mark(reading: "Reading", item: Item) -> str:
    """Whether an item is done, skipped, the next one, or open."""
    progress = reading.progress
    if progress.is_done(item.key):
        return theme.SKIP if item.key in reading.skipped else theme.CHECK
    return HERE if progress.ahead[:1] == (item.key,) else OPEN


def section_mark(reading: "Reading", section: Section) -> str:
    """Whether a section is settled, skipped as a whole, the present one, or open."""
    settled, planned = reading.progress.of_section(section)
    if planned and settled == planned and not reading.left_out(section):
        mine = {item.key for item in items_in(section) if reading.progress.of_item(item)[1]}
        return theme.SKIP if mine <= reading.skipped else theme.CHECK
    return HERE if section in reading.progress.here(reading.book.index) else OPEN


def share_text(reading: "Reading", section: Section) -> str:
    """`40 %`, or why nothing of it is planned; empty for whoever is not on the roadmap."""
    settled, planned = reading.progress.of_section(section)
    if settled and reading.left_out(section):
        return _("left out")
    if planned:
        return percent(settled, planned)
    return _("not in your plan") if reading.joined else ""
