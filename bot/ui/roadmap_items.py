"""The pages of what is done in a roadmap: items, threads and projects, and how items stand in lists."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.domain.roadmap import Item, Thread
from bot.domain.roadmap_book import Book
from bot.domain.roadmap_claims import Claim, Project
from bot.domain.roadmap_pages import PageKind
from bot.domain.roadmap_terms import Note, Period, Resource
from bot.ui import theme
from bot.ui.language import _, ngettext, pgettext
from bot.ui.names import named
from bot.ui.roadmap_claim_words import (
    OWN_PROJECTS,
    claim_line,
    condition_text,
    evidence_text,
    marks,
    mock_text,
    problems_text,
    resource_line,
)
from bot.ui.roadmap_marks import item_mark
from bot.ui.roadmap_sheets import Block, Entry, Page, texts
from bot.ui.roadmap_words import counted, effort, facts, lines, per_text, source_text, span_text
from bot.ui.text import capital, human_join, minutes_text, safe

if TYPE_CHECKING:
    from bot.services.readings import Reading


def item_page(reading: "Reading", number: int) -> Page:
    """Everything about one item."""
    place = reading.book.places[number]
    item, path = place.item, place.path
    heading = lines(
        f"### {item_mark(reading, item)} {safe(item.title, 200)}",
        facts(*(f"{safe(section.label, 50)}" for section in path)),
        facts(named(item.kind), effort(item), *marks(item, reading.book.roadmap)),
        safe(item.detail, 600),
    )
    return Page(heading, tuple(_item_parts(reading, item)))


def thread_page(reading: "Reading", number: int) -> Page:
    """Something that returns every week."""
    thread = reading.book.roadmap.threads[number]
    heading = lines(
        f"### 🔁 {safe(thread.title, 200)}",
        facts(_("every week"), per_text(effort(thread), Period.WEEK), span_text(thread.span)),
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
    # limit: 150
    prompt = _("Open a task…")
    return Page(heading, tuple(_project_parts(reading, project)), prompt)


def item_block(reading: "Reading", item: Item) -> Block:
    """An item where it stands among others, with the way to its page."""
    roadmap = reading.book.roadmap
    titles, resources = [safe(way.title, 60) for way in item.alternatives], len(item.resources)
    small = facts(
        named(item.kind),
        effort(item),
        *marks(item, roadmap),
        human_join(titles, "or") if titles else "",
        counted(resources, ngettext("{count:,} resource", "{count:,} resources", resources)),
    )
    said = f"{named(item.kind)} · {effort(item)}"
    entry = Entry(item.title, said, reading.book.page(PageKind.ITEM, item.key))
    return Block(lines(f"{item_mark(reading, item)} {safe(item.title, 150)}", small), entry)


def _item_parts(reading: "Reading", item: Item) -> Iterator[Block]:
    book = reading.book
    roadmap = book.roadmap
    project = next((each for each in roadmap.projects if each.key == item.project), None)
    settled, planned = reading.progress.of_item(item)
    yield from texts(
        _settled(settled, planned) if planned else "",
        _own_project(item),
        _("Shows: {what}", what=_listed(item.topics)) if item.topics else "",
        problems_text(item.problems, roadmap) if item.problems else "",
        mock_text(item.mock) if item.mock else "",
        capital(evidence_text(item.evidence)),
    )
    if project:
        page = book.page(PageKind.PROJECT, project.key)
        yield Block(_part_of(project, item), Entry(project.title, _("the whole project"), page))
    yield from _steps(item.steps, reading)
    yield from _ways(reading, item)
    yield from titled(pgettext("what comes before", "First"), _needs(book, item))
    yield from closing(reading, item.resources, item.notes)
    yield from texts(source_text(item.source, roadmap))


def _settled(settled: int, planned: int) -> str:
    return _(
        "{done} of {total} settled in your plan.", done=minutes_text(settled), total=minutes_text(planned)
    )


def _own_project(node: Item | Thread) -> str:
    return capital(_(OWN_PROJECTS[node.own_project])) + "." if node.own_project else ""


def _listed(topics: Iterable[str]) -> str:
    return _(", ").join(safe(topic, 60) for topic in topics)


def _part_of(project: Project, item: Item) -> str:
    title = safe(project.title, 100)
    stage = next((each.title for each in project.stages if each.key == item.stage), "")
    if not stage:
        return "🛠️ " + _("Part of **{project}**", project=title)
    return "🛠️ " + _("Part of **{project}**, {stage}", project=title, stage=safe(stage, 58))


def _ways(reading: "Reading", item: Item) -> Iterator[Block]:
    """The alternatives: one of them is enough."""
    picked = reading.choices.options.get(item.key, ())
    ways: list[str] = []
    for way in item.alternatives:
        condition = condition_text(way.condition, reading.book.roadmap) if way.condition else ""
        small = facts(condition, safe(way.detail, 200))
        resources = [resource_line(resource) for resource in way.resources]
        taken = f" · {theme.CHECK} {_('your choice')}" if way.key in picked else ""
        ways.append(lines(f"- {safe(way.title, 120)}{taken}", small, *resources))
    yield from titled(_("One of these is enough"), ways, _("`/roadmap branch` notes which"))


def _needs(book: Book, item: Item) -> Iterator[str]:
    """Titles of earlier work, with a mark on nothing: the reader sees them on their own pages."""
    for key in item.needs:
        if place := book.index.places.get(key):
            yield f"- {safe(place.item.title, 120)}"
        elif path := book.index.sections.get(key):
            yield f"- {safe(path[-1].label, 50)} · {safe(path[-1].title, 120)}"


def _thread_parts(reading: "Reading", thread: Thread) -> Iterator[Block]:
    yield from texts(
        _own_project(thread),
        _("Topics: {topics}", topics=_listed(thread.topics)) if thread.topics else "",
    )
    yield from _steps(thread.steps, reading)
    yield from closing(reading, thread.resources, thread.notes)
    yield from texts(source_text(thread.source, reading.book.roadmap))


def _project_parts(reading: "Reading", project: Project) -> Iterator[Block]:
    roadmap = reading.book.roadmap
    items = [place.item for place in reading.book.places if place.item.project == project.key]
    yield from texts(_("Shows: {what}", what=safe(project.shows, 300)) if project.shows else "")
    yield from titled(_("Requirements"), (claim_line(claim, roadmap) for claim in project.requirements))
    yield from titled(_("Ideas"), (f"- {safe(idea, 200)}" for idea in project.ideas))
    for stage in project.stages:
        yield from texts(f"**{safe(stage.title, 120)}**")
        yield from (item_block(reading, item) for item in items if item.stage == stage.key)
    loose = [item for item in items if item.stage not in {stage.key for stage in project.stages}]
    if loose:
        yield from texts(f"**{_('Tasks')}**")
        yield from (item_block(reading, item) for item in loose)
    yield from texts(source_text(project.source, roadmap))


def _steps(steps: Iterable[Claim], reading: "Reading") -> Iterator[Block]:
    yield from titled(_("Steps"), (claim_line(step, reading.book.roadmap) for step in steps))


def closing(reading: "Reading", resources: Iterable[Resource], notes: Iterable[Note]) -> Iterator[Block]:
    """Resources and the editor's remarks, which close most pages."""
    shown = [_resource_block(reading.book, resource) for resource in resources]
    if shown:
        yield Block(f"**{_('Resources')}**")
        yield from shown
    yield from texts(*(facts(_("Editor's note: {text}", text=safe(note.text, 400))) for note in notes))


def _resource_block(book: Book, resource: Resource) -> Block:
    page = book.page(PageKind.RESOURCE, resource.id)
    detail = facts(safe(resource.detail, 200))
    return Block(lines(resource_line(resource), detail), Entry(resource.title, _("resource"), page))


def titled(title: str, rows: Iterable[str], hint: str = "") -> Iterator[Block]:
    """Rows under a title, with a hint beside it; nothing without rows."""
    shown = list(rows)
    if shown:
        yield from texts(f"**{title}**" + (f" · {hint}" if hint else ""), *shown)
