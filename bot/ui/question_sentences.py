"""Errors of finding and collecting interview questions, as sentences that name the next step."""

from bot.domain import question_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import safe


def about_questions(error: CohortError) -> str | None:
    """Which question it is about, and what to do; None for any other error."""
    match error:
        case e.UnknownQuestion(key=key):
            return f"There is no question **{safe(key, 60)}** any more. Take another one."
        case e.QuestionTwice(key=key):
            return f"There is a question **{safe(key, 60)}** already. Give yours another key and try again."
        case _:
            return None
