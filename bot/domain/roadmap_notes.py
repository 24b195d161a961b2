"""The editor's remarks on a roadmap, such as contradictions of its source, with where they stand. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.roadmap import Item, Roadmap, Section, Thread
from bot.domain.roadmap_terms import Lines, Note


@dataclass(frozen=True, slots=True)
class Remark:
    """A note and the titles around it, outermost first (none: it is about the whole roadmap).

    `source` are lines of the source document: those the note names, otherwise those of what it stands on.
    """

    where: tuple[str, ...]
    text: str
    source: tuple[Lines, ...]


def remarks(roadmap: Roadmap) -> tuple[Remark, ...]:
    """Every note in reading order: the roadmap's own, its threads', then section by section."""
    return tuple(_remarks(roadmap))


def _remarks(roadmap: Roadmap) -> Iterator[Remark]:
    yield from _of((), roadmap.notes, ())
    for thread in roadmap.threads:
        yield from _of_node((), thread)
    for section in roadmap.sections:
        yield from _of_section((), section)


def _of_section(above: tuple[str, ...], section: Section) -> Iterator[Remark]:
    here = (*above, _name(section))
    yield from _of(here, section.notes, section.source)
    for item in section.items:
        yield from _of_node(here, item)
    for child in section.sections:
        yield from _of_section(here, child)


def _of_node(above: tuple[str, ...], node: Item | Thread) -> Iterator[Remark]:
    yield from _of((*above, node.title), node.notes, node.source)


def _of(where: tuple[str, ...], notes: tuple[Note, ...], around: tuple[Lines, ...]) -> Iterator[Remark]:
    return (Remark(where, note.text, note.source or around) for note in notes)


def _name(section: Section) -> str:
    return section.title if section.label == section.title else f"{section.label}: {section.title}"
