"""The pages of what holds the work of a roadmap: the overview and the sections."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.domain.languages import ENGLISH
from bot.domain.roadmap import Section
from bot.domain.roadmap_pages import PageKind
from bot.ui import theme
from bot.ui.language import _, speaking
from bot.ui.roadmap_claim_words import budget_line, claim_line, marks, target_line
from bot.ui.roadmap_items import closing, item_block, titled
from bot.ui.roadmap_marks import items_in, section_mark, share_text
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import facts, lines, source_text, span_text, tasks_text, weeks_text
from bot.ui.text import minutes_text, percent, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading


def overview_page(reading: "Reading") -> Page:
    """The roadmap as a whole, and its sections."""
    book = reading.book
    roadmap = book.roadmap
    source = roadmap.source
    origin = [source.title, source.author, source.dated] if source else []
    heading = lines(
        f"## {theme.MAP} {safe(roadmap.title, 150)}",
        safe(roadmap.summary, 500),
        facts(weeks_text(roadmap), tasks_text(len(book.places))),
        facts(*(safe(part, 120) for part in origin)),
    )
    blocks = (
        *_section_blocks(reading, roadmap.sections),
        *titled(_("Leave these for later"), (f"- {safe(text, 150)}" for text in roadmap.out_of_scope)),
    )
    # limit: 150
    prompt = _("Open a part…")
    return Page(heading, blocks, prompt)


def section_page(reading: "Reading", number: int) -> Page:
    """One section: what is in it, and what it asks to be able to do in the end."""
    path = reading.book.sections[number]
    # limit: 150
    prompt = _("Open a part or a task…")
    return Page(_section_heading(reading, path), tuple(_section_parts(reading, path[-1])), prompt)


def _section_blocks(reading: "Reading", sections: Iterable[Section]) -> Iterator[Block]:
    return (_section_block(reading, section) for section in sections)


def _section_block(reading: "Reading", section: Section) -> Block:
    title, roadmap = safe(section.title, 150), reading.book.roadmap
    minutes = sum(item.minutes for item in items_in(section))
    share = share_text(reading, section)
    small = facts(minutes_text(minutes) if minutes else "", _span(section), share, *marks(section, roadmap))
    mark = section_mark(reading, section)
    label = f"{section.label} · {section.title}"
    entry = Entry(label, _plain(minutes, section), reading.book.page(PageKind.SECTION, section.key))
    return Block(lines(f"{mark} **{safe(section.label, 60)}** · {title}", small), entry)


def _plain(minutes: int, section: Section) -> str:
    said = [minutes_text(minutes) if minutes else "", section.detail]
    return " · ".join(part for part in said if part)


def _span(section: Section) -> str:
    """The span, unless the label says it."""
    # Labels are in the roadmap's own language, whatever its reader speaks.
    with speaking(ENGLISH):
        said = span_text(section.span)
    return "" if said.casefold() in section.label.casefold().replace("-", "–") else span_text(section.span)


def _section_heading(reading: "Reading", path: tuple[Section, ...]) -> str:
    section, roadmap = path[-1], reading.book.roadmap
    settled, planned = reading.progress.of_section(section)
    share = _("{share} settled", share=percent(settled, planned)) if planned else ""
    if reading.left_out(section):
        share = share_text(reading, section)
    minutes = sum(item.minutes for item in items_in(section))
    return lines(
        f"## {safe(section.label, 80)} · {safe(section.title, 150)}",
        facts(*(f"{safe(above.label, 50)}" for above in path[:-1])),
        facts(minutes_text(minutes) if minutes else "", _span(section), share, *marks(section, roadmap)),
        f"**{safe(section.choose.question, 200)}**" if section.choose and section.choose.question else "",
        safe(section.detail, 400),
    )


def _section_parts(reading: "Reading", section: Section) -> Iterator[Block]:
    roadmap = reading.book.roadmap
    yield from _section_blocks(reading, section.sections)
    yield from (item_block(reading, item) for item in section.items)
    yield from titled(_("At the end you can say"), (claim_line(box, roadmap) for box in section.checkpoint))
    yield from titled(_("Numbers to reach"), (target_line(target, roadmap) for target in section.targets))
    yield from titled(_("Hours"), (budget_line(budget) for budget in section.budgets))
    yield from titled(_("Leave these for later"), (f"- {safe(text, 150)}" for text in section.out_of_scope))
    yield from closing(reading, section.resources, section.notes)
    yield from texts(source_text(section.source, roadmap))
