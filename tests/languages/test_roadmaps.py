"""Roadmaps in another language: all that is around their authors' words is in the catalogues, and it fits."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import product
from typing import Any

import pytest
from discord import ui
from simcord import InteractionResult

from bot.domain.roadmap import Roadmap
from bot.domain.roadmap_choices import Choices
from bot.domain.roadmap_claims import Evidence, EvidenceKind, Mock, MockKind, Problems
from bot.domain.roadmap_pages import OVERVIEW, WHERE, Address, PageKind
from bot.domain.roadmap_progress import Progress
from bot.domain.roadmap_terms import Obligation, OwnProject, Period, Range, ResourceStatus
from bot.domain.roadmap_time import Deadline, Duration, Span, SpanUnit
from bot.services.readings import Offer, PlanDays, Reading
from bot.services.roadmap_updates import Update
from bot.ui import roadmap_claim_words as claims
from bot.ui import roadmap_words as words
from bot.ui.base import layout
from bot.ui.language import speaking
from bot.ui.roadmap_updates import accepted_layout, update_layout, update_section
from bot.ui.roadmaps import EXAMPLES, SearchForm, list_layout, page_layout, search_layout
from tests.catalog.built_in import ROADMAPS
from tests.journeys.own_roadmap import OWN, bring
from tests.journeys.world import World
from tests.languages.pseudo import OPEN, untranslated, words_of
from tests.languages.seen import Shown, words_seen
from tests.simtools import choose, press, submit
from tests.ui.test_roadmap_pages import every_page, overflowing, problems, reading_of

DAY = date(2026, 6, 1)
FIRST = next(iter(ROADMAPS))


def missed(*shown: Shown) -> list[str]:
    """The words that passed no catalogue."""
    return untranslated(words_seen(*shown))


def numbered(value: Any, known: dict[str, str]) -> Any:
    """The same with a number for each word of its author: what is left in letters is ours."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return known.setdefault(value, str(len(known) + 100)) if value else value
    if isinstance(value, tuple):
        return tuple(numbered(each, known) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {each.name: numbered(getattr(value, each.name), known) for each in fields(value)}
        return replace(value, **changes)
    return value


def on_the_way(roadmap: Roadmap, at: int, finish: date | None = DAY) -> Reading:
    """Somebody at the item with this number who skipped one and left some parts out."""
    reading = reading_of(roadmap)
    index = reading.book.index
    done = {key: (60 if number < at else 20 * (number == at), 60) for number, key in enumerate(index.places)}
    meant = frozenset(key for number, key in enumerate(index.sections) if number % 7 or not at)
    picked = {
        key: tuple(way.key for way in place.item.alternatives[:1]) for key, place in index.places.items()
    }
    return replace(
        reading,
        plan=PlanDays(DAY + timedelta(at), DAY, finish),
        progress=Progress(done, tuple(index.places)[at:]),
        choices=Choices(options=picked),
        meant=meant,
        skipped=frozenset(tuple(index.places)[1:2]),
    )


def joined_pages(roadmap: Roadmap) -> Iterator[ui.LayoutView]:
    """What whoever is on it sees besides."""
    for at, finish in product((0, 3, len(tuple(roadmap.every_place()))), (DAY, None)):
        reading = on_the_way(roadmap, at, finish)
        pages = (Address(kind, number) for kind in (PageKind.SECTION, PageKind.ITEM) for number in (0, 1, 3))
        yield from (page_layout(reading, page) for page in (OVERVIEW, WHERE, *pages))


def searched(reading: Reading) -> Iterator[str]:
    """The words of something of each kind."""
    book = reading.book
    yield book.sections[0][-1].title
    yield from (thread.title for thread in book.roadmap.threads[:1])
    yield from (resource.title for resource in book.resources[:1])
    yield from (questions[0].text for _name, questions in book.categories[:1])


@pytest.mark.parametrize("name", ROADMAPS)
def test_no_word_on_a_page_misses_the_catalogue(name: str, pseudo: str) -> None:
    roadmap = numbered(ROADMAPS[name], {})
    reading = reading_of(roadmap)
    with speaking(pseudo):
        pages = [page_layout(reading, page) for page in every_page(reading)]
        pages += joined_pages(roadmap)
        pages += [search_layout(reading, words) for words in ("0", *searched(reading))]
        assert untranslated(words_seen(*pages, SearchForm(reading)), [EXAMPLES]) == []
        assert missed(list_layout(Offer(1, 2, (reading.book,) * 12, roadmap.id), 1)) == []


def test_the_longest_pages_still_fit_a_message_in_a_longer_language(pseudo: str) -> None:
    reading, ours = reading_of(overflowing()), on_the_way(ROADMAPS[FIRST], 3)
    kinds = [page for page in every_page(reading) if page.number < 3 and page.sheet < 2]
    with speaking(pseudo):
        pages = [page_layout(reading, page) for page in kinds]
        pages += [page_layout(ours, page) for page in every_page(ours) if page.number < 2]
        assert [problem for page in pages for problem in problems(page)] == []


def terms() -> Iterator[str]:
    """Every word for an amount, a time, a mark or a proof, whether a built-in roadmap has it or not."""
    ranges = Range(1, 1), Range(2, 4), Range(3, None)
    yield from (words.duration_text(Duration(each, unit)) for each, unit in product(ranges, SpanUnit))
    yield from (words.minutes_range(each) for each in ranges)
    for unit, last in product(SpanUnit, (2, 5, None)):
        yield words.span_text(Span(unit, 2, last))
    for unit in (None, *SpanUnit):
        yield from (words.deadline_text(Deadline(unit, 2, 3)), words.by_text(Deadline(unit, 2, 3)))
    yield from (words.per_text("1", period) for period in Period)
    yield from (words.choose_text(1, most) for most in (1, 2, 3))
    yield claims.evidence_text([Evidence(kind, "1" * number) for number, kind in enumerate(EvidenceKind)])
    roadmap = numbered(ROADMAPS[FIRST], {})
    yield claims.problems_text(Problems(1, 2, 3, set="1", tags=("2",)), roadmap)
    for kind in MockKind:
        yield claims.mock_text(
            Mock(kind, focus="1", record=True, critique=True, roles=("2",), platforms=("3",), rubric=("4",))
        )
    item = next(roadmap.every_place()).item
    for obligation in Obligation:
        yield " ".join(claims.marks(replace(item, obligation=obligation, non_negotiable=True), roadmap))


def test_every_term_is_in_the_catalogue(pseudo: str) -> None:
    with speaking(pseudo):
        assert untranslated(terms()) == []
    assert set(claims.STATUSES) == set(ResourceStatus)
    assert set(claims.OWN_PROJECTS) == set(OwnProject)


def test_a_new_version_is_told_in_the_readers_language(pseudo: str) -> None:
    titles = ((), ("1",), ("1", "2"), tuple("1234567"))
    days = (None, DAY, DAY + timedelta(30))
    with speaking(pseudo):
        for added, gone, finish in product(titles, titles, days):
            update = Update(1, 2, "0" * 12, "3", added, gone, len(added), DAY, finish, 600, 60 * len(added))
            assert missed(update_layout(update), accepted_layout(update)) == []
        assert missed(layout(update_section(1, 2))) == []


async def test_a_member_reads_in_their_language(world: World, pseudo: str) -> None:
    await bring(world)
    await world.join(world.ben, roadmap="our-way")
    await world.ben.slash(world.channel, "language set", language=pseudo)
    offered = await world.app.services.enrolments.offered(world.guild.id)
    content = [
        EXAMPLES,
        "Week",
        "zq",
        "thing",
        *words_of(next(each for each in offered if each.id == "our-way")),
    ]

    def told(shown: Shown) -> Shown:
        assert any(OPEN in word for word in words_seen(shown))
        assert untranslated(words_seen(shown), content) == []
        return shown

    async def said(command: str, **options: str) -> InteractionResult:
        shown = await world.ben.slash(world.channel, f"roadmap {command}", **options)
        told(shown)
        return shown

    await world.join(world.ada)
    await world.ada.slash(world.channel, "language set", language=pseudo)
    choices = await world.ada.autocomplete(world.channel, "roadmap branch", "branch", "")
    assert OPEN in str(choices[0]["name"])
    await said("show", search="zq")
    await said("show", section="zq")
    shown = await said("show", search="build")
    form = await press(world.ben, shown, prefix="c:seek")
    told(form)
    told(await submit(world.ben, form, ["thing"]))
    told(await press(world.ben, await said("where"), prefix="c:page:", nth=0))
    shown = await said("show")
    await choose(world.ben, shown, "section", prefix="c:pages")
    told(shown)
    await bring(world, OWN.replace("estimate: 2h", "estimate: 5h"))
    changed = await world.ben.slash(world.channel, "plan update")
    told(changed)
    await press(world.ben, changed, prefix="c:mapaccept")
    told(changed)
