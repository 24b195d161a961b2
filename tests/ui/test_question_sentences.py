"""What people read when a question is gone, its key is taken, or a set does not fit."""

import pytest

from bot.domain.errors import CohortError, NoLongerAvailable
from bot.domain.question_errors import (
    GuideTooLong,
    QuestionTwice,
    TooManyQuestions,
    UnknownQuestion,
    UnknownQuestionSet,
)
from bot.ui.question_sentences import about_questions
from bot.ui.sentences import sentence


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnknownQuestion("roc_auc"), r"There is no question **roc\_auc** any more. Take another one."),
        (QuestionTwice("roc-auc"), "Give yours another key and try again."),
        (QuestionTwice("roc-auc", 1), "**roc-auc** already; so it is with 1 other key of this file"),
        (UnknownQuestionSet("ours"), "**ours**. `/manage questions import` brings one in."),
        (UnknownQuestionSet("*", ("one", "two")), r"called **\***. Yours are: one and two."),
        (
            GuideTooLong(1_901, 1_500),
            "have 1,901 characters together; 1,500 fit. Shorten yours, or bring both",
        ),
        (
            TooManyQuestions(450, 51, 500),
            "51 questions, and your other sets have 450; 500 fit. Leave some out",
        ),
    ],
)
def test_the_sentence_names_the_next_step(error: CohortError, words: str) -> None:
    assert words in sentence(error)


def test_other_errors_are_not_its_business() -> None:
    assert about_questions(NoLongerAvailable()) is None
