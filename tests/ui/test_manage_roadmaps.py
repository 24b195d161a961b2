"""Whatever an author wrote, organisers get a message that Discord takes and that does nothing by itself."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.claims import token
from bot.domain.errors import BrokenFile, Fault
from bot.domain.roadmap import Roadmap, Section
from bot.domain.roadmap_notes import Remark, remarks
from bot.domain.roadmap_terms import Lines
from bot.services.roadmap_results import Imported, Listed, Notes, Outcome
from bot.services.roadmap_updates import Update
from bot.ui.manage_roadmaps import imported_layout, listing_layout, notes_layout
from bot.ui.manage_roadmaps_words import note_pages
from bot.ui.roadmap_updates import OVERTAKEN, accepted_layout, update_layout
from bot.ui.uploads import broken_layout, fault_lines, report
from tests.catalog.built_in import CATALOG

TEXT_LIMIT = 4_000
WILD = st.text(alphabet="*_`[]()<@!#>\n\\|~ abc.:/-é\u202e", max_size=2_000)
FAULTS = st.lists(st.builds(Fault, st.integers(1, 99_999), WILD, WILD), max_size=15)
REMARKS = st.lists(
    st.builds(Remark, st.lists(WILD, max_size=4).map(tuple), WILD, st.lists(st.just(Lines(1, 2))).map(tuple)),
    max_size=12,
)

MANY = 9_999


def roadmap(title: str) -> Roadmap:
    return Roadmap("x" * 60, "abcdef012345", title, "", 600, (Section("s", "S", "S"),))


@settings(max_examples=50, deadline=None)
@given(FAULTS, st.integers(0, MANY))
def test_any_problems_fit_a_message(faults: list[Fault], more: int) -> None:
    view, files = broken_layout(BrokenFile(tuple(faults), len(faults) + more))
    assert view.content_length() <= TEXT_LIMIT
    assert bool(files) == (len(faults) + more > min(len(faults), 10))


@pytest.mark.parametrize(("count", "with_file"), [(1, False), (10, False), (11, True), (12, True)])
def test_every_problem_is_in_the_message_or_in_a_file(count: int, with_file: bool) -> None:
    faults = tuple(Fault(line, "a", "wrong") for line in range(count))

    _, files = broken_layout(BrokenFile(faults, count))

    assert bool(files) is with_file


@settings(max_examples=50, deadline=None)
@given(REMARKS)
def test_any_notes_fit_their_pages(found: list[Remark]) -> None:
    notes = Notes("x" * 60, "*" * 100, tuple(found))
    for page in range(len(note_pages(found))):
        assert notes_layout(2**63 - 1, 2**63 - 1, notes, page).content_length() <= TEXT_LIMIT


def test_every_note_is_on_a_page_under_its_place_once() -> None:
    for shipped in CATALOG.all():
        found = remarks(shipped)
        whole = "\n".join(note_pages(found))
        assert whole.count("\n-# source, line") == sum(bool(remark.source) for remark in found)
        assert all(len(page) <= TEXT_LIMIT - 200 for page in note_pages(found))


@settings(max_examples=30, deadline=None)
@given(WILD.filter(bool), FAULTS)
def test_any_import_fits_a_message(title: str, doubts: list[Fault]) -> None:
    for outcome in Outcome:
        view = imported_layout(Imported(roadmap(title[:100]), outcome, MANY, tuple(doubts)))
        assert view.content_length() <= TEXT_LIMIT


def test_the_longest_list_fits_a_message() -> None:
    own = [Listed("x" * 60, "*" * 100, False, "abcdef012345", MANY, MANY) for _ in range(40)]
    built_in = [Listed(each.id, each.title, True, each.version, MANY, 0) for each in CATALOG.all()]
    view = listing_layout((*own, *built_in))
    assert view.content_length() <= TEXT_LIMIT


def test_the_longest_update_fits_a_message() -> None:
    titles = tuple("*" * 100 for _ in range(50))
    update = Update(1, 2, "0" * 12, "*" * 100, titles, titles, 50, None, None, 0, 60 * MANY)
    for view in (update_layout(update), update_layout(update, OVERTAKEN), accepted_layout(update)):
        assert view.content_length() <= TEXT_LIMIT


def test_what_an_author_wrote_never_becomes_markup() -> None:
    (line,) = fault_lines([Fault(3, "a[0].@everyone", "[click](https://evil.example) **now**")], 1)
    assert "@everyone" not in line
    assert "[click](" not in line
    assert line.startswith("line 3 · ")


def test_the_file_of_problems_has_one_a_line_and_counts_what_is_missing() -> None:
    lines = report([Fault(1, "a", "two\nlines"), Fault(2, "", "x" * 5_000)], 7).splitlines()
    assert lines[0] == "line 1 · a: two lines"
    assert len(lines[1]) == 800
    assert lines[2] == "and 5 more"


def test_a_tag_fits_where_an_id_would_not() -> None:
    assert token("x" * 60) != token("x" * 59)
    assert len(f"c:mapremove:{2**63 - 1}:{2**63 - 1}:{token('x' * 60)}") <= 100
