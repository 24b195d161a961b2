"""What stands on a page of a roadmap, and how a long one is cut into sheets that fit a message."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.roadmap_pages import Address
from bot.ui.text import ELLIPSIS

SHEET_CHARACTERS = 2_600
"""With the heading they fit the 4,000 characters of a message."""

HEADING_CHARACTERS = 1_200
SHEET_ENTRIES = 20
"""Fewer than the 25 options of a select, so that a sheet can be read at a glance."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way down from a page; label and description are plain text of any length."""

    label: str
    description: str
    page: Address


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page that is not torn apart, and the page it leads to, if any."""

    text: str
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A heading that every sheet repeats, and what follows, in Markdown.

    `prompt` stands on the select of the ways down; without one it says what it always says.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """As much of a page as one message holds."""

    heading: str
    text: str
    entries: tuple[Entry, ...]
    number: int
    count: int


def texts(*parts: str) -> tuple[Block, ...]:
    """Blocks that lead nowhere; empty parts are left out."""
    return tuple(Block(part) for part in parts if part)


def sheet_of(page: Page, number: int) -> Sheet:
    """One sheet of a page, counted from 0; a number past the end is the last one."""
    cut = list(_cut(page.blocks)) or [()]
    number = min(number, len(cut) - 1)
    text = "\n".join(block.text for block in cut[number])
    entries = tuple(block.entry for block in cut[number] if block.entry)
    return Sheet(_short(page.heading, HEADING_CHARACTERS), text, entries, number, len(cut))


def _cut(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    sheet: list[Block] = []
    length = entries = 0
    for whole in blocks:
        block = Block(_short(whole.text, SHEET_CHARACTERS), whole.entry)
        more = len(block.text) + 1
        if sheet and (length + more > SHEET_CHARACTERS or entries == SHEET_ENTRIES):
            yield tuple(sheet)
            sheet, length, entries = [], 0, 0
        sheet.append(block)
        length += more
        entries += block.entry is not None
    if sheet:
        yield tuple(sheet)


def _short(text: str, limit: int) -> str:
    """Cut at the end of a line, which ends whatever Markdown was begun on it."""
    if len(text) <= limit:
        return text
    return text[: limit - 2].rpartition("\n")[0] + f"\n{ELLIPSIS}"
