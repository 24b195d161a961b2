"""Whatever organisers call their questions, they get a message that Discord takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Fault
from bot.domain.questions import QuestionKind
from bot.services.question_results import ExportedSet, ImportedSet, ListedSet, SetListing, SetOutcome
from bot.ui.manage_questions import listing_layout
from bot.ui.manage_questions_words import exported_text, imported_text, removal_text, removed_text
from bot.ui.question_words import KINDS, count_text
from tests.catalog.built_in_questions import BANK

TEXT_LIMIT = 4_000
WILD = st.text(alphabet="*_`[]()<@!#>\n\\|~ abc.:/-é\u202e", min_size=1, max_size=100)
SHIPPED = tuple(ListedSet(each.key, "", each.kind, len(each.questions)) for each in BANK.sets)


def listed(title: str) -> ListedSet:
    return ListedSet("x" * 60, title, QuestionKind.SYSTEM_DESIGN, 200)


def test_every_kind_has_its_words() -> None:
    assert set(KINDS) == set(QuestionKind)
    assert count_text(QuestionKind.RESUME, 1) == "1 résumé question"
    assert count_text(QuestionKind.ML_CODING, 12) == "12 ML coding questions"


@settings(max_examples=50, deadline=None)
@given(WILD)
def test_the_longest_list_fits_a_message(title: str) -> None:
    view = listing_layout(SetListing((listed(title),) * 20, SHIPPED))
    assert view.content_length() <= TEXT_LIMIT


@settings(max_examples=30, deadline=None)
@given(WILD, st.lists(st.builds(Fault, st.integers(1, 9_999), WILD, WILD), max_size=15))
def test_any_import_and_removal_fits_a_message(title: str, doubts: list[Fault]) -> None:
    texts = [imported_text(ImportedSet(listed(title), each, tuple(doubts))) for each in SetOutcome]
    for text in (*texts, removal_text(listed(title)), removed_text(listed(title))):
        assert len(text) <= TEXT_LIMIT
        assert "@" not in text.replace("\\@", "")


@pytest.mark.parametrize(
    ("exported", "says"),
    [
        ((), "You have no questions of your own yet. Name one of the sets"),
        ((ExportedSet("ours", b"x", None),), "bring it back with `/manage questions import`."),
        ((ExportedSet("ours", b"x", b"y"),), "the `.yaml.gz` is what fits"),
    ],
)
def test_what_is_given_out_says_what_it_is_for(exported: tuple[ExportedSet, ...], says: str) -> None:
    assert says in exported_text(exported)
