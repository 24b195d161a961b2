"""What people read when a question is gone or its key is taken."""

import pytest

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.question_errors import QuestionTwice, UnknownQuestion
from bot.ui.question_sentences import about_questions
from bot.ui.sentences import sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnknownQuestion("roc_auc"), r"There is no question **roc\_auc** any more. Take another one."),
        (QuestionTwice("roc-auc"), "Give yours another key and try again."),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in sentence(error)


def test_other_errors_are_not_its_business() -> None:
    assert about_questions(NoLongerAvailable()) is None
