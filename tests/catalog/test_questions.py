"""The built-in interview questions: enough of each kind, each complete, none twice, none too long."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.domain.questions import GUIDE_SIZE, KIT_SIZE, QUESTION_SIZE, Question, QuestionKind, near_equal
from bot.ui.text import safe
from tests.catalog.built_in_questions import BANK
from tests.catalog.questions_table import ASKED

LEAST = {
    QuestionKind.CODING: 25,
    QuestionKind.ML_CODING: 25,
    QuestionKind.ML_THEORY: 45,
    QuestionKind.SYSTEM_DESIGN: 25,
    QuestionKind.BEHAVIORAL: 25,
    QuestionKind.RESUME: 15,
}
DOCUMENTS = {"000", "001", "002", "003", "004"}
SHOWN = 3_800
"""Characters of a message that leave room for its headings and buttons."""

BOUNDS = ((3, 5), (4, 7), (1, 3), (1, 3))
"""How many follow-ups, marks of a good answer, traps and topics a question of ours has."""

EXERCISES = {
    "adam-step",  # 000 and 003 want the optimisers understood
    "auc-by-ranks",  # 000 and 003 want ROC AUC understood
    "batch-norm-forward",  # 000 and 003
    "content-moderation",  # a project of 001
    "even-shards",  # 004 wants hard coding mocks
    "factor-update",  # the recommender of 001
    "feature-store",  # week 4 of 001
    "handbook-answers",  # a project of 001
    "inverted-dropout",  # 000 and 003
    "stability-index",  # 000 and 002 want drift monitored
    "tree-monitors",  # 004 wants hard coding mocks
    "warmup-cosine",  # 003
}
"""Made by us from what a document asks for elsewhere than in its lists of questions."""

each_kind = pytest.mark.parametrize("kind", QuestionKind)


@each_kind
def test_there_are_enough_of_each_kind(kind: QuestionKind) -> None:
    assert len(BANK.of_kind(kind)) >= LEAST[kind]


@each_kind
def test_every_kind_has_something_for_a_beginner_and_for_the_experienced(kind: QuestionKind) -> None:
    levels = [question.levels for question in BANK.of_kind(kind)]
    assert min(each.low for each in levels) <= 2
    assert max(each.high for each in levels) >= 4


@each_kind
def test_every_kind_has_one_framework_and_one_rubric_of_four_criteria(kind: QuestionKind) -> None:
    guides = [each for each in BANK.sets if each.kind is kind]
    assert [bool(each.framework and each.rubric) for each in guides] == [True]
    assert [len(each.rubric.criteria) for each in guides if each.rubric] == [4]


@pytest.mark.parametrize(("asked", "key"), ASKED, ids=[asked for asked, _ in ASKED])
def test_what_a_document_wants_asked_is_in_the_bank(asked: str, key: str) -> None:
    assert asked[:3] in BANK.kit(key).question.source


def test_no_question_claims_a_document_without_a_line_in_the_table_or_a_reason() -> None:
    in_table = {key for _, key in ASKED}
    ours = {question.key for question in BANK.all() if question.source} - in_table
    assert ours == EXERCISES


def test_sources_are_documents_in_order_each_once() -> None:
    sources = [question.source for question in BANK.all()]
    assert [each for each in sources if list(each) != sorted(set(each)) or not set(each) <= DOCUMENTS] == []


def test_no_two_questions_ask_the_same() -> None:
    assert [(first.key, second.key) for first, second in near_equal(BANK.all())] == []
    titles = Counter(question.title.casefold() for question in BANK.all())
    assert [title for title, count in titles.items() if count > 1] == []


def keys_of(wrong: Callable[[Question], bool]) -> list[str]:
    return [question.key for question in BANK.all() if wrong(question)]


def test_every_question_has_all_its_parts() -> None:
    def incomplete(question: Question) -> bool:
        lists = (question.follow_ups, question.good, question.traps, question.topics)
        return not all(low <= len(each) <= high for each, (low, high) in zip(lists, BOUNDS, strict=True))

    assert keys_of(incomplete) == []


def test_every_kit_fits_one_message_even_with_its_escapes() -> None:
    def shown(question: Question) -> int:
        kit = BANK.kit(question.key)
        guide = (kit.framework.title, *kit.framework.steps)
        anchors = [text for each in kit.rubric.criteria for text in (each.title, *each.anchors)]
        own = (question.title, question.prompt, question.complexity, *question.examples)
        lines = [*own, *question.follow_ups, *question.good, *question.traps, *guide, *anchors]
        return sum(len(safe(line, SHOWN)) + 4 for line in lines if line)

    assert keys_of(lambda question: shown(question) > SHOWN) == []


def test_no_kit_is_larger_than_the_catalog_allows() -> None:
    assert keys_of(lambda question: BANK.kit(question.key).size > KIT_SIZE) == []
    assert KIT_SIZE == QUESTION_SIZE + GUIDE_SIZE == 3_500


def test_what_is_read_out_ends_like_a_sentence_and_what_is_ticked_does_not() -> None:
    def careless(question: Question) -> bool:
        marks = (question.title, *question.good, *question.traps)
        spoken = (question.prompt, *question.follow_ups)
        return any(line.endswith((".", ";", ",")) for line in marks) or not all(
            line.endswith((".", "?")) for line in spoken
        )

    assert keys_of(careless) == []
