"""A roadmap as a book: its pages are numbered, and a tag tells one printing from another. Pure."""

from functools import cached_property
from zlib import crc32

from bot.domain.branch_errors import NoSuchSection
from bot.domain.roadmap import Place, Roadmap, Section
from bot.domain.roadmap_index import RoadmapIndex
from bot.domain.roadmap_library import Question
from bot.domain.roadmap_pages import MORE, OVERVIEW, Address, PageKind
from bot.domain.roadmap_search import Search, closest, named
from bot.domain.roadmap_terms import Resource


class Book:
    """A roadmap with everything in it numbered, in every branch. Made once per version."""

    def __init__(self, index: RoadmapIndex) -> None:
        self.index = index
        self.sections: tuple[tuple[Section, ...], ...] = tuple(index.sections.values())
        self.places: tuple[Place, ...] = tuple(index.places.values())
        self.resources: tuple[Resource, ...] = tuple(_resources(index).values())
        self.categories: tuple[tuple[str, tuple[Question, ...]], ...] = _categories(index.roadmap)
        self._numbers = {
            PageKind.SECTION: {key: number for number, key in enumerate(index.sections)},
            PageKind.ITEM: {key: number for number, key in enumerate(index.places)},
            PageKind.THREAD: {thread.key: number for number, thread in enumerate(index.roadmap.threads)},
            PageKind.PROJECT: {project.key: number for number, project in enumerate(index.roadmap.projects)},
            PageKind.RESOURCE: {resource.id: number for number, resource in enumerate(self.resources)},
            PageKind.CATEGORY: {name: number for number, (name, _) in enumerate(self.categories)},
        }

    @property
    def roadmap(self) -> Roadmap:
        """What the book is about."""
        return self.index.roadmap

    @cached_property
    def tag(self) -> str:
        """Eight hexadecimal digits that change with every word: page numbers mean something only with it."""
        return f"{crc32(repr(self.roadmap).encode()):08x}"

    @cached_property
    def search(self) -> Search:
        """Finds words in this book."""
        return Search(self)

    @cached_property
    def section_titles(self) -> tuple[str, ...]:
        """What sections are called, by number: label and title."""
        return tuple(f"{path[-1].label} · {path[-1].title}" for path in self.sections)

    def find_section(self, text: str) -> Address:
        """The page of the section meant by its key or by (part of) its label and title; the first of several.

        Raises NoSuchSection with near ones.
        """
        by_key = self._numbers[PageKind.SECTION].get(text)
        near = (by_key,) if by_key is not None else closest(text, self.section_titles)
        if not near:
            raise NoSuchSection(text)
        titles = [self.section_titles[number] for number in near]
        if by_key is None and not any(named(text, title) for title in titles):
            raise NoSuchSection(text, tuple(titles))
        return Address(PageKind.SECTION, near[0])

    def page(self, kind: PageKind, key: str) -> Address:
        """Where something of this roadmap is found by its key."""
        return Address(kind, self._numbers[kind][key])

    def has(self, address: Address) -> bool:
        """Whether there is something with this number; sheets past the end show the last one."""
        numbers = self._numbers.get(address.kind)
        return address.number < (1 if numbers is None else len(numbers))

    def above(self, address: Address) -> Address | None:
        """The page a reader came down from; None at the top."""
        match address.kind:
            case PageKind.OVERVIEW:
                return None
            case PageKind.SECTION:
                path = self.sections[address.number]
                return self.page(PageKind.SECTION, path[-2].key) if len(path) > 1 else OVERVIEW
            case PageKind.ITEM:
                return self.page(PageKind.SECTION, self.places[address.number].path[-1].key)
            case PageKind.MORE | PageKind.WHERE:
                return OVERVIEW
            case _:
                return _LISTS.get(address.kind, MORE)

    def beside(self, address: Address) -> tuple[Address | None, Address | None]:
        """The pages before and after one of the same kind, in reading order."""
        around = tuple(Address(address.kind, address.number + step) for step in (-1, 1))
        before, after = (page if page.number >= 0 and self.has(page) else None for page in around)
        return before, after


_LISTS = {
    PageKind.THREAD: Address(PageKind.THREADS),
    PageKind.PROJECT: Address(PageKind.PROJECTS),
    PageKind.RESOURCE: Address(PageKind.RESOURCES),
    PageKind.CATEGORY: Address(PageKind.QUESTIONS),
}


def _resources(index: RoadmapIndex) -> dict[str, Resource]:
    """Everything recommended anywhere, each once, the roadmap's own list first."""
    holders = (
        index.roadmap,
        *index.roadmap.threads,
        *(path[-1] for path in index.sections.values()),
        *(place.item for place in index.places.values()),
        *(way for place in index.places.values() for way in place.item.alternatives),
    )
    found: dict[str, Resource] = {}
    for resource in (resource for holder in holders for resource in holder.resources):
        found.setdefault(resource.id, resource)
    return found


def _categories(roadmap: Roadmap) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    named: dict[str, list[Question]] = {}
    for question in roadmap.library.questions:
        named.setdefault(question.category, []).append(question)
    return tuple((name, tuple(questions)) for name, questions in named.items())
