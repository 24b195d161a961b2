"""The pages of what is done in a roadmap: the overview, sections, items, threads and projects."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.domain.roadmap import Item, Section, Thread
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_claims import Claim, Project
from bot.domain.roadmap_pages import PageKind
from bot.domain.roadmap_terms import Note, Resource
from bot.ui import theme
from bot.ui.roadmap_marks import item_mark, items_in, section_mark, share_text
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import (
    OWN_PROJECTS,
    budget_line,
    claim_line,
    condition_text,
    counted,
    effort,
    evidence_text,
    facts,
    lines,
    marks,
    mock_text,
    problems_text,
    resource_line,
    source_text,
    span_text,
    target_line,
    weeks_text,
)
from bot.ui.text import human_join, minutes_text, percent, safe

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
        facts(weeks_text(roadmap), counted(len(book.places), "task")),
        facts(*(safe(part, 120) for part in origin)),
    )
    blocks = (
        *_section_blocks(reading, roadmap.sections),
        *_titled("**Leave these for later**", (f"- {safe(text, 150)}" for text in roadmap.out_of_scope)),
    )
    return Page(heading, blocks, "Open a part…")


def section_page(reading: "Reading", number: int) -> Page:
    """One section: what is in it, and what it asks to be able to do in the end."""
    path = reading.book.sections[number]
    return Page(
        _section_heading(reading, path), tuple(_section_parts(reading, path[-1])), "Open a part or a task…"
    )


def item_page(reading: "Reading", number: int) -> Page:
    """Everything about one item."""
    place = reading.book.places[number]
    item, path = place.item, place.path
    heading = lines(
        f"### {item_mark(reading, item)} {safe(item.title, 200)}",
        facts(*(f"{safe(section.label, 50)}" for section in path)),
        facts(item.kind.value, effort(item), *marks(item, reading.book.roadmap)),
        safe(item.detail, 600),
    )
    return Page(heading, tuple(_item_parts(reading, item)))


def thread_page(reading: "Reading", number: int) -> Page:
    """Something that returns every week."""
    thread = reading.book.roadmap.threads[number]
    heading = lines(
        f"### 🔁 {safe(thread.title, 200)}",
        facts("every week", f"{effort(thread)} a week", span_text(thread.span)),
        safe(thread.detail, 600),
    )
    return Page(heading, tuple(_thread_parts(reading, thread)))


def project_page(reading: "Reading", number: int) -> Page:
    """A project with its stages, requirements, and the items that belong to it."""
    book = reading.book
    project = book.roadmap.projects[number]
    heading = lines(
        f"### 🛠️ {safe(project.title, 200)}", facts(*marks(project, book.roadmap)), safe(project.detail, 600)
    )
    return Page(heading, tuple(_project_parts(reading, project)), "Open a task…")


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
    text = span_text(section.span)
    return "" if text.casefold() in section.label.casefold().replace("-", "–") else text


def _section_heading(reading: "Reading", path: tuple[Section, ...]) -> str:
    section, roadmap = path[-1], reading.book.roadmap
    settled, planned = reading.progress.of_section(section)
    share = f"{percent(settled, planned)} settled" if planned else ""
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
    yield from (_item_block(reading, item) for item in section.items)
    yield from _titled("**At the end you can say**", (claim_line(box, roadmap) for box in section.checkpoint))
    yield from _titled("**Numbers to reach**", (target_line(target, roadmap) for target in section.targets))
    yield from _titled("**Hours**", (budget_line(budget) for budget in section.budgets))
    yield from _titled("**Leave these for later**", (f"- {safe(text, 150)}" for text in section.out_of_scope))
    yield from _end(reading, section.resources, section.notes)
    yield from texts(source_text(section.source, roadmap))


def _item_block(reading: "Reading", item: Item) -> Block:
    roadmap = reading.book.roadmap
    titles = [safe(way.title, 60) for way in item.alternatives]
    small = facts(
        item.kind.value,
        effort(item),
        *marks(item, roadmap),
        human_join(titles, "or") if titles else "",
        counted(len(item.resources), "resource"),
    )
    entry = Entry(item.title, f"{item.kind} · {effort(item)}", reading.book.page(PageKind.ITEM, item.key))
    return Block(lines(f"{item_mark(reading, item)} {safe(item.title, 150)}", small), entry)


def _item_parts(reading: "Reading", item: Item) -> Iterator[Block]:
    book = reading.book
    roadmap = book.roadmap
    project = next((each for each in roadmap.projects if each.key == item.project), None)
    settled, planned = reading.progress.of_item(item)
    yield from texts(
        f"{minutes_text(settled)} of {minutes_text(planned)} settled in your plan." if planned else "",
        OWN_PROJECTS[item.own_project].capitalize() + "." if item.own_project else "",
        f"Shows: {', '.join(safe(topic, 60) for topic in item.topics)}" if item.topics else "",
        problems_text(item.problems, roadmap) if item.problems else "",
        mock_text(item.mock) if item.mock else "",
        evidence_text(item.evidence).capitalize(),
    )
    if project:
        stage = next((f", {each.title}" for each in project.stages if each.key == item.stage), "")
        page = book.page(PageKind.PROJECT, project.key)
        entry = Entry(project.title, "the whole project", page)
        yield Block(f"🛠️ Part of **{safe(project.title, 100)}**{safe(stage, 60) if stage else ''}", entry)
    yield from _steps(item.steps, reading)
    yield from _ways(reading, item)
    yield from _titled("**First**", _needs(book, item))
    yield from _end(reading, item.resources, item.notes)
    yield from texts(source_text(item.source, roadmap))


def _ways(reading: "Reading", item: Item) -> Iterator[Block]:
    """The alternatives: one of them is enough."""
    picked = reading.choices.options.get(item.key, ())
    ways: list[str] = []
    for way in item.alternatives:
        condition = condition_text(way.condition, reading.book.roadmap) if way.condition else ""
        small = facts(condition, safe(way.detail, 200))
        resources = [resource_line(resource) for resource in way.resources]
        taken = f" · {theme.CHECK} your choice" if way.key in picked else ""
        ways.append(lines(f"- {safe(way.title, 120)}{taken}", small, *resources))
    yield from _titled("**One of these is enough** · `/roadmap branch` notes which", ways)


def _needs(book: Book, item: Item) -> Iterator[str]:
    """Titles of earlier work, with a mark on nothing: the reader sees them on their own pages."""
    for key in item.needs:
        if place := book.index.places.get(key):
            yield f"- {safe(place.item.title, 120)}"
        elif path := book.index.sections.get(key):
            yield f"- {safe(path[-1].label, 50)} · {safe(path[-1].title, 120)}"


def _thread_parts(reading: "Reading", thread: Thread) -> Iterator[Block]:
    yield from texts(
        OWN_PROJECTS[thread.own_project].capitalize() + "." if thread.own_project else "",
        f"Topics: {', '.join(safe(topic, 60) for topic in thread.topics)}" if thread.topics else "",
    )
    yield from _steps(thread.steps, reading)
    yield from _end(reading, thread.resources, thread.notes)
    yield from texts(source_text(thread.source, reading.book.roadmap))


def _project_parts(reading: "Reading", project: Project) -> Iterator[Block]:
    roadmap = reading.book.roadmap
    items = [place.item for place in reading.book.places if place.item.project == project.key]
    yield from texts(f"Shows: {safe(project.shows, 300)}" if project.shows else "")
    yield from _titled("**Requirements**", (claim_line(claim, roadmap) for claim in project.requirements))
    yield from _titled("**Ideas**", (f"- {safe(idea, 200)}" for idea in project.ideas))
    for stage in project.stages:
        yield from texts(f"**{safe(stage.title, 120)}**")
        yield from (_item_block(reading, item) for item in items if item.stage == stage.key)
    loose = [item for item in items if item.stage not in {stage.key for stage in project.stages}]
    if loose:
        yield from texts("**Tasks**")
        yield from (_item_block(reading, item) for item in loose)
    yield from texts(source_text(project.source, roadmap))


def _steps(steps: Iterable[Claim], reading: "Reading") -> Iterator[Block]:
    yield from _titled("**Steps**", (claim_line(step, reading.book.roadmap) for step in steps))


def _end(reading: "Reading", resources: Iterable[Resource], notes: Iterable[Note]) -> Iterator[Block]:
    """Resources and the editor's remarks, which close most pages."""
    shown = [_resource_block(reading.book, resource) for resource in resources]
    if shown:
        yield Block("**Resources**")
        yield from shown
    yield from texts(*(f"-# Editor's note: {safe(note.text, 400)}" for note in notes))


def _resource_block(book: Book, resource: Resource) -> Block:
    page = book.page(PageKind.RESOURCE, resource.id)
    detail = facts(safe(resource.detail, 200))
    return Block(lines(resource_line(resource), detail), Entry(resource.title, "resource", page))


def _titled(title: str, rows: Iterable[str]) -> Iterator[Block]:
    """Rows under a title; nothing without rows."""
    shown = list(rows)
    if shown:
        yield from texts(title, *shown)
